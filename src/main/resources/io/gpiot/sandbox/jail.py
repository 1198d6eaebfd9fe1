"""Starts one program, confined or not by itself, and outlives it, so that nothing of it is left behind.

jail.py FILE, where FILE is JSON:
  command, environment, directory   what to start, with its whole environment, and where
  filter        file with the seccomp filter as the kernel reads it; null starts a program that confines itself
                (bubblewrap) as it is, and the rest below but 'parent' does not count
  landlock      whether to confine files, TCP, abstract sockets and signals; needs ABI 6
  read, write   with Landlock: what may be read and executed; folders that may be written
  limits        {name of a resource limit: value}
  user          id to become where we are root, or null
  parent        process id of who supervises us

The first process stays outside as a subreaper: whatever the program leaves behind becomes its child, and it kills all
of them when the program ended, on SIGTERM, and when its own parent died. Exit code 120 with a line that begins with
'jail:' means that the program was not started. Knows nothing of time, memory or output: the supervisor counts those.
"""
import ctypes
import json
import os
import resource
import signal
import sys

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_SECUREBITS = 1, 22, 24, 28
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 36, 38, 47
SECCOMP_MODE_FILTER, PR_CAP_AMBIENT_CLEAR_ALL = 2, 4
# Root gets no capability by executing something, for good: NOROOT, NO_SETUID_FIXUP, KEEP_CAPS off, AMBIENT_RAISE off.
SECURE_BITS = 0x01 | 0x02 | 0x04 | 0x08 | 0x20 | 0x40 | 0x80
CAPABILITY_VERSION_3 = 0x20080522

# The numbers of newer calls are the same on all architectures.
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
NEEDED_ABI = 6
ALL_FILE_RIGHTS, ALL_TCP_RIGHTS, SCOPE_SOCKETS_AND_SIGNALS = 0xFFFF, 3, 3
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
MAKE_CHARACTER_DEVICE, MAKE_SOCKET, MAKE_BLOCK_DEVICE, IOCTL_DEVICE = 1 << 6, 1 << 9, 1 << 11, 1 << 15
WRITABLE = ALL_FILE_RIGHTS & ~(MAKE_CHARACTER_DEVICE | MAKE_SOCKET | MAKE_BLOCK_DEVICE | IOCTL_DEVICE)

SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts",
          "/etc/localtime", "/dev/zero", "/dev/random", "/dev/urandom", "/proc/cpuinfo", "/proc/meminfo",
          "/sys/devices/system/cpu"]


class Stop(Exception):
    """We were asked to end."""


def checked(result, what):
    if result < 0:
        raise OSError(f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def prctl(what, first=0, second=0):
    longs = [ctypes.c_ulong(value) for value in (first, second, 0, 0)]
    return checked(libc.prctl(what, *longs), f"prctl {what}")


class Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def landlock_rules(readable, writable):
    abi = libc.syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if abi < NEEDED_ABI:
        raise OSError(f"Landlock ABI {NEEDED_ABI} is needed (Linux 6.12), this kernel offers {max(abi, 0)}")
    handled = Ruleset(ALL_FILE_RIGHTS, ALL_TCP_RIGHTS, SCOPE_SOCKETS_AND_SIGNALS)
    rules = checked(libc.syscall(LANDLOCK_CREATE, ctypes.byref(handled), ctypes.c_size_t(24), 0), "Landlock ruleset")
    for path in SYSTEM:
        if os.path.exists(path):
            allow(rules, path, EXECUTE | READ_FILE | READ_DIR)
    for path in readable:
        allow(rules, path, EXECUTE | READ_FILE | READ_DIR)
    for path in writable:
        allow(rules, path, WRITABLE)
    allow(rules, "/dev/null", READ_FILE | WRITE_FILE | TRUNCATE)
    return rules


def allow(rules, path, rights):
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE
        rule = Beneath(rights, descriptor)
        checked(libc.syscall(LANDLOCK_ADD, rules, 1, ctypes.byref(rule), 0), f"Landlock rule for {path}")
    finally:
        os.close(descriptor)


def drop_privileges(user):
    """Becomes that user, if any; then has no capability and can get none."""
    if os.getuid() == 0:
        capability = 0
        while libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) == 0:
            capability += 1
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
        libc.prctl(PR_SET_SECUREBITS, ctypes.c_ulong(SECURE_BITS), 0, 0, 0)
        try:
            os.setgroups([])
        except PermissionError:
            pass  # a container without CAP_SETGID: groups stay, Landlock holds anyway
        if user is not None:
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    checked(libc.capset(header, (ctypes.c_uint32 * 6)()), "dropping capabilities")
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def install_filter(code):
    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]

    program = Program(len(code) // 8, code)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(program))


def threads_of(user):
    """The kernel counts all that a user runs, so what runs already comes on top."""
    count = 0
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == user:
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue  # it ended meanwhile
    return count


def start(task, code):
    """In the child: never returns."""
    try:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
        if code is None:
            os.execvpe(task["command"][0], task["command"], task["environment"])
        os.umask(0o077)
        rules = landlock_rules(task["read"], task["write"]) if task["landlock"] else None
        drop_privileges(task["user"])
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # only now: a change of user forgets it
        os.chdir(task["directory"])
        task["limits"]["RLIMIT_NPROC"] += threads_of(os.getuid())
        for name, value in task["limits"].items():
            resource.setrlimit(getattr(resource, name), (value, value))
        if rules is not None:
            checked(libc.syscall(LANDLOCK_RESTRICT, rules, 0), "entering the Landlock domain")
        os.closerange(3, 4096)
        install_filter(code)
        os.execvpe(task["command"][0], task["command"], task["environment"])
    except BaseException as error:
        os.write(2, f"jail: {error}\n".encode())
    finally:
        os._exit(120)


def wait_for(child):
    """Reaps everybody who comes to us. Returns the child's exit code."""
    while True:
        process, status = os.waitpid(-1, 0)
        if process == child:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def descendants():
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    parents[int(name)] = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, IndexError):
                continue  # it ended meanwhile
    found, new = set(), {os.getpid()}
    while new:
        found |= new
        new = {process for process, parent in parents.items() if parent in new} - found
    return found - {os.getpid()}


def kill_all():
    """Until no child is left: an orphan becomes ours, so nobody gets away."""
    while True:
        for process in descendants():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        try:
            while os.waitpid(-1, os.WNOHANG)[0] != 0:
                continue
        except ChildProcessError:
            return


def stop(number, frame):
    raise Stop


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        task = json.load(file)
    code = None
    if task["filter"] is not None:
        with open(task["filter"], "rb") as file:
            code = file.read()
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    exit_code = 128 + signal.SIGTERM
    try:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if task["parent"] is not None and os.getppid() != task["parent"]:
            raise Stop
        child = os.fork()
        if child == 0:
            start(task, code)
        exit_code = wait_for(child)
    except Stop:
        pass
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    kill_all()
    os._exit(exit_code)


main()
