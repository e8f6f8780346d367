"""Rows and labels."""

from typing import Any

import numpy as np
from scipy import sparse
from sklearn.utils import check_array, column_or_1d
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_consistent_length, validate_data

from fastsmote.containers import (
    canonical,
    is_column,
    is_frame,
    is_table,
    native_type,
    readable,
    refuse_masked,
    whole_numbers,
)
from fastsmote.errors.targets import lengths_differ, several_labels
from fastsmote.validation.refusals import explained_rows, explained_target
from fastsmote.validation.values import column_names


def check_X_y(sampler: Any, X: Any, y: Any) -> tuple[Any, np.ndarray]:
    """Turn the caller's data into arrays and record the features' number and names.

    Parameters
    ----------
    sampler : estimator
        Gets ``n_features_in_`` and, if all column names are strings, ``feature_names_in_``.
    X : array-like, data frame or sparse container of shape (n_samples, n_features)
        Not modified.
    y : array-like of shape (n_samples,) or (n_samples, n_classes) if one-hot
        Class labels.

    Returns
    -------
    X : ndarray or CSR/CSC container of shape (n_samples, n_features)
        Numeric or boolean; possibly the caller's memory. Whether they are finite is seen by
        `fastsmote.validation.check_finite`.
    y : ndarray of shape (n_samples,)
        Class labels; the column number for a one-hot target.

    Raises
    ------
    ValueError
        Continuous or multi-label target, a column that is not numeric, lengths that differ, other
        than two dimensions, no rows or no columns.
    TypeError
        A sparse container whose kind has no rows to select, such as DIA on old versions.
    """
    if _is_plain(X, y):
        _note_width(sampler, X)
        return X, y
    refuse_masked(X, "X")
    y = _labels(y)
    given = X
    with explained_rows(sampler, X, y):
        X = _rows(X, sampler.n_jobs)
        X, y = validate_data(
            sampler, X=X, y=y, reset=True, accept_sparse=["csr", "csc"], ensure_all_finite=False
        )
        if X.dtype.kind == "O":  # lists with None, categories: some pass as they are
            X = X.astype(np.float64)
        elif X.dtype.kind in "mM":
            raise TypeError(f"dtype {X.dtype}")
        if is_table(given) or is_frame(given):
            note_columns(sampler, given)
    return canonical(X), y


def check_any_X_y(sampler: Any, X: Any, y: Any) -> tuple[Any, np.ndarray]:
    """Check data whose rows are copied only: values of any type, missing and infinite ones too.

    Parameters
    ----------
    sampler, X, y
        As in `check_X_y`.

    Returns
    -------
    X : ndarray, CSR/CSC container, data frame or table of shape (n_samples, n_features)
        A data frame or table as it is; possibly the caller's memory.
    y : ndarray of shape (n_samples,)
        Class labels; the column number for a one-hot target.

    Raises
    ------
    ValueError
        Continuous or multi-label target, lengths that differ, other than two dimensions, no rows.
    """
    if _is_plain(X, y):
        _note_width(sampler, X)
        return X, y
    refuse_masked(X, "X")
    y = _labels(y)
    with explained_rows(sampler, X, y):
        if not is_frame(X) and not is_table(X):
            X = check_array(X, dtype=None, accept_sparse=["csr", "csc"], ensure_all_finite=False)
        check_consistent_length(X, y)
        note_columns(sampler, X)
    return canonical(X), y


def check_target(X: Any, y: Any) -> np.ndarray:
    """Check that there is a class label for each row.

    Parameters
    ----------
    X : container of shape (n_samples, n_features)
        Checked rows.
    y : array-like of shape (n_samples,) or (n_samples, n_classes) if one-hot
        Class labels.

    Returns
    -------
    ndarray of shape (n_samples,)
        The labels; the column number for a one-hot target.
    """
    labels = _labels(y)
    if len(labels) != X.shape[0]:
        raise ValueError(lengths_differ(X.shape[0], len(labels)))
    return labels


def _is_plain(X: Any, y: Any) -> bool:
    """Whether nothing is left to check: numeric rows, as many integer labels.

    scikit-learn's general checks take longer than a small resample.
    """
    return (
        type(X) is np.ndarray
        and type(y) is np.ndarray
        and X.ndim == 2
        and y.ndim == 1
        and len(X) == len(y) > 0
        and X.shape[1] > 0
        and X.dtype.kind in "biuf"
        and X.dtype.isnative
        and y.dtype.kind in "biu"
        and y.dtype.isnative
    )


def _note_width(sampler: Any, X: Any) -> None:
    """Record what there is to record of an array: its number of features."""
    sampler.n_features_in_ = X.shape[1]
    if hasattr(sampler, "feature_names_in_"):  # of an earlier data frame
        del sampler.feature_names_in_


def note_columns(sampler: Any, X: Any) -> None:
    """Record the features' number and names as scikit-learn does; names may occur twice."""
    if is_table(X) or (is_frame(X) and not X.columns.is_unique):
        _note_width(sampler, X)
        names = column_names(X).tolist()
        if all(isinstance(name, str) for name in names):
            sampler.feature_names_in_ = np.array(names, dtype=object)
    else:
        validate_data(sampler, X=X, reset=True, skip_check_array=True)


def _rows(X: Any, n_jobs: int | None) -> Any:
    """Rows as scikit-learn's checks take them."""
    if is_table(X):
        from fastsmote.containers.tables import framed, numbers

        return numbers(framed(X), n_jobs)
    return readable(X, n_jobs) if is_frame(X) else X


def _labels(y: Any) -> np.ndarray:
    """One label a row, native; a one-hot target gives the number of its column."""
    refuse_masked(y, "y")
    if is_table(y) or is_column(y):
        from fastsmote.containers.tables import labels as labels_of

        y = labels_of(y)
    y = whole_numbers(y)
    with explained_target(y):
        check_classification_targets(y)
        if type_of_target(y) != "multilabel-indicator":
            labels: np.ndarray = column_or_1d(y)
            return labels.astype(native_type(labels.dtype), copy=False)
    indicator: np.ndarray = y.toarray() if sparse.issparse(y) else np.asarray(y)
    n_each = indicator.sum(axis=1)
    if np.any(n_each > 1):
        row = int(np.argmax(n_each > 1))
        raise several_labels(row, int(n_each[row]))
    return np.asarray(indicator.argmax(axis=1))
