"""Rows are copied to the output while they are looked at: the result is that of doing so apart."""

import numpy as np
import pytest

import fastsmote.kernels.finite  # noqa: F401 - rows are copied so only once Numba is there
from fastsmote import base
from fastsmote.over_sampling import (
    ADASYN,
    SMOTE,
    SMOTEN,
    SMOTENC,
    SVMSMOTE,
    BorderlineSMOTE,
    KMeansSMOTE,
    RandomOverSampler,
)
from fastsmote.validation import values

RNG = np.random.default_rng(0)
Y = (np.arange(400) % 4 == 0).astype(int)


def rows(dtype="float64"):
    return (RNG.normal(size=(400, 6)) + Y[:, np.newaxis]).astype(dtype)


@pytest.fixture
def begun(monkeypatch):
    """Outputs that were allocated before anything was drawn."""
    outputs = []

    def room(sampler, X, room=base.BaseOverSampler._room):
        outputs.append(room(sampler, X))
        return outputs[-1]

    monkeypatch.setattr(values, "_FEW", 0)
    monkeypatch.setattr(base.BaseOverSampler, "_room", room)
    return outputs


def apart(monkeypatch, sampler, *data, **options):
    """The result without such an output."""
    with monkeypatch.context() as patch:
        patch.setattr(base, "_COPIED_FIRST", 0)
        return sampler.fit_resample(*data, **options)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_result_is_the_same_and_the_input_stays(begun, monkeypatch, dtype):
    X = rows(dtype)
    before = X.copy()
    found = SMOTE(random_state=0).fit_resample(X, Y)
    assert found[0] is begun[0]
    expected = apart(monkeypatch, SMOTE(random_state=0), X, Y)
    assert expected[0] is not begun[0]
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == other.dtype
        assert one.tobytes() == other.tobytes()
    assert not np.shares_memory(found[0], X)
    assert X.tobytes() == before.tobytes()


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_not_finite_is_named(begun, value):
    X = rows()
    X[7, 2] = value
    what = "NaN" if np.isnan(value) else "infinity"
    with pytest.raises(ValueError, match=rf"{what}.* 1 value in column 2 .* row 7:"):
        SMOTE().fit_resample(X, Y)
    assert len(begun) == 1


def test_missing_values_pass_where_they_may(begun, monkeypatch):
    X = rows()
    X[RNG.random(X.shape) < 0.2] = np.nan
    sampler = SMOTE(random_state=0, missing="nan_euclidean")
    found = sampler.fit_resample(X, Y)[0]
    assert found is begun[0]
    assert found.tobytes() == apart(monkeypatch, sampler, X, Y)[0].tobytes()


def test_a_plan_without_synthetic_rows(begun):
    X = rows()
    found = SMOTE(sampling_strategy={1: 100}).fit_resample(X, Y)[0]
    assert found is begun[0]
    assert np.array_equal(found, X)


@pytest.mark.parametrize(
    "sampler",
    [
        ADASYN(random_state=0),
        BorderlineSMOTE(random_state=0),
        SVMSMOTE(random_state=0),
        KMeansSMOTE(kmeans_estimator=2, cluster_balance_threshold=0, random_state=0),
        RandomOverSampler(random_state=0),
        SMOTENC([0], random_state=0),
        SMOTEN(random_state=0),
    ],
)
def test_others_have_no_such_output(begun, sampler):
    X = rows()
    X[:, 0] = np.arange(400) % 3
    sampler.fit_resample(np.floor(X) if isinstance(sampler, SMOTEN) else X, Y)
    assert begun == [None]


@pytest.mark.parametrize(
    "X", [rows()[:, ::2], np.asfortranarray(rows()), rows("float16"), rows().astype(int)]
)
def test_other_kinds_of_rows_have_none(begun, X):
    SMOTE(random_state=0).fit_resample(X, Y)
    assert begun == [None]


def test_nor_has_a_call_that_copies_no_rows(begun):
    SMOTE(random_state=0).fit_resample(rows(), Y, synthetic_only=True)
    assert begun == []
