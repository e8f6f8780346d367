"""Weights go through a resample with the rows that they belong to."""

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import clone

from fastsmote.combine import SMOTEENN, SMOTETomek
from fastsmote.over_sampling import SMOTE, SMOTEN, SVMSMOTE, RandomOverSampler
from fastsmote.under_sampling import EditedNearestNeighbours, NearMiss, TomekLinks
from tests.samplers.options import (
    ALL,
    MIXED,
    ON_SEGMENTS,
    OVER_SAMPLERS,
    SELECTORS,
    W,
    X,
    Y,
    rows_for,
)


@pytest.mark.parametrize("sampler", ALL, ids=str)
def test_rows_are_those_without_weights(sampler):
    data = rows_for(sampler)
    expected = clone(sampler).fit_resample(data, Y)
    assert len(expected) == 2
    resampled = clone(sampler).fit_resample(data, Y, sample_weight=W)
    assert len(resampled) == 3
    for left, right in zip(resampled, expected, strict=False):
        np.testing.assert_array_equal(left, right)
    assert resampled[2].shape == (len(resampled[0]),)
    assert (resampled[2] >= 0).all()


@pytest.mark.parametrize("sampler", [*ON_SEGMENTS, MIXED], ids=str)
def test_are_interpolated_as_the_features_are(sampler):
    sampler = clone(sampler)
    weights = sampler.fit_resample(X, Y, sample_weight=W, provenance=True)[2]
    seed, neighbor, step = sampler.seed_indices_, sampler.neighbor_indices_, sampler.steps_
    expected = W[seed] + step.clip(0, 1) * (W[neighbor] - W[seed])
    np.testing.assert_array_equal(weights[:100], W)
    np.testing.assert_array_equal(weights[100:], expected)
    assert len(np.unique(expected)) > 10


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_matrix, sparse.csc_array, pd.DataFrame])
def test_to_the_bit_as_a_feature_is(kind, dtype):
    rows = X.astype(dtype)
    resampled, _, weights = SMOTE(random_state=0).fit_resample(
        kind(rows), Y, sample_weight=rows[:, 3]
    )
    resampled = resampled.toarray() if sparse.issparse(resampled) else np.asarray(resampled)
    assert weights.dtype == dtype
    np.testing.assert_array_equal(weights, resampled[:, 3])


def test_rows_beyond_their_seed_have_the_weight_of_the_seed():
    # with the step of the features some weights would be negative
    weights = W**5
    sampler = SVMSMOTE(random_state=0, out_step=1.0)
    found = sampler.fit_resample(X, Y, sample_weight=weights, provenance=True)[2][100:]
    seed, neighbor, step = sampler.seed_indices_, sampler.neighbor_indices_, sampler.steps_
    assert (weights[seed] + step * (weights[neighbor] - weights[seed])).min() < 0
    assert (step < 0).any()
    np.testing.assert_array_equal(found[step < 0], weights[seed][step < 0])
    assert (found > 0).all()


@pytest.mark.parametrize("shrinkage", [None, 0.5])
def test_rows_again_have_the_same_weight(shrinkage):
    sampler = RandomOverSampler(random_state=0, shrinkage=shrinkage)
    weights = sampler.fit_resample(X, Y, sample_weight=W)[2]
    np.testing.assert_array_equal(weights, W[sampler.sample_indices_])


def test_smoten_gives_the_weight_of_the_seed():
    sampler = SMOTEN(random_state=0)
    weights = sampler.fit_resample(np.round(X), Y, sample_weight=W, provenance=True)[2]
    np.testing.assert_array_equal(weights[:100], W)
    np.testing.assert_array_equal(weights[100:], W[sampler.seed_indices_])


@pytest.mark.parametrize("sampler", SELECTORS, ids=str)
def test_rows_that_are_kept_keep_their_weight(sampler):
    sampler = clone(sampler)
    weights = sampler.fit_resample(X, Y, sample_weight=W)[2]
    assert 0 < len(weights) < 100
    np.testing.assert_array_equal(weights, W[sampler.sample_indices_])


@pytest.mark.parametrize(
    ("sampler", "cleaner"),
    [
        (SMOTEENN(random_state=0), EditedNearestNeighbours(sampling_strategy="all")),
        (SMOTETomek(random_state=0), TomekLinks(sampling_strategy="all")),
    ],
)
def test_combinations_do_one_after_the_other(sampler, cleaner):
    made = SMOTE(random_state=0).fit_resample(X, Y, sample_weight=W)
    expected = cleaner.fit_resample(*made[:2], sample_weight=made[2])
    resampled = sampler.fit_resample(X, Y, sample_weight=W)
    for left, right in zip(resampled, expected, strict=True):
        np.testing.assert_array_equal(left, right)
    assert len(resampled[2]) < len(made[2])


