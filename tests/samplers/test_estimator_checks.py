"""The checks that scikit-learn and imbalanced-learn put their own estimators through."""

import importlib

import imblearn.utils.estimator_checks as imblearn_checks
import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors
from sklearn.utils import estimator_checks as sklearn_checks

from fastsmote.base import BaseOverSampler
from fastsmote.combine import SMOTEENN, SMOTETomek
from fastsmote.over_sampling import (
    ADASYN,
    SMOTE,
    SMOTEN,
    SMOTENC,
    SVMSMOTE,
    BorderlineSMOTE,
    KMeansSMOTE,
    RandomOverSampler,
)
from fastsmote.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    NearMiss,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from fastsmote.under_sampling.base import BaseCleaner
from tests.environment.process import run_python

SAMPLERS = [
    SMOTE(random_state=42),
    SMOTE(random_state=42, k_neighbors=NearestNeighbors(n_neighbors=4), n_jobs=2),
    SMOTE(random_state=42, integer_columns="round", small_classes="clip", missing="nan_euclidean"),
    ADASYN(random_state=42),
    BorderlineSMOTE(random_state=42),
    BorderlineSMOTE(random_state=42, kind="borderline-2"),
    KMeansSMOTE(random_state=42, kmeans_estimator=1),
    RandomOverSampler(random_state=42),
    SVMSMOTE(random_state=42),
    SMOTEN(random_state=42),
    # the checks put NaN into the first feature, which would be a category like any other
    SMOTENC([1], random_state=42),
    AllKNN(),
    CondensedNearestNeighbour(random_state=42),
    CondensedNearestNeighbour(random_state=42, n_neighbors=3),
    EditedNearestNeighbours(),
    EditedNearestNeighbours(kind_sel="mode", n_neighbors=NearestNeighbors(n_neighbors=4)),
    NearMiss(),
    NearMiss(version=2),
    NeighbourhoodCleaningRule(),
    OneSidedSelection(random_state=42),
    RepeatedEditedNearestNeighbours(),
    TomekLinks(),
    SMOTEENN(random_state=42),
    SMOTETomek(random_state=42),
]

# What fastsmote warns of is what imbalanced-learn does without a word.
pytestmark = pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning")


def name_of(check) -> str:
    return getattr(check, "func", check).__name__


def cases_of(mark: pytest.MarkDecorator) -> pytest.MarkDecorator:
    """The mark with its cases in a list: pytest 9 warns of the generator that both libraries pass.

    Both would take a dictionary of checks that are expected to fail. There are none. The checks of
    array API input are skipped by scikit-learn unless a variable was set before SciPy was imported:
    they run in a process of their own.
    """
    names, cases = mark.args
    kept = [case for case in cases if not name_of(case[1]).startswith("check_array_api")]
    return pytest.mark.parametrize(names, kept, **mark.kwargs)


@cases_of(sklearn_checks.parametrize_with_checks(SAMPLERS))
def test_scikit_learn(estimator, check):
    check(estimator)


def test_scikit_learn_on_array_api(tmp_path):
    code = """
        from sklearn.utils.estimator_checks import estimator_checks_generator
        from fastsmote.over_sampling import SMOTE

        for sampler, check in estimator_checks_generator(SMOTE(random_state=42)):
            if check.func.__name__.startswith("check_array_api"):
                check(sampler)
    """
    run_python(code, tmp_path, SCIPY_ARRAY_API="1")


@pytest.fixture
def _as_relatives(monkeypatch):
    """Let the checks that look for imbalanced-learn's base classes see fastsmote's in their place.

    They decide by isinstance what a sampler of a kind has to do, and check nothing for a stranger.
    """
    monkeypatch.setattr(imblearn_checks, "BaseOverSampler", BaseOverSampler)
    monkeypatch.setattr(imblearn_checks, "BaseUnderSampler", NearMiss)
    monkeypatch.setattr(imblearn_checks, "BaseCleaningSampler", BaseCleaner)


@pytest.mark.filterwarnings("ignore:Passing a sparse matrix to SMOTEN")
@pytest.mark.usefixtures("_as_relatives")
@cases_of(imblearn_checks.parametrize_with_checks(SAMPLERS))
def test_imbalanced_learn(estimator, check):
    check(estimator)


@pytest.mark.parametrize("estimator", SAMPLERS, ids=str)
@pytest.mark.parametrize(
    "check",
    [
        imblearn_checks.check_param_validation,
        imblearn_checks.check_dataframe_column_names_consistency,
    ],
)
def test_imbalanced_learn_on_parameters_and_names(estimator, check):
    check(type(estimator).__name__, estimator)


@pytest.mark.parametrize("sampler", SAMPLERS, ids=str)
def test_tags_choose_the_checks_that_imbalanced_learn_runs_on_its_own(sampler):
    module = importlib.import_module(f"imblearn.{type(sampler).__module__.split('.')[1]}")
    required = {k: v for k, v in sampler.get_params().items() if k == "categorical_features"}
    ours, theirs = (
        [name_of(check) for _, check in imblearn_checks.estimator_checks_generator(each)]
        for each in (sampler, getattr(module, type(sampler).__name__)(**required))
    )
    if isinstance(sampler, SMOTENC | SMOTEN):  # what theirs say they take depends on the version
        kinds = {"check_samplers_sparse", "check_samplers_string"}
        ours, theirs = ([c for c in checks if c not in kinds] for checks in (ours, theirs))
    if sampler.missing == "nan_euclidean":  # theirs take no NaN
        ours.remove("check_samplers_nan")
    assert ours == theirs


class MakesTooFew(SMOTE):
    def fit_resample(self, X, y):
        X_resampled, y_resampled = super().fit_resample(X, y)
        return X_resampled[:-1], y_resampled[:-1]


class MakesOfEveryClass(SMOTE):
    def fit_resample(self, X, y):
        self.sampling_strategy = "all"
        return super().fit_resample(X, y)


class KeepsAll(TomekLinks):
    def fit_resample(self, X, y):
        super().fit_resample(X, y)
        return X, y


class ForgetsDtype(SMOTE):
    def fit_resample(self, X, y):
        X_resampled, y_resampled = super().fit_resample(X, y)
        return X_resampled.astype(np.float64), y_resampled


class ForgetsLists(SMOTE):
    def fit_resample(self, X, y):
        return super().fit_resample(np.asarray(X), np.asarray(y))


@pytest.mark.usefixtures("_as_relatives")
def test_checks_find_cleaners_that_keep_all():
    check = imblearn_checks.check_samplers_fit_resample
    check("TomekLinks", TomekLinks())
    with pytest.raises(AssertionError):
        check("TomekLinks", KeepsAll())


@pytest.mark.usefixtures("_as_relatives")
@pytest.mark.parametrize(
    ("broken", "check"),
    [
        (MakesTooFew, imblearn_checks.check_samplers_fit_resample),
        (MakesOfEveryClass, imblearn_checks.check_samplers_sampling_strategy_fit_resample),
        (ForgetsDtype, imblearn_checks.check_samplers_preserve_dtype),
        (ForgetsLists, imblearn_checks.check_samplers_list),
    ],
)
def test_checks_find_what_is_broken(broken, check):
    check("SMOTE", SMOTE(random_state=0))
    with pytest.raises(AssertionError):
        check("SMOTE", broken(random_state=0))


def test_without_help_the_checks_would_find_nothing():
    # why the fixture above is needed: the same broken sampler passes as a stranger
    imblearn_checks.check_samplers_fit_resample("SMOTE", MakesTooFew(random_state=0))
