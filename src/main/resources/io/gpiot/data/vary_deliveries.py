"""Data as devices deliver it: sampling intervals, time stamps, counts, packets, payloads, gaps, messages."""

import re

from vary_common import SCALARS, Skip
from vary_shapes import recordings
from vary_units import ONE, plain_signal, unit_of


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