def test_over_sampler_of_another_package():
    sampler = SMOTEENN(smote=imblearn.over_sampling.SMOTE())
    with pytest.raises(ValueError, match="Pass a sampler of fastsmote, or leave these out"):
        sampler.fit_resample(X, Y, sample_weight=W)


each_kind = pytest.mark.parametrize(
    "sampler", [SMOTE(random_state=0), TomekLinks(), SMOTETomek(random_state=0)], ids=str
)


class TestContainers:
    @each_kind
    def test_list(self, sampler):
        expected = clone(sampler).fit_resample(X, Y, sample_weight=W)[2]
        assert clone(sampler).fit_resample(X, Y, sample_weight=W.tolist())[2] == expected.tolist()

    @each_kind
    @pytest.mark.parametrize("dtype", ["float32", "float64", "Float64"])
    def test_series_keeps_its_name(self, sampler, dtype):
        given = pd.Series(W, name="cost", index=range(900, 1000)).astype(dtype)
        weights = clone(sampler).fit_resample(X, Y, sample_weight=given)[2]
        expected = clone(sampler).fit_resample(X, Y, sample_weight=given.to_numpy())[2]
        pd.testing.assert_series_equal(weights, pd.Series(expected, name="cost"))

    @pytest.mark.parametrize("sampler", [SMOTE(), TomekLinks()], ids=str)
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("float32", "float32"),
            ("float64", "float64"),
            (">f4", "float64"),
            ("float16", "float64"),
            ("int64", "float64"),
            ("uint8", "float64"),
            ("bool", "float64"),
            ("object", "float64"),
        ],
    )
    def test_dtype(self, sampler, given, expected):
        weights = np.ceil(W).astype(given)
        before = weights.copy()
        found = sampler.fit_resample(X, Y, sample_weight=weights)[2]
        assert found.dtype == expected
        assert found.dtype.isnative
        np.testing.assert_array_equal(weights, before)
        assert not np.shares_memory(found, weights)

    def test_whole_numbers_are_interpolated_to_fractions(self):
        found = SMOTE(random_state=0).fit_resample(X, Y, sample_weight=np.arange(100))[2]
        assert (found[100:] % 1 > 0).any()

    def test_nothing_to_do_gives_a_copy(self):
        weights = W.copy()
        found = SMOTE(sampling_strategy={}).fit_resample(X, Y, sample_weight=weights)[2]
        np.testing.assert_array_equal(found, weights)
        assert not np.shares_memory(found, weights)


BAD = [
    (np.ones(99), r"sample_weight has shape \(99,\); X has 100 rows: pass one number"),
    (1.0, r"sample_weight has shape \(\)"),
    (np.ones((100, 1)), r"sample_weight has shape \(100, 1\)"),
    (pd.DataFrame(np.ones((100, 2))), r"sample_weight has shape \(100, 2\)"),
    (np.array(["much", 1] * 50, dtype=object), "values that are not numbers .*'much'"),
    (["1.5"] * 100, r"sample_weight holds values that are not numbers \(their dtype is <U3\)"),
    (np.ones(100, "M8[s]"), r"values that are not numbers \(their dtype is datetime64\[s\]\)"),
    ([[1], [1, 2]] * 50, "sample_weight holds values that are not numbers"),
    (np.ones(100) * 1j, "sample_weight holds values that are not numbers"),
    (np.r_[np.ones(7), np.nan, np.ones(92)], r"holds 1 value .* NaN .* in row 7: nan"),
    (np.r_[np.ones(98), np.inf, np.nan], r"holds 2 values .* the first in row 98: inf"),
    (
        np.r_[-0.5, np.ones(99)],
        r"1 value that is negative.* in row 0: -0.5.* set a weight to 0",
    ),
    ([None] + [1] * 99, r"the first in row 0: nan"),
    (pd.array([1, None] * 50, dtype="Int64"), "sample_weight"),
    (np.ma.masked_greater(W, W.mean()), r"sample_weight is a masked array.*sample_weight\.data"),
]


@pytest.mark.parametrize("sampler", [SMOTE(), RandomOverSampler(), NearMiss(), SMOTEENN()], ids=str)
@pytest.mark.parametrize(("weights", "message"), BAD, ids=range(len(BAD)))
def test_bad_weights(sampler, weights, message):
    with pytest.raises(ValueError, match=message):
        clone(sampler).fit_resample(X, Y, sample_weight=weights)


def test_bad_weights_are_found_before_anything_is_drawn():
    stream = np.random.RandomState(0)
    before = stream.get_state()[2]
    with pytest.raises(ValueError, match="sample_weight"):
        SMOTE(random_state=stream).fit_resample(X, Y, sample_weight=-W)
    assert stream.get_state()[2] == before


@pytest.mark.parametrize("sampler", OVER_SAMPLERS, ids=str)
def test_weights_of_zero_stay_zero(sampler):
    weights = clone(sampler).fit_resample(rows_for(sampler), Y, sample_weight=np.zeros(100))[2]
    assert not weights.any()
