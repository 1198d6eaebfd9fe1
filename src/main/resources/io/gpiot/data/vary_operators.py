"""Operators: each is a change that a person might ask for. A family yields the operators that may apply to a row."""

import ast
import re

from vary_rows import SCALARS, Skip

ONE = re.compile(r"shape \((n_?\w*),\)")
#: unit in a meaning -> (other unit, word for names, factor to the old unit, offset to the old unit)
UNITS = {
    "millivolts": [("volts", "volts", 1000.0, 0), ("microvolts", "microvolts", 0.001, 0)],
    "microvolts": [("millivolts", "millivolts", 1000.0, 0)],
    "volts": [("millivolts", "millivolts", 0.001, 0)],
    "amperes": [("milliamperes", "milliamperes", 0.001, 0)],
    "seconds": [("milliseconds", "milliseconds", 0.001, 0)],
    "milliseconds": [("seconds", "seconds", 1000.0, 0)],
    "minutes": [("seconds", "seconds", 1 / 60, 0)],
    "hours": [("minutes", "minutes", 1 / 60, 0)],
    "metres": [("millimetres", "millimetres", 0.001, 0), ("centimetres", "centimetres", 0.01, 0)],
    "millimetres": [("metres", "metres", 1000.0, 0)],
    "centimetres": [("metres", "metres", 100.0, 0)],
    "kilometres": [("metres", "metres", 0.001, 0)],
    "degrees Celsius": [("kelvin", "kelvin", 1.0, -273.15), ("degrees Fahrenheit", "fahrenheit", 5 / 9, -160 / 9)],
    "hPa": [("pascal", "pascal", 0.01, 0)],
    "kilopascal": [("hectopascal", "hectopascal", 0.1, 0)],
    "bar": [("kilopascal", "kilopascal", 0.01, 0)],
    "watts": [("kilowatts", "kilowatts", 1000.0, 0)],
    "kilowatts": [("watts", "watts", 0.001, 0)],
    "kilowatt-hours": [("watt-hours", "watt_hours", 0.001, 0)],
    "litres": [("cubic metres", "cubic_metres", 1000.0, 0)],
    "litres per minute": [("litres per second", "litres_per_second", 60.0, 0)],
    "metres per second": [("kilometres per hour", "kmh", 1 / 3.6, 0)],
    "m/s": [("kilometres per hour", "kmh", 1 / 3.6, 0)],
    "km/h": [("metres per second", "ms", 3.6, 0)],
    "degrees per second": [("radians per second", "radians", 57.29577951308232, 0)],
    "degrees": [("radians", "radians", 57.29577951308232, 0)],
    "radians": [("degrees", "degrees", 0.017453292519943295, 0)],
    "g": [("metres per second squared", "si", 1 / 9.80665, 0), ("milli-g", "milli_g", 0.001, 0)],
    "m/s2": [("g", "g", 9.80665, 0)],
    "hertz": [("kilohertz", "kilohertz", 1000.0, 0)],
    "percent": [("shares from 0 to 1", "shares", 100.0, 0)],
    "beats per minute": [("hertz", "hertz", 60.0, 0)],
    "breaths per minute": [("hertz", "hertz", 60.0, 0)],
}
NUMBER = re.compile(r"\d")


def unit_of(meaning):
    """The one unit that the meaning speaks of; none where figures in it belong to that unit."""
    text = meaning.split(", shape")[0]
    found = re.findall(r"\bin (" + "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True)) + r")(?![\w/-]| per| squared)", text)
    if len(found) != 1 or NUMBER.search(text.replace("m/s2", "")) or "logarithm" in text or "decibel" in text:
        return None
    return found[0]


def literal(value):
    return {1 / 60: "1 / 60", 5 / 9: "5 / 9", -160 / 9: "160 / 9", 1 / 3.6: "1 / 3.6", 1 / 9.80665: "1 / 9.80665",
            57.29577951308232: "180 / np.pi", 0.017453292519943295: "np.pi / 180"}.get(value, f"{abs(value):g}" if value != -273.15 else "273.15")


def plain_signal(draft_or_row, parameter):
    meaning = parameter["meaning"]
    return parameter["type"] == "numpy.ndarray" and ONE.search(meaning) and not re.search(
        r"complex|boolean|integer|indices|index|labels?\b|NaN|bits?\b|bytes|counts?\b|times?\b|0 or 1|symbols|phase", meaning, re.I)


def input_units(row):
    """All inputs of one unit change together: x in metres beside y in millimetres would be absurd."""
    groups = {}
    for parameter in row["inputs"]:
        unit = unit_of(parameter["meaning"])
        if unit and parameter["type"] in ("numpy.ndarray", "float"):
            groups.setdefault(unit, []).append(parameter["name"])
    for unit, names in groups.items():
        for other in UNITS[unit]:
            yield input_unit(names, unit, *other)


def input_unit(names, unit, other, word, factor, offset):
    def operator(draft):
        given_names = [convert_input(draft, name, unit, other, word, factor, offset) for name in names]
        both = " and ".join([", ".join(given_names[:-1])] * (len(names) > 1) + given_names[-1:])
        plain = " and ".join(name.replace("_", " ") for name in names)
        verb = "come" if len(names) > 1 else "comes"
        draft.say("units", f"{word}-{names[0]}".replace("_", "-"), f"{plain} given in {other}", f"from_{word}",
                  f"{both} {verb} in {other}; all values of the method are stated in {unit}.",
                  f"Converts {both} from {other} to {unit} first; limits are kept in {unit}.")
    operator.__name__ = f"input {names[0]} {word}"
    return operator


def convert_input(draft, name, unit, other, word, factor, offset):
    parameter = draft.named(name, "numpy.ndarray", "float")
    given = draft.fresh(f"{name}_{word}")
    array = parameter["type"] == "numpy.ndarray"
    if array or "np." in literal(factor):
        draft.numpy()
    value = f"np.asarray({given}, dtype=float)" if array else given
    back = f"np.asarray({name}, dtype=float)" if array else name
    text = literal(factor) if " / " not in literal(factor) else f"({literal(factor)})"
    if factor == 1.0:
        draft.head.append(f"{name} = {value} - 273.15")
        expression = f"{back} + 273.15"
    elif offset:
        draft.head.append(f"{name} = ({value} - 32) * 5 / 9")
        expression = f"{back} * 9 / 5 + 32"
    else:
        draft.head.append(f"{name} = {value} * {text}")
        expression = f"{back} / {text}"
    meaning = parameter["meaning"].replace("in " + unit, "in " + other, 1)
    draft.replace(name, ({**parameter, "name": given, "meaning": meaning}, expression))
    return given


def output_units(row):
    for number, parameter in enumerate(row["outputs"]):
        unit = unit_of(parameter["meaning"])
        if unit and parameter["type"] in ("numpy.ndarray", "float"):
            for other in UNITS[unit]:
                yield output_unit(number, unit, *other)


def output_unit(number, unit, other, word, factor, offset):
    def operator(draft):
        if draft.wrap_return or draft.channels:
            raise Skip
        if "np." in literal(factor):
            draft.numpy()
        count = len(draft.outputs)
        parameter = draft.outputs[number]
        parameter["meaning"] = parameter["meaning"].replace("in " + unit, "in " + other, 1)

        def convert(text, node):
            text = text if isinstance(node, (ast.Name, ast.Call, ast.Subscript, ast.Constant, ast.Attribute)) else f"({text})"
            if factor == 1.0:
                return f"{text} + 273.15"
            if offset:
                return f"{text} * 9 / 5 + 32"
            inverse = 1 / factor
            if factor < 1 and abs(inverse - round(inverse, 5)) < 1e-9:
                return f"{text} * {inverse:g}"
            return f"{text} / {literal(factor)}" if " / " not in literal(factor) else f"{text} / ({literal(factor)})"

        def wrap(node, source):
            if count == 1:
                if isinstance(node.value, (ast.Tuple, ast.List, type(None))):
                    raise Skip
                return convert(source(node.value), node.value)
            if not isinstance(node.value, ast.Tuple) or len(node.value.elts) != count:
                raise Skip
            parts = [source(each) for each in node.value.elts]
            parts[number] = convert(parts[number], node.value.elts[number])
            return ", ".join(parts)

        if count == 1:
            part = "result"
        else:
            draft.post.append("result = list(result)")
            part = f"result[{number}]"
        back = "{} - 273.15" if factor == 1.0 else "({} - 32) * 5 / 9" if offset else "{} * (" + literal(factor) + ")"
        draft.post.append(f"{part} = {back.format(part)}")
        if count > 1:
            draft.post.append("result = tuple(result)")
        draft.wrap_return = wrap
        draft.say("units", f"out-{word}-{parameter['name']}".replace("_", "-"), f"{parameter['name'].replace('_', ' ')} returned in {other}",
                  f"in_{word}", f"Return {parameter['name']} in {other}, not in {unit}.",
                  f"The result {parameter['name']} is in {other}.")
    operator.__name__ = f"output {number} {word}"
    return operator


def rates(row):
    for parameter in row["inputs"]:
        if parameter["type"] in ("float", "int") and re.search(r"sampling rate in (hertz|Hz)", parameter["meaning"]):
            yield interval(parameter["name"])
            signal = next((p for p in row["inputs"] if p["type"] == "numpy.ndarray" and "shape (n_samples," in p["meaning"]), None)
            if signal:
                yield stamps(parameter["name"], signal["name"])


def interval(name):
    def operator(draft):
        parameter = draft.named(name, "float", "int")
        given = draft.fresh("interval_ms")
        integer = parameter["type"] == "int"
        draft.head.append(f"{name} = int(round(1000.0 / {given}))" if integer else f"{name} = 1000.0 / {given}")
        draft.replace(name, ({"name": given, "type": "float", "meaning": "time between samples in milliseconds"}, f"1000.0 / {name}"))
        draft.say("delivery", "by-interval", "sampling interval given", "by_interval",
                  f"The sampling rate follows from interval_ms, the time between samples in milliseconds.",
                  "Loggers state the time between samples; the rate is its inverse.")
    operator.__name__ = "interval"
    return operator


def stamps(name, signal):
    def operator(draft):
        parameter = draft.named(name, "float", "int")
        if not any(p["name"] == signal for p in draft.inputs):
            raise Skip
        given = draft.fresh("times")
        rate = f"(len({given}) - 1) / float({given}[-1] - {given}[0])"
        draft.head.append(f"{name} = int(round({rate}))" if parameter["type"] == "int" else f"{name} = round({rate}, 6)")
        draft.adapt.append(f"{given} = 50.0 + np.arange(len({signal})) / {name}")
        draft.replace(name, ({"name": given, "type": "numpy.ndarray",
                              "meaning": "evenly spaced times of the samples in seconds, at least two, shape (n_samples,)"}, given))
        draft.say("delivery", "by-times", "times of samples given", "by_times",
                  "The sampling rate is the number of intervals over the span of times, rounded to six digits.",
                  "Time stamps are evenly spaced; their span gives the rate more exactly than a single interval.")
    operator.__name__ = "stamps"
    return operator


def messages(row):
    if all(p["type"] in ("numpy.ndarray", "float", "int") and "complex" not in p["meaning"] for p in row["inputs"]):
        yield message
    arrays = [p for p in row["inputs"] if p["type"] not in SCALARS]
    if len(arrays) == 1 and arrays[0]["type"] == "numpy.ndarray":
        yield recordings(arrays[0]["name"])


def message(draft):
    if draft.channels or any(p["type"] not in ("numpy.ndarray", "float", "int", "bool") for p in draft.inputs):
        raise Skip
    given, record = draft.fresh("message"), draft.fresh("record")
    draft.numpy()
    draft.imports.add("import json")
    lines, entries = [f"{record} = json.loads({given})"], []
    for parameter in draft.inputs:
        name, expression = parameter["name"], draft.arguments[parameter["name"]]
        array = parameter["type"] == "numpy.ndarray"
        lines.append(f'{name} = np.array({record}["{name}"])' if array else f'{name} = {record}["{name}"]')
        entries.append(f'"{name}": np.asarray({expression}).tolist()')
    draft.head[:0] = lines
    draft.adapt.append(f"{given} = json.dumps({{{', '.join(entries)}}})")
    keys = "; ".join(f"{p['name']} ({'list' if p['type'] == 'numpy.ndarray' else p['type']}): {p['meaning']}" for p in draft.inputs)
    draft.inputs = [{"name": given, "type": "str", "meaning": "JSON object with the keys " + keys}]
    draft.arguments[given] = given
    draft.touched |= {p["name"] for p in draft.row["inputs"]}
    draft.say("delivery", "from-json", "from a JSON message", "from_json",
              "All inputs come in one JSON message, arrays as lists.",
              "Reads the message as a broker delivers it; NaN may stand for missing numbers.")


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


def deliveries(row):
    for parameter in row["inputs"]:
        if plain_signal(row, parameter):
            if unit_of(parameter["meaning"]):
                yield counts(parameter["name"])
            size = ONE.search(parameter["meaning"])[1]
            if any(f"({size}," in p["meaning"] for p in row["inputs"] if p is not parameter):
                return  # two series that belong together do not come on different ways
            yield packets(parameter["name"])
            yield payload(parameter["name"])
            if any("sampling rate" in p["meaning"] for p in row["inputs"]):
                yield missing(parameter["name"])
            return


def counts(name):
    def operator(draft):
        parameter = draft.named(name)
        unit = unit_of(parameter["meaning"])
        given, scale = draft.fresh(f"{name}_counts"), draft.fresh("scale")
        draft.numpy()
        draft.head.append(f"{name} = np.asarray({given}, dtype=float) * {scale}")
        draft.adapt += [f"{scale} = max(float(np.max(np.abs({name}), initial=0.0)), 1e-9) / 32000.0",
                        f"{given} = np.round(np.asarray({name}, dtype=float) / {scale}).astype(np.int16)"]
        size = ONE.search(parameter["meaning"])[0]
        what = parameter["meaning"].split(", shape")[0].replace(" in " + unit, "", 1)
        draft.replace(name, ({**parameter, "name": given, "meaning": f"{what}, as signed 16-bit converter counts, {size}"}, given),
                      ({"name": scale, "type": "float", "meaning": f"{unit} a count"}, scale))
        draft.say("delivery", "from-counts", "from converter counts", "from_counts",
                  f"{given} are converter counts; multiplied by scale they are in {unit}.",
                  "Converter counts become physical units first, because limits are stated in these.")
    operator.__name__ = "counts"
    return operator


def packets(name):
    def operator(draft):
        parameter = draft.named(name)
        given = draft.fresh("packets")
        draft.numpy()
        draft.head.append(f"{name} = np.concatenate([values for _, values in sorted({given}, key=lambda packet: packet[0])])")
        draft.adapt += [f"pieces = list(enumerate(np.array_split(np.asarray({name}), 6)))", f"{given} = [pieces[i] for i in (2, 0, 1, 5, 3, 4)]"]
        what = parameter["meaning"].split(", shape")[0]
        draft.replace(name, ({"name": given, "type": "list",
                              "meaning": f"tuples (sequence number, values) in the order of arrival; values are {what}, as numpy.ndarray"}, given))
        draft.say("delivery", "from-packets", "from packets out of order", "from_packets",
                  f"The values of {name} come in packets that may be out of order; sort them by sequence number and join them.",
                  "Radio packets overtake each other, so they are sorted before anything is computed.")
    operator.__name__ = "packets"
    return operator


def payload(name):
    def operator(draft):
        parameter = draft.named(name)
        given = draft.fresh("payload")
        draft.numpy()
        draft.imports.add("import base64")
        draft.head.append(f'{name} = np.frombuffer(base64.b64decode({given}), dtype="<f4").astype(float)')
        draft.adapt.append(f'{given} = base64.b64encode(np.asarray({name}, dtype="<f4").tobytes()).decode()')
        what = parameter["meaning"].split(", shape")[0]
        draft.replace(name, ({"name": given, "type": "str", "meaning": f"base64 of little-endian 32-bit floats: {what}"}, given))
        draft.say("delivery", "from-payload", "from a base64 payload", "from_payload",
                  f"The values of {name} come as base64 text of little-endian 32-bit floats.",
                  "Decodes the message's payload first; 32-bit floats keep seven digits.")
    operator.__name__ = "payload"
    return operator


def missing(name):
    def operator(draft):
        parameter = draft.named(name)
        valid = draft.fresh("valid")
        draft.numpy()
        draft.head += [f"{name} = np.asarray({name}, dtype=float)", f"{valid} = np.isfinite({name})",
                       f"{name} = np.interp(np.arange({name}.size), np.flatnonzero({valid}), {name}[{valid}])"]
        draft.adapt += [f"{name} = np.array({name}, dtype=float)", f"{name}[97:-1:211] = np.nan"]
        meaning = parameter["meaning"] + ", single samples may be NaN"
        draft.replace(name, ({**parameter, "meaning": meaning}, name))
        draft.say("delivery", "with-gaps", "with missing samples", "with_gaps",
                  f"Missing samples (NaN) of {name} are interpolated linearly before anything else.",
                  "Single lost samples are bridged by a line; long gaps need another treatment.")
    operator.__name__ = "missing"
    return operator


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


#: how often an operator may occur among the variations of one row
MOST = {"message": 2}

FAMILIES = {"input units": input_units, "output units": output_units, "rates": rates, "deliveries": deliveries,
            "messages": messages,
            "results": results, "containers": containers}
