"""Rows on segments."""

import numpy as np


def interpolate(X, seed_idx, neighbor_idx, steps, dtype):
    """Synthetic rows one by one: difference in the dtype of ``X``, the rest at least in float64."""
    rows = []
    for i, (seed, neighbor) in enumerate(zip(seed_idx, neighbor_idx, strict=True)):
        difference = X[neighbor] - X[seed]
        # a slice, because NumPy 1 lets a scalar take the type of the array
        rows.append((X[seed] + steps[i : i + 1] * difference).astype(dtype))
    return np.array(rows, dtype=dtype).reshape(-1, X.shape[1])
