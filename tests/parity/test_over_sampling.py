"""The samplers beside SMOTE: the same rows, over data x parameters x ways to give a seed."""

from itertools import product

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.neighbors import NearestNeighbors
from sklearn.svm import SVC, LinearSVC, NuSVC
from threadpoolctl import threadpool_limits

from fastsmote.over_sampling import (
    ADASYN,
    SVMSMOTE,
    BorderlineSMOTE,
    KMeansSMOTE,
    RandomOverSampler,
)
from tests.naming import name_of
from tests.parity.compare import assert_parity, assert_same_data, resample
from tests.parity.data import load
from tests.parity.test_random_state import assert_same_state

DATA = ("breast_cancer", "binary", "wide", "offset", "wine", "multiclass", "strings")

# What a sampler is run with, and the attributes of its own that have to be equal afterwards.
RUNS = {
    BorderlineSMOTE: (
        [
            {},
            {"k_neighbors": 3, "m_neighbors": 5},
            {"kind": "borderline-2"},
            {"kind": "borderline-2", "k_neighbors": 9, "m_neighbors": 17},
            {"kind": "borderline-2", "k_neighbors": 12, "m_neighbors": 5},
        ],
        ("nn_k_", "nn_m_", "in_danger_indices"),
    ),
    ADASYN: ([{}, {"n_neighbors": 2}, {"n_neighbors": 11}], ("nn_",)),
    SVMSMOTE: (
        [{}, {"k_neighbors": 3, "m_neighbors": 7, "out_step": 0.25}, {"out_step": 1}],
        ("nn_k_", "nn_m_", "svm_estimator_"),
    ),
    KMeansSMOTE: (
        [
            {"cluster_balance_threshold": 0.04},
            {"kmeans_estimator": 3, "cluster_balance_threshold": 0.02, "density_exponent": 1.5},
            {"kmeans_estimator": 1, "k_neighbors": 4},
        ],
        ("nn_k_", "kmeans_estimator_", "cluster_balance_threshold_"),
    ),
    RandomOverSampler: ([{}, {"shrinkage": 0.7}], ("sample_indices_", "shrinkage_")),
}
CASES = [(sampler, params) for sampler, (runs, _) in RUNS.items() for params in runs]
NAMES = [f"{sampler.__name__}-{params}" for sampler, params in CASES]
IN_CLASS = [case for case in CASES if case[1].get("kind") != "borderline-2"]
each_in_one_class = pytest.mark.parametrize(("sampler", "params"), IN_CLASS, ids=name_of)
each_case = pytest.mark.parametrize(("sampler", "params"), CASES, ids=NAMES)
pytestmark = [
    pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning"),
    pytest.mark.usefixtures("_one_thread"),
]


@pytest.fixture(scope="module")
def _one_thread():
    """scikit-learn's k-means takes seconds where its threads wait for each other."""
    with threadpool_limits(1):
        yield


def assert_case(X, y, sampler, params, **more):
    return assert_parity(X, y, sampler=sampler, fitted=RUNS[sampler][1], **params, **more)


@each_case
@pytest.mark.parametrize("name", DATA)
def test_data(name, sampler, params):
    ours = assert_case(*load(name), sampler, params, random_state=11)
    assert len(ours.X) > len(load(name).X)


@each_in_one_class
@pytest.mark.parametrize("name", ["binary", "multiclass"])
def test_float32(name, sampler, params):
    X, y = load(name)
    assert_case(X.astype(np.float32), y, sampler, params)


@pytest.mark.parametrize("name", ["binary", "multiclass"])
def test_borderline_2_in_float32(name):
    X, y = load(name)
    X = X.astype(np.float32)
    params = {"random_state": 0, "kind": "borderline-2"}
    ours = resample(BorderlineSMOTE, X, y, **params).X
    theirs = resample(imblearn.over_sampling.BorderlineSMOTE, X, y, **params).X
    assert ours.dtype == theirs.dtype == np.float32
    # it rounds the shortened way to the neighbor, fastsmote the sum alone
    longest_way = np.ptp(X, axis=0) / 2
    allowed = np.spacing(longest_way) / 2 + np.spacing(np.abs(theirs))
    assert (np.abs(ours - theirs) <= allowed).all()


@each_case
@pytest.mark.parametrize("name", ["binary", "wide", "multiclass"])
def test_instance_goes_on(name, sampler, params):
    X, y = load(name)
    streams = np.random.RandomState(3), np.random.RandomState(3)
    theirs = getattr(imblearn.over_sampling, sampler.__name__)
    for _ in range(2):  # the second call starts where the first one ended
        left, right = (
            cls(random_state=stream, **params).fit_resample(X, y)
            for cls, stream in zip((sampler, theirs), streams, strict=True)
        )
        assert_same_data(left[0], right[0])
        assert_same_data(left[1], right[1])
        assert_same_state(*streams)


@each_case
def test_global_stream(sampler, params):
    X, y = load("multiclass")
    results, states = [], []
    for cls in (sampler, getattr(imblearn.over_sampling, sampler.__name__)):
        np.random.seed(8)  # noqa: NPY002 (what random_state=None draws from)
        results.append(resample(cls, X, y, **params))
        states.append(np.random.RandomState())
        states[-1].set_state(np.random.get_state())  # noqa: NPY002
    assert_same_data(results[0].X, results[1].X)
    assert_same_state(*states)


@each_in_one_class  # the other kind fails in imbalanced-learn on matrices: see the divergences
@pytest.mark.parametrize(
    "container", [sparse.csr_matrix, sparse.csc_matrix, sparse.csr_array, sparse.csc_array]
)
def test_sparse(container, sampler, params):
    X, y = load("multiclass")
    X = np.where(np.abs(X) < 0.7, 0.0, X)
    assert_case(container(X), y, sampler, params)


