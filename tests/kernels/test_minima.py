import numpy as np
import pytest
from numba import njit

from fastsmote.kernels.minima import kth_smallest, lower

N = 32


@njit
def lowered(least, start, values, first):
    lower(least, start, values, first)


@njit
def kth(values, start, k):
    return kth_smallest(values, start, k)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("start", "first"), [(0, 0), (7, 40), (64, 1)])
def test_each_is_replaced_by_what_is_smaller_and_its_neighbors_stay(dtype, start, first):
    rng = np.random.default_rng(start)
    least, values = rng.normal(size=(2, 100)).astype(dtype)
    least[start + 3], values[first + 4] = np.inf, np.inf
    expected = least.copy()
    part = slice(start, start + N)
    expected[part] = np.minimum(least[part], values[first : first + N])
    assert not np.array_equal(expected, least)
    lowered(least, start, values, first)
    assert np.array_equal(least, expected)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("k", range(N))
def test_kth_of_different_values(k, dtype):
    values = np.random.default_rng(k).normal(size=100).astype(dtype)
    before = values.copy()
    for start in (0, 5, 68):
        assert kth(values, start, k) == np.sort(values[start : start + N])[k]
    assert np.array_equal(values, before)


@pytest.mark.parametrize("n_values", [1, 2, 5, 20])
def test_equal_values_give_one_that_is_not_smaller(n_values):
    rng = np.random.default_rng(n_values)
    for _ in range(20):
        values = rng.integers(n_values, size=N).astype(np.float32)
        ranked, different = np.sort(values), np.unique(values)
        for k in range(N):
            found = kth(values, 0, k)
            assert found >= ranked[k]
            assert found == (different[k] if k < len(different) else np.inf)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n_finite", [0, 1, 5, 31])
def test_infinite_if_fewer_are_finite(n_finite, dtype):
    values = np.full(N, np.inf, dtype)
    values[:n_finite] = -np.arange(n_finite)
    for k in range(N):
        assert kth(values, 0, k) == (k - n_finite + 1 if k < n_finite else np.inf)
