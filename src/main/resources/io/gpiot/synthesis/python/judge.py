"""Runs candidates of one specification, each in its own child, and writes what became of them: judge.py JOB OUT.

The parent loads libraries and upstream values once and never runs a candidate's code. A child inherits both, runs one
candidate and hands the returned values back as bytes through a file of no name; the parent decodes and checks them after
the child and all that it started are dead. So leaving early, patching a library or writing files gains a candidate nothing.
"""

import ctypes
import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["MPLBACKEND"] = "Agg"

import checks
import programs
import values

PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 4, 36
prctl = ctypes.CDLL(None, use_errno=True).prctl


class Running:
    """A candidate's child, as its parent sees it."""

    def __init__(self, number, source, job, inputs):
        self.number = number
        self.scratch = tempfile.mkdtemp()
        self.file = tempfile.TemporaryFile(buffering=0)
        self.result = self.file.fileno()
        self.printed, self.pipe = b"", None
        self.cap = job["limits"]["printed"]
        reading, writing = os.pipe()
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                child(source, job, inputs, self.scratch, writing, self.result)
            finally:
                os._exit(70)
        os.close(writing)
        os.set_blocking(reading, False)
        self.pipe = reading

    def listen(self):
        """Takes what was printed, up to the cap; the rest is thrown away."""
        try:
            while chunk := os.read(self.pipe, 65536):
                self.printed = (self.printed + chunk)[:self.cap]
        except BlockingIOError:
            pass

    def poll(self, wall):
        """None while it runs, else (wait status, peak bytes, seconds, timed out)."""
        self.listen()
        seconds = time.monotonic() - self.started
        done, status, usage = os.wait4(self.pid, 0 if seconds > wall and self.kill() else os.WNOHANG)
        if not done:
            return None
        self.kill()
        reap_orphans()
        self.listen()
        return status, usage.ru_maxrss * 1024, seconds, seconds > wall

    def kill(self):
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return True

    def close(self):
        os.close(self.pipe)
        self.file.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


live = {}


def reap_orphans():
    """Ends what a candidate left behind: as its subreaper we became its parent."""
    for _ in range(100):
        left = [int(name) for name in os.listdir("/proc") if name.isdigit() and parent_of(name) == os.getpid()]
        left = [pid for pid in left if pid not in live]
        if not left:
            return
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass


def parent_of(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="latin-1") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return None


def child(source, job, inputs, scratch, writing, result):
    """Runs one candidate; ends the process."""
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    os.setsid()
    reading = os.open(os.devnull, os.O_RDONLY)
    for target, origin in ((0, reading), (1, writing), (2, writing), (3, result)):
        os.dup2(origin, target) if origin != target else None
    os.closerange(4, 1024)
    limits = job["limits"]
    with open("/proc/self/statm") as file:
        base = int(file.read().split()[0]) * resource.getpagesize()
    limit(resource.RLIMIT_AS, base + limits["bytes"])
    limit(resource.RLIMIT_CPU, int(limits["cpuSeconds"]) + 1, 5)
    limit(resource.RLIMIT_CORE, 0)
    os.chdir(scratch)
    name = job["file"]
    sys.argv = [name]
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path = [path for path in sys.path if path != here]
    for own in [own for own, module in sys.modules.items() if (getattr(module, "__file__", None) or "").startswith(here + os.sep)]:
        del sys.modules[own]  # a program must not come to depend on what main.py will not have
    answer, blobs = outcome(source, name, job, inputs)
    sys.stdout.flush()
    header = json.dumps(answer).encode() + b"\n"
    view = memoryview(b"".join([header, *blobs]))
    while view:
        view = view[os.write(3, view):]
    os._exit(0)


def limit(kind, value, more=0):
    """Lowers a limit; the hard one, by SIGKILL, is a little higher than the soft one."""
    hard = resource.getrlimit(kind)[1]
    value = int(value) if hard == resource.RLIM_INFINITY else min(int(value), hard)
    resource.setrlimit(kind, (value, value + more if hard == resource.RLIM_INFINITY else min(value + more, hard)))


def outcome(source, name, job, inputs):
    """Gives (answer, blobs): what the candidate returned, as bytes, or how it failed."""
    wanted = job["specification"]
    try:
        import linecache
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        module = type(sys)(name.rpartition(".")[0])
        module.__file__ = name
        sys.modules[module.__name__] = module
        exec(compile(source, name, "exec"), module.__dict__)
        returned = getattr(module, wanted["entryPoint"])(**dict(inputs))
    except BaseException as error:
        return failed(error, name), []
    try:
        encoded = [values.encode(value) for value in checks.split(returned, wanted["outputs"])]
    except MemoryError:
        return {"kind": "memory"}, []
    except Exception as error:
        return {"kind": "off", "why": str(error) or type(error).__name__}, []
    return {"kind": "returned", "values": [[suffix, len(blob)] for suffix, blob in encoded]}, [blob for _, blob in encoded]


