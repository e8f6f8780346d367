"""Pairs that have passed the tile wait until there are some: their distances overlap in time."""

from fastsmote.kernels.distance import sq_distance
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.lists import offer
from fastsmote.kernels.packing import TINY
from fastsmote.kernels.words import limit_of

_TINY = TINY
#: Pairs that are enough to go on with. One by one, each would wait for the branch before it: that
#: took twice as long. With more of them the bounds that they tighten come late.
ENOUGH = 32
#: Room for them, and for those of the largest tile.
ROOM = ENOUGH + 256


@kernel
def settle(packed, lists, lefts, rights, distances, n_pairs, is_mutual):  # type: ignore[no-untyped-def]
    """Offer pairs to the lists of their rows, and tighten the bounds.

    Parameters
    ----------
    packed : Packed
    lists : Lists
    lefts, rights : ndarray of int64
        Packed rows of each pair; the left ones have lists.
    distances : ndarray of float64
        Scratch.
    n_pairs : int
        How many there are.
    is_mutual : bool
        Whether the right ones have lists, and are offered the left ones.
    """
    rows, row_idx, bounds = packed.rows, packed.row_idx, packed.bounds
    width, scale, to_bound = packed.width, packed.scale, packed.to_bound
    sq_distances, indices, n_kept, kth = lists.sq_distances, lists.indices, lists.width, lists.k - 1
    for p in range(n_pairs):
        distances[p] = sq_distance(rows, lefts[p], rights[p], width, scale)
    for p in range(n_pairs):
        i, j, distance = lefts[p], rights[p], distances[p]
        if distance <= sq_distances[i * n_kept + kth]:
            offer(sq_distances, indices, i, n_kept, distance, row_idx[j])
            bound = sq_distances[i * n_kept + kth] * to_bound + _TINY
            bounds[i] = min(limit_of(packed, bound), bounds[i])
        if is_mutual and distance <= sq_distances[j * n_kept + kth]:
            offer(sq_distances, indices, j, n_kept, distance, row_idx[i])
            bound = sq_distances[j * n_kept + kth] * to_bound + _TINY
            bounds[j] = min(limit_of(packed, bound), bounds[j])
