"""Reads a folder of sensor data into named values: load(folder) gives a dict from name to value.

Reads .npy, .npz, .csv, .tsv, .wav, WFDB records (.hea with .dat), .mat, .json, .txt, .log and .parquet. Files whose names
differ in digits only, or many files of one kind, become one value: an array where the shapes agree, a list where not. Folders
that hold nothing but sub-folders of files are classes: x, y and class_names. A file that cannot be read is skipped and named;
annotation files are never read. It knows nothing of the programs that use the values.
"""

import json
import keyword
import os
import re
import sys
from collections import Counter

import numpy as np

MANY = 8  # more files of one kind than this become one value
KINDS = {
    ".npy": "array", ".npz": "arrays", ".csv": "table", ".tsv": "table", ".wav": "audio", ".hea": "record",
    ".json": "document", ".txt": "text", ".log": "text", ".parquet": "table", ".mat": "arrays",
}
IGNORED = re.compile(r"(?i)^(readme|license|copying|records|annotators|sha256sums)(\.|$)|\.(md|py|html|pdf|png|jpe?g)$")
RATE = "sampling rate in Hz"


class DataError(Exception):
    """The folder cannot be used: one line with the way out."""


def load(folder):
    """Named values of a folder; what was skipped is told on the error stream."""
    values, _, skipped = read(folder)
    for name, why in skipped:
        print(f"skipped {name}: {why}", file=sys.stderr)
    return values


def read(folder, max_bytes=None):
    """Gives (values by name, meanings by name, [(skipped file, why)])."""
    if not os.path.exists(folder):
        raise DataError(f"data folder '{folder}' does not exist; give an existing folder or file")
    if os.path.isfile(folder):
        folder, name = os.path.split(os.path.abspath(folder))
        stem = os.path.splitext(name)[0] if name.endswith(".hea") else name
        paths = [path for path in os.listdir(folder) if path == name or os.path.splitext(path)[0] == stem]
    else:
        paths = _files(folder)
    if not paths:
        raise DataError(f"data folder '{folder}' is empty; put data files into it ({_known()})")
    total = sum(os.path.getsize(os.path.join(folder, path)) for path in paths)
    if max_bytes is not None and total > max_bytes:
        largest = max(paths, key=lambda path: os.path.getsize(os.path.join(folder, path)))
        raise DataError(
            f"data folder '{folder}' holds {_mib(total)}, over the limit of {_mib(max_bytes)} (largest: {largest}, "
            f"{_mib(os.path.getsize(os.path.join(folder, largest)))}); give a folder with an excerpt")
    parts, skipped = _read_all(folder, _main_files(paths))
    if not parts:
        detail = "; ".join(f"{name}: {why}" for name, why in skipped[:3]) or "documents alone"
        raise DataError(f"data folder '{folder}' holds nothing that can be read ({detail}); use {_known()}")
    values, meanings = {}, {}
    for name, value, meaning in _arrange(parts):
        name = _identifier(name, values)
        values[name], meanings[name] = value, meaning
    return values, meanings, skipped


def _known():
    return ", ".join(sorted(KINDS))


def _mib(count):
    return f"{count / 2**20:.1f} MiB"


def _files(folder):
    found = []
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.relpath(os.path.join(base, name), folder) for name in names if not name.startswith(".")]
    return sorted(found, key=_natural)


