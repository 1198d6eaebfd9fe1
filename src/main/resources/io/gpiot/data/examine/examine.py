"""Examines programs of one task with its test: examine.py FOLDER OUT < TEST.

Three kinds of processes share nothing but sockets. The keeper is started first, takes the test from standard input and forks
a tester for each program; a program runs in a child that was forked without ever having seen the test, gets arguments and
hands results back as plain values; this process starts both, holds the clock and writes the verdicts when all are dead.
So a program that looks for its test, patches what assert calls, leaves early, prints what is expected or returns an object
that equals everything gains nothing. FOLDER holds job.json and the programs 0.py, 1.py, ...
"""

import builtins
import ctypes
import importlib
import json
import linecache
import os
import pickle
import resource
import select
import shutil
import signal
import socket
import struct
import sys
import tempfile
import time
import traceback

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["MPLBACKEND"] = "Agg"

import handover

PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 4, 36
LARGEST = 256 << 20
PRINTED = 4000
GRACE = 10.0
PROGRAM, TEST = "program.py", "test.py"
HERE = os.path.dirname(os.path.abspath(__file__))
prctl = ctypes.CDLL(None, use_errno=True).prctl


class Ended(BaseException):
    """The program's process is gone: no except clause of a test is to take it for an answer."""


def send(connection, content):
    connection.sendall(struct.pack("<Q", len(content)) + content)


def receive(connection):
    """A whole message, or None at the end."""
    head = take(connection, 8)
    if head is None:
        return None
    size = struct.unpack("<Q", head)[0]
    return take(connection, size) if size <= LARGEST else None


def take(connection, size):
    content = bytearray()
    while len(content) < size:
        try:
            chunk = connection.recv(min(size - len(content), 1 << 20))
        except ConnectionError:
            return None
        if not chunk:
            return None
        content += chunk
    return bytes(content)


# --- beside the test ---


class Candidate:
    """What the test calls: the arguments go to the program's process, its answer comes back."""

    def __init__(self, connection, name):
        self.connection, self.__name__, self.calls, self.gone, self.raised = connection, name, 0, False, None

    def __call__(self, *arguments, **named):
        self.calls += 1
        if self.gone:
            raise Ended
        try:
            send(self.connection, pickle.dumps((arguments, named), 5))
            answer = receive(self.connection)
        except (ConnectionError, BrokenPipeError):
            answer = None
        if answer is None:
            self.gone = True
            raise Ended
        header, _, content = answer.partition(b"\n")
        header = json.loads(header)
        if "types" in header:
            self.raised = (header, same_kind(header))
            raise self.raised[1]
        result, changed = handover.unpack(content)
        for place, value in changed.items():
            put_back(arguments[place] if isinstance(place, int) else named[place], value)
        return result


def same_kind(header):
    """The nearest exception of Python's own."""
    for name in header["types"]:
        kind = getattr(builtins, str(name), None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            try:
                return kind(str(header["message"]))
            except TypeError:
                continue
    return RuntimeError(str(header["message"]))


def put_back(argument, value):
    """What a program did to its argument in place is done to the test's own."""
    if isinstance(argument, dict):
        argument.clear()
        argument.update(value)
    elif isinstance(argument, list):
        argument[:] = value
    else:
        argument[...] = value


def tester(connection, verdict, test, entry_point):
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.chdir(tempfile.mkdtemp())
    os.write(verdict, json.dumps(tested(connection, test, entry_point)).encode())


def tested(connection, test, entry_point):
    greeting = receive(connection)
    if greeting is None:
        return {"outcome": "ended", "detail": "while it was loaded"}
    greeting = json.loads(greeting)
    if greeting:
        return {"outcome": category(greeting["types"], greeting["message"]), **told(greeting)}
    candidate = Candidate(connection, entry_point)
    linecache.cache[TEST] = (len(test), None, test.splitlines(True), TEST)
    try:
        space = {"__name__": "test"}
        exec(compile(test, TEST, "exec"), space)
        space["check"](candidate)
    except Ended:
        return {"outcome": "ended", "detail": "while it was called"}
    except BaseException as error:
        if candidate.gone:
            return {"outcome": "ended", "detail": "while it was called"}
        if candidate.raised and error is candidate.raised[1]:
            header = candidate.raised[0]
            return {"outcome": category(header["types"], header["message"]), **told(header)}
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == TEST]
        lines = [f"test line {frame.lineno}: {(frame.line or '').strip()[:200]}" for frame in frames[-2:]]
        message = f"{type(error).__name__}: {error}".strip().rstrip(":")[:400]
        return {"outcome": "wrong", "detail": message, "trace": "\n".join([*lines, message])}
    if candidate.gone:
        return {"outcome": "ended", "detail": "while it was called"}
    if not candidate.calls:
        return {"outcome": "wrong", "detail": "the test never called the program"}
    return {"outcome": "passed", "detail": ""}


