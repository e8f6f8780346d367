"""The nearest rows where columns are categories: SMOTE-NC's distance and the value difference.

Few pairs are left to NumPy, which adds the same terms in the same order as the kernels: one answer,
whichever runs.
"""

from typing import Any

import numpy as np

from fastsmote.kernels.loading import pays
from fastsmote.neighbors.blocks import nearest_by_blocks, rank
from fastsmote.neighbors.equal_rows import group_equal_rows
from fastsmote.neighbors.panels import pack, places_of, scan

# Pairs up to which kernels do not pay.
_NUMPY_WARM, _NUMPY_COLD = 1 << 16, 1 << 22
# Rows of groups that are ranked at once.
_RANKED = 1 << 16


def nearest_mixed(
    numbers: np.ndarray,
    codes: np.ndarray,
    mismatch: float,
    k: int,
    is_query: np.ndarray,
    n_jobs: int | None = None,
) -> np.ndarray:
    """Nearest other rows by Euclidean distance of numbers and mismatches of categories.

    Parameters
    ----------
    numbers : ndarray of shape (n_rows, n_numbers), float64
        Finite.
    codes : ndarray of shape (n_rows, n_categorical), unsigned
        Equal where categories are.
    mismatch : float
        What each mismatch adds to the squared distance; not negative.
    k : int
        Neighbors, 1 <= k < n_rows.
    is_query : ndarray of shape (n_rows,), bool
        Rows whose neighbors are wanted.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it; the result does not depend on it.

    Returns
    -------
    ndarray of shape (n_rows, k), intp
        Rows by (distance, row). Those of rows that were not asked for hold no meaning.

    Notes
    -----
    O(n_queries * n_rows * n_columns) time at most: the kernels pass over rows that are too far by
    their numbers alone. Two copies of the rows beside the result.
    """
    queries = np.flatnonzero(is_query)
    if _kernels_pay(len(queries) * len(numbers)):
        return _mixed_by_kernels(numbers, codes, mismatch, k, queries, n_jobs)

    def measure(block: np.ndarray) -> np.ndarray:
        sums, counts = np.zeros((2, len(block), len(numbers)))
        with np.errstate(over="ignore"):  # numbers out of all proportion are infinitely far
            for column in numbers.T:
                sums += np.square(column - column[block, np.newaxis])
            for column in codes.T:
                counts += column != column[block, np.newaxis]
            sums += mismatch * counts
        sums[np.arange(len(block)), block] = np.nan  # ranks last: no neighbor of itself
        return sums

    neighbors = np.empty((len(numbers), k), dtype=np.intp)
    neighbors[queries], _ = nearest_by_blocks(measure, queries, len(numbers), k)
    return neighbors


def nearest_nominal(
    codes: np.ndarray,
    tables: list[np.ndarray],
    k: int,
    is_query: np.ndarray,
    n_jobs: int | None = None,
) -> np.ndarray:
    """Nearest rows, the row itself among them, by what pairs of categories add.

    Parameters
    ----------
    codes : ndarray of shape (n_rows, n_columns), unsigned
        Category of each value.
    tables : list of n_columns ndarrays of shape (n_categories, n_categories), float64
        What each pair of categories of a column adds to the distance; none is negative.
    k : int
        Neighbors, 1 <= k <= n_rows.
    is_query, n_jobs
        As in `nearest_mixed`.

    Returns
    -------
    ndarray of shape (n_rows, k), intp
        Rows by (distance, row), so that equal rows have equal neighbors. Those of rows that were
        not asked for hold no meaning.

    Notes
    -----
    O(n_distinct ** 2 * n_columns) time at most: equal rows are searched once.
    """
    first, group_of = group_equal_rows(codes)
    distinct = codes[first]
    asked, place = np.unique(group_of[is_query], return_inverse=True)
    # the k nearest groups hold the k nearest rows: each has a row at least
    n_near = min(k, len(distinct))
    if _kernels_pay(len(asked) * len(distinct)):
        groups, distances = _nominal_by_kernels(distinct, tables, n_near, asked, n_jobs)
    else:

        def measure(block: np.ndarray) -> np.ndarray:
            return nominal_distances(distinct, tables, block)

        groups, distances = nearest_by_blocks(measure, asked, len(distinct), n_near)
    if len(distinct) < len(codes):
        groups = _members(groups, distances, group_of, k)
    neighbors = np.empty((len(codes), k), dtype=np.intp)
    neighbors[is_query] = groups[place]
    return neighbors


def nominal_distances(
    codes: np.ndarray, tables: list[np.ndarray], queries: np.ndarray
) -> np.ndarray:
    """Distances of some rows to all, by what pairs of categories add.

    Parameters
    ----------
    codes, tables
        As in `nearest_nominal`.
    queries : ndarray of shape (n_queries,), intp
        Rows.

    Returns
    -------
    ndarray of shape (n_queries, n_rows), float64
    """
    sums = np.zeros((len(queries), len(codes)))
    for table, column in zip(tables, codes.T, strict=True):
        sums += table[column[queries]][:, column]
    return sums


