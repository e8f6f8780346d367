"""Boxes hold their rows, and no gap exceeds half the squared distance of two rows.

`fastsmote.kernels.boxes` proves the latter for boxes that are wider than their rows by a margin.
That the rows here are hard enough is shown by the same search without it.
"""

import numpy as np
import pytest
from numba import njit

from fastsmote.kernels.boxes import allocate_boxes, fill_boxes
from fastsmote.kernels.gaps import box_gaps, boxes_within, panel_bound, rows_within
from fastsmote.kernels.packing import NO_BOUND
from fastsmote.kernels.ranges import AT_ONCE
from tests.kernels.panels import GROUP, PANEL, boxes_around, packed_rows
from tests.kernels.test_bound import floor_to
from tests.naive.boxes import sq_gaps
from tests.naive.distances import sq_distances
from tests.naive.packing import from_panels

_PANEL, _AT_ONCE = PANEL, AT_ONCE
TINY = 1e-30


@njit
def gaps_to(packed, boxes, lows, highs):
    """Gap of each panel, a row of the result, to each of some boxes; how far centres are apart."""
    n = len(packed.row_idx) // _PANEL
    gaps = np.empty((n, len(lows) // boxes.n_places), packed.panels.dtype)
    apart = np.empty_like(gaps)
    low, high = boxes.lows, boxes.highs
    for a in range(n):
        for first in range(0, gaps.shape[1], _AT_ONCE):
            box_gaps(
                low, high, lows, highs, gaps[a], apart[a], a, first, boxes.n_places, boxes.shrink
            )
    return gaps, apart


def gaps_to_panels(packed, boxes):
    """Gaps to the panels and what pads their blocks."""
    return gaps_to(packed, boxes, boxes.lows, boxes.highs)[0]


def gaps_to_groups(packed, boxes):
    """The same to each group of panels."""
    return gaps_to(packed, boxes, boxes.group_lows, boxes.group_highs)[0]


@njit
def panels_that_pass(packed, boxes, bounds):
    """Whether panel ``b`` may hold a row within ``bounds[a, b]`` of one of panel ``a``."""
    n = len(packed.row_idx) // _PANEL
    passed = np.zeros((n, len(boxes.lows) // boxes.n_places), np.bool_)
    for a in range(n):
        for b in range(passed.shape[1]):
            word = boxes_within(
                boxes.lows,
                boxes.highs,
                bounds[a, min(b, n - 1)],
                a,
                b - b % _AT_ONCE,
                boxes.n_places,
                boxes.shrink,
            )
            passed[a, b] = (word >> np.uint64(b % _AT_ONCE)) & np.uint64(1) == 1
    return passed


@njit
def rows_that_pass(packed, boxes, bounds):
    """Whether panel ``b`` may hold a row within ``bounds[b, i]`` of row ``i``."""
    n = len(packed.row_idx) // _PANEL
    passed = np.zeros((n * _PANEL, len(boxes.lows) // boxes.n_places), np.bool_)
    for a in range(n):
        for b in range(passed.shape[1]):
            word = rows_within(
                packed.panels,
                bounds[min(b, n - 1)],
                boxes.lows,
                boxes.highs,
                a,
                b,
                packed.n_features,
                boxes.n_places,
                boxes.shrink,
            )
            for r in range(_PANEL):
                passed[a * _PANEL + r, b] = (word >> np.uint64(r)) & np.uint64(1) == 1
    return passed


@njit
def loosest(bounds, start):
    return panel_bound(bounds, start)


def uniform(packed, bound):
    """The same bound for all, in the shapes that the two callers above take."""
    n = len(packed.row_idx)
    dtype = packed.panels.dtype
    return np.full((n // PANEL, n // PANEL), bound, dtype), np.full((n // PANEL, n), bound, dtype)


def edges(of_boxes, n_features):
    """Of each panel or group: arrays of shape (n, n_features)."""
    return (
        np.float64(of_boxes).reshape(-1, n_features, AT_ONCE).swapaxes(1, 2).reshape(-1, n_features)
    )


def clustered(rng, n_panels, d):
    """Rows that stand together in panels, panels that stand together in groups."""
    groups = np.repeat(5 * rng.normal(size=(-(-n_panels // AT_ONCE), d)), AT_ONCE, axis=0)
    centers = groups[:n_panels] + rng.normal(size=(n_panels, d))
    return np.repeat(centers, PANEL, axis=0) + 0.2 * rng.normal(size=(n_panels * PANEL, d))


@pytest.fixture(
    params=[(np.float32, 1, 20), (np.float32, 3, 37), (np.float64, 2, 16), (np.float64, 8, 20)]
)
def problem(request):
    """Packed rows, the last panel of them not full; boxes; the rows of each panel, as packed."""
    filter_dtype, n_box, n_panels = request.param
    X = clustered(np.random.default_rng(n_box), n_panels, 8)[:-5]
    packed = packed_rows(X, np.arange(len(X)), filter_dtype=filter_dtype)
    rows = np.float64(from_panels(packed.panels, 8))[: len(X), :n_box]
    members = [rows[a : a + PANEL] for a in range(0, len(rows), PANEL)]
    return packed, boxes_around(packed, n_box), members


def test_boxes_hold_their_rows_and_little_more(problem):
    packed, boxes, members = problem
    groups = [np.concatenate(members[i : i + AT_ONCE]) for i in range(0, len(members), AT_ONCE)]
    slack = 40 * np.finfo(packed.panels.dtype).eps + 64 * 2.0**-49
    for held, lows, highs in (
        (members, boxes.lows, boxes.highs),
        (groups, boxes.group_lows, boxes.group_highs),
    ):
        lows, highs = (edges(array, boxes.n_places) for array in (lows, highs))
        assert len(lows) % AT_ONCE == 0
        assert np.isposinf(lows[len(held) :]).all()
        assert np.isneginf(highs[len(held) :]).all()
        for rows, low, high in zip(held, lows, highs, strict=False):
            assert (low < rows.min(axis=0)).all()
            assert (high > rows.max(axis=0)).all()
            assert np.allclose(low, rows.min(axis=0), rtol=0, atol=slack)
            assert np.allclose(high, rows.max(axis=0), rtol=0, atol=slack)


def test_gaps_are_those_between_boxes(problem):
    packed, boxes, members = problem
    n = len(members)
    groups = [np.concatenate(members[i : i + AT_ONCE]) for i in range(0, n, AT_ONCE)]
    for gaps, others in (
        (gaps_to_panels(packed, boxes), members),
        (gaps_to_groups(packed, boxes), groups),
    ):
        expected = [[sq_gaps(rows, other) / 2 for other in others] for rows in members]
        assert np.allclose(gaps[:, : len(others)], expected, rtol=1e-4, atol=1e-7)
        assert np.isposinf(gaps[:, len(others) :]).all()
    assert (gaps_to_panels(packed, boxes)[:, :n] > 0.01).any()


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_what_is_clearly_beyond_a_bound_is_excluded_and_nothing_within(problem, share):
    packed, boxes, members = problem
    n, n_rows = len(members), sum(map(len, members))
    between = np.array([[sq_gaps(rows, other) / 2 for other in members] for rows in members])
    rows = np.concatenate(members)
    to_rows = np.array([[sq_gaps(row[np.newaxis], m) / 2 for m in members] for row in rows])
    bound = np.quantile(between[between > 0], share)
    by_panel, by_row = uniform(packed, bound)
    for passed, gaps in (
        (panels_that_pass(packed, boxes, by_panel), between),
        (rows_that_pass(packed, boxes, by_row)[:n_rows], to_rows),
    ):
        assert not passed[:, n:].any()
        passed = passed[:, :n]
        assert passed[gaps <= bound].all()
        assert not passed[gaps > bound * (1 + 1e-3)].any()
        assert 0 < passed.sum() < passed.size


def test_each_row_goes_by_its_own_bound(problem):
    packed, boxes, members = problem
    _, bounds = uniform(packed, -np.inf)
    asked = np.random.default_rng(0).permutation(sum(map(len, members)))[:50]
    bounds[:, asked] = NO_BOUND
    passed = rows_that_pass(packed, boxes, bounds)[:, : len(members)]
    assert np.array_equal(np.flatnonzero(passed.any(axis=1)), np.sort(asked))
    assert passed[asked].all()


def test_panels_of_padding_and_what_is_behind_the_last_are_infinitely_far():
    X = np.random.default_rng(0).normal(size=(40, 3))
    packed = packed_rows(X, np.arange(40), np.arange(40), unit=GROUP)
    boxes = boxes_around(packed, 2)
    is_held = np.isin(np.arange(len(packed.row_idx) // PANEL), [0, 1, 16, 17])
    by_panel, by_row = uniform(packed, NO_BOUND)
    for seen in (gaps_to_panels(packed, boxes) < np.inf, panels_that_pass(packed, boxes, by_panel)):
        assert np.array_equal(seen[is_held][:, : len(is_held)], np.tile(is_held, (4, 1)))
        assert not seen[~is_held].any()
    seen = rows_that_pass(packed, boxes, by_row)
    assert np.array_equal(np.flatnonzero(seen.any(axis=0)), np.flatnonzero(is_held))


def hard_rows(rng, d):
    """Rows at the edges of boxes: some are points, some overlap, some are a rounding apart.

    Features of unlike size, so that errors of the large ones exceed gaps of the small ones.
    """
    n_panels = 2 * AT_ONCE
    unit = 10.0 ** rng.uniform(-4, 0, d) * rng.choice([0, 1], d, p=[0.1, 0.9])
    unit[0] = 1
    apart = 10.0 ** rng.uniform(-9, 0, (n_panels, 1)) * rng.choice([-1, 1], (n_panels, d))
    width = 10.0 ** rng.uniform(-9, 0, (n_panels, 1)) * rng.choice([0, 1], (n_panels, 1))
    place = rng.choice([-1, 0, 0.3, 1]) + np.repeat(apart, PANEL, axis=0)
    corners = rng.choice([-1, 1], (n_panels, 4, d))
    return unit * (
        place + np.repeat(width, PANEL, axis=0) * np.repeat(corners, 8, axis=1).reshape(-1, d)
    )


def half_distances(X, scale):
    """Half the squared distance of each row to the nearest in each panel."""
    distinct = X[::8]
    n = len(distinct)
    left, right = (side.ravel() for side in np.indices((n, n)))
    half = sq_distances(distinct[left], distinct[right], scale) / 2
    half *= 1 + (X.shape[1] + 8) * 2.0**-53
    return np.repeat(half.reshape(n, -1, 4).min(axis=2) + TINY, 8, axis=0)


def count_violations(d, dtype, margin=1.0, n_rounds=12):
    """How often a gap exceeds half the squared distance of two rows: by box, by row, by group.

    Edges keep a share of their margin; what is added for a rotation hides nothing in any case.
    """
    rng = np.random.default_rng([d, np.dtype(dtype).itemsize])
    found = np.zeros(4, dtype=int)
    for _ in range(n_rounds):
        X = hard_rows(rng, d)
        packed = packed_rows(
            X, np.arange(len(X)), center=X[rng.integers(len(X))] / 3, scale=0.25, filter_dtype=dtype
        )
        boxes = allocate_boxes(packed, d)
        fill_boxes(packed, boxes, 0, 2)
        for edges, sign in zip(boxes[:4], (1, -1, 1, -1), strict=True):
            edges[:] += dtype(sign * d**2 * 2.0**-50)
        if margin < 1:
            rows = np.float64(from_panels(packed.panels, d)).reshape(-1, PANEL, d)
            for edges, of_rows in ((boxes.lows, rows.min(axis=1)), (boxes.highs, rows.max(axis=1))):
                tight = of_rows.reshape(2, AT_ONCE, d).swapaxes(1, 2).ravel().astype(dtype)
                edges[:] = tight + dtype(margin) * (edges - tight)
        by_row = half_distances(X, 0.25)
        by_panel = by_row.reshape(-1, PANEL, by_row.shape[1]).min(axis=1)
        by_group = by_panel.reshape(-1, 2, AT_ONCE).min(axis=2)
        found += [
            np.count_nonzero(gaps_to_panels(packed, boxes) > by_panel),
            np.count_nonzero(~panels_that_pass(packed, boxes, floor_to(dtype, by_panel))),
            np.count_nonzero(~rows_that_pass(packed, boxes, floor_to(dtype, by_row).T.copy())),
            np.count_nonzero(gaps_to_groups(packed, boxes)[:, :2] > by_group),
        ]
    return found


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", [1, 2, 3, 8])
def test_no_gap_exceeds_half_the_squared_distance(d, dtype):
    assert count_violations(d, dtype).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", [1, 2, 3, 8])
def test_the_search_finds_violations_of_boxes_without_their_margin(d, dtype):
    assert (count_violations(d, dtype, margin=0)[:3] > 0).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_loosest_bound_of_a_panel(dtype):
    bounds = np.random.default_rng(0).normal(size=5 * PANEL).astype(dtype)
    for start in range(0, len(bounds), PANEL):
        for r in range(PANEL):
            bounds[start + r] += 10
            assert loosest(bounds, start) == bounds[start : start + PANEL].max()
    bounds[PANEL : 2 * PANEL] = -np.inf
    assert loosest(bounds, PANEL) == -np.inf
    bounds[PANEL + 7] = NO_BOUND
    assert loosest(bounds, PANEL) == NO_BOUND


def test_centres_are_as_far_apart_as_they_are(problem):
    packed, boxes, _ = problem
    n_box = boxes.n_places
    _, apart = gaps_to(packed, boxes, boxes.lows, boxes.highs)
    dtype = packed.panels.dtype
    low, high = (edges(array, n_box).astype(dtype) for array in (boxes.lows, boxes.highs))
    held = np.isfinite(low).all(axis=1)
    twice = low[held] + high[held]
    between = np.float64(twice[: len(apart), np.newaxis] - twice)  # rounded as in the kernel
    expected = np.square(between).sum(axis=2)
    assert np.allclose(apart[:, held], expected, rtol=(n_box + 1) * np.finfo(dtype).eps, atol=0)
