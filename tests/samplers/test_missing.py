"""missing: NaN is an error, or rows are compared in what both have."""

import imblearn.over_sampling
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.neighbors import NearestNeighbors
from sklearn.utils import get_tags

from fastsmote import interpolation
from fastsmote.interpolation import Segments, interpolate, keep_missing
from fastsmote.neighbors import missing as search
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
from tests.naive.missing import filled_in, mean_squares
from tests.naive.mixed import nearest

STREAM = np.random.RandomState(0)
N_MINORITY = 40
COMPLETE = STREAM.standard_normal((160, 4))
Y = np.repeat([0, 1], [N_MINORITY, 120])
IS_MISSING = STREAM.random_sample(COMPLETE.shape) < 0.15
IS_MISSING[3] = True  # a row without any value
X = np.where(IS_MISSING, np.nan, COMPLETE)

SAMPLERS = [
    SMOTE(random_state=0),
    BorderlineSMOTE(random_state=0),
    BorderlineSMOTE(random_state=0, kind="borderline-2"),
    ADASYN(random_state=0),
]
each_sampler = pytest.mark.parametrize("sampler", SAMPLERS, ids=str)


def with_nan(sampler, **params):
    return clone(sampler).set_params(missing="nan_euclidean", **params)


def parameters_of(sampler):
    """The numbers of neighbors, as estimators that find them with NaN."""
    names = [name for name in sampler.get_params() if name.endswith("_neighbors")]
    return {
        name: NearestNeighbors(n_neighbors=getattr(sampler, name) + 1, metric="nan_euclidean")
        for name in names
    }


@each_sampler
def test_the_rows_are_those_of_scikit_learns_distance(sampler):
    # an estimator's neighbors include the row itself, first: not so where it has no value
    rows, labels = np.delete(X, 3, axis=0), np.delete(Y, 3)
    ours, y_ours = with_nan(sampler).fit_resample(rows, labels)
    theirs, y_theirs = with_nan(sampler, **parameters_of(sampler)).fit_resample(rows, labels)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    np.testing.assert_array_equal(y_ours, y_theirs)


@each_sampler
def test_rows_that_miss_nothing_give_the_rows_of_imbalanced_learn(sampler):
    ours, y_ours = with_nan(sampler).fit_resample(COMPLETE, Y)
    by_default, _ = clone(sampler).fit_resample(COMPLETE, Y)
    np.testing.assert_array_equal(ours, by_default)
    params = {k: v for k, v in sampler.get_params().items() if k in ("kind", "random_state")}
    theirs = getattr(imblearn.over_sampling, type(sampler).__name__)(**params)
    np.testing.assert_allclose(ours, theirs.fit_resample(COMPLETE, Y)[0], rtol=1e-9)
    assert len(y_ours) > 200


def test_a_class_that_misses_nothing_gets_the_rows_of_imbalanced_learn():
    rows = np.where(Y[:, np.newaxis] == 0, COMPLETE, X)
    ours, _ = with_nan(SMOTE(random_state=0)).fit_resample(rows, Y)
    theirs, _ = imblearn.over_sampling.SMOTE(random_state=0).fit_resample(COMPLETE, Y)
    np.testing.assert_allclose(ours[160:], theirs[160:], rtol=1e-9)


def segments_of(rows, n_synthetic, k):
    """SMOTE's draws, and neighbors by naive loops."""
    stream = np.random.RandomState(0)
    pair = stream.randint(0, len(rows) * k, n_synthetic)
    seed, column = np.divmod(pair, k)
    neighbors = nearest(mean_squares(rows), k, with_self=False)
    return Segments(seed, neighbors[seed, column], stream.uniform(size=n_synthetic))


def test_values_one_by_one():
    minority = X[:N_MINORITY]
    segments = segments_of(minority, 80, 5)
    expected = [filled_in(minority, *segment) for segment in zip(*segments, strict=True)]
    made = with_nan(SMOTE(random_state=0)).fit_resample(X, Y)[0][160:]
    np.testing.assert_allclose(made, expected, rtol=1e-12)
    np.testing.assert_array_equal(np.isnan(made), np.isnan(minority[segments.seed]))


def test_values_are_missing_as_often_as_before():
    stream = np.random.RandomState(1)
    rows = stream.standard_normal((2_000, 5))
    rows[stream.random_sample(rows.shape) < [0.0, 0.1, 0.3, 0.7, 1.0]] = np.nan
    y = np.repeat([0, 1], [200, 1_800])
    made = with_nan(SMOTE(random_state=0)).fit_resample(rows, y)[0][2_000:]
    before, after = np.isnan(rows[:200]).mean(axis=0), np.isnan(made).mean(axis=0)
    np.testing.assert_allclose(after, before, atol=0.04)  # 3 standard deviations of 1,600 draws
    assert (before[0], after[0], before[4], after[4]) == (0, 0, 1, 1)


