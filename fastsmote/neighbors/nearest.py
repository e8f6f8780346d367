"""The questions that samplers ask: nearest among which rows, and what is wanted of them."""

from typing import Any

import numpy as np

from fastsmote.neighbors.dispatch import nearest_rows
from fastsmote.neighbors.expansion import nearest_by_expansion
from fastsmote.neighbors.places import places_among
from fastsmote.threads import one_blas_thread, thread_count

# Where more of the rows than this are asked for, all are: the others would save little, and would
# be ordered apart.
_NEARLY_ALL = 0.9


def k_nearest(
    X: Any,
    k: int,
    is_query: np.ndarray,
    n_jobs: int | None = None,
    rows: np.ndarray | None = None,
) -> np.ndarray:
    """Exact nearest neighbors of some rows among the other rows of ``X``, or some of these.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features), floating, C-contiguous
        Feature rows, finite; not modified.
    k : int
        Neighbors, 1 <= k < n_rows. A row is no neighbor of itself, its duplicates are.
    is_query : ndarray of shape (n_rows,), bool
        Rows whose neighbors are wanted.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it; the result does not depend on it.
    rows : ndarray of shape (n_rows,), intp, optional
        The rows of ``X`` among which to search, all by default. They need not be copied for it.

    Returns
    -------
    ndarray of shape (n_rows, k), intp
        Positions in ``rows`` by (Euclidean distance, position). Those of rows that were not asked
        for hold no meaning.
    """
    n = X.shape[0] if rows is None else len(rows)
    is_query = is_query.copy()
    ask_for_all_if_nearly(is_query)
    found = nearest_rows(X, k, is_query, n_jobs, rows, with_distances=False)[0]
    if len(found) == n:
        return found
    neighbors = np.empty((n, k), dtype=np.intp)
    neighbors[is_query] = found
    return neighbors


def ask_for_all_if_nearly(is_query: np.ndarray) -> None:
    """Ask for the neighbors of all rows if few are left, which would save little."""
    if np.count_nonzero(is_query) >= _NEARLY_ALL * len(is_query):
        is_query[:] = True


def k_nearest_of(
    X: Any,
    k: int,
    queries: np.ndarray,
    n_jobs: int | None = None,
    rows: np.ndarray | None = None,
) -> np.ndarray:
    """Exact nearest neighbors of some rows alone: `k_nearest` without room for the others.

    Parameters
    ----------
    X, k, n_jobs, rows
        As in `k_nearest`.
    queries : ndarray of shape (n_queries,), intp
        Positions in ``rows``, in any order.

    Returns
    -------
    ndarray of shape (n_queries, k), intp
        Positions in ``rows`` by (Euclidean distance, position).
    """
    is_query = np.zeros(X.shape[0] if rows is None else len(rows), dtype=bool)
    is_query[queries] = True
    ask_for_all_if_nearly(is_query)
    found = nearest_rows(X, k, is_query, n_jobs, rows, with_distances=False)[0]
    if len(found) == len(queries) and (queries[:-1] < queries[1:]).all():
        return found
    place = places_among(np.flatnonzero(is_query), len(is_query))
    neighbors: np.ndarray = found.take(place.take(queries), axis=0)
    return neighbors


def k_nearest_others(
    X: Any, k: int, queries: np.ndarray, references: np.ndarray, n_jobs: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Exact nearest neighbors of some rows among others.

    Parameters
    ----------
    X, n_jobs
        As in `k_nearest`.
    k : int
        Neighbors, 1 <= k <= n_references.
    queries : ndarray of shape (n_queries,), intp
        Rows of ``X`` whose neighbors are wanted.
    references : ndarray of shape (n_references,), intp
        Rows of ``X`` among which they are sought. One that is a query too finds itself.

    Returns
    -------
    neighbors : ndarray of shape (n_queries, k), intp
        Rows of ``X`` by (Euclidean distance, place in ``references``).
    sq_distances : ndarray of shape (n_queries, k), float64
        Their squared distances, in units that are the same for all of the call.
    """
    rows = np.concatenate((queries, references))
    is_query = np.arange(len(rows)) < len(queries)
    neighbors, sq_distances = nearest_rows(X, k, is_query, n_jobs, rows, only_others=True)
    return rows[neighbors], sq_distances


def nearest_in_units(
    X: np.ndarray,
    k: int,
    is_query: np.ndarray,
    scale: float,
    n_jobs: int | None = None,
    only_others: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """Exact nearest neighbors with distances that those of other searches compare with.

    Parameters
    ----------
    X, n_jobs
        As in `k_nearest`.
    k : int
        Neighbors, 1 <= k < n_samples; among others at most as many as there are.
    is_query : ndarray of shape (n_samples,), bool
        Rows whose neighbors are wanted.
    scale : float
        What `fastsmote.neighbors.distance_scale` says of all rows, of which ``X`` is a part.
    only_others : bool, default=False
        Whether queries are no neighbors of each other either.

    Returns
    -------
    neighbors : ndarray of shape (n_queries, k), intp
        Rows of ``X`` by (distance, row), for the queries in ascending order.
    sq_distances : ndarray of shape (n_queries, k), float64
        Those that a search of all rows would order them by, bit for bit.
    """
    return nearest_rows(X, k, is_query, n_jobs, None, only_others=only_others, scale=scale)


def k_farthest_others(
    X: Any, k: int, queries: np.ndarray, references: np.ndarray, n_jobs: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Exact farthest rows from some rows among others.

    Parameters
    ----------
    X, k, queries, references, n_jobs
        As in `k_nearest_others`.

    Returns
    -------
    neighbors, sq_distances : ndarray of shape (n_queries, k)
        As `k_nearest_others` returns them, by descending distance.

    Notes
    -----
    All pairs are compared, in NumPy and BLAS: no box tells which rows are the farthest of many.
    """
    rows = np.concatenate((queries, references))
    is_query = np.arange(len(rows)) < len(queries)
    with one_blas_thread:
        farthest, sq_distances = nearest_by_expansion(
            X[rows], k, is_query, thread_count(n_jobs), only_others=True, farthest=True
        )
    return rows[farthest], -sq_distances
