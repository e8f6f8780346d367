"""All distances at once: the neighbors and the bits of the search by bounds."""

import numpy as np
import pytest

from fastsmote.neighbors.differences import nearest_by_differences
from fastsmote.neighbors.expansion import nearest_by_expansion
from tests.naive.rows import KINDS


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.int64, np.bool_])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("d", [1, 3, 5, 8, 13])
def test_same_bits_as_by_bounds(kind, d, dtype):
    X = KINDS[kind](np.random.default_rng(d), 60, d)
    with np.errstate(over="ignore", invalid="ignore"):
        X = np.nan_to_num(X.astype(dtype), posinf=1, neginf=-1)
    is_query = np.random.default_rng(1).uniform(size=60) < 0.6
    for only_others in (False, True):
        for k in (1, 5, 20):
            found, sq_distances = nearest_by_differences(X, k, is_query, only_others)
            expected = nearest_by_expansion(X, k, is_query, 1, only_others)
            assert np.array_equal(found, expected[0])
            assert np.array_equal(sq_distances, expected[1])


@pytest.mark.parametrize("size", [1e-200, 1e160, 1e200])
def test_distances_that_are_no_numbers_tie(size):
    X = np.random.default_rng(0).normal(size=(30, 4))
    X[::3] *= size
    found = nearest_by_differences(X, 29, np.ones(30, bool))
    expected = nearest_by_expansion(X, 29, np.ones(30, bool))
    assert np.array_equal(found[0], expected[0])
    assert np.array_equal(found[1], expected[1])
    assert np.isinf(found[1]).any() == (size > 1)
