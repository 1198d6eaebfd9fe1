"""Runs examples of documentation, stretch by stretch, as scripts and as functions: crawl_examples.py JOB OUT.

Each example runs in a child of its own with limits; what came of it is written as one file. A script must run as it stands and
print what the page says that it prints; a function must give what the script gave.
"""

import ast
import io
import json
import os
import re
import sys
import tempfile
import time
import warnings
from contextlib import redirect_stdout

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import verify_rows

import crawl_functions
import crawl_statements

MOST_LINES = 60
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])")
VAGUE = re.compile(r"random|may vary|#")


class Refused(Exception):
    pass


def cause(error):
    """A few words, the same for all of a sort."""
    if isinstance(error, (Refused, crawl_functions.Unfit)):
        return str(error)
    if isinstance(error, ImportError):
        return "needs a package or name that the environment lacks"
    if isinstance(error, (OSError, EOFError)) or type(error).__module__.startswith(("urllib", "pooch", "requests")):
        return "needs files or the network"
    if isinstance(error, MemoryError):
        return "needs too much memory"
    return "raises " + type(error).__name__


def agrees(expected, got):
    """Whether a page's output is what came out, as far as figures and words can tell; None where that cannot be told."""
    if VAGUE.search(expected):
        return None
    cut = "..." in expected
    said = [float(each) for each in NUMBER.findall(expected.split("...")[0])]
    found = [float(each) for each in NUMBER.findall(got)]
    if not said:
        return None if cut else re.sub(r"\W+", "", expected.lower()) == re.sub(r"\W+", "", got.lower()) or None
    if len(found) < len(said) or not cut and len(found) != len(said):
        return False
    return all(abs(one - other) <= 1e-3 * max(abs(one), abs(other)) + 1e-6 for one, other in zip(said, found))


def run(statements, space):
    """Runs statements; says whether their outputs agree with the page's: False where one does not, None where none tells."""
    verdict = None
    for each in statements:
        printed = io.StringIO()
        with redirect_stdout(printed):
            if each.shows:
                value = eval(compile(ast.Expression(each.node.value), "example", "eval"), space)
                if value is not None:
                    print(repr(value))
            else:
                exec(compile(ast.Module([each.node], []), "example", "exec"), space)
        if each.expected:
            found = agrees(each.expected, printed.getvalue())
            if found is False:
                raise Refused("prints other values than the page says")
            verdict = verdict if found is None else True
    return verdict


def shortened(text):
    """The first sentence, as a comment."""
    words = re.split(r"(?<=[.!?])\s", text.replace("\n", " ").replace("`", "").strip())[0].rstrip(":").strip()
    return "" if len(words) > 110 or re.search(r"plot|figure|below|above|see ", words, re.I) else words


def script_text(script, comments):
    """A program: imports first, comments, prints in place of what a prompt shows by itself."""
    head = list(dict.fromkeys(each.source for each in script if each.imports))
    lines = []
    for each in script:
        if each.imports:
            continue
        if comments.get(id(each)):
            lines.append(("\n" if lines else "") + "# " + comments[id(each)])
        bare = each.shows and each.expected and not crawl_statements.fits(each) and not each.source.startswith("print(")
        lines.append("print(" + ast.unparse(each.node.value) + ")" if bare else each.source)
    return "\n".join(head) + ("\n\n" if head else "") + "\n".join(lines) + "\n"


def comment(script, start, texts, told):
    """Statement to what is said before it; the first documented call is always said to be what it is."""
    comments, seen = {}, set()
    for number, each in enumerate(script):
        said = "" if each.unit in seen or each.imports else shortened(texts.get(each.unit, ""))
        if not each.imports:
            seen.add(each.unit)
        if number == start and not said:
            said = told["summary"].rstrip(".")
        comments[id(each)] = said
    return comments


