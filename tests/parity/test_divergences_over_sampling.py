"""Where the samplers beside SMOTE differ on purpose: each test shows the results of both."""

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors
from sklearn.svm import SVC
from sklearn.utils.validation import check_is_fitted

from fastsmote.errors import TooFewRowsWarning
from fastsmote.over_sampling import (
    ADASYN,
    SVMSMOTE,
    BorderlineSMOTE,
    KMeansSMOTE,
    RandomOverSampler,
)
from tests.parity.compare import assert_same_data, dense, resample, resample_by_both
from tests.parity.data import load
from tests.samplers.bad_inputs.row import Unnumbered


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csc_matrix])
def test_borderline_2_on_sparse_matrices(container):
    X, y = load("multiclass")
    params = {"kind": "borderline-2", "random_state": 0}
    with pytest.raises(ValueError, match="matmul"):
        resample(imblearn.over_sampling.BorderlineSMOTE, container(X), y, **params)
    ours = resample(BorderlineSMOTE, container(X), y, **params)
    theirs = resample(imblearn.over_sampling.BorderlineSMOTE, X, y, **params)
    assert type(ours.X) is container
    assert_same_data(ours.X.toarray(), theirs.X)
    assert_same_data(ours.y, theirs.y)


def test_borderline_2_on_whole_numbers():
    X, y = load("multiclass")
    X = np.round(1e6 * X).astype(np.int64)
    params = {"kind": "borderline-2", "random_state": 0}
    with pytest.raises(TypeError, match="Cannot cast"):
        resample(imblearn.over_sampling.BorderlineSMOTE, X, y, **params)
    ours = resample(BorderlineSMOTE, X, y, **params)
    theirs = resample(imblearn.over_sampling.BorderlineSMOTE, X.astype(float), y, **params)
    assert ours.X.dtype == np.int64
    np.testing.assert_array_equal(ours.X, theirs.X.astype(np.int64))


def test_class_without_danger_is_named():
    X, y = make_blobs([20, 60], centers=[(0, 0), (9, 9)], random_state=0)
    theirs = resample(imblearn.over_sampling.BorderlineSMOTE, X, y, random_state=0)
    with pytest.warns(TooFewRowsWarning, match="Class 0 gets no synthetic row.*use SMOTE") as seen:
        ours = resample(BorderlineSMOTE, X, y, random_state=0)
    assert seen[0].filename.endswith("compare.py")  # whoever called fit_resample
    assert_same_data(ours.X, theirs.X)
    assert len(ours.X) == 80
    assert ours.sampler.in_danger_indices == theirs.sampler.in_danger_indices == {}


@pytest.mark.parametrize(("distance", "where"), [(9, "safety"), (0, "danger")], ids=["far", "near"])
def test_half_of_the_rows_is_owned_to(distance, where):
    X, y = make_blobs([20, 60], centers=[(0, 0), (distance, distance)], random_state=1)
    theirs = resample(imblearn.over_sampling.SVMSMOTE, X, y, random_state=0)
    with pytest.warns(TooFewRowsWarning, match=f"Class 0 gets .. of 40 .* in {where}"):
        ours = resample(SVMSMOTE, X, y, random_state=0)
    assert_same_data(ours.X, theirs.X)
    assert 80 < len(ours.X) < 120


def test_support_vectors_are_found_once(monkeypatch):
    fits = []
    fit = SVC.fit
    monkeypatch.setattr(SVC, "fit", lambda self, X, y: fits.append(len(X)) or fit(self, X, y))
    X, y = load("multiclass")
    ours, theirs = resample_by_both(X, y, sampler=SVMSMOTE, random_state=0)
    assert len(fits) == 1 + sum(n > 0 for n in theirs.sampler.sampling_strategy_.values())
    assert_same_data(ours.X, theirs.X)


def test_clusters_are_found_once(monkeypatch):
    fits = []
    fit_predict = KMeans.fit_predict
    monkeypatch.setattr(
        KMeans, "fit_predict", lambda self, X: fits.append(len(X)) or fit_predict(self, X)
    )
    ours, theirs = resample_by_both(
        *load("multiclass"),
        sampler=KMeansSMOTE,
        kmeans_estimator=KMeans(n_clusters=3, random_state=0),
        cluster_balance_threshold=0.02,
    )
    assert len(fits) == 1 + sum(n > 0 for n in theirs.sampler.sampling_strategy_.values())
    assert len(ours.X) == len(theirs.X)


@pytest.mark.parametrize("kind", [np.int64, np.uint8])
def test_number_of_clusters_of_any_kind(kind):
    X, y = load("binary")
    params = {"cluster_balance_threshold": 0.05, "random_state": 0}
    with pytest.raises(TypeError, match="Cannot clone"):
        resample(imblearn.over_sampling.KMeansSMOTE, X, y, kmeans_estimator=kind(3), **params)
    ours = resample(KMeansSMOTE, X, y, kmeans_estimator=kind(3), **params)
    theirs = resample(imblearn.over_sampling.KMeansSMOTE, X, y, kmeans_estimator=3, **params)
    assert_same_data(ours.X, theirs.X)


