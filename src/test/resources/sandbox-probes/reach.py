"""Tries to reach what a sandbox must hide, one probe a function; prints 'contained NAME' or 'ESCAPED NAME: how'.

reach.py JSON, with the victim's addresses and: secret (a file that is not shown), data (a folder that is shown
read-only, with file.txt), token (what the secrets hold), machine. A probe returns what it got, or nothing; an
exception of the kernel's means that it was refused.
"""
import ctypes
import fcntl
import json
import os
import platform
import resource
import signal
import socket
import struct
import sys

goal = json.loads(sys.argv[1])
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
X86 = platform.machine() == "x86_64"


def call(x86, arm, *arguments):
    """Raises where the kernel refuses; errors about arguments mean that it went in, so they count as reached."""
    result = libc.syscall(ctypes.c_long(x86 if X86 else arm), *arguments)
    if result >= 0:
        return result
    error = ctypes.get_errno()
    if error in (1, 13, 38, 95, 97):  # EPERM, EACCES, ENOSYS, EOPNOTSUPP, EAFNOSUPPORT
        raise OSError(error, os.strerror(error))
    return f"the kernel looked at it: {os.strerror(error)}"


def unix(path, kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_UNIX, kind) as opened:
        opened.connect(path)
        opened.send(b"x")
        return "connected"


def internet(family, kind, address):
    with socket.socket(family, kind) as opened:
        opened.settimeout(1)
        opened.connect(address)
        opened.send(b"x")
        return "sent"


def read(path, size=4096):
    with open(path, "rb") as file:
        return file.read(size)


def opened(path, flags=os.O_WRONLY | os.O_CREAT):
    os.close(os.open(path, flags, 0o600))
    return f"opened {path}"


# Network

def tcp_to_the_host():
    return internet(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", goal["tcp"]))


def tcp_outside():
    return internet(socket.AF_INET, socket.SOCK_STREAM, ("192.0.2.1", 80))


def udp_to_the_host():
    return internet(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", goal["udp"]))


def udp_outside():
    return internet(socket.AF_INET, socket.SOCK_DGRAM, ("192.0.2.1", 53))


def ipv6():
    return internet(socket.AF_INET6, socket.SOCK_DGRAM, ("2001:db8::1", 53))


def netlink():
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)


def vsock():
    return socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)


def packets():
    return socket.socket(socket.AF_PACKET, socket.SOCK_RAW)


def kernel_crypto():
    return socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)


def every_other_family():
    got = []
    for family in range(2, 46):
        for kind in (1, 2, 3, 5):
            try:
                socket.socket(family, kind).close()
                got.append((family, kind))
            except OSError:
                continue
    return got


def socket_with_a_path():
    return unix(goal["path"])


def abstract_socket():
    return unix("\0" + goal["abstract"])


def datagram_to_a_path():
    return unix(goal["datagrams"], socket.SOCK_DGRAM)


def datagram_from_a_pair():
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    return one.sendto(b"x", goal["datagrams"])


# Files of the host

def secret_file():
    return read(goal["secret"])


def passwords():
    return read("/etc/shadow") or read("/etc/passwd")


def home_folders():
    return [name for folder in ("/root", "/home") if os.path.isdir(folder)
            for name in os.listdir(folder) if not goal["data"].startswith(f"{folder}/{name}")
            and not sys.prefix.startswith(f"{folder}/{name}")]


def other_runs():
    here = os.path.basename(os.path.dirname(os.getcwd()))
    return [name for name in os.listdir("/tmp") if name.startswith("gpiot-") and name != here]


def write_beside_the_secret():
    """In a file system of its own a program may write; the test looks at the host's folder besides."""
    opened(os.path.join(os.path.dirname(goal["secret"]), "stolen"))
    return os.path.exists(goal["secret"])


def write_to_the_system():
    for path in ("/usr/bin/stolen", "/etc/stolen", "/stolen", "/var/stolen"):
        try:
            return opened(path)
        except OSError:
            continue


