"""Looks at a candidate's source without running it: syntax, entry point, imports. Runs in trusted processes."""

import ast
import importlib
import importlib.util


def problem(source, entry_point, inputs):
    """None, or the verdict as a dict with "kind"."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"kind": "syntax", "line": getattr(error, "lineno", None) or 1, "why": getattr(error, "msg", None) or str(error)}
    return _entry_point(tree, entry_point, inputs) or _missing(tree)


def _entry_point(tree, name, inputs):
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    found = next((node for node in reversed(functions) if node.name == name), None)
    if found is None:
        others = ", ".join(node.name for node in functions) or "no function"
        return _wrong(f"defines {others}, specified is {name}({', '.join(inputs)})")
    taken = found.args
    names = [argument.arg for argument in taken.args + taken.kwonlyargs]
    absent = [name for name in inputs if name not in names]
    positional = taken.posonlyargs + taken.args
    needed = [argument.arg for argument in positional[:len(positional) - len(taken.defaults)]]
    needed += [argument.arg for argument, default in zip(taken.kwonlyargs, taken.kw_defaults) if default is None]
    surplus = [name for name in needed if name not in inputs]
    if absent and not taken.kwarg:
        return _wrong(f"does not take {', '.join(absent)}, specified is {name}({', '.join(inputs)})")
    if surplus:
        return _wrong(f"asks for {', '.join(surplus)} too, specified is {name}({', '.join(inputs)})")
    return None


def _wrong(why):
    return {"kind": "entry", "why": why}


def imports(tree, guarded=False):
    """Gives (module, name or None) of every import that is not inside a try."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import) and not guarded:
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not guarded and node.module and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)
        yield from imports(node, guarded or isinstance(node, ast.Try))


def _missing(tree):
    for module, name in imports(tree):
        try:
            found = importlib.import_module(module)
            if name not in (None, "*") and not hasattr(found, name):
                importlib.import_module(f"{module}.{name}")
        except ModuleNotFoundError:
            return {"kind": "import", "module": f"{module}.{name}" if _exists(module) else module}
        except Exception:  # a module of the environment that does not load: the candidate's own run will tell
            continue
    return None


def _exists(module):
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False
