"""Exact nearest rows, by looking at all of them."""

import numpy as np

from tests.naive.distances import sq_distances, unit_scale


def k_nearest(X, k, queries=None):
    """Rows of ``X`` nearest to each query, itself left out, by (distance, row).

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    k : int
    queries : iterable of int, optional
        Rows whose neighbors are wanted; all by default.
    """
    scale = unit_scale(X)
    found = []
    for query in range(len(X)) if queries is None else queries:
        # a stable sort ranks equal distances by row
        ranked = np.argsort(sq_distances(X, X[query : query + 1], scale), kind="stable")
        found.append(ranked[ranked != query][:k])
    return np.array(found, dtype=np.intp).reshape(-1, k)
