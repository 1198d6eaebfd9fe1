"""Examples of documentation as statements: without plots, each with what it binds, uses and is said to print."""

import ast
import re

# Pages of some packages take these for granted.
USUAL = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "sm": "import statsmodels.api as sm",
    "smf": "import statsmodels.formula.api as smf",
    "pywt": "import pywt",
}
PLOTTING = {"matplotlib", "mpl_toolkits", "seaborn", "plotly", "IPython"}
PLOT_CALLS = re.compile(r"plot|plot_\w+|hist|boxplot|show|savefig|imshow|tight_layout|figure|subplots")


class Statement:
    """One top-level statement; unit counts the stretches that a text begins."""

    def __init__(self, node, source, unit):
        self.node, self.source, self.unit = node, source, unit
        self.expected = ""
        self.binds, self.uses = names(node)
        self.imports = isinstance(node, (ast.Import, ast.ImportFrom))
        self.shows = isinstance(node, ast.Expr)

    @property
    def changes(self):
        """Names whose values this statement may change: bound ones, and bases of x[i] = ..., x.y = ... and x.f()."""
        changed = set(self.binds)
        for target in ast.walk(self.node):
            if isinstance(target, (ast.Subscript, ast.Attribute)) and isinstance(target.ctx, ast.Store):
                changed.add(base(target))
        if self.shows and not self.expected and isinstance(self.node.value, ast.Call):
            changed.add(base(self.node.value.func))
        return changed - {None}

    @property
    def rebinds(self):
        """Whether the bound names have nothing left of their values before."""
        return self.imports or isinstance(self.node, (ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef))


def base(node):
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def names(node):
    binds, uses = set(), set()
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name.split(".")[0]) for alias in node.names}, set()
    inner = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            (uses if isinstance(part.ctx, ast.Load) else binds).add(part.id)
        elif isinstance(part, (ast.FunctionDef, ast.ClassDef)):
            binds.add(part.name)
        elif isinstance(part, ast.arg):
            inner.add(part.arg)
        elif isinstance(part, (ast.Import, ast.ImportFrom)):
            binds.update((alias.asname or alias.name.split(".")[0]) for alias in part.names)
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}, uses - inner - binds
    if isinstance(node, ast.AugAssign):
        uses |= binds
    loops = {name for part in ast.walk(node) if isinstance(part, ast.comprehension) for name in names(part.target)[0]}
    return binds - loops, uses - loops


def of(cells):
    """(statements, why) of an example's cells: why tells what made a cell unreadable, or is empty."""
    statements, why, unit = [], "", -1
    for cell in cells:
        if cell["text"] or unit < 0:
            unit += 1
        code = seeded(cell["code"])
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError):
            why = "is no Python"
            continue
        lines = code.split("\n")
        shared = shared_lines(tree.body)
        for node in tree.body:
            first = min([node.lineno] + [each.lineno for each in getattr(node, "decorator_list", [])])
            source = "\n".join(lines[first - 1 : node.end_lineno])
            if shared & set(range(first, node.end_lineno + 1)):
                source = ast.get_source_segment(code, node)
            statements.append(Statement(node, source.rstrip().rstrip(";"), unit))
        if tree.body and cell["output"]:
            statements[-1].expected = cell["output"]
    return without_plots(with_usual_imports(statements)), why


def shared_lines(body):
    lines, shared = set(), set()
    for node in body:
        span = set(range(node.lineno, node.end_lineno + 1))
        shared |= lines & span
        lines |= span
    return shared


def seeded(code):
    """Generators without a seed give other values each time."""
    return re.sub(r"(default_rng|RandomState)\(\)", r"\1(0)", code)


def with_usual_imports(statements):
    bound = set().union(*(each.binds for each in statements)) if statements else set()
    used = set().union(*(each.uses for each in statements)) if statements else set()
    extra = [Statement(ast.parse(line).body[0], line, 0) for name, line in USUAL.items() if name in used - bound]
    return extra + statements


def without_plots(statements):
    tainted, kept = set(), []
    for each in statements:
        if plots(each, tainted):
            tainted |= each.binds
        else:
            tainted -= each.binds
            kept.append(each)
    return kept


def plots(statement, tainted):
    if statement.imports:
        node = statement.node
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        return any(module.split(".")[0] in PLOTTING for module in modules)
    if statement.uses & tainted:
        return True
    return any(isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and PLOT_CALLS.fullmatch(part.func.attr)
               for part in ast.walk(statement.node))


def needed(statements, unit):
    """The statements of a unit, and those before it that they need, in order."""
    wanted, kept = set(), []
    for each in reversed([each for each in statements if each.unit <= unit]):
        if each.unit == unit or each.changes & wanted:
            kept.insert(0, each)
            if each.rebinds:
                wanted -= each.binds
            wanted |= each.uses
    return kept


def fits(statement):
    """Whether a statement shows a model only because fit() returns it."""
    call = statement.node.value if statement.shows else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ("fit", "partial_fit")


def mentions(statement, name):
    """Whether a statement uses a function, method or class of that last name."""
    return any(isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load)
               or isinstance(part, ast.Attribute) and part.attr == name
               for part in ast.walk(statement.node)) and not statement.imports


def places(script):
    """What the names that a script imports stand for, dotted."""
    found = {}
    for each in script:
        if isinstance(each.node, ast.ImportFrom):
            found.update({alias.asname or alias.name: f"{each.node.module}.{alias.name}" for alias in each.node.names})
        elif isinstance(each.node, ast.Import):
            found.update({alias.asname: alias.name for alias in each.node.names if alias.asname})
            found.update({root: root for root in (alias.name.split(".")[0] for alias in each.node.names if not alias.asname)})
    return found


def called(statement, known, package):
    """Dotted names of a package's functions and classes that a statement calls, in their order."""
    found = []
    for part in ast.walk(statement.node):
        if isinstance(part, ast.Call):
            root, _, rest = ast.unparse(part.func).partition(".")
            place = known.get(root, "") + ("." + rest if rest else "")
            if place.startswith(package + ".") and re.fullmatch(r"[\w.]+", place):
                found.append(place)
    return found


def modules(script, package):
    known = places(script)
    return list(dict.fromkeys(name for each in script for name in called(each, known, package)))


def is_data(name):
    """Whether a function makes or loads data to show something with."""
    return re.match(r"(make|load|fetch)_|(datasets?|data|misc)$", name.split(".")[-1]) is not None or ".datasets." in name


def first_work(script, package):
    """The place of the first statement that calls the package for more than data, or None."""
    known = places(script)
    for number, each in enumerate(script):
        if not each.imports and [name for name in called(each, known, package) if not is_data(name)]:
            return number
    return None


def computes(script, package):
    """Whether something is worked out: a call of a function, or of a method that models have; not only objects made."""
    known = places(script)
    work = re.compile(r"fit\w*|transform|predict\w*|score\w*|decision_function|inverse_transform")
    for each in script:
        if any(name.split(".")[-1][0].islower() and not is_data(name) for name in called(each, known, package)):
            return True
        if any(isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and work.fullmatch(part.func.attr)
               for part in ast.walk(each.node)):
            return True
    return False
