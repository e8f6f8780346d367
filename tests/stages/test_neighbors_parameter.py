"""Neighbors by a number, and by an estimator."""

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors
from sklearn.utils.validation import check_is_fitted

from fastsmote.neighbors import as_estimator, find_neighbors
from tests.naive.neighbors import k_nearest

AMONG, OF = np.arange(1, 60, 2), np.array([3, 9, 11, 57])


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
    estimator = as_estimator(3)
    assert estimator.n_neighbors == 4
    with pytest.raises(NotFittedError):
        check_is_fitted(estimator)


def test_estimator_that_was_given_is_shown_as_it_was_fitted(X):
    given = NearestNeighbors(n_neighbors=5)
    assert as_estimator(given) is not given
    fitted = find_neighbors(given, X)[1]
    assert as_estimator(given, fitted) is fitted
