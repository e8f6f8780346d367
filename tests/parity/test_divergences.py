"""Where fastsmote differs on purpose: each test shows the results of both."""

import imblearn.over_sampling
import imblearn.under_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors
from sklearn.utils.validation import check_is_fitted

from fastsmote.over_sampling import SMOTE
from fastsmote.under_sampling import EditedNearestNeighbours, TomekLinks
from tests.parity.compare import assert_parity, assert_same_data, dense, resample
from tests.parity.data import load
from tests.parity.segments import Segments

Y = np.repeat([0, 1], [30, 50])


@pytest.mark.parametrize(
    ("dtype", "low", "high"),
    [("uint8", 100, 150), ("int8", -120, 120), ("uint16", 5, 60_000), ("uint32", 0, 10**6)],
)
@pytest.mark.parametrize("container", [np.asarray, sparse.csr_array], ids=["dense", "sparse"])
def test_small_integers_wrap_around_in_imbalanced_learn(container, dtype, low, high):
    X = np.random.RandomState(0).randint(low, high, size=(80, 3)).astype(dtype)
    segments = Segments(X[:30], 20, 20, 0)
    ours = resample(SMOTE, container(X), Y, random_state=0, k_neighbors=20)
    theirs = resample(imblearn.over_sampling.SMOTE, container(X), Y, random_state=0, k_neighbors=20)
    assert ours.X.dtype == theirs.X.dtype == dtype
    # it subtracts in the dtype of X, so that a difference of -1 may count as the largest number
    assert segments.misplaced(dense(theirs.X)[80:]).size > 0
    assert segments.misplaced(dense(ours.X)[80:]).size == 0


@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_the_largest_integers_become_others_in_imbalanced_learn(dtype):
    X = np.full((80, 3), np.iinfo(dtype).max, dtype)
    with np.errstate(invalid="ignore"):  # float64 rounds them up, beyond their type
        theirs = resample(imblearn.over_sampling.SMOTE, X, Y, random_state=0)
    assert (theirs.X[80:] != X[0]).any()
    np.testing.assert_array_equal(resample(SMOTE, X, Y, random_state=0).X, X[[0] * 100])


def test_booleans():
    X = np.random.RandomState(0).rand(80, 6) > 0.5
    segments = Segments(X[:30], 5, 20, 0)
    with pytest.raises(TypeError, match="numpy boolean subtract"):
        resample(imblearn.over_sampling.SMOTE, X, Y, random_state=0)
    ours = resample(SMOTE, X, Y, random_state=0)
    assert ours.X.dtype == bool
    assert segments.misplaced(ours.X[80:]).size == 0
    # imbalanced-learn agrees if a column of floats, which changes no distance, stands beside them
    frame = pd.DataFrame(X).add_prefix("flag ").assign(constant=0.0)
    theirs = resample(imblearn.over_sampling.SMOTE, frame, Y, random_state=0)
    assert segments.misplaced(theirs.X.to_numpy(dtype=bool)[80:, :6]).size == 0


def test_whole_numbers_beyond_int64():
    # only a list can hold them; imbalanced-learn computes with Python's own integers
    X, y = load("binary")
    numbers = [[2**70 + int(1e18 * value) for value in row] for row in X.tolist()]
    ours = resample(SMOTE, numbers, y, random_state=0).X
    theirs = resample(imblearn.over_sampling.SMOTE, numbers, y, random_state=0).X
    assert theirs[: len(y)] == numbers
    assert {type(value) for row in ours for value in row} == {float}
    np.testing.assert_allclose(np.array(ours), np.array(theirs, dtype=float), rtol=1e-9)


@pytest.mark.parametrize("method", ["fit", "fit_resample"])
def test_a_strategy_that_changes_the_labels_it_is_given(method):
    X, y = load("binary")

    def strategy(labels):
        labels[:] = 1 - labels
        return dict.fromkeys([0, 1], np.bincount(labels).max())

    changed, kept = y.copy(), y.copy()
    getattr(imblearn.over_sampling.SMOTE(sampling_strategy=strategy), method)(X, changed)
    np.testing.assert_array_equal(changed, 1 - y)
    getattr(SMOTE(sampling_strategy=strategy), method)(X, kept)
    np.testing.assert_array_equal(kept, y)


def test_one_hot_of_two_classes():
    X, one_hot = load("binary").X[:80], np.eye(2, dtype=int)[Y]
    ours = resample(SMOTE, X, one_hot, random_state=0)
    theirs = resample(imblearn.over_sampling.SMOTE, X, one_hot, random_state=0)
    assert theirs.y.shape == (100, 1)
    assert ours.y.shape == (100, 2)
    np.testing.assert_array_equal(ours.y[:80], one_hot)
    np.testing.assert_array_equal(ours.y[:, 1], theirs.y[:, 0])
    np.testing.assert_array_equal(ours.y.sum(axis=1), 1)
    assert_same_data(ours.X, theirs.X)


