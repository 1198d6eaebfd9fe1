"""Makes folders of root readable by the user that a sandbox drops to.

Runs as root in a mount namespace of its own: reach.py USER SOURCE PLACE [SOURCE PLACE ...]

Each source is bound to its place, which lies where that user can go, by an id-mapped mount: what root owns looks owned
by USER, so folders and files with mode 700 and 600 can be read. Nothing on disk changes. Where a file system cannot do
that, it is an ordinary bind mount, and only what others may read can be read.
"""
import ctypes
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

# The numbers of newer calls are the same on all architectures.
OPEN_TREE, MOVE_MOUNT, MOUNT_SETATTR = 428, 429, 442
AT_FDCWD, AT_EMPTY_PATH = -100, 0x1000
OPEN_TREE_CLONE, OPEN_TREE_CLOEXEC = 1, os.O_CLOEXEC
MOVE_MOUNT_F_EMPTY_PATH = 4
MOUNT_ATTR_IDMAP = 0x00100000
CLONE_NEWUSER = 0x10000000
MS_BIND, MS_REC = 4096, 16384


def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def root_becomes(user):
    """A descriptor of a user namespace in which id 0 is USER outside; the process that made it may end."""
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        done = libc.unshare(CLONE_NEWUSER) == 0
        os.write(ready[1], b"1" if done else b"0")
        os.read(go[0], 1)
        os._exit(0)
    try:
        if os.read(ready[0], 1) != b"1":
            raise OSError("no user namespace")
        for kind in ("uid_map", "gid_map"):
            with open(f"/proc/{child}/{kind}", "w") as file:
                file.write(f"0 {user} 1\n")
        return os.open(f"/proc/{child}/ns/user", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        os.write(go[1], b"1")
        os.waitpid(child, 0)


def bind_mapped(source, place, namespace):
    class Attributes(ctypes.Structure):
        _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "namespace")]

    tree = call(OPEN_TREE, AT_FDCWD, source.encode(), ctypes.c_uint(OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC))
    try:
        wanted = Attributes(MOUNT_ATTR_IDMAP, 0, 0, namespace)
        call(MOUNT_SETATTR, tree, b"", AT_EMPTY_PATH, ctypes.byref(wanted), ctypes.c_size_t(ctypes.sizeof(wanted)))
        call(MOVE_MOUNT, tree, b"", AT_FDCWD, place.encode(), MOVE_MOUNT_F_EMPTY_PATH)
    finally:
        os.close(tree)


def bind(source, place):
    if libc.mount(source.encode(), place.encode(), None, ctypes.c_ulong(MS_BIND | MS_REC), None) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), source)


def main():
    pairs = sys.argv[2:]
    try:
        namespace = root_becomes(sys.argv[1])
    except OSError:
        namespace = None
    for source, place in zip(pairs[::2], pairs[1::2]):
        try:
            if namespace is None:
                raise OSError("no mapping")
            bind_mapped(source, place, namespace)
        except OSError:
            bind(source, place)


main()
