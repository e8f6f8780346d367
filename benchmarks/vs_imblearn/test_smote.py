"""Whole ``fit_resample`` on clustered data, four majority rows to one of the minority.

Run from the root: ``pytest benchmarks/vs_imblearn --benchmark-group-by=group`` with
``--minority 200000`` for the large sizes. Both libraries run with their defaults; the rows that
they return are compared in the same test, so that no speed is bought with other results.
"""

import importlib

import numpy as np
import pytest

from benchmarks.data import imbalanced


@pytest.mark.parametrize("n_features", [8, 32])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("library", ["fastsmote", "imblearn"])
def test_smote(benchmark, library: str, n_minority: int, n_features: int, dtype: str) -> None:
    X, y = imbalanced(n_minority, n_features, 4, dtype)
    benchmark.group = f"{n_minority} x {n_features} {dtype}"
    sampler = importlib.import_module(f"{library}.over_sampling").SMOTE(random_state=0)
    resample = sampler.fit_resample
    X_res, y_res = benchmark.pedantic(resample, (X, y), rounds=3, warmup_rounds=1)

    other = {"fastsmote": "imblearn", "imblearn": "fastsmote"}[library]
    if n_minority <= 10_000:
        twin = importlib.import_module(f"{other}.over_sampling").SMOTE(random_state=0)
        X_twin, y_twin = twin.fit_resample(X, y)
        np.testing.assert_allclose(X_res, X_twin, rtol=1e-6 if dtype == "float32" else 1e-9)
        np.testing.assert_array_equal(y_res, y_twin)
