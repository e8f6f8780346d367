"""The mean distance within a cluster."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import pairwise_distances

from fastsmote.over_sampling import sparsity
from fastsmote.over_sampling.sparsity import mean_distance


def naive(X):
    X = X.astype(np.float64)
    pairs = [(i, j) for i in range(len(X)) for j in range(i)]
    return np.mean([np.sqrt(np.sum((X[i] - X[j]) ** 2)) for i, j in pairs])


@pytest.mark.parametrize("at_once", [1, 100, 1 << 19], ids="{} at once".format)
@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "bool"])
@pytest.mark.parametrize("n_rows", [2, 3, 60])
def test_equals_the_mean_over_pairs(monkeypatch, n_rows, dtype, at_once):
    monkeypatch.setattr(sparsity, "_AT_ONCE", at_once)
    X = (9 * np.random.RandomState(n_rows).standard_normal((n_rows, 4))).astype(dtype)
    before = X.copy()
    np.testing.assert_allclose(mean_distance(X), naive(X), rtol=1e-12)
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csr_array])
def test_sparse(container):
    X = np.random.RandomState(0).standard_normal((50, 6))
    X[np.abs(X) < 0.5] = 0
    np.testing.assert_allclose(mean_distance(container(X)), naive(X), rtol=1e-9)


def test_duplicates_are_not_apart():
    assert mean_distance(np.full((9, 3), 0.1)) == 0.0


def test_an_offset_costs_no_digits():
    X = np.round(np.random.RandomState(0).standard_normal((80, 4)) * 2**20) / 2**20
    np.testing.assert_allclose(mean_distance(X + 2.0**30), mean_distance(X), rtol=1e-12)
    far = pairwise_distances(X + 2.0**30)
    assert abs(far.sum() / (80 * 79) / mean_distance(X) - 1) > 1e-3  # as imbalanced-learn does


def test_threads_change_no_bit(monkeypatch):
    monkeypatch.setattr(sparsity, "_AT_ONCE", 1 << 14)
    X = np.random.RandomState(0).standard_normal((900, 30))
    assert len({mean_distance(X, n_jobs) for n_jobs in (1, 2, 3, 7)}) == 1


@pytest.mark.parametrize("kind", ["dense", "sparse"])
def test_the_matrix_is_never_whole(monkeypatch, kind):
    shapes = []
    measure_of = getattr(sparsity, f"_measure_{kind}")

    def noted(X):
        measure = measure_of(X)

        def note(part):
            distances = measure(part)
            shapes.append(distances.shape)
            return distances

        return note

    monkeypatch.setattr(sparsity, f"_measure_{kind}", noted)
    X = np.random.RandomState(0).standard_normal((3000, 3))
    mean_distance(sparse.csr_array(X) if kind == "sparse" else X, n_jobs=1)
    assert max(a * b for a, b in shapes) <= sparsity._AT_ONCE
    assert sum(a * b for a, b in shapes) < 0.6 * 3000**2  # each pair once, but in the blocks' heads
