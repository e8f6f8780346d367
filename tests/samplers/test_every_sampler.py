"""What holds for each class of the family."""

import pickle

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.datasets import make_blobs
from sklearn.utils import get_tags

from fastsmote import combine, over_sampling, under_sampling
from fastsmote.over_sampling import SMOTEN, SMOTENC, KMeansSMOTE
from tests.parity.compare import fingerprint, imblearn_class

FAMILY = [
    getattr(package, name)
    for package in (over_sampling, under_sampling, combine)
    for name in package.__all__
]
each_sampler = pytest.mark.parametrize("cls", FAMILY, ids=lambda cls: cls.__name__)
pytestmark = [
    pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning"),
    pytest.mark.filterwarnings("ignore:Passing a sparse matrix to SMOTEN"),
]

# 12 rows in the midst of 40
X, Y = make_blobs([12, 40], centers=[(0, 0), (1, 1)], random_state=0)
X = np.column_stack((X, X[:, 1].round()))
NEEDED = {KMeansSMOTE: {"kmeans_estimator": 1}, SMOTENC: {"categorical_features": [2]}}


def seeded(cls):
    """A sampler that the data above suit."""
    sampler = cls(**NEEDED.get(cls, {}))
    is_random = "random_state" in sampler.get_params()
    return sampler.set_params(random_state=0) if is_random else sampler


@each_sampler
def test_parameters_are_kept_as_given(cls):
    given = {name: object() for name in seeded(cls).get_params()}
    for name, value in given.items():
        assert getattr(cls(**given), name) is value


# what theirs of the others say that they take depends on the version
@pytest.mark.parametrize("cls", [cls for cls in FAMILY if cls not in (SMOTEN, SMOTENC)])
def test_tags_are_theirs(cls):
    ours, other = get_tags(cls()), get_tags(imblearn_class(cls)())
    for name in ("allow_nan", "string", "sparse", "dataframe", "two_d_array"):
        assert getattr(ours.input_tags, name) == getattr(other.input_tags, name), name
    assert ours.sampler_tags.sample_indices == other.sampler_tags.sample_indices


@each_sampler
def test_copies_resample_alike(cls):
    sampler = seeded(cls)
    expected = sampler.fit_resample(X, Y)
    for other in (clone(sampler), pickle.loads(pickle.dumps(sampler))):
        for left, right in zip(other.fit_resample(X, Y), expected, strict=True):
            np.testing.assert_array_equal(left, right)


@each_sampler
@pytest.mark.parametrize("container", [np.asarray, np.asfortranarray, sparse.csr_matrix])
def test_input_is_not_modified(container, cls):
    rows, labels = container(X), Y.copy()
    before = fingerprint(rows), fingerprint(labels)
    seeded(cls).fit_resample(rows, labels)
    assert (fingerprint(rows), fingerprint(labels)) == before