def unit(statements, number, texts, told):
    """What came of one stretch: {"script": text, "agrees": ..., "function": {...} or None, "unfit": why}."""
    script = crawl_statements.needed(statements, number)
    work = [each for each in script if not each.imports]
    if not any(each.unit == number and not each.imports for each in script):
        raise Refused("only plots or imports")
    calls = [n for n, each in enumerate(script) if told["name"] and crawl_statements.mentions(each, told["name"])]
    own = [n for n, each in enumerate(script) if each.unit == number and not each.imports]
    if told["strict"] and not [n for n in calls if script[n].unit == number] and not calls:
        raise Refused("does not use what the entry is about")
    if sum(each.source.count("\n") + 1 for each in work) > MOST_LINES:
        raise Refused("is too long")
    if any(re.search(r"\bnp\.random\.(?!seed|default_rng|RandomState|Generator)\w+\(", each.source) for each in work) \
            and not any("random.seed(" in each.source for each in work):
        raise Refused("draws random numbers without a seed")
    first = crawl_statements.first_work(script, told["package"])
    if not told["strict"]:
        if first is None:
            raise Refused("does not call the package")
        if not crawl_statements.computes([each for each in script if each.imports or each.unit == number], told["package"]):
            raise Refused("computes nothing without its plots")
    start = calls[0] if calls else own[0] if first is None else first
    comments = comment(script, start, texts, told)
    text = script_text(script, comments)
    space = {"__name__": "__example__"}
    state = {"agrees": None}

    def go(part):
        found = run(part, space)
        state["agrees"] = True if found else state["agrees"]

    go(script[:start])
    done, function, unfit = [], None, ""
    try:
        function = crawl_functions.make(script, start, space, lambda part: (go(part), done.append(True)), told, comments)
    except Refused:
        raise
    except Exception as error:
        unfit = cause(error)
        if not done:
            go(script[start:])
    # the text itself must run, not only its statements one by one
    with redirect_stdout(io.StringIO()):
        exec(compile(text, "script", "exec"), {"__name__": "__main__"})
    return {"script": text, "agrees": bool(state["agrees"]), "function": function, "unfit": unfit, "text": texts.get(number, ""),
            "modules": crawl_statements.modules(script, told["package"])}


def examine(example, budget):
    begin = time.process_time()
    warnings.simplefilter("ignore")
    import numpy as np
    np.set_printoptions(legacy="1.25")
    statements, why = crawl_statements.of(example["cells"])
    texts, number = {}, -1
    for cell in example["cells"]:
        if cell["text"] or number < 0:
            number += 1
            texts[number] = cell["text"]
    units = []
    for number in sorted({each.unit for each in statements}):
        try:
            if time.process_time() - begin > budget:
                raise Refused("comes after others that take too long")
            units.append(unit(statements, number, texts, example["told"]))
        except BaseException as error:
            units.append({"why": cause(error), "detail": str(error)[:200]})
    if not units:
        units.append({"why": why or "only plots or imports", "detail": ""})
    return {"units": units}


def preload(examples):
    for example in examples:
        for cell in example["cells"]:
            for line in re.findall(r"^(?:import|from) +([\w.]+)", cell["code"], re.M):
                try:
                    __import__(line)
                except BaseException:
                    continue


def main(job, out):
    with open(job, encoding="utf-8") as file:
        told = json.load(file)
    limits = told["limits"]
    os.environ["MPLBACKEND"] = "Agg"
    os.chdir(tempfile.mkdtemp())
    out = os.path.join(told.get("folder", ""), out)
    preload(told["examples"])
    for number, example in enumerate(told["examples"]):
        result = verify_rows.apart(lambda: examine(example, limits["budget"]), limits["wall"], limits["cpu"], limits["bytes"])
        if "ended" in result:
            result = {"units": [{"why": result["ended"], "detail": ""}]}
        with open(os.path.join(out, f"{number}.json"), "w", encoding="utf-8") as file:
            json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1], os.path.abspath(sys.argv[2]))
