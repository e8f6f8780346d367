"""The search by the kernels for sparse rows: the bits of the one by SciPy, the twin's neighbors."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from fastsmote.neighbors import density, sparse_search
from fastsmote.neighbors.expansion import nearest_by_expansion
from fastsmote.neighbors.sparse_search import nearest_by_sparse_kernels
from tests.naive.neighbors import k_nearest
from tests.naive.rows import KINDS


def mostly_zero(X, share=0.3, seed=5):
    return np.where(np.random.default_rng(seed).uniform(size=X.shape) < share, X, 0)


def text(n, d, n_words, seed=0):
    """Rows as of documents: words by Zipf's law, each row of length 1."""
    rng = np.random.default_rng(seed)
    frequency = 1 / np.arange(1, d + 1)
    words = rng.choice(d, size=n * n_words, p=frequency / frequency.sum())
    rows = np.repeat(np.arange(n), n_words)
    X = sparse.csr_array((np.ones(n * n_words), (rows, words)), shape=(n, d))
    X.sum_duplicates()
    lengths = np.sqrt(X.multiply(X).sum(axis=1))
    X.data /= np.repeat(lengths, np.diff(X.indptr))
    return X


def assert_same(X, k, is_query=None, only_others=False):
    """Assert that both ways give the same; return the neighbors."""
    is_query = np.ones(X.shape[0], dtype=bool) if is_query is None else is_query
    found, sq = nearest_by_sparse_kernels(X, k, is_query, 2, only_others)
    expected, expected_sq = nearest_by_expansion(X, k, is_query, 1, only_others)
    assert found.dtype == np.intp
    assert np.array_equal(found, expected)
    assert np.array_equal(sq, expected_sq)
    return found


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csr_array])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_rows(kind, dtype, container):
    X = mostly_zero(KINDS[kind](np.random.default_rng(6), 150, 20)).astype(dtype)
    for k in (1, 5, 40):
        assert np.array_equal(assert_same(container(X), k), k_nearest(X, k))


@pytest.mark.parametrize("dtype", [np.int8, np.uint16, np.int64, np.bool_])
def test_whole_numbers_of_any_type(dtype):
    X = mostly_zero(np.random.default_rng(1).integers(0, 5, size=(200, 12))).astype(dtype)
    assert np.array_equal(assert_same(sparse.csr_array(X), 7), k_nearest(X.astype(float), 7))


@pytest.mark.parametrize("largest", [2**24, 2**25, 2**27, 2**40])
def test_whole_numbers_whose_squares_may_be_too_large_to_be_exact(largest):
    X = mostly_zero(np.random.default_rng(2).integers(0, 4, size=(150, 9)).astype(float), 0.6)
    X[::2, 0] = largest
    X[::3, 0] += 1
    assert np.array_equal(assert_same(sparse.csr_array(X), 9), k_nearest(X, 9))


@pytest.mark.parametrize("share", [0.05, 0.5])
@pytest.mark.parametrize("only_others", [False, True])
def test_some_rows_ask(only_others, share):
    X = text(400, 300, 8)
    is_query = np.random.default_rng(3).uniform(size=400) < share
    found = assert_same(X, 6, is_query, only_others)
    among = np.flatnonzero(~is_query) if only_others else None
    assert np.array_equal(found, k_nearest(X.toarray(), 6, np.flatnonzero(is_query), among))


def test_nobody_asks():
    found, sq = nearest_by_sparse_kernels(text(20, 10, 3), 4, np.zeros(20, dtype=bool), 2)
    assert found.shape == sq.shape == (0, 4)


@pytest.mark.parametrize("n_threads", [1, 2, 5])
@pytest.mark.parametrize(
    ("constant", "values"),
    [
        ("_BLOCK", [1, 50, 64, 10**6]),
        ("FREQUENT", [0.0, 0.1, 2.0]),
        ("_ENTRIES_A_LIST", [1e-6, 10**6]),
        ("_QUERIES", [1, 7, 10**6]),
        ("DUPLICATES_PAY", [-1, 2]),
    ],
)
def test_neither_blocks_nor_columns_nor_threads_decide(monkeypatch, constant, values, n_threads):
    X = text(300, 200, 10)
    is_query = np.random.default_rng(4).uniform(size=300) < 0.8
    expected = nearest_by_expansion(X, 5, is_query)
    monkeypatch.setattr(sparse_search, "_BLOCK", 40)
    monkeypatch.setattr(sparse_search, "_ENTRIES_A_LIST", 1e-6)
    for value in values:
        monkeypatch.setattr(sparse_search, constant, value)
        found, sq = nearest_by_sparse_kernels(X, 5, is_query, n_threads)
        assert np.array_equal(found, expected[0])
        assert np.array_equal(sq, expected[1])


