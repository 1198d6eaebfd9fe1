"""Calls a program on what its question shows: made-up inputs of the kinds that a specification names, or its examples.

Made-up inputs cannot tell whether a result is right, only whether the program runs and returns what was asked for: the way
in which our chain judges its candidates, on a user's data. Before this text stand VALUES and CHECKS, the sources of the
chain's own checks; after it stands check(candidate).
"""

import ast
import doctest
import json
import re
import sys
import types

import numpy as np

NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
RANGE = re.compile(rf"({NUMBER}) (?:up )?to ({NUMBER})")
LEAST = re.compile(rf"(?:at least|above) ({NUMBER})")
SECONDS = re.compile(rf"at least ({NUMBER}) s\b")
SUCH = re.compile(rf"such as ({NUMBER})")
SHAPE = re.compile(r"shape \(([^()]*)\)")
QUOTED = re.compile(r"'(\w+)'")
KEYS = re.compile(r"((?:'\w+'(?:, | and )?)+) \((int|float|str|bool|list)")
MANY = re.compile(r"samples|packets|frames|minutes|hours|points|readings|steps")
SOME = re.compile(r"beats|epochs|windows|exchanges|rows")
LEVELS = ((r"ppm|carbon", 400, 1200), (r"hectopascal|hpa", 1000, 1020), (r"percent|humidity", 20, 80), (r"latitude|\blat\b", 48, 48.01),
          (r"longitude|\blon\b", 11, 11.01), (r"degrees c|in c\b|temperature", 5, 30), (r"volt", 3, 4), (r"dbm", -80, -40), (r"watt", 50, 200))


def module(name, source):
    made = types.ModuleType(name)
    sys.modules[name] = made
    exec(source, made.__dict__)
    return made


def specified(candidate, inputs, outputs):
    module("values", VALUES)
    checks = module("checks", CHECKS)
    for seed in (1, 2):
        made = Made(inputs, np.random.default_rng(seed))
        returned = checks.split(candidate(**made.values), outputs)
        why = checks.form(outputs, returned, [(parameter, made.values[parameter["name"]]) for parameter in inputs])
        assert why is None, why


