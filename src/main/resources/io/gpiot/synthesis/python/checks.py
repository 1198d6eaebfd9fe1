"""Does a returned value do what its specification says? Runs on decoded values, in processes that never ran a candidate."""

import re

import numpy as np

import values

MAY_BE_EMPTY = re.compile(r"(?i)\b(may|can|possibly|or|if any|maybe)\b.{0,20}\bempty\b|\bif any\b")
MAY_BE_NAN = re.compile(r"(?i)\b(nans?|infinite|inf|missing|undefined)\b")
MAY_BE_SAME = re.compile(r"(?i)\b(unchanged|copy|as is|same as the input|passed (on|through))\b")
PLACES = re.compile(r"(?i)\b(ind(ex|ices|exes)|positions?|locations?|peaks?|onsets?|intervals?|segments?|windows?|epochs?|frames?|events?)\b")
INDICES = re.compile(r"(?i)\b(sample )?ind(ices|exes)\b|\bsample (positions|numbers)\b")
SHAPE = re.compile(r"(?i)\bshape\s*:?\s*=?\s*\(([^()]*)\)")
RANK = re.compile(r"(?i)\b(?:(\d)\s*-?\s*d\b|(one|two|three)-dimensional)")
SAME_LENGTH = re.compile(r"(?i)\bsame (length|shape|size)(?: and \w+)? (?:as|of|like) (?:the )?(?:input )?`?(\w+)")
EITHER = re.compile(r"(?i)\bor\b")


def split(returned, outputs):
    """The returned object as one value per output. Raises ValueError with the reason."""
    if len(outputs) == 1:
        return [returned]
    if not isinstance(returned, (tuple, list)):
        raise ValueError(f"returned one {values.type_name(returned)}, specified is a tuple of {len(outputs)}")
    if len(returned) != len(outputs):
        raise ValueError(f"returned {len(returned)} values, specified are {len(outputs)}")
    return list(returned)


def problem(outputs, returned, inputs):
    """None, or why the values are off their specification.

    outputs: [{"name", "type", "meaning"}]; returned: values in that order; inputs: [(parameter, value)].
    """
    sizes = {}
    for parameter, value in zip(outputs, returned):
        why = _type(parameter, value) or _content(parameter, value) or _shape(parameter, value, inputs, sizes)
        why = why or _same_length(parameter, value, inputs + list(zip(outputs, returned))) or _same(parameter, value, inputs)
        if why:
            return f"{parameter['name']} {why}"
    return None


def form(outputs, returned, inputs):
    """None, or why the values have not the types and shapes of their specification; what they hold is not looked at."""
    sizes = {}
    for parameter, value in zip(outputs, returned):
        why = _type(parameter, value) or _shape(parameter, value, inputs, sizes)
        if why:
            return f"{parameter['name']} {why}"
    return None


def _type(parameter, value):
    expected, actual = parameter["type"], values.type_name(value)
    if value is None:
        return "is None"
    if actual == expected or (expected == "float" and actual == "int"):
        return _objects(value)
    parts = [values.type_name(part) for part in value] if isinstance(value, (tuple, list)) and len(value) < 5 else []
    told = " of " + ", ".join(parts) if "numpy.ndarray" in parts else ""
    return f"is a {actual}{told}, specified is {expected}"


def _objects(value):
    """An array made of what is no array: of dictionaries, of lists of unequal lengths."""
    if not isinstance(value, np.ndarray) or value.dtype.kind != "O":
        return None
    strange = {values.type_name(item) for item in value.ravel()} - {"str", "float", "int", "bool", "NoneType", "numpy.ndarray"}
    return f"is an array of {', '.join(sorted(strange))}" if strange else None


def _content(parameter, value):
    meaning = parameter["meaning"]
    size = value.size if isinstance(value, np.ndarray) else len(value) if hasattr(value, "__len__") else 1
    if size == 0 and not isinstance(value, str) and not MAY_BE_EMPTY.search(meaning):
        return "is empty"
    if not MAY_BE_NAN.search(meaning):
        bad, count = _not_finite(value)
        if bad:
            return f"has {bad} of {count} values NaN or infinite"
    if isinstance(value, np.ndarray) and value.size and INDICES.search(meaning) and value.dtype.kind in "iuf":
        if value.dtype.kind == "f":
            return f"has dtype {value.dtype}, indices are integers"
        if value.min() < 0:
            return "has negative indices"
    return None


