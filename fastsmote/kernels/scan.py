"""Rows against the panels that may hold their neighbors, the nearest panels first.

For rows that lie in clusters, or have few features. Each row is spared the panels whose box is
beyond its own bound, and gives up on a panel after as few features as rule it out. Pairs are
compared from either side: a row's own bound alone leaves fewer than half of what the larger of two
bounds does.
"""

import numpy as np

from fastsmote.kernels.candidates import ENOUGH, no_candidates, settle
from fastsmote.kernels.first import bound_panel, first_bounds, room_for
from fastsmote.kernels.gaps import box_gaps, boxes_within, panel_bound, rows_within
from fastsmote.kernels.jit import inner, kernel
from fastsmote.kernels.ranges import AT_ONCE
from fastsmote.kernels.simd import ROW_TILES
from fastsmote.kernels.tile import PANEL, lowest_bit, rows_hit

_ONE = np.uint64(1)
_ROWS_4, _ROWS_8 = ROW_TILES[4].n_queries, ROW_TILES[8].n_queries
# Groups of panels that are put in order before the others: after them bounds are nearly final.
_RANKED = 8
# Counting takes several times as long as what is counted.
COUNTED = 4


@kernel
def scan(packed, boxes, lists, counts, first, last):  # type: ignore[no-untyped-def]
    """Find the neighbors of the rows of the panels ``first:last`` among all rows.

    Parameters
    ----------
    packed : Packed
        Bounds of these rows are tightened in place.
    boxes : Boxes
        Of all panels.
    lists : Lists
        Lists of these rows, empty so far, are written.
    counts : ndarray of shape (2 + n_segments,) or (0,), int64
        Gets, if there is room, how many pairs of panels had their rows tested, how many rows
        were left by that, and how many of those after each segment: of one pair in `COUNTED`.
    first, last : int
        Panels, of rows that have lists.
    """
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    segments = packed.segments
    d, n, n_segments = packed.n_places, len(packed.row_idx), len(packed.segments)
    lows, highs, n_box, shrink = boxes.lows, boxes.highs, boxes.n_places, boxes.shrink
    group_lows, group_highs = boxes.group_lows, boxes.group_highs
    kth, found = lists.k - 1, no_candidates(False)
    lefts, rights, count = found.lefts, found.rights, found.count
    n_rows = _ROWS_4 if bounds.itemsize == 4 else _ROWS_8
    n_groups = (n // PANEL + AT_ONCE - 1) // AT_ONCE
    first_group = packed.first_reference // PANEL // AT_ONCE
    last_group = (_ONE << np.uint64(n // PANEL - (n_groups - 1) * AT_ONCE)) - _ONE
    gaps = np.empty((n_groups + AT_ONCE - 1) // AT_ONCE * AT_ONCE, bounds.dtype)
    apart = np.empty(len(gaps), bounds.dtype)
    order = np.empty(n_groups, np.int64)
    places, alone = np.empty(PANEL + n_rows, np.int64), np.empty(n_rows, np.int64)
    masks = np.empty(n_rows, np.uint64)
    sums = np.empty(n_rows * PANEL, bounds.dtype)
    room = room_for(packed)
    if first_group == 0:
        first_bounds(packed, kth, first, last)
    for a in range(first, last):
        if panel_bound(bounds, a * PANEL) < 0:  # padding
            continue
        for g in range(first_group // AT_ONCE * AT_ONCE, n_groups, AT_ONCE):
            box_gaps(lows, highs, group_lows, group_highs, gaps, apart, a, g, n_box, shrink)
        nearest = a // AT_ONCE
        if first_group > 0:  # the row's own group is not among those searched
            nearest = first_group
            for g in range(first_group + 1, n_groups):
                if apart[g] < apart[nearest]:
                    nearest = g
            bound_panel(packed, kth, a, nearest * AT_ONCE, room)
        loosest = panel_bound(bounds, a * PANEL)
        order[0] = nearest
        turn = 0
        n_near = turn + 1  # a literal would have `_rank` compiled twice
        while turn < n_near:
            group = order[turn]
            turn += 1
            word = np.uint64(0)
            if gaps[group] <= loosest:
                word = boxes_within(lows, highs, loosest, a, group * AT_ONCE, n_box, shrink)
                if group == n_groups - 1:  # behind the last panel there is nothing
                    word &= last_group
            while word:
                b = group * AT_ONCE + lowest_bit(word)
                word &= word - _ONE
                near = rows_within(panels, bounds, lows, highs, a, b, d, n_box, shrink)
                n_left = 0
                while near:
                    places[n_left] = lowest_bit(near)
                    near &= near - _ONE
                    n_left += 1
                if len(counts) > 0 and (a + b) % COUNTED == 0:
                    _count(packed, a, b, places, n_left, alone, masks, sums, counts)
                if n_left == 0:
                    continue
                for u in range(n_rows - 1):  # the last one again to make up the number
                    places[n_left + u] = places[n_left - 1]
                is_hit = False
                for which in range(0, n_left, n_rows):
                    hits = rows_hit(
                        panels,
                        half_norms,
                        bounds,
                        segments,
                        masks,
                        sums,
                        places,
                        n_segments,
                        d,
                        n,
                        a * PANEL,
                        which,
                        b * PANEL,
                    )
                    if which + n_rows > n_left:  # without those that make up the number
                        hits &= (_ONE << np.uint64(n_left - which)) - _ONE
                    while hits:
                        u = lowest_bit(hits)
                        hits &= hits - _ONE
                        i = a * PANEL + places[which + u]
                        pairs = masks[u]
                        while pairs:
                            v = lowest_bit(pairs)
                            pairs &= pairs - _ONE
                            j = b * PANEL + v
                            # the bound may have become tighter since
                            if sums[u * PANEL + v] <= bounds[i] and i != j:
                                is_hit = True
                                lefts[count[0]], rights[count[0]] = i, j
                                count[0] += 1
                    if count[0] >= ENOUGH:
                        settle(packed, lists, found)
                if is_hit:
                    settle(packed, lists, found)
                    loosest = panel_bound(bounds, a * PANEL)
            if turn == 1:  # the others, now that the bounds tell which
                for g in range(first_group, n_groups):
                    if gaps[g] <= loosest and g != nearest:
                        order[n_near] = g
                        n_near += 1
                _rank(apart, order, n_near)


@inner
def _rank(apart, order, last):  # type: ignore[no-untyped-def]
    """Put the nearest few of the groups ``order[1:last]`` first, in their order."""
    for to in range(1, min(1 + _RANKED, last)):
        nearest = to
        for at in range(to + 1, last):
            if apart[order[at]] < apart[order[nearest]]:
                nearest = at
        order[to], order[nearest] = order[nearest], order[to]


@inner
def _count(packed, a, b, places, n_left, alone, masks, sums, counts):  # type: ignore[no-untyped-def]
    """Count how far some rows of panel ``a`` come with panel ``b``, each by itself."""
    counts[0] += 1
    counts[1] += n_left
    for r in range(n_left):
        for u in range(len(alone)):
            alone[u] = places[r]
        for m in range(len(packed.segments)):
            if not rows_hit(
                packed.panels,
                packed.half_norms,
                packed.bounds,
                packed.segments,
                masks,
                sums,
                alone,
                m + 1,
                packed.n_places,
                len(packed.row_idx),
                a * PANEL,
                0,
                b * PANEL,
            ):
                break
            counts[2 + m] += 1
