"""Attributes that say where each row of a result comes from."""

import pickle

import imblearn.over_sampling
import imblearn.under_sampling
import numpy as np
import pandas as pd
import pytest
from imblearn import FunctionSampler
from scipy import sparse
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from fastsmote import interpolation
from fastsmote.combine import SMOTEENN, SMOTETomek
from fastsmote.over_sampling import (
    SMOTE,
    SMOTEN,
    SMOTENC,
    SVMSMOTE,
    BorderlineSMOTE,
    RandomOverSampler,
)
from fastsmote.under_sampling import TomekLinks
from tests.parity.data import load
from tests.samplers.options import (
    ALL,
    COMBINATIONS,
    MIXED,
    ON_SEGMENTS,
    OVER_SAMPLERS,
    X,
    Y,
    rows_for,
)

ATTRIBUTES = ("seed_indices_", "neighbor_indices_", "steps_")

CONTAINERS = {
    "float64": np.asarray,
    "float32": lambda X: X.astype(np.float32),
    "int16": lambda X: np.round(10 * X).astype(np.int16),
    "column by column": np.asfortranarray,
    "other byte order": lambda X: X.astype(X.dtype.newbyteorder()),
    "list": lambda X: X.tolist(),
    "frame": lambda X: pd.DataFrame(X, columns=list("abcd")),
    "csr matrix": sparse.csr_matrix,
    "csr array": sparse.csr_array,
    "csc matrix": sparse.csc_matrix,
}


def dense(data) -> np.ndarray:
    return data.toarray() if sparse.issparse(data) else np.asarray(data)


def assert_same(left, right):
    assert type(left) is type(right)
    np.testing.assert_array_equal(dense(left), dense(right))


def placed(X: np.ndarray, sampler) -> np.ndarray:
    """The synthetic rows, made of nothing but the attributes."""
    X = X if X.dtype.kind == "f" else X.astype(np.float64)
    seeds, step = X[sampler.seed_indices_], sampler.steps_[:, np.newaxis]
    return seeds + step * (X[sampler.neighbor_indices_] - seeds)


def assert_tells(sampler, X, y, X_resampled, y_resampled, columns=slice(None)):
    is_new = sampler.synthetic_mask_
    assert is_new.dtype == bool
    assert len(is_new) == len(X_resampled) == len(y_resampled)
    assert sampler.seed_indices_.dtype == sampler.neighbor_indices_.dtype == np.intp
    assert sampler.steps_.dtype == np.float64
    shapes = {getattr(sampler, name).shape for name in ATTRIBUTES}
    assert shapes == {(is_new.sum(),)}
    assert is_new.sum() > 0
    expected = placed(X, sampler).astype(X.dtype)  # whole numbers by truncation
    np.testing.assert_array_equal(X_resampled[is_new][:, columns], expected[:, columns])
    np.testing.assert_array_equal(y_resampled[is_new], y[sampler.seed_indices_])


@pytest.mark.parametrize("kind", CONTAINERS)
@pytest.mark.parametrize("sampler", ON_SEGMENTS, ids=str)
def test_rows_stand_where_the_attributes_say(sampler, kind):
    data = CONTAINERS[kind](X)
    expected = clone(sampler).fit_resample(data, Y)
    told = clone(sampler)
    X_resampled, y_resampled = told.fit_resample(data, Y, provenance=True)
    assert_same(X_resampled, expected[0])
    assert_same(y_resampled, expected[1])
    assert_tells(told, dense(data), Y, dense(X_resampled), y_resampled)
    np.testing.assert_array_equal(dense(X_resampled)[~told.synthetic_mask_], dense(data))


@pytest.mark.parametrize("kind", CONTAINERS)
def test_continuous_columns_of_smotenc(kind):
    data = CONTAINERS[kind](X)
    sampler = clone(MIXED)
    X_resampled, y_resampled = sampler.fit_resample(data, Y, provenance=True)
    assert_tells(sampler, dense(data), Y, dense(X_resampled), y_resampled, slice(3))


