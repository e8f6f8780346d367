"""Every sampler with imbalanced-learn's beside it: data, parameters, and asv's suite.

`benchmarks.family_table` measures the sizes of the README's table.
"""

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from benchmarks.data import mixed, nominal, overlapping
from benchmarks.kernels import load_kernels

LIBRARIES = ("fastsmote", "imblearn")


class Case(NamedTuple):
    """A sampler and what it is run on.

    Attributes
    ----------
    sampler : str
        Package and class.
    large : sequence of tuples
        Arguments of ``data`` for the README's table ...
    small : tuple
        ... and for asv; all samplers are also run on about 200 rows.
    data : callable
        Makes ``X`` and ``y``.
    params : dict
        What is not left at its default.
    """

    sampler: str
    large: tuple[tuple[int, ...], ...]
    small: tuple[int, ...] = (4_000, 20)
    data: Callable[..., tuple[np.ndarray, np.ndarray]] = overlapping
    params: dict[str, Any] = {}  # noqa: RUF012 - never written to


_TWO = ((30_000, 63), (120_000, 20))
CASES = (
    Case("over_sampling.RandomOverSampler", ((5_000_000, 20),)),
    Case("over_sampling.BorderlineSMOTE", ((200_000, 30),)),
    Case("over_sampling.ADASYN", ((200_000, 30),)),
    Case("over_sampling.SVMSMOTE", ((10_000, 20),), (1_000, 20)),
    Case(
        "over_sampling.KMeansSMOTE",
        ((200_000, 20),),
        params={"kmeans_estimator": 8, "cluster_balance_threshold": 0.0},
    ),
    Case(
        "over_sampling.SMOTENC",
        ((50_000,),),
        (2_000,),
        mixed,
        {"categorical_features": list(range(6, 12))},
    ),
    Case("over_sampling.SMOTEN", ((10_000,),), (1_000,), nominal),
    Case("under_sampling.EditedNearestNeighbours", _TWO),
    Case("under_sampling.RepeatedEditedNearestNeighbours", _TWO[:1]),
    Case("under_sampling.AllKNN", _TWO),
    Case("under_sampling.TomekLinks", _TWO),
    Case("under_sampling.CondensedNearestNeighbour", ((10_000, 20),), (1_000, 20)),
    Case("under_sampling.OneSidedSelection", _TWO[:1]),
    Case("under_sampling.NeighbourhoodCleaningRule", _TWO[:1]),
    Case("under_sampling.NearMiss", _TWO),
    Case("under_sampling.NearMiss", _TWO, params={"version": 2}),
    Case("under_sampling.NearMiss", _TWO, params={"version": 3}),
    Case("combine.SMOTEENN", _TWO),
    Case("combine.SMOTETomek", _TWO),
)


def name_of(case: Case) -> str:
    """The class, and what tells it from another case of the same."""
    version = case.params.get("version")
    return case.sampler.split(".")[1] + (f"(version={version})" if version else "")


def tiny(case: Case) -> tuple[int, ...]:
    """Arguments of ``data`` for about 200 rows."""
    return (200, 5) if case.data is overlapping else (66,)


def sampler_of(library: str, case: Case) -> Any:
    """That library's sampler."""
    load_kernels(library)
    package, name = case.sampler.split(".")
    cls = getattr(importlib.import_module(f"{library}.{package}"), name)
    sampler = cls(**case.params)
    return sampler.set_params(random_state=0) if hasattr(sampler, "random_state") else sampler


class Family:
    """``fit_resample`` of each sampler."""

    param_names = ("library", "sampler", "size")
    params = (LIBRARIES, tuple(map(name_of, CASES)), ("tiny", "small"))
    timeout = 300

    def setup(self, library: str, name: str, size: str) -> None:
        case = next(case for case in CASES if name_of(case) == name)
        self.X, self.y = case.data(*(tiny(case) if size == "tiny" else case.small))
        self.sampler = sampler_of(library, case)
        self.sampler.fit_resample(self.X, self.y)

    def time_fit_resample(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)

    def peakmem_fit_resample(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)
