"""What data may come in, what they become, and what the errors say."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator

from fastsmote import threads
from fastsmote.validation import (
    check_any_X_y,
    check_finite,
    check_within_reach,
    check_X_y,
    column_names,
)

Y = np.array([0, 0, 1, 1])


class Sampler(BaseEstimator):
    def __init__(self, n_jobs=None):
        self.n_jobs = n_jobs

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.target_tags.required = True
        return tags


def rows(dtype=float):
    return np.arange(12).reshape(4, 3).astype(dtype)


def check(sampler, X, y):
    names = column_names(X)
    X, y = check_X_y(sampler, X, y)
    check_finite(X, names, sampler)
    return X, y


def checked(X, y=Y):
    sampler = Sampler()
    return (*check(sampler, X, y), sampler)


@pytest.mark.parametrize(
    "dtype", [np.float16, np.float32, np.float64, np.int8, np.uint64, np.bool_]
)
def test_numbers_keep_their_type_and_are_not_copied(dtype):
    given = rows(dtype)
    X, y, sampler = checked(given)
    assert X is given or np.shares_memory(X, given)
    assert X.dtype == dtype
    assert np.array_equal(y, Y)
    assert sampler.n_features_in_ == 3
    assert not hasattr(sampler, "feature_names_in_")


@pytest.mark.parametrize("kind", ["csr", "csc"])
@pytest.mark.parametrize("style", ["matrix", "array"])
def test_sparse_containers_keep_their_kind(kind, style):
    given = getattr(sparse, f"{kind}_{style}")(rows())
    X, _, _ = checked(given)
    assert type(X) is type(given)
    assert np.array_equal(X.toarray(), rows())


@pytest.mark.parametrize("kind", ["coo", "lil", "dok"])
def test_other_sparse_containers_become_csr(kind):
    X, _, _ = checked(getattr(sparse, f"{kind}_matrix")(rows()))
    assert X.format == "csr"
    assert np.array_equal(X.toarray(), rows())


def test_frames_give_arrays_and_names():
    frame = pd.DataFrame({"a": [1, 2, 3, 4], "b": [0.5, 1.5, 2.5, 3.5]})
    X, y, sampler = checked(frame, pd.Series(Y, name="t"))
    assert np.array_equal(X, frame.to_numpy())
    assert np.array_equal(y, Y)
    assert sampler.feature_names_in_.tolist() == ["a", "b"]


def test_lists_and_numbers_among_objects_are_read():
    X, y, _ = checked(rows().tolist(), Y.tolist())
    assert np.array_equal(X, rows())
    assert np.array_equal(y, Y)
    X, _, _ = checked(rows().astype(object))
    assert X.dtype == np.float64


@pytest.mark.parametrize(
    ("y", "expected"),
    [
        (np.array(["b", "b", "a", "a"]), ["b", "b", "a", "a"]),
        (np.array([[0], [0], [1], [1]])[:, 0], [0, 0, 1, 1]),
        (np.array([0.0, 0.0, 1.0, 2.0]), [0, 0, 1, 2]),
        (np.array([True, False, True, False]), [True, False, True, False]),
        (np.eye(4, dtype=int)[[0, 2, 1, 2]], [0, 2, 1, 2]),
        (np.eye(4, dtype=int)[[0, 2, 1, 2]].tolist(), [0, 2, 1, 2]),
        (sparse.csr_matrix(np.eye(4, dtype=int)[[0, 2, 1, 2]]), [0, 2, 1, 2]),
        (pd.DataFrame(np.eye(4, dtype=int)[[0, 2, 1, 2]]), [0, 2, 1, 2]),
    ],
)
def test_targets(y, expected):
    assert checked(rows(), y)[1].tolist() == expected


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (rows(), [0.1, 0.2, 0.3, 0.4], "continuous"),
        (rows(), np.array([[1, 1], [0, 1], [1, 0], [1, 0]]), "more than one label"),
        (rows(), [0, 1], "inconsistent numbers of samples"),
        (rows()[0], Y, "Expected 2D array"),
        (rows()[:, :0], Y, r"0 feature\(s\)"),
        (rows()[:0], Y[:0], r"0 sample\(s\)|empty"),
        (np.zeros((4, 2, 2)), Y, "Expected 2D array, got 3D array"),
    ],
)
def test_data_that_cannot_be_used(X, y, message):
    with pytest.raises(ValueError, match=message):
        checked(X, y)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
def test_values_that_are_not_finite_are_found_wherever_they_are(value, dtype):
    what = "NaN" if np.isnan(value) else "infinity"
    for row, column in np.ndindex(4, 3):
        X = rows(dtype)
        X[row, column] = value
        with pytest.raises(
            ValueError, match=rf"contains {what}.* 1 value in column {column} .* row {row}:"
        ):
            checked(X)


@pytest.mark.parametrize("n_jobs", [1, 3])
@pytest.mark.parametrize("as_container", [np.asarray, sparse.csr_matrix])
def test_values_that_are_not_finite_are_found_in_each_part(monkeypatch, as_container, n_jobs):
    monkeypatch.setattr(threads, "PART", 7)
    y = np.arange(30) % 2
    for place in range(30):
        X = np.ones((30, 3))
        check(Sampler(n_jobs), as_container(X), y)
        X[place, place % 3] = np.nan
        with pytest.raises(ValueError, match="NaN"):
            check(Sampler(n_jobs), as_container(X), y)


def test_infinities_that_cancel_are_found():
    X = rows()
    X[0, 0], X[1, 1] = np.inf, -np.inf
    with pytest.raises(
        ValueError, match=r"infinity.* 2 values in columns 0, 1 are .*, the first in row 0"
    ):
        checked(X)


def test_large_numbers_whose_sum_overflows_are_finite():
    X = np.full((4, 3), np.finfo(float).max)
    assert np.array_equal(checked(X)[0], X)
    X = np.full((4, 3), np.finfo(np.float32).max, np.float32)
    assert np.array_equal(checked(X)[0], X)
    X[3, 2] = np.nan
    with pytest.raises(ValueError, match=r"column 2 is .*, the first in row 3"):
        checked(X)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csc_matrix, sparse.csr_array])
def test_sparse_values_that_are_not_finite_are_found(container, value):
    what = "NaN" if np.isnan(value) else "infinity"
    X = rows()
    X[1, 2] = X[2, 0] = value
    with pytest.raises(
        ValueError, match=f"{what}.* 2 values in columns 0, 2 .* the first in row 1"
    ):
        checked(container(X))


@pytest.mark.parametrize("names", [["age", "city size", "income"], [10, 7, 3]])
def test_columns_are_named_as_the_frame_names_them(names):
    frame = pd.DataFrame(rows(), columns=names)
    frame.iloc[1, 0], frame.iloc[3, 1] = np.nan, np.inf
    expected = f"in columns {names[0]!r}, {names[1]!r} are .*, the first in row 1"
    with pytest.raises(ValueError, match=expected):
        checked(frame)


def test_many_columns_are_counted_not_listed():
    X = np.full((4, 9), np.nan)
    with pytest.raises(ValueError, match="columns 0, 1, 2, 3, 4 and 4 more"):
        checked(X)


def test_columns_that_are_not_numbers_are_named():
    frame = pd.DataFrame({"a": [1, 2, 3, 4], "city": list("abcd"), "when": list("efgh")})
    with pytest.raises(ValueError, match=r"columns 'city', 'when' of X hold 'a', .*SMOTENC"):
        checked(frame)
    with pytest.raises(ValueError, match=r"column 1 of X holds .*SMOTENC"):
        checked(frame[["a", "city"]].to_numpy())


def test_dates_are_not_numbers():
    frame = pd.DataFrame({"a": [1, 2, 3, 4], "when": pd.date_range("2026-01-01", periods=4)})
    with pytest.raises((TypeError, ValueError), match="column 'when' of X holds"):
        checked(frame)


def test_complex_numbers_cannot_be_used():
    with pytest.raises(ValueError, match="Complex"):
        checked(rows() + 1j)


def test_data_are_only_read():
    X, y = rows(), Y.copy()
    X.setflags(write=False)
    y.setflags(write=False)
    checked(X, y)


def test_rows_of_any_type_pass_as_they_are():
    frame = pd.DataFrame({"a": ["x", None], "b": [np.inf, np.nan]})
    sampler = BaseEstimator()
    X, y = check_any_X_y(sampler, frame, [0, 1])
    assert X is frame
    assert y.tolist() == [0, 1]
    assert sampler.n_features_in_ == 2
    assert sampler.feature_names_in_.tolist() == ["a", "b"]
    strings = np.array([["x", "y"], ["z", ""]])
    assert check_any_X_y(sampler, strings, [0, 1])[0] is strings
    assert not hasattr(sampler, "feature_names_in_")


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        ([["x"]], [0, 1], "inconsistent numbers of samples"),
        (pd.DataFrame({"a": ["x"]}), [0, 1], "inconsistent numbers of samples"),
        (["x", "y"], [0, 1], "Expected 2D array"),
        ([["x"], ["y"]], [0.5, 1.5], "Unknown label type: continuous"),
        (np.empty((2, 0)), [0, 1], "0 feature"),
    ],
)
def test_rows_of_any_type_that_cannot_be_used(X, y, message):
    with pytest.raises(ValueError, match=message):
        check_any_X_y(BaseEstimator(), X, y)


def test_more_neighbors_than_rows():
    check_within_reach("m_neighbors", 9, 10)
    check_within_reach("m_neighbors", object(), 10)
    with pytest.raises(
        ValueError, match=r"m_neighbors = 10 and there are 10 .* m_neighbors to 9 or"
    ):
        check_within_reach("m_neighbors", np.int64(10), 10)
