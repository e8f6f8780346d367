import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.kernels.lists import collect, empty_lists, list_width, offer
from tests.naive.lists import NONE_FOUND, smallest

WIDTHS = [8, 16, 40]


def offered(offers, width, n_rows=3, row=1):
    """Lists after the offers; those of the other rows must stay empty."""
    distances = np.full(n_rows * width, NONE_FOUND[0])
    indices = np.full(n_rows * width, NONE_FOUND[1])
    for distance, index in offers:
        offer(distances, indices, row, width, distance, index)
    distances, indices = distances.reshape(n_rows, width), indices.reshape(n_rows, width)
    assert np.isinf(np.delete(distances, row, axis=0)).all()
    assert (np.delete(indices, row, axis=0) == NONE_FOUND[1]).all()
    return distances[row], indices[row]


def check(offers, width):
    distances, indices = offered(offers, width)
    expected_distances, expected_indices = smallest(offers, width)
    assert np.array_equal(distances, expected_distances)
    assert np.array_equal(indices, expected_indices)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("n_distances", [1, 3, 20, 1000])
def test_random_offers_are_kept_in_order(width, n_distances):
    rng = np.random.default_rng([width, n_distances])
    for n_offers in (0, 1, 2, 7, 8, 9, width - 1, width, width + 1, 3 * width, 200):
        values = rng.integers(n_distances, size=n_offers) / 7
        check(list(zip(values.tolist(), rng.permutation(n_offers).tolist(), strict=True)), width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("direction", [1, -1])
def test_sorted_offers(width, direction):
    check([(float(i), i) for i in range(100)][::direction], width)
    check([(2.0, i) for i in range(100)][::direction], width)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_place_can_be_taken_from_a_full_list(width):
    full = [(float(i), i) for i in range(0, 2 * width, 2)]
    for place in range(-1, 2 * width + 1, 2):
        check([*full, (float(place), 1000)], width)


@pytest.mark.parametrize("width", WIDTHS)
def test_ties_at_the_seams_of_blocks_go_by_row(width):
    tied = [(1.0, i) for i in range(0, 2 * width, 2)]
    for index in range(-1, 2 * width + 1, 2):
        check([*tied, (1.0, index)], width)


@given(
    width=st.sampled_from(WIDTHS),
    values=st.lists(st.floats(0, 1e300), max_size=100),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_offers(width, values, seed):
    rows = np.random.default_rng(seed).permutation(len(values)).tolist()
    check(list(zip(values, rows, strict=True)), width)


def test_list_width():
    assert [list_width(k) for k in (1, 5, 8, 9, 16, 17, 40)] == [8, 8, 8, 16, 16, 24, 40]


@pytest.mark.parametrize("k", [1, 8, 9])
def test_empty_lists_hold_nothing_and_begin_at_cache_lines(k):
    lists = empty_lists(5, k)
    assert (lists.k, lists.width) == (k, list_width(k))
    for array, nothing in zip((lists.sq_distances, lists.indices), NONE_FOUND, strict=True):
        assert array.shape == (5 * lists.width,)
        assert (array == nothing).all()
        assert array.ctypes.data % 64 == 0


def numbered_lists(n_rows, k):
    lists = empty_lists(n_rows, k)
    lists.indices[:] = np.arange(len(lists.indices))
    lists.sq_distances[:] = 0.5 * lists.indices
    return lists


def collected(lists, row_idx, place, n_queries, ranges):
    neighbors = np.full((n_queries, lists.k), -1, dtype=np.intp)
    sq_distances = np.full((n_queries, lists.k), -1.0)
    for first, last in ranges:
        collect(lists, row_idx, place, neighbors, sq_distances, first, last)
    return neighbors, sq_distances


@pytest.mark.parametrize("k", [1, 5, 8, 9])
def test_lists_are_collected_where_their_rows_belong(k):
    rng = np.random.default_rng(k)
    queries = np.sort(rng.permutation(100)[:40])
    row_idx = np.full(128, -1)  # 64 with lists, padding between them, then those without
    row_idx[np.sort(rng.permutation(64)[:40])] = rng.permutation(queries)
    row_idx[64:124] = np.delete(np.arange(100), queries)
    place = np.full(100, -(10**6))
    place[queries] = np.arange(40)
    lists = numbered_lists(64, k)
    whole = collected(lists, row_idx, place, 40, [(0, 128)])
    at = np.array([np.flatnonzero(row_idx == query)[0] for query in queries])
    assert np.array_equal(whole[0], at[:, np.newaxis] * lists.width + np.arange(k))
    assert np.array_equal(whole[1], 0.5 * whole[0])
    alone = np.full((40, k), -1, dtype=np.intp)
    collect(lists, row_idx, place, alone, np.empty((0, k)), 0, 128)
    assert np.array_equal(alone, whole[0])
    in_parts = collected(lists, row_idx, place, 40, [(50, 128), (0, 17), (17, 50)])
    assert all(np.array_equal(part, all_) for part, all_ in zip(in_parts, whole, strict=True))


def test_a_range_is_collected_alone():
    lists = numbered_lists(64, 3)
    neighbors, sq_distances = collected(lists, np.arange(64), np.arange(64), 64, [(32, 40)])
    is_collected = (np.arange(64) >= 32) & (np.arange(64) < 40)
    assert np.array_equal((neighbors >= 0).all(axis=1), is_collected)
    assert np.array_equal((sq_distances >= 0).all(axis=1), is_collected)
