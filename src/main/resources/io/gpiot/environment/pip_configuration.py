"""Prints pip's settings for installing, as JSON: files and environment merged in pip's own order of precedence."""
import ast
import json
import os
import subprocess
import sys

settings = {"global": {}, "download": {}, "install": {}, ":env:": {}}
listing = ""
try:
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "--no-input", "config", "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        universal_newlines=True,
        timeout=60,
    ).stdout
except (OSError, subprocess.SubprocessError):
    pass
for line in listing.splitlines():
    key, separator, value = line.partition("=")
    section, dot, name = key.partition(".")
    if separator and dot and section in settings:
        try:
            settings[section][name] = str(ast.literal_eval(value))
        except (SyntaxError, ValueError):
            settings[section][name] = value
for name, value in os.environ.items():
    if name.startswith("PIP_") and value:
        settings[":env:"][name[4:].lower().replace("_", "-")] = value
merged = {}
for section in ("global", "download", "install", ":env:"):
    merged.update(settings[section])
print(json.dumps(merged))
