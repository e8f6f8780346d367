"""Panels against panels: the tile filters, the distance decides, the lists keep."""

from typing import NamedTuple

import numpy as np

from fastsmote.kernels.distance import sq_distance
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.lists import offer
from fastsmote.kernels.packing import NO_BOUND
from fastsmote.kernels.simd import TILE
from fastsmote.kernels.tile import PANEL, lowest_bit, tile_hits

_PANEL, _NO_BOUND = PANEL, NO_BOUND
_N_QUERIES, _N_REFERENCES = TILE.n_queries, TILE.n_references
# Half of a squared distance, enlarged beyond all rounding: step 4 of the proof in `packing` ...
_TO_BOUND = 0.5 * (1 + 2.0**-22)
# ... and beyond underflow: step 5.
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
        Panels of ``b`` that stay in the cache while all of ``a`` passes over them.
    """
    masks = np.empty(_N_QUERIES, np.uint64)
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
    masks = np.empty(_N_QUERIES, np.uint64)
    for block in range(first, last, _BLOCK_PANELS):
        block_last = min(block + _BLOCK_PANELS, last)
        for apart in range(_BLOCK_PANELS):
            for a in range(block, block_last - apart):
                _compare(packed, lists, masks, a, a + apart, a + apart + 1)


@kernel
def _compare(packed, lists, masks, a, b_first, b_last):  # type: ignore[no-untyped-def]
    """Compare panel ``a`` with each of the panels ``b``, itself perhaps among them."""
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    rows, row_idx, scale = packed.rows, packed.row_idx, packed.scale
    d, row_width = packed.n_features, packed.width
    sq_distances, indices, width, last = lists.sq_distances, lists.indices, lists.width, lists.k - 1
    is_mutual = b_first * _PANEL < packed.n_queries
    for b in range(b_first, b_last):
        for query in range(a * _PANEL, (a + 1) * _PANEL, _N_QUERIES):
            for reference in range(b * _PANEL, (b + 1) * _PANEL, _N_REFERENCES):
                if not tile_hits(panels, half_norms, bounds, masks, d, query, reference):
                    continue
                for u in range(_N_QUERIES):
                    word = masks[u]
                    i = query + u
                    while word:
                        j = reference + lowest_bit(word)
                        word &= word - np.uint64(1)
                        if a == b and j <= i:
                            continue
                        distance = sq_distance(rows, i, j, row_width, scale)
                        offer(sq_distances, indices, i, width, distance, row_idx[j])
                        bound = sq_distances[i * width + last] * _TO_BOUND + _TINY
                        bounds[i] = min(bound, _NO_BOUND)
                        if is_mutual:
                            offer(sq_distances, indices, j, width, distance, row_idx[i])
                            bound = sq_distances[j * width + last] * _TO_BOUND + _TINY
                            bounds[j] = min(bound, _NO_BOUND)
