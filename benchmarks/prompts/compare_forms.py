#!/usr/bin/env python3
"""Compares forms of a role's prompt on the development split: which one becomes prompts/ROLE/standard.md?

    python3 benchmarks/prompts/compare_forms.py program MODEL [--forms standard,bare] [-- --samples 4]

Each form of benchmarks/prompts/forms/ROLE, and the standard one, is put first on the class path and measured with
`gpiot bench --suite development --no-guard`; what stands after -- goes to that command. Never on gpiot-bench.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
KINDS = {"program": "code", "sub-tasks": "decomposition"}  # RTSLM's prompts: SpecificationBench.java


def measured(role, form, model, options):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder, "io/gpiot/synthesis/prompts", role)
        place.mkdir(parents=True)
        if form != "standard":
            shutil.copy(HERE / "forms" / role / f"{form}.md", place / "standard.md")
        java = pathlib.Path(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"
        command = [str(java), "--enable-native-access=ALL-UNNAMED", "-Xmx1g", "-cp",
                   os.pathsep.join([folder, str(ROOT / "target/gpiot.jar"), str(ROOT / "target/lib/*")]),
                   "io.gpiot.app.cli.Main", "bench", "--suite", "development", "--only", KINDS[role], "--model", model,
                   "--no-guard", "--json", "--out", str(pathlib.Path(folder, "out")), *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{form}: {done.stderr.strip()}")
        return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("role", choices=KINDS)
    parser.add_argument("model")
    parser.add_argument("--forms", help="comma-separated (default: all)")
    known, options = parser.parse_known_args()
    options = [option for option in options if option != "--"]
    forms = known.forms.split(",") if known.forms else ["standard"] + sorted(
        file.stem for file in (HERE / "forms" / known.role).glob("*.md"))
    for form in forms:
        result = measured(known.role, form, known.model, options)
        print(f"{form}: {json.dumps({key: result[key] for key in ('measures', 'outcomes') if key in result})}", flush=True)


if __name__ == "__main__":
    main()
