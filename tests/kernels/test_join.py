from itertools import pairwise

import numpy as np
import pytest

from fastsmote.kernels.join import join
from fastsmote.kernels.lists import empty_lists
from fastsmote.kernels.packing import NO_BOUND
from tests.kernels.panels import PANEL, packed_rows
from tests.naive.distances import sq_distances
from tests.naive.neighbors import k_nearest
from tests.naive.rows import KINDS

BLOCK = 4 * PANEL
N_CACHED = 16


def n_panels(packed, *, queries):
    n_rows = packed.n_queries if queries else len(packed.row_idx)
    return n_rows // PANEL


def join_all(packed, lists, seams=(), n_cached=N_CACHED):
    """Every pair of panels once, cut into chunks at the given panels."""
    own = [0, *seams, n_panels(packed, queries=True)]
    last = n_panels(packed, queries=False)
    chunks = list(pairwise(own))
    for i, left in enumerate(chunks):
        for right in chunks[i:]:
            join(packed, lists, *left, *right, n_cached)
        join(packed, lists, *left, own[-1], last, n_cached)


def found(packed, lists):
    """Neighbors by row of the input."""
    is_real = packed.row_idx[: packed.n_queries] >= 0
    rows = packed.row_idx[: packed.n_queries][is_real]
    by_row = lists.indices.reshape(-1, lists.width)[is_real, : lists.k]
    return by_row[np.argsort(rows)]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", KINDS)
def test_all_rows_against_all(kind, dtype):
    X = KINDS[kind](np.random.default_rng(0), 3 * BLOCK + 40, 5).astype(dtype)
    packed = packed_rows(X, np.arange(len(X)))
    lists = empty_lists(packed.n_queries, 5)
    join_all(packed, lists)
    assert np.array_equal(found(packed, lists), k_nearest(X, 5))


@pytest.mark.parametrize("segments", [None, [1, 2, 5]])
@pytest.mark.parametrize("filter_dtype", [np.int8, np.int16, np.float32, np.float64])
@pytest.mark.parametrize("kind", ["blobs", "grid", "far_clusters", "tiny_beside_large"])
def test_neither_segments_nor_the_filter_decide(kind, filter_dtype, segments):
    X = KINDS[kind](np.random.default_rng(6), 5 * BLOCK + 10, 5)
    order = np.argsort(X[:, 0])  # so that bounds are tight early
    queries, others = np.delete(order, slice(200, 420)), order[200:420]
    packed = packed_rows(X, queries, others, filter_dtype=filter_dtype, segments=segments)
    lists = empty_lists(packed.n_queries, 6)
    join_all(packed, lists, (4,))
    assert np.array_equal(found(packed, lists), k_nearest(X, 6, np.sort(queries)))


@pytest.mark.parametrize("k", [1, 7, 8, 9, 16, 17, 40])
@pytest.mark.parametrize("n_queries", [1, 32, 100, 300])
def test_queries_against_themselves_and_others(n_queries, k):
    rng = np.random.default_rng(k)
    X = rng.normal(size=(400, 3))
    rows = rng.permutation(400)
    queries = rows[:n_queries]
    packed = packed_rows(X, queries, rows[n_queries:])
    lists = empty_lists(packed.n_queries, k)
    join_all(packed, lists)
    assert np.array_equal(found(packed, lists), k_nearest(X, k, np.sort(queries)))


@pytest.mark.parametrize("seams", [(), (4,), (8,), (4, 8, 12, 16)])
@pytest.mark.parametrize("n_cached", [16, 32, 1024])
def test_neither_chunks_nor_the_cache_decide(seams, n_cached):
    X = np.random.default_rng(1).integers(5, size=(5 * BLOCK - 3, 4)).astype(float)
    packed = packed_rows(X, np.arange(len(X)))
    lists = empty_lists(packed.n_queries, 8)
    join_all(packed, lists, seams, n_cached)
    assert np.array_equal(found(packed, lists), k_nearest(X, 8))


def test_each_pair_is_offered_once():
    # a row that came twice would stand twice in a list with room for all
    X = np.random.default_rng(2).normal(size=(2 * BLOCK + 50, 2))
    n = len(X)
    packed = packed_rows(X, np.arange(n))
    lists = empty_lists(packed.n_queries, n - 1)
    join_all(packed, lists, (4,))
    neighbors = np.sort(found(packed, lists), axis=1)
    others = np.array([np.delete(np.arange(n), i) for i in range(n)])
    assert np.array_equal(neighbors, others)
    spare = lists.indices.reshape(-1, lists.width)[:n, n - 1 :]
    assert (spare == np.iinfo(np.int64).max).all()


def test_lists_hold_the_scaled_squared_distances():
    X = np.random.default_rng(3).normal(size=(200, 9)) * 1e-20
    packed = packed_rows(X, np.arange(200))
    lists = empty_lists(packed.n_queries, 8)
    join_all(packed, lists)
    held = lists.sq_distances.reshape(-1, 8)[:200]
    left = np.repeat(np.arange(200), 8)
    expected = sq_distances(X[left], X[found(packed, lists).ravel()], packed.scale)
    assert np.array_equal(held.ravel(), expected)
    assert (np.diff(held, axis=1) >= 0).all()


def test_padding_stays_out_of_lists_and_keeps_its_own_empty():
    X = np.random.default_rng(4).normal(size=(33, 2))
    packed = packed_rows(X, np.arange(33))
    lists = empty_lists(packed.n_queries, 40)  # more than there are rows
    join_all(packed, lists)
    held = lists.indices.reshape(-1, lists.width)
    empty = np.iinfo(np.int64).max
    assert (held[33:] == empty).all()
    assert (held[:33, 32:] == empty).all()
    assert held[:33, :32].min() == 0
    assert held[:33, :32].max() == 32


@pytest.mark.parametrize("d", [1, 8, 100])
@pytest.mark.parametrize("unit", [1e-150, 1.0, 1e150])
def test_bounds_are_half_the_last_distance_rounded_up(d, unit):
    X = np.random.default_rng(d).normal(size=(150, d)) * unit
    packed = packed_rows(X, np.arange(150))
    lists = empty_lists(packed.n_queries, 5)
    join_all(packed, lists)
    # the distance itself errs, by at most this much in float64
    last = lists.sq_distances.reshape(-1, 8)[:150, 4] * (1 + (d + 4) * 2.0**-53)
    bounds = np.float64(packed.bounds[:150])
    assert (bounds >= last / 2).all()
    assert (bounds <= last / 2 * (1 + 2.0**-21) + 1e-29).all()


def test_bounds_stay_open_until_a_list_is_full():
    X = np.random.default_rng(5).normal(size=(6, 3))
    packed = packed_rows(X, np.arange(6))
    join_all(packed, empty_lists(packed.n_queries, 5))
    assert (packed.bounds[:6] < 10).all()
    packed = packed_rows(X, np.arange(6))
    join_all(packed, empty_lists(packed.n_queries, 6))
    assert (packed.bounds[:6] == NO_BOUND).all()
