"""Checks values that held once more, from their files, in a process that started after every candidate was dead: verify.py JOB VALUES OUT."""

import json
import os
import sys

import checks
import values


def main(folder, held, out):
    with open(os.path.join(folder, "job.json"), encoding="utf-8") as file:
        job = json.load(file)
    inputs = [(parameter, values.read(path, parameter["name"]))
              for parameter, (_, path) in zip(job["specification"]["inputs"], job["inputs"])]
    outputs = job["specification"]["outputs"]
    try:
        returned = [values.read(held, parameter["name"]) for parameter in outputs]
        why = checks.problem(outputs, returned, inputs)
        facts = [values.describe(value) for value in returned]
    except Exception as error:
        why, facts = f"the values cannot be read: {type(error).__name__}: {error}", []
    with open(os.path.join(out, "facts.json"), "w", encoding="utf-8") as file:
        json.dump({"why": why, "facts": facts}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
