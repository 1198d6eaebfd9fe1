"""Answers the most frequent class: what data and libraries cost by themselves, and the accuracy of knowing nothing."""

import numpy as np


def classify(train, y_train, test):
    return np.full(len(test[0]), np.bincount(y_train).argmax())
