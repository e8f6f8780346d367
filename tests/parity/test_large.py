"""12,500 minority rows: what the kernels find is what scikit-learn finds."""

import numpy as np
import pytest
from scipy import sparse

from tests.parity.compare import assert_parity
from tests.parity.data import load


@pytest.fixture
def searches(monkeypatch):
    """Sizes of the searches that the kernels answer."""
    from fastsmote.neighbors import search

    seen = []
    by_kernels = search.nearest_by_kernels

    def noted(X, *args, **options):
        seen.append(X.shape)
        return by_kernels(X, *args, **options)

    monkeypatch.setattr(search, "nearest_by_kernels", noted)
    return seen


def test_minority_is_large():
    assert np.bincount(load("large").y).min() >= 12_000


@pytest.mark.parametrize("k_neighbors", [1, 5, 17])
def test_k_neighbors(k_neighbors, searches):
    assert_parity(*load("large"), k_neighbors=k_neighbors, random_state=1)
    assert [n_rows > 12_000 for n_rows, _ in searches] == [True]


@pytest.mark.parametrize("strategy", [0.99, "all", {0: 15_600, 1: 15_700}], ids=str)
def test_strategy(strategy, searches):
    assert_parity(*load("large"), sampling_strategy=strategy, random_state=2)
    assert searches


def test_float32(searches):
    X, y = load("large")
    assert_parity(X.astype(np.float32), y)
    assert searches


def test_fortran_order_and_instance(searches):
    X, y = load("large")
    assert_parity(np.asfortranarray(X), y, random_state=np.random.RandomState(5))
    assert searches


def test_offset(searches):
    X, y = load("large")
    assert_parity(X + 1e4, y)
    assert searches


def test_integers(searches):
    X, y = load("large")
    assert_parity(np.round(X * 1e6).astype(np.int64), y)
    assert searches


def test_sparse(searches):
    # fewer rows: scikit-learn searches sparse ones by brute force
    X, y = load("large")
    assert_parity(sparse.csr_matrix(X[:8_000]), y[:8_000])
    assert searches
