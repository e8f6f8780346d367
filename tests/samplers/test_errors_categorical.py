"""Wrong parameters and data of SMOTENC and SMOTEN, one by one."""

from typing import Any, NamedTuple

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

from fastsmote.over_sampling import SMOTEN, SMOTENC

#: 10 rows of class 0, 30 of class 1; the last column of numbers is a category.
X = np.column_stack([np.random.RandomState(0).rand(40, 2), np.arange(40) % 3])
Y = np.repeat([0, 1], [10, 30])
WORDS = np.array(["red", "green", "blue"], dtype=object)[np.arange(40) % 3]
FRAME = pd.DataFrame(X, columns=["age", "height", "kind"]).assign(kind=WORDS)


pytestmark = pytest.mark.filterwarnings(
    "ignore:`(distance_matrix|minkowski_distance.*)`:DeprecationWarning"
)


class Case(NamedTuple):
    match: str
    X: Any = X
    params: dict[str, Any] = {}  # noqa: RUF012 (never written to)
    y: Any = Y


def with_value(value, row=3, column=1):
    rows = X.astype(object)
    rows[row, column] = value
    return rows


def features(match, given, rows=X):
    return Case(match, rows, {"categorical_features": given})


MIXED = {
    "no features": features(r"'categorical_features' parameter of SMOTENC must be .* None", None),
    "a number": features(r"'categorical_features' parameter of SMOTENC must be .* Got 2", 2),
    "a word": features(r"'categorical_features' parameter of SMOTENC must be .* 'all'", "all"),
    "column that is not there": features(
        r"categorical_features=\[0, 10\]: all features must be in \[0, 2\] or \[-3, 0\]", [0, 10]
    ),
    "column before the first": features(r"all features must be in \[0, 2\]", [-4]),
    "mask that is too short": features(
        r"a mask with one bool for each column of X, n_features=3", [True, False]
    ),
    "fraction": features(r"categorical_features=\[0.5\]: all features", [0.5]),
    "named without a frame": features(
        r"\['kind'\] names columns; .* only supported for dataframes, but X is .*ndarray", ["kind"]
    ),
    "name that is not there": features(
        r"categorical_features has \['size'\]; X has columns 'age', 'height', 'kind'",
        ["kind", "size"],
        FRAME,
    ),
    "auto without a frame": features(
        r"`categorical_features='auto'`, the input data should be a pandas.DataFrame", "auto"
    ),
    "auto without categoricals": features(
        r"only with numerical features. .*'auto' names 0 of n_features=3. .* use SMOTE instead",
        "auto",
        FRAME,
    ),
    "all": features(r"only with categorical features. .* names 3 of .* use SMOTEN", [0, 1, 2]),
    "none": features(r"only with numerical features. .* names 0 of", []),
    "mask of none": features(r"only with numerical features", [False] * 3),
    "encoder": Case(
        r"'categorical_encoder' parameter of SMOTENC must be .*fit_transform and inv.* Got 'hot'",
        params={"categorical_encoder": "hot"},
    ),
    "words among the numbers": Case(
        r"column 'height' of X holds values .* categorical_features does not name it; .* Add such",
        FRAME.assign(height=WORDS),
        {"categorical_features": ["kind"]},
    ),
    "a word among the numbers": Case(r"column 1 of X holds values .*'tall'", with_value("tall")),
    "NaN among the numbers": Case(
        r"contains NaN: 1 value.* in column 1, the first in row 3.*SMOTENC", with_value(np.nan)
    ),
    "NaN in a frame": Case(
        r"contains NaN: 1 value.* in column 'age', the first in row 7",
        FRAME.assign(age=X[:, 0] + np.where(np.arange(40) == 7, np.nan, 0)),
    ),
    "infinity": Case(r"contains infinity: 1 value", with_value(np.inf).astype(float)),
    "NaN in CSR": Case(
        r"contains NaN: .* in column 1, the first in row 3",
        sparse.csr_matrix(with_value(np.nan).astype(float)),
    ),
    "too few rows": Case(r"k_neighbors = 10 and class 0 has 10 row", params={"k_neighbors": 10}),
    "no rows in a frame": Case(r"Found array with 0 sample\(s\)", FRAME[:0], y=Y[:0]),
    "1-D": Case(r"Expected 2D array, got 1D array", X[:, 0]),
}
# What imbalanced-learn lets pass, or fails at much later.
OURS_ALONE = {
    # imbalanced-learn refuses it since 0.14
    "encoder that drops": Case(
        r"SMOTENC requires a one-hot encoding .* produced 2 columns for 3 categories: .*'first'",
        params={"categorical_encoder": OneHotEncoder(drop="first")},
    ),
    "twice": features(r"categorical_features=\[2, -1\] names a column twice", [2, -1]),
    "fewer labels": Case(r"inconsistent numbers of samples: \[40, 39\]", y=Y[:-1]),
    "fewer labels beside a frame": Case(r"samples: \[40, 39\]", FRAME, y=Y[:-1]),
    "no columns in a frame": Case(r"Found array with 0 feature\(s\)", FRAME[[]]),
}
NOMINAL = {
    "encoder": Case(
        r"'categorical_encoder' parameter of SMOTEN must be .* Got 'OneHot'",
        params={"categorical_encoder": "OneHot"},
    ),
    "NaN": Case(
        r"contains NaN: 1 value.* column 1, the .* row 3.*SMOTEN",
        with_value(np.nan, 3, 1).astype(float),
    ),
    "NaN among objects": Case(
        r"contains NaN or infinity in column 2, the first in row 5", with_value(np.nan, 5, 2)
    ),
    "NaN in a frame": Case(
        r"contains NaN or infinity in column 'kind', the first in row 1. .*'missing'",
        FRAME.assign(kind=FRAME["kind"].where(WORDS != "green", np.nan)),
    ),
    "infinity": Case(r"contains infinity", with_value(np.inf).astype(float)),
    "too few rows": Case(r"k_neighbors = 10 and class 0 has 10 row", params={"k_neighbors": 10}),
    "unknown category": Case(
        r"Found unknown categories",
        WORDS.reshape(-1, 1),
        {"categorical_encoder": OrdinalEncoder(categories=[["red", "green"]])},
    ),
    "fewer labels": Case(r"inconsistent numbers of samples", y=Y[:-1]),
}


def call(cls: type, case: Case) -> None:
    required = {"categorical_features": [2]} if cls.__name__ == "SMOTENC" else {}
    cls(**{**required, **case.params}).fit_resample(case.X, case.y)


def check(cls: type, case: Case) -> None:
    with pytest.raises((ValueError, TypeError), match=case.match) as ours:
        call(cls, case)
    with pytest.raises(type(ours.value)):
        call(getattr(imblearn.over_sampling, cls.__name__), case)


@pytest.mark.parametrize("name", list(MIXED))
def test_smotenc(name):
    check(SMOTENC, MIXED[name])


@pytest.mark.parametrize("name", list(OURS_ALONE))
def test_smotenc_alone(name):
    with pytest.raises(ValueError, match=OURS_ALONE[name].match):
        call(SMOTENC, OURS_ALONE[name])


@pytest.mark.parametrize("name", list(NOMINAL))
def test_smoten(name):
    check(SMOTEN, NOMINAL[name])


def test_words_that_stand_for_no_value_are_categories():
    rows = with_value(None, 3, 2)
    assert None in SMOTENC([2], random_state=0).fit_resample(rows, Y)[0][:, 2]
    with pytest.raises(
        ValueError, match=r"contains NaN: 1 value.* in column 1, the first in row 3"
    ):
        SMOTENC([2]).fit_resample(with_value(None), Y)
