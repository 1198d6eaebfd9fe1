"""A stretch of an example as one function: what it computes becomes the body, the values it works on the parameters."""

import ast
import copy
import keyword
import re
import textwrap

import crawl_statements

MOST_OUTPUTS = 4
MOST_INPUTS = 5


class Unfit(Exception):
    """The example makes no function; the message says why, in words that are the same for all of a sort."""


def type_of(value):
    """The name of the type as specifications write it, or None where such a value cannot flow between programs."""
    import numpy as np
    if isinstance(value, (bool, np.bool_)):
        return "bool"
    if isinstance(value, (int, np.integer)):
        return "int"
    if isinstance(value, (float, np.floating)):
        return "float"
    if isinstance(value, np.ndarray) and type(value) is np.ndarray:
        return "numpy.ndarray" if value.dtype != object else None
    if type(value).__name__ == "DataFrame" and type(value).__module__.startswith("pandas"):
        return "pandas.DataFrame"
    if type(value) is str:
        return "str"
    if type(value) is list and all(type_of(item) for item in value[:50]):
        return "list"
    if type(value) is dict and all(type(key) is str and type_of(item) for key, item in list(value.items())[:50]):
        return "dict"
    return None


def facts(value):
    kind = type_of(value)
    if kind == "numpy.ndarray":
        sizes = [str(size) if size <= 8 else letter for size, letter in zip(value.shape, "nmklij")]
        return f"{value.dtype}, shape ({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"
    if kind == "pandas.DataFrame":
        return f"{len(value)} rows, columns {', '.join(str(column) for column in list(value.columns)[:6])}"
    if kind == "list":
        return f"{len(value)} items"
    if kind == "dict":
        return "keys " + ", ".join(list(value)[:6])
    return ""


class Plan:
    """What of a script is setup and what is the body, once the setup has run."""

    def __init__(self, script, start, space):
        self.setup, self.body = script[:start], script[start:]
        self.space = space
        self.bring_in()

    def bring_in(self):
        """Takes into the body what makes values that cannot be parameters, and the functions that it calls."""
        while True:
            bad = {name for name in self.inputs() if type_of(self.space.get(name)) is None}
            moved = [each for each in self.setup if each.changes & bad and not each.imports]
            if not bad or not moved:
                self.bad = bad
                return
            self.setup = [each for each in self.setup if each not in moved]
            self.body = moved + self.body

    def inputs(self):
        """Names that the body uses before it binds them, in the order of their use."""
        bound, found = set(), []
        for each in self.body:
            for name in sorted(each.uses, key=lambda name: each.source.find(name)):
                if name not in bound and name not in found and name in self.made():
                    found.append(name)
            bound |= each.binds
        return found

    def made(self):
        return set().union(*(each.binds for each in self.setup if not each.imports)) if self.setup else set()

    def shows_too_early(self):
        """Whether the body shows something that it changes later: a function returns at its end."""
        shown = set()
        for each in self.body:
            if shown & each.changes and not each.imports:
                return True
            if each.shows and each.expected and not crawl_statements.fits(each):
                shown |= each.uses
        return False

    def imports(self, script):
        used = set().union(*(each.uses for each in self.body))
        return [each for each in script if each.imports and each.binds & used]


def outputs(body):
    """(statements to keep, [(name, expression)]) of a body: what it shows, else what it binds and does not use."""
    kept, shown = [], []
    for each in body:
        if each.imports:
            continue
        call = each.node.value if each.shows else None
        printed = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "print"
        if printed and len(call.args) != 1:
            continue
        if printed:
            shown.append(ast.unparse(call.args[0]))
        elif crawl_statements.fits(each):
            kept.append(each)
        elif each.shows and (each.expected or not isinstance(call, ast.Call)):
            shown.append(ast.unparse(call))
        elif each.shows and each is body[-1]:
            shown.append(ast.unparse(call))
        else:
            kept.append(each)
    if not shown:
        used = set().union(*(each.uses for each in kept)) if kept else set()
        last = kept[-1] if kept else None
        loose = [name for each in kept for name in each.binds if name not in used and name != "_"]
        ends = [name for name in loose if last is not None and name in last.binds] or loose[-1:]
        shown = sorted(set(ends), key=lambda name: last.source.find(name))
    named, taken = [], set()
    for text in list(dict.fromkeys(shown))[-MOST_OUTPUTS:]:
        name = output_name(text, taken)
        taken.add(name)
        named.append((name, text))
    return kept, named


def output_name(text, taken):
    tree = ast.parse(text, mode="eval").body
    word = tree.id if isinstance(tree, ast.Name) else tree.attr.rstrip("_") if isinstance(tree, ast.Attribute) else "result"
    word = re.sub(r"\W|^(?=\d)", "", word) or "result"
    word = word + "_value" if keyword.iskeyword(word) else word
    name, number = word, 2
    while name in taken:
        name, number = f"{word}_{number}", number + 1
    return name


