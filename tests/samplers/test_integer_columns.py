"""integer_columns: fractions cut off, as by imbalanced-learn, or rounded."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.neighbors import NearestNeighbors

from fastsmote.combine import SMOTEENN
from fastsmote.interpolation import interpolate
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

pytestmark = pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning")

STREAM = np.random.RandomState(0)
N = 60
Y = np.repeat([0, 1], [20, 40])
#: Whole numbers of both signs: fractions below zero tell truncation from flooring.
WHOLE = STREAM.randint(-50, 51, (N, 3))
FLAGS = STREAM.random_sample(N) > 0.5
KINDS = STREAM.choice(["red", "blue"], N)

INTERPOLATING = [
    SMOTE(random_state=0),
    SMOTE(random_state=0, k_neighbors=NearestNeighbors(n_neighbors=4)),
    BorderlineSMOTE(random_state=0),
    BorderlineSMOTE(random_state=0, kind="borderline-2"),
    SVMSMOTE(random_state=0),
    KMeansSMOTE(random_state=0, kmeans_estimator=1),
    ADASYN(random_state=0),
]
each_sampler = pytest.mark.parametrize("sampler", INTERPOLATING, ids=str)


def made(sampler, X, **params):
    """The synthetic rows."""
    rows = clone(sampler).set_params(**params).fit_resample(X, Y)[0]
    return rows.iloc[N:].reset_index(drop=True) if hasattr(rows, "iloc") else rows[N:]


def fractions(sampler, X):
    """The synthetic rows before any cast: the same distances and draws give the same segments."""
    return made(sampler, X.astype(float), integer_columns="truncate")


@each_sampler
def test_arrays(sampler):
    exact = fractions(sampler, WHOLE)
    assert (np.trunc(exact) != np.rint(exact)).any()
    np.testing.assert_array_equal(
        made(sampler, WHOLE, integer_columns="truncate"), np.trunc(exact).astype(int)
    )
    rounded = made(sampler, WHOLE, integer_columns="round")
    assert rounded.dtype == WHOLE.dtype
    np.testing.assert_array_equal(rounded, np.rint(exact).astype(int))


@each_sampler
@pytest.mark.parametrize("kind", [sparse.csr_matrix, sparse.csc_array])
def test_sparse(sampler, kind):
    X = kind(WHOLE)
    rounded = made(sampler, X, integer_columns="round")
    assert (type(rounded), rounded.dtype) == (type(X), X.dtype)
    expected = np.rint(made(sampler, X.astype(float)).toarray())
    np.testing.assert_array_equal(rounded.toarray(), expected)


@each_sampler
def test_frames_of_several_dtypes(sampler):
    frame = pd.DataFrame(WHOLE, columns=list("abc")).astype({"b": "int8", "c": "float64"})
    exact = fractions(sampler, frame)
    cut = made(sampler, frame, integer_columns="truncate")
    rounded = made(sampler, frame, integer_columns="round")
    assert rounded.dtypes.equals(frame.dtypes)
    for name in "ab":
        np.testing.assert_array_equal(cut[name], np.trunc(exact[name]))
        np.testing.assert_array_equal(rounded[name], np.rint(exact[name]))
    np.testing.assert_array_equal(rounded["c"], exact["c"])


def test_frame_of_integers_alone():
    frame = pd.DataFrame(WHOLE, columns=list("abc")).astype({"a": "int32"})
    rounded = made(SMOTE(random_state=0), frame, integer_columns="round")
    assert rounded.dtypes.equals(frame.dtypes)
    expected = np.rint(fractions(SMOTE(random_state=0), frame))
    np.testing.assert_array_equal(rounded, expected)


def test_lists():
    rounded = made(SMOTE(random_state=0), WHOLE.tolist(), integer_columns="round")
    assert type(rounded[0][0]) is int
    np.testing.assert_array_equal(rounded, np.rint(fractions(SMOTE(random_state=0), WHOLE)))


def test_nullable_integers():
    frame = pd.DataFrame(WHOLE, columns=list("abc"))
    nullable = frame.astype({"b": "Int16", "c": "Float64"})
    rounded = made(SMOTE(random_state=0), nullable, integer_columns="round")
    assert rounded.dtypes.equals(nullable.dtypes)
    expected = made(SMOTE(random_state=0), frame.astype({"c": float}), integer_columns="round")
    np.testing.assert_array_equal(rounded.astype(float), expected)


def test_frame_of_sparse_columns():
    dtypes = {"a": pd.SparseDtype(int, 0), "b": pd.SparseDtype(float, 0)}
    frame = pd.DataFrame(WHOLE[:, :2], columns=list("ab"))
    exact = made(SMOTE(random_state=0), frame.astype(pd.SparseDtype(float, 0)))
    rounded = made(SMOTE(random_state=0), frame.astype(dtypes), integer_columns="round")
    assert rounded.dtypes.tolist() == frame.astype(dtypes).dtypes.tolist()
    np.testing.assert_array_equal(rounded["a"].to_numpy(), np.rint(exact["a"].to_numpy()))
    np.testing.assert_array_equal(rounded["b"].to_numpy(), exact["b"].to_numpy())


def test_halves_go_to_the_even_neighbor():
    X = np.repeat([[0, 0], [1, 3]], [19, 1], axis=0)
    out = np.empty((2, 2), dtype=int)
    steps = np.array([0.5, -0.5])
    interpolate(X, np.array([0, 0]), np.array([19, 19]), steps, out, rounds=True)
    np.testing.assert_array_equal(out, [[0, 2], [0, -2]])


@pytest.mark.parametrize("integer_columns", ["truncate", "round"])
def test_booleans_are_left_alone(integer_columns):
    frame = pd.DataFrame({"whole": WHOLE[:, 0], "flag": FLAGS, "size": WHOLE[:, 1] / 7})
    expected = made(SMOTE(random_state=0), frame)["flag"]
    found = made(SMOTE(random_state=0), frame, integer_columns=integer_columns)["flag"]
    np.testing.assert_array_equal(found, expected)
    flags = np.column_stack((FLAGS, ~FLAGS))
    np.testing.assert_array_equal(
        made(SMOTE(random_state=0), flags, integer_columns=integer_columns),
        made(SMOTE(random_state=0), flags),
    )


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_floats_are_left_alone(dtype):
    X = WHOLE.astype(dtype)
    np.testing.assert_array_equal(
        made(SMOTE(random_state=0), X, integer_columns="round"), made(SMOTE(random_state=0), X)
    )


class TestSMOTENC:
    def exact(self):
        frame = pd.DataFrame(WHOLE.astype(float), columns=list("abc")).assign(kind=KINDS)
        return made(SMOTENC([3], random_state=0), frame)

    def test_frames(self):
        frame = pd.DataFrame(WHOLE, columns=list("abc")).astype({"b": "Int16", "c": float})
        frame["kind"] = KINDS
        cut = made(SMOTENC([3], random_state=0), frame)
        rounded = made(SMOTENC([3], random_state=0), frame, integer_columns="round")
        assert rounded.dtypes.equals(frame.dtypes)
        for name in "ab":
            np.testing.assert_array_equal(cut[name], np.trunc(self.exact()[name]))
            np.testing.assert_array_equal(rounded[name], np.rint(self.exact()[name]))
        np.testing.assert_array_equal(rounded["c"], self.exact()["c"])
        assert rounded["kind"].tolist() == cut["kind"].tolist()

    @pytest.mark.parametrize("kind", [np.asarray, sparse.csr_matrix])
    def test_containers_of_one_dtype(self, kind):
        codes = (KINDS == "red").astype(int)
        X = kind(np.column_stack((WHOLE, codes)))
        rounded = made(SMOTENC([3], random_state=0), X, integer_columns="round")
        exact = made(SMOTENC([3], random_state=0), X.astype(float))
        assert rounded.dtype == X.dtype
        if sparse.issparse(X):
            rounded, exact = rounded.toarray(), exact.toarray()
        np.testing.assert_array_equal(rounded, np.rint(exact))


class TestRandomOverSampler:
    def exact(self):
        return made(RandomOverSampler(random_state=0, shrinkage=1.0), WHOLE.astype(float))

    def test_frames(self):
        frame = pd.DataFrame(WHOLE, columns=list("abc")).astype({"c": float})
        sampler = RandomOverSampler(random_state=0, shrinkage=1.0)
        np.testing.assert_array_equal(made(sampler, frame)["a"], np.trunc(self.exact()[:, 0]))
        rounded = made(sampler, frame, integer_columns="round")
        assert rounded.dtypes.equals(frame.dtypes)
        np.testing.assert_array_equal(rounded[["a", "b"]], np.rint(self.exact()[:, :2]))
        np.testing.assert_array_equal(rounded["c"], self.exact()[:, 2])

    def test_sparse(self):
        sampler = RandomOverSampler(random_state=0, shrinkage=1.0, integer_columns="round")
        rounded = made(sampler, sparse.csr_matrix(WHOLE)).toarray()
        np.testing.assert_allclose(rounded, np.rint(self.exact()))

    def test_arrays_are_not_cast(self):
        sampler = RandomOverSampler(random_state=0, shrinkage=1.0, integer_columns="round")
        np.testing.assert_array_equal(made(sampler, WHOLE), self.exact())


def test_within_a_combination():
    frame = pd.DataFrame(WHOLE, columns=list("abc")).astype({"c": float})
    rounding = SMOTE(random_state=0, integer_columns="round")
    combined, _ = SMOTEENN(smote=rounding, random_state=0).fit_resample(frame, Y)
    rows = {tuple(row) for row in rounding.fit_resample(frame, Y)[0].to_numpy()}
    assert {tuple(row) for row in combined.to_numpy()} <= rows
    cut, _ = SMOTEENN(random_state=0).fit_resample(frame, Y)
    assert not {tuple(row) for row in cut.to_numpy()} <= rows


def test_original_rows_stay_as_they_are():
    frame = pd.DataFrame(WHOLE, columns=list("abc")).astype({"c": float})
    rows = SMOTE(random_state=0, integer_columns="round").fit_resample(frame, Y)[0]
    pd.testing.assert_frame_equal(rows.iloc[:N], frame)


@each_sampler
def test_other_words(sampler):
    with pytest.raises(ValueError, match=r"'truncate', 'round'.* Got 'floor' instead"):
        sampler.__class__(integer_columns="floor").fit_resample(WHOLE, Y)


def test_smoten_has_nothing_to_round():
    assert "integer_columns" not in SMOTEN().get_params()


def top_of(dtype):
    """A column of the largest number of a dtype, which float64 rounds up, beside one of floats."""
    return pd.DataFrame({"whole": np.full(N, np.iinfo(dtype).max, dtype), "f": WHOLE[:, 0] / 7})


@pytest.mark.parametrize("integer_columns", ["truncate", "round"])
@pytest.mark.parametrize("dtype", ["int64", "uint64"])
@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_array, sparse.csc_matrix])
def test_the_largest_numbers_in_arrays(kind, dtype, integer_columns):
    X = top_of(dtype)[["whole"]].to_numpy()
    new = made(SMOTE(random_state=0), kind(X), integer_columns=integer_columns)
    np.testing.assert_array_equal(new.toarray() if sparse.issparse(new) else new, X[:20])


@pytest.mark.parametrize("integer_columns", ["truncate", "round"])
@pytest.mark.parametrize("dtype", ["int64", "uint64"])
@pytest.mark.parametrize(
    "sampler",
    [SMOTE(), SMOTENC([2]), RandomOverSampler(shrinkage=0)],
    ids=["SMOTE", "SMOTENC", "shrinkage"],
)
def test_the_largest_numbers_in_frames_and_tables(sampler, dtype, integer_columns):
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    frame = top_of(dtype).assign(kind=1)
    nullable = "Int64" if dtype == "int64" else "UInt64"
    for given in (
        frame,
        frame.astype({"whole": nullable}),
        frame.astype({"whole": f"{dtype}[pyarrow]"}),
        pl.DataFrame(frame),
        pa.table(frame.to_dict("series")),
    ):
        sampler = clone(sampler).set_params(random_state=0, integer_columns=integer_columns)
        resampled = sampler.fit_resample(given, Y)[0]
        column = np.asarray(resampled["whole"])
        assert column.tolist() == [np.iinfo(dtype).max] * 80


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64"])
def test_rows_beyond_their_seeds_do_not_leave_the_type(dtype):
    limits = np.iinfo(dtype)
    X = np.where(STREAM.random_sample((N, 3)) > 0.5, limits.max, limits.min).astype(dtype)
    exact = fractions(SVMSMOTE(random_state=0), X)
    assert ((exact < limits.min) | (exact > limits.max)).any()
    new = made(SVMSMOTE(random_state=0), X)
    np.testing.assert_array_equal(new == limits.max, exact >= limits.max)
    np.testing.assert_array_equal(new[exact < limits.min], limits.min)
