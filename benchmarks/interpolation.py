"""Stage 5 alone, beside what writing that much memory takes."""

import numpy as np

from benchmarks.data import isotropic
from fastsmote.interpolation import interpolate


class Interpolation:
    """Half a million synthetic rows of 32 features."""

    param_names = ("dtype",)
    params = (("float32", "float64"),)
    n_synthetic = 500_000

    def setup(self, dtype: str) -> None:
        rng = np.random.default_rng(0)
        self.X = isotropic(50_000, 32, dtype)
        self.seed, self.neighbor = rng.integers(0, len(self.X), (2, self.n_synthetic))
        self.steps = rng.random(self.n_synthetic)
        self.out = np.empty((self.n_synthetic, 32), dtype=dtype)
        self.time_interpolate(dtype)

    def time_interpolate(self, dtype: str) -> None:
        interpolate(self.X, self.seed, self.neighbor, self.steps, self.out)

    def time_fill_same_memory(self, dtype: str) -> None:
        self.out.fill(1)
