"""Which search answers: each threshold with its reason."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.loading import pays
from fastsmote.neighbors.density import stays_sparse
from fastsmote.neighbors.differences import nearest_by_differences
from fastsmote.neighbors.expansion import nearest_by_expansion
from fastsmote.neighbors.scale import distance_scale
from fastsmote.neighbors.tree import nearest_by_tree
from fastsmote.progress import share_reporter
from fastsmote.threads import gather_rows, one_blas_thread, thread_count

# Pairs that NumPy compares before kernels that are loaded have begun; how many more for each row
# and each value, which they rotate, order and pack first (4,000 rows x 20: 200 are searched in 1.3
# ms by NumPy and 2.5 by kernels, 400 in 2.6 and 3.0, 10,000 x 20: 500 in 5.5 and 5.3; all of 800 in
# 1.1); features beyond which no more is done to a row.
_NUMPY_WARM, _PAIRS_A_ROW, _PAIRS_A_VALUE, _MOST_VALUES = 300_000, 180, 9, 128
# Multiplications, of pairs that take as many again as so many features, that NumPy does in a
# sixteenth of the time that loading kernels takes, and in half of it: 19,000 rows x 16 or 11,500 x
# 128 among each other, for which it takes 170 ms on two threads. Here imbalanced-learn takes 340.
_A_PAIR, _NUMPY_COLD, _NUMPY_MOST = 64, 2_700_000_000, 27_000_000_000
# Pairs from which on a tree answers sooner than NumPy, before kernels are loaded: so many in few
# features (3,000 x 2 take it 3.7 ms, and NumPy 7.5), four times as many for each one more; features
# up to which it does at all; rows up to which it is done before kernels would be loaded, fewer by a
# factor for each feature, and where more neighbors are wanted than so many (300,000 x 1 take 300 ms
# on two threads, 46,000 x 5 150).
_TREE_PAIRS, _TREE_FEW, _TREE_FEATURES = 1 << 21, 3, 6
_TREE_MOST, _TREE_FEWER, _TREE_K = 300_000, 1.6, 5
# Calls with so many rows that count as if they took as long as loading, and pairs up to which one
# thread asks the tree.
_TREE_UNITS, _TREE_ALONE = 10, 1 << 24
# Share of rows with ties that make it slower than NumPy.
_TREE_TIED = 0.25
# Differences of features up to which NumPy is done with all sooner than a bound is computed, and
# features up to which it takes them one by one.
_FEW_DIFFERENCES, _FEW_FEATURES = 36_000, 16
# Multiplications up to which one thread is done before two have agreed who does what, and the other
# core is awake (5,000 x 16 took 4.7 to 7.8 ms on two, 6.3 to 7.7 on one) ...
_ONE_THREAD = 1 << 28
# ... and pairs up to which NumPy is.
_ONE_BLOCK = 1 << 20
# Multiplications from which on BLAS wakes its threads.
_BLAS_SPINS = 1 << 18
# Pairs of sparse rows up to which kernels do not pay: SciPy takes longer for each.
_SCIPY_WARM, _SCIPY_COLD = 1 << 15, 1 << 24
# Features that the kernels for sparse rows can number.
_MOST_FEATURES = 1 << 31
# Bytes of rows that are brought together first: they stay in the cache, and are read three times;
_TOGETHER = 16 << 20
# and the share of all rows from which on they are together as they are.
_TOGETHER_BEFORE = 0.5
# Terms from which on NumPy adds those of a row in several sums.
_UNROLLED = 8
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
    if np.count_nonzero(is_query) >= _NEARLY_ALL * n:
        is_query = np.ones(n, dtype=bool)
    found = _search(X, k, is_query, n_jobs, rows)[0]
    if len(found) == n:
        return found
    neighbors = np.empty((n, k), dtype=np.intp)
    neighbors[is_query] = found
    return neighbors


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
    if np.count_nonzero(is_query) >= _NEARLY_ALL * len(is_query):
        is_query[:] = True
    found = _search(X, k, is_query, n_jobs, rows)[0]
    if len(found) == len(queries) and (queries[:-1] < queries[1:]).all():
        return found
    place = np.cumsum(is_query) - 1
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
    neighbors, sq_distances = _search(X, k, is_query, n_jobs, rows, only_others=True)
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
    return _search(X, k, is_query, n_jobs, None, only_others, scale)


def least_total_distances(
    X: Any,
    k: int,
    queries: np.ndarray,
    references: np.ndarray,
    n_best: int,
    n_jobs: int | None = None,
) -> np.ndarray:
    """Sums of the distances of some rows to their nearest neighbors among others, where small.

    Parameters
    ----------
    X, k, queries, references, n_jobs
        As in `k_nearest_others`.
    n_best : int
        Queries whose sums are wanted, at least: those with the smallest.

    Returns
    -------
    ndarray of shape (n_queries,), float64
        In units that are the same for all; of the others it may be infinite.

    Notes
    -----
    A search within a reach gives of each sum a lower bound, or the sum. Rounded sums of terms that
    are no larger, added in the same order, are no larger: rows whose bound is beyond the last of
    ``n_best`` sums are none of the best, nor equal to one; what is left is searched again.
    """
    rows = np.concatenate((queries, references))
    is_query = np.arange(len(rows)) < len(queries)
    scale = None if sparse.issparse(X) else distance_scale(X, rows)
    neighbors, sq_distances = _search(X, k, is_query, n_jobs, rows, True, scale, n_best)
    totals = total_distances(sq_distances)
    is_open = neighbors[:, -1] < 0  # they ascend: the last is the first to be beyond the reach
    if is_open.any():
        settled = totals[~is_open]
        limit = np.partition(settled, n_best - 1)[n_best - 1] if n_best <= len(settled) else np.inf
        again = np.flatnonzero(is_open & (totals <= limit))
        totals[is_open] = np.inf
        rows = np.concatenate((queries[again], references))
        is_query = np.arange(len(rows)) < len(again)
        totals[again] = total_distances(_search(X, k, is_query, n_jobs, rows, True, scale)[1])
    return totals


def total_distances(sq_distances: np.ndarray) -> np.ndarray:
    """Sums of the distances in each row, added as NumPy adds them.

    Parameters
    ----------
    sq_distances : ndarray of shape (n_rows, k), float64
        Squared distances.
    """
    distances = np.sqrt(sq_distances)
    if distances.shape[1] >= _UNROLLED:
        return np.asarray(distances.sum(axis=1))
    return np.asarray(sum(distances.T))  # a column at a time takes a fifth of the time


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


def _search(
    X: Any,
    k: int,
    is_query: np.ndarray,
    n_jobs: int | None,
    rows: np.ndarray | None,
    only_others: bool = False,
    scale: float | None = None,
    n_best: int | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    is_searched_in_place = not sparse.issparse(X) and X.dtype in (np.float32, np.float64)
    if rows is not None and not (is_searched_in_place and X.flags.c_contiguous):
        X, rows = X[rows], None
    n, d = len(is_query), X.shape[1]
    n_queries = int(np.count_nonzero(is_query))
    n_pairs = n_queries * (n - n_queries if only_others else n)
    if sparse.issparse(X):
        if stays_sparse(X):
            return _search_sparse(X, k, is_query, n_jobs, only_others, n_pairs)
        X = X.toarray()
    if _tree_pays(n, d, n_pairs, n_queries * k):
        X_rows = X if rows is None else X.take(rows, axis=0)
        n_threads = thread_count(n_jobs) if n_pairs > _TREE_ALONE else 1
        most_tied = _TREE_TIED if _cost(n_pairs, d) <= _NUMPY_MOST else 1.0
        found = nearest_by_tree(X_rows, k, is_query, n_threads, only_others, scale, most_tied)
        if found is not None:
            return found
    warm = _cost(_most_for_numpy(n, d), d)
    if not pays("scan", _cost(n_pairs, d), warm, _NUMPY_COLD, _NUMPY_MOST):
        X_rows = X if rows is None else X.take(rows, axis=0)  # sooner than by an index
        if n_pairs * d <= _FEW_DIFFERENCES and d <= _FEW_FEATURES:
            return nearest_by_differences(X_rows, k, is_query, only_others, scale)
        if n_pairs * d <= _BLAS_SPINS:
            return nearest_by_expansion(X_rows, k, is_query, 1, only_others, scale=scale)
        n_threads = thread_count(n_jobs) if n_pairs > _ONE_BLOCK else 1
        with one_blas_thread:
            return nearest_by_expansion(X_rows, k, is_query, n_threads, only_others, scale=scale)
    from fastsmote.neighbors.search import nearest_by_kernels

    n_threads = thread_count(n_jobs) if n_pairs * d > _ONE_THREAD else 1
    is_spread = n < _TOGETHER_BEFORE * X.shape[0]
    if rows is not None and is_spread and n * d * X.itemsize <= _TOGETHER:
        together = np.empty((len(rows), d), X.dtype)
        gather_rows(X, rows, together, n_threads)
        X, rows = together, None
    if X.dtype != np.float32:
        X = X.astype(np.float64, copy=False)
    X = np.ascontiguousarray(X)
    with one_blas_thread:
        report = share_reporter(n_queries)
        return nearest_by_kernels(
            X, k, is_query, n_threads, rows, only_others, report, scale, n_best
        )


def _tree_pays(n_rows: int, n_features: int, n_pairs: int, n_found: int) -> bool:
    """Whether a tree is faster than both NumPy and kernels that have not been loaded."""
    least = _TREE_PAIRS << 2 * max(0, n_features - _TREE_FEW)
    if n_features > _TREE_FEATURES or n_pairs <= least:
        return False
    most = int(_TREE_MOST / _TREE_FEWER ** (n_features - 1))
    return not pays("scan", max(n_rows, n_found // _TREE_K), 0, most // _TREE_UNITS, most)


def _cost(n_pairs: int, n_features: int) -> int:
    """Multiplications of so many pairs."""
    return n_pairs * (_A_PAIR + n_features)


def _most_for_numpy(n_rows: int, n_features: int) -> int:
    """Pairs up to which kernels do not pay."""
    return _NUMPY_WARM + n_rows * (_PAIRS_A_ROW + _PAIRS_A_VALUE * min(n_features, _MOST_VALUES))


def _search_sparse(
    X: Any, k: int, is_query: np.ndarray, n_jobs: int | None, only_others: bool, n_pairs: int
) -> tuple[np.ndarray, np.ndarray]:
    n_threads = thread_count(n_jobs)
    if X.shape[1] >= _MOST_FEATURES or not pays("sparse", n_pairs, _SCIPY_WARM, _SCIPY_COLD):
        return nearest_by_expansion(X, k, is_query, n_threads, only_others)
    from fastsmote.neighbors.sparse_search import nearest_by_sparse_kernels

    report = share_reporter(int(np.count_nonzero(is_query)))
    return nearest_by_sparse_kernels(X, k, is_query, n_threads, only_others, report)
