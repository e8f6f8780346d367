"""Stage 5 alone, beside what it takes to fill that much memory, and to gather one row for each row.

An interpolation reads two rows that lie anywhere, and writes one. Filling is the floor where rows
are long and lie in the cache, or memory is fresh; gathering is where they are short or lie outside.
"""

from typing import Any

import numpy as np

from benchmarks.data import isotropic
from benchmarks.kernels import load_kernels
from fastsmote.interpolation import interpolate
from fastsmote.threads import for_each_part


class Interpolation:
    """Synthetic rows, four for each of the minority, on all cores, in memory used before."""

    param_names = ("rows_and_features", "dtype")
    params = (((50_000, 32), (200_000, 8)), ("float32", "float64"))

    def setup(self, rows_and_features: tuple[int, int], dtype: str) -> None:
        n, d = rows_and_features
        rng = np.random.default_rng(0)
        self.X = isotropic(n, d, dtype)
        self.seed, self.neighbor = rng.integers(0, n, (2, 4 * n))
        self.steps = rng.random(4 * n)
        self.shape = (4 * n, d)
        self.out = np.zeros(self.shape, dtype)
        load_kernels()
        self.time_interpolate()

    def time_interpolate(self, *_: Any) -> None:
        interpolate(self.X, self.seed, self.neighbor, self.steps, self.out)

    def time_fill_same_memory(self, *_: Any) -> None:
        for_each_part(lambda part: self.out[part].fill(1), *self.shape, None)

    def time_gather_one_row_each(self, *_: Any) -> None:
        def gather(part: slice) -> None:
            np.take(self.X, self.seed[part], axis=0, out=self.out[part], mode="clip")

        for_each_part(gather, *self.shape, None)

    def time_interpolate_into_fresh_memory(self, *_: Any) -> None:
        interpolate(
            self.X, self.seed, self.neighbor, self.steps, np.empty(self.shape, self.X.dtype)
        )

    def time_fill_fresh_memory(self, *_: Any) -> None:
        out = np.empty(self.shape, self.X.dtype)
        for_each_part(lambda part: out[part].fill(1), *self.shape, None)
