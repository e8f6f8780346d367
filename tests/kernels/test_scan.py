from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from fastsmote.kernels.boxes import AT_ONCE
from fastsmote.kernels.first import first_bounds
from fastsmote.kernels.lists import empty_lists
from fastsmote.kernels.packing import NO_BOUND
from fastsmote.kernels.scan import COUNTED, scan
from tests.kernels.panels import GROUP, PANEL, boxes_around, packed_rows
from tests.naive.distances import sq_distances
from tests.naive.neighbors import k_nearest
from tests.naive.packing import from_panels
from tests.naive.rows import KINDS
from tests.naive.tile import lower_bounds

NO_COUNTS = np.empty(0, np.int64)
FILTERS = [np.int8, np.int16, np.float32, np.float64]


def scan_all(packed, boxes, k, seams=(), counts=NO_COUNTS):
    """Lists of all rows, found in ranges between the given panels, the last range first."""
    lists = empty_lists(packed.n_queries, k)
    for first, last in reversed([*pairwise([0, *seams, packed.n_queries // PANEL])]):
        scan(packed, boxes, lists, counts, first, last)
    return lists


def found(packed, lists):
    """Neighbors by row of the input."""
    rows = packed.row_idx[: packed.n_queries]
    by_row = lists.indices.reshape(-1, lists.width)[rows >= 0, : lists.k]
    return by_row[np.argsort(rows[rows >= 0])]


def in_order(X):
    """Rows sorted by where they lie, roughly, so that boxes are small."""
    return np.lexsort((X[:, 1], X[:, 0] > np.median(X[:, 0])))


@cache
def problem(kind, dtype):
    """Rows, their order, and their neighbors."""
    X = KINDS[kind](np.random.default_rng(0), 1100, 5).astype(dtype)
    return X, in_order(X), k_nearest(X, 5)


@pytest.mark.parametrize("filter_dtype", FILTERS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", KINDS)
def test_all_rows_against_all(kind, dtype, filter_dtype):
    X, order, expected = problem(kind, dtype)
    for segments in (None, [2, 5]):
        for n_box in range(1, 6):
            packed = packed_rows(X, order, filter_dtype=filter_dtype, segments=segments)
            lists = scan_all(packed, boxes_around(packed, n_box), 5)
            assert np.array_equal(found(packed, lists), expected)


@pytest.mark.parametrize("filter_dtype", [np.int8, np.int16, np.float32])
@pytest.mark.parametrize("k", [1, 5, 8, 9, 31, 32, 33, 40])
@pytest.mark.parametrize("kind", ["blobs", "grid", "far_clusters", "tiny_beside_large"])
def test_queries_against_themselves_and_others(kind, k, filter_dtype):
    X = KINDS[kind](np.random.default_rng(k), 1100, 3)
    order = in_order(X)
    for n_queries in (1, 33, 600):
        queries, others = order[:n_queries], order[n_queries:]
        packed = packed_rows(
            X, queries, others, segments=[1, 3], unit=GROUP, filter_dtype=filter_dtype
        )
        lists = scan_all(packed, boxes_around(packed, 2), k)
        assert np.array_equal(found(packed, lists), k_nearest(X, k, np.sort(queries)))
        assert (packed.bounds[packed.n_queries :] < 0).all()


@pytest.mark.parametrize("seams", [(), (1,), (16,), (3, 4, 17, 30), tuple(range(1, 35))])
def test_ranges_of_panels_do_not_decide(seams):
    X, order, expected = problem("grid", np.float64)
    packed = packed_rows(X, order)
    lists = scan_all(packed, boxes_around(packed, 2), 5, seams)
    assert np.array_equal(found(packed, lists), expected)


def test_a_range_leaves_the_other_lists_empty_and_their_bounds_open():
    X, order, expected = problem("blobs", np.float64)
    packed = packed_rows(X, order)
    lists = empty_lists(packed.n_queries, 5)
    scan(packed, boxes_around(packed, 3), lists, NO_COUNTS, 7, 9)
    rows = np.arange(7 * PANEL, 9 * PANEL)
    held = lists.indices.reshape(-1, lists.width)
    assert np.array_equal(held[rows, :5], expected[order[rows]])
    assert (np.delete(held, rows, axis=0) == np.iinfo(np.int64).max).all()
    others = np.delete(packed.bounds, rows)
    assert ((others == NO_BOUND) | np.isneginf(others)).all()


def test_each_pair_is_offered_once():
    # a row that came twice would stand twice in a list with room for all
    X = np.random.default_rng(2).normal(size=(GROUP + 50, 2))
    n = len(X)
    packed = packed_rows(X, np.arange(n))
    lists = scan_all(packed, boxes_around(packed, 2), n - 1)
    others = np.array([np.delete(np.arange(n), i) for i in range(n)])
    assert np.array_equal(np.sort(found(packed, lists), axis=1), others)
    held = lists.indices.reshape(-1, lists.width)
    assert (held[:n, n - 1 :] == np.iinfo(np.int64).max).all()
    assert (held[n:] == np.iinfo(np.int64).max).all()


@pytest.mark.parametrize("unit", [1e-20, 1.0, 1e150])
def test_lists_hold_the_scaled_squared_distances_and_bounds_follow(unit):
    X = np.random.default_rng(3).normal(size=(200, 9)) * unit
    packed = packed_rows(X, np.arange(200))
    lists = scan_all(packed, boxes_around(packed, 4), 8)
    held = lists.sq_distances.reshape(-1, 8)[:200]
    left = np.repeat(np.arange(200), 8)
    expected = sq_distances(X[left], X[found(packed, lists).ravel()], packed.scale)
    assert np.array_equal(held.ravel(), expected)
    assert (np.diff(held, axis=1) >= 0).all()
    last = held[:, -1] * (1 + 13 * 2.0**-53)
    assert (packed.bounds[:200] >= last / 2).all()
    assert (packed.bounds[:200] <= last / 2 * (1 + 2.0**-20) + 1e-29).all()


def clusters(n_groups, spread=0.05):
    """Groups of panels far from each other, panels apart within them."""
    rng = np.random.default_rng(7)
    groups = np.repeat(10 * rng.normal(size=(n_groups, 2)), GROUP, axis=0)
    panels = np.repeat(rng.normal(size=(n_groups * AT_ONCE, 2)), PANEL, axis=0)
    return groups + panels + spread * rng.normal(size=(n_groups * GROUP, 2))


@pytest.mark.parametrize("level", ["panel", "group"])
def test_panels_are_spared_by_their_boxes(level):
    # or the tests above would not show that boxes miss nothing: here one is empty and misses all
    X = np.random.default_rng(7).normal(size=(3 * GROUP, 2))
    packed = packed_rows(X, np.arange(GROUP), np.arange(GROUP, 3 * GROUP), unit=GROUP)
    boxes = boxes_around(packed, 2)
    if level == "panel":
        is_missed = np.arange(3 * GROUP) // PANEL == AT_ONCE + 6
        boxes.highs[AT_ONCE * 2 + 6 : AT_ONCE * 4 : AT_ONCE] = -np.inf
    else:
        is_missed = np.arange(3 * GROUP) // GROUP == 2
        boxes.group_highs[2 : 2 * AT_ONCE : AT_ONCE] = -np.inf
    lists = scan_all(packed, boxes, 5)
    others = np.flatnonzero(~is_missed)
    expected = others[k_nearest(X[others], 5, np.arange(GROUP))]
    assert np.array_equal(found(packed, lists), expected)
    assert not np.array_equal(expected, k_nearest(X, 5, np.arange(GROUP)))


def counted(packed, n_box, k):
    counts = np.zeros(2 + len(packed.segments), dtype=np.int64)
    lists = scan_all(packed, boxes_around(packed, n_box), k, counts=counts)
    return counts, found(packed, lists)


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
def test_all_is_counted_where_no_list_is_ever_full(filter_dtype):
    X = np.random.default_rng(0).normal(size=(GROUP + 40, 6))
    packed = packed_rows(X, np.arange(len(X)), filter_dtype=filter_dtype, segments=[2, 4, 6])
    counts, _ = counted(packed, 3, len(X))
    sizes = (packed.row_idx.reshape(-1, PANEL) >= 0).sum(axis=1)
    panels = range(len(sizes))
    pairs = [(a, b) for a in panels for b in panels if (a + b) % COUNTED == 0]
    assert counts.tolist() == [len(pairs), *[sum(sizes[a] for a, _ in pairs)] * 4]


@pytest.mark.parametrize("kind", ["isotropic", "blobs", "grid"])
def test_counts_descend_and_change_nothing(kind):
    X, order, expected = problem(kind, np.float64)
    packed = packed_rows(X, order, segments=[1, 3, 5])
    counts, neighbors = counted(packed, 2, 5)
    assert np.array_equal(neighbors, expected)
    n_panels = len(packed.row_idx) // PANEL
    assert 0 < counts[0] <= n_panels**2 / COUNTED + n_panels
    assert PANEL * counts[0] >= counts[1]
    assert (np.diff(counts[1:]) <= 0).all()
    assert counts[-1] > 0


def test_counts_are_added_to():
    X, order, _ = problem("blobs", np.float64)
    packed = packed_rows(X, order)
    once, _ = counted(packed, 2, 5)
    packed = packed_rows(X, order)
    parts = np.full(3, 7, dtype=np.int64)
    scan_all(packed, boxes_around(packed, 2), 5, (9, 20), parts)
    assert np.array_equal(parts, once + 7)


def test_few_panels_are_tested_where_rows_lie_in_clusters():
    X = clusters(4)
    packed = packed_rows(X, np.arange(len(X)))
    counts, neighbors = counted(packed, 2, 5)
    assert np.array_equal(neighbors, k_nearest(X, 5))
    n_panels = len(X) // PANEL
    assert counts[0] * COUNTED < n_panels**2 / 16  # of its own group, and not all of that
    n_themselves = sum(2 * a % COUNTED == 0 for a in range(n_panels))
    n_elsewhere = counts[0] - n_themselves
    assert n_elsewhere > 0
    assert counts[1] - PANEL * n_themselves < PANEL * n_elsewhere / 2


def bounded(packed, kth):
    """What each row with a list begins with."""
    first_bounds(packed, kth, 0, packed.n_queries // PANEL)
    return np.float64(packed.bounds)


def half_distances(X, packed):
    """Of all pairs of packed rows, those of padding infinite; none with itself."""
    n = len(packed.row_idx)
    half = np.full((n, n), np.inf)
    is_real = packed.row_idx >= 0
    rows = X[packed.row_idx[is_real]]
    left, right = (side.ravel() for side in np.indices((len(rows), len(rows))))
    between = sq_distances(rows[left], rows[right], packed.scale) / 2
    half[np.ix_(is_real, is_real)] = between.reshape(len(rows), -1)
    np.fill_diagonal(half, np.inf)
    return half


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", KINDS)
def test_first_bounds_are_not_below_the_last_distance_wanted(kind, filter_dtype):
    d = 4
    X = KINDS[kind](np.random.default_rng(1), 330, d)
    half = None
    for k in (1, 5, 9, 31, 32):
        packed = packed_rows(X, np.arange(300), np.arange(300, 330), filter_dtype=filter_dtype)
        half = np.sort(half_distances(X, packed), axis=1) if half is None else half
        bounds = bounded(packed, k - 1)
        assert (bounds[:300] >= half[:300, k - 1] * (1 - (d + 8) * 2.0**-53)).all()
        assert np.isneginf(bounds[300:]).all()


def test_the_filter_alone_would_give_first_bounds_that_are_too_low():
    # or the test above would not show that its error is made up for
    X = KINDS["offset_1e4"](np.random.default_rng(1), 8 * PANEL, 4)
    packed = packed_rows(X, np.arange(len(X)), center=np.full(4, 9990.0))
    rows = from_panels(packed.panels, 4)
    left, right = (side.ravel() for side in np.indices((len(X), len(X))))
    norms = packed.half_norms[np.newaxis]
    filtered = lower_bounds(rows[left], rows[right], norms[:, left], norms[:, right], [4])
    filtered = filtered.reshape(len(X), -1)
    np.fill_diagonal(filtered, np.inf)
    half = half_distances(X, packed)
    assert (np.sort(filtered, axis=1)[:, 4] < np.sort(half, axis=1)[:, 4]).any()
    assert (bounded(packed, 4) >= np.sort(half, axis=1)[:, 4]).all()


@pytest.mark.parametrize("segments", [None, [4, 8, 16, 32, 64]])
@pytest.mark.parametrize("spread", [1e-5, 1e-6, 1e-7])
@pytest.mark.parametrize("d", [64, 256])
def test_first_bounds_make_up_for_what_is_taken_off_for_the_rotation(d, spread, segments):
    # far more than roundings of float64, and than the distances of rows that lie close together
    rng = np.random.default_rng(d)
    X = rng.normal(size=d) + spread * rng.normal(size=(4 * PANEL, d))
    segments = segments and [end for end in segments if end < d] + [d]
    rows = np.arange(len(X))
    packed = packed_rows(X, rows, center=np.zeros(d), filter_dtype=np.float64, segments=segments)
    half = np.sort(half_distances(X, packed), axis=1)
    assert (bounded(packed, 4) >= half[:, 4]).all()


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
def test_first_bounds_are_those_of_the_panels_beside(filter_dtype):
    X = clusters(1)[: 8 * PANEL]
    packed = packed_rows(X, np.arange(len(X)), filter_dtype=filter_dtype)
    half = np.sort(half_distances(X, packed), axis=1)
    # 32 minima of 255 values hold the 5 smallest, or nearly
    assert np.median(bounded(packed, 4) / half[:, 4]) < 1.5
    assert (packed.bounds < half[:, 20]).mean() > 0.95


def test_first_bounds_stay_open_for_more_than_there_are_minima():
    packed = packed_rows(clusters(1), np.arange(GROUP))
    assert (bounded(packed, 31) < NO_BOUND).all()
    packed = packed_rows(clusters(1), np.arange(GROUP))
    assert (bounded(packed, 32) == NO_BOUND).all()


def test_a_first_bound_never_loosens():
    packed = packed_rows(clusters(1), np.arange(GROUP))
    packed.bounds[:] = 1e-12
    assert (bounded(packed, 4) == np.float32(1e-12)).all()
