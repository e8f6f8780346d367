"""Synthetic rows between seeds and neighbors."""

import numpy as np

from fastsmote.kernels.ahead import AHEAD, fetch_row
from fastsmote.kernels.jit import kernel


@kernel
def interpolate_rows(X, seed_idx, neighbor_idx, steps, out):  # type: ignore[no-untyped-def]
    """Write ``X[seed] + step * (X[neighbor] - X[seed])`` for each row of ``out``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Feature rows.
    seed_idx, neighbor_idx : ndarray of shape (n_synthetic,), intp
        Rows of ``X``.
    steps : ndarray of shape (n_synthetic,), float64
        Fraction of the segment.
    out : ndarray of shape (n_synthetic, n_features), dtype of ``X``, C-contiguous
        Written in place.

    Notes
    -----
    The difference is rounded to the dtype of ``X``, product and sum to float64, in that order and
    without fused operations, as NumPy does it.
    """
    n = out.shape[0]
    for i in range(n):
        coming = min(i + AHEAD, n - 1)
        fetch_row(X, seed_idx[coming])
        fetch_row(X, neighbor_idx[coming])
        seed, neighbor, step = seed_idx[i], neighbor_idx[i], steps[i]
        for j in range(out.shape[1]):
            difference = np.float64(X[neighbor, j] - X[seed, j])
            out[i, j] = np.float64(X[seed, j]) + step * difference