@each_sampler
def test_float32_stays(sampler):
    single = X.astype(np.float32)
    made, _ = with_nan(sampler).fit_resample(single, Y)
    assert made.dtype == np.float32
    double, _ = with_nan(sampler).fit_resample(single.astype(float), Y)
    np.testing.assert_allclose(made, double, rtol=1e-5, atol=1e-6)


@each_sampler
def test_both_searches_and_threads_give_the_same_rows(sampler, monkeypatch):
    results = [with_nan(sampler).fit_resample(X, Y)[0]]
    monkeypatch.setattr(search, "_NUMPY_COLD", 0)
    monkeypatch.setattr(search, "_NUMPY_WARM", 0)
    results += [with_nan(sampler, n_jobs=n).fit_resample(X, Y)[0] for n in (1, 3)]
    for rows in results[1:]:
        np.testing.assert_array_equal(rows, results[0])


def test_interpolation_by_the_kernel_too(monkeypatch):
    by_numpy, _ = with_nan(SMOTE(random_state=0)).fit_resample(X, Y)
    monkeypatch.setattr(interpolation, "_NUMPY_WARM", 0)
    np.testing.assert_array_equal(with_nan(SMOTE(random_state=0)).fit_resample(X, Y)[0], by_numpy)


def test_what_neither_has_and_what_one_has():
    rows = np.array([[1.0, 1.0, np.nan, np.nan], [3.0, np.nan, 3.0, np.nan]])
    out = np.empty((1, 4))
    segment = (np.array([0]), np.array([1]), np.array([0.5]))
    interpolate(rows, *segment, out)
    keep_missing(rows, segment[0], out)
    np.testing.assert_array_equal(out, [[2.0, 1.0, np.nan, np.nan]])


@pytest.mark.parametrize("kind", ["frame", "nullable", "list"])
def test_containers(kind):
    frame = pd.DataFrame(X, columns=list("abcd")).assign(whole=np.arange(160))
    expected, _ = with_nan(SMOTE(random_state=0)).fit_resample(frame.to_numpy(), Y)
    given = {
        "frame": frame,
        "nullable": frame.astype({"a": "Float64", "b": "Float64"}),
        "list": frame.to_numpy().tolist(),
    }[kind]
    made, _ = with_nan(SMOTE(random_state=0)).fit_resample(given, Y)
    if kind == "list":
        assert type(made) is list
        np.testing.assert_array_equal(made, expected)
        return
    assert made.dtypes.equals(given.dtypes)
    values = made.astype(float).to_numpy()
    np.testing.assert_array_equal(values[:, :4], expected[:, :4])
    np.testing.assert_array_equal(values[:, 4], np.trunc(expected[:, 4]))


def nulls_of(data):
    """Where a frame or table has nulls, NaN being none."""
    if isinstance(data, pd.DataFrame):
        return data.isna().to_numpy()
    table = data.to_arrow() if isinstance(data, pl.DataFrame) else data
    return np.column_stack([column.is_null().to_numpy() for column in table.columns])


@pytest.mark.parametrize("synthetic_only", [False, True])
@pytest.mark.parametrize("kind", ["nullable", "polars", "pyarrow"])
def test_nulls_are_nulls_whatever_the_column_holds(kind, synthetic_only):
    # they were the least integer, True, or NaN
    present = pa.table(
        {
            "real": pa.array(COMPLETE[:, 0], mask=IS_MISSING[:, 0]),
            "whole": pa.array(np.arange(160) - 80, mask=IS_MISSING[:, 1]),
            "is_so": pa.array(COMPLETE[:, 2] > 0, mask=IS_MISSING[:, 2]),
        }
    )
    given = {
        "nullable": present.to_pandas().convert_dtypes(),
        "polars": pl.from_arrow(present),
        "pyarrow": present,
    }[kind]
    sampler = with_nan(SMOTE(random_state=0))
    rows, _ = sampler.fit_resample(given, Y, provenance=True, synthetic_only=synthetic_only)
    made = nulls_of(rows)[sampler.synthetic_mask_]
    np.testing.assert_array_equal(made, IS_MISSING[sampler.seed_indices_, :3])
    whole = np.array(rows["whole"].to_pylist() if kind == "pyarrow" else rows["whole"].to_list())
    whole = whole[sampler.synthetic_mask_][~made[:, 1]].astype(float)
    assert whole.min() >= -80
    assert whole.max() < 80


