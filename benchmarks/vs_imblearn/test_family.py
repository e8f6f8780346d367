"""Every sampler beside imbalanced-learn's, on the small sizes; both return as many rows."""

from typing import Any

import numpy as np
import pytest

from benchmarks.family import CASES, LIBRARIES, Case, name_of, sampler_of, tiny


@pytest.mark.filterwarnings(
    "ignore::fastsmote.errors.TooFewRowsWarning",
    "ignore:`(distance_matrix|minkowski_distance.*)`:DeprecationWarning",  # imbalanced-learn's
)
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("size", ["tiny", "small"])
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_fit_resample(benchmark: Any, case: Case, size: str, library: str) -> None:
    X, y = case.data(*(tiny(case) if size == "tiny" else case.small))
    benchmark.group = f"{name_of(case)} {size}"
    sampler = sampler_of(library, case)
    _, labels = benchmark.pedantic(sampler.fit_resample, (X, y), rounds=3, warmup_rounds=1)
    if library == "fastsmote":
        _, expected = sampler_of("imblearn", case).fit_resample(X, y)
        assert np.array_equal(np.sort(labels), np.sort(expected))