@pytest.mark.parametrize("container", [sparse.csr_array, sparse.csc_array])
def test_borderline_2_on_sparse_arrays(container):
    X, y = load("multiclass")
    assert_case(container(X), y, BorderlineSMOTE, {"kind": "borderline-2"})


@each_case
@pytest.mark.parametrize("strategy", ["all", "minority", "not minority", "dict"])
def test_strategies(strategy, sampler, params):
    X, y = load("strings")
    wanted = {"maybe": 150, "yes": 500, "no": 600} if strategy == "dict" else strategy
    assert_case(X, y, sampler, params, sampling_strategy=wanted)


@each_case
def test_frame(sampler, params):
    X, y = load("multiclass")
    frame = pd.DataFrame(X, columns=list("abcdefghij"), index=range(7, 7 + len(X)))
    assert_case(frame, pd.Series(y, name="class", index=frame.index), sampler, params)


@pytest.mark.parametrize(
    ("sampler", "params"),
    [
        (BorderlineSMOTE, {}),
        (BorderlineSMOTE, {"kind": "borderline-2"}),
        (ADASYN, {}),
        (KMeansSMOTE, {"cluster_balance_threshold": 0.2}),
        (RandomOverSampler, {}),
        (RandomOverSampler, {"shrinkage": 0.5}),
    ],
    ids=name_of,
)
def test_large(sampler, params):
    assert_case(*load("large"), sampler, params)


def test_large_support():
    # a fit of 28,000 rows takes minutes: it sees few, the searches all
    X, y = load("large")
    assert_parity(X, y, sampler=SVMSMOTE, svm_estimator=FewRows(), fitted=("nn_k_", "nn_m_"))


class FewRows(SVC):
    """Support vectors among some rows alone."""

    def fit(self, X, y):
        super().fit(X[::20], y[::20])
        self.support_ = 20 * self.support_
        return self


class WithinMargin(LinearSVC):
    """What the notes of SVMSMOTE advise for many rows."""

    def fit(self, X, y):
        super().fit(X, y)
        margin = np.where(y == self.classes_[1], 1, -1) * self.decision_function(X)
        self.support_ = np.flatnonzero(margin <= 1)
        return self


class Backwards(SVC):
    """Support vectors in another order, some of them twice."""

    def fit(self, X, y):
        super().fit(X, y)
        self.support_ = np.concatenate([self.support_[::-1], self.support_[:5]])
        return self


@pytest.mark.parametrize(
    "estimator",
    [
        SVC(kernel="linear"),
        SVC(random_state=3),
        SVC(random_state=np.random.RandomState(4)),
        NuSVC(nu=0.1),
        WithinMargin(random_state=0),
        Backwards(),
    ],
    ids=lambda estimator: type(estimator).__name__,
)
@pytest.mark.parametrize("random_state", [0, np.random.RandomState(5)], ids=["int", "instance"])
def test_svm_estimator(estimator, random_state):
    name = "binary" if isinstance(estimator, WithinMargin | NuSVC) else "multiclass"
    assert_parity(
        *load(name),
        sampler=SVMSMOTE,
        svm_estimator=estimator,
        random_state=random_state,
        fitted=("nn_k_", "nn_m_"),
    )


@pytest.mark.parametrize("random_state", [0, np.random.RandomState(5)], ids=["int", "instance"])
@pytest.mark.parametrize(
    "estimator",
    [
        KMeans(n_clusters=4, n_init=1, random_state=1),
        KMeans(n_clusters=4, n_init=1, random_state=np.random.RandomState(1)),
        MiniBatchKMeans(n_clusters=5, n_init=1, random_state=2),
        5,
    ],
    ids=name_of,
)
def test_kmeans_estimator(estimator, random_state):
    assert_parity(
        *load("multiclass"),
        sampler=KMeansSMOTE,
        kmeans_estimator=estimator,
        cluster_balance_threshold=0.05,
        random_state=random_state,
        fitted=("nn_k_", "cluster_balance_threshold_"),
    )


NEIGHBORS = [
    NearestNeighbors(n_neighbors=4, metric="manhattan"),
    NearestNeighbors(n_neighbors=9, algorithm="ball_tree"),
]


@pytest.mark.parametrize("estimator", NEIGHBORS, ids=name_of)
@pytest.mark.parametrize(
    ("sampler", "names", "params"),
    [
        (BorderlineSMOTE, ["k_neighbors", "m_neighbors"], {}),
        (BorderlineSMOTE, ["k_neighbors", "m_neighbors"], {"kind": "borderline-2"}),
        (ADASYN, ["n_neighbors"], {}),
        (SVMSMOTE, ["k_neighbors", "m_neighbors"], {}),
        (KMeansSMOTE, ["k_neighbors"], {"kmeans_estimator": 3, "cluster_balance_threshold": 0.02}),
    ],
    ids=name_of,
)
@pytest.mark.parametrize("name", ["binary", "multiclass"])
def test_neighbors_estimator(name, sampler, names, params, estimator):
    for given in product([estimator, 6], repeat=len(names)):
        assert_case(*load(name), sampler, {**params, **dict(zip(names, given, strict=True))})


@pytest.mark.parametrize(
    "shrinkage", [0, 1, 3.5, {0: 0.5, 2: 0, 3: np.float64(2.0), 1: 9.0}], ids=name_of
)
@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "uint8", "bool"])
def test_shrinkage(dtype, shrinkage):
    X, y = load("multiclass")
    ours = assert_parity(
        np.round(np.abs(X) * 9).astype(dtype),
        y,
        sampler=RandomOverSampler,
        shrinkage=shrinkage,
        fitted=("sample_indices_", "shrinkage_"),
    )
    assert ours.X.dtype == np.float64
