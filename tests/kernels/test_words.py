"""Words: exact sums, and a limit that no pair within a bound exceeds.

`fastsmote.kernels.words` proves the latter. That the pairs here are hard enough is shown by the
same search without the blur.
"""

import numpy as np
import pytest
from numba import njit

from fastsmote.kernels.boxes import allocate_boxes, fill_boxes
from fastsmote.kernels.first import first_bounds
from fastsmote.kernels.gaps import box_gaps, boxes_within, rows_within
from fastsmote.kernels.ranges import AT_ONCE
from fastsmote.kernels.words import LONGEST, NO_LIMIT, limit_of
from tests.kernels.panels import GROUP, PANEL, packed_rows, panel_hits, places_hit
from tests.naive.distances import sq_distances
from tests.naive.rows import KINDS

_PANEL, _AT_ONCE = PANEL, AT_ONCE
DTYPES = [np.int8, np.int16]
# where a row's first value is negative, and what queries are subtracted from
MINUENDS = {np.int8: 127, np.int16: 0}


def integers(packed):
    """Rows in units of the integers, as the queries' part and the references' part have them."""
    n_values = packed.n_values
    sides = packed.panels.reshape(2, -1, packed.n_places, PANEL, n_values)
    queries, references = (
        side.swapaxes(1, 2).reshape(len(packed.row_idx), -1).astype(int) for side in sides
    )
    minuend = MINUENDS[packed.panels.dtype.type]
    if minuend:
        queries %= 256  # they are unsigned
    return minuend - queries, references


def rounded(X, packed):
    """The same by NumPy, from rows in the order of the input."""
    Y = np.float32((X - X.mean(axis=0)) * packed.scale)
    return np.rint(np.float64(Y) * packed.per_unit).astype(int)


def words(X, dtype, segments=None, **options):
    return packed_rows(X, np.arange(len(X)), filter_dtype=dtype, segments=segments, **options)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("d", [1, 2, 3, 4, 5, 8, 33, 130])
def test_rows_are_rounded_and_padded(d, dtype):
    X = np.random.default_rng(d).normal(size=(75, d))
    packed = words(X, dtype)
    queries, references = integers(packed)
    expected = rounded(X, packed)
    assert np.array_equal(references[:75, :d], expected)
    assert np.array_equal(queries[:75, :d], expected)
    assert not references[:, d:].any()
    assert not queries[:, d:].any()
    assert not references[75:].any()
    assert np.abs(expected).max() > 100
    assert np.sqrt(np.square(expected).sum(axis=1)).max() <= LONGEST + np.sqrt(d)
    assert (packed.bounds[:75] == NO_LIMIT).all()
    assert (packed.bounds[75:] < 0).all()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("d", [1, 3, 8, 33, 130])
def test_the_blur_is_twice_the_largest_residual_or_a_little_more(d, dtype):
    X = np.random.default_rng(d).normal(size=(200, d))
    packed = words(X, dtype)
    Y = np.float64(np.float32((X - X.mean(axis=0)) * packed.scale)) * packed.per_unit
    largest = 2 * np.sqrt(np.square(Y - np.rint(Y)).sum(axis=1)).max()
    assert largest <= packed.blur <= largest + 2 * np.sqrt(d) * 3 / 256 + 0.01


def half_sums(packed, ends):
    """What the tile adds up for all pairs of rows, after each segment.

    Half norms are rounded down place by place, of which segments are made here.
    """
    _, rows = integers(packed)
    total, start, after = 0, 0, []
    for end in ends:
        of_segment = rows[:, start : end * packed.n_values]
        by_place = np.square(of_segment).reshape(len(rows), -1, packed.n_values).sum(axis=2)
        halves = (by_place // 2).sum(axis=1)
        total = total + halves[:, np.newaxis] + halves - of_segment @ of_segment.T
        after.append(total)
        start = end * packed.n_values
    return after


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("d", "segments"), [(1, None), (4, None), (7, [4, 7]), (33, [8, 16, 33]), (200, [64, 200])]
)
def test_sums_are_exact_after_each_segment(d, segments, dtype):
    rng = np.random.default_rng(d)
    X = rng.normal(size=(3 * PANEL, d))
    packed = words(X, dtype, segments)
    after = half_sums(packed, packed.segments)
    places = rng.permutation(PANEL).astype(np.int64)
    for s, sums in enumerate(after):
        packed.bounds[:] = rng.permuted(sums, axis=1)[:, 0]
        for query in range(0, len(X), PANEL):
            for reference in range(0, len(X), PANEL):
                block = sums[query : query + PANEL, reference : reference + PANEL]
                own, other = packed.bounds[query:][:PANEL], packed.bounds[reference:][:PANEL]
                hits = panel_hits(packed, s + 1, query, reference)
                assert np.array_equal(hits, block <= np.maximum(own[:, np.newaxis], other))
                hits, found, any_hits = places_hit(packed, s + 1, query, places, reference)
                assert np.array_equal(hits, block[places] <= own[places, np.newaxis])
                assert np.array_equal(found[any_hits], block[places][any_hits])
                assert any_hits.any()
        if s < len(after) - 1:  # or the segments before would have given the tile up
            packed.bounds[:] = NO_LIMIT


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_longest_rows_stay_within_range(dtype):
    # opposite each other, which makes the largest sums there are, and beside padding
    d = 64
    X = np.random.default_rng(0).choice([-1.0, 1.0], (1, d)) * np.array([[1.0], [-1.0]] * 16)
    packed = words(X, dtype)
    (sums,) = half_sums(packed, packed.segments)
    assert sums[0, 1] > (2**28 if dtype == np.int16 else 10**6)
    packed.bounds[:] = 0
    packed.bounds[: len(X)] = NO_LIMIT
    assert panel_hits(packed, 1, 0, 0).all()
    packed.bounds[: len(X)] = sums[0, 1] - 1
    hits = panel_hits(packed, 1, 0, 0)
    assert np.array_equal(hits, np.indices(hits.shape).sum(axis=0) % 2 == 0)


