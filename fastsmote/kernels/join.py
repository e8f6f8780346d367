"""Panels against panels, each pair once for both: the tile filters, the distance decides."""

import numpy as np

from fastsmote.kernels.distance import sq_distance
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.lists import offer
from fastsmote.kernels.packing import TINY
from fastsmote.kernels.simd import TILES
from fastsmote.kernels.tile import PANEL, lowest_bit, tile_hits
from fastsmote.kernels.words import limit_of

_PANEL, _TINY, _ONE = PANEL, TINY, np.uint64(1)
_QUERIES_4, _QUERIES_8 = TILES[4].n_queries, TILES[8].n_queries
_REFERENCES_4, _REFERENCES_8 = TILES[4].n_references, TILES[8].n_references
# Panels whose pairs are all compared first, so that bounds are nearly final in the long join: with
# 128 rows 14 distances a row are computed here and 6 later, where it would have been 46.
BLOCK_PANELS = 4
_BLOCK_PANELS = BLOCK_PANELS


@kernel
def join(packed, lists, a_first, a_last, b_first, b_last, n_cached):  # type: ignore[no-untyped-def]
    """Compare the panels ``a`` with the panels ``b`` and offer what passes to the lists.

    Parameters
    ----------
    packed : Packed
        Bounds of both ranges of panels are tightened in place.
    lists : Lists
        Lists of both ranges of panels are written.
    a_first, a_last, b_first, b_last : int
        Panels; two ranges that are the same or disjoint. The ``a`` have lists; the ``b`` have
        them all or none. In a range against itself each pair comes once, without those within a
        block of `BLOCK_PANELS`: `join_blocks` has had them.
    n_cached : int
        Panels of ``b`` that stay in the cache while all of ``a`` passes over.
    """
    masks = np.empty(8, np.uint64)
    is_same = a_first == b_first
    for part in range(b_first, b_last, n_cached):
        part_last = min(part + n_cached, b_last)
        for a in range(a_first, a_last):
            start = part
            if is_same:
                start = max(part, a - a % _BLOCK_PANELS + _BLOCK_PANELS)
            if start < part_last:
                _compare(packed, lists, masks, a, start, part_last)


@kernel
def join_blocks(packed, lists, first, last):  # type: ignore[no-untyped-def]
    """Compare all pairs within each block of panels of the range, nearest panels first.

    Parameters
    ----------
    packed, lists
        As in `join`.
    first, last : int
        Panels; ``first`` begins a block.
    """
    masks = np.empty(8, np.uint64)
    for block in range(first, last, _BLOCK_PANELS):
        block_last = min(block + _BLOCK_PANELS, last)
        for apart in range(_BLOCK_PANELS):
            for a in range(block, block_last - apart):
                _compare(packed, lists, masks, a, a + apart, a + apart + 1)


@kernel
def _compare(packed, lists, masks, a, b_first, b_last):  # type: ignore[no-untyped-def]
    """Compare panel ``a`` with each of the panels ``b``, itself perhaps among them."""
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    segments, row_idx, rows = packed.segments, packed.row_idx, packed.rows
    d, n, n_segments = packed.n_places, len(packed.row_idx), len(packed.segments)
    row_width, scale, to_bound = packed.width, packed.scale, packed.to_bound
    sq_distances, indices, width = lists.sq_distances, lists.indices, lists.width
    kth = lists.k - 1
    n_queries = _QUERIES_4 if bounds.itemsize == 4 else _QUERIES_8
    n_references = _REFERENCES_4 if bounds.itemsize == 4 else _REFERENCES_8
    is_mutual = b_first * _PANEL < packed.n_queries
    for query in range(a * _PANEL, (a + 1) * _PANEL, n_queries):
        for reference in range(b_first * _PANEL, b_last * _PANEL, n_references):
            if not tile_hits(
                panels, half_norms, bounds, segments, masks, n_segments, d, n, query, reference
            ):
                continue
            for u in range(n_queries):
                pairs = masks[u]
                i = query + u
                while pairs:
                    j = reference + lowest_bit(pairs)
                    pairs &= pairs - _ONE
                    if j // _PANEL == a and j <= i:
                        continue
                    distance = sq_distance(rows, i, j, row_width, scale)
                    if distance <= sq_distances[i * width + kth]:
                        offer(sq_distances, indices, i, width, distance, row_idx[j])
                        bound = sq_distances[i * width + kth] * to_bound + _TINY
                        bounds[i] = min(limit_of(packed, bound), bounds[i])
                    if is_mutual and distance <= sq_distances[j * width + kth]:
                        offer(sq_distances, indices, j, width, distance, row_idx[i])
                        bound = sq_distances[j * width + kth] * to_bound + _TINY
                        bounds[j] = min(limit_of(packed, bound), bounds[j])
