"""Which installed distribution each top-level module comes from: distributions.py OUT."""

import json
import os
import sys
from importlib import metadata


def main(out):
    lines = {}
    for module, names in metadata.packages_distributions().items():
        lines[module] = f"{names[0]}=={metadata.version(names[0])}"
    with open(os.path.join(out, "distributions.json"), "w", encoding="utf-8") as file:
        json.dump(lines, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