@pytest.mark.parametrize("dtype", DTYPES)
def test_padding_never_hits(dtype):
    packed = words(np.random.default_rng(0).normal(size=(40, 5)), dtype, [2, 5])
    is_real = packed.row_idx >= 0
    for query in (0, PANEL):
        for reference in (0, PANEL):
            left, right = is_real[query:][:PANEL], is_real[reference:][:PANEL]
            hits = panel_hits(packed, len(packed.segments), query, reference)
            assert np.array_equal(hits, left[:, np.newaxis] & right)


def hard_rows(rng, d):
    """Pairs of rows whose integers are farther apart than they are, as far as can be."""
    q = rng.uniform(-1, 1, (4 * PANEL, d))
    direction = rng.choice([-1.0, 1.0], (4 * PANEL, d))
    q[1::2] = q[::2] + 10.0 ** rng.uniform(-4, 0, (2 * PANEL, 1)) * direction[::2]
    q[0], q[1] = 1.0, -1.0  # so that units are known
    return q


def to_the_edge(X, packed):
    """Move each row to where it is rounded away from the row beside it, by half a unit at most."""
    unit = 1 / (packed.per_unit * packed.scale)
    away = np.sign(X[::2] - X[1::2])
    moved = X.copy()
    for first, sign in ((0, 1), (1, -1)):
        nearest = np.rint(X[first::2] / unit) * unit
        moved[first::2] = nearest - sign * away * unit * 0.499
    moved[:2] = X[:2]
    return moved


