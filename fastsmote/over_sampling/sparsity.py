"""How far the rows of a cluster are from each other."""

import math
from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.threads import for_each_part, one_blas_thread

# Distances that a thread holds at once; the matrix of all is never made.
_AT_ONCE = 1 << 19


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
    from sklearn.metrics.pairwise import euclidean_distances  # nobody else needs it

    n_rows = X.shape[0]
    X = X.astype(np.float64, copy=False)
    if not sparse.issparse(X):
        X = X - X.mean(axis=0)
    sums: list[float] = []

    def work(part: slice) -> None:
        # against the rows from the first of its own on: pairs with the rows before are done
        distances = euclidean_distances(X[part], X[part.start :])
        n_part = len(distances)
        np.fill_diagonal(distances, 0.0)  # rounding leaves a row some way from itself
        sums.append(distances[:, :n_part].sum())
        sums.append(2 * distances[:, n_part:].sum())

    with one_blas_thread:
        for_each_part(work, n_rows, n_rows, n_jobs, _AT_ONCE)
    mean: float = math.fsum(sums) / (n_rows * (n_rows - 1))
    return mean
