"""Does the composed program give the same values as the step-wise run? compare.py EXPECTED RESULTS OUT.

EXPECTED holds value files, one folder a line of its list "places.json": {name: folder}; RESULTS is main.py's output folder.
"""

import json
import math
import os
import sys
import tempfile

import numpy as np

import pipeline
import values


def difference(expected, results, name):
    """None, or how the saved value differs."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = pipeline.save(folder, name, expected)
        found = os.path.join(results, os.path.basename(wanted))
        if not os.path.isfile(found):
            return "was not written"
        if wanted.endswith(".npy"):
            return _arrays(np.load(wanted), np.load(found, allow_pickle=False))
        if wanted.endswith(".csv"):
            import pandas
            return _items(pandas.read_csv(wanted).to_dict("list"), pandas.read_csv(found).to_dict("list"))
        with open(wanted, encoding="utf-8") as one, open(found, encoding="utf-8") as other:
            return _items(json.load(one), json.load(other))


def _arrays(wanted, found):
    if wanted.shape != found.shape or wanted.dtype.kind != found.dtype.kind:
        return f"is {found.dtype} {found.shape}, was {wanted.dtype} {wanted.shape}"
    if wanted.dtype.kind not in "iufc":
        return None if np.array_equal(wanted, found) else "differs"
    same = np.isclose(wanted, found, rtol=1e-6, atol=1e-9, equal_nan=True) if wanted.dtype.kind in "fc" else wanted == found
    return None if np.all(same) else f"differs in {int(np.size(same) - np.sum(same))} of {np.size(same)} values"


def _items(wanted, found, place=""):
    if isinstance(wanted, dict) and isinstance(found, dict) and wanted.keys() == found.keys():
        return next((why for key in wanted if (why := _items(wanted[key], found[key], f"{place}[{key!r}]"))), None)
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        pairs = enumerate(zip(wanted, found))
        return next((why for at, (one, other) in pairs if (why := _items(one, other, f"{place}[{at}]"))), None)
    if isinstance(wanted, float) and isinstance(found, (float, int)):
        same = math.isclose(wanted, found, rel_tol=1e-6, abs_tol=1e-9) or math.isnan(wanted) and math.isnan(found)
        return None if same else f"{place} is {found}, was {wanted}".strip()
    return None if wanted == found else f"{place} differs".strip()


def main(places, results, out):
    with open(places, encoding="utf-8") as file:
        wanted = json.load(file)
    differences = {}
    for name, folder in wanted.items():
        try:
            why = difference(values.read(folder, name), results, name)
        except Exception as error:
            why = f"cannot be compared: {type(error).__name__}: {error}"
        if why:
            differences[name] = why
    with open(os.path.join(out, "differences.json"), "w", encoding="utf-8") as file:
        json.dump(differences, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
