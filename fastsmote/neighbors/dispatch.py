"""Which search answers: each threshold with its reason."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.allocator import freed_memory_kept, keep_freed_memory
from fastsmote.kernels.loading import pays
from fastsmote.neighbors.density import stays_sparse
from fastsmote.neighbors.differences import nearest_by_differences
from fastsmote.neighbors.expansion import nearest_by_expansion
from fastsmote.neighbors.tree import nearest_by_tree
from fastsmote.progress import share_reporter
from fastsmote.threads import gather_rows, one_blas_thread, thread_count

# Pairs that NumPy compares before kernels that are loaded have begun; how many more for each row
# and each value, which they rotate, order and pack first (4,000 rows x 20: 200 are searched in 1.3
# ms by NumPy and 2.5 by kernels, 400 in 2.6 and 3.0, 10,000 x 20: 500 in 5.5 and 5.3; all of 800 in
# 1.1); features beyond which no more is done to a row.
_NUMPY_WARM, _PAIRS_A_ROW, _PAIRS_A_VALUE, _MOST_VALUES = 300_000, 180, 9, 128
# Multiplications, of pairs that take as many again as so many features, that NumPy does in a
# twelfth of the time that loading kernels takes, and in two thirds of it: 19,000 rows x 16 or
# 11,500 x 128 among each other, for which it takes 120 and 160 ms on two threads.
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

keep_freed_memory()  # once a process that searches


def nearest_rows(
    X: Any,
    k: int,
    is_query: np.ndarray,
    n_jobs: int | None,
    rows: np.ndarray | None,
    *,
    only_others: bool = False,
    scale: float | None = None,
    n_best: int | None = None,
    with_distances: bool = True,
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest rows among some rows of ``X``, by whichever search answers soonest.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features), floating
        Feature rows, finite; not modified.
    k : int
        Neighbors, 1 <= k < n_rows; among others at most as many as there are.
    is_query : ndarray of shape (n_rows,), bool
        Rows whose neighbors are wanted.
    n_jobs : int or None
        Threads, as `fastsmote.threads.thread_count` reads it; the result does not depend on it.
    rows : ndarray of shape (n_rows,), intp, or None
        The rows of ``X`` among which to search, None for all. Positions in it are what
        ``is_query`` and the result speak of.
    only_others : bool, default=False
        Whether queries are no neighbors of each other either.
    scale : float, optional
        Units of distances between dense rows, a power of two; `distance_scale` of the rows by
        default.
    n_best : int, optional
        Only so many queries matter, among others: those whose neighbors are nearest in the mean.
    with_distances : bool, default=True
        Whether distances are wanted: to write them takes a sixth of the time of 200,000 x 3.

    Returns
    -------
    neighbors : ndarray of shape (n_queries, k), intp
        Positions by (distance, position), for the queries in ascending order. With ``n_best`` -1
        may stand for neighbors that are farther than what is said of them.
    sq_distances : ndarray of shape (n_queries, k), float64
        Their squared distances, in units that are the same for all of the call. Those that are not
        wanted may be left out: (0, k).
    """
    is_searched_in_place = not sparse.issparse(X) and X.dtype in (np.float32, np.float64)
    if rows is not None and not (is_searched_in_place and X.flags.c_contiguous):
        X, rows = X[rows], None
    n, d = len(is_query), X.shape[1]
    n_queries = int(np.count_nonzero(is_query))
    n_pairs = n_queries * (n - n_queries if only_others else n)
    if sparse.issparse(X):
        if stays_sparse(X):
            return _by_sparse(X, k, is_query, n_jobs, only_others, n_pairs)
        X = X.toarray()
    if _tree_pays(n, d, n_pairs, n_queries * k):
        X, rows = _together(X, rows), None
        n_threads = thread_count(n_jobs) if n_pairs > _TREE_ALONE else 1
        most_tied = _TREE_TIED if _cost(n_pairs, d) <= _NUMPY_MOST else 1.0
        found = nearest_by_tree(X, k, is_query, n_threads, only_others, scale, most_tied)
        if found is not None:
            return found
    if _kernels_pay(n, d, n_pairs):
        n_threads = thread_count(n_jobs) if n_pairs * d > _ONE_THREAD else 1
        return _by_kernels(
            X,
            k,
            is_query,
            n_threads,
            rows,
            only_others=only_others,
            scale=scale,
            n_best=n_best,
            with_distances=with_distances,
        )
    return _by_numpy(_together(X, rows), k, is_query, n_jobs, only_others, scale, n_pairs)


