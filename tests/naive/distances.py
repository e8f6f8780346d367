"""Squared distances in float64, by direct differences."""

import numpy as np

LANES = 8


def unit_scale(*arrays):
    """Power of two that brings the largest value below 1, so that no square leaves the range."""
    largest = max(float(np.abs(array).max(initial=0)) for array in arrays)
    return float(np.ldexp(1.0, -max(-1022, min(1022, int(np.frexp(largest)[1])))))


def sq_distances(left, right, scale=1.0):
    """Squared distances of paired rows, in units of ``1 / scale``.

    The order of the sum is part of what is promised: value ``j`` goes to lane ``j % 8``, lanes are
    added in halves.
    """
    # both are scaled before they are subtracted, so that no difference leaves the range
    difference = np.float64(left) * scale - np.float64(right) * scale
    squares = difference * difference
    lanes = np.zeros((len(squares), LANES))
    for j in range(squares.shape[1]):
        lanes[:, j % LANES] += squares[:, j]
    while lanes.shape[1] > 1:
        half = lanes.shape[1] // 2
        lanes = lanes[:, :half] + lanes[:, half:]
    return lanes[:, 0]
