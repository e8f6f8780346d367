"""SMOTEN: the same rows as imbalanced-learn's."""

from itertools import product

import imblearn.over_sampling
import numpy as np
import pytest
from imblearn.metrics.pairwise import ValueDifferenceMetric
from scipy import sparse
from sklearn.exceptions import DataConversionWarning
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import OrdinalEncoder

from fastsmote.categorical import value_differences
from fastsmote.neighbors.categorical import nominal_distances
from fastsmote.over_sampling import SMOTEN
from tests.parity.compare import assert_same_data, resample
from tests.parity.nominal import NAMES, assert_nominal_parity, load

# imbalanced-learn calls what recent versions of SciPy deprecate
pytestmark = pytest.mark.filterwarnings(
    "ignore:`(distance_matrix|minkowski_distance.*)`:DeprecationWarning"
)


@pytest.mark.parametrize(("name", "k_neighbors"), list(product(NAMES, (1, 2, 5, 17))))
def test_k_neighbors(name, k_neighbors):
    assert_nominal_parity(*load(name), k_neighbors=k_neighbors, random_state=3)


@pytest.mark.parametrize(
    ("name", "strategy"), list(product(NAMES, ("minority", "not minority", "all")))
)
def test_strategy(name, strategy):
    assert_nominal_parity(*load(name), sampling_strategy=strategy)


@pytest.mark.parametrize("name", NAMES)
def test_random_state_instance(name):
    assert_nominal_parity(*load(name), random_state=np.random.RandomState(4))


@pytest.mark.parametrize("name", NAMES)
def test_neighbors_estimator(name):
    assert_nominal_parity(*load(name), k_neighbors=NearestNeighbors(n_neighbors=4))


@pytest.mark.parametrize("name", NAMES)
def test_encoder(name):
    encoder = OrdinalEncoder(dtype=np.int64)
    ours = assert_nominal_parity(*load(name), categorical_encoder=encoder)
    assert ours.sampler.categorical_encoder_ is not encoder


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csc_matrix])
def test_sparse(container):
    X, y = load("integers")
    results = []
    for cls in (SMOTEN, imblearn.over_sampling.SMOTEN):
        with pytest.warns(DataConversionWarning, match="is not really efficient"):
            results.append(resample(cls, container(X), y, random_state=0).X)
    assert_same_data(*results)


def test_lists():
    X, y = load("strings")
    ours = resample(SMOTEN, X.tolist(), y.tolist(), random_state=0)
    expected = assert_nominal_parity(X, y)
    assert expected.X.tolist() == ours.X
    assert ours.y == expected.y.tolist()


@pytest.mark.parametrize("name", ["integers", "multiclass"])
def test_distances_are_the_same_bits(name):
    X, y = load(name)
    codes = OrdinalEncoder(dtype=np.int32).fit_transform(X)
    sizes = (codes.max(axis=0) + 1).tolist()
    profiles, tables = value_differences(codes.astype(np.uint8), y, sizes)
    theirs = ValueDifferenceMetric(n_categories=sizes).fit(codes, y).pairwise(codes)
    np.testing.assert_array_equal(
        nominal_distances(profiles, tables, np.arange(len(codes))), theirs
    )


def test_large(monkeypatch):
    from fastsmote.neighbors import categorical

    seen = []
    by_kernels = categorical._nominal_by_kernels
    monkeypatch.setattr(
        categorical, "_nominal_by_kernels", lambda *a: seen.append(a[0].shape) or by_kernels(*a)
    )
    assert_nominal_parity(*load("large"))
    assert [n_rows > 5_000 for n_rows, _ in seen] == [True]
