"""Scans of panels of numbers and categories, against naive loops."""

from itertools import product

import numpy as np
import pytest

from fastsmote.kernels.lists import empty_lists
from fastsmote.kernels.mixed import MIXED_PANEL, scan_mixed, scan_nominal
from tests.naive.mixed import mixed_distances, nearest, nominal_distances


def panels(columns: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(
        columns.reshape(-1, MIXED_PANEL, columns.shape[1]).transpose(0, 2, 1)
    )


def rows(n_panels: int, dtype: str, n_empty: int, n_categorical: int = 3):
    """Rows on a grid, so that many distances tie, and places at the end that hold none."""
    stream = np.random.RandomState(n_panels)
    n = n_panels * MIXED_PANEL
    numbers = stream.randint(-3, 4, (n, 2)) / 2
    numbers = numbers[np.argsort(numbers[:, 0], kind="stable")]  # boxes that lie apart
    codes = stream.randint(0, 3, (n, n_categorical)).astype(dtype)
    row_idx = np.arange(n)
    row_idx[n - n_empty :] = -1
    return numbers, codes, row_idx


def listed(lists) -> np.ndarray:
    return lists.indices.reshape(-1, lists.width)[:, : lists.k]


@pytest.mark.parametrize(
    ("dtype", "mismatch", "k", "n_empty"),
    list(product(["uint8", "uint32"], [0.0, 0.25, 0.7], [1, 5, 11], [0, 37])),
)
def test_scan_mixed(dtype, mismatch, k, n_empty):
    numbers, codes, row_idx = rows(3, dtype, n_empty)
    n = len(numbers) - n_empty
    queries = np.arange(0, n, 7)
    lists = empty_lists(len(queries), k)
    packed = panels(numbers)
    boxes = np.stack((packed.min(axis=2), packed.max(axis=2)), axis=1)
    for first in range(0, len(queries), 10):  # in pieces, as threads take them
        last = min(first + 10, len(queries))
        scan_mixed(packed, panels(codes), boxes, row_idx, mismatch, queries, lists, first, last)
    expected = nearest(mixed_distances(numbers[:n], codes[:n], mismatch), k, with_self=False)
    np.testing.assert_array_equal(listed(lists), expected[queries])


def test_more_mismatches_than_a_byte_counts():
    numbers, _, row_idx = rows(1, "uint8", 0)
    codes = np.zeros((MIXED_PANEL, 600), dtype=np.uint8)
    for row in range(MIXED_PANEL):
        codes[row, : 4 * row] = 1
    lists = empty_lists(MIXED_PANEL, 3)
    packed = panels(numbers)
    boxes = np.stack((packed.min(axis=2), packed.max(axis=2)), axis=1)
    queries = np.arange(MIXED_PANEL)
    scan_mixed(packed, panels(codes), boxes, row_idx, 1.0, queries, lists, 0, MIXED_PANEL)
    expected = nearest(mixed_distances(numbers, codes, 1.0), 3, with_self=False)
    np.testing.assert_array_equal(listed(lists), expected)


def test_distances_beyond_the_range_of_numbers_tie():
    numbers = np.zeros((MIXED_PANEL, 1))
    numbers[::2] = 1e200
    codes = np.zeros((MIXED_PANEL, 1), dtype=np.uint8)
    packed = panels(numbers)
    boxes = np.stack((packed.min(axis=2), packed.max(axis=2)), axis=1)
    lists = empty_lists(1, MIXED_PANEL - 1)
    arguments = (panels(codes), boxes, np.arange(MIXED_PANEL), 1.0, np.array([1]), lists, 0, 1)
    scan_mixed(packed, *arguments)
    odd = np.arange(3, MIXED_PANEL, 2)
    np.testing.assert_array_equal(listed(lists)[0], [*odd, *range(0, MIXED_PANEL, 2)])


@pytest.mark.parametrize(
    ("dtype", "k", "n_empty"), list(product(["uint8", "uint32"], [1, 6], [0, 37]))
)
def test_scan_nominal(dtype, k, n_empty):
    _, codes, row_idx = rows(2, dtype, n_empty, 4)
    n = len(codes) - n_empty
    stream = np.random.RandomState(0)
    # columns of different numbers of categories, and costs that are not symmetric
    tables = [stream.randint(0, 4, (size, size)) / 4 for size in (3, 5, 4, 3)]
    sizes = np.array([3, 5, 4, 3])
    starts = np.column_stack((np.cumsum(sizes**2) - sizes**2, sizes))
    costs = np.concatenate([table.ravel() for table in tables])
    queries = np.arange(0, n, 5)
    lists = empty_lists(len(queries), k)
    scan_nominal(panels(codes), costs, starts, row_idx, queries, lists, 0, 20)
    scan_nominal(panels(codes), costs, starts, row_idx, queries, lists, 20, len(queries))
    distances = nominal_distances(codes[:n], tables)
    np.testing.assert_array_equal(listed(lists), nearest(distances, k, with_self=True)[queries])
    np.testing.assert_array_equal(
        lists.sq_distances.reshape(-1, lists.width)[:, :k],
        np.sort(distances, axis=1)[queries, :k],
    )
