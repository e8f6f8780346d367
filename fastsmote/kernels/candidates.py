"""Pairs that have passed the tile wait until there are some: their distances overlap in time."""

from typing import NamedTuple

import numpy as np

from fastsmote.kernels.distance import sq_distance
from fastsmote.kernels.jit import inner, maker
from fastsmote.kernels.lists import offer
from fastsmote.kernels.packing import TINY
from fastsmote.kernels.words import limit_of

#: Pairs that are enough to go on with. One by one, each would wait for the branch before it, which
#: takes twice as long; with more of them the bounds that they tighten come late.
ENOUGH = 32
# Room for them, and for those of the largest tile.
_ROOM = ENOUGH + 256


class Candidates(NamedTuple):
    """Pairs of packed rows, ``count[0]`` of them.

    Attributes
    ----------
    lefts, rights : ndarray of int64
        Rows; the left ones have lists.
    sq_distances : ndarray of float64
        Scratch.
    count : ndarray of shape (1,), int64
    is_mutual : bool
        Whether the right ones have lists, too.
    """

    lefts: np.ndarray
    rights: np.ndarray
    sq_distances: np.ndarray
    count: np.ndarray
    is_mutual: bool


@maker
def no_candidates(is_mutual):  # type: ignore[no-untyped-def]
    """Room for candidates."""
    lefts, rights = np.empty(_ROOM, np.int64), np.empty(_ROOM, np.int64)
    count = np.empty(1, np.int64)  # `zeros` and `arange` would be compiled, too
    count[0] = 0
    return Candidates(lefts, rights, np.empty(_ROOM), count, is_mutual)


@inner
def settle(packed, lists, found):  # type: ignore[no-untyped-def]
    """Offer pairs to the lists of their rows, and tighten the bounds of these.

    Parameters
    ----------
    packed : Packed
    lists : Lists
    found : Candidates
        None are left.
    """
    rows, width, scale = packed.rows, packed.width, packed.scale
    lefts, rights, n = found.lefts, found.rights, found.count[0]
    for p in range(n):
        found.sq_distances[p] = sq_distance(rows, lefts[p], rights[p], width, scale)
    for p in range(n):
        _offer(packed, lists, lefts[p], rights[p], found.sq_distances[p])
        if found.is_mutual:
            _offer(packed, lists, rights[p], lefts[p], found.sq_distances[p])
    found.count[0] = 0


@inner
def _offer(packed, lists, i, j, sq_distance):  # type: ignore[no-untyped-def]
    """Offer packed row ``j`` to the list of ``i``."""
    width, kth = lists.width, i * lists.width + lists.k - 1
    if sq_distance <= lists.sq_distances[kth]:
        offer(lists.sq_distances, lists.indices, i, width, sq_distance, packed.row_idx[j])
        bound = lists.sq_distances[kth] * packed.to_bound + TINY
        packed.bounds[i] = min(limit_of(packed, bound), packed.bounds[i])
