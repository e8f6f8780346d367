"""Lists of nearest rows, found in one block of the rows and merged with those of others."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from dask import delayed

from fastsmote.neighbors import nearest_in_units

# Where a block holds fewer rows than are sought: behind all that is real.
_NOBODY = np.iinfo(np.int64).max
# Lists merged by one task: a deeper tree has more tasks, a flatter one larger ones.
_FAN = 8


class Lists(NamedTuple):
    """Nearest rows of some queries, by (distance, row).

    Attributes
    ----------
    sq_distances : ndarray of shape (n_queries, k), float64
        In units that all blocks share.
    rows : ndarray of shape (n_queries, k), int64
        Numbers that all blocks share.
    is_other : ndarray of shape (n_queries, k), bool
        Whether the row is of another class than the query; False where that is not asked.
    """

    sq_distances: np.ndarray
    rows: np.ndarray
    is_other: np.ndarray


def nearest_in_block(
    block: np.ndarray,
    own: np.ndarray,
    strangers: np.ndarray,
    k: int,
    scale: float,
    n_jobs: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Search a block for the nearest of rows of its own and of others.

    Parameters
    ----------
    block : ndarray of shape (n_rows, n_features)
        Where to search.
    own : ndarray of shape (n_own,), intp
        Ascending rows of the block, which are no neighbors of themselves.
    strangers : ndarray of shape (n_strangers, n_features)
        Other rows.
    k : int
        Neighbors.
    scale : float
        Units of distances.
    n_jobs : int
        Threads.

    Returns
    -------
    sq_distances, rows : ndarray of shape (n_own + n_strangers, k)
        Rows of the block; -1 and infinitely far where it holds no more of them.
    """
    sq_distances = np.full((len(own) + len(strangers), k), np.inf)
    rows = np.full(sq_distances.shape, -1, dtype=np.int64)
    k_own, k_others = min(k, len(block) - 1), min(k, len(block))
    if len(own) and k_own > 0:
        is_query = np.zeros(len(block), dtype=bool)
        is_query[own] = True
        found = nearest_in_units(block, k_own, is_query, scale, n_jobs)
        rows[: len(own), :k_own], sq_distances[: len(own), :k_own] = found
    if len(strangers) and k_others:
        both = np.concatenate((strangers, block))
        is_query = np.arange(len(both)) < len(strangers)
        found = nearest_in_units(both, k_others, is_query, scale, n_jobs, only_others=True)
        rows[len(own) :, :k_others], sq_distances[len(own) :, :k_others] = found
        rows[len(own) :, :k_others] -= len(strangers)
    return sq_distances, rows


def number(
    sq_distances: np.ndarray, rows: np.ndarray, start: int, is_other: np.ndarray | None = None
) -> Lists:
    """Lists of a block, by the numbers that all blocks share.

    Parameters
    ----------
    sq_distances, rows
        As from `nearest_in_block`.
    start : int
        Number of the block's first row.
    is_other : ndarray of shape (n_rows,), bool, optional
        Rows of the block that are of another class than the queries.
    """
    is_real = rows >= 0
    others = np.zeros(rows.shape, dtype=bool)
    if is_other is not None:
        others[is_real] = is_other[rows[is_real]]
    return Lists(sq_distances, np.where(is_real, rows + start, _NOBODY), others)


def merge(parts: Sequence[Lists], k: int) -> Lists:
    """Nearest of what several blocks have found, by (distance, row)."""
    joined = [np.concatenate(columns, axis=1) for columns in zip(*parts, strict=True)]
    order = np.lexsort((joined[1], joined[0]), axis=-1)[:, :k]
    return Lists(*(np.take_along_axis(column, order, axis=1) for column in joined))


def merge_by_tree(parts: Sequence[Any], k: int) -> Any:
    """Merge delayed lists, a few at a time: no task holds more than those."""
    while len(parts) > 1:
        parts = [
            delayed(merge)(parts[i : i + _FAN], k) if len(parts[i : i + _FAN]) > 1 else parts[i]
            for i in range(0, len(parts), _FAN)
        ]
    return parts[0]
