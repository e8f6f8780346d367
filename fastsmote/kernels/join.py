"""Panels against panels, each pair once for both: the tile filters, the distance decides."""

import numpy as np

from fastsmote.kernels.candidates import ENOUGH, ROOM, settle
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.simd import TILES
from fastsmote.kernels.tile import PANEL, lowest_bit, tile_hits

_PANEL, _ENOUGH, _ROOM, _ONE = PANEL, ENOUGH, ROOM, np.uint64(1)
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
    room = _room()
    is_same = a_first == b_first
    for part in range(b_first, b_last, n_cached):
        part_last = min(part + n_cached, b_last)
        for a in range(a_first, a_last):
            start = part
            if is_same:
                start = max(part, a - a % _BLOCK_PANELS + _BLOCK_PANELS)
            if start < part_last:
                _compare(packed, lists, room, a, start, part_last)


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
    room = _room()
    for block in range(first, last, _BLOCK_PANELS):
        block_last = min(block + _BLOCK_PANELS, last)
        for apart in range(_BLOCK_PANELS):
            for a in range(block, block_last - apart):
                _compare(packed, lists, room, a, a + apart, a + apart + 1)


@kernel
def _compare(packed, lists, room, a, b_first, b_last):  # type: ignore[no-untyped-def]
    """Compare panel ``a`` with each of the panels ``b``, itself perhaps among them."""
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    segments, n_segments = packed.segments, len(packed.segments)
    d, n = packed.n_places, len(packed.row_idx)
    masks, lefts, rights, distances = room
    n_queries = _QUERIES_4 if bounds.itemsize == 4 else _QUERIES_8
    n_references = _REFERENCES_4 if bounds.itemsize == 4 else _REFERENCES_8
    is_mutual = b_first * _PANEL < packed.n_queries
    n_pairs = 0
    for query in range(a * _PANEL, (a + 1) * _PANEL, n_queries):
        for reference in range(b_first * _PANEL, b_last * _PANEL, n_references):
            hits = tile_hits(
                panels, half_norms, bounds, segments, masks, n_segments, d, n, query, reference
            )
            while hits:
                u = lowest_bit(hits)
                hits &= hits - _ONE
                pairs = masks[u]
                while pairs:
                    j = reference + lowest_bit(pairs)
                    pairs &= pairs - _ONE
                    if j // _PANEL != a or j > query + u:
                        lefts[n_pairs], rights[n_pairs] = query + u, j
                        n_pairs += 1
            if n_pairs >= _ENOUGH:
                settle(packed, lists, lefts, rights, distances, n_pairs, is_mutual)
                n_pairs = 0
    settle(packed, lists, lefts, rights, distances, n_pairs, is_mutual)


@kernel
def _room():  # type: ignore[no-untyped-def]
    """Masks of a tile; rows and distances of candidates."""
    lefts, rights = np.empty((2, _ROOM), np.int64)
    return np.empty(8, np.uint64), lefts, rights, np.empty(_ROOM)
