"""Exact nearest rows, by looking at all of them."""

import numpy as np

from tests.naive.distances import sq_distances, unit_scale


def k_nearest(X, k, queries=None, references=None):
    """Rows of ``X`` nearest to each query, itself left out, by (distance, row).

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    k : int
    queries : iterable of int, optional
        Rows whose neighbors are wanted; all by default.
    references : array of int, optional
        Ascending rows that may be neighbors; all by default.
    """
    scale = unit_scale(X)
    among = np.arange(len(X)) if references is None else references
    found = []
    for query in range(len(X)) if queries is None else queries:
        # a stable sort ranks equal distances by row
        distances = sq_distances(X[among], X[query : query + 1], scale)
        ranked = among[np.argsort(distances, kind="stable")]
        found.append(ranked[ranked != query][:k])
    return np.array(found, dtype=np.intp).reshape(-1, k)