def _together(X: np.ndarray, rows: np.ndarray | None) -> np.ndarray:
    return X if rows is None else X.take(rows, axis=0)  # sooner than by an index


def _tree_pays(n_rows: int, n_features: int, n_pairs: int, n_found: int) -> bool:
    """Whether a tree is faster than both NumPy and kernels that have not been loaded."""
    least = _TREE_PAIRS << 2 * max(0, n_features - _TREE_FEW)
    if n_features > _TREE_FEATURES or n_pairs <= least:
        return False
    most = int(_TREE_MOST / _TREE_FEWER ** (n_features - 1))
    return not pays("scan", max(n_rows, n_found // _TREE_K), 0, most // _TREE_UNITS, most)


def _kernels_pay(n_rows: int, n_features: int, n_pairs: int) -> bool:
    """Whether kernels are faster than NumPy, or will be for the calls to come."""
    warm = _cost(_most_for_numpy(n_rows, n_features), n_features)
    return pays("scan", _cost(n_pairs, n_features), warm, _NUMPY_COLD, _NUMPY_MOST)


def _cost(n_pairs: int, n_features: int) -> int:
    """Multiplications of so many pairs."""
    return n_pairs * (_A_PAIR + n_features)


def _most_for_numpy(n_rows: int, n_features: int) -> int:
    """Pairs up to which kernels do not pay."""
    return _NUMPY_WARM + n_rows * (_PAIRS_A_ROW + _PAIRS_A_VALUE * min(n_features, _MOST_VALUES))


def _by_numpy(
    X: np.ndarray,
    k: int,
    is_query: np.ndarray,
    n_jobs: int | None,
    only_others: bool,
    scale: float | None,
    n_pairs: int,
) -> tuple[np.ndarray, np.ndarray]:
    n_features = X.shape[1]
    if n_pairs * n_features <= _FEW_DIFFERENCES and n_features <= _FEW_FEATURES:
        return nearest_by_differences(X, k, is_query, only_others, scale)
    if n_pairs * n_features <= _BLAS_SPINS:
        return nearest_by_expansion(X, k, is_query, 1, only_others, scale=scale)
    n_threads = thread_count(n_jobs) if n_pairs > _ONE_BLOCK else 1
    with one_blas_thread:
        return nearest_by_expansion(X, k, is_query, n_threads, only_others, scale=scale)


def _by_kernels(
    X: np.ndarray,
    k: int,
    is_query: np.ndarray,
    n_threads: int,
    rows: np.ndarray | None,
    **options: Any,
) -> tuple[np.ndarray, np.ndarray]:
    from fastsmote.neighbors.search import nearest_by_kernels

    n, d = len(is_query), X.shape[1]
    is_spread = n < _TOGETHER_BEFORE * len(X)
    if rows is not None and is_spread and n * d * X.itemsize <= _TOGETHER:
        together = np.empty((n, d), X.dtype)
        gather_rows(X, rows, together, n_threads)
        X, rows = together, None
    if X.dtype != np.float32:
        X = X.astype(np.float64, copy=False)
    X = np.ascontiguousarray(X)
    report = share_reporter(int(np.count_nonzero(is_query)))
    with one_blas_thread, freed_memory_kept:
        return nearest_by_kernels(X, k, is_query, n_threads, rows, report=report, **options)


def _by_sparse(
    X: Any, k: int, is_query: np.ndarray, n_jobs: int | None, only_others: bool, n_pairs: int
) -> tuple[np.ndarray, np.ndarray]:
    n_threads = thread_count(n_jobs)
    if X.shape[1] >= _MOST_FEATURES or not pays("sparse", n_pairs, _SCIPY_WARM, _SCIPY_COLD):
        return nearest_by_expansion(X, k, is_query, n_threads, only_others)
    from fastsmote.neighbors.sparse_search import nearest_by_sparse_kernels

    report = share_reporter(int(np.count_nonzero(is_query)))
    return nearest_by_sparse_kernels(X, k, is_query, n_threads, only_others, report)