def _natural(text):
    return [(0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in re.split(r"(\d+)", text)]


def _main_files(paths):
    """Without documents, and without the signal and annotation files of WFDB records."""
    records = {os.path.splitext(path)[0] for path in paths if path.endswith(".hea")}
    chosen = []
    for path in paths:
        stem, suffix = os.path.splitext(path)
        if not IGNORED.search(os.path.basename(path)) and (suffix == ".hea" or stem not in records):
            chosen.append(path)
    return chosen


def _read_all(folder, paths):
    """Gives [(path, kind, [(part, value, meaning)])] and what was skipped."""
    parts, skipped = [], []
    for path in paths:
        kind = KINDS.get(os.path.splitext(path)[1].lower())
        full = os.path.join(folder, path)
        if kind is None:
            skipped.append((path, f"unknown kind of file; use {_known()}"))
            continue
        try:
            if os.path.getsize(full) == 0:
                raise ValueError("the file is empty")
            parts.append((path, kind, _read_file(full, kind)))
        except MemoryError:
            raise DataError(
                f"{path} ({_mib(os.path.getsize(full))}) does not fit into the memory limit; "
                f"give an excerpt or raise the limit") from None
        except Exception as error:  # whatever a reader raises on a malformed file: the file is named and skipped
            skipped.append((path, f"{type(error).__name__}: {error}".split("\n")[0][:200]))
    return parts, skipped


def _read_file(path, kind):
    """Gives [(part, value, meaning)]; part '' is the file's main value."""
    suffix = os.path.splitext(path)[1].lower()
    name = os.path.basename(path)
    if suffix == ".npy":
        return [("", np.load(path, allow_pickle=False), f"array of {name}")]
    if suffix == ".npz":
        with np.load(path, allow_pickle=False) as archive:
            return [(key, archive[key], f"array '{key}' of {name}") for key in archive.files]
    if suffix == ".mat":
        from scipy.io import loadmat
        content = loadmat(path, squeeze_me=True)
        return [(key, value, f"variable '{key}' of {name}") for key, value in content.items() if key[0] != "_"]
    if kind == "table":
        return _table(path, suffix)
    if kind == "audio":
        return _audio(path)
    if kind == "record":
        return _record(path)
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    if kind == "document":
        return [("", json.loads(text), f"content of {name}")]
    try:
        return [("", np.array([line.replace(",", " ").split() for line in text.splitlines() if line.strip()], float)
                 .squeeze(), f"numbers of {name}")]
    except ValueError:
        return [("", text, f"text of {name}")]


def _table(path, suffix):
    import pandas
    name = os.path.basename(path)
    if suffix == ".parquet":
        return [("", pandas.read_parquet(path), f"table of {name}")]
    options = {"sep": "\t" if suffix == ".tsv" else ","}
    with open(path, encoding="utf-8", errors="replace") as file:
        first = file.readline()
    if suffix == ".csv" and "," not in first and ";" in first:
        options["sep"] = ";"
    if all(_is_number(cell) for cell in first.strip().split(options["sep"])):
        options["header"] = None
    frame = pandas.read_csv(path, encoding_errors="replace", **options)
    if "header" in options:
        frame.columns = [f"column_{number}" for number in range(frame.shape[1])]
    parts = [("", frame, f"table of {name}")]
    numeric = all(np.issubdtype(kind, np.number) for kind in frame.dtypes if isinstance(kind, np.dtype))
    numeric = numeric and all(isinstance(kind, np.dtype) for kind in frame.dtypes)
    times = [label for label in frame.columns if re.fullmatch(r"(?i)(t|times?|seconds|time.*|timestamps?)", str(label))]
    if numeric and (frame.shape[1] == 1 or frame.shape[1] == 2 and times):
        for label in frame.columns:
            part = "_values" if "header" in options else str(label)
            parts.append((part, frame[label].to_numpy(), f"column '{label}' of {name}, 1-D"))
        parts += [("fs", rate, RATE) for rate in _rate(frame, times)]
    return parts


def _rate(frame, times):
    """The sampling rate, where a time column in seconds is evenly spaced."""
    steps = np.diff(frame[times[0]].to_numpy(float)) if times else np.array([])
    if len(steps) and np.median(steps) > 0 and np.std(steps) < 0.01 * np.median(steps):
        return [float(np.round(1 / np.median(steps), 6))]
    return []


def _is_number(cell):
    try:
        float(cell)
        return True
    except ValueError:
        return False


def _audio(path):
    from scipy.io import wavfile
    rate, samples = wavfile.read(path)
    if samples.dtype == np.uint8:
        samples = (samples.astype(np.float64) - 128) / 128
    elif np.issubdtype(samples.dtype, np.integer):
        samples = samples / float(-np.iinfo(samples.dtype).min)
    shape = "1-D" if samples.ndim == 1 else "shape (samples, channels)"
    return [("audio", samples, f"sound of {os.path.basename(path)}, {shape}, full scale is -1 to 1"), ("fs", float(rate), RATE)]


def _record(path):
    """A WFDB record's signals in physical units; formats 212, 16, 16 with byte offset, and 80."""
    with open(path, encoding="ascii", errors="replace") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    if len(lines[0]) < 3:
        raise ValueError("the header's first line must be 'record signals rate samples'")
    count, rate = int(lines[0][1]), float(re.match(r"[\d.]+", lines[0][2]).group())
    columns = []
    for file_name in dict.fromkeys(line[0] for line in lines[1:1 + count]):
        mine = [line for line in lines[1:1 + count] if line[0] == file_name]
        columns += _digital(os.path.join(os.path.dirname(path), file_name), mine[0][1], len(mine))
    parts = []
    for line, digital in zip(lines[1:1 + count], columns):
        gain, base, unit = re.match(r"([\d.]+)(?:\((-?\d+)\))?(?:/(\S+))?", line[2]).groups() if len(line) > 2 else ("0", None, None)
        zero = int(base if base is not None else line[4] if len(line) > 4 else 0)
        lead = " ".join(line[8:]) or "signal"
        ecg = re.fullmatch(r"(?i)(ecg.*|ml?[ivx]+|[iv]{1,3}|av[rlf]|v\d.*)", lead) is not None
        name = ("ecg" if ecg else lead) if count == 1 else "ecg_" + lead if ecg else lead
        physical = (digital - zero) / (float(gain) or 200.0)
        parts.append((name, physical, f"{'ECG ' if ecg else ''}lead {lead}, 1-D, in {unit or 'mV'}, sampled at fs"))
    return parts + [("fs", rate, RATE)]


def _digital(path, form, signals):
    if form == "212":
        raw = np.fromfile(path, np.uint8)
        raw = raw[:len(raw) // 3 * 3].reshape(-1, 3).astype(np.int32)
        flat = np.empty(2 * len(raw), np.int32)
        flat[0::2] = raw[:, 0] | (raw[:, 1] & 0x0F) << 8
        flat[1::2] = raw[:, 2] | (raw[:, 1] & 0xF0) << 4
        flat[flat > 2047] -= 4096
    elif form == "16" or form.startswith("16+"):
        flat = np.fromfile(path, "<i2", offset=int(form[3:] or 0)).astype(np.int32)
    elif form == "80":
        flat = np.fromfile(path, np.uint8).astype(np.int32) - 128
    else:
        raise ValueError(f"WFDB format {form} is not known; use 212, 16 or 80")
    return list(flat[:len(flat) // signals * signals].reshape(-1, signals).T)


def _arrange(parts):
    """From files to named values: gives (name, value, meaning)."""
    classes = {os.path.dirname(path).split(os.sep)[0] for path, _, _ in parts}
    if len(classes) > 1 and "" not in classes and len({kind for _, kind, _ in parts}) == 1:
        return _classes(parts, sorted(classes, key=_natural))
    kinds = Counter((os.path.dirname(path), kind) for path, kind, _ in parts)
    groups = {}
    for path, kind, items in parts:
        folder, stem = os.path.dirname(path), os.path.splitext(os.path.basename(path))[0]
        base = re.sub(r"\d+", "", stem).strip("_- .")
        key = (folder, kind, base if base != stem else None if kinds[folder, kind] > MANY else stem)
        groups.setdefault(key, []).append((stem, kind, items))
    rates = {value for _, _, items in parts for part, value, _ in items if part == "fs"}
    single = sum(kind != "document" for _, kind, _ in parts) == 1 or len(groups) == 1
    result, seen = [], False
    for (folder, kind, base), files in groups.items():
        stem = base or (f"{kind}s" if kind != "arrays" else kind) if len(files) > 1 else files[0][0]
        if not re.search("[A-Za-z]", stem):
            stem = f"{kind}_{stem}".strip("_")
        if folder:
            stem = f"{folder}_{stem}"
        for part, value, meaning in files[0][2] if len(files) == 1 else _merged(files):
            if part == "fs" and len(rates) == 1:
                if seen:
                    continue
                seen = True
                result.append(("fs", value, meaning))
            else:
                own = single or kind == "arrays" and len(groups) == 1
                named = part and own and part[0] != "_"
                result.append((part if named else f"{stem}_{part.strip('_')}".strip("_"), value, meaning))
        if len(files) > 1:
            result.append(("file_names" if single else f"{stem}_names", [name for name, _, _ in files], f"names of the {len(files)} files of {stem}"))
    return result


def _merged(files):
    """One value a part from several files of one kind."""
    merged = []
    for part in dict.fromkeys(part for _, _, items in files for part, _, _ in items):
        found = [(value, meaning) for _, _, items in files for name, value, meaning in items if name == part]
        value, how = _together([value for value, _ in found])
        merged.append((part, value, f"{how} {len(found)} files, each like: {found[0][1]}" if how else found[0][1]))
    return merged


def _together(values):
    if isinstance(values[0], float) and len(set(values)) == 1:
        return values[0], ""
    values = [_plain(value) for value in values]
    if all(isinstance(value, np.ndarray) and value.shape == values[0].shape for value in values):
        return np.stack(values), "first axis:"
    return values, "list of"


def _plain(value):
    """A purely numeric table as an array."""
    if hasattr(value, "dtypes") and hasattr(value, "columns"):
        array = value.to_numpy()
        return array if array.dtype.kind in "iufb" else value
    return value


def _classes(parts, names):
    main = [items[0][1] for _, _, items in parts]
    value, how = _together(main)
    labels = np.array([names.index(os.path.dirname(path).split(os.sep)[0]) for path, _, _ in parts])
    rates = {item for _, _, items in parts for part, item, _ in items if part == "fs"}
    result = [
        ("x", value, f"{how} {len(main)} files, each like: {parts[0][2][0][2]}"),
        ("y", labels, "class of each file as an index into class_names, 1-D, same length as x"),
        ("class_names", names, "names of the classes (the sub-folders)"),
    ]
    return result + [("fs", rate, RATE) for rate in rates if len(rates) == 1]


def _identifier(name, taken):
    name = re.sub(r"[\W_]+", "_", name.lower(), flags=re.ASCII).strip("_") or "value"
    if name[0].isdigit() or keyword.iskeyword(name) or name in ("list", "dict", "str", "int", "float", "bool", "np", "print"):
        name = f"data_{name}"
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique
