"""Other units of inputs and outputs, and what meanings say of units and shapes."""

import ast
import re

from vary_common import Skip

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
