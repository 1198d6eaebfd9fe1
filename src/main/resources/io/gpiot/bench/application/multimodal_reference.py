"""Features by the kind of sensor, told from the number of axes, side by side; a random forest.

Sound: spectrum in bands, and how its loudness swells. Images: what moves and where. Range-Doppler maps: profiles over
ranges and velocities without what stands still. Inertial signals: level, spread, spectrum.
"""

import numpy as np
from sklearn.ensemble import RandomForestClassifier


def bands(spectrum, count):
    return np.stack([part.mean(-1) for part in np.array_split(spectrum, count, axis=-1)], -1)


def sound(audio):
    frames = audio[:, : audio.shape[1] // 100 * 100].reshape(len(audio), -1, 100)
    spectrum = np.log(np.abs(np.fft.rfft(frames * np.hanning(100), axis=-1)) ** 2 + 1e-6)
    loud = np.log((frames**2).mean(-1) + 1e-6)
    swell = np.abs(np.fft.rfft(loud - loud.mean(-1, keepdims=True), axis=-1))[:, 1:16]
    fine = np.log(bands(np.abs(np.fft.rfft(audio, axis=-1)), 40) + 1e-4)
    return [bands(spectrum.mean(1), 16), bands(spectrum.std(1), 16), np.percentile(loud, [5, 50, 95], axis=1).T, swell, fine]


def image(depth):
    seen = np.where(depth > 0.1, depth, np.nan)
    with np.errstate(all="ignore"):
        import warnings
        warnings.simplefilter("ignore", RuntimeWarning)
        middle = np.nan_to_num(np.nanmedian(seen, 1))
        moving = np.nan_to_num(np.nanstd(seen, 1))
        change = np.nan_to_num(np.nanmean(np.abs(np.diff(seen, axis=1)), (2, 3)))
    coarse = middle.reshape(len(depth), 14, 2, 14, 2).mean((2, 4)).reshape(len(depth), -1)
    nearest = np.where(middle > 0.1, middle, 9).min(2)
    return [coarse, nearest, moving.mean(1), moving.mean(2), change, middle.min(1)]


def map_of_motion(radar):
    power = np.log(radar + 1e-3)
    still = power.shape[3] // 2
    moving = np.delete(power, [still - 1, still, still + 1], axis=3)
    profile = power.mean((1, 2))
    over_time = moving.max((2, 3))
    return [profile, power.max((1, 2)), moving.max((1, 3)), over_time,
            np.abs(np.fft.rfft(over_time - over_time.mean(1, keepdims=True), axis=1))[:, 1:10]]


def inertial(signal):
    spectrum = np.abs(np.fft.rfft(signal - signal.mean(-1, keepdims=True), axis=-1))[..., 1:21]
    return [signal.mean(-1), signal.std(-1), spectrum.reshape(len(signal), -1)]


def features(arrays):
    parts = []
    for array in arrays:
        array = np.asarray(array, np.float32)
        kind = {2: sound, 3: inertial, 4: map_of_motion}[array.ndim]
        if array.ndim == 4 and array.shape[2] == array.shape[3]:
            kind = image
        if array.ndim > 4:
            array, kind = array.reshape(len(array), array.shape[1], -1), inertial
        parts += kind(array)
    return np.nan_to_num(np.hstack([part.reshape(len(part), -1) for part in parts]))


def classify(train, y_train, test):
    model = RandomForestClassifier(300, n_jobs=1, random_state=0).fit(features(train), y_train)
    return model.predict(features(test))
