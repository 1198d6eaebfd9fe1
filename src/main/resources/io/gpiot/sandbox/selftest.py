"""Runs inside a sandbox and prints 'contained NAME' for each probe that was. selftest.py SECRET | survive TOKEN"""
import ctypes
import os
import signal
import socket
import sys
import time


def refused(action):
    try:
        action()
    except OSError:
        return True
    return False


def connects(family, address):
    with socket.socket(family, socket.SOCK_DGRAM) as opened:
        opened.connect(address)
        opened.send(b"x")


def read(path):
    with open(path) as file:
        file.read()


def write(path):
    with open(path, "w") as file:
        file.write("x")


def call(function, *arguments):
    """The C library's functions answer -1 where the kernel refuses."""
    return getattr(ctypes.CDLL(None, use_errno=True), function)(*arguments)


def honest():
    with open("written", "w") as file:
        file.write("written")
    return sum(range(10)) == 45


def network():
    return all([
        refused(lambda: connects(socket.AF_INET, ("192.0.2.1", 9))),
        refused(lambda: connects(socket.AF_INET6, ("2001:db8::1", 9))),
        refused(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)),
        refused(lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)),
    ])


def reading():
    return all(refused(lambda path=path: read(path)) for path in (sys.argv[1], "/etc/passwd", "/proc/kcore"))


def writing():
    beside = os.path.join(os.path.dirname(sys.argv[1]), "stolen")
    return all(refused(lambda path=path: write(path)) for path in (beside, "/stolen", "/usr/stolen", "/proc/sys/kernel/domainname"))


def kernel():
    new_user, new_mounts = 0x10000000, 0x00020000
    return (call("unshare", new_user) == -1 and call("unshare", new_mounts) == -1
            and call("mount", b"none", b"/tmp", b"tmpfs", 0, None) == -1)


def survive():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        if os.fork() == 0:
            os.setsid()
            os.fork()
    except PermissionError:
        pass  # a layer may allow threads only
    time.sleep(60)


if sys.argv[1] == "survive":
    survive()
for probe in (honest, network, reading, writing, kernel):
    if probe():
        print("contained", probe.__name__)