def told(header):
    return {"detail": str(header.get("message", ""))[:400], "trace": str(header.get("trace", ""))[:2000]}


def category(types, message):
    for names, outcome in ((("MissingFunction",), "format"), (("OffTypes",), "wrong"), (("MemoryError",), "memory"),
                           (("SyntaxError",), "syntax"), (("ImportError",), "import"), (("NameError",), "name"),
                           (("AttributeError",), "attribute")):
        if any(name in types for name in names):
            return outcome
    keyword = "unexpected keyword argument" in message or "invalid keyword argument" in message
    return "keyword" if "TypeError" in types and keyword else "exception"


def keeper(orders, entry_point):
    """Reads the test and forks a tester for each order: (connection to a program, pipe for the verdict)."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    test = sys.stdin.buffer.read().decode()
    while True:
        message, descriptors, _, _ = socket.recv_fds(orders, 1, 2)
        if not message:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            try:
                orders.close()
                tester(socket.socket(fileno=descriptors[0]), descriptors[1], test, entry_point)
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)
        orders.sendall(struct.pack("<q", pid))


# --- beside the program ---


def program(source, job, connection, printed):
    """Loads a program, answers calls until the connection ends, and ends the process."""
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    os.setsid()
    reading = os.open(os.devnull, os.O_RDONLY)
    line = os.dup(connection.detach())
    for target, origin in ((0, reading), (1, printed), (2, printed), (3, line)):
        os.dup2(origin, target) if origin != target else None
    os.closerange(4, 1024)
    connection = socket.socket(fileno=3)
    confine(job["limits"])
    os.chdir(tempfile.mkdtemp())
    sys.argv = [PROGRAM]
    sys.path = [path for path in sys.path if path != HERE]
    for own in [own for own, module in sys.modules.items() if (getattr(module, "__file__", None) or "").startswith(HERE + os.sep)]:
        if own != "__main__":
            del sys.modules[own]
    function = None
    try:
        function = load(source, job["entryPoint"])
        send(connection, b"{}")
    except BaseException as error:
        send(connection, json.dumps(account(error)).encode())
    while function:
        message = receive(connection)
        if message is None:
            break
        send(connection, answer(function, message))
    os._exit(0)


def confine(limits):
    with open("/proc/self/statm") as file:
        base = int(file.read().split()[0]) * resource.getpagesize()
    lower(resource.RLIMIT_AS, base + limits["bytes"])
    lower(resource.RLIMIT_CPU, max(1, round(limits["seconds"])))
    lower(resource.RLIMIT_FSIZE, 64 << 20)
    lower(resource.RLIMIT_CORE, 0)


def lower(kind, value):
    """The hard limit, by SIGKILL, is a little higher than the soft one."""
    hard = resource.getrlimit(kind)[1]
    value = int(value) if hard == resource.RLIM_INFINITY else min(int(value), hard)
    more = 5 if kind == resource.RLIMIT_CPU else 0
    resource.setrlimit(kind, (value, value + more if hard == resource.RLIM_INFINITY else min(value + more, hard)))


class MissingFunction(Exception):
    pass


class OffTypes(Exception):
    pass


def load(source, entry_point):
    linecache.cache[PROGRAM] = (len(source), None, source.splitlines(True), PROGRAM)
    module = type(sys)("program")
    module.__file__ = PROGRAM
    sys.modules["program"] = module
    exec(compile(source, PROGRAM, "exec"), module.__dict__)
    if not callable(getattr(module, entry_point, None)):
        raise MissingFunction(f"the program defines no function {entry_point}")
    return getattr(module, entry_point)


def answer(function, message):
    """The bytes of a result, with the arguments that changed, or of an exception."""
    try:
        arguments, named = pickle.loads(message)
        result = function(*arguments, **named)
    except BaseException as error:
        return json.dumps(account(error)).encode() + b"\n"
    try:
        return b"{}\n" + handover.pack((result, changes(message, arguments, named)))
    except MemoryError as error:
        return json.dumps(account(error)).encode() + b"\n"
    except Exception as error:
        return json.dumps(account(OffTypes(str(error) or type(error).__name__))).encode() + b"\n"


def changes(message, arguments, named):
    """Position or name to value of the arguments that are not what they were."""
    before, named_before = pickle.loads(message)
    pairs = [(place, old, new) for place, (old, new) in enumerate(zip(before, arguments))]
    pairs += [(name, old, named[name]) for name, old in named_before.items()]
    return {place: new for place, old, new in pairs if type(new) in (list, dict) or type(new).__name__ == "ndarray" if not same(old, new)}


def same(old, new):
    try:
        if type(new).__name__ == "ndarray":
            return old.dtype.kind == "O" or old.shape != new.shape or old.tobytes() == new.tobytes()
        return bool(old == new) or repr(old) == repr(new)
    except Exception:  # lists of arrays do not compare
        return repr(old) == repr(new)


def account(error):
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == PROGRAM]
    message = f"{type(error).__name__}: {error}".strip().rstrip(":")[:400]
    lines = [f"line {frame.lineno}, in {frame.name}: {(frame.line or '').strip()[:200]}" for frame in frames[-3:]]
    if isinstance(error, SyntaxError) and error.lineno:
        lines.append(f"line {error.lineno}: {(error.text or '').strip()[:200]}")
    return {"types": [kind.__name__ for kind in type(error).__mro__], "message": message, "trace": "\n".join(lines + [message])}


# --- between them ---


def examine(number, source, job, orders, kept):
    ours, theirs = socket.socketpair()
    reading, writing = os.pipe()
    started = time.monotonic()
    with tempfile.TemporaryFile(buffering=0) as printed:
        pid = os.fork()
        if pid == 0:
            try:
                ours.close()
                program(source, job, theirs, printed.fileno())
            finally:
                os._exit(70)
        theirs.close()
        socket.send_fds(orders, [b"t"], [ours.fileno(), writing])
        tester_pid = struct.unpack("<q", take(orders, 8))[0]
        ours.close()
        os.close(writing)
        verdict, late = told_in_time(reading, job["limits"]["wall"]), False
        if verdict is None:
            late = True
            kill_group(pid)
            verdict = told_in_time(reading, GRACE) or {"outcome": "ended", "detail": ""}
        kill_group(pid)
        status, usage = os.wait4(pid, 0)[1:]
        os.close(reading)
        kill(tester_pid)
        reap_orphans(kept)
        size = os.fstat(printed.fileno()).st_size
        said = os.pread(printed.fileno(), PRINTED, max(0, size - PRINTED)).decode(errors="replace")
    seconds, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    facts = {"seconds": seconds, "wall": time.monotonic() - started, "peakBytes": peak, "printed": said}
    return {"trace": "", **concluded(verdict, status, late, peak, seconds, job["limits"]), **facts}


def concluded(verdict, status, late, peak, seconds, limits):
    """What an early end means; all else is the tester's word."""
    if verdict["outcome"] != "ended":
        return verdict
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if late or number == signal.SIGXCPU or number == signal.SIGKILL and seconds >= limits["seconds"]:
        return {"outcome": "timeout", "detail": f"ran longer than {limits['seconds']:g} s"}
    if number == signal.SIGKILL and peak > 0.8 * limits["bytes"]:
        return {"outcome": "memory", "detail": f"needed more than {limits['bytes'] >> 20} MiB"}
    how = f"died of {signal.Signals(number).name}" if number and number != signal.SIGKILL else "ended its process"
    return {"outcome": "exception", "detail": f"{how} {verdict['detail']}".strip()}


