"""Value files: how a value goes from one program to the next. No pickle: reading a file never runs code.

An array is NAME.npy; anything else is NAME.zip with structure.json and its arrays. encode() may run beside a candidate,
decode() runs in trusted processes only and believes nothing but shapes that the bytes bear out.
"""

import datetime
import io
import json
import os
import zipfile

import numpy as np

SUFFIXES = (".npy", ".zip")


def encode(value):
    """Gives (suffix, bytes). Raises TypeError where a value holds something that cannot be handed on."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufcUSMm":
        return ".npy", _npy(value)
    arrays = []
    text = json.dumps(_pack(value, arrays))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("structure.json", text)
        for number, array in enumerate(arrays):
            archive.writestr(f"{number}.npy", _npy(array))
    return ".zip", buffer.getvalue()


def decode(suffix, content):
    """The value of encode()'s bytes. Raises ValueError where they are not."""
    if suffix == ".npy":
        return np.load(io.BytesIO(content), allow_pickle=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        def array(number):
            return np.load(io.BytesIO(archive.read(f"{int(number)}.npy")), allow_pickle=False)
        return _unpack(json.loads(archive.read("structure.json")), array)


def write(folder, name, value):
    suffix, content = encode(value)
    with open(os.path.join(folder, name + suffix), "wb") as file:
        file.write(content)


def read(folder, name):
    for suffix in SUFFIXES:
        path = os.path.join(folder, name + suffix)
        if os.path.exists(path):
            with open(path, "rb") as file:
                return decode(suffix, file.read())
    raise FileNotFoundError(f"no value {name} in {folder}")


def _npy(array):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False)
    return buffer.getvalue()


def _pack(value, arrays):
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return float(value)
    if isinstance(value, np.generic) and value.dtype.kind in "biufcUS":
        return _pack(value.item(), arrays)
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "O":
            return {"objects": list(value.shape), "items": [_pack(item, arrays) for item in value.ravel()]}
        if value.dtype.kind not in "biufcUSMm":
            raise TypeError(f"an array of dtype {value.dtype} cannot be handed to the next step")
        arrays.append(value)
        return {"array": len(arrays) - 1}
    if isinstance(value, dict):
        return {"dict": [[_pack(key, arrays), _pack(item, arrays)] for key, item in value.items()]}
    for kind, name in ((list, "list"), (tuple, "tuple"), (range, "list"), ((set, frozenset), "set")):
        if isinstance(value, kind):
            return {name: [_pack(item, arrays) for item in value]}
    if isinstance(value, (datetime.datetime, datetime.date)):
        return {"time": value.isoformat()}
    if type(value).__name__ == "DataFrame":
        columns = [[_pack(label, arrays), _column(value.iloc[:, place], arrays)] for place, label in enumerate(value.columns)]
        return {"frame": columns, "index": _column(value.index, arrays), "rows": len(value)}
    if type(value).__name__ == "Series":
        return {"series": _column(value, arrays), "index": _column(value.index, arrays), "name": _pack(value.name, arrays)}
    raise TypeError(f"a {type(value).__module__}.{type(value).__name__} cannot be handed to the next step")


def _column(column, arrays):
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "biufcMm":
        return _pack(column.to_numpy(), arrays)
    return {"list": [None if item is not item else _pack(item, arrays) for item in column.tolist()]}


def _unpack(node, array):
    if not isinstance(node, dict):
        return node
    if "array" in node:
        return array(node["array"])
    if "objects" in node:
        items = np.empty(len(node["items"]), object)
        items[:] = [_unpack(item, array) for item in node["items"]]
        return items.reshape(node["objects"])
    if "dict" in node:
        return {_unpack(key, array): _unpack(item, array) for key, item in node["dict"]}
    for name, kind in (("list", list), ("tuple", tuple), ("set", set)):
        if name in node:
            return kind(_unpack(item, array) for item in node[name])
    if "complex" in node:
        return complex(*node["complex"])
    if "bytes" in node:
        return bytes.fromhex(node["bytes"])
    if "time" in node:
        return datetime.datetime.fromisoformat(node["time"])
    import pandas
    if "series" in node:
        return pandas.Series(_unpack(node["series"], array), index=_unpack(node["index"], array), name=_unpack(node["name"], array))
    if "frame" in node:
        columns = {place: _unpack(column, array) for place, (_, column) in enumerate(node["frame"])}
        frame = pandas.DataFrame(columns, index=_unpack(node["index"], array))
        frame.columns = [_unpack(label, array) for label, _ in node["frame"]]
        return frame
    raise ValueError(f"unknown structure {sorted(node)[:3]}")


def type_name(value):
    """As in a specification: numpy.ndarray, float, int, bool, str, list, dict, pandas.DataFrame."""
    if isinstance(value, tuple):
        return "list"
    name = type(value).__name__
    return {"ndarray": "numpy.ndarray", "DataFrame": "pandas.DataFrame", "Series": "pandas.Series"}.get(name, name)


def describe(value):
    """Facts in one line: dtype, shape, range, mean, NaN count."""
    if isinstance(value, np.ndarray):
        return _describe_array(value)
    if isinstance(value, (bool, int, float)) or value is None:
        return repr(value) if not isinstance(value, float) else f"{value:g}"
    if isinstance(value, str):
        return f"{len(value)} characters, begins {value[:60]!r}"
    if isinstance(value, dict):
        keys = ", ".join(f"{key!r}: {type_name(item)}" for key, item in list(value.items())[:8])
        return f"{len(value)} keys: {keys}{', ...' if len(value) > 8 else ''}"
    if isinstance(value, (list, tuple, set)):
        return _describe_list(list(value))
    if type(value).__name__ == "DataFrame":
        columns = ", ".join(f"{label} ({kind})" for label, kind in list(value.dtypes.items())[:12])
        missing = int(value.isna().sum().sum())
        more = ", ..." if value.shape[1] > 12 else ""
        return f"{value.shape[0]} rows, {value.shape[1]} columns: {columns}{more}" + (f", {missing} missing" if missing else "")
    return type_name(value)


def _describe_array(array):
    text = f"{array.dtype}, shape {array.shape}"
    if array.size == 0 or array.dtype.kind not in "iufb":
        return text
    if array.dtype.kind == "b":
        return f"{text}, {int(array.sum())} true"
    finite = array[np.isfinite(array)].astype(np.float64) if array.dtype.kind == "f" else array.astype(np.float64)
    if finite.size:
        text += f", {finite.min():.6g} to {finite.max():.6g}, mean {finite.mean():.4g}"
    missing = array.size - finite.size
    return f"{text}, {missing} NaN or infinite" if missing else text


def _describe_list(items):
    if not items:
        return "empty list"
    kinds = sorted({type_name(item) for item in items})
    text = f"{len(items)} items of {', '.join(kinds[:3])}"
    if kinds == ["numpy.ndarray"]:
        sizes = sorted({item.shape for item in items})
        return f"{text} ({items[0].dtype}), shapes {sizes[0]}" + (f" to {sizes[-1]}" if len(sizes) > 1 else "")
    if set(kinds) <= {"int", "float"}:
        return f"{text}, {min(items):.6g} to {max(items):.6g}"
    return f"{text}, first {str(items[0])[:60]!r}"
