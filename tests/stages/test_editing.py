"""Votes, and rounds of editing beside plain repetition."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mode
from sklearn.neighbors import NearestNeighbors

from fastsmote.planning import plan_cleaning
from fastsmote.under_sampling import (
    AllKNN,
    EditedNearestNeighbours,
    RepeatedEditedNearestNeighbours,
)
from fastsmote.under_sampling.editing import agree, of_size, size_of
from tests.naive.neighbors import k_nearest


@given(
    labels=st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1),
    n_neighbors=st.integers(1, 3),
)
def test_votes(labels, n_neighbors):
    labels = np.array(labels)
    votes, own = labels[:, :n_neighbors], labels[:, -1]
    assert agree(votes, own, "all").tolist() == [set(v) == {o} for v, o in zip(votes, own)]  # noqa: B905
    most = mode(votes, axis=1, keepdims=False).mode
    assert agree(votes, own, "mode").tolist() == (most == own).tolist()


@pytest.mark.parametrize(
    ("votes", "own", "expected"),
    [
        ([0, 1], 0, True),  # equally frequent: the first label
        ([0, 1], 1, False),
        ([2, 1, 2, 1], 1, True),
        ([2, 1, 2, 1], 2, False),
        ([1, 1, 0], 0, False),
        ([1, 1, 0], 2, False),
    ],
)
def test_equally_frequent_votes(votes, own, expected):
    assert agree(np.array([votes]), np.array([own]), "mode").tolist() == [expected]


def edited(X, y, rows, n_neighbors, kind_sel, strategy):
    """Rows that one round leaves of some, by a search of its own among these alone."""
    named = plan_cleaning(strategy, y[rows])
    votes = y[rows][k_nearest(X[rows], n_neighbors)]
    stays = []
    for row, vote in zip(rows, votes, strict=True):
        most = min(Counter(sorted(vote)).items(), key=lambda item: (-item[1], item[0]))[0]
        agrees = set(vote) == {y[row]} if kind_sel == "all" else most == y[row]
        stays.append(y[row] not in named or agrees)
    return rows[stays]


def repeated(X, y, sizes, kind_sel, strategy, stops_early=True, allow_minority=False):
    """Rows after plain repetition, class by class, and the number of rounds."""
    rows, counts = np.arange(len(y)), Counter(y.tolist())
    minority = min(counts, key=counts.__getitem__)
    n_rounds = 0
    for size in sizes:
        n_before = len(rows)
        rows = edited(X, y, rows, size, kind_sel, strategy)
        n_rounds += 1
        left = Counter(y[rows].tolist())
        is_overtaken = any(n < counts[minority] for c, n in left.items() if c != minority)
        if len(left) < len(counts) or (is_overtaken and not allow_minority):
            break
        if stops_early and len(rows) == n_before:
            break
    return rows[np.argsort(y[rows], kind="stable")], n_rounds


def data(kind, seed):
    rng = np.random.default_rng(seed)
    X = (
        rng.integers(5, size=(160, 2)).astype(float)
        if kind == "grid"
        else rng.normal(size=(160, 2))
    )
    y = rng.choice(3, size=160, p=[0.2, 0.3, 0.5])
    return X + 2.0 * y[:, np.newaxis], y  # whole numbers tie


CASES = list(product(("normal", "grid"), ("all", "mode"), ("auto", "all", "majority"), range(3)))


@pytest.mark.parametrize(("kind", "kind_sel", "strategy", "seed"), CASES)
def test_editing_until_nothing_changes(kind, kind_sel, strategy, seed):
    X, y = data(kind, seed)
    for n_neighbors in (1, 3, 6):
        sampler = RepeatedEditedNearestNeighbours(
            sampling_strategy=strategy, n_neighbors=n_neighbors, kind_sel=kind_sel
        )
        _, y_resampled = sampler.fit_resample(X, y)
        rows, n_rounds = repeated(X, y, [n_neighbors] * 100, kind_sel, strategy)
        assert sampler.sample_indices_.tolist() == rows.tolist()
        assert sampler.n_iter_ == n_rounds
        assert y_resampled.tolist() == y[rows].tolist()


@pytest.mark.parametrize("allow_minority", [False, True])
@pytest.mark.parametrize(("kind", "kind_sel", "strategy", "seed"), CASES)
def test_editing_with_one_neighbor_more_each_time(kind, kind_sel, strategy, seed, allow_minority):
    X, y = data(kind, seed)
    sampler = AllKNN(
        sampling_strategy=strategy, n_neighbors=5, kind_sel=kind_sel, allow_minority=allow_minority
    )
    sampler.fit_resample(X, y)
    rows, n_rounds = repeated(X, y, range(1, 6), kind_sel, strategy, False, allow_minority)
    assert sampler.sample_indices_.tolist() == rows.tolist()
    assert sampler.enn_.n_neighbors == n_rounds


@pytest.mark.parametrize(("kind", "kind_sel", "strategy", "seed"), CASES)
def test_editing_once(kind, kind_sel, strategy, seed):
    X, y = data(kind, seed)
    sampler = EditedNearestNeighbours(sampling_strategy=strategy, kind_sel=kind_sel)
    sampler.fit_resample(X, y)
    rows, _ = repeated(X, y, [3], kind_sel, strategy)
    assert sampler.sample_indices_.tolist() == rows.tolist()


def test_some_cases_take_several_rounds():
    rounds = [repeated(*data("normal", s), [3] * 100, "mode", "auto")[1] for s in range(3)]
    assert max(rounds) > 2


def test_sizes():
    estimator = NearestNeighbors(n_neighbors=4, p=1)
    assert size_of(3) == size_of(np.int8(3)) == size_of(estimator) == 3
    assert of_size(3, 2) == 2
    smaller = of_size(estimator, 2)
    assert (smaller.n_neighbors, smaller.p, estimator.n_neighbors) == (3, 1, 4)


@pytest.mark.parametrize("cls", [EditedNearestNeighbours, RepeatedEditedNearestNeighbours, AllKNN])
def test_result_does_not_depend_on_threads(cls):
    X, y = np.random.default_rng(0).normal(size=(4000, 6)), np.arange(4000) % 5 // 4
    X[:, 0] += 3.0 * y
    found = [cls(n_jobs=n).fit(X, y).fit_resample(X, y)[0] for n in (1, 2, 5)]
    assert len(found[0]) < 4000
    assert all(np.array_equal(found[0], each) for each in found)
