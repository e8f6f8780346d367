"""The figures against those of scikit-learn, and how they are shown."""

import json

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    f1_score,
    log_loss,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

from fastsmote import Comparison, compare
from tests.comparison.reference import HEADINGS, hard


def test_metrics_are_those_of_scikit_learn():
    X, y = hard(2)
    y = np.where(y == 1, "rare", "usual")  # the minority sorts first
    report = compare(X, y, scale=False).reports[HEADINGS[0]]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.3, random_state=42, stratify=y
    )
    model = LogisticRegression(max_iter=1000).fit(X_train, y_train)
    y_pred, score = model.predict(X_test), model.predict_proba(X_test)[:, 0]
    is_rare = y_test == "rare"
    assert report.metrics == pytest.approx(
        {
            "precision": precision_score(y_test, y_pred, pos_label="rare"),
            "recall": recall_score(y_test, y_pred, pos_label="rare"),
            "f1": f1_score(y_test, y_pred, pos_label="rare"),
            "balanced_accuracy": balanced_accuracy_score(y_test, y_pred),
            "roc_auc": roc_auc_score(is_rare, score),
            "average_precision": average_precision_score(is_rare, score),
            "brier_score": brier_score_loss(is_rare, score),
            "fit_seconds": report.fit_seconds,
        }
    )
    assert report.fit_seconds > 0


def test_metrics_of_three_classes():
    X, y = hard(3, n_classes=3)
    comparison = compare(X, y, scale=False)
    report = comparison.reports[HEADINGS[0]]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.3, random_state=42, stratify=y
    )
    model = LogisticRegression(max_iter=1000).fit(X_train, y_train)
    scores = model.predict_proba(X_test)
    is_class = y_test[:, None] == np.arange(3)
    assert comparison.minority == 2
    assert report.recall == pytest.approx(
        recall_score(y_test, model.predict(X_test), labels=[2], average="macro")
    )
    assert report.roc_auc == pytest.approx(roc_auc_score(y_test, scores, multi_class="ovr"))
    assert report.average_precision == pytest.approx(
        average_precision_score(is_class[:, 2], scores[:, 2])
    )
    assert report.brier_score == pytest.approx(((scores - is_class) ** 2).sum(axis=1).mean())
    assert np.isfinite(log_loss(y_test, scores))  # the scores are probabilities


def test_estimator_without_probabilities():
    comparison = compare(*hard(), LinearSVC())
    report = comparison.reports["With SMOTE"]
    assert np.isnan(report.brier_score)
    assert 0.5 < report.roc_auc <= 1
    assert "calibration is unknown" in comparison.summary()
    assert (
        json.loads(json.dumps(comparison.to_dict(), allow_nan=False))["reports"]["With SMOTE"][
            "metrics"
        ]["brier_score"]
        is None
    )
    assert "n/a" in str(comparison)


def test_estimator_without_scores():
    class Blunt(DecisionTreeClassifier):
        predict_proba = property()

    report = compare(*hard(), Blunt()).reports["With SMOTE"]
    assert np.isnan([report.roc_auc, report.average_precision, report.brier_score]).all()


def test_smote_seconds_include_the_resampling(monkeypatch):
    import time

    from fastsmote.comparison import training as module

    class Slow(module.SMOTE):
        def fit_resample(self, X, y):
            time.sleep(0.3)
            return super().fit_resample(X, y)

    monkeypatch.setattr(module, "SMOTE", Slow)
    reports = compare(*hard()).reports
    assert reports["With SMOTE"].fit_seconds >= 0.3
    assert reports["With class weights"].fit_seconds < 0.3


def test_to_frame_and_print():
    comparison = compare(*hard())
    frame = comparison.to_frame()
    assert list(frame.index) == HEADINGS == list(comparison.reports)
    assert frame.loc["With SMOTE", "recall"] == comparison.reports["With SMOTE"].recall
    printed = str(comparison)
    position = 0
    for heading in HEADINGS:
        block = f"{heading}:\n{comparison.reports[heading].text}"
        assert printed.index(block) >= position
        position = printed.index(block) + len(block)
    assert printed.endswith(comparison.summary())
    assert isinstance(comparison, Comparison)
    with pytest.raises(AttributeError):
        comparison.minority = 0
