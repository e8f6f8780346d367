"""k_neighbors as a number of any kind, and as an estimator whose answer is used as it is."""

# ruff: noqa: NPY002 (the global stream of NumPy is what random_state=None draws from)

import imblearn.over_sampling
import numpy as np
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.neighbors import NearestNeighbors

from fastsmote.over_sampling import SMOTE
from tests.parity.compare import assert_parity, assert_same_data, resample
from tests.parity.data import load


class NextRows(BaseEstimator):
    """An estimator with an opinion of its own: the rows that follow are near."""

    def __init__(self, n_neighbors=4):
        self.n_neighbors = n_neighbors

    def fit(self, X, y=None):
        self.n_rows_ = X.shape[0]
        return self

    def kneighbors(self, X, return_distance=True):
        found = np.arange(X.shape[0])[:, np.newaxis] + np.arange(self.n_neighbors)
        found %= self.n_rows_
        return (np.zeros(found.shape), found) if return_distance else found

    def kneighbors_graph(self, X):
        raise NotImplementedError


class RandomRows(NextRows):
    """Draws from the global stream while it is asked, before the sampler draws."""

    def kneighbors(self, X, return_distance=True):
        return np.random.randint(0, self.n_rows_, size=(X.shape[0], self.n_neighbors))


@pytest.mark.parametrize("k_neighbors", [np.int64(3), np.int32(3), np.uint8(3), True], ids=repr)
def test_int_of_any_kind(k_neighbors):
    assert_parity(*load("multiclass"), k_neighbors=k_neighbors)


def test_all_other_rows():
    X, y = load("binary")
    assert_parity(X, y, k_neighbors=int(np.sum(y == 1)) - 1)


def test_two_rows():
    X, y = load("binary")
    rows = np.concatenate([np.flatnonzero(y == 1)[:2], np.flatnonzero(y == 0)])
    assert_parity(X[rows], y[rows], k_neighbors=1)


@pytest.mark.parametrize(
    "estimator",
    [
        NearestNeighbors(n_neighbors=6),
        NearestNeighbors(n_neighbors=2, algorithm="kd_tree", leaf_size=5),
        NearestNeighbors(n_neighbors=9, algorithm="ball_tree"),
        NearestNeighbors(n_neighbors=6, algorithm="brute"),
        NearestNeighbors(n_neighbors=6, metric="manhattan"),
        NearestNeighbors(n_neighbors=6, metric="cosine"),
        NearestNeighbors(n_neighbors=4, metric="minkowski", p=3),
        NextRows(),
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["binary", "multiclass", "wide"])
def test_estimator(name, estimator):
    ours = assert_parity(*load(name), k_neighbors=estimator, random_state=2)
    assert type(ours.sampler.nn_k_) is type(estimator)
    assert ours.sampler.nn_k_ is not estimator


@pytest.mark.parametrize("container", [sparse.csr_array, sparse.csc_matrix])
def test_estimator_on_sparse_rows(container):
    X, y = load("binary")
    X = np.where(np.abs(X) < 0.7, 0.0, X)
    estimator = NearestNeighbors(n_neighbors=4, metric="manhattan")
    assert_parity(container(X), y, k_neighbors=estimator)


def test_estimator_is_fitted_to_the_last_class():
    X, y = load("multiclass")
    ours = assert_parity(X, y, k_neighbors=NearestNeighbors(n_neighbors=3))
    last = [label for label, n in ours.sampler.sampling_strategy_.items() if n][-1]
    assert ours.sampler.nn_k_.n_samples_fit_ == np.sum(y == last)


def test_estimator_that_draws():
    # from the stream that the sampler goes on with: it has to be asked before the sampler draws
    X, y = load("multiclass")
    results = []
    for cls in (SMOTE, imblearn.over_sampling.SMOTE):
        np.random.seed(6)
        results.append(resample(cls, X, y, k_neighbors=RandomRows()))
    assert_same_data(results[0].X, results[1].X)
