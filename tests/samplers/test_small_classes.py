"""small_classes: a class with too few rows for k is an error, or gets as many as it has."""

import warnings

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.neighbors import NearestNeighbors

from fastsmote.errors import FewerNeighborsWarning, TooFewRowsWarning
from fastsmote.over_sampling import (
    ADASYN,
    SMOTE,
    SMOTEN,
    SMOTENC,
    SVMSMOTE,
    BorderlineSMOTE,
    KMeansSMOTE,
)
from tests.parity.mixed import assert_same_columns

pytestmark = [
    # what SVM-SMOTE makes of support vectors of one kind is another matter
    pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning"),
    # said by SciPy, of what imbalanced-learn's SMOTEN calls
    pytest.mark.filterwarnings(
        "ignore:`(distance_matrix|minkowski_distance.*)`:DeprecationWarning"
    ),
]

STREAM = np.random.RandomState(0)
# 4 rows of class 0 in the midst of 46 others
X = np.vstack([STREAM.standard_normal((4, 2)) / 2, STREAM.standard_normal((46, 2))])
Y = np.repeat([0, 1], [4, 46])
COLORS = STREAM.choice(["red", "green", "blue"], 50)
MIXED = pd.DataFrame(X, columns=["a", "b"]).assign(color=COLORS)
NAMES = np.column_stack((COLORS, COLORS[::-1])).astype(object)
# a cluster of 30 with 3 rows of class 0, one of 20 with 2 of them, far away from it
CLUSTERS = np.vstack([STREAM.standard_normal((30, 2)), 99 + STREAM.standard_normal((20, 2))])
IN_CLUSTERS = np.ones(50, dtype=int)
IN_CLUSTERS[[3, 7, 11, 33, 44]] = 0

#: Class, data, labels, parameters, number of neighbors asked for and that there are.
CASES = {
    "SMOTE": (SMOTE, X, Y, {}, 5, 3),
    "SMOTE, sparse": (SMOTE, sparse.csr_matrix(X), Y, {}, 9, 3),
    "BorderlineSMOTE": (BorderlineSMOTE, X, Y, {}, 5, 3),
    "SVMSMOTE": (SVMSMOTE, X, Y, {}, 5, 3),
    "ADASYN": (ADASYN, X, Y, {}, 5, 3),
    "SMOTENC": (SMOTENC, MIXED, Y, {"categorical_features": ["color"]}, 5, 3),
    "SMOTEN": (SMOTEN, NAMES, Y, {}, 5, 3),
    "KMeansSMOTE": (
        KMeansSMOTE,
        CLUSTERS,
        IN_CLUSTERS,
        {"kmeans_estimator": 2, "cluster_balance_threshold": 0.0},
        5,
        2,
    ),
}
each_case = pytest.mark.parametrize("name", CASES)


def assert_same_rows(name, left, right):
    """Assert that rows and labels of two results are equal."""
    categorical = {"SMOTENC": [2], "SMOTEN": [0, 1]}.get(name, [])
    assert_same_columns(left[0], right[0], categorical)
    np.testing.assert_array_equal(left[1], right[1])


def parameter_of(cls):
    return "n_neighbors" if cls is ADASYN else "k_neighbors"


def resampled(name, k, small_classes):
    cls, rows, labels, params, *_ = CASES[name]
    params = params | {parameter_of(cls): k, "small_classes": small_classes}
    return cls(random_state=0, **params).fit_resample(rows, labels)


@each_case
def test_an_error_by_default(name):
    cls, rows, labels, params, k, _ = CASES[name]
    params = params | {parameter_of(cls): k}
    with pytest.raises((ValueError, RuntimeError), match="class 0"):
        cls(random_state=0, **params).fit_resample(rows, labels)
    assert cls(**params).small_classes == "raise"


@each_case
def test_the_rows_are_imbalanced_learns_for_the_lower_k(name):
    cls, rows, labels, params, k, k_used = CASES[name]
    with pytest.warns(FewerNeighborsWarning):
        ours = resampled(name, k, "clip")
    theirs = getattr(imblearn.over_sampling, cls.__name__)(
        random_state=0, **params, **{parameter_of(cls): k_used}
    )
    expected = theirs.fit_resample(rows, labels)
    assert len(expected[1]) > 50
    assert_same_rows(name, ours, expected)


@each_case
def test_the_warning_says_what_and_where(name):
    cls, _, _, _, k, k_used = CASES[name]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        resampled(name, k, "clip")
    of_ours = [each for each in caught if each.category is FewerNeighborsWarning]
    assert len(of_ours) == 1
    message = str(of_ours[0].message)
    parameter = parameter_of(cls)
    assert "lass 0 has " in message
    assert f"{k_used + 1} rows, too few for {parameter} = {k}: " in message
    assert f"{parameter} = {k_used} is used" in message
    assert of_ours[0].filename == __file__


