"""Level, spread and Doppler of each channel, and how the spread goes over the window; a random forest."""

import numpy as np
from sklearn.ensemble import RandomForestClassifier


def features(csi):
    csi = np.asarray(csi, np.float32)
    level = csi.mean(-1)
    moving = csi / np.maximum(level[..., None], 1e-3) - 1
    doppler = np.abs(np.fft.rfft(moving, axis=-1))[..., 1:41]
    # the channels of an antenna see the same motion: their mean is less noisy than each
    antennas = doppler.reshape(len(csi), 3, -1, 40).mean(2).reshape(len(csi), -1)
    parts = np.array_split(moving, 10, axis=-1)
    course = np.stack([part.std(-1).reshape(len(csi), 3, -1).mean(2) for part in parts], -1).reshape(len(csi), -1)
    short = [np.abs(np.fft.rfft(part * np.hanning(part.shape[-1]), axis=-1)) for part in np.array_split(moving, 5, axis=-1)]
    short = np.stack([part[..., 1:20].reshape(len(csi), 3, -1, 19).mean((1, 2)) for part in short], 1).reshape(len(csi), -1)
    return np.hstack([level, csi.std(-1), doppler[..., :20].reshape(len(csi), -1), antennas, course, short])


def classify(csi_train, y_train, csi_test):
    model = RandomForestClassifier(300, n_jobs=1, random_state=0).fit(features(csi_train), y_train)
    return model.predict(features(csi_test))
