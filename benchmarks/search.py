"""Stage 3 alone: the nearest neighbors of all rows, and of a part of them."""

import time

import numpy as np
from sklearn.neighbors import NearestNeighbors

from benchmarks.data import KINDS, clustered, documents, isotropic
from benchmarks.kernels import load_kernels
from benchmarks.machine import peak_gflops
from fastsmote.neighbors import k_nearest
from fastsmote.neighbors.sparse_search import run_sparse_kernels


class Search:
    """Five neighbors of every row, on all cores."""

    param_names = ("n_samples", "n_features", "dtype", "data")
    params = ((10_000, 50_000), (3, 8, 32), ("float32", "float64"), ("clustered", "isotropic"))

    def setup(self, n_samples: int, n_features: int, dtype: str, data: str) -> None:
        self.X = KINDS[data](n_samples, n_features, dtype)
        self.is_query = np.ones(n_samples, dtype=bool)
        load_kernels()
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


class SearchSparse:
    """Five neighbors of every row of a CSR matrix, and as imbalanced-learn has them searched."""

    param_names = ("library", "n_samples")
    params = (("fastsmote", "imblearn"), (1_000, 5_000))

    def setup(self, library: str, n_samples: int) -> None:
        self.X = documents(n_samples)
        self.is_query = np.ones(n_samples, dtype=bool)
        if library == "fastsmote":
            run_sparse_kernels()  # compiled before the clock starts

    def time_search_sparse(self, library: str, _: int) -> None:
        if library == "fastsmote":
            k_nearest(self.X, 5, self.is_query)
        else:  # what SMOTE there does with k_neighbors=5
            NearestNeighbors(n_neighbors=6).fit(self.X).kneighbors(self.X, return_distance=False)

    def peakmem_search_sparse(self, library: str, n_samples: int) -> None:
        self.time_search_sparse(library, n_samples)


class Gflops:
    """What the search would have to compute pair by pair, each pair once, over the machine's peak.

    ``d n^2`` operations. Above 1 where pairs are ruled out before they are computed.
    """

    param_names = ("n_features", "data")
    params = ((8, 32, 128), ("clustered", "isotropic"))
    unit = "share of peak"

    def track_gflops(self, n_features: int, data: str) -> float:
        n = 50_000
        X = {"clustered": clustered, "isotropic": isotropic}[data](n, n_features)
        is_query = np.ones(n, dtype=bool)
        seconds = []
        for _ in range(4):
            start = time.perf_counter()
            k_nearest(X, 5, is_query)
            seconds.append(time.perf_counter() - start)
        return 1e-9 * n * n * n_features / min(seconds) / peak_gflops()