def test_one_hot_with_a_column_for_an_absent_class():
    X, one_hot = load("binary").X[:80], np.eye(3, dtype=int)[2 * Y]
    ours = resample(SMOTE, X, one_hot, random_state=0)
    theirs = resample(imblearn.over_sampling.SMOTE, X, one_hot, random_state=0)
    assert theirs.y.shape == (100, 1)
    assert ours.y.shape == (100, 3)
    np.testing.assert_array_equal(ours.y[:80], one_hot)
    assert_same_data(ours.X, theirs.X)


def test_one_hot_of_no_row():
    # each row is the nearest of the next one, which is of another class
    X, one_hot = np.arange(40.0)[:, np.newaxis], np.eye(2, dtype=int)[np.arange(40) % 2]
    params = {"sampling_strategy": "all", "n_neighbors": 1}
    with pytest.raises(ValueError, match="0 sample"):
        resample(imblearn.under_sampling.EditedNearestNeighbours, X, one_hot, **params)
    ours = resample(EditedNearestNeighbours, X, one_hot, **params)
    assert (ours.X.shape, ours.y.shape) == ((0, 1), (0, 2))
    made, labels = SMOTE().fit_resample(X, one_hot, synthetic_only=True)
    assert (made.shape, labels.shape) == ((0, 1), (0, 2))


@pytest.mark.parametrize(
    ("container", "error"),
    [
        (np.ndarray.tolist, AttributeError),
        (pd.DataFrame, AttributeError),
        (sparse.csr_matrix, TypeError),
    ],
    ids=["list", "frame", "sparse"],
)
def test_one_hot_in_other_containers(container, error):
    X, y = load("multiclass")
    one_hot = np.eye(4, dtype=int)[y]
    expected = assert_parity(X, one_hot)
    with pytest.raises(error):
        resample(imblearn.over_sampling.SMOTE, X, container(one_hot), random_state=0)
    ours = resample(SMOTE, X, container(one_hot), random_state=0)
    np.testing.assert_array_equal(ours.X, expected.X)
    np.testing.assert_array_equal(np.asarray(ours.y), expected.y)


@pytest.mark.parametrize(
    ("container", "kind"), [(np.ndarray.tolist, list), (pd.DataFrame, pd.DataFrame)]
)
def test_one_hot_comes_back_in_its_container(container, kind):
    X, y = load("multiclass")
    ours = resample(SMOTE, X, container(np.eye(4, dtype=int)[y]), random_state=0)
    assert type(ours.y) is kind


def test_neighbors_estimator_of_an_int_is_not_fitted():
    # fitting it would be the search that fastsmote spares
    X, y = load("binary")
    theirs = resample(imblearn.over_sampling.SMOTE, X, y, k_neighbors=4).sampler.nn_k_
    ours = resample(SMOTE, X, y, k_neighbors=4).sampler.nn_k_
    assert theirs.n_samples_fit_ == np.sum(y == 1)
    assert type(ours) is type(theirs) is NearestNeighbors
    assert ours.get_params() == theirs.get_params()
    with pytest.raises(NotFittedError):
        check_is_fitted(ours)


def test_neighbors_estimator_of_an_object_is_fitted_by_both():
    X, y = load("binary")
    params = {"k_neighbors": NearestNeighbors(n_neighbors=4)}
    for cls in (SMOTE, imblearn.over_sampling.SMOTE):
        assert resample(cls, X, y, **params).sampler.nn_k_.n_samples_fit_ == np.sum(y == 1)


@pytest.mark.parametrize(("unit", "is_wrong"), [(1e-200, True), (1e-150, False), (1e160, True)])
def test_units_whose_squares_are_no_numbers(unit, is_wrong):
    X = np.random.default_rng(0).normal(size=(80, 4))
    unit = 2.0 ** round(np.log2(unit))  # which rounds nothing
    expected, _ = SMOTE(random_state=0).fit_resample(X, Y)
    ours, _ = SMOTE(random_state=0).fit_resample(X * unit, Y)
    np.testing.assert_array_equal(ours, expected * unit)
    theirs, _ = imblearn.over_sampling.SMOTE(random_state=0).fit_resample(X * unit, Y)
    assert np.allclose(theirs / unit, expected) != is_wrong


@pytest.mark.parametrize("dtype", ["M8[s]", "m8[s]"])
def test_arrays_of_dates_and_durations(dtype):
    X = np.random.default_rng(0).integers(0, 1000, size=(80, 3)).astype(dtype)
    theirs, _ = imblearn.over_sampling.SMOTE(random_state=0).fit_resample(X, Y)
    assert theirs.dtype == dtype
    with pytest.raises(TypeError, match="X"):
        SMOTE(random_state=0).fit_resample(X, Y)


def test_rows_that_are_kept_in_the_byte_order_of_another_machine():
    X = np.random.default_rng(0).normal(size=(80, 3)).astype(">f8")
    theirs, _ = imblearn.under_sampling.TomekLinks().fit_resample(X, Y)
    ours, _ = TomekLinks().fit_resample(X, Y)
    assert (theirs.dtype.str, ours.dtype.str) == (">f8", "<f8")
    np.testing.assert_array_equal(ours, theirs)
