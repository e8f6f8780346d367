"""What `compare` refuses, and how it says so."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVR

from fastsmote import compare
from tests.comparison.reference import hard


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"y": np.zeros(600)}, ValueError, r"y holds one class only, 0\.0; expected two or more"),
        ({"y": np.arange(600) / 7}, ValueError, r"y is continuous \(it holds 0\.14.*threshold"),
        ({"y": np.arange(600)}, ValueError, "600 different numbers in 600 rows.*threshold"),
        ({"y": np.r_[np.nan, np.ones(599)]}, ValueError, "y misses 1 of 600 values"),
        ({"y": ["a", None] * 300}, ValueError, "y misses 300 of 600 values"),
        ({"y": np.array(["a", 1] * 300, object)}, ValueError, "mixes strings.*astype"),
        ({"y": np.eye(2)[np.arange(600) % 2]}, ValueError, r"\(600, 2\).*argmax"),
        ({"y": np.zeros(600, "M8[s]")}, ValueError, "type datetime64.*expected integers"),
        (
            {"y": pa.array([[i % 2, 1] for i in range(600)])},
            ValueError,
            "type ndarray; .* integers",
        ),
        ({"y": pd.Series([[1]] * 300 + [[1, 2]] * 300)}, ValueError, "type list; .* integers"),
        ({"y": np.r_[5, np.arange(599) % 2]}, ValueError, "single row of class 5"),
        ({"y": [f"{i:03}" for i in range(600)]}, ValueError, "018, 019 and 580 more; expected"),
        ({"y": np.arange(10) % 2}, ValueError, "X has 600 rows and y has 10;.*Select the same"),
        ({"y": []}, ValueError, "y is empty.*Check how its rows"),
        ({"X": np.zeros(600)}, ValueError, r"X has 1 dimension;.*reshape"),
        ({"X": np.zeros((600, 0))}, ValueError, r"shape \(600, 0\).*at least one.*Check how"),
        ({"X": np.full((600, 2), np.inf)}, ValueError, "infinity in column 0, column 1"),
        ({"estimator": LinearSVR()}, TypeError, r"estimator=LinearSVR\(\) is not a classifier"),
        ({"estimator": LogisticRegression}, TypeError, "expected an instance"),
        ({"estimator": 3}, TypeError, "estimator=3 is not a classifier"),
        ({"class_weight": "heavy"}, ValueError, "class_weight='heavy'; expected 'balanced'"),
        ({"class_weight": None}, ValueError, "class_weight=None; expected 'balanced'"),
        (
            {"class_weight": {0: 1, 7: 5}},
            ValueError,
            "class_weight names class 7.*among 0, 1. Correct",
        ),
        ({"y": ["off", "on"] * 300, "class_weight": {"of": 2}}, ValueError, "Did you mean 'off'"),
        ({"class_weight": {1: -5}}, ValueError, "class 1 the weight -5; expected.* Leave the"),
        ({"class_weight": {1: 5, "1": 6}}, ValueError, "names class 1 twice.*Leave one"),
        ({"sampling_strategy": {2: 500}}, ValueError, "sampling_strategy names class 2"),
        ({"sampling_strategy": {1: 3}}, ValueError, r"SMOTE on the training part \(420 rows\)"),
        ({"sampling_strategy": "most"}, ValueError, "sampling_strategy.*'most'"),
        ({"k_neighbors": 400}, ValueError, "training part.*400.*class 1"),
        ({"test_size": 1.5}, ValueError, "test_size=1.5 does not split 600 rows"),
        ({"test_size": 1}, ValueError, "test_size=1 does not split 600 rows of 2.* Correct"),
    ],
)
def test_errors(change, error, message):
    X, y = hard()
    arguments = {"X": X, "y": y} | change
    with pytest.raises(error, match=f"(?s){message}"):
        compare(**arguments)


@pytest.mark.parametrize("part", ["training", "test"])
def test_a_class_absent_from_a_part_is_an_error(part):
    X, y = hard()
    train_idx, test_idx = train_test_split(np.arange(600), test_size=0.3, random_state=42)
    y = np.zeros(600, int)
    y[(test_idx if part == "training" else train_idx)[:10]] = 1
    with pytest.raises(ValueError, match=rf"{part} part .* no row of class 1;.*stratify=True"):
        compare(X, y, stratify=False)
    compare(X, y)


def test_masked_arrays_are_refused_and_queries_run():
    X, y = hard()
    with pytest.raises(ValueError, match="X is a masked array"):
        compare(np.ma.masked_greater(X, 1.0), y)
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(X, schema=[f"x{j}" for j in range(X.shape[1])])
    with pytest.warns(UserWarning, match="LazyFrame"):
        found = compare(frame.lazy(), y)
    assert found.summary().splitlines()[1:3] == compare(frame, y).summary().splitlines()[1:3]
