"""Writes what can be imported in this environment, as JSON: modules, their public names, and what those are.

Called as: introspect.py OUTPUT TOP_LEVEL_MODULE...; the standard library comes by itself. Imports run code, so each is
bounded in time, silenced, and may fail: a module that fails is listed as open, which means that nothing is known of it.
"""
import builtins
import importlib
import inspect
import io
import json
import os
import pkgutil
import signal
import sys
import types
import warnings

SECONDS_PER_IMPORT = 30
# They open windows or browsers, print, or need what a server lacks.
NEVER = {"antigravity", "this", "idlelib", "turtle", "turtledemo", "tkinter", "lib2to3", "ensurepip", "venv", "test"}
SKIPPED_PARTS = {"tests", "test", "testing_support", "conftest", "setup", "benchmarks", "examples", "__main__"}


class TooSlow(BaseException):
    """Not an Exception, so that no module's own handler swallows it."""


def ring(number, frame):
    raise TooSlow


def load(name):
    """The module, or None where it cannot be imported in time."""
    signal.alarm(SECONDS_PER_IMPORT)
    try:
        return importlib.import_module(name)
    except KeyboardInterrupt:
        raise
    except BaseException:  # modules raise what they like, SystemExit included
        return None
    finally:
        signal.alarm(0)


def wanted(name):
    parts = name.split(".")
    return not any(p.startswith("_") or p in SKIPPED_PARTS or p.startswith("test_") for p in parts)


def below(module):
    """Names of the public modules in a package."""
    path = getattr(module, "__path__", None)
    if path is None:
        return []
    try:
        found = [info.name for info in pkgutil.iter_modules(path)]
    except Exception:
        return []
    return sorted(n for n in found if wanted(n) and n.isidentifier())


def lazy_names(module):
    """Names that a module's own __getattr__ may know besides what dir() tells: the strings in its code."""
    getter = vars(module).get("__getattr__")
    code = getattr(getter, "__code__", None)
    names = set()
    if code is not None:
        for constant in code.co_consts:
            strings = constant if isinstance(constant, (tuple, frozenset)) else [constant]
            names.update(s for s in strings if isinstance(s, str) and s.isidentifier())
        for used in code.co_names:
            table = vars(module).get(used)
            if isinstance(table, (dict, set, frozenset, list, tuple)):
                names.update(s for s in table if isinstance(s, str) and s.isidentifier())
    return names


def value_of(module, name):
    """@return (exists, value)"""
    signal.alarm(SECONDS_PER_IMPORT)
    try:
        return True, getattr(module, name)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return False, None
    finally:
        signal.alarm(0)


def parameters(value):
    """Names that can be given by keyword, whether others can too, and the whole signature; None where it is not known."""
    try:
        signature = inspect.signature(value)
    except Exception:
        return None
    names, more = [], False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            more = True
        elif parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            names.append(parameter.name)
    return {"keywords": names, "more": more, "signature": shown(signature)}


def shown(signature):
    """A signature without annotations; defaults only where they are the same in every process."""
    pieces, keyword_only, positional_only = [], False, False
    for p in signature.parameters.values():
        if positional_only and p.kind is not p.POSITIONAL_ONLY:
            pieces.append("/")
        positional_only = p.kind is p.POSITIONAL_ONLY
        if p.kind is p.VAR_POSITIONAL:
            pieces.append("*" + p.name)
            keyword_only = True
            continue
        if p.kind is p.VAR_KEYWORD:
            pieces.append("**" + p.name)
            continue
        if p.kind is p.KEYWORD_ONLY and not keyword_only:
            pieces.append("*")
            keyword_only = True
        pieces.append(p.name + default(p))
    if positional_only:
        pieces.append("/")
    return "(" + ", ".join(pieces) + ")"


def default(parameter):
    if parameter.default is parameter.empty:
        return ""
    try:
        text = repr(parameter.default)
    except Exception:
        text = "<"
    # addresses, folders of this machine, and the order of sets differ from run to run
    same = len(text) <= 40 and not any(c in text for c in "</") and not text.startswith(("{'", "frozenset"))
    return "=" + (text if same else "...")


def first_line(value):
    try:
        text = inspect.getdoc(value) or ""
    except Exception:
        return ""
    lines = [line.strip() for line in text.strip().splitlines()]
    # The first line may be a signature, as built-in functions have it.
    lines = [line for line in lines if line and not (line.endswith(")") and "(" in line)]
    return lines[0][:160] if lines else ""


