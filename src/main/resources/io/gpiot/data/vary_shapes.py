"""The same values in other containers: dictionaries, tables, channels, lists of recordings."""

import ast
import re

from vary_common import SCALARS, Skip
from vary_units import ONE, plain_signal


def containers(row):
    scalars = [p for p in row["inputs"] if p["type"] in SCALARS]
    if len(scalars) >= 2:
        yield settings
    sizes = {}
    for parameter in row["inputs"]:
        size = ONE.search(parameter["meaning"]) if parameter["type"] == "numpy.ndarray" else None
        if size and "complex" not in parameter["meaning"]:
            sizes.setdefault(size[1], []).append(parameter["name"])
    for names in sizes.values():
        if len(names) >= 2:
            yield table(names)
            break
    arrays = [p for p in row["inputs"] if p["type"] not in SCALARS]
    if len(arrays) == 1 and plain_signal(row, arrays[0]) and "n_samples" in arrays[0]["meaning"]:
        yield channels(arrays[0]["name"])


def settings(draft):
    scalars = [p for p in draft.inputs if p["type"] in SCALARS]
    if len(scalars) < 2 or draft.channels:
        raise Skip
    given = draft.fresh("settings")
    draft.head[:0] = [f'{p["name"]} = {given}["{p["name"]}"]' for p in scalars]
    entries = ", ".join(f'"{p["name"]}": {draft.arguments[p["name"]]}' for p in scalars)
    keys = "; ".join(f'{p["name"]} ({p["type"]}): {p["meaning"]}' for p in scalars)
    draft.adapt.append(f"{given} = {{{entries}}}")
    draft.inputs = [p for p in draft.inputs if p["type"] not in SCALARS] + [{"name": given, "type": "dict", "meaning": "keys " + keys}]
    draft.arguments[given] = given
    draft.touched |= {p["name"] for p in scalars} | {given}
    draft.say("shape", "settings", "settings in a dictionary", "with_settings",
              f"The settings {', '.join(p['name'] for p in scalars)} come together in one dictionary.",
              "All settings come in one dictionary, as a configuration file holds them; each key must be there.")


def table(names):
    def operator(draft):
        parameters = [draft.named(name, "numpy.ndarray") for name in names]
        given = draft.fresh("table")
        draft.head += [f'{name} = {given}["{name}"].to_numpy()' for name in names]
        entries = ", ".join(f'"{name}": np.asarray({name})' for name in names)
        draft.adapt.append(f"{given} = pd.DataFrame({{{entries}}})")
        columns = "; ".join(f"{p['name']}: {p['meaning'].split(', shape')[0]}" for p in parameters)
        draft.replace(names[0], ({"name": given, "type": "pandas.DataFrame", "meaning": "columns " + columns}, given))
        draft.inputs = [p for p in draft.inputs if p["name"] not in names]
        draft.touched |= set(names)
        draft.say("shape", "from-table", "from a table", "from_table",
                  f"The series {', '.join(names)} are columns of one table.",
                  "Takes a table with one row a sample, as it comes from a file; other columns are ignored.")
    operator.__name__ = "table"
    return operator


def channels(name):
    def operator(draft):
        if draft.head or draft.wrap_return or draft.touched:
            raise Skip
        parameter = draft.named(name, "numpy.ndarray")
        given = draft.fresh("channels")
        draft.numpy()
        others = [p["name"] for p in draft.row["inputs"]]
        call = ", ".join("values" if each == name else each for each in others)
        stack = all(p["type"] in ("float", "int") for p in draft.outputs)
        single = len(draft.outputs) == 1

        def body(inner):
            if not stack:
                return [f"    return [{inner}({call}) for values in {given}]"]
            lines = [f"    results = [{inner}({call}) for values in {given}]"]
            if single:
                return lines + ["    return np.array(results)"]
            return lines + ["    return " + ", ".join(f"np.array([each[{i}] for each in results])" for i in range(len(draft.outputs)))]

        if stack:
            draft.outputs = [{**p, "type": "numpy.ndarray", "meaning": f"{p['meaning']}, for each channel, shape (n_channels,)"}
                             for p in draft.outputs]
        else:
            what = "; ".join(f"{p['name']} ({p['type']}): {p['meaning']}" for p in draft.outputs)
            draft.outputs = [{"name": "results", "type": "list",
                              "meaning": ("for each channel " if single else "for each channel a tuple of ") + what}]
        draft.adapt += [f"{given} = np.stack([np.asarray({name}), np.asarray({name})[::-1], np.asarray({name})])"]
        if stack and not single:
            draft.post += ["assert all(np.shape(each) == (3,) for each in result)",
                           "result = tuple(each[2].item() for each in result)"]
        elif stack:
            draft.post += ["assert np.shape(result) == (3,)", "result = result[2].item()"]
        else:
            draft.post += ["assert len(result) == 3", "result = result[2]"]
        meaning = ONE.sub(lambda found: f"shape (n_channels, {found[1]})", parameter["meaning"])
        draft.replace(name, ({**parameter, "name": given, "meaning": meaning}, given))
        draft.channels = body
        draft.say("shape", "channels", "channel by channel", "of_channels",
                  "Each row of channels is treated by itself, in order.",
                  "Channels do not influence each other; the work grows with their number.")
    operator.__name__ = "channels"
    return operator


