"""What a hostile program would like to reach on the host. Prints one line of JSON, then what reached it.

victim.py FOLDER, with a secret in its environment. It listens on TCP, UDP, a socket with a path and an abstract one,
holds System V shared memory, and ends with its standard input.
"""
import ctypes
import json
import os
import socket
import sys
import threading

libc = ctypes.CDLL(None, use_errno=True)


def report(kind):
    print("reached by " + kind, flush=True)


def accept(kind, listener):
    listener.listen()
    while True:
        listener.accept()
        report(kind)


def receive(kind, listener):
    while True:
        listener.recv(100)
        report(kind)


tcp = socket.socket()
tcp.bind(("127.0.0.1", 0))
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 0))
path = os.path.join(sys.argv[1], "stream.socket")
by_path = socket.socket(socket.AF_UNIX)
by_path.bind(path)
datagrams = os.path.join(sys.argv[1], "datagram.socket")
by_datagram = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
by_datagram.bind(datagrams)
for name in (path, datagrams):
    os.chmod(name, 0o777)
abstract = socket.socket(socket.AF_UNIX)
abstract.bind(f"\0gpiot-victim-{os.getpid()}")
shared = libc.shmget(0, 4096, 0o1666)  # private key, may be attached by its number

for kind, target, listener in (
    ("tcp", accept, tcp), ("unix path", accept, by_path), ("abstract", accept, abstract),
    ("udp", receive, udp), ("unix datagram", receive, by_datagram),
):
    threading.Thread(target=target, args=(kind, listener), daemon=True).start()

print(json.dumps({
    "pid": os.getpid(), "tcp": tcp.getsockname()[1], "udp": udp.getsockname()[1], "path": path,
    "datagrams": datagrams, "abstract": f"gpiot-victim-{os.getpid()}", "shared": shared,
}), flush=True)
sys.stdin.read()
libc.shmctl(shared, 0, None)
