"""Cuts the excerpts of this folder from whole MIT-BIH records: python cut.py FOLDER_WITH_RECORDS.

Writes data/NAME/NAME.hea and .dat (first lead, first ten minutes, format 212) and truth/NAME.atr (the annotations of these
ten minutes, byte for byte). Needs no package.
"""

import os
import struct
import sys

RECORDS = ("100", "203")
SAMPLES = 600 * 360
HERE = os.path.dirname(os.path.abspath(__file__))


def first_lead(path):
    """Samples of the first of two signals in format 212: three bytes hold one sample of each."""
    with open(path, "rb") as file:
        raw = file.read(3 * SAMPLES)
    samples = [low | (middle & 0x0F) << 8 for low, middle in zip(raw[0::3], raw[1::3])]
    return [sample - 4096 if sample > 2047 else sample for sample in samples]


def packed(samples):
    """Format 212 with one signal: three bytes hold two samples in a row."""
    content = bytearray()
    for one, two in zip(samples[0::2], samples[1::2]):
        content += bytes((one & 0xFF, one >> 8 & 0x0F | (two >> 8 & 0x0F) << 4, two & 0xFF))
    return bytes(content)


def annotations(path):
    """The file up to the last annotation within the excerpt."""
    with open(path, "rb") as file:
        raw = file.read()
    place, time, end = 0, 0, 0
    while place + 2 <= len(raw):
        word = struct.unpack_from("<H", raw, place)[0]
        code, step = word >> 10, word & 0x3FF
        if word == 0:
            break
        place += 2
        if code == 59:
            high, low = struct.unpack_from("<HH", raw, place)
            time += high << 16 | low
            place += 4
        elif code == 63:
            place += step + step % 2
        elif code < 59:
            time += step
            if time >= SAMPLES:
                break
        end = place if code != 59 else end
    return raw[:end] + b"\0\0"


def main(folder):
    for name in RECORDS:
        with open(os.path.join(folder, name + ".hea"), encoding="ascii") as file:
            lead = file.readlines()[1].split()
        samples = first_lead(os.path.join(folder, name + ".dat"))
        checksum = (sum(samples) + 32768) % 65536 - 32768
        target = os.path.join(HERE, "data", name)
        os.makedirs(target, exist_ok=True)
        os.makedirs(os.path.join(HERE, "truth"), exist_ok=True)
        with open(os.path.join(target, name + ".dat"), "wb") as file:
            file.write(packed(samples))
        with open(os.path.join(target, name + ".hea"), "w", encoding="ascii") as file:
            file.write(f"{name} 1 360 {SAMPLES}\n{name}.dat 212 {lead[2]} {lead[3]} {lead[4]} {samples[0]} {checksum} 0 {lead[8]}\n")
        with open(os.path.join(HERE, "truth", name + ".atr"), "wb") as file:
            file.write(annotations(os.path.join(folder, name + ".atr")))


if __name__ == "__main__":
    main(sys.argv[1])
