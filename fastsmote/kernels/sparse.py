"""Nearest rows among sparse rows: products through lists of the rows that hold each feature.

References come in blocks, whose sums stay in the cache. A query adds its products to the sums of a
block: for the features that many rows hold column by column, for the others through the rows that
hold them. A pass over the sums finds the rows that may be near, and those that still may be when
the block is done are compared in float64, entry by entry.
"""

from typing import NamedTuple

import numpy as np

from fastsmote.kernels.jit import inner, kernel
from fastsmote.kernels.lists import offer

# Sums looked at together: most such groups hold no row that is near.
GROUP = 32
# What a bound is enlarged by, relative to a distance, so that no rounding of it counts.
_LOOSER = 2.0**-22
# ... and what squares that are no numbers any more come to, at most.
_TINY = 1e-280


class Entries(NamedTuple):
    """Rows as they are compared in the end.

    Attributes
    ----------
    indptr : ndarray of shape (n_rows + 1,), int64
    indices : ndarray of int32
        Ascending within a row, none twice.
    values : ndarray of float64
    scale : float
        A power of two, which keeps the squares within range and rounds nothing.
    of_bound : float
        Squared distance of what is 1 in the units of bounds.
    """

    indptr: np.ndarray
    indices: np.ndarray
    values: np.ndarray
    scale: float
    of_bound: float


class Queries(NamedTuple):
    """Rows whose neighbors are wanted, as they are multiplied.

    Attributes
    ----------
    rows : ndarray of shape (n_queries,), int64
        Rows of the input.
    indptr : ndarray of shape (n_queries + 1,), int64
    features : ndarray of int32
        Numbered from the most frequent one on, so that those with columns come first; those that
        are in no product left out.
    values : ndarray of float64
        Scaled.
    half_norms : ndarray of shape (n_queries,), float64
        Half of the squared norms, shrunk by ``error``.
    uppers : ndarray of shape (n_queries * k,), float64
        Upper bounds of half the squared distance, less the query's own half norm, of the ``k``
        rows found that have the smallest; ascending, inf where there is none yet. Written.
    error : float
        What a product and norms err by, relative to the sum of the norms: see `search_block`. 0 if
        all of them are exact, as of whole numbers: bounds are the distances then.
    """

    rows: np.ndarray
    indptr: np.ndarray
    features: np.ndarray
    values: np.ndarray
    half_norms: np.ndarray
    uppers: np.ndarray
    error: float


class Block(NamedTuple):
    """Rows among which neighbors are sought, by features.

    Attributes
    ----------
    rows : ndarray of shape (n_block,), int64
        Rows of the input.
    half_norms : ndarray of shape (n_padded,), float64
        Ascending, inf in the padding to whole groups.
    columns : ndarray of shape (n_columns, n_padded), float64
        Values of the most frequent features, zeros in the padding.
    starts : ndarray of shape (n_features - n_columns + 1,), int64
        Where the entries of each of the other features begin.
    places, values : ndarray of uint32 and float64
        Their rows, by their place in the block, and their values.
    """

    rows: np.ndarray
    half_norms: np.ndarray
    columns: np.ndarray
    starts: np.ndarray
    places: np.ndarray
    values: np.ndarray


class Room(NamedTuple):
    """What a thread writes on.

    Attributes
    ----------
    sums : ndarray of shape (n_padded,), float64
        Zeros, before and after.
    places, lowers : ndarray of shape (n_padded,), int64 and float64
        Rows that may be near, and their lower bounds.
    lanes : ndarray of shape (8,), float64
    """

    sums: np.ndarray
    places: np.ndarray
    lowers: np.ndarray
    lanes: np.ndarray


def empty_room(n_padded: int) -> Room:
    """Room for blocks of so many rows."""
    places = np.empty(n_padded, np.int64)
    return Room(np.zeros(n_padded), places, np.empty(n_padded), np.empty(8))


@kernel
def search_block(entries, queries, block, lists, room, first, last):  # type: ignore[no-untyped-def]
    """Look among the rows of a block for neighbors of some queries.

    Parameters
    ----------
    entries : Entries
        Rows of the input.
    queries : Queries
    block : Block
    lists : Lists
        One for each query; written.
    room : Room
    first, last : int
        The queries: from ``first`` up to ``last``.

    Notes
    -----
    Rows q and r have ``m`` entries at most, ``u`` is half the spacing of numbers at 1 and ``N`` is
    ``|q|^2 + |r|^2``. Summed in any order, q.r errs by ``m u |q||r|``, no more than ``m u N / 2``,
    and half the norms by ``(m + 1) u N / 2``. With the roundings of the sums below half the squared
    distance errs by ``(m + 6) u N`` at most, to first order; with norms that are shrunk by
    ``error``, at least ``(2 m + 16) u``, what is computed is no more than it is, and enlarged by
    ``2 error N`` no less. So a row whose lower bound is beyond the k-th smallest upper one is
    farther than ``k`` others; the upper ones are enlarged by `_LOOSER` too, more than what the
    distances that decide are rounded by.
    """
    k = lists.k
    for q in range(first, last):
        limit = queries.uppers[(q + 1) * k - 1]
        if _nearest_norm(block, queries.half_norms[q]) > limit:
            continue
        _add_products(queries, block, room.sums, q)
        n_near = _find_near(queries, block, k, room, q)
        limit = queries.uppers[(q + 1) * k - 1]
        for i in range(n_near):
            if room.lowers[i] <= limit:
                row = block.rows[room.places[i]]
                if queries.error == 0:
                    distance = 2 * (room.lowers[i] + queries.half_norms[q]) * entries.of_bound
                else:
                    distance = sq_distance(entries, queries.rows[q], row, room.lanes)
                offer(lists.sq_distances, lists.indices, q, lists.width, distance, row)


