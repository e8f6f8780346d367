"""Panels against panels: boxes and the tile filter, the distance decides, the lists keep."""

from typing import NamedTuple

import numpy as np

from fastsmote.kernels.boxes import AT_ONCE, box_hits, group_bound, panel_bound
from fastsmote.kernels.distance import sq_distance
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.lists import offer
from fastsmote.kernels.packing import NO_BOUND
from fastsmote.kernels.simd import TILES
from fastsmote.kernels.tile import PANEL, lowest_bit, tile_hits

_PANEL, _NO_BOUND, _AT_ONCE = PANEL, NO_BOUND, AT_ONCE
_QUERIES_4, _QUERIES_8 = TILES[4].n_queries, TILES[8].n_queries
_REFERENCES_4, _REFERENCES_8 = TILES[4].n_references, TILES[8].n_references
_ONE, _ALL = np.uint64(1), np.uint64((1 << AT_ONCE) - 1)
# On top of a bound, beyond underflow: step 5 of the proof in `packing`.
_TINY = 1e-30
# Panels whose pairs are all compared first, so that bounds are nearly final in the long join: with
# 128 rows 14 distances a row are computed here and 6 later, where it would have been 46.
BLOCK_PANELS = 4
_BLOCK_PANELS = BLOCK_PANELS


class Lists(NamedTuple):
    """The nearest rows of each packed row that needs them.

    Attributes
    ----------
    sq_distances : ndarray of shape (n_queries * width,), float64
        Ascending within a row; scaled; inf where nothing was found.
    indices : ndarray of shape (n_queries * width,), int64
        Rows of the input.
    width, k : int
        Entries kept and entries wanted, ``k <= width``.
    """

    sq_distances: np.ndarray
    indices: np.ndarray
    width: int
    k: int


@kernel
def join(packed, boxes, lists, a_first, a_last, b_first, b_last, n_cached):  # type: ignore[no-untyped-def]
    """Compare the panels ``a`` with the panels ``b`` and offer what passes to the lists.

    Parameters
    ----------
    packed : Packed
        Bounds of both ranges of panels are tightened in place.
    boxes : Boxes
        Used if they have features.
    lists : Lists
        Lists of both ranges of panels are written.
    a_first, a_last, b_first, b_last : int
        Panels; two ranges that are the same or disjoint. The ``a`` have lists; the ``b`` have
        them all or none. In a range against itself each pair comes once, without those within a
        block of `BLOCK_PANELS`: `join_blocks` has had them.
    n_cached : int
        Panels of ``b``, a multiple of 16, that stay in the cache while all of ``a`` passes over.
    """
    masks = np.empty(8, np.uint64)
    is_same = a_first == b_first
    part = b_first
    while part < b_last:
        part_last = min(part - part % _AT_ONCE + n_cached, b_last)
        for a in range(a_first, a_last):
            start = part
            if is_same:
                start = max(part, a - a % _BLOCK_PANELS + _BLOCK_PANELS)
            if start < part_last:
                _compare(packed, boxes, lists, masks, a, start, part_last)
        part = part_last


@kernel
def join_blocks(packed, boxes, lists, first, last):  # type: ignore[no-untyped-def]
    """Compare all pairs within each block of panels of the range, nearest panels first.

    Parameters
    ----------
    packed, boxes, lists
        As in `join`.
    first, last : int
        Panels; ``first`` begins a block.
    """
    masks = np.empty(8, np.uint64)
    for block in range(first, last, _BLOCK_PANELS):
        block_last = min(block + _BLOCK_PANELS, last)
        for apart in range(_BLOCK_PANELS):
            for a in range(block, block_last - apart):
                _compare(packed, boxes, lists, masks, a, a + apart, a + apart + 1)


@kernel
def _compare(packed, boxes, lists, masks, a, b_first, b_last):  # type: ignore[no-untyped-def]
    """Compare panel ``a`` with each of the panels ``b``, itself perhaps among them."""
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    segments, row_idx, rows = packed.segments, packed.row_idx, packed.rows
    d, n, n_segments = packed.n_features, len(packed.row_idx), len(packed.segments)
    row_width, scale, to_bound = packed.width, packed.scale, packed.to_bound
    lows, highs, panel_bounds = boxes.lows, boxes.highs, boxes.bounds
    group_lows, group_highs, n_box = (boxes.group_lows, boxes.group_highs, boxes.n_features)
    sq_distances, indices, width, last = (
        lists.sq_distances,
        lists.indices,
        lists.width,
        lists.k - 1,
    )
    n_queries = _QUERIES_4 if panels.itemsize == 4 else _QUERIES_8
    n_references = _REFERENCES_4 if panels.itemsize == 4 else _REFERENCES_8
    is_mutual = b_first * _PANEL < packed.n_queries
    whole_box = n // n_queries + a
    for first in range(b_first - b_first % _AT_ONCE, b_last, _AT_ONCE):
        wanted = _ALL
        if first < b_first:
            wanted &= _ALL << np.uint64(b_first - first)
        if first + _AT_ONCE > b_last:
            wanted &= _ALL >> np.uint64(first + _AT_ONCE - b_last)
        if n_box:
            bound = panel_bounds[a]
            wanted &= box_hits(
                lows, highs, panel_bounds, group_lows, group_highs, bound, whole_box, first, n_box
            )
        if not wanted:
            continue
        for query in range(a * _PANEL, (a + 1) * _PANEL, n_queries):
            word = wanted
            if n_box:
                bound = group_bound(bounds, query)
                box = query // n_queries
                word &= box_hits(
                    lows, highs, panel_bounds, group_lows, group_highs, bound, box, first, n_box
                )
            while word:
                b = first + lowest_bit(word)
                word &= word - _ONE
                is_hit = False
                for reference in range(b * _PANEL, (b + 1) * _PANEL, n_references):
                    if not tile_hits(
                        panels,
                        half_norms,
                        bounds,
                        segments,
                        masks,
                        n_segments,
                        d,
                        n,
                        query,
                        reference,
                    ):
                        continue
                    is_hit = True
                    for u in range(n_queries):
                        pairs = masks[u]
                        i = query + u
                        while pairs:
                            j = reference + lowest_bit(pairs)
                            pairs &= pairs - _ONE
                            if a == b and j <= i:
                                continue
                            distance = sq_distance(rows, i, j, row_width, scale)
                            offer(sq_distances, indices, i, width, distance, row_idx[j])
                            bound = sq_distances[i * width + last] * to_bound + _TINY
                            bounds[i] = min(bound, _NO_BOUND)
                            if is_mutual:
                                offer(sq_distances, indices, j, width, distance, row_idx[i])
                                bound = sq_distances[j * width + last] * to_bound + _TINY
                                bounds[j] = min(bound, _NO_BOUND)
                if is_hit and n_box:
                    panel_bounds[a] = panel_bound(bounds, a * _PANEL)
                    if is_mutual:
                        panel_bounds[b] = panel_bound(bounds, b * _PANEL)


@kernel
def bounds_from_lists(lists, packed):  # type: ignore[no-untyped-def]
    """Set the bounds of packed rows from lists that have been begun."""
    for i in range(packed.n_queries):
        if packed.row_idx[i] >= 0:
            bound = lists.sq_distances[i * lists.width + lists.k - 1] * packed.to_bound + _TINY
            packed.bounds[i] = min(bound, _NO_BOUND)
