"""What main.py needs beside the programs: calls each one on copies, saves every value, draws simple plots."""

import argparse
import copy
import json
import os
import sys
import time

import numpy as np

import loader


def step(function, **inputs):
    """Calls one program on copies of its inputs, so that no program changes what a later one gets."""
    started = time.perf_counter()
    returned = function(**copy.deepcopy(inputs))
    print(f"{function.__name__}: {time.perf_counter() - started:.2f} s", flush=True)
    return returned


def main(run, inputs, outputs, data):
    """Command line of a composed program: loads, runs, saves, draws. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Runs the composed programs on a data folder.")
    data = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), data))
    parser.add_argument("--data", default=data, help="folder with the data (default: %(default)s)")
    parser.add_argument("--out", default="results", help="folder for the results (default: %(default)s)")
    parser.add_argument("--no-plots", action="store_true", help="do not draw plots")
    options = parser.parse_args()
    try:
        loaded = loader.load(options.data)
    except loader.DataError as error:
        print(error, file=sys.stderr)
        return 2
    absent = [name for name in inputs if name not in loaded]
    if absent:
        print(f"the data has no value named {', '.join(absent)}; it has {', '.join(loaded)}", file=sys.stderr)
        return 2
    values = dict(loaded)
    run(values)
    results = {name: values[name] for name in outputs}
    os.makedirs(options.out, exist_ok=True)
    for name, value in results.items():
        print(f"{name} -> {os.path.basename(save(options.out, name, value))}")
    if not options.no_plots:
        draw(options.out, loaded, results)
    return 0


def save(folder, name, value):
    """Arrays as .npy, tables as .csv, anything else as .json."""
    if isinstance(value, np.ndarray) and value.dtype.kind != "O":
        path = os.path.join(folder, name + ".npy")
        np.save(path, value, allow_pickle=False)
    elif hasattr(value, "to_csv"):
        path = os.path.join(folder, name + ".csv")
        value.to_csv(path)
    else:
        path = os.path.join(folder, name + ".json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(plain(value), file, indent=1)
    return path


def plain(value):
    """As JSON can hold it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    if hasattr(value, "to_dict"):
        return plain(value.to_dict())
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def draw(folder, data, results):
    """One picture a numeric array: a line, or markers on the signal that it indexes."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    fs = data.get("fs") if isinstance(data.get("fs"), float) else None
    signals = {name: value for name, value in {**data, **results}.items() if _is_series(value)}
    for name, value in results.items():
        if not _is_series(value) and not (isinstance(value, np.ndarray) and value.ndim == 2 and value.dtype.kind in "iuf"):
            continue
        figure, axes = pyplot.subplots(figsize=(10, 3.2), layout="constrained")
        host = _indexed(name, value, signals)
        if value.ndim == 2:
            picture = axes.imshow(value.T, aspect="auto", origin="lower", interpolation="nearest")
            figure.colorbar(picture)
        elif host is not None:
            _markers(axes, signals[host], value, fs)
            axes.set_ylabel(host)
        else:
            step = max(1, len(value) // 20_000)
            axes.plot(np.arange(0, len(value), step), value[::step], linewidth=0.8)
        axes.set_title(name)
        figure.savefig(os.path.join(folder, name + ".png"), dpi=110)
        pyplot.close(figure)


def _is_series(value):
    return isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype.kind in "iuf" and value.size > 1


def _indexed(name, value, signals):
    """The latest signal that an increasing array of integers can be an index into."""
    if value.ndim != 1 or value.dtype.kind not in "iu" or value.min() < 0 or np.any(np.diff(value) <= 0):
        return None
    hosts = [host for host, signal in signals.items()
             if host != name and signal.dtype.kind == "f" and len(signal) > max(value.max(), 4 * len(value))]
    return hosts[0] if hosts else None


def _markers(axes, signal, places, fs):
    """The ten seconds (or 4,000 samples) around the middle one of the marked places."""
    width = int(10 * fs) if fs else 4000
    begin = max(0, int(places[len(places) // 2]) - width // 2)
    end = min(len(signal), begin + width)
    shown = places[(places >= begin) & (places < end)]
    scale = fs or 1
    axes.plot(np.arange(begin, end) / scale, signal[begin:end], linewidth=0.8)
    axes.plot(shown / scale, signal[shown], "v", color="tab:red")
    axes.set_xlabel("time in s" if fs else "sample")
