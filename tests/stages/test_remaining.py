"""Neighbors among the rows that remain, against a search of its own each time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from fastsmote.neighbors import RemainingNeighbors, find_neighbors, remaining


def searched_anew(X, is_left, rows, k):
    return find_neighbors(k, X, 1, np.flatnonzero(is_left), rows)[0]


@given(
    n_rows=st.integers(6, 60),
    n_values=st.sampled_from([2, 6, 1 << 20]),  # few values: duplicates and ties
    k=st.integers(1, 4),
    n_spare=st.integers(0, 4),
    share=st.sampled_from([0.02, 0.2, 0.5]),
    seed=st.integers(0, 99),
)
def test_as_if_searched_each_time(n_rows, n_values, k, n_spare, share, seed):
    rng = np.random.default_rng(seed)
    X = rng.integers(n_values, size=(n_rows, 2)).astype(float)
    neighbors = RemainingNeighbors(X, k + n_spare, 1)
    while np.count_nonzero(neighbors.is_left) > k:
        left = np.flatnonzero(neighbors.is_left)
        rows = left[rng.random(len(left)) < 0.7]
        wanted = int(rng.integers(1, k + 1))
        if len(rows):
            found = neighbors.nearest(rows, wanted)
            np.testing.assert_array_equal(found, searched_anew(X, neighbors.is_left, rows, wanted))
        neighbors.is_left[rng.choice(left, max(1, int(share * len(left))), replace=False)] = False


def test_only_short_lists_are_searched_again(monkeypatch):
    searched = []

    def counted(n_neighbors, X, n_jobs, among, of):
        searched.append(of.tolist())
        return find_neighbors(n_neighbors, X, n_jobs, among, of)

    monkeypatch.setattr(remaining, "find_neighbors", counted)
    X = np.array([[0.0], [1.0], [2.0], [50.0], [51.0], [52.0], [53.0]])
    neighbors = RemainingNeighbors(X, 2, 1)
    rows = np.array([0, 4])
    assert neighbors.nearest(rows, 1).tolist() == [[1], [3]]
    neighbors.is_left[[1, 3]] = False
    assert neighbors.nearest(rows, 1).tolist() == [[2], [5]]  # row 4: 3 and 5 are equally far
    neighbors.is_left[2] = False
    assert neighbors.nearest(rows, 1).tolist() == [[4], [5]]
    assert searched == [[0, 4], [0]]


@pytest.mark.parametrize("container", [np.asarray, sparse.csr_matrix, sparse.csr_array])
def test_containers(container):
    X = np.random.default_rng(0).normal(size=(80, 4))
    before = X.copy()
    neighbors = RemainingNeighbors(container(X), 6, 2)
    for n_left in (80, 60, 20, 5):
        neighbors.is_left[n_left:] = False
        rows = np.arange(0, n_left, 3)
        np.testing.assert_array_equal(
            neighbors.nearest(rows, 3), searched_anew(X, neighbors.is_left, rows, 3)
        )
    np.testing.assert_array_equal(X, before)
