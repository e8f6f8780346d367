"""Panels against panels, each pair once for both: the tile filters, the distance decides."""

import numpy as np

from fastsmote.kernels.candidates import ENOUGH, no_candidates, settle
from fastsmote.kernels.jit import inner, kernel
from fastsmote.kernels.simd import TILES
from fastsmote.kernels.tile import PANEL, lowest_bit, tile_hits

_ONE = np.uint64(1)
_QUERIES_4, _QUERIES_8 = TILES[4].n_queries, TILES[8].n_queries
_REFERENCES_4, _REFERENCES_8 = TILES[4].n_references, TILES[8].n_references


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
        them all or none. In a range against itself each pair comes once.
    n_cached : int
        Panels of ``b`` that stay in the cache while all of ``a`` passes over.
    """
    masks, found = np.empty(8, np.uint64), no_candidates(b_first * PANEL < packed.n_queries)
    is_same = a_first == b_first
    for part in range(b_first, b_last, n_cached):
        part_last = min(part + n_cached, b_last)
        for a in range(a_first, a_last):
            start = max(part, a) if is_same else part
            if start < part_last:
                _compare(packed, lists, masks, found, a, start, part_last)


@inner
def _compare(packed, lists, masks, found, a, b_first, b_last):  # type: ignore[no-untyped-def]
    """Compare panel ``a`` with each of the panels ``b``, itself perhaps among them."""
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    segments, n_segments = packed.segments, len(packed.segments)
    d, n = packed.n_places, len(packed.row_idx)
    lefts, rights, count = found.lefts, found.rights, found.count
    n_queries = _QUERIES_4 if bounds.itemsize == 4 else _QUERIES_8
    n_references = _REFERENCES_4 if bounds.itemsize == 4 else _REFERENCES_8
    for query in range(a * PANEL, (a + 1) * PANEL, n_queries):
        for reference in range(b_first * PANEL, b_last * PANEL, n_references):
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
                    if j // PANEL != a or j > query + u:
                        lefts[count[0]], rights[count[0]] = query + u, j
                        count[0] += 1
            if count[0] >= ENOUGH:
                settle(packed, lists, found)
    settle(packed, lists, found)
