"""Where the samplers that clean differ on purpose: each test shows the results of both."""

import imblearn.over_sampling
import imblearn.under_sampling
import numpy as np
import pytest
from scipy import sparse
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.utils.validation import check_is_fitted

from fastsmote.combine import SMOTEENN, SMOTETomek
from fastsmote.over_sampling import ADASYN
from fastsmote.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from tests.parity.compare import assert_same_data, imblearn_class, resample, resample_by_both
from tests.parity.data import load

CLEANERS = [
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
]


def kept(cls, X, y, **params):
    return resample(cls, X, y, **params).sampler.sample_indices_


def kept_by_theirs(cls, X, y, **params):
    return kept(imblearn_class(cls), X, y, **params)


@pytest.mark.parametrize(
    ("cls", "params"),
    [
        (EditedNearestNeighbours, {"kind_sel": "mode"}),
        (RepeatedEditedNearestNeighbours, {"kind_sel": "mode"}),
        (AllKNN, {"kind_sel": "mode"}),
        (NeighbourhoodCleaningRule, {}),
    ],
)
@pytest.mark.parametrize("kind", ["strings", "booleans"])
def test_mode_of_strings_and_booleans(cls, params, kind):
    X, y = load("strings")
    if kind == "booleans":
        y = y == "maybe"
    with pytest.raises(TypeError, match="not recognized as numeric"):
        kept_by_theirs(cls, X, y, **params)
    numbers = np.unique(y, return_inverse=True)[1]
    expected = kept_by_theirs(cls, X, numbers, **params)
    np.testing.assert_array_equal(kept(cls, X, y, **params), expected)


def test_rows_of_a_first_round_that_removes_none():
    X = np.arange(24.0).reshape(12, 2)
    y = np.repeat([1, 0], [4, 8])  # rows are put in another order once, or twice in theirs
    X[y == 0] += 100
    ours, theirs = resample_by_both(X, y, sampler=RepeatedEditedNearestNeighbours)
    assert_same_data(ours.X, theirs.X)
    np.testing.assert_array_equal(X[ours.sampler.sample_indices_], ours.X)
    assert not np.array_equal(X[theirs.sampler.sample_indices_], theirs.X)
    assert ours.sampler.n_iter_ == theirs.sampler.n_iter_ == 1


@pytest.mark.parametrize("cls", CLEANERS)
@pytest.mark.parametrize("as_dict", [False, True])
def test_strategy_as_callable(as_dict, cls):
    X, y = load("wine")
    seed = {"random_state": 0} if "random_state" in cls().get_params() else {}

    def strategy(y):
        return {0: 5, 2: 5} if as_dict else [0, 2]

    # documented, for a function that gives a dict; which is then refused
    with pytest.raises((AttributeError, ValueError), match=r"keys|as a dict for cleaning"):
        kept_by_theirs(cls, X, y, sampling_strategy=strategy, **seed)
    expected = kept_by_theirs(cls, X, y, sampling_strategy=[0, 2], **seed)
    np.testing.assert_array_equal(kept(cls, X, y, sampling_strategy=strategy, **seed), expected)


@pytest.mark.parametrize("kind", [np.int64, np.uint8])
def test_number_of_neighbors_of_any_kind(kind):
    X, y = load("binary")
    with pytest.raises(UnboundLocalError):
        kept_by_theirs(OneSidedSelection, X, y, n_neighbors=kind(3), random_state=0)
    expected = kept_by_theirs(OneSidedSelection, X, y, n_neighbors=3, random_state=0)
    found = kept(OneSidedSelection, X, y, n_neighbors=kind(3), random_state=0)
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("n_neighbors", [1, 3])
def test_a_class_all_of_whose_rows_are_seeds(n_neighbors):
    X, y = load("binary")
    X, y = X[:50], np.repeat([0, 1, 2], [2, 3, 45])
    params = {
        "sampling_strategy": [1],
        "n_neighbors": n_neighbors,
        "n_seeds_S": 30,
        "random_state": 0,
    }
    with pytest.raises(ValueError, match="Found array with 0 sample"):
        kept_by_theirs(OneSidedSelection, X, y, **params)
    found = kept(OneSidedSelection, X, y, **params)
    assert set(found[y[found] == 1]) == {2, 3, 4}


def test_classifier_and_no_editor():
    X, y = load("binary")
    classifier = KNeighborsClassifier(n_neighbors=4)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'y'"):
        kept_by_theirs(NeighbourhoodCleaningRule, X, y, n_neighbors=classifier)
    expected = kept_by_theirs(NeighbourhoodCleaningRule, X, y, n_neighbors=4)
    found = kept(NeighbourhoodCleaningRule, X, y, n_neighbors=classifier)
    np.testing.assert_array_equal(found, expected)


