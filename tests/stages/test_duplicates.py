"""Equal rows grouped, against the twin."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from fastsmote.neighbors import duplicates
from fastsmote.neighbors.duplicates import nearest_among_groups
from fastsmote.neighbors.equal_rows import group_equal_rows, group_equal_sparse_rows
from fastsmote.neighbors.search import nearest_by_kernels
from tests.naive.distances import sq_distances
from tests.naive.neighbors import k_nearest
from tests.naive.rows import KINDS


def grouped(X, k, is_query=None):
    is_query = np.ones(len(X), dtype=bool) if is_query is None else is_query
    return nearest_among_groups(X, group_equal_rows(X + 0.0), k, is_query, 2, nearest_by_kernels)


@pytest.fixture(params=[0, 1 << 30], ids=["kernels", "numpy"])
def _either_search(request, monkeypatch):
    monkeypatch.setattr(duplicates, "_FEW_GROUPS", request.param)


@pytest.mark.usefixtures("_either_search")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_rows(kind, dtype):
    X = KINDS[kind](np.random.default_rng(0), 300, 3).astype(dtype)
    for k in (1, 5, 40, 299):
        assert np.array_equal(grouped(X, k)[0], k_nearest(X, k))


@pytest.mark.usefixtures("_either_search")
@pytest.mark.parametrize("n_equal", [2, 7, 60])
@pytest.mark.parametrize("k", [1, 5, 8, 30])
def test_queries_among_rows_that_each_come_several_times(n_equal, k):
    rng = np.random.default_rng(n_equal)
    X = rng.permutation(np.repeat(rng.normal(size=(420 // n_equal, 4)), n_equal, axis=0))
    is_query = rng.uniform(size=len(X)) < 0.4
    queries = np.flatnonzero(is_query)
    found, sq = grouped(X, k, is_query)
    assert np.array_equal(found, k_nearest(X, k, queries))
    expected = sq_distances(X[queries].repeat(k, axis=0), X[found.ravel()]).reshape(found.shape)
    scale = np.divide(sq, expected, out=np.ones_like(sq), where=expected > 0)
    assert np.array_equal(sq == 0, expected == 0)
    assert len(np.unique(scale[expected > 0])) <= 1  # the same units for all, a power of two


def test_zeros_of_either_sign_are_equal():
    rng = np.random.default_rng(1)
    X = np.where(rng.uniform(size=(200, 3)) < 0.5, 0.0, -0.0)
    X[::50] = 1
    before = X.copy()
    assert np.array_equal(grouped(X, 9)[0], k_nearest(X, 9))
    assert np.array_equal(np.signbit(X), np.signbit(before))


@pytest.mark.parametrize("n_values", [1, 2, 3, 50])
def test_sparse_rows_are_grouped_as_dense_ones(n_values):
    X = np.random.default_rng(2).integers(n_values, size=(120, 4)).astype(float)
    for found, expected in zip(
        group_equal_sparse_rows(sparse.csr_array(X)), group_equal_rows(X), strict=True
    ):
        assert found.dtype == np.intp
        assert np.array_equal(found, expected)


@given(
    n=st.integers(2, 80),
    d=st.integers(1, 3),
    n_values=st.integers(1, 4),
    seed=st.integers(0, 2**32 - 1),
    data=st.data(),
)
def test_any_grid(n, d, n_values, seed, data):
    k = data.draw(st.integers(1, n - 1))
    X = np.random.default_rng(seed).integers(n_values, size=(n, d)).astype(float)
    assert np.array_equal(grouped(X, k)[0], k_nearest(X, k))