def write_kernel_settings():
    for path in ("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/domainname", "/proc/sysrq-trigger",
                 "/proc/sys/vm/overcommit_memory", "/sys/kernel/uevent_helper"):
        try:
            return opened(path, os.O_WRONLY)
        except OSError:
            continue


def change_data():
    return opened(os.path.join(goal["data"], "file.txt"), os.O_WRONLY)


def truncate_data():
    os.truncate(os.path.join(goal["data"], "file.txt"), 0)
    return "truncated"


def delete_data():
    os.unlink(os.path.join(goal["data"], "file.txt"))
    return "deleted"


def rename_data():
    os.rename(os.path.join(goal["data"], "file.txt"), "mine")
    return "moved"


def changed(path, action):
    """Some layers make a call look done that is not."""
    before = os.stat(path)
    action(path)
    after = os.stat(path)
    return None if (before.st_mode, before.st_mtime_ns) == (after.st_mode, after.st_mtime_ns) else "changed"


def mode_of_data():
    return changed(os.path.join(goal["data"], "file.txt"), lambda path: os.chmod(path, 0o777))


def mode_of_data_by_descriptor():
    path = os.path.join(goal["data"], "file.txt")
    with open(path) as file:
        return changed(path, lambda path: os.fchmod(file.fileno(), 0o777))


def mode_of_the_secret():
    return changed(goal["secret"], lambda path: os.chmod(path, 0o777))


def time_of_data():
    return changed(os.path.join(goal["data"], "file.txt"), lambda path: os.utime(path, (1, 1)))


def hard_link_to_the_secret():
    os.link(goal["secret"], "linked")
    return "linked"


def devices():
    got = []
    for name in ("mem", "kmsg", "sda", "vda", "nvme0n1", "fuse", "kvm", "net/tun", "loop-control", "console", "vsock"):
        try:
            got.append(opened("/dev/" + name, os.O_RDONLY))
        except OSError:
            continue
    return got


def make_a_device():
    os.mknod("device", 0o600 | 0o060000, os.makedev(8, 0))
    return "made"


def inherited_descriptors():
    got = []
    for descriptor in range(3, 1024):
        try:
            got.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        except OSError:
            try:
                os.fstat(descriptor)
                got.append(descriptor)
            except OSError:
                continue
    return [name for name in got if name != f"/proc/{os.getpid()}/fd"]


def file_handles():
    return call(303, 264, -100, goal["secret"].encode(), ctypes.create_string_buffer(128), ctypes.byref(ctypes.c_int()), 0)


# Other processes

def environment_of_others():
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if goal["token"].encode() in read(f"/proc/{name}/environ", 1 << 20):
                    return f"environment of {name}"
            except OSError:
                continue


def arguments_of_others():
    return b"victim" in read(f"/proc/{goal['pid']}/cmdline") and "read"


def memory_of_others():
    return opened(f"/proc/{goal['pid']}/mem", os.O_RDWR)


def root_folder_of_others():
    return read(f"/proc/{goal['pid']}/root{goal['secret']}") or read(f"/proc/1/root{goal['secret']}")


def trace_others():
    return call(101, 117, 16, goal["pid"], 0, 0)


def read_memory_of_others():
    return call(310, 270, goal["pid"], None, 0, None, 0, 0)


def descriptor_of_others():
    return call(438, 438, 3, 0, 0)


def signal_others():
    os.kill(goal["pid"], signal.SIGUSR2)
    return "signalled"


def signal_the_parent():
    if os.getppid() > 1:
        os.kill(os.getppid(), signal.SIGUSR2)
        return "signalled"


def limits_of_others():
    resource.prlimit(goal["pid"], resource.RLIMIT_NOFILE, (1, 1))
    return "changed"


def priority_of_others():
    os.setpriority(os.PRIO_PROCESS, goal["pid"], 19)
    return "changed"


