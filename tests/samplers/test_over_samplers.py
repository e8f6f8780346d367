"""The samplers beside SMOTE: parameters, attributes and errors."""

import inspect

import imblearn.over_sampling
import numpy as np
import pytest
from sklearn.base import BaseEstimator
from sklearn.datasets import make_blobs
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors

from fastsmote.over_sampling import (
    ADASYN,
    SVMSMOTE,
    BorderlineSMOTE,
    KMeansSMOTE,
    RandomOverSampler,
)
from tests.parity.data import load

SAMPLERS = [ADASYN, BorderlineSMOTE, KMeansSMOTE, RandomOverSampler, SVMSMOTE]
pytestmark = pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning")
# Parameters that imbalanced-learn's classes do not have.
ADDED = {
    ADASYN: {"integer_columns": "truncate", "small_classes": "raise", "missing": "raise"},
    BorderlineSMOTE: {"integer_columns": "truncate", "small_classes": "raise", "missing": "raise"},
    KMeansSMOTE: {"integer_columns": "truncate", "small_classes": "raise"},
    RandomOverSampler: {"integer_columns": "truncate"},
    SVMSMOTE: {"integer_columns": "truncate", "small_classes": "raise"},
}
each_sampler = pytest.mark.parametrize("cls", SAMPLERS, ids=lambda cls: cls.__name__)

# 12 rows in the midst of 40
X, Y = make_blobs([12, 40], centers=[(0, 0), (1, 1)], random_state=0)
# 12 rows far away from 40
FAR = make_blobs([12, 40], centers=[(0, 0), (99, 99)], random_state=0)


def theirs(cls):
    return getattr(imblearn.over_sampling, cls.__name__)


def runnable(cls, **params):
    """A sampler that the data above suit."""
    needed = {"kmeans_estimator": 1} if cls is KMeansSMOTE else {}
    return cls(random_state=0, **needed, **params)


@each_sampler
def test_parameters_and_defaults_are_theirs_and_some_more(cls):
    assert cls().get_params() == {**theirs(cls)().get_params(), "n_jobs": None, **ADDED[cls]}
    kinds = {p.kind for p in inspect.signature(cls).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}
    assert cls._parameter_constraints.keys() == cls().get_params().keys()


@each_sampler
def test_threads_change_nothing(cls):
    data = load("multiclass") if cls is not KMeansSMOTE else (X, Y)
    results = [runnable(cls, n_jobs=n_jobs).fit_resample(*data)[0] for n_jobs in (1, 2)]
    np.testing.assert_array_equal(*results)


@each_sampler
def test_nothing_to_make(cls):
    X_resampled, y_resampled = runnable(cls, sampling_strategy={0: 12}).fit_resample(X, Y)
    np.testing.assert_array_equal(X_resampled, X)
    np.testing.assert_array_equal(y_resampled, Y)
    assert not np.shares_memory(X_resampled, X)


@pytest.mark.parametrize(
    ("cls", "name"),
    [
        (ADASYN, "nn_"),
        (BorderlineSMOTE, "nn_k_"),
        (BorderlineSMOTE, "nn_m_"),
        (SVMSMOTE, "nn_m_"),
        (KMeansSMOTE, "nn_k_"),
    ],
)
def test_estimators_are_not_there_before_the_fit(cls, name):
    assert not hasattr(cls(), name)
    with pytest.raises(NotFittedError):
        getattr(cls(), name)
    assert hasattr(runnable(cls).fit(X, Y), name)


@each_sampler
def test_values_that_are_not_finite(cls):
    rows = X.copy()
    rows[7, 1] = np.nan
    if cls is RandomOverSampler:
        assert np.isnan(runnable(cls).fit_resample(rows, Y)[0]).any()
    else:
        with pytest.raises(ValueError, match=f"contains NaN.* rows before {cls.__name__}"):
            runnable(cls).fit_resample(rows, Y)


def test_estimators_see_for_themselves():
    # that fewer rows than neighbors are there is for the estimator to say
    estimator = NearestNeighbors(n_neighbors=60)
    for cls, name in ((ADASYN, "n_neighbors"), (BorderlineSMOTE, "m_neighbors")):
        with pytest.raises(
            ValueError, match=f"{name} = .* raises 'Expected n_neighbors <= n_samples_fit"
        ):
            cls(**{name: estimator}).fit_resample(X, Y)


def test_clusters_of_an_estimator_without_fit_predict():
    class Halves(BaseEstimator):
        n_clusters = 2

        def fit(self, X, y=None):
            return self

        def predict(self, X):
            return (X[:, 0] > 0).astype(int)

    class Both(Halves):
        def fit_predict(self, X, y=None):
            return self.predict(X)

    X = np.random.RandomState(0).randn(100, 2)
    X[:20] = np.abs(X[:20])
    y = np.repeat([1, 0], [20, 80])
    params = {"random_state": 0, "cluster_balance_threshold": 0.1}
    wanted = imblearn.over_sampling.KMeansSMOTE(kmeans_estimator=Both(), **params)
    for estimator in (Halves(), Both()):
        found = KMeansSMOTE(kmeans_estimator=estimator, **params).fit_resample(X, y)[0]
        np.testing.assert_allclose(found, wanted.fit_resample(X, y)[0])