@each_case
def test_a_class_that_is_large_enough_stays_as_it_was(name):
    k = CASES[name][-1]
    assert_same_rows(name, resampled(name, k, "clip"), resampled(name, k, "raise"))


def test_only_small_classes_get_fewer_neighbors():
    y = np.repeat([0, 1, 2], [4, 10, 36])
    with pytest.warns(FewerNeighborsWarning, match="Class 0 has 4 row"):
        rows, labels = SMOTE(random_state=0, small_classes="clip").fit_resample(X, y)
    theirs, _ = SMOTE(random_state=0, sampling_strategy={1: 36}).fit_resample(X, y)
    np.testing.assert_array_equal(rows[50:][labels[50:] == 1], theirs[50:])
    assert np.bincount(labels).tolist() == [36, 36, 36]


def test_two_rows_make_a_segment():
    y = np.repeat([0, 1], [2, 48])
    with pytest.warns(FewerNeighborsWarning, match="k_neighbors = 1 is used"):
        rows, _ = SMOTE(random_state=0, small_classes="clip").fit_resample(X, y)
    low, high = np.sort(X[:2], axis=0)
    assert ((rows[50:] >= low) & (rows[50:] <= high)).all()


@pytest.mark.parametrize("small_classes", ["raise", "clip"])
@pytest.mark.parametrize("cls", [SMOTE, ADASYN, SMOTENC, SMOTEN], ids=lambda cls: cls.__name__)
def test_a_class_of_one_row(cls, small_classes):
    rows = {SMOTENC: MIXED, SMOTEN: NAMES}.get(cls, X)
    params = {"categorical_features": ["color"]} if cls is SMOTENC else {}
    sampler = cls(small_classes=small_classes, **params)
    with pytest.raises(ValueError, match=r"class 0 has 1 row: .*RandomOverSampler"):
        sampler.fit_resample(rows, np.minimum(range(50), 1))


def test_clusters_of_one_row():
    y = np.ones(50, dtype=int)
    y[[3, 33]] = 0
    params = {"kmeans_estimator": 2, "cluster_balance_threshold": 0.0, "small_classes": "clip"}
    with pytest.raises(RuntimeError, match="No clusters found with sufficient samples of class 0"):
        KMeansSMOTE(random_state=0, **params).fit_resample(CLUSTERS, y)


def test_clusters_that_are_large_enough_are_the_only_ones():
    params = {"kmeans_estimator": 2, "cluster_balance_threshold": 0.0, "k_neighbors": 2}
    rows = [
        KMeansSMOTE(random_state=0, small_classes=word, **params).fit_resample(
            CLUSTERS, IN_CLUSTERS
        )[0]
        for word in ("raise", "clip")
    ]
    np.testing.assert_array_equal(*rows)


@pytest.mark.parametrize("kind", ["borderline-2", "borderline-1"])
def test_neighbors_among_all_rows_are_no_matter_of_a_class(kind):
    # with borderline-2 the 4 rows find 5 neighbors: the other classes' rows count
    sampler = BorderlineSMOTE(random_state=0, kind=kind, small_classes="clip")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sampler.fit_resample(X, Y)
    is_expected = kind == "borderline-1"
    assert any(each.category is FewerNeighborsWarning for each in caught) == is_expected
    with pytest.raises(ValueError, match="m_neighbors = 50 and there are 50 rows"):
        BorderlineSMOTE(m_neighbors=50, kind=kind, small_classes="clip").fit_resample(X, Y)


def test_estimators_are_left_as_they_are():
    estimator = NearestNeighbors(n_neighbors=6)
    with pytest.raises(ValueError, match="Expected n_neighbors <= n_samples_fit"):
        SMOTE(k_neighbors=estimator, small_classes="clip").fit_resample(X, Y)


def test_other_words():
    with pytest.raises(ValueError, match=r"'raise', 'clip'.* Got 'ignore' instead"):
        SMOTE(small_classes="ignore").fit_resample(X, Y)


def test_the_warning_is_a_category_of_its_own():
    assert issubclass(FewerNeighborsWarning, UserWarning)
    assert not issubclass(FewerNeighborsWarning, TooFewRowsWarning)


def test_the_error_names_the_option():
    with pytest.raises(ValueError, match="set k_neighbors to 3 or less, or small_classes = 'clip'"):
        SMOTE().fit_resample(X, Y)
