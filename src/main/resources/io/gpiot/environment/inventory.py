"""Prints what is installed in this environment, as JSON: packages, and the modules that they make importable."""
import importlib.metadata
import importlib.util
import json
import sys

packages = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions() if d.metadata["Name"]}
modules = {
    name: owners[0]
    for name, owners in importlib.metadata.packages_distributions().items()
    # A package may own a plain file beside the modules (COPYING).
    if name.isidentifier() and not name.startswith("_") and importlib.util.find_spec(name) is not None
}
print(
    json.dumps(
        {
            "packages": dict(sorted(packages.items(), key=lambda item: item[0].lower())),
            "modules": dict(sorted(modules.items())),
            "standardModules": sorted(n for n in sys.stdlib_module_names if not n.startswith("_") or n == "__future__"),
        }
    )
)
