"""Runs rows' programs with their tests, and the tests with stand-ins that must fail: verify_rows.py SCRIPTS JOB OUT.

Libraries are loaded once for a batch; each row runs in a child of its own, each stand-in in a child of that. Verdicts are
written one file a row, so that what a killed batch did is not lost. A row that means to deceive could forge its verdict: the
test and the program share a process. This guards against mistakes, the sandbox around it against the rest.
"""

import ast
import copy
import importlib
import itertools
import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
import traceback

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np


def apart(work, wall, cpu=None, memory=None):
    """The JSON-able result of work() from a child process, or a dict whose "ended" says how the child came to its end."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            if memory:
                confine(cpu, memory)
            try:
                result = work()
            except MemoryError:
                result = {"ended": "needs too much memory"}
            os.write(writing, json.dumps(result).encode())
        finally:
            os._exit(0)
    os.close(writing)
    content, end, late = b"", time.monotonic() + wall, False
    while True:
        ready = select.select([reading], [], [], max(0.0, end - time.monotonic()))[0]
        if not ready:
            late = True
            break
        chunk = os.read(reading, 65536)
        if not chunk:
            break
        content += chunk
    os.close(reading)
    for kill in (lambda: os.killpg(pid, signal.SIGKILL), lambda: os.kill(pid, signal.SIGKILL)):
        try:
            kill()
        except (ProcessLookupError, PermissionError):
            pass
    status = os.waitpid(pid, 0)[1]
    if late or os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return {"ended": "does not end in time"}
    try:
        return json.loads(content)
    except ValueError:
        return {"ended": "ends the process that runs it"}


def confine(cpu, memory):
    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    with open("/proc/self/statm") as file:
        base = int(file.read().split()[0]) * resource.getpagesize()
    for kind, value in ((resource.RLIMIT_AS, base + memory), (resource.RLIMIT_CPU, int(cpu)), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, hard))
    os.chdir(tempfile.mkdtemp())


def load(source, entry_point):
    space = {"__name__": "program"}
    exec(compile(source, "program.py", "exec"), space)
    return space[entry_point]


def failure(test, candidate):
    """None where the test passes, else why not."""
    try:
        space = {"__name__": "test"}
        exec(compile(test, "test.py", "exec"), space)
        space["check"](candidate)
        return None
    except MemoryError:
        raise
    except BaseException as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in ("test.py", "program.py")]
        place = f"line {frames[-1].lineno} of the {frames[-1].filename[:-3]}: " if frames else ""
        return place + f"{type(error).__name__}: {error}".strip().rstrip(":")[:300]


def nothing(value):
    """The same shape, with nothing in it."""
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    if isinstance(value, (list, tuple)):
        return type(value)(nothing(item) for item in value) if type(value) in (list, tuple) else value
    if isinstance(value, dict):
        return {key: nothing(item) for key, item in value.items()}
    if type(value).__name__ == "DataFrame":
        return value.apply(lambda column: 0 * column if column.dtype.kind in "iuf" else column)
    if isinstance(value, (bool, int, float, complex, str, bytes, np.generic)):
        return type(value)()
    return value


class Recording:
    """A candidate that remembers what it returned, and notes what callers of such programs would stumble over."""

    def __init__(self, function, row, checks):
        self.function, self.row, self.checks = function, row, checks
        self.returned, self.odd = [], {}

    def __call__(self, *arguments, **named):
        before = copy.deepcopy(arguments)
        self.returned.append(None)
        result = self.function(*arguments, **named)
        self.returned[-1] = copy.deepcopy(result)
        if not named:
            self.look(before, arguments, result)
        return result

    def look(self, before, after, result):
        inputs, outputs = self.row["inputs"], self.row["outputs"]
        for parameter, old, new in zip(inputs, before, after):
            if isinstance(old, np.ndarray) and old.dtype != object and old.tobytes() != new.tobytes():
                self.note(f"changes its input {parameter['name']} in place")
        try:
            values = self.checks.split(result, outputs)
            why = self.checks.problem(outputs, values, list(zip(inputs, before)))
        except Exception as error:
            why = str(error)
        if why:
            self.note("off its specification: " + why)

    def note(self, text):
        self.odd[text.split(": ")[0]] = self.odd.get(text.split(": ")[0], []) + [text]

    def notes(self):
        """What holds for most calls: in an edge case an empty or missing value is often the right answer."""
        return [texts[0] for texts in self.odd.values() if 2 * len(texts) > len(self.returned)]


def stand_ins(returned, row):
    """Functions that no test may accept."""
    calls = itertools.count()

    def zeros(*arguments, **named):
        return nothing(returned[min(next(calls), len(returned) - 1)])

    yield "a function that returns None", lambda *arguments, **named: None
    yield "zeros of the right shape", zeros
    yield "the first right result for every call", lambda *arguments, **named: copy.deepcopy(returned[0])
    yield "the input itself", lambda *arguments, **named: [*arguments, *named.values()][0]
    if row.get("naive"):
        yield "the naive program", load(row["naive"], row["entryPoint"])


def examine(row, limits, programs, checks):
    """The verdict on one row: {"why": None or text, "seconds": processor time of a run, "notes": [text]}."""
    verdict = {"why": None, "seconds": 0.0, "notes": []}
    found = programs.problem(row["code"], row["entryPoint"], [parameter["name"] for parameter in row["inputs"]])
    if found:
        detail = found.get("why") or "cannot import " + found.get("module", "")
        return {**verdict, "why": f"{found['kind']}: {detail}"}
    candidate = Recording(load(row["code"], row["entryPoint"]), row, checks)
    why = failure(row["test"], candidate)
    verdict["notes"] = candidate.notes()
    if why:
        return {**verdict, "why": "the program fails its test: " + why}
    if not candidate.returned:
        return {**verdict, "why": "the test never calls the candidate"}

    def again():
        start = time.process_time()
        candidate = load(row["shaped"] or row["code"], row["entryPoint"])
        return {"why": failure(row["test"], candidate), "seconds": time.process_time() - start}

    second = apart(again, limits["wall"])
    if second.get("ended") or second["why"]:
        twice = "in the shape that models are asked for" if row["shaped"] else "twice"
        return {**verdict, "why": f"the program passes its test once, not {twice}: " + (second.get("ended") or second["why"])}
    verdict["seconds"] = round(second["seconds"], 2)
    if second["seconds"] > limits["seconds"]:
        return {**verdict, "why": f"the test takes {second['seconds']:.1f} s of processor time, may take {limits['seconds']:g}"}
    for name, function in stand_ins(candidate.returned, row):
        control = apart(lambda: {"why": failure(row["test"], function)}, limits["wall"])
        if not control.get("ended") and control["why"] is None:
            return {**verdict, "why": "the test accepts " + name}
    return verdict


def preload(rows, programs):
    for row in rows:
        for source in (row["code"], row["shaped"], row["test"]):
            try:
                for module, name in programs.imports(ast.parse(source)):
                    importlib.import_module(module)
            except Exception:  # the row's own child will tell
                continue


def main(scripts, job, out):
    sys.path.insert(0, scripts)
    import checks
    import programs
    with open(job, encoding="utf-8") as file:
        told = json.load(file)
    limits = told["limits"]
    preload(told["rows"], programs)
    for number, row in enumerate(told["rows"]):
        verdict = apart(lambda: examine(row, limits, programs, checks), 4 * limits["wall"], limits["cpu"], limits["bytes"])
        if "ended" in verdict:
            verdict = {"why": "the program or its test " + verdict["ended"], "seconds": 0.0, "notes": []}
        with open(os.path.join(out, f"{number}.json"), "w", encoding="utf-8") as file:
            json.dump(verdict, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