def processors_of_others():
    os.sched_setaffinity(goal["pid"], {0})
    return "changed"


def shared_memory_of_others():
    libc.shmat.restype = ctypes.c_ssize_t
    return libc.shmat(goal["shared"], None, 0) != -1


def namespaces_of_others():
    return call(308, 268, os.open(f"/proc/{goal['pid']}/ns/net", os.O_RDONLY), 0)


# The kernel

def mount():
    return call(165, 40, b"none", b"/tmp", b"tmpfs", 0, None)


def mount_by_descriptor():
    return call(430, 430, b"tmpfs", 0)


def unmount():
    return call(166, 39, b"/usr", 2)


def change_root():
    return call(161, 51, b"/tmp")


def namespaces_by_unshare():
    for flag in (0x10000000, 0x00020000, 0x40000000, 0x20000000):
        try:
            return call(272, 97, flag)
        except OSError:
            continue


def namespaces_by_clone():
    child = call(56, 220, ctypes.c_ulong(0x10000000 | signal.SIGCHLD), 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    return child


def namespaces_by_clone3():
    return call(435, 435, struct.pack("11Q", 0x10000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0), 88)


def become_root():
    before = os.getuid()
    os.setresuid(0, 0, 0)
    return before != 0 and "root"


def capabilities():
    header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc.capget(header, data)
    return [hex(word) for word in data if word]


def new_privileges():
    """Whether executing a set-user-id program could give any."""
    return libc.prctl(39, 0, 0, 0, 0) != 1


def set_user_bit():
    opened("program")
    os.chmod("program", 0o4755)
    return bool(os.stat("program").st_mode & 0o4000)


def set_user_bit_when_made():
    os.close(os.open("program2", os.O_CREAT | os.O_WRONLY, 0o4755))
    return bool(os.stat("program2").st_mode & 0o4000)


def keyring():
    return call(250, 219, 0, -3, 1)


def add_a_key():
    return call(248, 217, b"user", b"gpiot", b"x", 1, -3)


def bpf():
    return call(321, 280, 0, None, 0)


def io_uring():
    return call(425, 425, 1, ctypes.create_string_buffer(120))


def userfaultfd():
    return call(323, 282, 1)


def perf_events():
    return call(298, 241, None, 0, -1, -1, 0)


def kernel_modules():
    return call(175, 105, None, 0, b"")


def kernel_log():
    return call(103, 116, 3, ctypes.create_string_buffer(100), 100)


def memory_without_an_owner():
    return call(319, 279, b"hidden", 0)


def set_the_clock():
    return call(227, 112, 0, struct.pack("2q", 0, 0))


def set_the_host_name():
    return call(170, 161, b"stolen", 6)


def type_into_the_terminal():
    for descriptor in (0, 1, 2):
        fcntl.ioctl(descriptor, 0x5412, b"x")
    return "typed"


def new_terminal():
    descriptor = os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY)
    fcntl.ioctl(descriptor, 0x5412, b"x")
    return "typed"


def personality():
    return call(135, 92, ctypes.c_ulong(0x0040000))


def raise_limits():
    got = []
    for name in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NPROC", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_CORE"):
        try:
            resource.setrlimit(getattr(resource, name), (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            got.append(name)
        except (ValueError, OSError):
            continue
    return got


def probes():
    helpers = {"call", "unix", "internet", "read", "opened", "changed", "probes", "main"}
    return [value for name, value in globals().items()
            if callable(value) and getattr(value, "__module__", "") == "__main__" and name not in helpers]


def main():
    for probe in probes():
        try:
            got = probe()
        except (OSError, ValueError, AttributeError) as error:
            got = None
        nothing = got is None or got is False or got == [] or got == b""
        print(f"contained {probe.__name__}" if nothing else f"ESCAPED {probe.__name__}: {got!r}", flush=True)


main()
