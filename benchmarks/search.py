"""Stage 3 alone: the nearest neighbors of all rows, and of a part of them."""

import numpy as np

from benchmarks.data import clustered, isotropic
from fastsmote.neighbors import k_nearest

DATA = {"clustered": clustered, "isotropic": isotropic}


class Search:
    """Five neighbors of every row, on all cores."""

    param_names = ("n_samples", "n_features", "dtype", "data")
    params = ((10_000, 50_000), (8, 32), ("float32", "float64"), ("clustered", "isotropic"))

    def setup(self, n_samples: int, n_features: int, dtype: str, data: str) -> None:
        self.X = DATA[data](n_samples, n_features, dtype)
        self.is_query = np.ones(n_samples, dtype=bool)
        self.time_search()  # compiled before the clock starts

    def time_search(self, *_: object) -> None:
        k_nearest(self.X, 5, self.is_query)


class SearchDrawn:
    """Few synthetic rows are wanted: only the seeds that were drawn are searched."""

    param_names = ("share",)
    params = ((0.01, 0.1, 0.5),)

    def setup(self, share: float) -> None:
        self.X = clustered(50_000, 16)
        self.is_query = np.random.default_rng(1).random(50_000) < share
        self.time_search_drawn(share)

    def time_search_drawn(self, share: float) -> None:
        k_nearest(self.X, 5, self.is_query)
