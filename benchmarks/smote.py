"""Whole ``fit_resample``: time, peak memory and sameness, with imbalanced-learn beside it."""

import importlib
from typing import Any

import numpy as np

from benchmarks.data import imbalanced, real
from benchmarks.kernels import load_kernels


def sampler_of(library: str) -> Any:
    """That library's SMOTE."""
    load_kernels(library)
    return importlib.import_module(f"{library}.over_sampling").SMOTE(random_state=0)


class SMOTE:
    """Clustered data, four majority rows to one of the minority."""

    param_names = ("library", "n_minority", "n_features", "dtype")
    params = (
        ("fastsmote", "imblearn"),
        (60, 1_000, 10_000, 50_000),
        (8, 32),
        ("float32", "float64"),
    )
    timeout = 300

    def setup(self, library: str, n_minority: int, n_features: int, dtype: str) -> None:
        self.X, self.y = imbalanced(n_minority, n_features, 4, dtype)
        self.sampler = sampler_of(library)
        few = slice(0, 20_000)
        self.sampler.fit_resample(self.X[few], self.y[few])

    def time_smote(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)

    def peakmem_smote(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)


class Ratios:
    """More and fewer synthetic rows from the same minority."""

    param_names = ("library", "ratio")
    params = (("fastsmote", "imblearn"), (2, 9, 99))

    def setup(self, library: str, ratio: int) -> None:
        self.X, self.y = imbalanced(5_000, 16, ratio)
        self.sampler = sampler_of(library)
        self.time_smote()

    def time_smote(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)


class Distributions:
    """Data that makes one search or another hard: float32, 20,000 minority rows."""

    param_names = ("library", "kind")
    params = (
        ("fastsmote", "imblearn"),
        ("clustered", "isotropic", "grid", "duplicates", "offset", "far_apart"),
    )
    timeout = 300

    def setup(self, library: str, kind: str) -> None:
        self.X, self.y = imbalanced(20_000, 16, 2, kind=kind)
        self.sampler = sampler_of(library)
        self.time_smote()

    def time_smote(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)


class Real:
    """Data sets that come with packages."""

    param_names = ("library", "name")
    params = (("fastsmote", "imblearn"), ("digits", "breast_cancer", "satimage", "sylva"))

    def setup(self, library: str, name: str) -> None:
        try:
            self.X, self.y = real(name)
        except ModuleNotFoundError as missing:
            raise NotImplementedError from missing  # asv's word for "skip"
        self.sampler = sampler_of(library)
        self.time_smote()

    def time_smote(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)


class Parity:
    """Share of the synthetic rows that are imbalanced-learn's, where no neighbors tie."""

    param_names = ("kind", "dtype")
    params = (("clustered", "isotropic"), ("float32", "float64"))
    unit = "share"

    def track_parity(self, kind: str, dtype: str) -> float:
        X, y = imbalanced(5_000, 16, 4, dtype, kind)
        ours, theirs = (sampler_of(lib).fit_resample(X, y)[0] for lib in ("fastsmote", "imblearn"))
        close = np.isclose(ours, theirs, rtol=1e-5 if dtype == "float32" else 1e-9)
        return float(close.all(axis=1).mean())
