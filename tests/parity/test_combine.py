"""Over-sampling and cleaning in one against imbalanced-learn's, live."""

import imblearn.over_sampling
import imblearn.under_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.neighbors import NearestNeighbors

import fastsmote.over_sampling
import fastsmote.under_sampling
from fastsmote.combine import SMOTEENN, SMOTETomek
from tests.naming import name_of
from tests.parity.compare import assert_same_data, imblearn_class, resample
from tests.parity.data import BINARY, MULTICLASS, load

COMBINATIONS = [SMOTEENN, SMOTETomek]
CLEANER = {SMOTEENN: ("enn", "EditedNearestNeighbours"), SMOTETomek: ("tomek", "TomekLinks")}
each_combination = pytest.mark.parametrize("cls", COMBINATIONS, ids=lambda cls: cls.__name__)
both_packages = pytest.mark.parametrize("package", [fastsmote, imblearn], ids=["ours", "theirs"])


def assert_same_rows(cls, X, y, params=(), of_theirs=()):
    """Assert equal results for equal parameters, save those that are each package's own."""
    shared = {"random_state": 0, **dict(params)}
    ours = resample(cls, X, y, **shared)
    theirs = resample(imblearn_class(cls), X, y, **{**shared, **dict(of_theirs)})
    assert_same_data(ours.X, theirs.X)
    assert_same_data(ours.y, theirs.y)
    for name in ("smote_", f"{CLEANER[cls][0]}_"):
        assert type(getattr(ours.sampler, name)).__name__ == (
            type(getattr(theirs.sampler, name)).__name__
        )
    return ours


def in_steps(X, y, over_sampler, cleaner):
    """What imbalanced-learn's samplers give one after the other."""
    return cleaner.fit_resample(*over_sampler.fit_resample(X, y))


@each_combination
@pytest.mark.parametrize(
    "params",
    [
        {},
        {"sampling_strategy": "minority"},
        {"sampling_strategy": "all", "random_state": 3},
        {"random_state": np.random.RandomState(5)},
        {"n_jobs": 2},
    ],
    ids=name_of,
)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", BINARY + MULTICLASS)
def test_defaults(name, dtype, params, cls):
    X, y = load(name)
    assert_same_rows(cls, X.astype(dtype), y, params)


@each_combination
@pytest.mark.parametrize("ratio", [0.5, {0: 350, 1: 80}, lambda y: {1: 90}], ids=name_of)
def test_strategies_of_numbers(ratio, cls):
    assert_same_rows(cls, *load("binary"), {"sampling_strategy": ratio})


@each_combination
@both_packages
@pytest.mark.parametrize("name", BINARY + MULTICLASS)
def test_given_smote(name, package, cls):
    X, y = load(name)
    params = {"k_neighbors": 3, "random_state": 1, "sampling_strategy": "minority"}
    of_theirs = imblearn.over_sampling.SMOTE(**params)
    ours = assert_same_rows(
        cls, X, y, {"smote": package.over_sampling.SMOTE(**params)}, {"smote": of_theirs}
    )
    assert ours.sampler.smote_.get_params()["k_neighbors"] == 3


@each_combination
@both_packages
@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("ADASYN", {}),
        ("BorderlineSMOTE", {}),
        ("BorderlineSMOTE", {"kind": "borderline-2"}),
        ("SVMSMOTE", {}),
        (
            "KMeansSMOTE",
            {"kmeans_estimator": KMeans(2, random_state=0), "cluster_balance_threshold": 0.01},
        ),
        ("RandomOverSampler", {"shrinkage": 0.3}),
    ],
    ids=name_of,
)
def test_any_over_sampler(name, params, package, cls):
    # imbalanced-learn takes SMOTE and its subclasses only: its samplers one after the other
    X, y = load("breast_cancer")
    _, cleaner = CLEANER[cls]
    over_sampler = getattr(package.over_sampling, name)(random_state=0, **params)
    ours = resample(cls, X, y, smote=over_sampler)
    expected = in_steps(
        X,
        y,
        getattr(imblearn.over_sampling, name)(random_state=0, **params),
        getattr(imblearn.under_sampling, cleaner)(sampling_strategy="all"),
    )
    assert_same_data(ours.X, expected[0])
    assert_same_data(ours.y, expected[1])
    assert type(ours.sampler.smote_) is type(over_sampler)
    assert ours.sampler.smote_ is not over_sampler
    assert len(ours.X) > len(X)


