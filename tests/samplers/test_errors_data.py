"""Wrong X and y, one by one."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from fastsmote.over_sampling import SMOTE
from tests.samplers.errors import Case, X, Y, assert_raises_as_imbalanced_learn


def with_value(value, row=3, column=1, rows=X):
    rows = rows.copy()
    rows[row, column] = value
    return rows


def frame(rows=X, **columns):
    return pd.DataFrame(rows, columns=["age", "height", "weight"]).assign(**columns)


DATES = pd.date_range("2020-01-01", periods=40)
WORDS = np.array(["red", "green"])[np.arange(40) % 2]
TEXT = r"holds values that are not numbers .* categorical features such as SMOTENC"

NOT_FINITE = {
    "NaN": Case(r"contains NaN: 1 value.* in column 1, the first in row 3", with_value(np.nan)),
    "infinity": Case(r"contains infinity: 1 value.* in column 1, the first", with_value(np.inf)),
    "minus infinity": Case(
        r"contains infinity: .* column 1, the first in row 3", with_value(-np.inf)
    ),
    "NaN in the largest class": Case(r"column 2, the first in row 39", with_value(np.nan, 39, 2)),
    "NaN in float32": Case(r"in column 1, the first", with_value(np.nan).astype("float32")),
    "NaN in Fortran order": Case(
        r"column 1, the first in row 3", np.asfortranarray(with_value(np.nan))
    ),
    "NaN in objects": Case(r"in column 1, the first in row 3", with_value(np.nan).astype(object)),
    "NaN in a list": Case(r"in column 1, the first in row 3", with_value(np.nan).tolist()),
    "None in a list": Case(r"column 1", with_value(None, rows=X.astype(object)).tolist()),
    "NaN in two columns": Case(
        r"2 value\(s\).* in columns 0, 1, the first in row 2",
        with_value(np.nan, 2, 0, with_value(np.inf)),
    ),
    "NaN in many columns": Case(
        r"400 value\(s\).* columns 0, 1, 2, 3, 4 and 5 more", np.full((40, 10), np.nan)
    ),
    "NaN in a frame": Case(r"in column 'height', the first in row 3", frame(with_value(np.nan))),
    "NA in a nullable column": Case(
        r"in column 'height'", frame(with_value(np.nan)).astype("Float64")
    ),
    "NaN beside a categorical column": Case(
        r"in column 'height'", frame(with_value(np.nan), kind=pd.Categorical([1, 2] * 20))
    ),
    "NaN in a sparse frame": Case(
        r"in column 'height'", frame(with_value(np.nan)).astype(pd.SparseDtype(float, 0.0))
    ),
    "NaN in CSR": Case(r"in column 1, the first in row 3", sparse.csr_matrix(with_value(np.nan))),
    "NaN in CSC": Case(r"in column 1, the first in row 3", sparse.csc_array(with_value(np.nan))),
    "infinity in CSR": Case(r"infinity: .* in column 1", sparse.csr_array(with_value(np.inf))),
}

NOT_ROWS = {
    "1-D": Case(r"Expected 2D array, got 1D array", X[:, 0]),
    "3-D": Case(r"Found array with dim 3", X[:, :, np.newaxis]),
    "scalar": Case(r"Expected 2D array, got scalar", 3.0),
    "None": Case(r"Expected 2D array, got scalar", None),
    "ragged": Case(r"inhomogeneous shape", [[1, 2, 3]] * 20 + [[1, 2]] * 20),
    "no rows": Case(r"Found array with 0 sample", X[:0], Y[:0]),
    "no rows in a frame": Case(r"Found array with 0 sample", frame()[:0], Y[:0]),
    "empty list": Case(r"Expected 2D array, got 1D array", [], []),
    "no columns": Case(r"Found array with 0 feature", X[:, :0]),
    "fewer labels": Case(r"inconsistent numbers of samples: \[40, 39\]", X, Y[:-1]),
    "fewer rows": Case(r"inconsistent numbers of samples: \[39, 40\]", X[:-1], Y),
    "complex": Case(r"Complex data not supported", X + 1j),
    "np.matrix": Case(r"np.matrix is not supported", np.asmatrix(X)),
    "sparse frame that fills with ones": Case(
        r"fill value must be 0", frame().astype(pd.SparseDtype(float, 1.0))
    ),
    "names of two types": Case(
        r"Feature names are only supported", frame().rename(columns={"age": 1})
    ),
}

NOT_NUMBERS = {
    "column of words": Case(rf"column 'color' of X {TEXT}", frame(color=WORDS)),
    "columns of words": Case(
        r"columns 'color', 'shade' of X hold values", frame(color=WORDS, shade=WORDS)
    ),
    "categorical column": Case(rf"column 'color' of X {TEXT}", frame(color=pd.Categorical(WORDS))),
    "string column": Case(
        rf"column 'color' of X {TEXT}", frame(color=pd.Series(WORDS, dtype="string"))
    ),
    "objects": Case(rf"column 3 of X {TEXT}", np.column_stack([X.astype(object), WORDS])),
    "list": Case(rf"column 0 of X {TEXT}", [["red", 1.0]] * 40),
    "strings": Case(r"columns 0, 1 of X hold values .* SMOTENC", np.stack([WORDS, WORDS], axis=1)),
    "strings that are numbers": Case(r"Convert your data to numeric", X.astype(str)),
    "bytes": Case(r"Convert your data to numeric", X.astype("S")),
    "dates": Case(rf"column 'when' of X {TEXT}", frame(when=DATES)),
    "dates with a time zone": Case(
        rf"column 'when' of X {TEXT}", frame(when=DATES.tz_localize("UTC"))
    ),
    "durations": Case(rf"column 'when' of X {TEXT}", frame(when=DATES - DATES[0])),
    "periods": Case(rf"column 'when' of X {TEXT}", frame(when=DATES.to_period("D"))),
}

NOT_LABELS = {
    "one class": Case(r"more than 1 class. Got 1 class instead \(0\)", y=np.zeros(40, dtype=int)),
    "one class of strings": Case(r"more than 1 class.* \('a'\)", y=["a"] * 40),
    "continuous": Case(r"Unknown label type: continuous", y=np.linspace(0, 1, 40)),
    "continuous with two columns": Case(r"continuous-multioutput", y=X[:, :2]),
    "multilabel": Case(
        r"more than one label", y=np.ones((40, 3), dtype=int) - np.eye(40, 3, dtype=int)
    ),
    "sparse multilabel": Case(
        r"more than one label", y=sparse.csr_matrix(np.ones((40, 3), dtype=int))
    ),
    "multioutput": Case(r"y should be a 1d array", y=np.arange(80).reshape(40, 2) % 3),
    "missing": Case(r"got None", y=None),
    "NaN": Case(r"Input y contains NaN", y=pd.Series(Y, dtype="Int64").where(Y == 0)),
    "objects of several types": Case(
        r"Unknown label type", y=np.array([0, "a"] * 20, dtype=object)
    ),
    "lists": Case(r"sequence", y=[[0, 1]] * 20 + [[1]] * 20),
}


@pytest.mark.parametrize("name", NOT_FINITE)
def test_not_finite(name):
    assert_raises_as_imbalanced_learn(NOT_FINITE[name])


@pytest.mark.parametrize("name", NOT_ROWS)
def test_not_rows(name):
    assert_raises_as_imbalanced_learn(NOT_ROWS[name])


@pytest.mark.parametrize("name", NOT_NUMBERS)
def test_not_numbers(name):
    assert_raises_as_imbalanced_learn(NOT_NUMBERS[name])


# said by scikit-learn, to both packages, on its way to the error about a NaN
@pytest.mark.filterwarnings("ignore:invalid value encountered in cast:RuntimeWarning")
@pytest.mark.parametrize("name", NOT_LABELS)
def test_not_labels(name):
    assert_raises_as_imbalanced_learn(NOT_LABELS[name])


def test_labels_left_out():
    with pytest.raises(TypeError, match="'y'"):
        SMOTE().fit_resample(X)


def test_largest_finite_numbers_are_accepted():
    # their sum is infinite, which is how a NaN is looked for
    rows = np.vstack([X, np.full((2, 3), np.finfo(float).max)])
    SMOTE(random_state=0).fit_resample(rows, np.append(Y, [1, 1]))


def test_nothing_is_written_before_an_error():
    rows = with_value(np.nan)
    before = rows.copy()
    with pytest.raises(ValueError, match="NaN"):
        SMOTE().fit_resample(rows, Y)
    np.testing.assert_array_equal(rows, before)