def count_violations(d, dtype, blur=1.0, n_rounds=10):
    """How often what the tile adds up exceeds the limit of half the squared distance."""
    rng = np.random.default_rng([d, np.dtype(dtype).itemsize])
    n_found = 0
    for _ in range(n_rounds):
        X = hard_rows(rng, d)
        center = np.zeros(d)
        packed = words(X, dtype, center=center, scale=0.5)
        X = to_the_edge(X, packed)
        packed = words(X, dtype, center=center, scale=0.5)
        packed = packed._replace(blur=packed.blur * blur)
        (sums,) = half_sums(packed, packed.segments)
        left, right = (side.ravel() for side in np.indices(sums.shape))
        bounds = sq_distances(X[left], X[right], 0.5) * packed.to_bound
        limits = [limit_of(packed, bound) for bound in bounds.tolist()]
        n_found += np.count_nonzero(sums.ravel() > np.floor(limits))
    return n_found


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("d", [1, 2, 3, 8, 33, 128])
def test_no_pair_within_a_bound_exceeds_its_limit(d, dtype):
    assert count_violations(d, dtype) == 0


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("d", [2, 3, 8, 33, 128])
def test_the_search_finds_violations_of_limits_without_the_blur(d, dtype):
    assert count_violations(d, dtype, blur=0.5) > 0


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("kind", KINDS)
def test_first_bounds_are_not_below_the_last_distance_wanted(kind, dtype):
    X = KINDS[kind](np.random.default_rng(1), 330, 4)
    left, right = (side.ravel() for side in np.indices((330, 330)))
    half = None
    for k in (1, 5, 32):
        packed = packed_rows(X, np.arange(300), np.arange(300, 330), filter_dtype=dtype)
        if half is None:
            half = (sq_distances(X[left], X[right], packed.scale) * packed.to_bound).reshape(
                330, -1
            )
            np.fill_diagonal(half, np.inf)
            half.sort(axis=1)
        first_bounds(packed, k - 1, 0, packed.n_queries // PANEL)
        least = [limit_of(packed, bound) for bound in half[:300, k - 1].tolist()]
        assert (packed.bounds[:300] >= np.floor(least)).all()
        assert (packed.bounds[300:] < 0).all()


@njit
def all_gaps(packed, boxes, bounds):
    """Gaps of panels to panels and to groups; which panels, and which rows, pass."""
    n = len(packed.row_idx) // _PANEL
    n_groups = (n + _AT_ONCE - 1) // _AT_ONCE * _AT_ONCE
    gaps, apart = np.zeros((n, n_groups), np.int32), np.zeros((n, n_groups), np.int32)
    to_groups = np.zeros((n, _AT_ONCE), np.int32)
    panels, rows = np.zeros((n, n), np.bool_), np.zeros((n * _PANEL, n), np.bool_)
    low, high, n_box = boxes.lows, boxes.highs, boxes.n_places
    g_low, g_high, shrink = boxes.group_lows, boxes.group_highs, boxes.shrink
    for a in range(n):
        box_gaps(low, high, g_low, g_high, to_groups[a], apart[a], a, 0, n_box, shrink)
        for b in range(n):
            first = b - b % _AT_ONCE
            box_gaps(low, high, low, high, gaps[a], apart[a], a, first, n_box, shrink)
            word = boxes_within(low, high, bounds[a * _PANEL], a, first, n_box, shrink)
            panels[a, b] = (word >> np.uint64(b % _AT_ONCE)) & np.uint64(1) == 1
            word = rows_within(
                packed.panels, bounds, low, high, a, b, packed.n_places, n_box, shrink
            )
            for r in range(_PANEL):
                rows[a * _PANEL + r, b] = (word >> np.uint64(r)) & np.uint64(1) == 1
    return gaps, to_groups, panels, rows


def sq_gap(low, high, value_low, value_high, cap):
    """Squared gaps of the places of boxes, or of a box and rows; the last axis is summed."""
    gap = np.maximum(np.maximum(low - value_high, value_low - high), 0)
    return np.square(np.minimum(gap, cap)).sum(axis=-1)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n_box", [1, 3, 4, 7])
def test_gaps_are_those_between_the_integers_of_panels(n_box, dtype):
    rng = np.random.default_rng(n_box)
    X = np.repeat(rng.normal(size=(20, 7)), PANEL, axis=0)
    X = X + 0.1 * rng.normal(size=X.shape)
    packed = words(X, dtype)
    boxes = allocate_boxes(packed, n_box)
    fill_boxes(packed, boxes, 0, 2)
    n_values = boxes.n_places * packed.n_values  # whole words
    cap = np.iinfo(dtype).max
    _, held = integers(packed)
    held = held[:, :n_values]
    by_panel = held.reshape(20, PANEL, -1)
    low, high = by_panel.min(axis=1), by_panel.max(axis=1)
    between = sq_gap(low[:, np.newaxis], high[:, np.newaxis], low, high, cap) // 2
    to_rows = sq_gap(low, high, *[held[:, np.newaxis]] * 2, cap) // 2
    groups = [by_panel[i : i + AT_ONCE].reshape(-1, held.shape[1]) for i in (0, AT_ONCE)]
    to_groups = np.array(
        [sq_gap(low, high, g.min(axis=0), g.max(axis=0), cap) // 2 for g in groups]
    ).T
    bounds = np.full(len(X), int(np.median(between)), np.int32)
    gaps, by_group, panels, rows = all_gaps(packed, boxes, bounds)
    assert np.array_equal(gaps[:, :20], between)
    assert np.array_equal(by_group[:, :2], to_groups)
    assert np.array_equal(panels, between <= bounds[0])
    assert np.array_equal(rows, to_rows <= bounds[0])
    assert 0 < panels.sum() < panels.size
    assert 0 < rows.sum() < rows.size


@pytest.mark.parametrize("dtype", DTYPES)
def test_boxes_in_any_number_of_groups(dtype):
    X = np.random.default_rng(0).normal(size=(2 * GROUP + 5, 3))
    packed = words(X, dtype)
    boxes = allocate_boxes(packed, 3)
    fill_boxes(packed, boxes, 0, 3)
    _, held = integers(packed)
    n_values = boxes.n_places * packed.n_values
    for group in range(3):
        members = held[group * GROUP : min((group + 1) * GROUP, len(X)), :n_values]
        for array, edge in (
            (boxes.group_lows, members.min(0)),
            (boxes.group_highs, members.max(0)),
        ):
            by_word = array.reshape(boxes.n_places, AT_ONCE, packed.n_values)
            assert np.array_equal(by_word[:, group].ravel(), edge)
