"""Rows seen along the axes in which they vary most.

A rotation changes no distance. Along the principal axes the first features hold most of it, so that
boxes are tight and a tile can be given up after few of its features.
"""

import numpy as np

from fastsmote.kernels.packing import column_ranges
from fastsmote.kernels.parallel import run
from fastsmote.kernels.simd import CACHE_LINE
from fastsmote.kernels.turning import Turn, in_strips, turn_rows
from fastsmote.neighbors.precision import Extent
from fastsmote.neighbors.scale import power_of_two_scale

# Rotating costs d^2 a row, beside n d / 2 for the search: features beyond this many stay as they
# are, behind those that are rotated, by decreasing variance.
_MOST_ROTATED = 256
# Rows looked at to find the axes, at most and one in so many: any rotation is exact, a good one is
# enough.
_SAMPLE, _SAMPLED_VALUES, _SAMPLED = 1024, 1 << 20, 8
# Values rotated at once: what is between the steps stays in the cache; and looked at in one task.
_ROTATED, _TOUCHED = 1 << 16, 1 << 20
# How far from orthogonal the axes may be: see `fastsmote.kernels.packing`, step 4.
_ORTHOGONAL = 1e-10


class Rotation:
    """Centre, axes and scale of some rows.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Feature rows.
    rows : ndarray of shape (n_rows,), intp
        Which of them.
    n_threads : int
        Threads to use at most.

    Attributes
    ----------
    scale : float
        Power of two that brings the largest centred value into [1/2, 1].
    extent : Extent
        Of the rows that `apply` has rotated.
    """

    def __init__(self, X: np.ndarray, rows: np.ndarray, n_threads: int) -> None:
        self._X, self._rows, self._n_threads = X, rows, n_threads
        reach = self._reach()
        # scaled before anything is added up: sums of the largest numbers there are overflow
        self._first_scale = power_of_two_scale(reach)
        n_sampled = min(_SAMPLE, _SAMPLED_VALUES // X.shape[1], len(rows) // _SAMPLED)
        n_sampled = max(_MOST_ROTATED, n_sampled)
        sample = X[rows[:: max(1, len(rows) // n_sampled)]].astype(np.float64)
        sample *= self._first_scale
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
        spread, axes = np.linalg.eigh(sample.T @ sample)
        self._spread = spread[::-1]
        self.axes = np.ascontiguousarray(axes[:, ::-1])
        error = np.abs(self.axes.T @ self.axes - np.eye(len(axes))).sum(axis=0).max()
        if not error < _ORTHOGONAL:  # does not happen; the search would be right without axes too
            self.axes = np.eye(len(axes))

    def n_leading(self, share: float) -> int:
        """How many of the rotated features hold a share of the variance."""
        held = np.cumsum(self._spread)
        return int(np.searchsorted(held, share * held[-1])) + 1

    def apply(self, dtype: type) -> np.ndarray:
        """Centred, rotated and scaled rows in the dtype of the filter."""
        d = self._X.shape[1]
        Y: np.ndarray = np.empty((len(self._rows), d), dtype=dtype)
        turn = Turn(
            center=self._center,
            first_scale=self._first_scale,
            then_scale=self._then_scale,
            features=np.arange(d, dtype=np.int64) if self.features is None else self.features,
            n_turned=len(self.axes),
            strips=in_strips(self.axes),
        )

        def rotate(first: int, last: int) -> None:
            turn_rows(self._X, self._rows, turn, Y, first, last)
            rows = Y[first:last]
            sizes.append((rows.max(), -rows.min(), np.einsum("ij,ij->i", rows, rows).max()))

        sizes: list[tuple[float, float, float]] = []
        run(rotate, self._parts(_ROTATED), self._n_threads)
        above, below, sq_longest = np.max(sizes, axis=0)
        self.extent = Extent(float(max(above, below)), float(np.sqrt(sq_longest)))
        return Y

    def _reach(self) -> np.ndarray:
        """Smallest and largest value of each feature."""
        parts, d = self._parts(_TOUCHED), self._X.shape[1]
        # a cache line between them: two threads that write to one take up to six times as long
        reach = np.empty((len(parts), 2 * d + CACHE_LINE), dtype=self._X.dtype)
        lows, highs = reach[:, :d], reach[:, d : 2 * d]
        tasks = [(self._X, self._rows, lows[i], highs[i], *part) for i, part in enumerate(parts)]
        run(column_ranges, tasks, self._n_threads)
        return np.array([lows.min(axis=0), highs.max(axis=0)], dtype=np.float64)

    def _parts(self, n_values: int) -> list[tuple[int, int]]:
        n, step = len(self._rows), self._step(n_values)
        return [(first, min(first + step, n)) for first in range(0, n, step)]

    def _step(self, n_values: int) -> int:
        return max(256, n_values // int(self._X.shape[1]))
