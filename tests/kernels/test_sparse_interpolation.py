"""Entries of synthetic rows, against the dense twin."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from fastsmote.kernels.sparse_interpolation import count_entries, place_entries
from tests.naive.interpolation import interpolate

N_SYNTHETIC = 60


def interpolated(X, draws, index_dtype=np.int32):
    """Both passes, over a part of the rows each; as a dense array, and how many are stored."""
    rows = sparse.csr_array(X)
    entries = rows.indptr.astype(np.int64), rows.indices.astype(index_dtype), rows.data
    counts = np.full(len(draws[2]) + 1, -1)
    for part in (slice(0, 7), slice(7, len(draws[2]))):
        count_entries(*entries, *(each[part] for each in draws), counts[1:][part])
    counts[0] = 3  # behind others that stand there
    ends = np.cumsum(counts)
    indices, values = np.full(ends[-1], 99, index_dtype), np.full(ends[-1], 99, X.dtype)
    for part in (slice(0, 20), slice(20, len(draws[2]))):
        place_entries(*entries, *(each[part] for each in draws), ends[:-1][part], (indices, values))
    assert (indices[:3] == 99).all()
    assert (values[:3] == 99).all()
    out = sparse.csr_array((values[3:], indices[3:], ends - 3), shape=(len(draws[2]), X.shape[1]))
    assert out.has_canonical_format
    return out.toarray(), out.nnz


def rows_and_draws(dtype, d=30, density=0.3, seed=0):
    rng = np.random.default_rng(seed)
    X = np.where(rng.uniform(size=(20, d)) < density, rng.normal(size=(20, d)), 0).astype(dtype)
    seed_idx, neighbor_idx = rng.integers(20, size=(2, N_SYNTHETIC))
    return X, (seed_idx, neighbor_idx, rng.uniform(-1, 1, size=N_SYNTHETIC))


@pytest.mark.parametrize("index_dtype", [np.int32, np.int64])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rows_are_the_dense_ones(dtype, index_dtype):
    X, draws = rows_and_draws(dtype)
    out, n_stored = interpolated(X, draws, index_dtype)
    expected = interpolate(X, *draws, dtype)
    assert np.array_equal(out, expected)
    assert n_stored == np.count_nonzero(expected)


def test_what_comes_to_zero_is_not_stored_but_what_is_rounded_to_it_is():
    X = np.array([[1, 2, 0], [1, -2, 1e-44]], dtype=np.float32)
    draws = np.array([0, 0]), np.array([1, 1]), np.array([0.5, 0.01])
    out, n_stored = interpolated(X, draws)
    half = np.float64(X[1, 2]) / 2
    assert np.array_equal(out, np.array([[1, 0, half], [1, 1.96, 0]], dtype=np.float32))
    assert n_stored == 5


def test_rows_that_share_nothing_and_rows_without_entries():
    X = np.zeros((4, 6))
    X[0, :3], X[1, 3:] = 1, 2
    draws = np.array([0, 1, 2, 3, 2]), np.array([1, 0, 0, 2, 1]), np.full(5, 0.25)
    out, n_stored = interpolated(X, draws)
    assert np.array_equal(out, interpolate(X, *draws, np.float64))
    assert n_stored == 18


@given(
    d=st.integers(1, 12),
    density=st.floats(0, 1),
    dtype=st.sampled_from([np.float32, np.float64]),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_rows(d, density, dtype, seed):
    X, draws = rows_and_draws(dtype, d, density, seed)
    out, n_stored = interpolated(X, draws)
    expected = interpolate(X, *draws, dtype)
    assert np.array_equal(out, expected)
    assert n_stored == np.count_nonzero(expected)
