"""Makes variations of rows: vary_rows.py OPERATORS JOB OUT. Reads {"rows": [...], "most": n}, writes {"variations": [...], "skipped": {...}}.

An operator changes what is asked for: specification, program, documentation and test together. The test stays the authored one; an
adapter between it and the candidate brings inputs and results into the new form, so that only a program of the new form passes.
Programs are changed at the places that the syntax tree names; comments and layout stay. Nothing of a row is executed here.
"""

import ast
import hashlib
import itertools
import json
import re
import sys
import textwrap

sys.path.insert(0, sys.argv[1])

import vary_operators
from vary_common import Skip

MOST_LINES, MOST_WORDS, USES = 70, 125, 4


class Draft:
    """A row on its way to a variation."""

    def __init__(self, row):
        self.row = row
        self.tree = ast.parse(row["code"])
        self.lines = row["code"].splitlines()
        self.function = next(n for n in self.tree.body if isinstance(n, ast.FunctionDef) and n.name == row["entry"])
        self.names = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name)}
        self.names |= {n.arg for n in ast.walk(self.tree) if isinstance(n, ast.arg)} | {"candidate", "result"}
        self.inputs = [dict(p) for p in row["inputs"]]
        self.outputs = [dict(p) for p in row["outputs"]]
        self.arguments = {p["name"]: p["name"] for p in self.inputs}
        self.touched = set()
        self.head, self.adapt, self.post = [], [], []
        self.target, self.notes, self.titles, self.suffixes, self.axes, self.ids = [], [], [], [], [], []
        self.imports, self.test_imports, self.test_helpers = set(), set(), []
        self.call, self.finish = "candidate", lambda code: code
        self.wrap_return = None
        self.channels = None

    def named(self, name, *types):
        found = next((p for p in self.inputs if p["name"] == name), None)
        if found is None or name in self.touched or (types and found["type"] not in types):
            raise Skip
        return found

    def fresh(self, name):
        if name in self.names:
            raise Skip
        self.names.add(name)
        return name

    def numpy(self):
        """numpy's name in the program, imported where it is not yet."""
        if not re.search(r"^import numpy as np$", self.row["code"], re.M):
            if re.search(r"\bnp\b", self.row["code"]):
                raise Skip
            self.imports.add("import numpy as np")
        return "np"

    def replace(self, old, *new):
        """Puts other parameters in an input's place; {name: expression for the candidate's argument} follows in arguments."""
        at = next(i for i, p in enumerate(self.inputs) if p["name"] == old)
        self.inputs[at:at + 1] = [dict(p) for p, _ in new]
        del self.arguments[old]
        self.arguments.update({p["name"]: expression for p, expression in new})
        self.touched |= {old} | {p["name"] for p, _ in new}

    def say(self, axis, identity, title, suffix, target, note):
        self.axes.append(axis)
        self.ids.append(identity)
        self.titles.append(title)
        self.suffixes.append(suffix)
        self.target.append(target)
        self.notes.append(note)


def own_returns(function):
    """Returns of the function itself, none of functions inside it."""
    stack, found = list(function.body), []
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Return):
            found.append(node)
        elif not isinstance(node, (ast.FunctionDef, ast.Lambda)):
            stack.extend(ast.iter_child_nodes(node))
    return found


def docstring(summary, inputs, outputs):
    def entries(parameters):
        for parameter in parameters:
            yield f"    {parameter['name']} : {parameter['type']}"
            yield from textwrap.wrap(parameter["meaning"][:1].upper() + parameter["meaning"][1:] + ".", 88,
                                     initial_indent="        ", subsequent_indent="        ")
    return [f'    """{summary}', "", "    Parameters", "    ----------", *entries(inputs), "", "    Returns", "    -------",
            *entries(outputs), '    """']


def segment(lines, node):
    return ast.get_source_segment("\n".join(lines), node)


def program(draft, entry):
    """The varied program's text."""
    function, lines = draft.function, list(draft.lines)
    if not ast.get_docstring(function) or function.decorator_list:
        raise Skip
    summary = ast.get_docstring(function).splitlines()[0].strip()
    for node in sorted(own_returns(function), key=lambda n: -n.lineno):
        if draft.wrap_return:
            text = draft.wrap_return(node, lambda part: segment(draft.lines, part))
            if isinstance(text, str):
                text = ["return " + (text if node.lineno == node.end_lineno else " ".join(text.split()))]
            lines[node.lineno - 1:node.end_lineno] = [" " * node.col_offset + line for line in text]
    first = function.body[0]
    body_end = function.end_lineno + len(lines) - len(draft.lines)
    before, body, after = lines[:function.lineno - 1], lines[first.end_lineno:body_end], lines[body_end:]
    if any(re.search(rf"\b{function.name}\b", line) for line in before + body + after):
        raise Skip  # a function that calls itself, or a text that speaks of it
    head = ["    " + line for line in draft.head]
    signature = f"def {entry}({', '.join(p['name'] for p in draft.inputs)}):"
    if draft.channels:
        old = ", ".join(p["name"] for p in draft.row["inputs"])
        text = before + [f"def _{function.name}({old}):", f'    """{summary}"""'] + body + ["", ""]
        text += [signature] + docstring(summary, draft.inputs, draft.outputs) + draft.channels(f"_{function.name}") + after
    else:
        text = before + [signature] + docstring(summary, draft.inputs, draft.outputs) + head + body + after
    code = "\n".join(text) + "\n"
    for line in sorted(draft.imports):
        code = add_import(code, line)
    code = draft.finish(code)
    ast.parse(code)
    if len(code.splitlines()) > MOST_LINES or max(map(len, code.splitlines())) > 140:
        raise Skip
    return code


