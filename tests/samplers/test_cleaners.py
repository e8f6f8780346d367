"""The samplers that clean, and those that combine: parameters, attributes and errors."""

import inspect
import re

import numpy as np
import pytest
from sklearn.datasets import make_blobs
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from fastsmote.combine import SMOTEENN, SMOTETomek
from fastsmote.over_sampling import SMOTE
from fastsmote.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from fastsmote.under_sampling.near_miss import rank_first
from tests.parity.compare import imblearn_class

EDITING = [AllKNN, EditedNearestNeighbours, RepeatedEditedNearestNeighbours]
CONDENSING = [CondensedNearestNeighbour, OneSidedSelection]
CLEANERS = [*EDITING, *CONDENSING, NeighbourhoodCleaningRule, TomekLinks]
COMBINATIONS = [SMOTEENN, SMOTETomek]
each_cleaner = pytest.mark.parametrize("cls", CLEANERS, ids=lambda cls: cls.__name__)
each_sampler = pytest.mark.parametrize(
    "cls", [*CLEANERS, *COMBINATIONS], ids=lambda cls: cls.__name__
)

# 12 rows in the midst of 40
X, Y = make_blobs([12, 40], centers=[(0, 0), (1, 1)], random_state=0)


def seeded(cls, **params):
    seed = {"random_state": 0} if "random_state" in cls().get_params() else {}
    return cls(**seed, **params)


@each_sampler
def test_parameters_and_defaults_are_theirs(cls):
    theirs = imblearn_class(cls)().get_params().items()
    assert cls().get_params() == {name: value for name, value in theirs if value != "deprecated"}
    kinds = {p.kind for p in inspect.signature(cls).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}
    assert cls._parameter_constraints.keys() == cls().get_params().keys()
    assert cls._sampling_type == imblearn_class(cls)._sampling_type


@each_cleaner
def test_no_class_is_to_be_cleaned(cls):
    sampler = seeded(cls, sampling_strategy=[])
    found, labels = sampler.fit_resample(X, Y)
    np.testing.assert_array_equal(found, X[sampler.sample_indices_])
    np.testing.assert_array_equal(labels, Y[sampler.sample_indices_])
    assert sorted(sampler.sample_indices_) == list(range(52))
    assert not np.shares_memory(found, X)


@each_cleaner
def test_classes_that_are_not_named_keep_their_rows(cls):
    for label in (0, 1):
        sampler = seeded(cls, sampling_strategy=[label])
        sampler.fit_resample(X, Y)
        kept = sampler.sample_indices_
        assert set(np.flatnonzero(label != Y)) <= set(kept)
        assert sampler.sampling_strategy_ == {label: 12}
        assert kept.dtype == np.intp


@pytest.mark.parametrize(
    ("cls", "name"),
    [(cls, "nn_") for cls in EDITING]
    + [(cls, "estimators_") for cls in CONDENSING]
    + [(NeighbourhoodCleaningRule, "nn_"), (NeighbourhoodCleaningRule, "classes_to_clean_")],
)
def test_attributes_are_not_there_before_the_fit(cls, name):
    assert not hasattr(cls(), name)
    sampler = seeded(cls)
    sampler.fit_resample(X, Y)
    assert hasattr(sampler, name)


@pytest.mark.parametrize("cls", CONDENSING)
def test_stores_before_the_fit(cls):
    with pytest.raises(NotFittedError):
        _ = cls().estimators_


@pytest.mark.parametrize("cls", [*EDITING, NeighbourhoodCleaningRule])
def test_estimators_given_are_not_fitted_themselves(cls):
    estimator = NearestNeighbors(n_neighbors=4)
    sampler = cls(n_neighbors=estimator)
    sampler.fit_resample(X, Y)
    assert not hasattr(estimator, "n_samples_fit_")
    assert sampler.get_params(deep=False)["n_neighbors"] is estimator


def test_wrong_rows_of_condensing_are_stored():
    sampler = CondensedNearestNeighbour(random_state=0)
    kept, labels = sampler.fit_resample(X, Y)
    (classifier,) = sampler.estimators_
    np.testing.assert_array_equal(classifier.predict(kept), labels)


STRATEGY = "'sampling_strategy' parameter of"