def attribute_names(cls):
    return sorted(n for n in dir(cls) if not n.startswith("_"))


class Index:
    def __init__(self):
        self.modules = {}
        self.objects = {}
        self.inside = {}  # module to modules that it holds as attributes
        self.values = {}  # identity to key; holds the value so that the identity stays its own

    def key_of(self, value, module, name):
        """Where an object is defined: the same for all names that it is imported as."""
        known = self.values.get(id(value))
        if known is not None:
            return known[0]
        home = getattr(value, "__module__", None)
        inner = getattr(value, "__qualname__", None)
        key = f"{home}.{inner}" if isinstance(home, str) and isinstance(inner, str) else f"{module}.{name}"
        if key in self.objects:
            key = f"{module}.{name}"
        self.values[id(value)] = (key, value)
        self.objects[key] = self.describe(value)
        return key

    @staticmethod
    def describe(value):
        kind = "class" if inspect.isclass(value) else "function"
        record = {"kind": kind, "summary": first_line(value)}
        called = parameters(value)
        if called is not None:
            record.update(called)
        if kind == "class":
            record["attributes"] = attribute_names(value)
        return record

    def add(self, module):
        name = module.__name__
        try:
            names = set(dir(module))
        except Exception:
            names = set(vars(module))
        declared = {n for n in (getattr(module, "__all__", None) or []) if isinstance(n, str)}
        names |= set(vars(module)) | lazy_names(module) | declared
        entries = {}
        for attribute in sorted(n for n in names if not n.startswith("_")):
            exists, value = value_of(module, attribute)
            if not exists:
                continue
            if isinstance(value, types.ModuleType):
                if value.__name__ == name + "." + attribute:
                    # whether it is loaded depends on what was imported before: walk adds all that are files
                    self.inside.setdefault(name, []).append(attribute)
                    continue
                entries[attribute] = "module " + value.__name__
            elif inspect.isclass(value) or callable(value) and hasattr(value, "__name__"):
                entries[attribute] = self.key_of(value, name, attribute)
            else:
                entries[attribute] = "other"
        self.modules[name] = {"names": entries, "declared": sorted(n for n in declared if n in entries)}


def walk(index, top):
    """A module and all that lie below it, each once."""
    waiting, seen = [top], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        module = load(name)
        if module is None:
            index.modules[name] = {"open": True}
            continue
        index.add(module)
        if module.__name__ != name:  # os.path is posixpath
            index.modules[name] = index.modules[module.__name__]
        children = [child for child in below(module) if child not in NEVER]
        for child in children:
            index.modules[module.__name__]["names"].setdefault(child, f"module {name}.{child}")
        for child in index.inside.get(module.__name__, ()):
            if child not in children and child not in NEVER:  # no file, such as cv2.dnn
                index.modules[module.__name__]["names"].setdefault(child, f"module {name}.{child}")
                index.modules.setdefault(f"{name}.{child}", {"open": True})
        waiting.extend(name + "." + child for child in reversed(children))


def main(output, tops):
    warnings.simplefilter("ignore")
    os.environ.setdefault("MPLBACKEND", "Agg")
    signal.signal(signal.SIGALRM, ring)
    # What modules print when they are imported is nobody's.
    sys.stdout = sys.stderr = io.StringIO()
    index = Index()
    standard = [n for n in sys.stdlib_module_names if not n.startswith("_") and n not in NEVER]
    groups = [("the standard library", sorted(set(standard) | {"__future__"}))]
    groups += [(top, [top]) for top in sorted(set(tops))]
    with open(output + ".begun", "w", encoding="utf-8") as begun:
        for name, group in groups:
            print(name, file=begun, flush=True)
            for top in group:
                walk(index, top)
    for alias in ("os.path",):
        index.modules[alias] = index.modules[sys.modules[alias].__name__]
    for name in NEVER & set(sys.stdlib_module_names):
        index.modules.setdefault(name, {"open": True})
    with open(output, "w", encoding="utf-8") as file:
        json.dump(
            {"builtins": sorted(dir(builtins)), "modules": index.modules, "objects": index.objects},
            file,
            sort_keys=True,
            separators=(",", ":"),
        )
    # Threads and exit handlers of what was imported may hang.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
