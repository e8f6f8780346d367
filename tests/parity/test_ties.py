"""Data in which neighbors tie: every row is one that a valid choice among them gives."""

from itertools import product

import imblearn.over_sampling
import numpy as np
import pytest
from scipy import sparse
from sklearn.neighbors import NearestNeighbors

from fastsmote.over_sampling import SMOTE
from tests.parity.compare import assert_same_container, assert_same_plan, dense, resample_by_both
from tests.parity.data import TIED, load
from tests.parity.segments import Segments


def segments_by_class(X, y, sampler, random_state):
    """Labels, the positions of their synthetic rows and the segments of these."""
    start = len(X)
    for label, n_synthetic in sampler.sampling_strategy_.items():
        segments = Segments(X[y == label], sampler.k_neighbors, n_synthetic, random_state)
        yield slice(start, start + n_synthetic), segments
        start += n_synthetic


def assert_tied_parity(X, y, *, random_state=0, **params):
    """Assert what `assert_parity` does, but for rows whose neighbor is one of several."""
    ours, theirs = resample_by_both(X, y, random_state=random_state, **params)
    assert_same_plan(ours.sampler, theirs.sampler)
    assert_same_container(ours.X, theirs.X)
    np.testing.assert_array_equal(dense(ours.y), dense(theirs.y))
    left, right = dense(ours.X), dense(theirs.X)
    np.testing.assert_array_equal(left[: len(y)], dense(X))
    n_tied = 0
    for rows, segments in segments_by_class(dense(X), dense(y), ours.sampler, random_state):
        assert segments.misplaced(left[rows]).tolist() == []
        assert segments.misplaced(right[rows]).tolist() == []  # so the yardstick is right
        n_tied += np.count_nonzero(segments.is_tied)
    return n_tied


@pytest.mark.parametrize(("name", "k_neighbors"), list(product(TIED, (1, 5, 17))))
def test_data(name, k_neighbors):
    X, y = load(name)
    assert assert_tied_parity(X, y, k_neighbors=k_neighbors, random_state=3) > 0


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "int64"])
@pytest.mark.parametrize("name", ["digits", "grid"])
def test_dtypes(name, dtype):
    X, y = load(name)
    assert_tied_parity(X.astype(dtype), y)


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csc_array])
def test_sparse(container):
    X, y = load("digits")
    assert_tied_parity(container(X), y)


def test_float16():
    # coarse enough that neighbors tie
    X, y = load("multiclass")
    assert_tied_parity(X.astype(np.float16), y)


@pytest.mark.parametrize("strategy", ["all", "minority", {0: 300, 2: 310}], ids=str)
def test_strategies(strategy):
    X, y = load("grid")
    assert_tied_parity(X, y, sampling_strategy=strategy)


@pytest.mark.parametrize("name", ["digits", "grid", "duplicates"])
def test_ties_go_by_row(name):
    # distances between whole numbers, and between duplicates, have no rounding errors
    X, y = load(name)
    X = X.astype(np.float64)
    sampler = SMOTE(random_state=5)
    made = sampler.fit_resample(X, y)[0]
    for rows, segments in segments_by_class(X, y, sampler, 5):
        np.testing.assert_allclose(made[rows], segments.first_by_row(), rtol=1e-9)


@pytest.mark.parametrize("make", [np.ones, np.zeros], ids=["ones", "zeros"])
def test_all_rows_equal(make):
    X, y = make((60, 3)), np.repeat([0, 1], [20, 40])
    assert_tied_parity(X, y)


class SkipsNearest(NearestNeighbors):
    def kneighbors(self, X=None, n_neighbors=None, return_distance=True):
        return super().kneighbors(X, n_neighbors, return_distance)[:, [0, 2, 3, 4, 5, 6]]


class TestYardstick:
    """The helper tells right rows from wrong ones."""

    @pytest.fixture
    def made(self):
        X, y = load("digits")
        sampler = imblearn.over_sampling.SMOTE(random_state=1)
        made = sampler.fit_resample(X, y)[0][len(X) :]
        return X[y == 1], made

    def test_right_rows_pass(self, made):
        X_class, rows = made
        assert Segments(X_class, 5, len(rows), 1).misplaced(rows).size == 0

    def test_other_draws_are_found(self, made):
        X_class, rows = made
        assert Segments(X_class, 5, len(rows), 2).misplaced(rows).size > 0.99 * len(rows)

    def test_next_neighbors_are_found(self, made):
        X_class, rows = made
        X, y = load("digits")
        farther = SkipsNearest(n_neighbors=7)
        sampler = imblearn.over_sampling.SMOTE(random_state=1, k_neighbors=farther)
        wrong = sampler.fit_resample(X, y)[0][len(X) :]
        is_wrong = (wrong != rows).any(axis=1)
        found = Segments(X_class, 5, len(rows), 1).misplaced(wrong)
        assert found.size > 0.9 * len(rows)
        assert is_wrong[found].all()

    @pytest.mark.parametrize("position", [0, 700])
    def test_one_changed_value_is_found(self, made, position):
        X_class, rows = made
        rows[position, 20] += 1e-6
        assert Segments(X_class, 5, len(rows), 1).misplaced(rows).tolist() == [position]
