"""Sorted lists of the nearest rows found so far, one a row, ordered by (distance, row index)."""

from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.jit import kernel
from fastsmote.kernels.parallel import run
from fastsmote.kernels.simd import (
    BIT,
    INT64,
    aligned,
    is_array,
    load,
    pointers,
    shuffle,
    splat,
    store,
)

# Entries cleared in a task: fresh memory costs more to touch than to fill.
_CLEARED = 1 << 18
LANES = 8  # a list is a whole number of blocks of this many entries


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


def empty_lists(n_rows: int, k: int, n_threads: int = 1) -> Lists:
    """Lists of so many rows in which nothing has been found."""
    width = list_width(k)
    lists = Lists(
        sq_distances=aligned(n_rows * width, np.float64),
        indices=aligned(n_rows * width, np.int64),
        width=width,
        k=k,
    )

    step = max(1, _CLEARED // width)
    parts = [(lists, start, min(start + step, n_rows)) for start in range(0, n_rows, step)]
    run(clear, parts, n_threads)
    return lists


def clear(lists: Lists, first: int, last: int) -> None:
    """Forget what the lists of the rows ``first:last`` hold."""
    entries = slice(first * lists.width, last * lists.width)
    lists.sq_distances[entries].fill(np.inf)
    lists.indices[entries].fill(np.iinfo(np.int64).max)


def list_width(k: int) -> int:
    """Entries in a list that serves ``k`` neighbors."""
    return -(-k // LANES) * LANES


@intrinsic
def _insert(
    typing: Any, distances: Any, indices: Any, start: Any, distance: Any, index: Any
) -> Any:
    """Insert an entry into the block of 8 that begins at ``start``; its last entry drops out.

    Entries that rank behind the new one move up by a lane; the new one takes the place of the
    first of them. Without a branch. Returns whether the whole block moved, in which case the new
    entry may belong into the block before, and lane 0 must be corrected.
    """
    if not (is_array(distances, types.float64) and is_array(indices, types.int64)):
        return None
    signature = types.boolean(distances, indices, types.int64, types.float64, types.int64)
    return signature, _build_insert


def _build_insert(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    distances, indices = pointers(context, builder, signature, arguments)
    start, distance, index = arguments[2:]
    double, whole = ir.VectorType(ir.DoubleType(), LANES), ir.VectorType(INT64, LANES)
    d, x = (load(builder, distances, start, double, 8), load(builder, indices, start, whole, 8))
    new_d, new_x = splat(builder, double, distance), splat(builder, whole, index)

    tied = builder.and_(builder.fcmp_ordered("==", d, new_d), builder.icmp_signed(">", x, new_x))
    moves = builder.or_(builder.fcmp_ordered(">", d, new_d), tied)

    def one_up(vector: Any, first: Any = None) -> Any:
        return shuffle(builder, vector, [LANES, *range(LANES - 1)], first)

    # where the lane below moves too, its entry arrives here; otherwise the new one does
    none = ir.Constant(ir.VectorType(BIT, LANES), [0] * LANES)
    below_moves = one_up(moves, none)
    for old, new, pointer in ((d, new_d, distances), (x, new_x, indices)):
        arrived = builder.select(below_moves, one_up(old), new)
        store(builder, builder.select(moves, arrived, old), pointer, start, 8)
    return builder.extract_element(moves, ir.Constant(ir.IntType(32), 0))


@kernel
def offer(distances, indices, row, width, distance, index):  # type: ignore[no-untyped-def]
    """Offer an entry to the list of a row, which keeps the ``width`` that rank first.

    Parameters
    ----------
    distances : ndarray of shape (n_rows * width,), float64
        Squared distances, ascending within each list; inf where nothing has been found yet.
    indices : ndarray of shape (n_rows * width,), int64
        Row of each entry; ascending among equal distances.
    row : int
        Whose list.
    width : int
        Entries in a list, a multiple of 8.
    distance : float
        Squared distance offered.
    index : int
        Its row, not in the list so far.
    """
    first = row * width
    block = first + width - LANES
    while _insert(distances, indices, block, distance, index) and block > first:
        # the new entry now stands in lane 0; it may rank before the last of the block before
        before = block - 1
        if distances[before] < distance or (
            distances[before] == distance and indices[before] < index
        ):
            return
        distances[block] = distances[before]
        indices[block] = indices[before]
        block -= LANES


@kernel
def collect(lists, row_idx, place, neighbors, sq_distances, first, last):  # type: ignore[no-untyped-def]
    """Copy the lists of the packed rows ``first:last`` to where they belong in the result.

    Parameters
    ----------
    lists : Lists
    row_idx : ndarray of shape (n_packed,), int64
        Row of the input; -1 for padding.
    place : ndarray of shape (n_rows,), intp
        Row of the result for each row of the input.
    neighbors : ndarray of shape (n_queries, k), intp
    sq_distances : ndarray of shape (n_queries, k) or (0, k), float64
        Not written where there is no room.
    first, last : int
        Packed rows; those without lists are passed over.
    """
    width, with_distances = lists.width, len(sq_distances) > 0
    for i in range(first, min(last, len(lists.indices) // width)):
        if row_idx[i] >= 0:
            to = place[row_idx[i]]
            for c in range(lists.k):
                neighbors[to, c] = lists.indices[i * width + c]
            if with_distances:
                for c in range(lists.k):
                    sq_distances[to, c] = lists.sq_distances[i * width + c]