@pytest.mark.filterwarnings("ignore:invalid value encountered in divide:RuntimeWarning")
def test_clusters_of_duplicates_share_alike():
    X = np.repeat([[0.0, 0.0], [9.0, 9.0], [5.0, 0.0]], [6, 6, 30], axis=0)
    y = np.repeat([0, 1], [12, 30])
    params = {"kmeans_estimator": 3, "random_state": 0}
    with pytest.raises(ValueError, match="cannot convert float NaN"):
        resample(imblearn.over_sampling.KMeansSMOTE, X, y, **params)
    made = resample(KMeansSMOTE, X, y, **params).X[42:]
    assert [np.sum(made[:, 1] == value) for value in (0.0, 9.0)] == [9, 9]


@pytest.mark.filterwarnings("ignore::RuntimeWarning:imblearn")
@pytest.mark.parametrize("unit", [2.0**70, 2.0**-70])
def test_sparsities_beyond_float64_are_shared_out_in_any_unit(unit):
    stream = np.random.RandomState(0)
    X = np.repeat([[0.0, 0.0], [99.0, 99.0], [50.0, 0.0]], [16, 8, 60], axis=0)
    X += stream.standard_normal(X.shape)
    y = np.repeat([0, 1], [24, 60])
    params = {"kmeans_estimator": 3, "random_state": 0, "density_exponent": 20}
    with pytest.raises(ValueError, match="cannot convert float NaN"):
        resample(imblearn.over_sampling.KMeansSMOTE, X * unit, y, **params)
    ours = resample(KMeansSMOTE, X * unit, y, **params)
    expected = resample(imblearn.over_sampling.KMeansSMOTE, X, y, **params)
    np.testing.assert_allclose(ours.X, expected.X * unit, rtol=1e-9)
    assert len({row > 50 for row in expected.X[84:, 1]}) == 2


def test_lengths_that_differ():
    X, y = load("binary")
    theirs = resample(imblearn.over_sampling.RandomOverSampler, X[1:], y, random_state=1)
    assert len(theirs.X) != len(theirs.y)
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        resample(RandomOverSampler, X[1:], y, random_state=1)


def test_whole_numbers_beside_floats():
    numbers = 2**60 + np.arange(80)
    frame = pd.DataFrame({"key": numbers, "value": np.linspace(0, 1, 80)})
    y = np.repeat([0, 1], [30, 50])
    ours, theirs = resample_by_both(frame, y, sampler=RandomOverSampler, random_state=0)
    np.testing.assert_array_equal(ours.X["key"][:80], numbers)
    np.testing.assert_array_equal(ours.X["key"], numbers[ours.sampler.sample_indices_])
    # it goes through one array for all columns, here of floats
    assert np.any(theirs.X["key"][:80] != numbers)
    pd.testing.assert_series_equal(ours.X["value"], theirs.X["value"])


@pytest.mark.parametrize(
    ("sampler", "name"),
    [
        (ADASYN, "nn_"),
        (BorderlineSMOTE, "nn_k_"),
        (BorderlineSMOTE, "nn_m_"),
        (SVMSMOTE, "nn_m_"),
    ],
)
def test_neighbors_estimator_of_an_int_is_not_fitted(sampler, name):
    # fitting it would be the search that fastsmote spares
    ours, theirs = resample_by_both(*load("binary"), sampler=sampler, random_state=0)
    check_is_fitted(getattr(theirs.sampler, name))
    assert type(getattr(ours.sampler, name)) is NearestNeighbors
    with pytest.raises(NotFittedError):
        check_is_fitted(getattr(ours.sampler, name))


@pytest.mark.parametrize(
    ("sampler", "name"),
    [(ADASYN, "n_neighbors"), (BorderlineSMOTE, "m_neighbors"), (SVMSMOTE, "m_neighbors")],
)
def test_neighbors_estimator_that_does_not_tell_its_number(sampler, name):
    X, y = load("binary")
    theirs = getattr(imblearn.over_sampling, sampler.__name__)
    with pytest.raises(AttributeError, match="no attribute 'n_neighbors'"):
        resample(theirs, X, y, random_state=0, **{name: Unnumbered()})
    expected = resample(theirs, X, y, random_state=0, **{name: NearestNeighbors(n_neighbors=4)})
    ours = resample(sampler, X, y, random_state=0, **{name: Unnumbered()})
    assert_same_data(ours.X, expected.X)


@pytest.mark.parametrize("sampler", [BorderlineSMOTE, ADASYN], ids=lambda cls: cls.__name__)
def test_booleans(sampler):
    X, y = load("binary")
    X = X > 0.3
    with pytest.raises(TypeError, match="numpy boolean subtract"):
        resample(getattr(imblearn.over_sampling, sampler.__name__), X, y, random_state=0)
    made = dense(resample(sampler, X, y, random_state=0).X)[len(y) :]
    assert made.dtype == bool
    assert len(made) > 0


def test_kmeans_smote_on_sparse_matrices_that_are_read_only():
    X, y = load("binary")
    X = sparse.csr_matrix(X)
    parameters = {"random_state": 0, "kmeans_estimator": 2, "cluster_balance_threshold": 0.01}
    expected = resample(KMeansSMOTE, X, y, **parameters).X
    X.data.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        resample(imblearn.over_sampling.KMeansSMOTE, X, y, **parameters)
    ours = resample(KMeansSMOTE, X, y, **parameters).X
    assert_same_data(ours.toarray(), expected.toarray())
