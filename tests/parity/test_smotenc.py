"""SMOTENC: the same rows as imbalanced-learn's, of numbers and of categories."""

from itertools import product

import numpy as np
import pytest
from scipy import sparse
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import OneHotEncoder

from tests.parity.mixed import NAMES, assert_mixed_parity, load

STRATEGIES = ("auto", "minority", "not minority", "all")


@pytest.mark.parametrize(("name", "k_neighbors"), list(product(NAMES, (1, 2, 5, 17))))
def test_k_neighbors(name, k_neighbors):
    assert_mixed_parity(*load(name), k_neighbors=k_neighbors, random_state=3)


@pytest.mark.parametrize(("name", "strategy"), list(product(NAMES, STRATEGIES)))
def test_strategy(name, strategy):
    assert_mixed_parity(*load(name), sampling_strategy=strategy)


@pytest.mark.parametrize("name", NAMES)
def test_random_state_instance(name):
    # the draws of the categories go on where those of the seeds ended
    assert_mixed_parity(*load(name), random_state=np.random.RandomState(4))


@pytest.mark.parametrize("name", NAMES)
def test_neighbors_estimator(name):
    assert_mixed_parity(*load(name), k_neighbors=NearestNeighbors(n_neighbors=4))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_sparse", [True, False])
def test_encoder(name, is_sparse):
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=is_sparse)
    ours = assert_mixed_parity(*load(name), categorical_encoder=encoder)
    assert ours.sampler.categorical_encoder_ is not encoder


def test_order_of_the_encoder_decides_which_category_is_drawn():
    X, y, categorical = load("float64")
    backwards = [np.unique(X[:, j])[::-1] for j in categorical]
    X = X.astype(object)  # numbers must be given in ascending order
    encoder = OneHotEncoder(categories=backwards)
    ours = assert_mixed_parity(X, y, categorical, categorical_encoder=encoder)
    ascending = assert_mixed_parity(X, y, categorical)
    assert (ours.X[:, categorical] != ascending.X[:, categorical]).any()


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csr_array])
@pytest.mark.parametrize("name", ["float64", "float32", "multiclass"])
def test_sparse(name, container):
    X, y, categorical = load(name)
    X = np.where(X > -0.5, X, 0)
    X[:, categorical] = np.abs(X[:, categorical])
    assert_mixed_parity(container(X), y, categorical)


def test_large(monkeypatch):
    from fastsmote.neighbors import categorical

    seen = []
    by_kernels = categorical._mixed_by_kernels
    monkeypatch.setattr(
        categorical, "_mixed_by_kernels", lambda *a: seen.append(a[0].shape) or by_kernels(*a)
    )
    assert_mixed_parity(*load("large"))
    assert [n_rows > 12_000 for n_rows, _ in seen] == [True]


def test_median_std_of_zero():
    # mismatches cost nothing, and the categories are the neighbors' nevertheless
    X, y, categorical = load("float64")
    X = X.copy()
    X[:, [0, 2, 3]] = 0
    ours = assert_mixed_parity(X, y, categorical)
    assert list(ours.sampler.median_std_.values()) == [0]


def test_lists():
    X, y, categorical = load("float64")
    assert_mixed_parity(X.tolist(), y.tolist(), categorical)