def test_metric_of_the_estimator_in_all_rounds():
    X, y = load("binary")
    estimator = NearestNeighbors(n_neighbors=4, metric="manhattan")
    theirs = kept_by_theirs(AllKNN, X, y, n_neighbors=estimator)
    np.testing.assert_array_equal(theirs, kept_by_theirs(AllKNN, X, y, n_neighbors=3))
    ours = kept(AllKNN, X, y, n_neighbors=estimator)
    assert not np.array_equal(ours, theirs)
    np.testing.assert_array_equal(ours, rounds_of_editing(X, y, estimator))


def rounds_of_editing(X, y, estimator):
    """AllKNN by imbalanced-learn's EditedNearestNeighbours, round by round."""
    rows = np.arange(len(y))
    for n_neighbors in range(1, estimator.n_neighbors):
        finder = NearestNeighbors(n_neighbors=n_neighbors + 1, metric=estimator.metric)
        edited = kept_by_theirs(EditedNearestNeighbours, X[rows], y[rows], n_neighbors=finder)
        rows = rows[edited]
    return rows


def test_metric_of_the_estimator_classifies():
    X, y = load("binary")
    rule = NeighbourhoodCleaningRule
    estimator = NearestNeighbors(n_neighbors=4, metric="manhattan")
    editor = imblearn.under_sampling.EditedNearestNeighbours(n_neighbors=estimator, kind_sel="mode")
    theirs = kept_by_theirs(rule, X, y, n_neighbors=estimator)
    euclidean = kept_by_theirs(rule, X, y, n_neighbors=3, edited_nearest_neighbours=editor)
    np.testing.assert_array_equal(theirs, euclidean)
    ours = kept(rule, X, y, n_neighbors=estimator)
    assert not np.array_equal(ours, theirs)
    classifier = KNeighborsClassifier(n_neighbors=3, metric="manhattan")
    expected = kept_by_theirs(rule, X, y, n_neighbors=classifier, edited_nearest_neighbours=editor)
    np.testing.assert_array_equal(ours, expected)


@pytest.mark.parametrize("container", [sparse.csr_array, sparse.csc_array])
def test_condensing_of_sparse_arrays(container):
    X, y = load("binary")
    X = np.where(np.abs(X) > 0.8, X, 0)
    with pytest.raises(ValueError, match="Expected 2D input"):
        kept_by_theirs(CondensedNearestNeighbour, container(X), y, random_state=0)
    expected = kept_by_theirs(CondensedNearestNeighbour, X, y, random_state=0)
    found = kept(CondensedNearestNeighbour, container(X), y, random_state=0)
    np.testing.assert_array_equal(found, expected)


def test_rows_far_from_zero():
    X, y = load("wide")
    near = kept(EditedNearestNeighbours, X, y)
    np.testing.assert_array_equal(near, kept_by_theirs(EditedNearestNeighbours, X, y))
    X = np.round(X * 2**20) / 2**20 + 2**28  # no digit is lost
    np.testing.assert_array_equal(kept(EditedNearestNeighbours, X, y), near)
    assert not np.array_equal(kept_by_theirs(EditedNearestNeighbours, X, y), near)


@pytest.mark.parametrize("cls", [AllKNN, EditedNearestNeighbours, RepeatedEditedNearestNeighbours])
def test_estimators_are_not_fitted_without_need(cls):
    X, y = load("binary")
    ours, theirs = resample_by_both(X, y, sampler=EditedNearestNeighbours)
    check_is_fitted(theirs.sampler.nn_)
    with pytest.raises(NotFittedError):
        check_is_fitted(resample(cls, X, y).sampler.nn_)
    finder = NearestNeighbors(n_neighbors=4)
    ours, theirs = resample_by_both(X, y, sampler=EditedNearestNeighbours, n_neighbors=finder)
    assert ours.sampler.nn_.n_samples_fit_ == theirs.sampler.nn_.n_samples_fit_ == len(X)


@pytest.mark.parametrize("cls", [SMOTEENN, SMOTETomek])
def test_strategy_of_a_combination_is_a_plan(cls):
    X, y = load("binary")
    ours, theirs = (
        resample(each, X, y, random_state=0).sampler for each in (cls, imblearn_class(cls))
    )
    assert theirs.sampling_strategy_ == "auto"
    assert theirs.fit(X, y).sampling_strategy_ == ours.sampling_strategy_ == {1: 282}


@pytest.mark.parametrize("cls", [SMOTEENN, SMOTETomek])
def test_over_samplers_beside_smote(cls):
    X, y = load("binary")
    over_sampler = ADASYN(random_state=0)
    with pytest.raises(ValueError, match=r"'smote' parameter of .* must be an instance of"):
        resample(imblearn_class(cls), X, y, smote=imblearn.over_sampling.ADASYN(random_state=0))
    ours = resample(cls, X, y, smote=over_sampler)
    assert type(ours.sampler.smote_) is ADASYN
