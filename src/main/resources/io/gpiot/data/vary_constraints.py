"""The same work under a constraint: the caller's memory for the result, or a device without SciPy."""

import ast
import re
import textwrap

import vary_without_scipy
from vary_common import Skip
from vary_units import ONE

EXACT = re.compile(r"\b(index|indices|integers?|label|class|codes?|True|boolean|counts?|mask|flags?|bool|int|complex)\b")
WATCH = '''
def _without_scipy(candidate):
    """Runs it and fails where any function of SciPy is called, however it was imported."""
    def watched(*arguments):
        used = set()

        def watch(frame, event, argument):
            if event in ("call", "c_call"):
                name = frame.f_globals.get("__name__") if event == "call" else getattr(argument, "__module__", "")
                used.add(str(name).split(".")[0])

        sys.setprofile(watch)
        try:
            result = candidate(*arguments)
        finally:
            sys.setprofile(None)
        assert "scipy" not in used, "SciPy must not be used"
        return result

    return watched
'''


def constraints(row):
    if "scipy" in row["code"] and not re.search("scipy", row["target"] + row["documentation"], re.I):
        yield without_scipy
    if len(row["outputs"]) == 1 and row["outputs"][0]["type"] == "numpy.ndarray":
        meaning = row["outputs"][0]["meaning"]
        size = ONE.search(meaning)
        source = next((p["name"] for p in row["inputs"] if size and p["type"] == "numpy.ndarray"
                       and (ONE.search(p["meaning"]) or [None, None])[1] == size[1]), None)
        if source and not EXACT.search(meaning):
            yield buffer(source)


def buffer(source):
    def operator(draft):
        if draft.wrap_return or draft.channels:
            raise Skip
        given = draft.fresh("out")

        def wrap(node, text):
            return [f"{given}[:] = {' '.join(text(node.value).split())}", f"return {given}"]

        draft.wrap_return = wrap
        result = draft.outputs[0]
        size = ONE.search(result["meaning"])[0]
        draft.outputs = [{**result, "meaning": result["meaning"] + "; the array out itself"}]
        draft.inputs.append({"name": given, "type": "numpy.ndarray", "meaning": f"memory for the result, of floats, {size}, old values are to be overwritten"})
        draft.arguments[given] = given
        draft.adapt.append(f"{given} = np.full(np.shape({source}), 1e9)")
        draft.post = [f'assert result is {given}, "the result must lie in the given array"'] + draft.post
        draft.say("constraint", "into-buffer", "into the caller's memory", "into",
                  f"Write the result into the array {given} and return that array: the caller owns the memory.",
                  f"{given} is allocated once and used again for each block, so memory stays constant; it must not overlap an input.")
    operator.__name__ = "buffer"
    return operator


def names_of(tree):
    """What names stand for that imports bring: {"signal": "scipy.signal"}."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            for each in node.names:
                found[each.asname or each.name.split(".")[0]] = each.name if each.asname else each.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            for each in node.names:
                found[each.asname or each.name] = f"{node.module}.{each.name}"
    return found


def dotted(node, names):
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        above = dotted(node.value, names)
        return above and f"{above}.{node.attr}"
    return None


def own(code):
    """The program with functions of its own in place of SciPy's."""
    code = re.sub(r', *output="sos"', "", code)
    if not re.search(r"\bgain\b", code):
        code = re.sub(r"\bsos\b", "gain", code)
    tree, lines, wanted, places = ast.parse(code), code.split("\n"), [], []
    names = names_of(tree)
    if any(each.split(".")[0] in ("sklearn", "pandas", "pywt", "librosa", "neurokit2", "wfdb") for each in names.values()):
        raise Skip  # these call SciPy themselves
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        name = dotted(node, names) if isinstance(node, (ast.Name, ast.Attribute)) else None
        if not name or name.split(".")[0] != "scipy" or name in names.values() and not isinstance(node, ast.Name):
            continue
        if name in vary_without_scipy.FUNCTIONS and id(node) in calls:
            function = vary_without_scipy.FUNCTIONS[name]
            function.accepts(calls[id(node)])
            wanted.append(function)
            places.append((node, function.name))
        elif name.count(".") > 1 or name in vary_without_scipy.FUNCTIONS:
            raise Skip
    if not wanted:
        raise Skip
    for node, name in sorted(places, key=lambda each: (-each[0].lineno, -each[0].col_offset)):
        line = lines[node.lineno - 1].encode()
        lines[node.lineno - 1] = (line[:node.col_offset] + name.encode() + line[node.end_col_offset:]).decode()
    lines = [line for line in lines if not re.match(r"(from|import) scipy\b", line)]
    texts = []
    for function in wanted:
        for text in function.texts():
            if text not in texts:
                texts.append(text)
    at = next(i for i, line in enumerate(lines) if re.match(r"def |[A-Z_]+ = ", line))
    return "\n".join(lines[:at] + [text.strip("\n") + "\n\n" for text in texts] + lines[at:])


def without_scipy(draft):
    own(draft.row["code"])  # whether it can be done at all
    if draft.channels or any("scipy" in line for line in draft.imports):
        raise Skip
    draft.numpy()
    draft.finish = own
    draft.call = "_without_scipy(candidate)"
    draft.test_helpers.append(textwrap.dedent(WATCH).strip("\n"))
    draft.test_imports.add("import sys")
    draft.say("constraint", "without-scipy", "without SciPy", "in_numpy",
              "SciPy is not installed on the device and must not be called: use NumPy alone.",
              "Small images carry NumPy only, so filters and spectra are written out here.")
