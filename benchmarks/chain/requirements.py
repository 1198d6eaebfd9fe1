"""Twelve requirements of twelve domains with made data, for choosing models, prompts and settings of the chain.

    python3 benchmarks/chain/requirements.py FOLDER

Writes one folder a requirement: requirement.md, and data/ with what a user would have. All signals are seeded.
"""

import json
import pathlib
import sys

import numpy as np


def ppg(rng):
    fs = 64.0
    t = np.arange(0, 60, 1 / fs)
    pulse = np.sin(2 * np.pi * 1.25 * t) + 0.3 * np.sin(2 * np.pi * 2.5 * t + 1)
    return {"ppg.npy": 2.0 + 0.05 * pulse + 0.3 * np.sin(2 * np.pi * 0.2 * t) + 0.01 * rng.normal(size=t.size), "fs.json": fs}


def walking(rng):
    fs = 50.0
    t = np.arange(0, 120, 1 / fs)
    walks = (t > 20) & (t < 90)
    bounce = np.where(walks, 2.5 * np.sin(2 * np.pi * 1.8 * t), 0)
    xyz = np.c_[0.3 * bounce, 0.2 * bounce, 9.81 + bounce] + 0.15 * rng.normal(size=(t.size, 3))
    return {"acceleration.npy": xyz, "fs.json": fs}


def water(rng):
    minutes = np.arange(14 * 1440)
    day = (minutes % 1440) / 60
    use = rng.poisson(np.where((day > 6) & (day < 23), 3.0, 0.02))
    return {"litres_per_minute.npy": (use + np.where(minutes > 8 * 1440, 1, 0)).astype(float)}


def power(rng):
    watts = 60 + 5 * rng.normal(size=86400 // 10)
    for start in range(200, watts.size - 200, 480):
        watts[start : start + 160] += 95
    watts[3000:3030] += 2000
    return {"watts.npy": watts, "seconds_per_sample.json": 10.0}


def vibration(rng):
    fs = 12000.0
    t = np.arange(0, 4, 1 / fs)
    signal = 0.5 * np.sin(2 * np.pi * 29.5 * t) + 0.1 * rng.normal(size=t.size)
    for hit in np.arange(0.01, 4, 1 / 105.0):
        late = t - hit
        signal += np.where(late >= 0, 0.8 * np.exp(-900 * np.clip(late, 0, 1)) * np.sin(2 * np.pi * 3200 * late), 0)
    return {"vibration.npy": signal, "fs.json": fs}


def noise(rng):
    fs = 8000.0
    t = np.arange(0, 30, 1 / fs)
    loud = np.where((t > 10) & (t < 14), 0.5, 0.02)
    return {"audio.npy": loud * rng.normal(size=t.size), "fs.json": fs}


def temperature(rng):
    minutes = np.arange(0, 7 * 1440, 10)
    celsius = 21 + 3 * np.sin(2 * np.pi * minutes / 1440) + 0.1 * rng.normal(size=minutes.size)
    celsius[400:460] = celsius[400]
    celsius[700] = 85.0
    rows = [f"{60 * int(m)},{c:.2f}" for m, c in zip(minutes, celsius)]
    return {"greenhouse.csv": "seconds,celsius\n" + "\n".join(rows) + "\n"}


def breathing(rng):
    fs = 20.0
    t = np.arange(0, 90, 1 / fs)
    phase = 1.2 * np.sin(2 * np.pi * 0.27 * t) + 0.1 * np.sin(2 * np.pi * 1.1 * t) + 0.002 * t
    return {"chest_phase.npy": phase + 0.05 * rng.normal(size=t.size), "fs.json": fs}


def trip(rng):
    t = np.arange(0, 1200, 1.0)
    speed = np.clip(12 + 8 * np.sin(t / 60), 0, None)
    speed[600:700] = 0
    north = np.cumsum(speed) + 2 * rng.normal(size=t.size)
    rows = [f"{s:.0f},{48.1 + n / 111320:.6f},11.500000" for s, n in zip(t, north)]
    return {"track.csv": "seconds,latitude,longitude\n" + "\n".join(rows) + "\n"}


def csi(rng):
    amplitude = 20 + 3 * rng.normal(size=30)[None, :] + 0.2 * rng.normal(size=(3000, 30))
    moving = slice(1000, 1600)
    t = np.arange(600) / 100
    amplitude[moving] += 2 * np.sin(2 * np.pi * 7 * t)[:, None] * rng.uniform(0.5, 1, 30)[None, :]
    return {"csi_amplitude.npy": amplitude, "packets_per_second.json": 100.0}


def soil(rng):
    hours = np.arange(30 * 24)
    wet = 32 - 0.02 * (hours % 240) - 0.5 * np.sin(2 * np.pi * hours / 24) + 0.2 * rng.normal(size=hours.size)
    return {"soil_moisture_percent.npy": wet}


def indoor(rng):
    minutes = np.arange(2 * 1440)
    occupied = ((minutes % 1440) > 540) & ((minutes % 1440) < 1020)
    ppm = np.empty(minutes.size)
    level = 420.0
    for i, here in enumerate(occupied):
        level += (9.0 if here else 0.0) - 0.012 * (level - 420)
        ppm[i] = level
    return {"co2_ppm.npy": ppm + 8 * rng.normal(size=ppm.size)}


REQUIREMENTS = {
    "ppg": (ppg, "A wristband records its green-light PPG at fs Hz. Give the mean heart rate in beats per minute."),
    "walking": (walking, "A belt clip records acceleration in m/s^2 (x, y, z). Count the steps of the recording."),
    "water": (water, "A water meter logs litres per minute for 14 days. On which days did a leak run through the night?"),
    "power": (power, "The house meter samples total power. Find when the refrigerator's compressor runs, and its duty cycle."),
    "vibration": (vibration, "An accelerometer sits on a motor bearing. Find the repetition rate of the impacts in hertz."),
    "noise": (noise, "A microphone listens at a street. Report the level in dB (full scale) for each second and the loudest second."),
    "temperature": (temperature, "A greenhouse sensor logs temperature every 10 minutes. Mark readings that are stuck or impossible, and give each day's minimum and maximum of the good ones."),
    "breathing": (breathing, "A radar gives the phase of a sleeper's chest at fs Hz. Report the breathing rate in breaths per minute."),
    "trip": (trip, "A tracker logs positions once a second. Give the distance driven in kilometres and the number of stops longer than 30 s."),
    "csi": (csi, "Wi-Fi CSI amplitudes of 30 subcarriers are recorded in a room. When does somebody move?"),
    "soil": (soil, "A soil probe logs volumetric water content in percent every hour. Find the irrigation events and the mean drying rate in percent per day."),
    "indoor": (indoor, "An office sensor logs CO2 in ppm every minute. Estimate the air change rate per hour from the decay after people left."),
}


def main(folder):
    for seed, (name, (make, text)) in enumerate(REQUIREMENTS.items()):
        data = folder / name / "data"
        data.mkdir(parents=True, exist_ok=True)
        (folder / name / "requirement.md").write_text(text + "\n")
        for file, value in make(np.random.default_rng(seed)).items():
            if file.endswith(".npy"):
                np.save(data / file, value)
            else:
                (data / file).write_text(value if isinstance(value, str) else json.dumps(value))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