@inner
def _nearest_norm(block, half_norm):  # type: ignore[no-untyped-def]
    """What no row of a block can be below, by its norm alone: ``|q||r|`` is no less than ``q.r``.

    In the units of the lower bounds; the norms' own errors are within `_LOOSER` of theirs.
    """
    smallest, largest = block.half_norms[0], block.half_norms[len(block.rows) - 1]
    nearest = min(max(half_norm, smallest), largest)
    lowest = nearest - 2 * np.sqrt(half_norm) * np.sqrt(nearest)
    return lowest - (half_norm + nearest) * _LOOSER - _TINY


@inner
def _add_products(queries, block, sums, q):  # type: ignore[no-untyped-def]
    """Add the products of a query and all rows of a block to their sums."""
    n, features, values, columns = len(sums), queries.features, queries.values, block.columns
    n_columns = len(columns)
    e, last = queries.indptr[q], queries.indptr[q + 1]
    # several columns at once: the sums are loaded and stored less often
    while e + 3 < last and features[e + 3] < n_columns:
        x, y, z, w = values[e], values[e + 1], values[e + 2], values[e + 3]
        of_x, of_y, of_z, of_w = features[e], features[e + 1], features[e + 2], features[e + 3]
        for i in range(n):
            low = x * columns[of_x, i] + y * columns[of_y, i]
            sums[i] += low + (z * columns[of_z, i] + w * columns[of_w, i])
        e += 4
    while e < last and features[e] < n_columns:
        value, feature = values[e], features[e]
        for i in range(n):
            sums[i] += value * columns[feature, i]
        e += 1
    for entry in range(e, last):
        value, feature = values[entry], features[entry] - n_columns
        for p in range(block.starts[feature], block.starts[feature + 1]):
            sums[block.places[p]] += value * block.values[p]


@inner
def _find_near(queries, block, k, room, q):  # type: ignore[no-untyped-def]
    """Note the rows of a block that may be near, lower the bounds by them, and clear the sums."""
    # as two indices none of which can be negative: what the compiler needs for vectors
    sums, norms = room.sums.reshape(-1, GROUP), block.half_norms.reshape(-1, GROUP)
    uppers = queries.uppers
    half_norm, itself = queries.half_norms[q], queries.rows[q]
    last = (q + 1) * k - 1
    limit = uppers[last]
    n_near = 0
    for g in range(len(sums)):
        n_within = 0
        for j in range(GROUP):
            n_within += norms[g, j] - sums[g, j] <= limit
        if n_within:
            for j in range(min(GROUP, len(block.rows) - g * GROUP)):
                lower = norms[g, j] - sums[g, j]
                if lower <= limit and block.rows[g * GROUP + j] != itself:
                    room.places[n_near], room.lowers[n_near] = g * GROUP + j, lower
                    n_near += 1
                    slack = 4 * queries.error * (half_norm + norms[g, j])
                    upper = lower
                    if queries.error > 0:
                        upper += slack + (lower + half_norm + slack) * _LOOSER + _TINY
                    place = last
                    while place > last - k + 1 and uppers[place - 1] > upper:
                        uppers[place] = uppers[place - 1]
                        place -= 1
                    uppers[place] = min(uppers[place], upper)
                    limit = uppers[last]
        for j in range(GROUP):
            sums[g, j] = 0.0
    return n_near


@kernel
def sq_distance(entries, left, right, lanes):  # type: ignore[no-untyped-def]
    """Squared distance of two rows, bit for bit that of dense rows: zeros add nothing.

    Lane ``l`` sums features ``l, l + 8, ...`` in that order; the lanes are then added in halves.
    """
    indices, values, scale = entries.indices, entries.values, entries.scale
    i, last_i = entries.indptr[left], entries.indptr[left + 1]
    j, last_j = entries.indptr[right], entries.indptr[right + 1]
    lanes[:] = 0.0
    while i < last_i and j < last_j:
        at_i, at_j = indices[i], indices[j]
        difference = 0.0
        if at_i <= at_j:
            difference = values[i] * scale
            i += 1
        if at_j <= at_i:
            difference -= values[j] * scale
            j += 1
        lanes[min(at_i, at_j) & 7] += difference * difference
    for e in range(i, last_i):
        difference = values[e] * scale
        lanes[indices[e] & 7] += difference * difference
    for e in range(j, last_j):
        difference = values[e] * scale
        lanes[indices[e] & 7] += difference * difference
    for half in (4, 2, 1):
        for lane in range(half):
            lanes[lane] += lanes[lane + half]
    return lanes[0]
