"""The nearest neighbor rule by NumPy, by kernels, and by scikit-learn's classifier."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.neighbors import KNeighborsClassifier

import fastsmote.neighbors.rule
from fastsmote.neighbors import NearestRule, distance_scale
from fastsmote.neighbors.distances import pad_lanes
from tests.naive import condensing as naive


@pytest.fixture(params=["numpy", "kernels"])
def _path(request, monkeypatch):
    pays = request.param == "kernels"
    monkeypatch.setattr(fastsmote.neighbors.rule, "pays", lambda *_: pays)


def problem(n_features=5, n_others=20, n_rows=60, seed=0):
    rng = np.random.default_rng(seed)
    places = rng.permutation(n_others + n_rows)
    X = rng.normal(size=(n_others + n_rows, n_features))
    return X, np.sort(places[:n_others]), np.sort(places[n_others:])


@pytest.mark.parametrize("n_features", [1, 8, 9, 30])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
@pytest.mark.parametrize("container", [np.asarray, sparse.csr_matrix, sparse.csr_array])
def test_wrong_rows_are_those_of_the_classifier(container, dtype, n_features):
    X, others, rows = problem(n_features)
    X = (1000 * X).astype(dtype)
    stored = np.array([3, 17, 17, 40])
    y = np.zeros(len(X), dtype=int)
    y[rows] = 1
    store = np.concatenate([others, rows[stored]])
    classifier = KNeighborsClassifier(1, algorithm="kd_tree").fit(X[store], y[store])
    before = X.copy()
    found = NearestRule(container(X), others, rows).is_wrong(stored)
    np.testing.assert_array_equal(found, classifier.predict(X[rows]) == 0)
    np.testing.assert_array_equal(X, before)
    assert 0 < found.sum() < len(rows)


@pytest.mark.usefixtures("_path")
@pytest.mark.parametrize("seed", range(5))
def test_condensing_is_that_of_plain_loops(seed):
    X, others, rows = problem(seed=seed)
    rng = np.random.default_rng(seed)
    X = np.round(4 * X)  # distances are exact, and many of them equal
    stored, is_passed = rng.integers(60, size=2), rng.random(60) < 0.2
    before = is_passed.copy()
    found = NearestRule(X, others, rows).condense(stored, rows, is_passed)
    limits = naive.nearest(X, rows, others)
    assert found.tolist() == naive.condense(X[rows], limits, stored, rows, is_passed)
    np.testing.assert_array_equal(is_passed, before)


@given(
    n_features=st.integers(1, 20),
    n_rows=st.integers(1, 40),
    scale=st.sampled_from([1e-200, 1.0, 1e150]),
    seed=st.integers(0, 99),
)
def test_both_paths_give_the_same_bits(n_features, n_rows, scale, seed):
    X, others, rows = problem(n_features, 7, n_rows, seed)
    rule = NearestRule(scale * X, others, rows)
    padded = pad_lanes(scale * X[rows], distance_scale(scale * X))
    stored = np.random.default_rng(seed).integers(n_rows, size=3)
    np.testing.assert_array_equal(
        rule._condense_by_kernels(padded, stored, rows, np.zeros(n_rows, dtype=bool)),
        rule._condense_by_numpy(padded, stored, rows, np.zeros(n_rows, dtype=bool)),
    )


def test_neither_threads_nor_tasks_decide(monkeypatch):
    X, others, rows = problem(4, 500, 3000)
    stored = np.arange(0, 3000, 50)
    results = []
    for pairs in (1 << 21, 7_000, 100):
        monkeypatch.setattr(fastsmote.neighbors.rule, "_PAIRS_A_TASK", pairs)
        for n_jobs in (1, 2, 3):
            rule = NearestRule(X, others, rows, n_jobs)
            condensed = rule.condense(stored[:2], rows, np.zeros(3000, dtype=bool))
            results.append((rule.is_wrong(stored), condensed))
    for is_wrong, condensed in results[1:]:
        np.testing.assert_array_equal(is_wrong, results[0][0])
        np.testing.assert_array_equal(condensed, results[0][1])


def condensed_by_classifier(X, others, rows, stored, k, label):
    """Try the rows in order on scikit-learn's classifier, fitted anew to each store."""
    y = np.full(len(X), 1)
    y[rows] = label
    stored = list(stored)
    for i, row in enumerate(rows):
        store = np.concatenate([others, rows[stored]])
        classifier = KNeighborsClassifier(k, algorithm="kd_tree").fit(X[store], y[store])
        if classifier.predict(X[[row]])[0] != label:
            stored.append(i)
    return stored


@pytest.mark.usefixtures("_path")
@pytest.mark.parametrize("label", [0, 2])  # which wins a tie, and does not
@pytest.mark.parametrize("k", [1, 2, 3, 4, 7, 22])  # of 20 others
def test_condensing_by_several_neighbors_is_that_of_the_classifier(k, label):
    X, others, rows = problem(3, n_rows=80, seed=k)
    stored = np.array([5, 60, 60])
    rule = NearestRule(X, others, rows, n_neighbors=k, wins_ties=label == 0)
    nobody = np.zeros(80, dtype=bool)
    found = rule.condense(stored, np.full(80, 80), nobody).tolist()
    assert found == condensed_by_classifier(X, others, rows, stored, k, label)
    assert 3 < len(found) < 80


@pytest.mark.usefixtures("_path")
@pytest.mark.parametrize("label", [0, 2])
def test_condensing_by_more_neighbors_than_the_smallest_class_has_rows(label):
    X, others, rows = problem(3, n_others=3, n_rows=40)
    stored = np.array([5, 8, 30])
    rule = NearestRule(X, others, rows, n_neighbors=6, wins_ties=label == 0)
    found = rule.condense(stored, np.full(40, 40), np.zeros(40, dtype=bool)).tolist()
    assert found == condensed_by_classifier(X, others, rows, stored, 6, label)
    assert (len(found) == 3) == (label == 0)
