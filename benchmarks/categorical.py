"""SMOTENC and SMOTEN, with imbalanced-learn beside them at sizes that it can do."""

import importlib
from typing import Any

import numpy as np


def sampler_of(library: str, name: str, **params: Any) -> Any:
    """That library's sampler."""
    return getattr(importlib.import_module(f"{library}.over_sampling"), name)(
        random_state=0, **params
    )


def _rows(n_minority: int, n_levels: int) -> tuple[np.ndarray, np.ndarray]:
    """Six numbers and six categories without structure, two majority rows to one."""
    stream = np.random.RandomState(0)
    n = 3 * n_minority
    X = np.column_stack((stream.standard_normal((n, 6)), stream.randint(0, n_levels, (n, 6))))
    return X, np.arange(n) % 3 // 2


class _Mixed:
    def setup(self, library: str, n_minority: int, n_levels: int) -> None:
        self.X, self.y = _rows(n_minority, n_levels)
        self.sampler = sampler_of(library, "SMOTENC", categorical_features=list(range(6, 12)))
        few = slice(0, 15_000)  # enough for the kernels to be loaded
        self.sampler.fit_resample(self.X[few], self.y[few])

    def time_smotenc(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)

    def peakmem_smotenc(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)


class MixedBesideImbalancedLearn(_Mixed):
    """Sizes whose one-hot search ends in seconds."""

    param_names = ("library", "n_minority", "n_levels")
    params = (("fastsmote", "imblearn"), (200, 2_000, 5_000), (3, 10))


class MixedLarge(_Mixed):
    """50,000 minority rows, for which the other takes minutes."""

    param_names = ("library", "n_minority", "n_levels")
    params = (("fastsmote",), (50_000,), (3, 10, 1_000))
    timeout = 120


class Nominal:
    """Twelve categories; few levels make equal rows."""

    param_names = ("library", "n_minority", "n_levels")
    params = (("fastsmote", "imblearn"), (200, 2_000, 10_000), (2, 8))
    timeout = 300

    def setup(self, library: str, n_minority: int, n_levels: int) -> None:
        stream = np.random.RandomState(0)
        self.y = np.arange(3 * n_minority) % 3 // 2
        self.X = stream.binomial(n_levels - 1, 0.4 + 0.1 * self.y[:, np.newaxis], (len(self.y), 12))
        self.sampler = sampler_of(library, "SMOTEN")
        few = slice(0, 15_000)
        self.sampler.fit_resample(self.X[few], self.y[few])

    def time_smoten(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)