@each_combination
@both_packages
@pytest.mark.parametrize("strategy", ["all", "majority", "not majority"])
@pytest.mark.parametrize("name", ["binary", "strings"])
def test_given_cleaner(name, strategy, package, cls):
    parameter, cleaner = CLEANER[cls]
    params = {"sampling_strategy": strategy}
    ours = assert_same_rows(
        cls,
        *load(name),
        {parameter: getattr(package.under_sampling, cleaner)(**params)},
        {parameter: getattr(imblearn.under_sampling, cleaner)(**params)},
    )
    fitted = getattr(ours.sampler, f"{parameter}_")
    assert type(fitted).__module__.startswith(package.__name__)
    assert len(fitted.sample_indices_) == len(ours.X)


def test_any_cleaner():
    X, y = load("binary")
    params = {"n_neighbors": NearestNeighbors(n_neighbors=5), "allow_minority": True}
    ours = resample(SMOTEENN, X, y, random_state=0, enn=fastsmote.under_sampling.AllKNN(**params))
    with pytest.raises(ValueError, match="'enn' parameter of SMOTEENN must be an instance of"):
        resample(imblearn.combine.SMOTEENN, X, y, enn=imblearn.under_sampling.AllKNN(**params))
    expected = in_steps(
        X,
        y,
        imblearn.over_sampling.SMOTE(random_state=0),
        imblearn.under_sampling.AllKNN(**params),
    )
    assert_same_data(ours.X, expected[0])
    assert_same_data(ours.y, expected[1])


@each_combination
def test_categories_in_numbers(cls):
    X, y = load("binary")
    X = X.copy()
    X[:, :2] = np.round(X[:, :2])
    params = {"categorical_features": [0, 1], "random_state": 0}
    ours = assert_same_rows(
        cls,
        X,
        y,
        {"smote": fastsmote.over_sampling.SMOTENC(**params)},
        {"smote": imblearn.over_sampling.SMOTENC(**params)},
    )
    assert set(np.unique(ours.X[:, :2])) <= set(np.unique(X[:, :2]))


@each_combination
def test_large(cls):
    X, y = load("large")
    # 10,000 rows are made 12,000
    kept = np.sort(np.concatenate([np.flatnonzero(y == 0)[:6_000], np.flatnonzero(y == 1)[:4_000]]))
    assert_same_rows(cls, X[kept], y[kept])


@each_combination
@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix])
def test_sparse(container, cls):
    X, y = load("binary")
    assert_same_rows(cls, container(np.where(np.abs(X) > 0.8, X, 0)), y)


@each_combination
def test_containers(cls):
    X, y = load("multiclass")
    frame = pd.DataFrame(X, columns=[f"feature {j}" for j in range(10)], index=range(600, 0, -1))
    assert_same_rows(cls, frame, pd.Series(y, name="target", index=frame.index))
    assert_same_rows(cls, X.tolist(), y.tolist())
    assert_same_rows(cls, X, np.eye(4, dtype=int)[y])


@each_combination
def test_threads_change_nothing(cls):
    X, y = load("multiclass")
    expected = resample(cls, X, y, random_state=0, n_jobs=1)
    for n_jobs in (2, -1):
        np.testing.assert_array_equal(
            resample(cls, X, y, random_state=0, n_jobs=n_jobs).X, expected.X
        )
    assert expected.sampler.smote_.n_jobs == 1
    assert getattr(expected.sampler, f"{CLEANER[cls][0]}_").n_jobs == 1