def add_import(code, line):
    """Modules of Python itself first, then a blank line, then the others."""
    if re.search(rf"^{re.escape(line)}$", code, re.M):
        return code
    own = line.split()[1] in sys.stdlib_module_names
    parts = code.split("\n")
    imports = [i for i, text in enumerate(parts) if re.match(r"(import|from) ", text)]
    if own:
        at = imports[0] if imports else 0
        follows = parts[at].split()[1].split(".")[0] if imports else ""
        return "\n".join(parts[:at] + [line] + ([] if follows in sys.stdlib_module_names else [""]) + parts[at:])
    at = next((i for i in imports if parts[i] > line and parts[i].split()[1].split(".")[0] not in sys.stdlib_module_names),
              imports[-1] + 1 if imports else 0)
    if not imports:
        return line + "\n\n\n" + code.lstrip("\n")
    return "\n".join(parts[:at] + [line] + parts[at:])


def test(draft):
    """The authored test behind an adapter."""
    old = draft.row["test"].rstrip("\n")
    if not re.search(r"^def check\(candidate\):$", old, re.M) or "_authored" in old:
        raise Skip
    parameters = ", ".join(p["name"] for p in draft.row["inputs"])
    arguments = ", ".join(draft.arguments[p["name"]] for p in draft.inputs)
    lines = ["", "", "def check(candidate):", f"    def adapted({parameters}):"]
    lines += ["        " + line for line in draft.adapt]
    lines += [f"        result = {draft.call}({arguments})"] + ["        " + line for line in draft.post]
    lines += ["        return result", "", "    _authored(adapted)"]
    text = re.sub(r"^def check\(candidate\):$", "def _authored(candidate):", old, flags=re.M) + "\n"
    text += "".join("\n\n" + helper + "\n" for helper in draft.test_helpers) + "\n".join(lines) + "\n"
    needs = "import numpy as np"
    for line in [needs] + (["import pandas as pd"] if "pd." in "\n".join(lines) else []) + (
            [f"import {name}" for name in ("base64", "json") if f"{name}." in "\n".join(lines)]) + sorted(draft.test_imports):
        if not re.search(rf"^{re.escape(line)}$", text, re.M):
            text = add_import(text, line)
    ast.parse(text)
    return text


def words(text):
    return len(text.split())


def variation(row, operators):
    draft = Draft(row)
    for operator in operators:
        operator(draft)
    entry = "_".join([row["entry"]] + draft.suffixes)
    if len(entry) > 60 or len({p["name"] for p in draft.inputs}) < len(draft.inputs):
        raise Skip
    target = " ".join([row["target"]] + draft.target)
    documentation = " ".join([row["documentation"]] + draft.notes)
    if words(target) > MOST_WORDS or words(documentation) > MOST_WORDS:
        raise Skip
    return {
        "id": row["id"] + "-" + "-".join(draft.ids),
        "parent": row["id"],
        "axis": draft.axes[0],
        "title": row["title"] + ", " + " and ".join(draft.titles),
        "entry": entry,
        "target": target,
        "inputs": draft.inputs,
        "outputs": draft.outputs,
        "code": program(draft, entry),
        "documentation": documentation,
        "test": test(draft),
        "naive": re.sub(rf"\b{row['entry']}\b", entry, row["code"]),
    }


def order(seed, *texts):
    return hashlib.sha256("\n".join([str(seed), *texts]).encode()).hexdigest()


def variations(row, families, caps, most, seed):
    """Single operators first, then pairs of different families, in an order of hashes; at most `most` of them."""
    singles = [(family, operator) for family, members in families.items() for operator in members(row)]
    pairs = [pair for pair in itertools.combinations(singles, 2) if pair[0][0] != pair[1][0]]
    ranked = [[one] for one in singles] + [list(pair) for pair in pairs]
    ranked.sort(key=lambda chosen: order(seed, row["id"], *(operator.__name__ for _, operator in chosen)))
    ranked.sort(key=len, reverse=True)  # pairs are farther from the row that they come from
    found, used, skipped = [], {}, 0
    for chosen in ranked:
        key = tuple(operator.__name__ for _, operator in chosen)
        if len(found) >= most:
            break
        if any(used.get(name, 0) >= caps.get(name, USES) for name in key):
            continue  # no operator may rule a row's variations
        try:
            found.append(variation(row, [operator for _, operator in chosen]))
            for name in key:
                used[name] = used.get(name, 0) + 1
        except Skip:
            skipped += 1
    return found, skipped


def main(job, out):
    with open(job, encoding="utf-8") as file:
        told = json.load(file)
    made, skipped = [], 0
    for row in told["rows"]:
        found, count = variations(row, vary_operators.FAMILIES, vary_operators.MOST, told["most"], told["seed"])
        made += found
        skipped += count
    with open(out + "/variations.json", "w", encoding="utf-8") as file:
        json.dump({"variations": made, "skipped": skipped}, file)


if __name__ == "__main__":
    main(*sys.argv[2:])
