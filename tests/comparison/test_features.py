"""Columns of any kind: encoded, imputed, scaled, and said so."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy import sparse
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from fastsmote import compare
from fastsmote.comparison.preprocessing import MAX_CATEGORIES, as_features, preprocessor
from tests.comparison.reference import mixed_columns

FRAMES = {
    "mapping": dict,
    "pandas": pd.DataFrame,
    "pandas, nullable": lambda columns: pd.DataFrame(columns).convert_dtypes(),
    "pandas, categories": lambda columns: pd.DataFrame(columns).astype({"city": "category"}),
    "pyarrow": lambda columns: pa.table(
        {name: pa.array(column, from_pandas=True) for name, column in columns.items()}
    ),
    "pyarrow, dictionary": lambda columns: pa.table(
        {
            "age": pa.array(columns["age"], from_pandas=True),
            "income": columns["income"],
            "city": pa.array(columns["city"].tolist()).dictionary_encode(),
        }
    ),
    "list of rows": lambda columns: [list(row) for row in zip(*columns.values(), strict=True)],
    "array of objects": lambda columns: np.array(
        [list(row) for row in zip(*columns.values(), strict=True)], dtype=object
    ),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_every_container_gives_the_same_matrix(kind):
    columns, _ = mixed_columns()
    features = as_features(FRAMES[kind](columns))
    codes = {city: code for code, city in enumerate(dict.fromkeys(columns["city"][1:]))}
    expected = np.column_stack(
        [
            columns["age"],
            columns["income"],
            [np.nan if city is None else codes[city] for city in columns["city"]],
        ]
    )
    np.testing.assert_array_equal(np.isnan(features.matrix), np.isnan(expected))
    np.testing.assert_array_equal(features.matrix[:, :2], expected[:, :2])
    # numbers may be given in any order, but one for each city
    assert len(set(zip(columns["city"], map(str, features.matrix[:, 2]), strict=True))) == 4
    assert features.categorical_idx == (2,)


def test_report_on_mixed_columns_is_that_of_the_pipeline_written_out():
    columns, y = mixed_columns()
    comparison = compare(columns, y)
    frame = pd.DataFrame(columns)
    frame["city"] = frame["city"].fillna("gap")
    X_train, X_test, y_train, y_test = train_test_split(
        frame, y, test_size=0.3, random_state=42, stratify=y
    )
    model = make_pipeline(
        make_column_transformer(
            (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), ["age", "income"]),
            (OneHotEncoder(handle_unknown="ignore"), ["city"]),
        ),
        LogisticRegression(max_iter=1000),
    ).fit(X_train, y_train)
    expected = classification_report(y_test, model.predict(X_test))
    assert comparison.reports["Without imbalance handling"].text == expected
    assert comparison.notes == (
        "Missing values were imputed with the median of the training part: age (18).",
        "One-hot encoded, not numeric: city.",
        "Missing values became a category of their own: city (14).",
    )


def test_booleans_and_numbers_need_no_note():
    frame = pd.DataFrame({"a": [True, False] * 30, "b": range(60), "c": np.linspace(0, 1, 60)})
    features = as_features(frame)
    np.testing.assert_array_equal(features.matrix, frame.to_numpy(dtype=float))
    pipeline, notes = preprocessor(features, scale=False)
    assert pipeline is None
    assert notes == []


def test_decimals_and_numbers_kept_as_objects_are_numbers():
    features = as_features({"a": np.array([Decimal("1.5"), None, Decimal(2)], object)})
    np.testing.assert_array_equal(features.matrix, [[1.5], [np.nan], [2]])
    assert features.categorical_idx == ()


@pytest.mark.parametrize(
    "column",
    [
        np.array(["2024-01-01", "NaT", "2024-01-03"], "M8[D]"),
        pd.Series(pd.to_datetime(["2024-01-01", None, "2024-01-03"])),
        pd.Series(pd.to_datetime(["2024-01-01", None, "2024-01-03"], utc=True)),
        pd.Series(pd.to_timedelta(["1D", None, "3D"])),
        pa.chunked_array([pa.array([0, None, 172800], pa.timestamp("s"))]),
        pa.chunked_array([pa.array([0, None, 2], pa.date32())]),
    ],
)
def test_dates_become_numbers_with_a_note(column):
    features = as_features({"when": column})
    first, gap, last = features.matrix[:, 0]
    assert last - first == 2 * 24 * 3600 * 1e6
    assert np.isnan(gap)
    assert features.categorical_idx == ()
    assert (
        preprocessor(features, scale=False)[1][0] == "Dates and times were taken as numbers: when."
    )


def test_a_column_of_identifiers_stays_narrow():
    n_rows = 5 * MAX_CATEGORIES
    features = as_features({"id": [f"id {i}" for i in range(n_rows)], "x": range(n_rows)})
    pipeline, _ = preprocessor(features, scale=True)
    transformed = pipeline.fit_transform(features.matrix)
    assert transformed.shape == (n_rows, MAX_CATEGORIES + 1)


def test_a_category_seen_in_the_test_part_only_is_no_category():
    features = as_features({"city": ["a", "b", "a", "b", "new"]})
    pipeline, _ = preprocessor(features, scale=True)
    pipeline.fit(features.matrix[:4])
    np.testing.assert_array_equal(pipeline.transform(features.matrix[4:]), [[0, 0]])


def test_gaps_are_filled_with_the_median_of_the_rows_fitted_to():
    features = as_features({"a": [1.0, 2, 90, np.nan, 5000]})
    pipeline, _ = preprocessor(features, scale=False)
    pipeline.fit(features.matrix[:4])
    np.testing.assert_array_equal(pipeline.transform(features.matrix[3:]), [[2], [5000]])


def test_a_column_without_any_value_is_kept():
    features = as_features({"a": [np.nan] * 4, "b": range(4)})
    pipeline, notes = preprocessor(features, scale=False)
    np.testing.assert_array_equal(pipeline.fit_transform(features.matrix)[:, 0], 0)
    assert "a (4)" in notes[0]


def test_sparse_gaps_are_found_and_imputed():
    X = sparse.csr_matrix(np.array([[0.0, 1], [np.nan, 0], [2, 3]]))
    features = as_features(X)
    assert features.missing == {0: 1}
    pipeline, notes = preprocessor(features, scale=True)
    assert not np.isnan(pipeline.fit_transform(features.matrix).data).any()
    assert "column 0 (1)" in notes[0]


def test_many_columns_are_listed_in_part():
    features = as_features({f"c{i}": ["x", "y"] for i in range(25)})
    assert preprocessor(features, scale=False)[1][0].endswith("c19 and 5 more.")


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ({"a": [1, 2], "b": [1]}, r"columns of \[1, 2\] rows;.*None where"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "two columns of one name: a"),
        (pd.DataFrame([[1, 2]], columns=[1, "1"]), "two columns of one name: 1"),
        (pa.table([[1], [2]], names=["a", "a"]), "two columns of one name: a"),
        ({"a": np.array([[1], [2, 3]], object)}, "Column a of X holds lists"),
        (pa.table({"a": [[1, 2], [3, 4]]}), "Column a of X holds lists"),
        ({"a": [1.0, -np.inf], "b": [1, 2]}, r"infinity in a;.*NaN"),
        (sparse.csr_matrix([[np.inf, 0]]), "infinity in column 0"),
        ({}, "at least one row and one feature.*Check how"),
        (np.zeros((2, 2, 2)), r"3 dimensions; expected 2.*reshape\(len"),
    ],
)
def test_errors(X, message):
    with pytest.raises(ValueError, match=message):
        as_features(X)