def _not_finite(value, depth=0):
    """How many numbers of how many are NaN or infinite; tables may have gaps in columns, but not be all gaps."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
        return int(value.size - np.isfinite(value).sum()), value.size
    if isinstance(value, (float, complex)):
        return int(not np.isfinite(value)), 1
    if isinstance(value, (list, tuple, dict)) and depth < 4:
        items = value.values() if isinstance(value, dict) else value
        counts = [_not_finite(item, depth + 1) for item in items]
        return sum(bad for bad, _ in counts), sum(count for _, count in counts)
    if values.type_name(value) == "pandas.DataFrame":
        bad = int(value.isna().sum().sum())
        return (bad, value.size) if bad == value.size else (0, value.size)
    return 0, 0


def _shape(parameter, value, inputs, sizes):
    """Stated rank and lengths. A symbol such as n binds to inputs' and earlier outputs' lengths."""
    meaning = parameter["meaning"]
    if not isinstance(value, np.ndarray) or EITHER.search(meaning):
        return None
    stated = SHAPE.search(meaning)
    if not stated:
        rank = RANK.search(meaning)
        expected = rank and int(rank.group(1) or {"one": 1, "two": 2, "three": 3}[rank.group(2).lower()])
        return f"has {value.ndim} dimensions, specified are {expected}" if rank and value.ndim != expected else None
    terms = [term.strip() for term in stated.group(1).split(",") if term.strip()]
    if len(terms) != value.ndim:
        return f"has shape {value.shape}, specified is ({stated.group(1)})"
    known = {} if PLACES.search(parameter["name"].replace("_", " ") + " " + meaning) else _symbols(inputs)
    for term, length in zip(terms, value.shape):
        if term.isdigit() and int(term) != length or not term.isdigit() and length != sizes.get(term, known.get(term, length)):
            return f"has shape {value.shape}, specified is ({stated.group(1)}) with {term} = {sizes.get(term, known.get(term, term))}"
        if term.isidentifier():
            sizes.setdefault(term, length)
    return None


def _symbols(inputs):
    known = {}
    for parameter, value in inputs:
        stated = SHAPE.search(parameter["meaning"])
        terms = [term.strip() for term in stated.group(1).split(",") if term.strip()] if stated else []
        if isinstance(value, np.ndarray) and len(terms) == value.ndim:
            known.update((term, length) for term, length in zip(terms, value.shape) if term.isidentifier())
    return known


def _same_length(parameter, value, others):
    stated = SAME_LENGTH.search(parameter["meaning"])
    other = dict((known["name"], item) for known, item in others).get(stated.group(2)) if stated else None
    if not hasattr(value, "__len__") or not hasattr(other, "__len__"):
        return None
    if stated.group(1).lower() == "shape" and isinstance(value, np.ndarray) and isinstance(other, np.ndarray):
        return None if value.shape == other.shape else f"has shape {value.shape}, {stated.group(2)} has {other.shape}"
    return None if len(value) == len(other) else f"has length {len(value)}, {stated.group(2)} has {len(other)}"


def _same(parameter, value, inputs):
    """An array or table that only repeats an input is no work done."""
    if MAY_BE_SAME.search(parameter["meaning"]):
        return None
    for known, item in inputs:
        if isinstance(value, np.ndarray) and isinstance(item, np.ndarray) and value.size > 1 and value.shape == item.shape:
            if value.dtype.kind == item.dtype.kind and np.array_equal(value, item, equal_nan=value.dtype.kind in "fc"):
                return f"is the input {known['name']}, unchanged"
        if values.type_name(value) == "pandas.DataFrame" and type(item) is type(value) and value.equals(item):
            return f"is the input {known['name']}, unchanged"
    return None