def test_entries_that_are_not_in_order_or_not_one_a_place():
    X = mostly_zero(np.random.default_rng(7).normal(size=(60, 10)))
    rows, columns = np.nonzero(X)
    order = np.random.default_rng(8).permutation(np.tile(np.arange(len(rows)), 2))
    order = order[np.argsort(rows[order], kind="stable")]
    ends = np.searchsorted(rows[order], np.arange(61))
    halves = sparse.csr_matrix((X[rows, columns][order] / 2, columns[order], ends), shape=X.shape)
    before = halves.copy()
    found, _ = nearest_by_sparse_kernels(halves, 5, np.ones(60, dtype=bool), 2)
    assert np.array_equal(found, k_nearest(X, 5))
    for name in ("data", "indices", "indptr"):  # the caller's rows are left as they were
        assert np.array_equal(getattr(halves, name), getattr(before, name))


@pytest.mark.parametrize("index_dtype", [np.int32, np.int64])
def test_zeros_in_store_rows_without_entries_and_indices_of_either_type(index_dtype):
    X = np.zeros((90, 6))
    X[::3, 2] = np.arange(30) / 7
    stored = sparse.csr_array(np.where(X == 0, 1, X))
    stored.data[:] = X.ravel()
    stored.indices, stored.indptr = (
        part.astype(index_dtype) for part in (stored.indices, stored.indptr)
    )
    assert np.array_equal(assert_same(stored, 6), k_nearest(X, 6))
    assert np.array_equal(assert_same(sparse.csr_array((30, 6)), 6), k_nearest(X[:30] * 0, 6))


def test_equal_rows_are_grouped_where_there_are_many(monkeypatch):
    grouped = []
    original = sparse_search.nearest_among_groups

    def note(X, *arguments):
        grouped.append(X.shape[0])
        return original(X, *arguments)

    monkeypatch.setattr(sparse_search, "nearest_among_groups", note)
    different = text(300, 200, 10)
    equal = different[np.random.default_rng(9).integers(20, size=400)]
    is_query = np.random.default_rng(10).uniform(size=400) < 0.5
    for is_asked in (np.ones(400, dtype=bool), is_query):
        assert_same(equal, 5, is_asked)
    assert_same(different, 5)
    assert_same(equal, 5, is_query, only_others=True)
    whole = sparse.csr_array(equal.toarray().round())
    assert_same(whole, 5)  # bounds are distances: nothing to be saved
    assert grouped == [400, 400]


@pytest.mark.parametrize("only_others", [False, True])
def test_distances_beyond_the_range_of_numbers_tie(only_others):
    X = mostly_zero(np.random.default_rng(11).normal(size=(60, 10)), 0.5)
    X[::4] *= 1e200
    is_query = np.arange(60) % 2 == 0
    assert_same(sparse.csr_array(X), 20, is_query, only_others)


def test_features_that_nearly_no_row_has_take_no_memory():
    rng = np.random.default_rng(12)
    n, d, n_stored = 60, 10**7, 30
    columns = rng.integers(10, size=(n, n_stored)) * (d // 10) + rng.integers(4, size=(n, 1))
    rows = np.repeat(np.arange(n), n_stored)
    X = sparse.csr_array((rng.normal(size=n * n_stored), (rows, columns.ravel())), shape=(n, d))
    X.sum_duplicates()
    is_query = np.ones(n, dtype=bool)
    tracemalloc.start()
    try:
        found, _ = nearest_by_sparse_kernels(X, 5, is_query, 2)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1 << 21
    assert np.array_equal(found, k_nearest(X[:, np.unique(columns)].toarray(), 5))


@given(
    n=st.integers(2, 60),
    d=st.integers(1, 30),
    share=st.floats(0, 1),
    decimals=st.integers(0, 3),
    exponent=st.sampled_from([-300, -30, 0, 30, 300]),
    only_others=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
    data=st.data(),
)
def test_any_rows(n, d, share, decimals, exponent, only_others, seed, data):
    rng = np.random.default_rng(seed)
    X = mostly_zero(rng.normal(size=(n, d)).round(decimals), share, seed) * 2.0**exponent
    is_query = rng.uniform(size=n) < 0.6
    is_query[0], is_query[-1] = True, False
    n_others = np.count_nonzero(~is_query) if only_others else n - 1
    k = data.draw(st.integers(1, int(n_others)))
    found = assert_same(sparse.csr_array(X), k, is_query, only_others)
    among = np.flatnonzero(~is_query) if only_others else None
    assert np.array_equal(found, k_nearest(X, k, np.flatnonzero(is_query), among))


def test_how_rows_are_searched():
    few_products = sparse.random(2000, 3000, 0.01, format="csr", random_state=0)
    many_of_few_features = sparse.random(2000, 60, 0.4, format="csr", random_state=0)
    assert density.stays_sparse(few_products)
    assert not density.stays_sparse(many_of_few_features)
    assert density.stays_sparse(sparse.csr_array((50, 10**7)))  # too large to be made dense