class Made:
    """Inputs that fit together: one length for each name of a dimension, one sampling rate."""

    def __init__(self, parameters, rng):
        self.rng, self.sizes = rng, {}
        self.values = {one["name"]: self.single(one) for one in parameters if one["type"] in ("float", "int", "bool", "str")}
        rate = max([value for name, value in self.values.items() if re.fullmatch(r"fs|.*rate", name) and type(value) is float] or [0.0])
        seconds = max([float(found) for one in parameters for found in SECONDS.findall(one["meaning"])] or [0.0])
        self.many = int(min(max(12 * rate, 1.5 * seconds * rate, 600), 60_000))
        for one in parameters:
            if one["name"] not in self.values:
                self.values[one["name"]] = getattr(self, {"numpy.ndarray": "array", "pandas.DataFrame": "frame"}.get(one["type"], one["type"]))(one)

    def single(self, one):
        if one["type"] == "str":
            return "text"
        if one["type"] == "bool":
            return True
        value = self.number(one["name"], one["meaning"].lower())
        return int(round(value)) if one["type"] == "int" else float(round(value)) if "whole" in one["meaning"] else float(value)

    def number(self, name, meaning):
        for pattern in (RANGE, SUCH, LEAST):
            found = pattern.search(meaning)
            if found:
                told = [float(text) for text in found.groups()]
                return sum(told) / len(told) if pattern is not LEAST else told[0] + 1
        if re.search(r"sampling rate|samples (per|a) second", meaning):
            return 250.0
        low, high = next(((low, high) for words, low, high in LEVELS if re.search(words, meaning)), (1.0, 1.0))
        return 10.0 if "hertz" in meaning else (low + high) / 2

    def size(self, term):
        if term.isdigit():
            return int(term)
        return self.sizes.setdefault(term, self.many if MANY.search(term) else 120 if SOME.search(term) else 12)

    def array(self, one):
        meaning = (one["name"] + " " + one["meaning"]).lower()
        found = SHAPE.search(meaning)
        terms = [term.strip() for term in found.group(1).split(",") if term.strip()] if found else ["n_samples"]
        shape = tuple(self.size(term) for term in terms)
        if re.search(r"boolean|\b0 off|1 during|\b0 or 1\b", meaning):
            return (np.sin(np.arange(np.prod(shape)) / 20.0) > 0.5).astype(int).reshape(shape)
        if re.search(r"indices|integers", meaning):
            return np.sort(self.rng.choice(max(self.many, shape[0]), shape[0], replace=False)) if len(shape) == 1 else np.arange(np.prod(shape)).reshape(shape)
        if re.search(r"ascending|\btimes?\b", meaning) and "second" in meaning and len(shape) == 1:
            return np.cumsum(self.rng.uniform(0.5, 1.0, shape))
        if len(shape) == 3 and shape[1] == shape[2]:
            return np.tile(np.eye(shape[1]), (shape[0], 1, 1))
        return self.wave(meaning, shape)

    def wave(self, meaning, shape):
        """A slow oscillation along the first axis with noise, within the range that the words tell."""
        turns = np.linspace(0, 40 * np.pi, shape[0] if shape else 1).reshape([-1] + [1] * (len(shape) - 1))
        unit = 0.5 + 0.35 * np.sin(turns) + 0.03 * self.rng.standard_normal(shape)
        if "complex" in meaning:
            return unit * np.exp(1j * (turns + 0.1 * self.rng.standard_normal(shape)))
        found = RANGE.search(SHAPE.sub("", meaning))
        low, high = (float(found.group(1)), float(found.group(2))) if found else next(
            ((low, high) for words, low, high in LEVELS if re.search(words, meaning)), (0.0, 2.0) if "power" in meaning else (-1.0, 1.0))
        return low + (high - low) * unit

    def list(self, one):
        meaning = one["meaning"].lower()
        if "array" in meaning:
            found = SHAPE.search(meaning)
            terms = [term.strip() for term in found.group(1).split(",") if term.strip()] if found else ["n"]
            return [self.wave(meaning, tuple(self.size(term) for term in terms)) for _ in range(4)]
        if re.search(r"string|texts?\b|lines", meaning):
            return ["text " + str(number) for number in range(12)]
        if re.search(r"integers|bytes|\bints?\b", meaning):
            return [int(value) for value in self.rng.integers(0, 256, 40)]
        count = 2 if re.search(r"low and high|two", meaning) else meaning.count(" in ") if meaning.count(",") >= 2 else 12
        return sorted(float(value) for value in self.rng.uniform(0.1, 2.0, max(2, count)))

    def dict(self, one):
        kinds = {"int": 9, "float": 10.0, "str": "text", "bool": True, "list": [1.0, 2.0, 3.0]}
        made = {name: 1.0 for name in QUOTED.findall(one["meaning"])}
        for names, kind in KEYS.findall(one["meaning"]):
            made.update((name, kinds[kind]) for name in QUOTED.findall(names))
        return made

    def frame(self, one):
        import pandas
        names = QUOTED.findall(one["meaning"]) or ["time", "value"]
        return pandas.DataFrame({name: np.cumsum(self.rng.uniform(0.5, 1.0, self.many)) if "time" in name else self.rng.standard_normal(self.many)
                                 for name in names})


def continued(candidate, head, name):
    """The examples in a docstring; where there is none, nothing is called but what loads the program."""
    docstring = next((ast.get_docstring(node) or "" for node in ast.walk(ast.parse(head + "\n    pass\n"))
                      if isinstance(node, ast.FunctionDef) and node.name == name), "")
    for example in doctest.DocTestParser().get_examples(docstring):
        try:
            wanted, call = ast.literal_eval(example.want), compile(example.source.strip(), "example", "eval")
        except (SyntaxError, ValueError):
            continue
        got = eval(call, {name: candidate})
        assert got == wanted, f"{example.source.strip()} gives {got!r}, must give {wanted!r}"
    candidate.calls = max(candidate.calls, 1)


def described(candidate, example, name):
    space = {name: candidate}
    try:
        exec(example, space)
    except AssertionError as error:
        raise AssertionError(f"{example} does not hold") from error