def recordings(name):
    def operator(draft):
        if draft.head or draft.wrap_return or draft.touched:
            raise Skip
        parameter = draft.named(name, "numpy.ndarray")
        given = draft.fresh("recordings")
        call = ", ".join("values" if p["name"] == name else p["name"] for p in draft.row["inputs"])
        what = "; ".join(f"{p['name']} ({p['type']}): {p['meaning']}" for p in draft.outputs)
        if len(draft.outputs) > 1:
            what = "a tuple of " + what
        draft.outputs = [{"name": "results", "type": "list",
                          "meaning": f"for each recording in order {what}; None where it holds no value"}]
        draft.adapt.append(f"{given} = [np.array([]), np.asarray({name}), np.asarray({name})]")
        draft.post += ["assert isinstance(result, list) and len(result) == 3 and result[0] is None", "result = result[2]"]
        draft.replace(name, ({"name": given, "type": "list", "meaning": "recordings, each a numpy.ndarray: " + parameter["meaning"]}, given))
        draft.channels = lambda inner: [f"    return [{inner}({call}) if len(values) else None for values in {given}]"]
        draft.say("shape", "recordings", "for many recordings", "of_recordings",
                  "Treat a list of recordings one by one; an empty recording gives None.",
                  "One result a recording keeps the order, so that results can be matched with files.")
    operator.__name__ = "recordings"
    return operator


def results(row):
    if len(row["outputs"]) >= 2:
        yield dictionary
        sizes = {(ONE.search(p["meaning"]) or [None, p["name"]])[1] for p in row["outputs"]}
        if len(sizes) == 1 and all(p["type"] == "numpy.ndarray" for p in row["outputs"]):
            yield frame


def tuple_parts(node, count, source):
    if not isinstance(node.value, ast.Tuple) or len(node.value.elts) != count:
        raise Skip
    return [source(each) for each in node.value.elts]


def dictionary(draft):
    if draft.wrap_return or draft.channels:
        raise Skip
    names = [p["name"] for p in draft.outputs]

    def wrap(node, source):
        parts = tuple_parts(node, len(names), source)
        return "{" + ", ".join(f'"{name}": {part}' for name, part in zip(names, parts)) + "}"

    draft.wrap_return = wrap
    what = "; ".join(f"{p['name']} ({p['type']}): {p['meaning']}" for p in draft.outputs)
    draft.outputs = [{"name": "report", "type": "dict", "meaning": "keys " + what}]
    keys = ", ".join(f'"{name}"' for name in names)
    draft.post = [f"assert set(result) == {{{keys}}}", f"result = tuple(result[key] for key in ({keys}))"] + draft.post
    draft.say("shape", "as-dict", "as a dictionary", "as_dict", f"Return a dictionary with the keys {', '.join(names)}.",
              "Results carry names, so that further ones may be added later.")


def frame(draft):
    if draft.wrap_return or draft.channels:
        raise Skip
    names = [p["name"] for p in draft.outputs]
    draft.imports.add("import pandas as pd")
    if re.search(r"\bpd\b", draft.row["code"]) and not re.search(r"^import pandas as pd$", draft.row["code"], re.M):
        raise Skip

    def wrap(node, source):
        parts = tuple_parts(node, len(names), source)
        return "pd.DataFrame({" + ", ".join(f'"{name}": {part}' for name, part in zip(names, parts)) + "})"

    draft.wrap_return = wrap
    columns = "; ".join(f"{p['name']}: {p['meaning'].split(', shape')[0]}" for p in draft.outputs)
    draft.outputs = [{"name": "report", "type": "pandas.DataFrame", "meaning": "columns " + columns}]
    keys = ", ".join(f'"{name}"' for name in names)
    draft.post = [f"assert list(result.columns) == [{keys}]", f"result = tuple(result[key].to_numpy() for key in ({keys}))"] + draft.post
    draft.say("shape", "as-table", "as a table", "as_table", f"Return a table with the columns {', '.join(names)}.",
              "Results share one length and come as a table, ready to be joined with others.")
