"""Reads the user's data once and writes its values and facts: inspect_data.py DATA MAX_BYTES OUT."""

import json
import os
import sys

import loader
import values


def main(folder, max_bytes, out):
    found, error, skipped = [], None, []
    try:
        loaded, meanings, skipped = loader.read(folder, int(max_bytes))
        for name, value in loaded.items():
            try:
                values.write(out, name, value)
            except TypeError as refused:
                skipped.append((name, str(refused)))
                continue
            found.append({"name": name, "type": values.type_name(value), "meaning": meanings[name], "facts": values.describe(value)})
        if not found:
            error = f"data folder '{folder}' holds nothing that can be handed to a program: {skipped[0][1]}"
    except loader.DataError as refused:
        error = str(refused)
    except MemoryError:
        error = f"data folder '{folder}' does not fit into the memory limit; give an excerpt or raise the limit"
    with open(os.path.join(out, "inspection.json"), "w", encoding="utf-8") as file:
        json.dump({"values": found, "skipped": skipped, "error": error}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
