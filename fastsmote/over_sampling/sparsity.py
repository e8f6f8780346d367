"""How far the rows of a cluster are from each other."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.threads import for_each_part, one_blas_thread

# Distances that a thread holds at once, near the cache; the matrix of all is never made.
_AT_ONCE = 1 << 17


def mean_distance(X: Any, n_jobs: int | None = None) -> float:
    """Mean Euclidean distance between two different rows.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_rows, n_features)
        Two rows or more, finite; not modified.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it; the result does not depend on it.

    Notes
    -----
    In float64 by ``|x|^2 - 2xy + |y|^2``, about the mean of the rows unless they are sparse, so
    that an offset costs no digits. Blocks are cut by the number of rows alone and summed exactly.
    """
    n_rows = X.shape[0]
    measure = _measure_sparse(X) if sparse.issparse(X) else _measure_dense(X)
    sums: list[float] = []

    def work(part: slice) -> None:
        # against the rows from the first of its own on: pairs with the rows before are done
        distances = measure(part)
        n_part = len(distances)
        np.fill_diagonal(distances, 0.0)  # rounding leaves a row some way from itself
        sums.append(float(distances[:, :n_part].sum()))
        sums.append(2 * float(distances[:, n_part:].sum()))

    with one_blas_thread:
        for_each_part(work, n_rows, n_rows, n_jobs, _AT_ONCE)
    mean: float = math.fsum(sums) / (n_rows * (n_rows - 1))
    return mean


def _measure_dense(X: np.ndarray) -> Callable[[slice], np.ndarray]:
    """What gives the distances of some rows to those from their first on."""
    centred = X.astype(np.float64)
    centred -= centred.mean(axis=0)
    norms, ones = np.einsum("ij,ij->i", centred, centred), np.ones(len(X))
    left = np.column_stack((-2 * centred, ones, norms))  # so that one product gives the squares
    right = np.column_stack((centred, norms, ones)).T

    def measure(part: slice) -> np.ndarray:
        squares: np.ndarray = left[part] @ right[:, part.start :]
        np.maximum(squares, 0, out=squares)
        return np.sqrt(squares, out=squares)

    return measure


def _measure_sparse(X: Any) -> Callable[[slice], np.ndarray]:
    from sklearn.metrics.pairwise import euclidean_distances  # nobody else needs it

    X = X.astype(np.float64, copy=False)
    return lambda part: euclidean_distances(X[part], X[part.start :])
