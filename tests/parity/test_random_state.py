"""The same draws from an int, an instance or the global stream, and the same state afterwards."""

# ruff: noqa: NPY002 (the global stream of NumPy is what random_state=None draws from)

import imblearn.over_sampling
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from fastsmote.over_sampling import SMOTE
from tests.parity.compare import assert_parity, assert_same_data, resample
from tests.parity.data import load


def assert_same_state(ours: np.random.RandomState, theirs: np.random.RandomState) -> None:
    left, right = ours.get_state(legacy=False), theirs.get_state(legacy=False)
    assert_array_equal(left["state"]["key"], right["state"]["key"])
    assert left["state"]["pos"] == right["state"]["pos"]
    assert (left["has_gauss"], left["gauss"]) == (right["has_gauss"], right["gauss"])


@pytest.mark.parametrize("seed", [0, 1, 7, 42, 12345, 2**32 - 1, np.int64(5), np.uint8(200)])
@pytest.mark.parametrize("name", ["binary", "multiclass"])
def test_int(name, seed):
    assert_parity(*load(name), random_state=seed)


def test_int_gives_equal_classes_equal_draws():
    X, y = load("multiclass")
    rows = np.concatenate(
        [np.flatnonzero(y == label)[:n] for label, n in {0: 30, 2: 30, 1: 60}.items()]
    )
    shift = np.where(y[rows] == 2, 1000.0, 0.0)[:, np.newaxis]
    ours = assert_parity(np.tile(X[rows[:30]], (4, 1))[: len(rows)] + shift, y[rows])
    # classes 0 and 2 hold the same rows, one of them moved: so do their synthetic rows
    np.testing.assert_allclose(ours.X[120:150] + 1000.0, ours.X[150:180])


@pytest.mark.parametrize("n_before", [0, 3], ids=["fresh", "used"])
@pytest.mark.parametrize("name", ["binary", "multiclass"])
def test_instance_goes_on(name, n_before):
    X, y = load(name)
    ours, theirs = np.random.RandomState(3), np.random.RandomState(3)
    ours.standard_normal(n_before), theirs.standard_normal(n_before)
    for _ in range(2):  # the second call starts where the first one ended
        left = SMOTE(random_state=ours).fit_resample(X, y)
        right = imblearn.over_sampling.SMOTE(random_state=theirs).fit_resample(X, y)
        assert_same_data(left[0], right[0])
        assert_same_data(left[1], right[1])
        assert_same_state(ours, theirs)


def test_instance_of_another_generator():
    assert_parity(*load("binary"), random_state=np.random.RandomState(np.random.PCG64(1)))


@pytest.mark.parametrize("random_state", [None, np.random.mtrand._rand], ids=["None", "np.random"])
def test_global_stream(random_state):
    X, y = load("multiclass")
    results, states = [], []
    for cls in (SMOTE, imblearn.over_sampling.SMOTE):
        np.random.seed(8)
        results.append(cls(random_state=random_state).fit_resample(X, y))
        states.append(np.random.RandomState())
        states[-1].set_state(np.random.get_state())
    assert_same_data(results[0][0], results[1][0])
    assert_same_state(*states)


def test_int_leaves_global_stream_alone():
    np.random.seed(9)
    before = np.random.get_state()[1].copy()
    resample(SMOTE, *load("binary"), random_state=0)
    assert_array_equal(np.random.get_state()[1], before)


def test_fit_draws_nothing():
    stream = np.random.RandomState(2)
    SMOTE(random_state=stream).fit(*load("binary"))
    assert_same_state(stream, np.random.RandomState(2))


def test_nothing_to_make_draws_nothing():
    X, y = load("binary")
    stream = np.random.RandomState(2)
    SMOTE(random_state=stream, sampling_strategy={}).fit_resample(X, y)
    assert_same_state(stream, np.random.RandomState(2))
