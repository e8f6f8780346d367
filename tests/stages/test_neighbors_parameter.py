"""Neighbors by a number, and by an estimator."""

import numpy as np
import pytest
from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors
from sklearn.utils.validation import check_is_fitted

from fastsmote.neighbors import drawn_neighbors, estimator_behind, find_neighbors
from tests.naive.neighbors import k_nearest

AMONG, OF = np.arange(1, 60, 2), np.array([3, 9, 11, 57])


class Sampler(BaseEstimator):
    """A sampler with a number of neighbors, or an estimator."""

    def __init__(self, n_neighbors):
        self.n_neighbors = n_neighbors

    def fit(self):
        self.sampling_strategy_ = {}
        return self


@pytest.fixture
def X():
    return np.random.default_rng(0).normal(size=(60, 3))


@pytest.mark.parametrize("among", [None, AMONG], ids=["all", "some"])
@pytest.mark.parametrize("of", [None, OF], ids=["all", "some"])
@pytest.mark.parametrize("n_neighbors", [4, NearestNeighbors(n_neighbors=5)], ids=["int", "object"])
def test_rows_of_x(X, n_neighbors, among, of):
    found, fitted = find_neighbors(n_neighbors, X, among=among, of=of)
    rows = np.arange(60) if among is None else among
    queries = rows if of is None else of
    expected = rows[k_nearest(X[rows], 4, np.searchsorted(rows, queries))]
    np.testing.assert_array_equal(found, expected)
    if n_neighbors == 4:
        assert fitted is None
    else:
        assert fitted is not n_neighbors
        assert fitted.n_samples_fit_ == len(rows)


def test_estimator_of_an_int_is_made_when_asked_for():
    sampler = Sampler(3).fit()
    estimator = estimator_behind(sampler, "n_neighbors", "_nn")
    assert estimator.n_neighbors == 4
    assert estimator_behind(sampler, "n_neighbors", "_nn", 0).n_neighbors == 3
    with pytest.raises(NotFittedError):
        check_is_fitted(estimator)


def test_estimator_that_was_given_is_shown_as_it_was_fitted(X):
    sampler = Sampler(NearestNeighbors(n_neighbors=5)).fit()
    assert estimator_behind(sampler, "n_neighbors", "_nn") is not sampler.n_neighbors
    sampler._nn = find_neighbors(sampler.n_neighbors, X)[1]
    assert estimator_behind(sampler, "n_neighbors", "_nn") is sampler._nn


@pytest.mark.parametrize("among", [None, AMONG], ids=["all", "some"])
@pytest.mark.parametrize("n_neighbors", [4, NearestNeighbors(n_neighbors=5)], ids=["int", "object"])
def test_queries_in_any_order_and_twice(X, n_neighbors, among):
    queries = np.array([57, 3, 11, 3])
    found, _ = find_neighbors(n_neighbors, X, among=among, of=queries)
    of_all, _ = find_neighbors(n_neighbors, X, among=among)
    rows = np.arange(60) if among is None else among
    np.testing.assert_array_equal(found, of_all[np.searchsorted(rows, queries)])


@pytest.mark.parametrize("among", [np.arange(60), AMONG], ids=["all", "some"])
def test_neighbors_of_what_was_drawn(X, among):
    seed, column = np.array([7, 0, 7, 21]), np.array([3, 0, 1, 2])
    neighbor = drawn_neighbors(4, X, among, seed, column)
    expected = among[k_nearest(X[among], 4, seed)][np.arange(4), column]
    np.testing.assert_array_equal(neighbor, expected)


def test_only_what_was_drawn_is_searched(X, monkeypatch):
    searched = []

    def noted(X, k, queries, *_):
        searched.append(queries.tolist())
        return np.zeros((len(queries), k), dtype=np.intp)

    monkeypatch.setattr("fastsmote.neighbors.parameter.k_nearest_of", noted)
    drawn_neighbors(4, X, AMONG, np.array([7, 0, 7]), np.array([3, 0, 1]))
    assert searched == [[0, 7]]
