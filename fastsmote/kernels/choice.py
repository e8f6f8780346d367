"""Samples that decide how to join: what boxes and segments would spare, how sharp the filter is."""

import numpy as np

from fastsmote.kernels.boxes import AT_ONCE, box_hits, group_bound
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.simd import TILES
from fastsmote.kernels.tile import PANEL, lowest_bit, tile_hits

_PANEL, _AT_ONCE, _ONE = PANEL, AT_ONCE, np.uint64(1)
_QUERIES_4, _QUERIES_8 = TILES[4].n_queries, TILES[8].n_queries


@kernel
def count_survivors(packed, boxes, n_groups, n_blocks, counts):  # type: ignore[no-untyped-def]
    """Count the tiles of a sample that are still open after the boxes and after each segment.

    Parameters
    ----------
    packed : Packed
        Packed rows with their bounds.
    boxes : Boxes
        Used if they have features.
    n_groups : int
        Groups of queries, evenly spread over the rows that have lists ...
    n_blocks : int
        ... each against this many blocks of 16 panels, evenly spread over all panels.
    counts : ndarray of shape (2 + n_segments,), int64
        Gets the number of tiles, of those that the boxes let pass, and of those open after each
        segment.
    """
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    segments, d, n = packed.segments, packed.n_features, len(packed.row_idx)
    lows, highs, panel_bounds = boxes.lows, boxes.highs, boxes.bounds
    group_lows, group_highs, n_box = (boxes.group_lows, boxes.group_highs, boxes.n_features)
    n_queries = _QUERIES_4 if panels.itemsize == 4 else _QUERIES_8
    n_whole = n // _PANEL // _AT_ONCE  # blocks that are full of panels
    masks = np.empty(8, np.uint64)
    counts[:] = 0
    for g in range(n_groups):
        box = (2 * g + 1) * (packed.n_queries // n_queries) // (2 * n_groups)
        query = box * n_queries
        for s in range(n_blocks):
            first = (((2 * s + 1) * n_whole + g) // (2 * n_blocks)) % n_whole * _AT_ONCE
            word = np.uint64((1 << _AT_ONCE) - 1)
            counts[0] += _AT_ONCE
            if n_box:
                bound = group_bound(bounds, query)
                word &= box_hits(
                    lows, highs, panel_bounds, group_lows, group_highs, bound, box, first, n_box
                )
            while word:
                reference = (first + lowest_bit(word)) * _PANEL
                word &= word - _ONE
                counts[1] += 1
                for m in range(len(segments)):
                    if not tile_hits(
                        panels, half_norms, bounds, segments, masks, m + 1, d, n, query, reference
                    ):
                        break
                    counts[2 + m] += 1
