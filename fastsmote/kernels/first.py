"""First bounds of a search: how far the neighbors are at most, by the panels beside a row's own."""

from typing import NamedTuple

import numpy as np

from fastsmote.kernels.jit import inner, kernel, maker
from fastsmote.kernels.minima import kth_smallest, lower
from fastsmote.kernels.packing import LEAST_TO_BOUND, NO_BOUND, TINY
from fastsmote.kernels.simd import ROW_TILES
from fastsmote.kernels.tile import PANEL, rows_hit
from fastsmote.kernels.words import bound_of, limit_of

_NO_BOUND = float(NO_BOUND)
_ROWS_4, _ROWS_8 = ROW_TILES[4].n_queries, ROW_TILES[8].n_queries
# Panels beside a row's own from which its first bound comes.
_BESIDE = 8
# Largest relative error of the filter with which a first bound is worth anything.
_BLUR = 0.01


class Room(NamedTuple):
    """Room for what the tile says of a panel's rows, and for the least of it."""

    places: np.ndarray
    masks: np.ndarray
    sums: np.ndarray
    least: np.ndarray


@maker
def room_for(packed):  # type: ignore[no-untyped-def]
    """Room that serves all panels."""
    dtype = packed.bounds.dtype
    n_rows = _ROWS_4 if packed.bounds.itemsize == 4 else _ROWS_8
    places, masks = np.empty(PANEL, np.int64), np.empty(n_rows, np.uint64)
    for r in range(PANEL):
        places[r] = r
    return Room(places, masks, np.empty(n_rows * PANEL, dtype), np.empty(PANEL * PANEL, dtype))


@kernel
def first_bounds(packed, kth, first, last):  # type: ignore[no-untyped-def]
    """Bound the distances to the neighbors of the panels ``first:last`` by the panels beside them.

    Parameters
    ----------
    packed : Packed
        Bounds of these rows are tightened in place.
    kth : int
        Place of the neighbor that is bounded, from 0 on.
    first, last : int
        Panels.
    """
    room = room_for(packed)
    for a in range(first, last):
        bound_panel(packed, kth, a, a - a % _BESIDE, room)


@inner
def bound_panel(packed, kth, a, start, room):  # type: ignore[no-untyped-def]
    """The same for panel ``a`` by some panels from ``start`` on."""
    if packed.error > _BLUR or kth >= PANEL or packed.to_bound <= LEAST_TO_BOUND:
        return
    bounds, half_norms, n = packed.bounds, packed.half_norms, len(packed.row_idx)
    none = limit_of(packed, _NO_BOUND)
    for v in range(PANEL * PANEL):
        room.least[v] = none
    for b in range(start, min(start + _BESIDE, n // PANEL)):
        _look(packed, a, b, room, none)
    for r in range(PANEL):
        i = a * PANEL + r
        half_norm = 0.0
        for s in range(i, len(half_norms), n):
            half_norm += half_norms[s]
        nearest = kth_smallest(room.least, r * PANEL, kth)
        bound = bound_of(packed, nearest, half_norm) * (1 + 2.0**-22) + TINY
        # beyond that squared distances are infinite, and all of them equal
        if nearest < none and bound < packed.to_bound * 1e300:
            bounds[i] = min(bounds[i], limit_of(packed, bound))


@inner
def _look(packed, a, b, room, none):  # type: ignore[no-untyped-def]
    """Lower what is least for each row of panel ``a`` by what the tile says of panel ``b``."""
    masks, sums, n_rows = room.masks, room.sums, len(room.masks)
    for which in range(0, PANEL, n_rows):
        if rows_hit(
            packed.panels,
            packed.half_norms,
            packed.bounds,
            packed.segments,
            masks,
            sums,
            room.places,
            len(packed.segments),
            packed.n_places,
            len(packed.row_idx),
            a * PANEL,
            which,
            b * PANEL,
        ):
            for u in range(n_rows):
                if a == b:
                    sums[u * PANEL + which + u] = none
                lower(room.least, (which + u) * PANEL, sums, u * PANEL)
