"""Equal rows, searched once for all of them.

Among heavy duplicates every pair of equal rows passes any filter, and a search would be quadratic
in exact distances. Integer grids and one-hot features are what users have.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from fastsmote.kernels.groups import expand_groups
from fastsmote.kernels.lists import empty_lists
from fastsmote.neighbors.expansion import nearest_by_expansion

_Found = tuple[np.ndarray, np.ndarray]
#: Share of rows with k duplicates from which on equal rows are grouped first.
DUPLICATES_PAY = 0.02
# Groups below which NumPy is done before the kernels have packed them.
_FEW_GROUPS = 256


def nearest_among_groups(
    X: Any,
    groups: tuple[np.ndarray, np.ndarray],
    k: int,
    is_query: np.ndarray,
    n_threads: int,
    search: Callable[[Any, int, np.ndarray, int], _Found],
    scale: float | None = None,
) -> _Found:
    """Search the groups of equal rows, and expand their neighbors to rows.

    Parameters
    ----------
    X, k, is_query, n_threads
        All rows are searched; otherwise as in `fastsmote.neighbors.search.nearest_by_kernels`, or
        for a CSR container as in `fastsmote.neighbors.sparse_search.nearest_by_sparse_kernels`.
    groups : tuple of ndarray
        As from `fastsmote.neighbors.equal_rows`.
    search : callable
        Finds the nearest of different rows.
    scale : float, optional
        Units of distances; `distance_scale` of the different rows by default.

    Returns
    -------
    neighbors, sq_distances : ndarray of shape (n_queries, k)
        As from ``search``.

    Notes
    -----
    The k nearest groups hold the k nearest rows: each has a row at least, and among groups that
    are equally far those rank first whose first row does, since groups are numbered by it.
    """
    first, group_of = groups
    n_groups = len(first)
    members = np.argsort(group_of, kind="stable")
    starts = np.searchsorted(group_of[members], np.arange(n_groups + 1))

    queries = np.flatnonzero(is_query)
    is_asked = np.zeros(n_groups, dtype=bool)
    is_asked[group_of[queries]] = True
    n_near = min(k, n_groups - 1)
    near = np.zeros((n_groups, n_near), dtype=np.int64)
    distances = np.zeros((n_groups, n_near))
    if n_near:
        distinct = X[first]
        if n_groups < _FEW_GROUPS:
            found = nearest_by_expansion(distinct, n_near, is_asked, scale=scale)
        else:
            found = search(distinct, n_near, is_asked, n_threads)
        near[is_asked], distances[is_asked] = found

    lists = empty_lists(len(queries), k)
    expand_groups(group_of, starts, members, queries, near, distances, lists)
    return (
        lists.indices.reshape(-1, lists.width)[:, :k].astype(np.intp),
        lists.sq_distances.reshape(-1, lists.width)[:, :k].copy(),
    )
