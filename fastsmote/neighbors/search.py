"""Exact neighbors by the kernels.

::

    rows --rotation--> leading features hold most of a distance
         --median splits--> neighbors in space are neighbors in memory
         --packing--> panels of 32 rows in bytes, 16 bits or float32, norms, boxes
         --probe--> a few panels' neighbors: duplicates? exact enough? scan or join?
         --scan, or join--> neighbors

`fastsmote.neighbors.one_search` takes these steps. Rows that need neighbors come first in memory.
"""

from functools import partial

import numpy as np

from fastsmote.kernels.parallel import Report
from fastsmote.neighbors.duplicates import nearest_among_groups
from fastsmote.neighbors.equal_rows import group_equal_rows
from fastsmote.neighbors.one_search import Search
from fastsmote.neighbors.precision import FILTERS


def nearest_by_kernels(
    X: np.ndarray,
    k: int,
    is_query: np.ndarray,
    n_threads: int,
    rows: np.ndarray | None = None,
    *,
    only_others: bool = False,
    report: Report | None = None,
    scale: float | None = None,
    n_best: int | None = None,
    with_distances: bool = True,
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest of the rows of ``X`` to each other, or of some of them.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Feature rows, finite.
    k : int
        Neighbors, 1 <= k < n_rows; among others at most as many as there are.
    is_query : ndarray of shape (n_rows,), bool
        Rows whose neighbors are wanted.
    n_threads : int
        Threads to use at most; the result does not depend on it.
    rows : ndarray of shape (n_rows,), intp, optional
        The rows of ``X`` among which to search, all by default. Positions in it are what
        ``is_query`` and the result speak of.
    only_others : bool, default=False
        Whether queries are no neighbors of each other either.
    report : callable, optional
        Called now and then by this thread with the share of the search that is done.
    scale : float, optional
        Units of distances, a power of two; `distance_scale` of the rows by default.
    n_best : int, optional
        Only so many queries matter, among others: those whose neighbors are nearest in the mean.
    with_distances : bool, default=True
        Whether distances are wanted.

    Returns
    -------
    neighbors : ndarray of shape (n_queries, k), intp
        Positions by (distance, position), for the queries in ascending order. With ``n_best`` -1
        stands for neighbors that are farther than what is said of them.
    sq_distances : ndarray of shape (n_queries, k), float64
        Their squared distances, in units that are the same for all of the call. Those that are not
        wanted may be left out: (0, k).

    Notes
    -----
    At most O(n_queries * n_rows * n_features) time; about O(n_rows log n_rows) in few features.
    Workspace: the rows in float32 and once in their own dtype (in float64 twice where float32
    could not tell them apart), and 16 bytes for each entry of the lists, ``k`` rounded up to 8
    entries a query.
    """
    if rows is None:
        rows = np.arange(len(X), dtype=np.intp)
    if not is_query.any():
        return np.empty((0, k), dtype=np.intp), np.empty((0, k))
    search = Search(X, rows, k, is_query, n_threads, only_others, scale)
    if not only_others and search.has_duplicates():
        X = X[rows]
        groups = group_equal_rows(X + 0.0)  # 0.0 and -0.0 are the same place
        search_groups = partial(_nearest_of_different, scale=scale)
        return nearest_among_groups(X, groups, k, is_query, n_threads, search_groups, scale)
    return search.finish(report, n_best if only_others else None, with_distances)


def _nearest_of_different(
    X: np.ndarray, k: int, is_query: np.ndarray, n_threads: int, scale: float | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Search rows of which no two are equal, though their squared distance may be zero."""
    rows = np.arange(len(X), dtype=np.intp)
    return Search(X, rows, k, is_query, n_threads, scale=scale).finish()


def run_all_kernels(dtype: str) -> None:
    """Search a few rows in every way, so that all kernels are compiled for rows of a dtype."""
    X = np.random.default_rng(0).normal(size=(2000, 3)).astype(dtype)
    rows, is_query = np.arange(len(X), dtype=np.intp), np.ones(len(X), dtype=bool)
    for filter_dtype in FILTERS:
        search = Search(X, rows, 5, is_query, 1)
        search.filter_by(filter_dtype)
        search.take_every_step()
    X = X.round() + 0.0
    nearest_among_groups(X, group_equal_rows(X), 5, is_query, 1, _nearest_of_different)
