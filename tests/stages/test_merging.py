"""Neighbors among rows that come in batches are those among all rows."""

import numpy as np
import pytest

from fastsmote.neighbors import find_neighbors
from fastsmote.neighbors.merging import NearestSoFar


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32"])
@pytest.mark.parametrize("n_at_once", [1, 7, 400])
@pytest.mark.parametrize("n_queries", [1, 3, 60])
def test_batches_give_what_all_rows_give(n_queries, n_at_once, dtype):
    rng = np.random.default_rng(n_queries)
    X = rng.integers(0, 4, (300, 3)).astype(dtype)  # many are equally far, or equal
    queries = np.sort(rng.choice(300, n_queries, replace=False))
    others = np.setdiff1d(np.arange(300), queries)
    nearest = NearestSoFar(X[queries], queries, 9, 1)
    for start in range(0, len(others), n_at_once):
        some = others[start : start + n_at_once]
        nearest.offer(X[some], some)
    nearest.offer(X[:0], others[:0])
    expected, _ = find_neighbors(9, X, 1, of=queries)
    np.testing.assert_array_equal(nearest.neighbors, expected)
