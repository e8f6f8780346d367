"""Rows seen along the axes in which they vary most.

A rotation changes no distance. Along the principal axes the first features hold most of it, so that
boxes are tight and a tile can be given up after few of its features.
"""

from collections.abc import Callable

import numpy as np

from fastsmote.kernels.parallel import run
from fastsmote.neighbors.scale import power_of_two_scale

# Rotating costs d^2 a row, beside n d / 2 for the search: features beyond this many stay as they
# are, behind those that are rotated, by decreasing variance.
_MOST_ROTATED = 256
# Rows looked at to find the axes: any rotation is exact, a good one is enough.
_SAMPLE = 1024
# How far from orthogonal the axes may be: see `fastsmote.kernels.packing`, step 4.
_ORTHOGONAL = 1e-10


class Rotation:
    """Centre, axes and scale of some rows.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64
        Feature rows.
    rows : ndarray of shape (n_rows,), intp
        Which of them.
    n_threads : int
        Threads to use at most.

    Attributes
    ----------
    scale : float
        Power of two that brings the largest centred value into [1/2, 1].
    """

    def __init__(self, X: np.ndarray, rows: np.ndarray, n_threads: int) -> None:
        self._X, self._rows, self._n_threads = X, rows, n_threads
        lows, highs = [], []

        def look(first: int, last: int) -> None:
            part = X[rows[first:last]]
            lows.append(part.min(axis=0))
            highs.append(part.max(axis=0))

        self._in_parts(look)
        reach = np.array([np.min(lows, axis=0), np.max(highs, axis=0)], dtype=np.float64)
        # scaled before anything is added up: sums of the largest numbers there are overflow
        self._first_scale = power_of_two_scale(reach)
        sample = X[rows[:: max(1, len(rows) // _SAMPLE)]].astype(np.float64) * self._first_scale
        # a mean is rounded: within its column, it leaves a constant column at zero
        self._center = np.clip(sample.mean(axis=0), *(reach * self._first_scale))
        self._then_scale = power_of_two_scale(
            reach * self._first_scale - self._center, self._first_scale
        )
        self.scale = self._first_scale * self._then_scale
        sample = (sample - self._center) * self._then_scale
        self.features = None
        if X.shape[1] > _MOST_ROTATED:
            self.features = np.argsort(-np.square(sample).sum(axis=0), kind="stable")
            sample = sample[:, self.features[:_MOST_ROTATED]]
        _, axes = np.linalg.eigh(sample.T @ sample)
        self.axes = np.ascontiguousarray(axes[:, ::-1])
        error = np.abs(self.axes.T @ self.axes - np.eye(len(axes))).sum(axis=0).max()
        if not error < _ORTHOGONAL:  # does not happen; the search would be right without axes too
            self.axes = np.eye(len(axes))

    def apply(self, dtype: type) -> np.ndarray:
        """Centred, rotated and scaled rows in the dtype of the filter."""
        Y: np.ndarray = np.empty((len(self._rows), self._X.shape[1]), dtype=dtype)
        n_rotated = len(self.axes)

        def rotate(first: int, last: int) -> None:
            centred = self._X[self._rows[first:last]].astype(np.float64)
            centred *= self._first_scale
            centred -= self._center
            centred *= self._then_scale
            if self.features is not None:
                centred = centred[:, self.features]
            Y[first:last, :n_rotated] = centred[:, :n_rotated] @ self.axes
            Y[first:last, n_rotated:] = centred[:, n_rotated:]

        self._in_parts(rotate)
        return Y

    def _in_parts(self, function: Callable[[int, int], None]) -> None:
        n, step = len(self._rows), max(256, (1 << 18) // self._X.shape[1])
        parts = [(first, min(first + step, n)) for first in range(0, n, step)]
        run(function, parts, self._n_threads)