PARAMETERS = [
    *[(cls, {"sampling_strategy": "minority"}, f"{STRATEGY} {cls.__name__}") for cls in CLEANERS],
    *[(cls, {"sampling_strategy": {0: 3}}, f"{STRATEGY} {cls.__name__}") for cls in CLEANERS],
    *[(cls, {"n_jobs": "many"}, f"'n_jobs' parameter of {cls.__name__}") for cls in CLEANERS],
    *[(cls, {"n_neighbors": 0}, "int >= 1.* Got 0") for cls in (*EDITING, *CONDENSING)],
    *[(cls, {"n_neighbors": 2.5}, "Got 2.5") for cls in (*EDITING, *CONDENSING)],
    *[(cls, {"n_seeds_S": 0}, "'n_seeds_S' .*int >= 1.* Got 0") for cls in CONDENSING],
    *[(cls, {"random_state": "x"}, "'random_state' parameter") for cls in CONDENSING],
    *[(cls, {"kind_sel": "some"}, "str among 'all', 'mode'.* Got 'some'") for cls in EDITING],
    (AllKNN, {"allow_minority": "yes"}, "'allow_minority' .* Got 'yes'"),
    (RepeatedEditedNearestNeighbours, {"max_iter": 0}, "'max_iter' .*int >= 1.* Got 0"),
    (NeighbourhoodCleaningRule, {"n_neighbors": None}, "'n_neighbors' .* Got None"),
    (NeighbourhoodCleaningRule, {"threshold_cleaning": 0}, "float > 0.* Got 0"),
    (NeighbourhoodCleaningRule, {"threshold_cleaning": "x"}, "float > 0.* Got 'x'"),
    (NeighbourhoodCleaningRule, {"edited_nearest_neighbours": 3}, "with method fit_resample"),
    (SMOTEENN, {"smote": 3}, "'smote' .*over-sampler with method fit_resample.* Got 3"),
    (SMOTEENN, {"smote": SMOTE}, "'smote' .* Got the class"),
    (SMOTEENN, {"enn": "enn"}, "'enn' .*cleaner with method fit_resample.* Got 'enn'"),
    (SMOTETomek, {"tomek": NearestNeighbors()}, "'tomek' .* Got NearestNeighbors"),
    (SMOTETomek, {"sampling_strategy": 2.0}, "'sampling_strategy' .* Got 2.0"),
]


@pytest.mark.parametrize(("cls", "params", "message"), PARAMETERS)
def test_wrong_parameters(cls, params, message):
    with pytest.raises(ValueError, match=f"(?s){message}"):
        cls(**params).fit_resample(X, Y)
    with pytest.raises(ValueError, match=next(iter(params))):
        imblearn_class(cls)(**params).fit_resample(X, Y)


DATA = [
    *[
        (cls, {"n_neighbors": 52}, "n_neighbors = 52 .* 52 row.* to 51 or less")
        for cls in EDITING[1:]
    ],
    (NeighbourhoodCleaningRule, {"n_neighbors": 52}, "n_neighbors = 52 .* 52 row.* to 51 or less"),
    *[(cls, {"n_neighbors": 14}, "Expected n_neighbors <= number of rows") for cls in CONDENSING],
    *[
        (cls, {"n_neighbors": NearestNeighbors(n_neighbors=60)}, "Expected n_neighbors")
        for cls in EDITING[1:]
    ],
    *[
        (cls, {"n_neighbors": KNeighborsClassifier(60)}, "Expected n_neighbors")
        for cls in CONDENSING
    ],
    *[(cls, {"sampling_strategy": [7]}, "it names 7 and y has 0, 1") for cls in CLEANERS],
    (SMOTEENN, {"smote": SMOTE(k_neighbors=12)}, "k_neighbors = 12 and class 0 has 12 row"),
]


@pytest.mark.parametrize(("cls", "params", "message"), DATA)
def test_data_and_parameters_that_do_not_match(cls, params, message):
    with pytest.raises(ValueError, match=f"(?s){message}"):
        seeded(cls, **params).fit_resample(X, Y)
    with pytest.raises(ValueError, match=r"n_neighbors|not present|smote"):
        imblearn_class(cls)(**params).fit_resample(X, Y)


@each_sampler
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_values_that_are_not_finite(value, cls):
    rows = X.copy()
    rows[7, 1] = value
    with pytest.raises(ValueError, match=f"contains.*rows before {cls.__name__}"):
        seeded(cls).fit_resample(rows, Y)


@each_sampler
@pytest.mark.parametrize(
    ("rows", "labels", "message"),
    [
        (X[:, :1].ravel(), Y, "Expected 2D array"),
        (X, Y[:-1], "inconsistent numbers of samples"),
        (X, np.zeros(52), "more than 1 class"),
        (X, np.linspace(0, 1, 52), "Unknown label type"),
        (np.full((52, 1), "text"), Y, "X of numbers"),
    ],
)
def test_wrong_data(rows, labels, message, cls):
    with pytest.raises(ValueError, match=f"(?s){re.escape(message)}"):
        seeded(cls).fit_resample(rows, labels)
    with pytest.raises(ValueError):  # noqa: PT011 (their words are theirs)
        imblearn_class(cls)().fit_resample(rows, labels)


@pytest.mark.parametrize("n", [1, 2, 30, 99, 100, 200])
def test_near_miss_ranks_the_first_as_a_stable_sort_of_all_does(n):
    values = np.random.default_rng(0).integers(12, size=100).astype(float)
    assert np.array_equal(rank_first(values, n), np.argsort(values, kind="stable")[:n])