def run_categorical_kernels() -> None:
    """Search a few rows by each kernel in each type of codes: whatever is compiled then is kept."""
    queries = np.arange(4)
    for dtype in (np.uint8, np.uint32):
        codes = np.zeros((4, 1), dtype=dtype)
        _mixed_by_kernels(np.zeros((4, 1)), codes, 1.0, 1, queries, 1)
        _nominal_by_kernels(codes, [np.zeros((1, 1))], 1, queries, 1)


def _kernels_pay(n_pairs: int) -> bool:
    return pays("mixed", n_pairs, _NUMPY_WARM, _NUMPY_COLD)


def _members(groups: np.ndarray, distances: np.ndarray, group_of: np.ndarray, k: int) -> np.ndarray:
    """From the nearest groups to the k nearest rows in them."""
    rows = np.argsort(group_of, kind="stable")
    sizes = np.bincount(group_of)
    starts = np.cumsum(sizes) - sizes
    sizes = np.minimum(sizes, k)
    nearest = np.empty((len(groups), k), dtype=np.intp)
    n_at_once = max(1, _RANKED // (k * groups.shape[1]))
    for start in range(0, len(groups), n_at_once):
        part = slice(start, start + n_at_once)
        group = groups[part].ravel()
        entry = np.repeat(np.arange(len(group)), sizes[group])
        ends = np.cumsum(sizes[group])
        within = np.arange(ends[-1]) - (ends - sizes[group])[entry]
        candidates = rows[starts[group[entry]] + within]
        owner = entry // groups.shape[1]
        nearest[part], _ = rank(owner, distances[part].ravel()[entry], candidates, k)
    return nearest


def _mixed_by_kernels(
    numbers: np.ndarray,
    codes: np.ndarray,
    mismatch: float,
    k: int,
    queries: np.ndarray,
    n_jobs: int | None,
) -> np.ndarray:
    from fastsmote.kernels.mixed import MIXED_PANEL, scan_mixed
    from fastsmote.kernels.ordering import split_by_medians

    n, d = numbers.shape
    order = np.arange(n)
    split_by_medians(numbers, d, order, 0, n, MIXED_PANEL, np.empty((n, 2), dtype=np.int64))
    row_idx = places_of(order, MIXED_PANEL)
    packed_numbers = pack(numbers, row_idx, MIXED_PANEL)
    boxes = np.stack((packed_numbers.min(axis=2), packed_numbers.max(axis=2)), axis=1)
    place_of = np.empty(n, dtype=np.int64)
    place_of[order] = np.arange(n)
    places = np.sort(place_of[queries])  # queries of a panel share its order of panels
    packed_codes = pack(_for_kernels(codes), row_idx, MIXED_PANEL)
    shared = (packed_numbers, packed_codes, boxes, row_idx, float(mismatch))
    neighbors = np.empty((n, k), dtype=np.intp)

    def inputs(part: slice) -> tuple[Any, ...]:
        return *shared, places[part]

    def collect(part: slice, indices: np.ndarray, _: np.ndarray) -> None:
        neighbors[order[places[part]]] = indices

    scan(scan_mixed, inputs, len(places), k, n, MIXED_PANEL, n_jobs, collect)
    return neighbors


def _nominal_by_kernels(
    codes: np.ndarray, tables: list[np.ndarray], k: int, queries: np.ndarray, n_jobs: int | None
) -> tuple[np.ndarray, np.ndarray]:
    from fastsmote.kernels.mixed import MIXED_PANEL, scan_nominal

    row_idx = places_of(np.arange(len(codes)), MIXED_PANEL)
    sizes = np.array([len(table) for table in tables])
    starts = np.column_stack((np.cumsum(sizes**2) - sizes**2, sizes))
    costs = np.concatenate([table.ravel() for table in tables])
    shared = (pack(_for_kernels(codes), row_idx, MIXED_PANEL), costs, starts, row_idx)
    neighbors = np.empty((len(queries), k), dtype=np.intp)
    distances = np.empty((len(queries), k))

    def inputs(part: slice) -> tuple[Any, ...]:
        return *shared, queries[part]

    def collect(part: slice, *found: np.ndarray) -> None:
        neighbors[part], distances[part] = found

    scan(scan_nominal, inputs, len(queries), k, len(codes), MIXED_PANEL, n_jobs, collect)
    return neighbors, distances


def _for_kernels(codes: np.ndarray) -> np.ndarray:
    """Codes in one of two types: kernels are compiled for each."""
    return codes if codes.dtype == np.uint8 else codes.astype(np.uint32)
