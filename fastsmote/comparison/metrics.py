"""The figures of one way of training, measured on held-out rows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    classification_report,
    precision_recall_fscore_support,
    roc_auc_score,
)

from fastsmote.labels import Label

#: Metric -> its name in a table. All but the last two are better when higher.
METRICS = {
    "precision": "Minority precision",
    "recall": "Minority recall",
    "f1": "Minority F1",
    "balanced_accuracy": "Balanced accuracy",
    "roc_auc": "ROC AUC",
    "average_precision": "Average precision",
    "brier_score": "Brier score",
    "fit_seconds": "Fit seconds",
}

_N_BOOTSTRAPS = 2000  # enough for a 95 % interval whose ends move in the third decimal only


@dataclass(frozen=True)
class Report:
    """One way of training, measured on the held-out test part.

    Attributes
    ----------
    text : str
        The text of ``sklearn.metrics.classification_report``, unaltered.
    precision, recall, f1 : float
        Of the minority class, 0 where undefined.
    balanced_accuracy : float
        Mean recall over the classes.
    roc_auc, average_precision, brier_score : float
        NaN for an estimator without the scores they need: any score for the first two,
        probabilities for the third. See `compare` for more than two classes.
    fit_seconds : float
        Seconds to fit the estimator, with SMOTE those to resample included.
    n_fit_rows : int
        Rows that the estimator was fitted on.
    f1_gain : tuple of two floats or None
        95 % interval of this F1 less that without handling, from a paired bootstrap of the test
        rows; None for the report without handling.
    """

    text: str
    precision: float
    recall: float
    f1: float
    balanced_accuracy: float
    roc_auc: float
    average_precision: float
    brier_score: float
    fit_seconds: float
    n_fit_rows: int
    f1_gain: tuple[float, float] | None = None

    @property
    def metrics(self) -> dict[str, float]:
        """The figures by name, in the order of the table."""
        return {name: getattr(self, name) for name in METRICS}


def measure(
    y_test: NDArray[Any],
    y_pred: NDArray[Any],
    scores: NDArray[Any] | None,
    *,
    is_probability: bool,
    minority: Label,
    fit_seconds: float,
    n_fit_rows: int,
    y_pred_without: NDArray[Any] | None = None,
) -> Report:
    """Measure predictions on the test part.

    Parameters
    ----------
    y_test, y_pred : ndarray of shape (n_test,)
        True and predicted labels. Every class occurs in ``y_test``.
    scores : ndarray of shape (n_test, n_classes) or None
        A column for each class in sorted order.
    is_probability : bool
        Whether ``scores`` are probabilities.
    minority : label
        Class of the minority figures.
    fit_seconds, n_fit_rows : float, int
        Passed on.
    y_pred_without : ndarray of shape (n_test,), optional
        Predicted labels without handling, to compare with.
    """
    classes = np.unique(y_test)
    is_class = y_test[:, np.newaxis] == classes
    minority_idx = int(np.flatnonzero(classes == minority)[0])
    precision, recall, f1, _ = precision_recall_fscore_support(
        y_test == minority, y_pred == minority, average="binary", zero_division=0
    )
    roc_auc = average_precision = brier_score = np.nan
    if scores is not None:
        roc_auc = _roc_auc(is_class, scores, minority_idx)
        average_precision = average_precision_score(
            is_class[:, minority_idx], scores[:, minority_idx]
        )
    if scores is not None and is_probability:
        brier_score = ((scores - is_class) ** 2).sum(axis=1).mean()
        if len(classes) == 2:  # both columns hold the same error
            brier_score /= 2
    return Report(
        text=classification_report(y_test, y_pred, zero_division=0),
        precision=float(precision),
        recall=float(recall),
        f1=float(f1),
        balanced_accuracy=float(balanced_accuracy_score(y_test, y_pred)),
        roc_auc=float(roc_auc),
        average_precision=float(average_precision),
        brier_score=float(brier_score),
        fit_seconds=fit_seconds,
        n_fit_rows=n_fit_rows,
        f1_gain=None
        if y_pred_without is None
        else _f1_gain(y_test == minority, y_pred == minority, y_pred_without == minority),
    )


def _roc_auc(is_class: NDArray[np.bool_], scores: NDArray[Any], minority_idx: int) -> float:
    """ROC AUC of the minority class; with more than two classes the mean, each against the rest."""
    columns = [minority_idx] if is_class.shape[1] == 2 else range(is_class.shape[1])
    return float(np.mean([roc_auc_score(is_class[:, i], scores[:, i]) for i in columns]))


def _f1_gain(
    is_minority: NDArray[np.bool_],
    is_predicted: NDArray[np.bool_],
    is_predicted_without: NDArray[np.bool_],
) -> tuple[float, float]:
    """95 % interval of a difference of F1 scores, by a paired bootstrap of the rows.

    F1 needs only how often each of the eight combinations of truth and two predictions occurs,
    so the rows are redrawn as counts of these.
    """
    n_rows = is_minority.size
    combination = is_minority * 4 + is_predicted * 2 + is_predicted_without
    shares = np.bincount(combination, minlength=8) / n_rows
    # A fixed seed: the same predictions always give the same words.
    counts = np.random.default_rng(0).multinomial(n_rows, shares, size=_N_BOOTSTRAPS)
    truth, predicted, without = (np.array([(i >> bit) & 1 for i in range(8)]) for bit in (2, 1, 0))

    def f1(guess: NDArray[Any]) -> NDArray[Any]:
        # 2 TP / (2 TP + FP + FN): the denominator is the sum of both margins
        margins = counts @ (truth + guess)
        return np.asarray(2 * (counts @ (truth * guess)) / np.maximum(margins, 1))

    low, high = np.quantile(f1(predicted) - f1(without), [0.025, 0.975])
    return float(low), float(high)


def shown(value: float) -> str:
    """Print a figure with three decimals, NaN as ``n/a``."""
    return "n/a" if np.isnan(value) else f"{value:.3f}"
