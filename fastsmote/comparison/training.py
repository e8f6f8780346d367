"""One split; preprocessing from the training part; the same estimator trained three ways."""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone, is_classifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from fastsmote.comparison.metrics import Report, measure
from fastsmote.comparison.preprocessing import Features, as_features, preprocessor
from fastsmote.comparison.reports import WITH_SMOTE, WITH_WEIGHTS, WITHOUT, Comparison
from fastsmote.comparison.weighting import check_class_weight, weigh
from fastsmote.containers import collected, refuse_masked
from fastsmote.errors.comparison import (
    class_absent,
    lengths_differ,
    lone_rows,
    not_a_classifier,
    not_resampled,
    not_split,
)
from fastsmote.labels import Label, check_labels, class_counts, match_labels
from fastsmote.over_sampling import SMOTE


class _Way(NamedTuple):
    """An estimator, what it is to be fitted to, and the seconds that making that took."""

    model: Any
    X: Any
    y: NDArray[Any]
    fit_params: Mapping[str, Any] = {}
    seconds: float = 0.0


def compare(
    X: Any,
    y: Any,
    estimator: Any = None,
    *,
    sampling_strategy: Any = "auto",
    k_neighbors: Any = 5,
    small_classes: str = "raise",
    class_weight: Any = "balanced",
    test_size: float | int = 0.3,
    stratify: bool = True,
    scale: bool = True,
    random_state: Any = 42,
    n_jobs: int | None = None,
    progress: Callable[[str], object] = lambda step: None,
) -> Comparison:
    """Train an estimator as it is, with SMOTE and with class weights, and measure all three.

    The rows are split once. Medians for missing values, one-hot encoding of columns that are not
    numeric and scaling are learned from the training part only; SMOTE is applied to the
    training part only, after them. The *minority* is the class with the fewest rows (of equal
    ones the first in sorted order). With more than two classes its precision, recall, F1 and
    average precision are against the rest; ROC AUC is the unweighted mean over the classes, each
    against the rest; the Brier score is the squared error summed over the classes, from 0 to 2
    instead of from 0 to 1.

    Parameters
    ----------
    X : array-like, sparse container, data frame or mapping of name to column
        Features of shape (n_samples, n_features): numbers (float32 stays, all else becomes
        float64), or in a data frame also text, categories and dates. Missing values are allowed.
    y : array-like of shape (n_samples,)
        Labels of two or more classes: integers, booleans or strings.
    estimator : classifier, default=None
        Any scikit-learn classifier, pipelines included; it is cloned. None stands for
        ``LogisticRegression(max_iter=1000)``.
    sampling_strategy : float, str, dict or callable, default='auto'
        For SMOTE; counts in a dict are those of the training part.
    k_neighbors : int or object, default=5
        For SMOTE.
    small_classes : {'raise', 'clip'}, default='raise'
        For SMOTE.
    class_weight : 'balanced' or dict of label to float, default='balanced'
        Given to the estimator's own ``class_weight`` parameter, or else as sample weights.
    test_size : float or int, default=0.3
        Share or number of the rows to hold out.
    stratify : bool, default=True
        Whether both parts get the classes in equal shares.
    scale : bool, default=True
        Whether numeric features are standardized, which SMOTE's distances and many estimators
        depend on.
    random_state : int, RandomState instance or None, default=42
        For the split and for SMOTE. The estimator keeps its own.
    n_jobs : int or None, default=None
        Threads for SMOTE; None: all cores allowed. The estimator keeps its own.
    progress : callable, optional
        Called with a few words before each step that may take long.

    Returns
    -------
    Comparison
        ``print`` shows all of it.

    Raises
    ------
    ValueError
        A target that is continuous, misses values or holds one class; a class without rows in one
        of the parts; infinite features; what SMOTE refuses, such as ``k_neighbors`` beyond the
        size of a class; class weights for an estimator that can take none.
    TypeError
        If ``estimator`` is not a classifier.

    Examples
    --------
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote import compare
    >>> X, y = make_classification(n_samples=1000, weights=[0.9], random_state=0)
    >>> comparison = compare(X, y)
    >>> list(comparison.reports)
    ['Without imbalance handling', 'With SMOTE', 'With class weights']
    """
    estimator = LogisticRegression(max_iter=1000) if estimator is None else estimator
    if not _is_classifier(estimator):
        raise not_a_classifier(estimator)
    features, y = _checked(X, y)
    counts = class_counts(y)
    class_weight = check_class_weight(class_weight, counts)
    if isinstance(sampling_strategy, Mapping):
        sampling_strategy = match_labels(sampling_strategy, counts, "sampling_strategy")
    smote = SMOTE(
        sampling_strategy=sampling_strategy,
        random_state=random_state,
        k_neighbors=k_neighbors,
        n_jobs=n_jobs,
        small_classes=small_classes,
    )
    train_idx, test_idx = _split(y, counts, test_size, stratify, random_state)
    X_train, X_test, notes = _preprocessed(features, train_idx, test_idx, scale)
    y_train, y_test = y[train_idx], y[test_idx]
    ways = _ways(estimator, smote, class_weight, X_train, y_train, progress)
    minority = min(counts, key=counts.__getitem__)
    return Comparison(
        reports=_trained(ways, X_test, y_test, minority, len(counts), progress),
        minority=minority,
        train_counts=class_counts(y_train),
        test_counts=class_counts(y_test),
        estimator=repr(estimator),
        notes=tuple(notes),
    )


