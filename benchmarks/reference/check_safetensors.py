"""Reads a safetensors file written by SafetensorsWriter with Python's safetensors and prints what it found.

    python check_safetensors.py FILE

Needs: pip install safetensors numpy (bfloat16 tensors are listed by type and shape only, numpy has none)
"""

import sys

from safetensors import safe_open

with safe_open(sys.argv[1], framework="numpy") as file:
    print("metadata:", file.metadata())
    for name in file.keys():
        part = file.get_slice(name)
        line = f"{name}: {part.get_dtype()} {part.get_shape()}"
        if part.get_dtype() in ("F32", "F16"):
            values = file.get_tensor(name)
            line += f" first {values.reshape(-1)[0]:.7g} sum {values.astype('f8').sum():.7g}"
        print(line)
