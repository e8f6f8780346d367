"""The search in NumPy and SciPy against the twin."""

import numpy as np
import pytest
from scipy import sparse
from threadpoolctl import threadpool_limits

from fastsmote.neighbors import distances, expansion
from fastsmote.neighbors.scale import power_of_two_scale
from tests.naive.distances import sq_distances
from tests.naive.neighbors import k_nearest
from tests.naive.rows import KINDS
from tests.stages.searches import nearest_by_expansion

CSR = [sparse.csr_matrix, sparse.csr_array]


def every(X):
    return np.ones(X.shape[0], dtype=bool)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", [1, 8, 9, 40])
@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_rows(kind, d, dtype):
    X = KINDS[kind](np.random.default_rng(d), 150, d).astype(dtype)
    for k in (1, 5, 40):
        assert np.array_equal(nearest_by_expansion(X, k, every(X)), k_nearest(X, k))


@pytest.mark.parametrize("n", [2, 3, 9, 33])
def test_all_other_rows(n):
    X = np.random.default_rng(n).integers(4, size=(n, 3)).astype(float)
    assert np.array_equal(nearest_by_expansion(X, n - 1, every(X)), k_nearest(X, n - 1))


@pytest.mark.parametrize("dtype", [np.float16, np.longdouble, np.int64, np.bool_])
def test_other_types_are_compared_in_float64(dtype):
    X = (KINDS["grid"](np.random.default_rng(0), 100, 4) > -2).astype(dtype)
    assert np.array_equal(nearest_by_expansion(X, 5, every(X)), k_nearest(X, 5))


@pytest.mark.parametrize("order", ["C", "F"])
def test_rows_may_lie_in_any_order_and_are_only_read(order):
    X = np.asarray(np.random.default_rng(1).normal(size=(100, 4)), order=order)
    X.setflags(write=False)
    assert np.array_equal(nearest_by_expansion(X, 5, every(X)), k_nearest(X, 5))
    assert np.array_equal(nearest_by_expansion(X[::2], 5, every(X[::2])), k_nearest(X[::2], 5))


@pytest.mark.parametrize("kind", ["isotropic", "grid", "far_clusters"])
@pytest.mark.parametrize(
    ("constant", "values"),
    [("_BLOCK_BYTES", [1, 5000, 1 << 30]), ("_REFINED_PAIRS", [1, 100, 1 << 30])],
)
def test_blocks_do_not_decide(monkeypatch, constant, values, kind):
    X = KINDS[kind](np.random.default_rng(2), 120, 5)
    is_query = np.random.default_rng(3).uniform(size=120) < 0.6
    expected = k_nearest(X, 5, np.flatnonzero(is_query))
    for value in values:
        monkeypatch.setattr(expansion, constant, value)
        assert np.array_equal(nearest_by_expansion(X, 5, is_query), expected)
        found = nearest_by_expansion(sparse.csr_array(X), 5, is_query)
        assert np.array_equal(found, expected)


@pytest.mark.parametrize("kind", ["isotropic", "grid", "permuted"])
def test_threads_of_the_matrix_product_do_not_decide(kind):
    X = KINDS[kind](np.random.default_rng(4), 900, 50)
    found = []
    for n_threads in (1, 2, 4):
        with threadpool_limits(n_threads):
            found.append(nearest_by_expansion(X, 7, every(X)))
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[2])


def mostly_zero(X):
    X = X.copy()
    X[np.random.default_rng(5).uniform(size=X.shape) < 0.7] = 0
    return X


@pytest.mark.parametrize("container", CSR)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", KINDS)
def test_sparse_rows_of_all_kinds(kind, dtype, container):
    X = mostly_zero(KINDS[kind](np.random.default_rng(6), 150, 20)).astype(dtype)
    for k in (1, 5, 40):
        found = nearest_by_expansion(container(X), k, every(X))
        assert np.array_equal(found, k_nearest(X, k))


@pytest.mark.parametrize("d", [1, 7, 8, 9, 40])
def test_distances_are_the_same_bits_from_either_container(d):
    X = mostly_zero(np.random.default_rng(9).normal(size=(120, d)))
    found, sq = expansion.nearest_by_expansion(X, 119, every(X))
    of_sparse, sparse_sq = expansion.nearest_by_expansion(sparse.csr_array(X), 119, every(X))
    assert np.array_equal(found, of_sparse)
    assert np.array_equal(sq, sparse_sq)
    expected = sq_distances(X.repeat(119, axis=0), X[found.ravel()])
    assert np.array_equal(sq.ravel(), expected)


def test_sparse_rows_whose_entries_are_not_in_order_or_not_one_a_place():
    X = mostly_zero(np.random.default_rng(7).integers(1, 5, size=(60, 10)).astype(float))
    rows, columns = np.nonzero(X)
    values = X[rows, columns]
    shuffled = np.random.default_rng(8).permutation(np.tile(np.arange(len(values)), 2))
    shuffled = shuffled[np.argsort(rows[shuffled], kind="stable")]
    ends = np.searchsorted(rows[shuffled], np.arange(61))
    halves = sparse.csr_matrix((values[shuffled] / 2, columns[shuffled], ends), shape=X.shape)
    assert np.array_equal(halves.toarray(), X)
    before = halves.copy()
    assert np.array_equal(nearest_by_expansion(halves, 5, every(X)), k_nearest(X, 5))
    assert np.array_equal(halves.data, before.data)  # the caller's rows are left as they were
    assert np.array_equal(halves.indices, before.indices)


@pytest.mark.parametrize("container", CSR)
def test_sparse_rows_with_zeros_in_store_and_rows_of_zeros(container):
    X = np.zeros((30, 6))
    X[::3, 2] = np.arange(10)
    stored = container(np.where(X == 0, 1, X))
    stored.data[:] = X.ravel()
    assert np.array_equal(nearest_by_expansion(stored, 6, every(X)), k_nearest(X, 6))
    nothing = container((30, 6))
    assert np.array_equal(nearest_by_expansion(nothing, 6, every(X)), k_nearest(X * 0, 6))


@pytest.mark.parametrize("largest", [5e-324, 1e-310, 1e-20, 0.5, 0.75, 1, 3, 1e20, 1.7e308])
def test_scale_is_a_power_of_two_that_brings_the_largest_value_near_one(largest):
    scale = power_of_two_scale(np.array([largest]))
    assert np.frexp(scale)[0] == 0.5
    if 1e-300 < largest < 1e300:
        assert 0.5 <= largest * scale < 1
    else:
        assert np.isfinite(1 / scale)
        assert largest * scale < 2.0**25


def test_scale_of_zero():
    assert power_of_two_scale(np.zeros(3)) == 1


@pytest.mark.parametrize("d", [1, 7, 8, 9, 40])
def test_distances_by_groups_of_lanes_are_the_same_bits(d):
    X = np.random.default_rng(10).normal(size=(50, d)) ** 3
    left, right = np.divmod(np.arange(2500), 50)
    found = distances.sq_distances_in_lanes(distances.in_lanes(X, 0.5), left, right)
    assert np.array_equal(found, sq_distances(X[left], X[right], 0.5))
    rows = distances.pad_lanes(X, 0.5)
    assert np.array_equal(found, distances.sq_distances(rows[left], rows[right]))
