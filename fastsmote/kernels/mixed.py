"""Nearest rows by what numbers and categories add to a distance.

References stand in panels, column by column, so that a column of a panel is compared with a value
in vector operations. Terms are added in float64, column after column: the distance of a pair is the
same whichever panel it is met in, and no bound has to allow for rounding. A box bounds what numbers
add: each of its steps rounds a smaller value up or down by the same rule, so it never passes the
distance of a row in it.
"""

import numpy as np

from fastsmote.kernels.jit import inner, kernel
from fastsmote.kernels.lists import offer

#: Rows of a panel: sums of one stay in the first cache, and loops over it are long enough.
MIXED_PANEL = 128
# Columns whose mismatches are counted in a byte.
_COUNTED = 255


@kernel
def scan_mixed(  # type: ignore[no-untyped-def]
    numbers, codes, boxes, row_idx, mismatch, queries, lists, first, last
):
    """List the nearest rows of some queries by numbers and mismatched categories.

    Parameters
    ----------
    numbers : ndarray of shape (n_panels, n_numbers, MIXED_PANEL), float64
        The columns of numbers, panel by panel.
    codes : ndarray of shape (n_panels, n_categories, MIXED_PANEL), unsigned
        The categorical columns.
    boxes : ndarray of shape (n_panels, 2, n_numbers), float64
        Smallest and largest number of each column.
    row_idx : ndarray of shape (n_panels * MIXED_PANEL,), int64
        Row at each place; -1 where there is none.
    mismatch : float
        What two different categories add to a squared distance.
    queries : ndarray of shape (n_queries,), int64
        Places of the queries, ascending.
    lists : Lists
        One list a query; written.
    first, last : int
        The queries to serve.
    """
    distances, indices, width, k = lists.sq_distances, lists.indices, lists.width, lists.k
    n_panels, n_numbers = numbers.shape[0], numbers.shape[1]
    sums, counts = np.empty(MIXED_PANEL), np.empty(MIXED_PANEL, np.uint8)
    bounds, home = np.empty(n_panels), -1
    order = np.empty(n_panels, np.int64)
    for q in range(first, last):
        panel, place = queries[q] // MIXED_PANEL, queries[q] % MIXED_PANEL
        if panel != home:
            home = panel
            for p in range(n_panels):
                bounds[p] = _gap_of_boxes(boxes[panel], boxes[p])
            order[:] = np.argsort(bounds)
        for o in range(n_panels):
            p = order[o]
            limit = distances[q * width + k - 1]
            if bounds[p] > limit:
                break
            gap = 0.0
            for j in range(n_numbers):
                x = numbers[panel, j, place]
                outside = max(boxes[p, 0, j] - x, x - boxes[p, 1, j], 0.0)
                gap += outside * outside
            if gap > limit:
                continue
            _add_numbers(numbers[p], numbers[panel], place, sums)
            _add_mismatches(codes[p], codes[panel], place, mismatch, counts, sums)
            offer_panel(sums, row_idx, p, queries[q], distances, indices, q, width, k)


@kernel
def scan_nominal(codes, costs, starts, row_idx, queries, lists, first, last):  # type: ignore[no-untyped-def]
    """List the nearest rows of some queries, themselves among them, by tables of costs.

    Parameters
    ----------
    codes, row_idx, queries, lists, first, last
        As in `scan_mixed`.
    costs : ndarray of shape (n,), float64
        For each column what each pair of its categories adds to a distance, query's category by
        query's category.
    starts : ndarray of shape (n_categories, 2), int64
        Where the costs of a column begin, and its number of categories.
    """
    distances, indices, width, k = lists.sq_distances, lists.indices, lists.width, lists.k
    sums = np.empty(MIXED_PANEL)
    for p in range(codes.shape[0]):
        for q in range(first, last):
            panel, place = queries[q] // MIXED_PANEL, queries[q] % MIXED_PANEL
            sums[:] = 0.0
            for j in range(codes.shape[1]):
                start = starts[j, 0] + starts[j, 1] * np.int64(codes[panel, j, place])
                _add_costs(codes[p, j], costs[start : start + starts[j, 1]], sums)
            offer_panel(sums, row_idx, p, -1, distances, indices, q, width, k)


@inner
def _gap_of_boxes(left, right):  # type: ignore[no-untyped-def]
    """Squared distance between the nearest places of two boxes."""
    gap = 0.0
    for j in range(left.shape[1]):
        outside = max(left[0, j] - right[1, j], right[0, j] - left[1, j], 0.0)
        gap += outside * outside
    return gap


@inner
def _add_numbers(references, query, place, sums):  # type: ignore[no-untyped-def]
    """Set sums to the squared differences of the numbers."""
    sums[:] = 0.0
    for j in range(references.shape[0]):
        x = query[j, place]
        column = references[j]
        for i in range(MIXED_PANEL):
            difference = column[i] - x
            sums[i] += difference * difference


@inner
def _add_mismatches(references, query, place, mismatch, counts, sums):  # type: ignore[no-untyped-def]
    """Add what the mismatched categories cost, for a few columns at once."""
    n = references.shape[0]
    for first in range(0, n, _COUNTED):
        counts[:] = 0
        for j in range(first, min(first + _COUNTED, n)):
            code = query[j, place]
            column = references[j]
            for i in range(MIXED_PANEL):
                counts[i] = np.uint8(counts[i] + np.uint8(column[i] != code))
        for i in range(MIXED_PANEL):
            sums[i] += mismatch * np.float64(np.int32(counts[i]))


@inner
def _add_costs(column, costs, sums):  # type: ignore[no-untyped-def]
    """Add what the categories of a column cost."""
    for i in range(MIXED_PANEL):
        sums[i] += costs[column[i]]


@inner
def offer_panel(sums, row_idx, p, self_place, distances, indices, q, width, k):  # type: ignore[no-untyped-def]
    """Offer the rows of a panel that may be among the nearest to the list of a query."""
    last = q * width + k - 1
    limit, n_near = distances[last], 0
    for i in range(MIXED_PANEL):
        n_near += sums[i] <= limit
    if n_near == 0:
        return
    for i in range(MIXED_PANEL):
        place = p * MIXED_PANEL + i
        if sums[i] <= distances[last] and place != self_place and row_idx[place] >= 0:
            offer(distances, indices, q, width, sums[i], row_idx[place])
