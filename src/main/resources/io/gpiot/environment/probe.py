"""Prints what this interpreter is, as JSON: version, where its files lie, whether it has pip."""
import importlib.util
import json
import os
import platform
import sys
import sysconfig

base = getattr(sys, "_base_executable", None) or sys.executable
folders = [sys.base_prefix, sys.base_exec_prefix, sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")]
folders.append(os.path.dirname(os.path.realpath(base)))
folders += [os.path.realpath(folder) for folder in folders]
print(
    json.dumps(
        {
            "executable": sys.executable,
            "base": base,
            "implementation": platform.python_implementation(),
            "version": "%d.%d.%d" % sys.version_info[:3],
            "folders": sorted({folder for folder in folders if os.path.isdir(folder)}),
            "pip": importlib.util.find_spec("pip") is not None,
        }
    )
)
