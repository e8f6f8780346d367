"""The first entries by (distance, row)."""

import numpy as np

NONE_FOUND = np.inf, np.iinfo(np.int64).max


def smallest(offers, width):
    """Distances and rows of the ``width`` offers that rank first, filled up if there are fewer."""
    kept = (sorted(offers) + [NONE_FOUND] * width)[:width]
    distances, rows = zip(*kept, strict=True)
    return np.array(distances), np.array(rows)
