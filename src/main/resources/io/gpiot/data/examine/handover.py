"""How a value goes from a program under examination to the test: as JSON and plain arrays, so that reading it runs no code.

pack() runs beside the program, unpack() beside the test. Numbers keep their types (numpy scalars too), an object of a class
of the program's own cannot pass, and a subclass of a known type arrives as that type: no comparison is the program's.
"""

import collections
import datetime
import decimal
import fractions
import io
import json

import numpy as np

PLAIN = "biufcSUMm"
SEQUENCES = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset, "deque": collections.deque}
ITERATORS = (type(iter([])), type(map(id, [])), type(zip()), type(filter(None, [])), type(x for x in ()),
             type({}.keys()), type({}.values()), type({}.items()), type(reversed([])), type(enumerate([])))
TEXTS = {"decimal": decimal.Decimal, "fraction": fractions.Fraction, "time": datetime.datetime.fromisoformat,
         "date": datetime.date.fromisoformat}


def pack(value):
    """The bytes of a value. Raises TypeError where it holds something that cannot pass."""
    arrays = []
    text = json.dumps(_pack(value, arrays)).encode()
    blobs = [_npy(array) for array in arrays]
    sizes = json.dumps([len(text)] + [len(blob) for blob in blobs]).encode()
    return b"\n".join([sizes, b""]) + b"".join([text, *blobs])


def unpack(content):
    """The value. Raises ValueError (or a kindred error) where the bytes are none of pack()'s."""
    sizes, _, rest = content.partition(b"\n")
    parts, place = [], 0
    for size in json.loads(sizes):
        parts.append(rest[place:place + size])
        place += size
    arrays = [np.load(io.BytesIO(part), allow_pickle=False) for part in parts[1:]]
    return _unpack(json.loads(parts[0]), arrays)


def _npy(array):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False)
    return buffer.getvalue()


def _pack(value, arrays):
    if value is None or type(value) in (bool, int, str, float):
        return value
    if isinstance(value, np.ndarray):
        value = np.asarray(value)
        if value.dtype.kind == "O":
            return {"objects": list(value.shape), "items": [_pack(item, arrays) for item in value.ravel()]}
        return {"array": _kept(value, arrays)}
    if isinstance(value, np.generic) and value.dtype.kind in PLAIN:
        return {"scalar": _kept(np.asarray(value), arrays)}
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value) if kind is not str else str.__str__(value)
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, (bytes, bytearray)):
        return {"bytearray" if isinstance(value, bytearray) else "bytes": bytes(value).hex()}
    if isinstance(value, dict):
        return {"dict": [[_pack(key, arrays), _pack(item, arrays)] for key, item in value.items()]}
    for name, kind in SEQUENCES.items():
        if isinstance(value, kind):
            return {name: [_pack(item, arrays) for item in value]}
    if isinstance(value, range):
        return {"range": [value.start, value.stop, value.step]}
    if isinstance(value, ITERATORS):
        return {"iterator": [_pack(item, arrays) for item in value]}
    return _other(value, arrays)


def _kept(array, arrays):
    if array.dtype.kind not in PLAIN:
        raise TypeError(f"an array of dtype {array.dtype} cannot be handed to the test")
    arrays.append(array)
    return len(arrays) - 1


def _other(value, arrays):
    for name, kind in (("decimal", decimal.Decimal), ("fraction", fractions.Fraction)):
        if isinstance(value, kind):
            return {name: str(value)}
    if isinstance(value, datetime.date):
        return {"time" if isinstance(value, datetime.datetime) else "date": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"span": value.total_seconds()}
    name = type(value).__name__
    if name == "DataFrame":
        columns = [[_pack(label, arrays), _column(value.iloc[:, place], arrays)] for place, label in enumerate(value.columns)]
        return {"frame": columns, "index": _column(value.index, arrays)}
    if name == "Series":
        return {"series": _column(value, arrays), "index": _column(value.index, arrays), "name": _pack(value.name, arrays)}
    if name.endswith("Index"):
        return {"index": _column(value, arrays)}
    raise TypeError(f"a {type(value).__module__}.{name} cannot be handed to the test")


def _column(column, arrays):
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "biufcMm":
        return _pack(column.to_numpy(), arrays)
    return {"list": [None if item is not item else _pack(item, arrays) for item in column.tolist()]}


def _unpack(node, arrays):
    if not isinstance(node, dict):
        return node
    name, content = next(iter(node.items()))
    if name == "array":
        return arrays[content]
    if name == "scalar":
        return arrays[content][()]
    if name == "objects":
        items = np.empty(len(node["items"]), object)
        for place, item in enumerate(node["items"]):
            items[place] = _unpack(item, arrays)
        return items.reshape(content)
    if name == "dict":
        return {_unpack(key, arrays): _unpack(item, arrays) for key, item in content}
    if name in SEQUENCES:
        return SEQUENCES[name](_unpack(item, arrays) for item in content)
    if name == "iterator":
        return iter([_unpack(item, arrays) for item in content])
    if name == "range":
        return range(*content)
    if name == "complex":
        return complex(*content)
    if name in ("bytes", "bytearray"):
        return (bytes if name == "bytes" else bytearray).fromhex(content)
    if name in TEXTS:
        return TEXTS[name](content)
    if name == "span":
        return datetime.timedelta(seconds=content)
    import pandas
    if name == "series":
        return pandas.Series(_unpack(content, arrays), index=_unpack(node["index"], arrays), name=_unpack(node["name"], arrays))
    if name == "frame":
        frame = pandas.DataFrame({place: _unpack(column, arrays) for place, (_, column) in enumerate(content)},
                                 index=_unpack(node["index"], arrays))
        frame.columns = [_unpack(label, arrays) for label, _ in content]
        return frame
    if name == "index":
        return pandas.Index(_unpack(content, arrays))
    raise ValueError(f"unknown structure {name}")
