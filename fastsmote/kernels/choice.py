"""Samples that decide how to search."""

import numpy as np

from fastsmote.kernels.distance import sq_distance
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.simd import TILES
from fastsmote.kernels.tile import PANEL, tile_hits

# Panels on either side in which equal rows are looked for.
_BESIDE = 3
_QUERIES_4, _QUERIES_8 = TILES[4].n_queries, TILES[8].n_queries


@kernel
def count_open_tiles(packed, sample, others, looser, counts):  # type: ignore[no-untyped-def]
    """Count the tiles of a sample that are still open after each segment.

    Parameters
    ----------
    packed : Packed
        Packed rows.
    sample, others : ndarray of int64
        Panels whose bounds are known, and others or the same; a tile of each pair is tried.
    looser : float
        What their bounds are multiplied by.
    counts : ndarray of shape (1 + n_segments,), int64
        Gets the number of tiles, and of those open after each segment.
    """
    panels, half_norms = packed.panels, packed.half_norms
    segments, d, n = packed.segments, packed.n_places, len(packed.row_idx)
    bounds = np.empty(len(packed.bounds), packed.bounds.dtype)
    for i in range(n):
        bounds[i] = packed.bounds[i] * looser
    n_queries = _QUERIES_4 if bounds.itemsize == 4 else _QUERIES_8
    masks = np.empty(8, np.uint64)
    for a in range(len(sample)):
        for b in range(len(others)):
            if sample[a] == others[b]:
                continue
            query = sample[a] * PANEL + (a + b) * n_queries % PANEL
            reference = others[b] * PANEL
            counts[0] += 1
            for m in range(len(segments)):
                if not tile_hits(
                    panels, half_norms, bounds, segments, masks, m + 1, d, n, query, reference
                ):
                    break
                counts[1 + m] += 1


@kernel
def share_of_duplicates(packed, sample, k):  # type: ignore[no-untyped-def]
    """Share of the rows of some panels that have ``k`` equal ones in the panels beside them.

    Equal rows stand together in the order of the search, nearly all of them.
    """
    rows, width, n_panels = packed.rows, packed.width, len(packed.row_idx) // PANEL
    n_rows = n_with = 0
    for s in range(len(sample)):
        p = sample[s]
        first, last = max(p - _BESIDE, 0), min(p + _BESIDE + 1, n_panels)
        for i in range(p * PANEL, (p + 1) * PANEL):
            if packed.row_idx[i] < 0:
                continue
            n_rows += 1
            n_equal = 0
            for j in range(first * PANEL, last * PANEL):
                if i == j or packed.row_idx[j] < 0 or rows[i * width] != rows[j * width]:
                    continue  # most are told apart by their first feature
                if sq_distance(rows, i, j, width, packed.scale) == 0:
                    n_equal += 1
                    if n_equal == k:
                        n_with += 1
                        break
    return n_with / max(1, n_rows)
