"""Both searches, their neighbors alone; distances are seen to be ascending."""

from fastsmote.neighbors import expansion, search


def nearest_by_kernels(X, k, is_query, n_threads, rows=None, only_others=False):
    found = search.nearest_by_kernels(X, k, is_query, n_threads, rows, only_others=only_others)
    return _neighbors(*found)


def nearest_by_expansion(X, k, is_query, only_others=False):
    return _neighbors(*expansion.nearest_by_expansion(X, k, is_query, 2, only_others))


def _neighbors(neighbors, sq_distances):
    assert sq_distances.shape == neighbors.shape
    assert (sq_distances[:, :-1] <= sq_distances[:, 1:]).all()
    return neighbors
