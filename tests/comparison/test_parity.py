"""The reports against the program that a person would write with imbalanced-learn."""

import numpy as np
import pytest
from imblearn import over_sampling as reference
from imblearn.pipeline import make_pipeline as make_reference_pipeline
from scipy import sparse
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    classification_report,
)
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from fastsmote import compare
from tests.comparison.reference import found_texts, hard, synthetic, texts


def test_synthetic_reports_equal_those_of_the_program_with_imblearn():
    comparison = compare(*synthetic(), scale=False, stratify=False)
    assert found_texts(comparison) == texts(*synthetic())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("n_classes", [2, 3])
def test_reports_equal_those_of_the_program_with_imblearn(seed, n_classes):
    X, y = hard(seed, n_classes)
    comparison = compare(X, y, scale=False, stratify=False)
    expected = texts(X, y)
    assert len(set(expected)) > 1  # or else the data would show nothing
    assert found_texts(comparison) == expected


@pytest.mark.parametrize(
    ("estimator", "options"),
    [
        (RandomForestClassifier(20, random_state=1), {}),
        (DecisionTreeClassifier(random_state=1), {"random_state": 5}),
        (LogisticRegression(C=0.01), {"class_weight": {0: 1, 1: 7}, "test_size": 0.25}),
    ],
)
def test_reports_equal_with_other_estimators_and_options(estimator, options):
    X, y = hard(7)
    comparison = compare(X, y, estimator, scale=False, stratify=False, **options)
    assert found_texts(comparison) == texts(X, y, estimator, **options)


def test_preprocessing_is_that_of_a_pipeline_on_the_training_part():
    X, y = hard(1)
    X[::9, 2] = np.nan
    comparison = compare(X, y)
    from sklearn.impute import SimpleImputer

    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.3, random_state=42, stratify=y
    )
    model = make_reference_pipeline(
        SimpleImputer(strategy="median"),
        StandardScaler(),
        reference.SMOTE(random_state=42),
        LogisticRegression(max_iter=1000),
    ).fit(X_train, y_train)
    expected = classification_report(y_test, model.predict(X_test))
    assert comparison.reports["With SMOTE"].text == expected
    assert any("imputed" in note and "column 2" in note for note in comparison.notes)


@pytest.mark.parametrize("kind", [sparse.csr_matrix, sparse.csc_array])
def test_sparse_features(kind):
    X, y = hard(11)
    X[np.abs(X) < 0.5] = 0
    dense = compare(X, y, scale=False)
    assert found_texts(compare(kind(X), y, scale=False)) == found_texts(dense)
    scaled = compare(kind(X), y)
    assert set(scaled.reports) == set(dense.reports)


def test_random_state_instance_is_continued_from_the_split_to_smote():
    X, y = hard(14)
    comparison = compare(X, y, scale=False, stratify=False, random_state=np.random.RandomState(3))
    state = np.random.RandomState(3)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=state)
    model = LogisticRegression(max_iter=1000)
    model.fit(*reference.SMOTE(random_state=state).fit_resample(X_train, y_train))
    expected = classification_report(y_test, model.predict(X_test))
    assert comparison.reports["With SMOTE"].text == expected
