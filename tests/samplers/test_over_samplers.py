"""The samplers beside SMOTE: parameters, attributes and errors."""

import inspect
import pickle

import imblearn.over_sampling
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import make_blobs
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors
from sklearn.utils import get_tags

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
def test_parameters_are_kept_as_given(cls):
    given = {name: object() for name in cls().get_params()}
    for name, value in given.items():
        assert getattr(cls(**given), name) is value


@each_sampler
def test_tags_are_theirs(cls):
    ours, other = get_tags(cls()), get_tags(theirs(cls)())
    for name in ("allow_nan", "string", "sparse", "dataframe", "two_d_array"):
        assert getattr(ours.input_tags, name) == getattr(other.input_tags, name), name
    assert ours.sampler_tags.sample_indices == other.sampler_tags.sample_indices


@each_sampler
def test_copies_resample_alike(cls):
    sampler = runnable(cls)
    expected = sampler.fit_resample(X, Y)
    for other in (clone(sampler), pickle.loads(pickle.dumps(sampler))):
        for left, right in zip(other.fit_resample(X, Y), expected, strict=True):
            np.testing.assert_array_equal(left, right)


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


NEITHER = "'int >= 1' or an instance of 'estimator with methods kneighbors and kneighbors_graph'"

PARAMETERS = [
    (ADASYN, {"n_neighbors": 0}, f"'n_neighbors' parameter of ADASYN must be .*{NEITHER}.* Got 0"),
    (ADASYN, {"n_neighbors": 2.5}, "Got 2.5"),
    (ADASYN, {"random_state": "x"}, "'random_state' parameter of ADASYN"),
    (BorderlineSMOTE, {"k_neighbors": -1}, "'k_neighbors' parameter of BorderlineSMOTE"),
    (BorderlineSMOTE, {"m_neighbors": None}, "'m_neighbors' .* Got None"),
    (BorderlineSMOTE, {"kind": "borderline-3"}, "str among 'borderline-1', 'borderline-2'"),
    (BorderlineSMOTE, {"kind": 1}, "'kind' parameter of BorderlineSMOTE"),
    (SVMSMOTE, {"out_step": -0.1}, r"float in \[0, 1\].* Got -0.1"),
    (SVMSMOTE, {"out_step": 1.5}, r"float in \[0, 1\].* Got 1.5"),
    (SVMSMOTE, {"svm_estimator": "svc"}, "estimator with methods fit and predict.* Got 'svc'"),
    (KMeansSMOTE, {"kmeans_estimator": 0}, "'kmeans_estimator' .* Got 0"),
    (KMeansSMOTE, {"cluster_balance_threshold": "most"}, "str among 'auto'.* Got 'most'"),
    (KMeansSMOTE, {"density_exponent": None}, "'density_exponent' .* Got None"),
    (RandomOverSampler, {"shrinkage": -1}, "float >= 0.* Got -1"),
    (RandomOverSampler, {"shrinkage": "some"}, "'shrinkage' .* Got 'some'"),
]

DATA = [
    (ADASYN, {"n_neighbors": 12}, X, ValueError, "n_neighbors = 12 and class 0 has 12 row"),
    (ADASYN, {"n_neighbors": 3}, FAR[0], RuntimeError, "class 0 has another class among its 3"),
    (ADASYN, {"sampling_strategy": {0: 13}}, X, ValueError, r"the 1 row\(s\) planned for class 0"),
    (BorderlineSMOTE, {"m_neighbors": 52}, X, ValueError, "m_neighbors = 52 and X has 52 row"),
    (BorderlineSMOTE, {"k_neighbors": 12}, X, ValueError, "k_neighbors = 12 and class 0 has 12"),
    (
        BorderlineSMOTE,
        {"k_neighbors": 52, "kind": "borderline-2"},
        X,
        ValueError,
        "k_neighbors = 52 and X has 52 row.* set k_neighbors to 51 or less",
    ),
    (SVMSMOTE, {"m_neighbors": 60}, X, ValueError, "m_neighbors = 60 and X has 52 row"),
    (SVMSMOTE, {"k_neighbors": 12}, X, ValueError, "k_neighbors = 12 and class 0 has 12 row"),
    (
        SVMSMOTE,
        {"svm_estimator": LogisticRegression()},
        X,
        RuntimeError,
        r"Got LogisticRegression\(\), which has none: pass an SVC",
    ),
    (
        KMeansSMOTE,
        {"kmeans_estimator": 2, "cluster_balance_threshold": 0.99},
        X,
        RuntimeError,
        "none of 2 has a share of 0.99 and 3 rows of it. Try lowering",
    ),
    (
        KMeansSMOTE,
        {"kmeans_estimator": GaussianMixture()},
        X,
        AttributeError,
        "kmeans_estimator = GaussianMixture.* has no n_clusters; pass an estimator",
    ),
    (
        RandomOverSampler,
        {"shrinkage": {1: 1.0}},
        X,
        ValueError,
        "The missing classes are: 0. Add them",
    ),
    (
        RandomOverSampler,
        {"shrinkage": {0: -1.0}},
        X,
        ValueError,
        "needs to be >= 0. Got -1.0 for class 0",
    ),
    (
        RandomOverSampler,
        {"shrinkage": 1.0},
        np.where(X[3] == X, np.nan, X),
        ValueError,
        "needs to contain only numerical data .* contains NaN.* shrinkage=None",
    ),
    (
        RandomOverSampler,
        {"shrinkage": 1.0},
        np.full((52, 1), "text"),
        ValueError,
        "needs to contain only numerical data",
    ),
]


@pytest.mark.parametrize(("cls", "params", "message"), PARAMETERS)
def test_wrong_parameters(cls, params, message):
    with pytest.raises(ValueError, match=f"(?s){message}"):
        cls(**params).fit_resample(X, Y)
    with pytest.raises(ValueError, match=next(iter(params))):
        theirs(cls)(**params).fit_resample(X, Y)


@pytest.mark.parametrize(("cls", "params", "rows", "kind", "message"), DATA)
def test_data_and_parameters_that_do_not_match(cls, params, rows, kind, message):
    with pytest.raises(kind, match=f"(?s){message}") as raised:
        cls(random_state=0, **params).fit_resample(rows, Y)
    assert type(raised.value) is kind
    with pytest.raises(kind):
        theirs(cls)(random_state=0, **params).fit_resample(rows, Y)


@each_sampler
def test_values_that_are_not_finite(cls):
    rows = X.copy()
    rows[7, 1] = np.nan
    if cls is RandomOverSampler:
        assert np.isnan(runnable(cls).fit_resample(rows, Y)[0]).any()
    else:
        with pytest.raises(ValueError, match=f"contains NaN.*{cls.__name__} accepts finite"):
            runnable(cls).fit_resample(rows, Y)


def test_estimators_see_for_themselves():
    # that fewer rows than neighbors are there is for the estimator to say
    estimator = NearestNeighbors(n_neighbors=60)
    for cls, name in ((ADASYN, "n_neighbors"), (BorderlineSMOTE, "m_neighbors")):
        with pytest.raises(ValueError, match="Expected n_neighbors <= n_samples_fit"):
            cls(**{name: estimator}).fit_resample(X, Y)