def _is_classifier(estimator: Any) -> bool:
    try:
        return not isinstance(estimator, type) and bool(is_classifier(estimator))
    except AttributeError:  # it has no tags to ask
        return False


def _checked(X: Any, y: Any) -> tuple[Features, NDArray[Any]]:
    """Read features and labels, of as many rows each."""
    refuse_masked(X, "X")
    refuse_masked(y, "y")
    X, y = collected(X, y)
    features, y = as_features(X), check_labels(y)
    if features.matrix.shape[0] != y.size:
        raise lengths_differ(features.matrix.shape[0], y.size)
    return features, y


def _split(
    y: NDArray[Any],
    counts: Mapping[Label, int],
    test_size: float | int,
    stratify: bool,
    random_state: Any,
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Split the row numbers so that every class has rows in both parts."""
    lone = [label for label, n in counts.items() if n < 2]
    if lone:
        raise lone_rows(lone)
    try:
        train_idx, test_idx = train_test_split(
            np.arange(y.size),
            test_size=test_size,
            random_state=random_state,
            stratify=y if stratify else None,
        )
    except ValueError as error:
        raise not_split(test_size, y.size, len(counts), error) from error
    for part, idx in (("training", train_idx), ("test", test_idx)):
        present = class_counts(y[idx])
        absent = [label for label in counts if label not in present]
        if absent:
            raise class_absent(part, idx.size, y.size, test_size, stratify, absent)
    return train_idx, test_idx


def _preprocessed(
    features: Features, train_idx: NDArray[np.intp], test_idx: NDArray[np.intp], scale: bool
) -> tuple[Any, Any, list[str]]:
    """The features of both parts, by what the training part teaches, and what was done to them."""
    transformer, notes = preprocessor(features, scale=scale)
    X_train, X_test = features.matrix[train_idx], features.matrix[test_idx]
    if transformer is not None:
        X_train, X_test = transformer.fit_transform(X_train), transformer.transform(X_test)
    return X_train, X_test, notes


def _ways(
    estimator: Any,
    smote: SMOTE,
    class_weight: str | dict[Label, float],
    X: Any,
    y: NDArray[Any],
    progress: Callable[[str], object],
) -> dict[str, _Way]:
    """The three ways by heading.

    What may be refused comes before the first model, which may take long to train.
    """
    weighted, fit_params = weigh(clone(estimator), class_weight, y)
    progress("Resampling with SMOTE")
    start = perf_counter()
    X_resampled, y_resampled = _resampled(smote, X, y)
    seconds = perf_counter() - start
    return {
        WITHOUT: _Way(clone(estimator), X, y),
        WITH_SMOTE: _Way(clone(estimator), X_resampled, y_resampled, seconds=seconds),
        WITH_WEIGHTS: _Way(weighted, X, y, fit_params),
    }


def _resampled(smote: SMOTE, X: Any, y: NDArray[Any]) -> tuple[Any, NDArray[Any]]:
    try:
        X_resampled, y_resampled = smote.fit_resample(X, y)
    except ValueError as error:
        raise not_resampled(y.size, error) from error
    return X_resampled, y_resampled


def _trained(
    ways: Mapping[str, _Way],
    X_test: Any,
    y_test: NDArray[Any],
    minority: Label,
    n_classes: int,
    progress: Callable[[str], object],
) -> dict[str, Report]:
    """Train each way and measure it on the test part, against the first."""
    reports: dict[str, Report] = {}
    y_pred_without = None
    for heading, (model, X, y, fit_params, seconds) in ways.items():
        progress(f"Training {heading[0].lower()}{heading[1:]}")
        start = perf_counter()
        model.fit(X, y, **fit_params)
        fit_seconds = seconds + perf_counter() - start
        y_pred = np.ravel(model.predict(X_test))
        scores, is_probability = _scores(model, X_test, n_classes)
        reports[heading] = measure(
            y_test,
            y_pred,
            scores,
            is_probability=is_probability,
            minority=minority,
            fit_seconds=fit_seconds,
            n_fit_rows=len(y),
            y_pred_without=y_pred_without,
        )
        y_pred_without = y_pred if y_pred_without is None else y_pred_without
    return reports


def _scores(model: Any, X: Any, n_classes: int) -> tuple[NDArray[Any] | None, bool]:
    """Return a column of scores a class, and whether they are probabilities."""
    if hasattr(model, "predict_proba"):
        return np.asarray(model.predict_proba(X)), True
    if hasattr(model, "decision_function"):
        scores = np.asarray(model.decision_function(X))
        if scores.ndim == 1:
            scores = np.column_stack([-scores, scores])
        if scores.shape[1] == n_classes:  # not so for one column a pair of classes
            return scores, False
    return None, False
