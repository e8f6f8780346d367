"""NearMiss against imbalanced-learn's, live."""

import warnings

import imblearn.under_sampling
import numpy as np
import pytest
from scipy import sparse
from sklearn.neighbors import NearestNeighbors

from fastsmote.under_sampling import NearMiss
from tests.naming import name_of
from tests.parity.compare import assert_same_data, assert_same_plan, resample
from tests.parity.data import BINARY, MULTICLASS, TIED, load

PARAMETERS = [
    {},
    {"n_neighbors": 1},
    {"n_neighbors": np.int32(7)},
    {"n_neighbors": NearestNeighbors(n_neighbors=4)},
    {"n_neighbors_ver3": 5},
    {"n_neighbors_ver3": NearestNeighbors(n_neighbors=2)},
    {"sampling_strategy": "all"},
    {"sampling_strategy": "majority"},
    {"sampling_strategy": lambda y: {y[-1]: 9}},
]


def by_both(X, y, **params):
    with warnings.catch_warnings():
        # that version 3 has too few rows to choose from: see below
        warnings.filterwarnings("ignore", "The number of the samples to be selected")
        return (
            resample(NearMiss, X, y, **params),
            resample(imblearn.under_sampling.NearMiss, X, y, **params),
        )


@pytest.mark.parametrize("params", PARAMETERS, ids=name_of)
@pytest.mark.parametrize("version", [1, 2, 3])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", BINARY + MULTICLASS + ("iris",))
def test_grid(name, dtype, version, params):
    X, y = load(name)
    ours, theirs = by_both(X.astype(dtype), y, version=version, **params)
    np.testing.assert_array_equal(ours.sampler.sample_indices_, theirs.sampler.sample_indices_)
    assert_same_plan(ours.sampler, theirs.sampler)
    assert_same_data(ours.X, theirs.X)
    assert_same_data(ours.y, theirs.y)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_large(version):
    X, y = load("large")
    ours, theirs = by_both(X[:11_000], y[:11_000], version=version)
    np.testing.assert_array_equal(ours.sampler.sample_indices_, theirs.sampler.sample_indices_)


@pytest.mark.parametrize("ratio", [0.4, 0.9])
def test_ratio(ratio):
    ours, theirs = by_both(*load("binary"), sampling_strategy=ratio)
    assert_same_data(ours.X, theirs.X)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("name", TIED)
def test_rows_that_tie_are_as_good_as_those_of_the_other(name, version):
    X, y = load(name)
    ours, theirs = by_both(X, y, version=version)
    smallest = np.argmin(np.bincount(y))
    finder = NearestNeighbors(n_neighbors=np.sum(y == smallest)).fit(X[y == smallest])
    part = np.s_[:3] if version == 1 else np.s_[-3:]
    totals = finder.kneighbors(X)[0][:, part].sum(axis=1)
    np.testing.assert_allclose(
        totals[ours.sampler.sample_indices_], totals[theirs.sampler.sample_indices_], rtol=1e-9
    )


@pytest.mark.parametrize("version", [1, 2, 3])
@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix])
def test_sparse(container, version):
    X, y = load("binary")
    X = np.where(np.abs(X) > 0.8, X, 0)
    ours, theirs = by_both(container(X), y, version=version)
    assert_same_data(ours.X, theirs.X)
    assert_same_data(ours.y, theirs.y)


def test_estimators():
    X, y = load("binary")
    for version in (1, 3):
        ours, theirs = by_both(X, y, version=version, n_neighbors=4)
        assert ours.sampler.nn_.n_neighbors == theirs.sampler.nn_.n_neighbors == 4
        assert hasattr(ours.sampler, "nn_ver3_") == hasattr(theirs.sampler, "nn_ver3_")
    ours, theirs = by_both(X, y, n_neighbors=NearestNeighbors(n_neighbors=4))
    assert ours.sampler.nn_.n_samples_fit_ == theirs.sampler.nn_.n_samples_fit_


def test_too_few_rows_to_choose_from():
    X, y = load("binary")
    for cls in (NearMiss, imblearn.under_sampling.NearMiss):
        with pytest.warns(UserWarning, match="number of the samples to be selected is larger"):
            resample(cls, X, y, version=3, n_neighbors_ver3=1)


def test_neither_threads_nor_the_order_of_memory_decide():
    X, y = load("multiclass")
    expected = resample(NearMiss, X, y).X
    for n_jobs in (1, 2, 3):
        np.testing.assert_array_equal(resample(NearMiss, X, y, n_jobs=n_jobs).X, expected)
        found = resample(NearMiss, np.asfortranarray(X), y, n_jobs=n_jobs).X
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        (
            {"version": 4},
            r"'version' parameter of NearMiss must be an int in \[1, 3\]. Got 4",
        ),
        ({"n_neighbors": 0}, "'n_neighbors' parameter of NearMiss must be .*int >= 1.*Got 0"),
        ({"sampling_strategy": "minority"}, "'sampling_strategy' parameter of NearMiss"),
        ({"n_neighbors": 1000}, "n_neighbors = 1000 and there are 59 .*to 59 or less"),
        (
            {"version": 3, "n_neighbors_ver3": 1000},
            "n_neighbors_ver3 = 1000 and there are 341 .*to 341 or less",
        ),
    ],
)
def test_errors(params, message):
    with pytest.raises(ValueError, match=message):
        NearMiss(**params).fit_resample(*load("binary"))


def test_the_farthest_of_fewer_rows_than_are_asked_for_are_all():
    X, y = np.random.default_rng(0).normal(size=(20, 3)), np.arange(20) // 18
    ours, theirs = by_both(X, y, version=2)
    np.testing.assert_array_equal(ours.sampler.sample_indices_, theirs.sampler.sample_indices_)