def test_the_callers_rows_are_not_written_to():
    rows = X.copy()
    with_nan(SMOTE(random_state=0)).fit_resample(rows, Y)
    np.testing.assert_array_equal(rows, X)


@each_sampler
def test_a_column_without_any_value(sampler):
    rows = np.column_stack((X, np.full(160, np.nan)))
    made, _ = with_nan(sampler).fit_resample(rows, Y)
    np.testing.assert_array_equal(made[:, :4], with_nan(sampler).fit_resample(X, Y)[0])
    assert np.isnan(made[:, 4]).all()


@each_sampler
@pytest.mark.parametrize("method", ["fit", "fit_resample"])
def test_the_error_names_the_option(sampler, method):
    with pytest.raises(ValueError, match=r"contains NaN.*, or set missing = 'nan_euclidean'"):
        getattr(clone(sampler), method)(X, Y)


@pytest.mark.parametrize(
    "sampler", [SVMSMOTE(), KMeansSMOTE(), SMOTENC([3])], ids=lambda s: type(s).__name__
)
def test_the_error_does_not_name_what_is_not_there(sampler):
    with pytest.raises(ValueError, match="contains NaN") as raised:
        sampler.fit_resample(X, Y)
    assert "nan_euclidean" not in str(raised.value)
    assert "missing" not in sampler.get_params()


@each_sampler
def test_infinity_stays_an_error(sampler):
    rows = X.copy()
    rows[7, 1] = np.inf
    with pytest.raises(
        ValueError, match=r"infinity\. Expected X of finite numbers or NaN, but 1 value .* row 7:"
    ) as raised:
        with_nan(sampler).fit_resample(rows, Y)
    assert "set missing" not in str(raised.value)


@pytest.mark.parametrize("missing", ["raise", "nan_euclidean"])
@pytest.mark.parametrize("kind", [sparse.csr_matrix, sparse.csc_array])
def test_sparse_rows_with_nan_are_an_error(kind, missing):
    with pytest.raises(ValueError, match=r"missing = 'nan_euclidean' takes dense rows only"):
        SMOTE(missing=missing).fit_resample(kind(X), Y)


def test_sparse_rows_without_nan():
    rows = sparse.csr_matrix(COMPLETE)
    ours, _ = with_nan(SMOTE(random_state=0)).fit_resample(rows, Y)
    expected, _ = SMOTE(random_state=0).fit_resample(rows, Y)
    np.testing.assert_array_equal(ours.toarray(), expected.toarray())


@each_sampler
def test_integers_have_no_nan(sampler):
    rows = (COMPLETE * 1000).astype(int)
    expected, _ = clone(sampler).fit_resample(rows, Y)
    np.testing.assert_array_equal(with_nan(sampler).fit_resample(rows, Y)[0], expected)


@each_sampler
def test_tags(sampler):
    assert not get_tags(clone(sampler)).input_tags.allow_nan
    assert get_tags(with_nan(sampler)).input_tags.allow_nan


@pytest.mark.parametrize("sampler", [SVMSMOTE(), KMeansSMOTE(), SMOTENC([0]), SMOTEN()])
def test_tags_of_samplers_without_the_option(sampler):
    assert not get_tags(sampler).input_tags.allow_nan
    assert get_tags(RandomOverSampler()).input_tags.allow_nan


def test_other_words():
    with pytest.raises(ValueError, match=r"'raise', 'nan_euclidean'.* Got 'impute' instead"):
        SMOTE(missing="impute").fit_resample(X, Y)


def test_with_the_other_options():
    y = np.repeat([0, 1], [4, 156])
    frame = pd.DataFrame(X, columns=list("abcd")).assign(whole=np.arange(160) - 80)
    sampler = SMOTE(
        random_state=0, missing="nan_euclidean", small_classes="clip", integer_columns="round"
    )
    with pytest.warns(UserWarning, match="k_neighbors = 3 is used"):
        rows, _ = sampler.fit_resample(frame, y)
    exact, _ = SMOTE(random_state=0, missing="nan_euclidean", k_neighbors=3).fit_resample(
        frame.astype(float), y
    )
    np.testing.assert_array_equal(rows["whole"], np.rint(exact["whole"]))
    np.testing.assert_array_equal(rows[list("abcd")], exact[list("abcd")])
