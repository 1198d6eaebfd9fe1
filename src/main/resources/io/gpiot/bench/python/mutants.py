"""Makes mutants of reference programs: mutants.py JOB OUT writes OUT/mutants.json, one list a program of {"code", "line"}.

A mutant differs in one place: an operator, a comparison, a constant, a branch, a keyword argument, or two swapped arguments.
Left out is only what computes the same on every input: docstrings, swapped arguments of functions whose order does not matter, and
-2 in place of a reshape's -1, for which numpy takes any negative number. What may be the same and cannot be told here is made.
Which ones are taken where there are many follows from the task's id alone. Nothing is run.
"""

import ast
import copy
import json
import os
import random
import sys

OTHER_OPERATOR = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitOr, ast.LShift: ast.RShift,
    ast.RShift: ast.LShift, ast.MatMult: ast.Mult}
OTHER_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,)}
# Not min and max, which depend on the order where one is NaN, nor isclose, whose tolerance is the second argument's.
SYMMETRIC = {"minimum", "maximum", "gcd", "logical_and", "logical_or", "hypot", "multiply"}


def changes(node):
    """Functions that each change a copy of this node in one way."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OTHER_OPERATOR:
        yield lambda other: setattr(other, "op", OTHER_OPERATOR[type(other.op)]())
    if isinstance(node, ast.BoolOp):
        yield lambda other: setattr(other, "op", ast.And() if isinstance(other.op, ast.Or) else ast.Or())
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for kind in OTHER_COMPARISONS.get(type(operator), ()):
                yield lambda other, place=place, kind=kind: other.ops.__setitem__(place, kind())
    if isinstance(node, ast.Constant):
        for value in other_values(node.value):
            yield lambda other, value=value: setattr(other, "value", value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not, ast.Invert)):
        yield lambda other: setattr(other, "op", ast.UAdd())
    if isinstance(node, ast.IfExp):
        yield swap_branches
    if isinstance(node, ast.Call):
        yield from call_changes(node)


def other_values(value):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1] + ([value - 1] if abs(value) > 1 else [])
    if isinstance(value, float):
        return [value * 1.25 if value else 0.25]
    return [value + "x"] if isinstance(value, str) else []


def swap_branches(node):
    node.body, node.orelse = node.orelse, node.body


def call_changes(node):
    for place in range(len(node.keywords)):
        yield lambda other, place=place: other.keywords.pop(place)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if len(node.args) >= 2 and name not in SYMMETRIC:
        yield lambda other: other.args.__setitem__(slice(0, 2), [other.args[1], other.args[0]])


def docstrings(tree):
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, (ast.FunctionDef, ast.Module)) and body and isinstance(body[0], ast.Expr):
            yield id(body[0].value)


def free_lengths(tree):
    """The 1 of each -1 that stands itself in a reshape's shape."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "reshape":
            for shape in node.args:
                for each in shape.elts if isinstance(shape, (ast.Tuple, ast.List)) else [shape]:
                    if ast.unparse(each) == "-1":
                        yield id(each.operand)


def mutants(name, source, most):
    tree = ast.parse(source)
    plain = ast.unparse(tree)
    passed_over = set(docstrings(tree)) | set(free_lengths(tree))
    places = [(number, change) for number, node in enumerate(ast.walk(tree)) if id(node) not in passed_over for change in changes(node)]
    random.Random(name).shuffle(places)
    found, seen = [], {plain}
    for number, change in places:
        if len(found) == most:
            break
        other = copy.deepcopy(tree)
        change(list(ast.walk(other))[number])
        code = ast.unparse(ast.fix_missing_locations(other))
        if code not in seen:
            seen.add(code)
            line = next((new for old, new in zip(plain.split("\n"), code.split("\n")) if old != new), "")
            found.append({"code": code + "\n", "line": line.strip()})
    return found


def main(job, out):
    with open(os.path.join(job, "references.json"), encoding="utf-8") as file:
        told = json.load(file)
    made = [mutants(one["id"], one["code"], told["most"]) for one in told["references"]]
    with open(os.path.join(out, "mutants.json"), "w", encoding="utf-8") as file:
        json.dump(made, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
