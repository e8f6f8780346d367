"""Who sees which rows, in which form, and what may be passed in."""

import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from imblearn import over_sampling as reference
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.model_selection import train_test_split

from fastsmote import compare
from tests.comparison.reference import found_texts, hard


class Recorder(ClassifierMixin, BaseEstimator):
    """Keep what each clone was fitted to and asked to predict."""

    seen = []  # noqa: RUF012 - shared by all clones on purpose

    def __init__(self, class_weight=None):
        self.class_weight = class_weight

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        Recorder.seen.append({"fit": (np.array(X), np.array(y)), "weights": self.class_weight})
        return self

    def predict(self, X):
        Recorder.seen[-1]["predict"] = np.array(X)
        return np.resize(self.classes_, len(X))


@pytest.fixture
def seen():
    Recorder.seen.clear()
    return Recorder.seen


def test_smote_sees_the_training_part_only(seen):
    X, y = hard(4)
    comparison = compare(X, y, Recorder(), scale=False)
    plain, smote, weighted = seen
    train_idx, test_idx = train_test_split(
        np.arange(len(y)), test_size=0.3, random_state=42, stratify=y
    )
    np.testing.assert_array_equal(plain["fit"][0], X[train_idx])
    np.testing.assert_array_equal(plain["fit"][1], y[train_idx])
    expected = reference.SMOTE(random_state=42).fit_resample(X[train_idx], y[train_idx])
    np.testing.assert_allclose(smote["fit"][0], expected[0], rtol=1e-9)
    np.testing.assert_array_equal(smote["fit"][1], expected[1])
    np.testing.assert_array_equal(weighted["fit"][0], X[train_idx])
    for way in seen:
        np.testing.assert_array_equal(way["predict"], X[test_idx])
    assert [way["weights"] for way in seen] == [None, None, "balanced"]
    assert [report.n_fit_rows for report in comparison.reports.values()] == [
        len(train_idx),
        len(expected[1]),
        len(train_idx),
    ]


def test_nothing_is_learned_from_the_test_part(seen):
    X, y = hard(5)
    X[::11, 0] = np.nan
    _, test_idx = train_test_split(np.arange(len(y)), test_size=0.3, random_state=42, stratify=y)
    changed = X.copy()
    changed[test_idx] = changed[test_idx] * 1000 + 7
    compare(X, y, Recorder())
    compare(changed, y, Recorder())
    for before, after in zip(seen[:3], seen[3:], strict=True):
        np.testing.assert_array_equal(before["fit"][0], after["fit"][0])
        assert not np.array_equal(before["predict"], after["predict"])


def test_integer_features_are_not_truncated(seen):
    X, y = hard(6)
    compare((X * 100).astype(int), y, Recorder(), scale=False)
    resampled = seen[1]["fit"][0]
    assert (resampled != np.floor(resampled)).any()


def test_float32_stays(seen):
    X, y = hard(6)
    compare(X.astype(np.float32), y, Recorder(), scale=False)
    assert {way["fit"][0].dtype for way in seen} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    "labels",
    [
        lambda y: y.tolist(),
        lambda y: pd.Series(y, index=y.size + np.arange(y.size)),
        lambda y: y[:, np.newaxis],
        lambda y: y.astype(object),
        lambda y: pd.Series(y, dtype="Int64"),
    ],
)
def test_containers_of_labels(labels):
    X, y = hard(12)
    assert found_texts(compare(X, labels(y))) == found_texts(compare(X, y))


@pytest.mark.parametrize(
    ("labels", "minority"),
    [
        (lambda y: y == 1, True),
        (lambda y: y.astype(float), 1.0),
        (lambda y: np.where(y == 1, "b", "a"), "b"),
        (lambda y: pd.Series(np.where(y == 1, "b", "a"), dtype="category"), "b"),
    ],
)
def test_types_of_labels(labels, minority):
    X, y = hard(12)
    comparison = compare(X, labels(y))
    assert comparison.minority == minority
    assert type(comparison.minority) is type(minority)
    assert comparison.reports["With SMOTE"].recall == compare(X, y).reports["With SMOTE"].recall
    json.dumps(comparison.to_dict(), allow_nan=False)


def test_same_answer_twice_and_for_any_number_of_threads():
    X, y = hard(13)
    first, second = compare(X, y, n_jobs=1), compare(X, y, n_jobs=2)
    assert found_texts(first) == found_texts(second)
    assert first.summary() == second.summary()


def test_progress_names_each_step():
    steps = []
    compare(*hard(), progress=steps.append)
    assert steps == [
        "Resampling with SMOTE",
        "Training without imbalance handling",
        "Training with SMOTE",
        "Training with class weights",
    ]


def test_data_is_left_as_it_was():
    X, y = hard(15)
    X[3, 3] = np.nan
    before = X.copy(), y.copy()
    compare(X, y)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])


def test_no_optional_package_is_needed(tmp_path):
    """Without pandas, pyarrow, typer, rich and imbalanced-learn, in a process that has none."""
    program = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in {"pandas", "pyarrow", "typer", "rich", "imblearn", "polars"}:
            raise ModuleNotFoundError(f"No module named {name}", name=name)

sys.meta_path.insert(0, Absent())
from sklearn.datasets import make_classification
from fastsmote import compare
comparison = compare(*make_classification(weights=[0.8], random_state=0))
print(comparison)
try:
    comparison.to_frame()
except ImportError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stderr == ""
    assert done.stdout.startswith("Without imbalance handling:\n")
    assert "pip install pandas" in done.stdout.splitlines()[-1]


def test_strategy_and_k_neighbors_reach_smote(seen):
    X, y = hard(8)
    compare(X, y, Recorder(), scale=False, sampling_strategy={"1": 200}, k_neighbors=2)
    X_train, _, y_train, _ = train_test_split(X, y, test_size=0.3, random_state=42, stratify=y)
    expected = reference.SMOTE(sampling_strategy={1: 200}, k_neighbors=2, random_state=42)
    np.testing.assert_allclose(
        seen[1]["fit"][0], expected.fit_resample(X_train, y_train)[0], rtol=1e-9
    )
