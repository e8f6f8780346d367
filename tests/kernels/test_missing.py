"""Scans of panels of rows that miss values, against naive loops."""

from itertools import product

import numpy as np
import pytest

from fastsmote.kernels.lists import empty_lists
from fastsmote.kernels.missing import scan_present
from fastsmote.kernels.mixed import MIXED_PANEL
from tests.naive.missing import mean_squares
from tests.naive.mixed import nearest


def grid(n_panels: int, share: float, n_features: int = 4) -> np.ndarray:
    """Rows on a grid, so that many distances tie; one feature in the first panel is complete."""
    stream = np.random.RandomState(n_panels)
    X = stream.randint(-3, 4, (n_panels * MIXED_PANEL, n_features)) / 2
    is_missing = stream.random_sample(X.shape) < share
    is_missing[:MIXED_PANEL, 1] = False
    X[is_missing] = np.nan
    return X


def scan(X, queries, k, n_empty=0, at_once=10**9):
    values = np.ascontiguousarray(X.reshape(-1, MIXED_PANEL, X.shape[1]).transpose(0, 2, 1))
    row_idx = np.arange(len(X))
    row_idx[len(X) - n_empty :] = -1
    lists = empty_lists(len(queries), k)
    inputs = (values, ~np.isnan(values).any(axis=2), row_idx, X[queries], queries, lists)
    for first in range(0, len(queries), at_once):
        scan_present(*inputs, first, min(first + at_once, len(queries)))
    return lists.indices.reshape(-1, lists.width)[:, :k]


@pytest.mark.parametrize(
    ("share", "k", "n_empty"), list(product([0.1, 0.6, 1.0], [1, 5, 11], [0, 37]))
)
def test_scan(share, k, n_empty):
    X = grid(2, share)
    n = len(X) - n_empty
    queries = np.arange(0, n, 7)
    found = scan(X, queries, k, n_empty, at_once=10)  # in pieces, as threads take them
    expected = nearest(mean_squares(X[:n]), k, with_self=False)
    np.testing.assert_array_equal(found, expected[queries])


def test_distances_beyond_the_range_of_numbers_tie_with_those_that_there_are_none_of():
    X = np.zeros((MIXED_PANEL, 2))
    X[::2, 0] = 1e200
    X[[5, 6]] = np.nan
    found = scan(X, np.array([1]), MIXED_PANEL - 1)
    near = [row for row in range(3, MIXED_PANEL, 2) if row != 5]
    far = [row for row in range(MIXED_PANEL) if row % 2 == 0 or row == 5]
    np.testing.assert_array_equal(found[0], near + far)


def test_more_features_than_a_byte_counts():
    stream = np.random.RandomState(0)
    X = stream.randint(0, 3, (MIXED_PANEL, 300)) / 2
    X[stream.random_sample(X.shape) < 0.05] = np.nan
    queries = np.arange(0, MIXED_PANEL, 16)
    expected = nearest(mean_squares(X), 3, with_self=False)
    np.testing.assert_array_equal(scan(X, queries, 3), expected[queries])
