"""Kernels for sparse rows, on blocks built by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from fastsmote.kernels.lists import empty_lists
from fastsmote.kernels.sparse import (
    GROUP,
    Block,
    Entries,
    Queries,
    empty_room,
    search_block,
    sq_distance,
)
from tests.naive.distances import sq_distances
from tests.naive.neighbors import k_nearest

ERROR = 1e-13  # more than rows of 60 entries can err by


def sparse_rows(n, d, seed=0, density=0.3, whole=False):
    rng = np.random.default_rng(seed)
    X = rng.integers(-3, 4, size=(n, d)) if whole else rng.normal(size=(n, d))
    return np.where(rng.uniform(size=(n, d)) < density, X, 0.0)


def entries_of(X, scale=1.0):
    rows = sparse.csr_array(X)
    indices = rows.indices.astype(np.int32)
    return Entries(rows.indptr.astype(np.int64), indices, rows.data, scale, 1.0)


def queries_of(X, rows, k, error):
    own = sparse.csr_array(X[rows])
    return Queries(
        rows=np.array(rows, dtype=np.int64),
        indptr=own.indptr.astype(np.int64),
        features=own.indices.astype(np.int32),
        values=own.data,
        half_norms=0.5 * (X[rows] ** 2).sum(axis=1) * (1 - error),
        uppers=np.full(len(rows) * k, np.inf),
        error=error,
    )


def block_of(X, rows, n_columns, error):
    """A block of some rows, of which the first features have columns."""
    rows = rows[np.argsort((X[rows] ** 2).sum(axis=1), kind="stable")]
    n_padded = -(-len(rows) // GROUP) * GROUP
    norms = np.full(n_padded, np.inf)
    norms[: len(rows)] = 0.5 * (X[rows] ** 2).sum(axis=1) * (1 - error)
    columns = np.zeros((n_columns, n_padded))
    columns[:, : len(rows)] = X[rows, :n_columns].T
    lists = sparse.csc_array(X[rows, n_columns:])
    starts, places = lists.indptr.astype(np.int64), lists.indices.astype(np.uint32)
    return Block(rows.astype(np.int64), norms, columns, starts, places, lists.data)


def found_by_kernel(X, k, queries, parts, n_columns=0, error=ERROR):
    """Neighbors of some rows among the rows of some blocks."""
    asked = queries_of(X, queries, k, error)
    lists = empty_lists(len(queries), k)
    for part in parts:
        block = block_of(X, part, n_columns, error)
        room = empty_room(len(block.half_norms))
        search_block(entries_of(X), asked, block, lists, room, 0, len(queries))
        assert not room.sums.any()  # left as they are needed
    indices = lists.indices.reshape(len(queries), -1)[:, :k]
    return indices, lists.sq_distances.reshape(len(queries), -1)[:, :k]


@pytest.mark.parametrize("d", [1, 7, 8, 9, 60])
def test_distance_has_the_bits_of_the_dense_one(d):
    X = sparse_rows(40, d, density=0.5)
    X[3] = 0
    entries, lanes = entries_of(X, 0.25), np.empty(8)
    for left in range(40):
        found = [sq_distance(entries, left, right, lanes) for right in range(40)]
        expected = sq_distances(np.tile(X[left], (40, 1)), X, 0.25)
        assert np.array_equal(found, expected)


# with no, some and all of the features in columns: four at once, and the rest one by one
@pytest.mark.parametrize("n_columns", [0, 1, 4, 11, 25])
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("k", [1, 5, 12])
def test_nearest_of_a_block(k, whole, n_columns):
    X = sparse_rows(150, 25, seed=k, whole=whole)
    queries = np.arange(0, 150, 3)
    # sums of whole numbers are exact, and no entry is looked at again
    error = 0.0 if whole else ERROR
    found, sq = found_by_kernel(X, k, queries, [np.arange(150)], n_columns, error)
    assert np.array_equal(found, k_nearest(X, k, queries))
    expected = sq_distances(X[queries].repeat(k, axis=0), X[found.ravel()])
    assert np.array_equal(sq.ravel(), expected)


@pytest.mark.parametrize("n_parts", [2, 3, 10])
def test_neither_the_number_nor_the_order_of_blocks_decides(n_parts):
    X = sparse_rows(200, 20)
    queries, order = np.arange(50), np.random.default_rng(n_parts).permutation(200)
    found, _ = found_by_kernel(X, 5, queries, np.array_split(order, n_parts), 3)
    assert np.array_equal(found, k_nearest(X, 5, queries))


def test_a_block_whose_norms_are_too_large_is_passed_over():
    X = sparse_rows(96, 10, density=1.0)
    X[64:] *= 1e3
    near = found_by_kernel(X, 5, np.arange(8), [np.arange(64)])
    entries, asked = entries_of(X), queries_of(X, np.arange(8), 5, ERROR)
    lists = empty_lists(8, 5)
    for part in (np.arange(64), np.arange(64, 96)):
        block = block_of(X, part, 0, ERROR)
        room = empty_room(len(block.half_norms))
        room.lowers[:] = 7
        search_block(entries, asked, block, lists, room, 0, 8)
    assert (room.lowers == 7).all()
    assert np.array_equal(lists.indices.reshape(8, -1)[:, :5], near[0])


def test_rows_without_a_common_feature_and_rows_without_any():
    X = np.diag(np.arange(40.0))
    X[20:30] = 0
    found, _ = found_by_kernel(X, 12, np.arange(40), [np.arange(40)])
    assert np.array_equal(found, k_nearest(X, 12))


@given(
    n=st.integers(2, 70),
    d=st.integers(1, 20),
    n_columns=st.integers(0, 20),
    density=st.floats(0, 1),
    whole=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
    data=st.data(),
)
def test_any_rows(n, d, n_columns, density, whole, seed, data):
    k = data.draw(st.integers(1, n - 1))
    X = sparse_rows(n, d, seed, density, whole)
    parts = np.array_split(np.arange(n), data.draw(st.integers(1, min(4, n))))
    found, _ = found_by_kernel(
        X, k, np.arange(n), parts, min(n_columns, d), 0.0 if whole else ERROR
    )
    assert np.array_equal(found, k_nearest(X, k))