def told_in_time(descriptor, seconds):
    content, end = b"", time.monotonic() + seconds
    while select.select([descriptor], [], [], max(0.0, end - time.monotonic()))[0]:
        chunk = os.read(descriptor, 65536)
        if not chunk:
            try:
                return json.loads(content)
            except ValueError:
                return {"outcome": "ended", "detail": "while it was tested"}
        content += chunk
    return None


def kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        kill(pid)


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def reap_orphans(kept):
    """Ends what a program left behind: as its subreaper we became its parent."""
    for _ in range(100):
        left = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != kept and parent_of(name) == os.getpid()]
        if not left:
            return
        for pid in left:
            kill(pid)
            try:
                os.waitpid(pid, 0)
            except ChildProcessError:
                pass


def parent_of(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="latin-1") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return None


def preload(modules):
    for module in modules:
        try:
            importlib.import_module(module)
        except Exception:  # the program's own run will tell
            continue


def main(folder, out):
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    with open(os.path.join(folder, "job.json"), encoding="utf-8") as file:
        job = json.load(file)
    preload(job["preload"])
    orders, other = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            orders.close()
            keeper(other, job["entryPoint"])
        finally:
            os._exit(0)
    other.close()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    verdicts = []
    for number in range(job["programs"]):
        with open(os.path.join(folder, f"{number}.py"), encoding="utf-8") as file:
            verdicts.append(examine(number, file.read(), job, orders, pid))
    orders.close()
    os.waitpid(pid, 0)
    for name in os.listdir(out):  # nothing but ours: every program is dead by now
        path = os.path.join(out, name)
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
    with open(os.path.join(out, "verdicts.json"), "w", encoding="utf-8") as file:
        json.dump(verdicts, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
