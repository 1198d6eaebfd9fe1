"""Pan and Tompkins' detector (1985): band-pass, slope, square, moving integral, two adaptive thresholds, search back."""

import numpy as np
from scipy.signal import butter, find_peaks, sosfiltfilt


def detect(ecg, fs):
    band = sosfiltfilt(butter(2, [5, 15], "bandpass", fs=fs, output="sos"), ecg)
    slope = np.convolve(band, np.array([1, 2, 0, -2, -1]) * fs / 8, mode="same")
    width = int(0.15 * fs)
    energy = np.convolve(slope**2, np.ones(width) / width, mode="same")
    places, _ = find_peaks(energy, distance=int(0.2 * fs))
    start = energy[: int(2 * fs)]
    signal, noise = 0.5 * start.max(), 0.5 * start.mean()
    beats, intervals, passed = [], [], []
    steepest = 0.0
    for place in places:
        height = energy[place]
        threshold = noise + 0.25 * (signal - noise)
        slopes = np.abs(slope[max(0, place - width // 2) : place + width // 2]).max()
        gap = (place - beats[-1]) / fs if beats else np.inf
        if intervals and gap > 1.66 * np.mean(intervals[-8:]) and passed:
            # a beat is overdue: the highest energy that was passed over, if it is over half the threshold
            best = max(passed, key=lambda other: energy[other])
            if energy[best] > 0.5 * threshold and best - beats[-1] > 0.36 * fs:
                signal = 0.25 * energy[best] + 0.75 * signal
                intervals.append((best - beats[-1]) / fs)
                beats.append(best)
                passed = []
                gap = (place - beats[-1]) / fs
        # a T wave comes soon after a beat, and is flatter
        if height > threshold and gap > 0.2 and not (gap < 0.36 and slopes < 0.5 * steepest):
            if beats:
                intervals.append(gap)
            beats.append(place)
            signal = 0.125 * height + 0.875 * signal
            steepest, passed = slopes, []
        else:
            noise = 0.125 * height + 0.875 * noise
            passed.append(place)
    near = int(0.1 * fs)
    return np.array([
        max(0, beat - near) + int(np.argmax(np.abs(band[max(0, beat - near) : beat + near]))) for beat in sorted(beats)
    ], dtype=int)