def test_columns_of_a_frame_are_truncated_each_by_its_dtype():
    frame = pd.DataFrame({"x": X[:, 0], "n": np.round(10 * X[:, 1]).astype(np.int32)})
    sampler = SMOTE(random_state=0)
    made, _ = sampler.fit_resample(frame, Y, provenance=True, synthetic_only=True)
    expected = placed(frame.to_numpy(), sampler)
    np.testing.assert_array_equal(made["x"], expected[:, 0])
    np.testing.assert_array_equal(made["n"], np.trunc(expected[:, 1]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rows_that_kernels_place(dtype, monkeypatch):
    monkeypatch.setattr(interpolation, "_NUMPY_WARM", 0)
    data, sampler = X.astype(dtype), SMOTE(random_state=0)
    assert_tells(sampler, data, Y, *sampler.fit_resample(data, Y, provenance=True))


def test_labels_that_are_strings():
    data, labels = load("strings")
    sampler = SMOTE(random_state=0)
    assert_tells(sampler, data, labels, *sampler.fit_resample(data, labels, provenance=True))


def test_neighbors_are_of_the_class_but_in_borderline_2():
    for sampler in ON_SEGMENTS:
        told = clone(sampler)
        told.fit_resample(X, Y, provenance=True)
        is_same = Y[told.seed_indices_] == Y[told.neighbor_indices_]
        if getattr(told, "kind", "") == "borderline-2":
            assert not is_same.all()
            assert told.steps_[~is_same].max() < 0.5
        else:
            assert is_same.all()


def test_steps_lead_away_from_neighbors_in_svmsmote_only():
    for sampler in ON_SEGMENTS:
        told = clone(sampler)
        told.fit_resample(X, Y, provenance=True)
        assert (told.steps_ < 1).all()
        assert (told.steps_.min() < 0) == isinstance(told, SVMSMOTE)


class TestRandomOverSampler:
    def test_rows_again(self):
        sampler = RandomOverSampler(random_state=0)
        assert_tells(sampler, X, Y, *sampler.fit_resample(X, Y, provenance=True))
        np.testing.assert_array_equal(sampler.seed_indices_, sampler.sample_indices_[100:])
        np.testing.assert_array_equal(sampler.neighbor_indices_, sampler.seed_indices_)
        assert not sampler.steps_.any()

    def test_noise_is_beside_the_segments(self):
        sampler = RandomOverSampler(random_state=0, shrinkage=1e-3)
        made, _ = sampler.fit_resample(X, Y, provenance=True, synthetic_only=True)
        assert not (made == placed(X, sampler)).any()
        np.testing.assert_allclose(made, placed(X, sampler), atol=0.02)


class TestSMOTEN:
    def test_seeds(self):
        sampler = SMOTEN(random_state=0)
        _, y_resampled = sampler.fit_resample(np.round(X), Y, provenance=True)
        np.testing.assert_array_equal(y_resampled[100:], Y[sampler.seed_indices_])
        # a class of rows that are all equal has no other vote to give
        rows = np.repeat([[0, 1], [2, 3]], [10, 30], axis=0)
        made, _ = sampler.fit_resample(rows, rows[:, 0], provenance=True, synthetic_only=True)
        np.testing.assert_array_equal(made, rows[sampler.seed_indices_])

    @pytest.mark.parametrize("name", ["neighbor_indices_", "steps_"])
    def test_stands_on_no_segment(self, name):
        sampler = SMOTEN(random_state=0)
        sampler.fit_resample(np.round(X), Y, provenance=True)
        with pytest.raises(AttributeError, match=f"SMOTEN has no {name}: each category .* most of"):
            getattr(sampler, name)


class TestCombinations:
    @pytest.mark.parametrize("kind", CONTAINERS)
    @pytest.mark.parametrize("sampler", COMBINATIONS, ids=str)
    def test_rows_that_are_left(self, sampler, kind):
        data = CONTAINERS[kind](X)
        expected = clone(sampler).fit_resample(data, Y)
        told = clone(sampler)
        X_resampled, y_resampled = told.fit_resample(data, Y, provenance=True)
        assert_same(X_resampled, expected[0])
        assert_same(y_resampled, expected[1])
        assert_tells(told, dense(data), Y, dense(X_resampled), y_resampled)
        assert told.synthetic_mask_.sum() < told.smote_.synthetic_mask_.sum()

    def test_of_a_combination(self):
        sampler = SMOTEENN(smote=SMOTETomek(random_state=0))
        assert_tells(sampler, X, Y, *sampler.fit_resample(X, Y, provenance=True))

    @pytest.mark.parametrize(
        "smote", [BorderlineSMOTE(random_state=0), SMOTENC([3], random_state=0)], ids=str
    )
    def test_of_other_over_samplers(self, smote):
        sampler = SMOTETomek(smote=smote)
        resampled = sampler.fit_resample(X, Y, provenance=True)
        assert_tells(sampler, X, Y, *resampled, slice(3))

    def test_what_smoten_does_not_say(self):
        sampler = SMOTETomek(smote=SMOTEN(random_state=0))
        sampler.fit_resample(np.round(X), Y, provenance=True)
        assert len(sampler.seed_indices_) == sampler.synthetic_mask_.sum()
        with pytest.raises(AttributeError, match="SMOTEN has no steps_"):
            sampler.steps_  # noqa: B018

    def test_cleaner_of_imbalanced_learn(self):
        sampler = SMOTETomek(random_state=0, tomek=imblearn.under_sampling.TomekLinks())
        assert_tells(sampler, X, Y, *sampler.fit_resample(X, Y, provenance=True))

    def test_over_sampler_that_does_not_say(self):
        sampler = SMOTEENN(smote=imblearn.over_sampling.SMOTE(random_state=0))
        sampler.fit_resample(X, Y)
        with pytest.raises(AttributeError, match=r"'SMOTE' .* no attribute 'synthetic_mask_"):
            sampler.synthetic_mask_  # noqa: B018
        with pytest.raises(ValueError, match=r"smote=SMOTE\(random_state=0\) does not say where"):
            sampler.fit_resample(X, Y, provenance=True)

    def test_cleaner_that_does_not_say(self):
        silent = FunctionSampler()  # keeps all, and does not say so
        sampler = SMOTETomek(random_state=0, tomek=silent)
        sampler.fit_resample(X, Y)
        with pytest.raises(AttributeError, match="synthetic_mask_ is not known: the cleaner"):
            sampler.synthetic_mask_  # noqa: B018
        with pytest.raises(ValueError, match=r"tomek=Func.*\(\) does .* no sample_indices_"):
            sampler.fit_resample(X, Y, provenance=True)


class TestMemory:
    @pytest.mark.parametrize("sampler", [*OVER_SAMPLERS, *COMBINATIONS], ids=str)
    def test_kept_only_if_asked_for(self, sampler):
        sampler, data = clone(sampler), rows_for(sampler)
        sampler.fit_resample(data, Y, provenance=True)
        n_bytes = len(pickle.dumps(sampler))
        assert len(pickle.loads(pickle.dumps(sampler)).seed_indices_)
        mask = sampler.synthetic_mask_
        sampler.fit_resample(data, Y, sample_weight=np.ones(100))  # needs them for itself
        assert len(pickle.dumps(sampler)) < n_bytes - 16 * mask.sum()
        np.testing.assert_array_equal(sampler.synthetic_mask_, mask)
        with pytest.raises(AttributeError, match=r"seed_indices_ takes .* provenance=True"):
            sampler.seed_indices_  # noqa: B018

    def test_nothing_is_kept_by_default(self):
        sampler = SMOTE(random_state=0, sampling_strategy={0: 50_000})
        sampler.fit_resample(X, Y)
        assert len(pickle.dumps(sampler)) < 1_000
        assert sampler.synthetic_mask_.sum() == 50_000 - 15


@pytest.mark.parametrize("name", ["synthetic_mask_", *ATTRIBUTES])
@pytest.mark.parametrize("sampler", [SMOTE(), SMOTETomek()], ids=str)
def test_nothing_to_tell_before_the_first_call(sampler, name):
    assert not hasattr(sampler, name)
    sampler = clone(sampler).fit(X, Y)
    with pytest.raises(NotFittedError, match=f"has {name} after fit_resample only"):
        getattr(sampler, name)


def test_nothing_to_make():
    sampler = SMOTE(sampling_strategy={})
    sampler.fit_resample(X, Y, provenance=True)
    assert not sampler.synthetic_mask_.any()
    assert len(sampler.synthetic_mask_) == 100
    assert [getattr(sampler, name).shape for name in ATTRIBUTES] == [(0,)] * 3


@pytest.mark.parametrize("sampler", ALL, ids=str)
@pytest.mark.parametrize("value", [1, None, "yes"])
def test_options_are_true_or_false(sampler, value):
    names = ["keep_index"]
    if sampler in OVER_SAMPLERS:
        names += ["provenance", "synthetic_only"]
    for name in names:
        message = (
            f"'{name}' parameter of .*fit_resample must be an instance of 'bool'. Got {value!r}"
        )
        with pytest.raises(ValueError, match=message):
            clone(sampler).fit_resample(X, Y, **{name: value})


def test_samplers_that_make_no_rows_have_no_such_option():
    with pytest.raises(TypeError, match="unexpected keyword argument 'provenance'"):
        TomekLinks().fit_resample(X, Y, provenance=True)