def failed(error, name):
    if isinstance(error, MemoryError):
        return {"kind": "memory"}
    if isinstance(error, ModuleNotFoundError) and error.name:
        return {"kind": "import", "module": str(error.name)}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    message = f"{type(error).__name__}: {error}".strip().rstrip(":")[:400]
    lines = [f"line {frame.lineno}, in {frame.name}: {(frame.line or '').strip()[:200]}" for frame in frames[-3:]]
    return {"kind": "raised", "exception": message, "trace": "\n".join(lines + [message])}


def concluded(running, ended, job, inputs, store):
    """The verdict on a dead child as a dict; the values that held are kept in store, as bytes."""
    status, peak, seconds, late = ended
    limits = job["limits"]
    printed = running.printed.decode(errors="replace")
    facts = {"seconds": seconds, "peakBytes": peak, "printed": printed}
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    size = os.fstat(running.result).st_size
    if late or number == signal.SIGXCPU:
        return {"kind": "timeout", **facts}
    if number == signal.SIGKILL and peak > 0.8 * limits["bytes"] or size > limits["bytes"]:
        return {"kind": "memory", **facts}
    if number or size == 0:
        how = f"died of {signal.Signals(number).name}" if number else f"ended its process with code {os.WEXITSTATUS(status)}"
        return {"kind": "raised", "exception": f"{how} before it returned", "trace": f"{how} before it returned", **facts}
    try:
        answer, encoded = received(running.result, size)
        if answer["kind"] == "returned":
            answer = judged(job, encoded, inputs)
    except Exception as error:  # the bytes are the candidate's: whatever is wrong with them is its fault
        answer = {"kind": "off", "why": f"what it returned cannot be read: {type(error).__name__}"}
    if answer["kind"] == "held":
        store[running.number] = encoded
    return {**answer, **facts}


def received(descriptor, size):
    os.lseek(descriptor, 0, os.SEEK_SET)
    content = b""
    while len(content) < size and (chunk := os.read(descriptor, size)):
        content += chunk
    header, _, rest = content.partition(b"\n")
    answer, encoded, place = json.loads(header), [], 0
    for suffix, length in answer.get("values", []):
        if suffix not in values.SUFFIXES:
            raise ValueError(suffix)
        encoded.append((suffix, rest[place:place + length]))
        place += length
    return answer, encoded


def judged(job, encoded, inputs):
    outputs = job["specification"]["outputs"]
    if len(encoded) != len(outputs):
        return {"kind": "off", "why": f"returned {len(encoded)} values, specified are {len(outputs)}"}
    why = checks.problem(outputs, [values.decode(*item) for item in encoded], list(zip(job["specification"]["inputs"], inputs.values())))
    return {"kind": "off", "why": why} if why else {"kind": "held"}


def judge_all(job, sources, inputs):
    """Verdicts by candidate number, up to the first that holds (or all), and the values of those that held."""
    names = [parameter["name"] for parameter in job["specification"]["inputs"]]
    verdicts, store, waiting = {}, {}, []
    for number, source in enumerate(sources):
        found = programs.problem(source, job["specification"]["entryPoint"], names)
        if found:
            verdicts[number] = found
        else:
            waiting.append(number)
    while waiting or live:
        best = len(sources) if job["all"] else min(store, default=len(sources))
        waiting = [number for number in waiting if number < best]
        while waiting and len(live) < job["parallel"]:
            running = Running(waiting[0], sources[waiting.pop(0)], job, inputs)
            live[running.pid] = running
        select.select([running.pipe for running in live.values()], [], [], 0.01)
        time.sleep(0.002)  # a closed pipe is always readable
        for pid, running in list(live.items()):
            ended = running.poll(job["limits"]["seconds"]) if running.number < best else (running.kill() and os.wait4(pid, 0), None)[1]
            if ended:
                verdicts[running.number] = concluded(running, ended, job, inputs, store)
            if ended or running.number >= best:
                live.pop(pid)
                running.close()
    best = len(sources) if job["all"] else min(store, default=len(sources))
    return {number: verdict for number, verdict in verdicts.items() if number <= best}, store


def main(folder, out):
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    with open(os.path.join(folder, "job.json"), encoding="utf-8") as file:
        job = json.load(file)
    sources = []
    for number in range(job["candidates"]):
        with open(os.path.join(folder, f"{number}.py"), encoding="utf-8") as file:
            sources.append(file.read())
    inputs = {name: values.read(path, name) for name, path in job["inputs"]}
    verdicts, store = judge_all(job, sources, inputs)
    for name in os.listdir(out):  # nothing but ours: every candidate is dead by now
        path = os.path.join(out, name)
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
    for number, encoded in store.items():
        os.mkdir(os.path.join(out, str(number)))
        for parameter, (suffix, content) in zip(job["specification"]["outputs"], encoded):
            with open(os.path.join(out, str(number), parameter["name"] + suffix), "wb") as file:
                file.write(content)
    with open(os.path.join(out, "verdicts.json"), "w", encoding="utf-8") as file:
        json.dump(verdicts, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