def source(entry_point, imports, inputs, kept, named, summary, comments):
    """The module's text."""
    head = "\n".join(dict.fromkeys(each.source for each in imports))
    lines = []
    for each in kept:
        if comments.get(id(each)):
            lines.append("# " + comments[id(each)])
        lines.append(each.source)
    expressions = ", ".join(text for _, text in named)
    lines.append(f"return {expressions}")
    types = [f"    {name} : {kind}" for name, kind in inputs]
    docstring = '"""' + summary + ("\n\n    Parameters\n    ----------\n" + "\n".join(types) if types else "") + '\n    """'
    body = textwrap.indent("\n".join(lines), "    ")
    parameters = ", ".join(name for name, _ in inputs)
    return (head + "\n\n\n" if head else "") + f"def {entry_point}({parameters}):\n    {docstring}\n{body}\n"


def same(one, other):
    import numpy as np
    if isinstance(one, (tuple, list)):
        return type(one) is type(other) and len(one) == len(other) and all(same(a, b) for a, b in zip(one, other))
    if isinstance(one, dict):
        return isinstance(other, dict) and list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if type(one).__name__ == "DataFrame":
        try:
            import pandas.testing
            pandas.testing.assert_frame_equal(one, other)
            return True
        except AssertionError:
            return False
    if isinstance(one, (np.ndarray, float, np.floating)):
        try:
            np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-12)
            return np.shape(one) == np.shape(other)
        except (AssertionError, TypeError):
            return bool(np.array_equal(one, other))
    return bool(one == other)


def make(script, start, space, run, told, comments):
    """The function of a script whose statements before start ran in space; run(statements) runs the others there."""
    plan = Plan(script, start, space)
    inputs = plan.inputs()
    if plan.bad:
        raise Unfit("an input of a type that no specification knows")
    if not inputs:
        raise Unfit("takes no input")
    if len(inputs) > MOST_INPUTS:
        raise Unfit("takes too many inputs")
    before = {name: copy.deepcopy(space[name]) for name in inputs}
    run(script[start:])
    if any(each.binds & set(inputs) and not each.imports for each in plan.body) or plan.shows_too_early():
        raise Unfit("binds a name anew")
    kept, named = outputs(plan.body)
    if not kept and not named:
        raise Unfit("computes nothing")
    values = [eval(compile(text, "example", "eval"), space) for _, text in named]
    if len(values) == 1 and type(values[0]) is tuple and 1 < len(values[0]) <= MOST_OUTPUTS:
        values = list(values[0])
        named = named[:1]
    if len(named) == len(values) and any(type_of(value) for value in values):
        flowing = [number for number, value in enumerate(values) if type_of(value)]
        values, named = [values[number] for number in flowing], [named[number] for number in flowing]
    kinds = [type_of(value) for value in values]
    if not values or None in kinds:
        raise Unfit("an output of a type that no specification knows")
    entry_point = "run_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", told["name"] or told["page"]).lower()
    text = source(entry_point, plan.imports(script), [(name, type_of(before[name])) for name in inputs], kept, named,
                  told["summary"], comments)
    fresh = {"__name__": "program"}
    exec(compile(text, "program", "exec"), fresh)
    arguments = {name: copy.deepcopy(value) for name, value in before.items()}
    found = fresh[entry_point](**arguments)
    found = list(found) if len(values) > 1 else [found]
    if not all(same(one, other) for one, other in zip(values, found)):
        raise Unfit("gives other values when it is called as a function")
    names = [name for name, _ in named] if len(named) == len(values) else [f"{named[0][0]}_{n + 1}" for n in range(len(values))]
    parameters = [described(name, before[name], calls(plan.body, told["name"]), told) for name in inputs]
    if not any(each["meaning"] for each in parameters):
        raise Unfit("no input whose meaning is known")
    return {
        "entryPoint": entry_point,
        "code": text,
        "inputs": parameters,
        "outputs": [{"name": name, "type": kind, "meaning": returned(n, name, named, told), "facts": facts(value)}
                    for n, (name, kind, value) in enumerate(zip(names, kinds, values))],
        "settings": settings(plan.body, told["name"]),
    }


def calls(body, name):
    return [part for each in body for part in ast.walk(each.node) if isinstance(part, ast.Call)
            and (getattr(part.func, "id", None) == name or getattr(part.func, "attr", None) == name)]


def described(name, value, found, told):
    """The parameter's meaning in the documented call that it is passed to, where it is passed to one."""
    meaning = ""
    for call in found:
        for place, argument in enumerate(call.args):
            if isinstance(argument, ast.Name) and argument.id == name and place < len(told["parameters"]):
                meaning = meaning or told["parameters"][place]["meaning"]
        for word in call.keywords:
            if isinstance(word.value, ast.Name) and word.value.id == name:
                meaning = meaning or next((each["meaning"] for each in told["parameters"] if each["name"] == word.arg), "")
    meaning = meaning or told["glossary"].get(name, "")
    return {"name": name, "type": type_of(value), "meaning": meaning, "facts": facts(value)}


def returned(number, name, named, told):
    for each in told["returns"]:
        if each["name"] == name:
            return each["meaning"]
    if len(told["returns"]) == 1 and len(named) == 1 and number == 0:
        return told["returns"][0]["meaning"]
    return ""


def settings(body, name):
    """Literal arguments of the documented calls: a specification that kept them to itself could not be met."""
    found = []
    for call in calls(body, name):
        for word in call.keywords:
            try:
                ast.literal_eval(word.value)
                found.append(f"{word.arg}={ast.unparse(word.value)}")
            except ValueError:
                continue
    return list(dict.fromkeys(found))
