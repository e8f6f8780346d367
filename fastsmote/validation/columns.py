"""Rows of mixed columns: which are categories, and whether the others are numbers."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.utils.validation import validate_data

from fastsmote.containers import canonical, is_frame, is_table, refuse_masked
from fastsmote.errors.columns import (
    auto_without_frame,
    named_twice,
    names_without_frame,
    not_positions,
    unknown_columns,
)
from fastsmote.errors.rows import (
    complex_numbers,
    empty,
    missing_categories,
    not_numbers_nor_categories,
)
from fastsmote.errors.types import like
from fastsmote.missing import is_nan
from fastsmote.threads import PART
from fastsmote.validation.data import note_columns
from fastsmote.validation.refusals import explained_rows, phrase_of
from fastsmote.validation.values import (
    are_finite,
    check_finite,
    column_name,
    column_names,
    not_numeric,
)


def check_columns(sampler: Any, X: Any) -> Any:
    """Check the shape of rows whose columns may hold anything, and record number and names.

    Values are not looked at.

    Parameters
    ----------
    sampler : estimator
        Gets ``n_features_in_`` and, if all column names are strings, ``feature_names_in_``.
    X : array-like, data frame or sparse container of shape (n_samples, n_features)
        Not modified.

    Returns
    -------
    ndarray, CSR/CSC container, data frame or table of shape (n_samples, n_features)
        Possibly the caller's memory; a data frame or table as it is, so that each column keeps its
        dtype. A list with strings gives an array of objects.
    """
    refuse_masked(X, "X")
    if is_frame(X) or is_table(X):
        for name, size in zip(("sample", "feature"), X.shape, strict=True):
            if size == 0:
                raise ValueError(empty(name, X.shape, type(sampler).__name__))
        with explained_rows(sampler, X):
            note_columns(sampler, X)
        return X
    if isinstance(X, list) and np.asarray(X).dtype.kind in "US":
        X = np.array(X, dtype=object)  # numbers among strings stay numbers
    with explained_rows(sampler, X):
        X = validate_data(
            sampler,
            X=X,
            reset=True,
            dtype=None,
            accept_sparse=["csr", "csc"],
            ensure_all_finite=False,
        )
    return canonical(X)


def column_positions(name: str, given: Any, X: Any) -> np.ndarray:
    """Positions of the columns that a parameter names.

    Parameters
    ----------
    name : str
        The parameter.
    given : 'auto' or array-like of int, bool or str
        Positions, a mask, or names in a data frame, of all columns that bear one; ``'auto'`` means
        the columns of a data frame or table whose dtype is categorical.
    X : ndarray, CSR/CSC container, data frame or table of shape (n_samples, n_features)
        The rows.

    Returns
    -------
    ndarray of intp
        In the order given.

    Raises
    ------
    ValueError
        If a column is not there, or is named twice.
    """
    if isinstance(given, str) and given == "auto":
        if is_table(X):
            from fastsmote.containers.tables import framed, is_category

            return np.flatnonzero([is_category(column) for column in framed(X).iter_columns()])
        if not is_frame(X):
            raise auto_without_frame(name, X)
        return np.flatnonzero([dtype.name == "category" for dtype in X.dtypes])
    n_features = X.shape[1]
    wanted = np.atleast_1d(np.asarray(given))
    if wanted.dtype.kind in "OUT":
        known = column_names(X)
        if known is None:
            raise names_without_frame(name, given, X)
        names = known.tolist()
        missing = [each for each in wanted.tolist() if each not in names]
        if missing:
            raise unknown_columns(name, missing, names)
        positions = np.array(
            [j for each in wanted.tolist() for j, known in enumerate(names) if known == each],
            dtype=np.intp,
        )
    elif wanted.dtype.kind == "b" and wanted.shape == (n_features,):
        positions = np.flatnonzero(wanted)
    elif not wanted.size:
        positions = np.arange(0)
    elif (
        wanted.dtype.kind not in "iu"
        or wanted.ndim != 1
        or not np.all((wanted >= -n_features) & (wanted < n_features))
    ):
        raise not_positions(name, given, n_features)
    else:
        positions = wanted.astype(np.intp) % n_features
    if len(np.unique(positions)) < len(positions):
        raise named_twice(name, given)
    return positions


def check_numbers(
    sampler: Any, numbers: Callable[[slice], Any], X: Any, positions: np.ndarray
) -> None:
    """Check that the columns that are to be interpolated hold finite numbers.

    Parameters
    ----------
    sampler : estimator
        Named in the messages.
    numbers : callable
        Gives those columns of a slice of the rows, as numbers.
    X : ndarray, CSR/CSC container or pandas data frame of shape (n_samples, n_features)
        The rows.
    positions : ndarray of intp
        The columns.

    Raises
    ------
    ValueError
        Naming the columns that do not.
    """
    names = column_names(_selected(X, positions))  # which older versions of pandas copy
    n_at_once = max(1, PART // len(positions))
    is_well = True
    try:
        _check_kinds(_selected(X, positions))
        for start in range(0, X.shape[0], n_at_once):
            values = numbers(slice(start, start + n_at_once))
            values = values.data if sparse.issparse(values) else values
            is_well &= values.dtype.kind != "f" or are_finite(values, 1)
    except (TypeError, ValueError) as error:
        examples = not_numeric(_selected(X, positions))
        if not examples:
            raise
        if names is None:
            examples = {str(positions[int(column)]): bad for column, bad in examples.items()}
        message = not_numbers_nor_categories(examples, type(sampler).__name__, phrase_of(error))
        raise like(error, message) from error
    if not is_well:
        check_finite(numbers(slice(None)), positions if names is None else names, sampler)


def _check_kinds(X: Any) -> None:
    """Refuse what NumPy would read as numbers: dates, and complex numbers by their real parts."""
    if is_table(X):  # which are read by what refuses them
        return
    for dtype in X.dtypes if is_frame(X) else [X.dtype]:
        if dtype.kind in "mM":
            raise TypeError(f"dtype {dtype}")
        if dtype.kind == "c":
            raise ValueError(complex_numbers("X", dtype))


def check_not_missing(sampler: Any, X: Any) -> None:
    """Check that no value of any column is NaN or infinite, and no number of a table is null.

    None is a value, and so is what is null among the strings and categories of a table.

    Raises
    ------
    ValueError
        Naming the columns and the first row.
    """
    names = column_names(X)
    if names is None and X.dtype.kind != "O":
        check_finite(X, None, sampler)
        return
    bad = []
    for j, values in enumerate(_values(X)):
        is_bad = _is_nan(values) if values.dtype.kind == "O" else ~_is_finite(values)
        if np.any(is_bad):
            bad.append((int(np.argmax(is_bad)), column_name(j, names)))
    if bad:
        raise missing_categories([name for _, name in bad], min(bad)[0])


def _values(X: Any) -> Iterator[np.ndarray]:
    """Each column, but of a table only the numbers."""
    if is_table(X):
        from fastsmote.containers.tables import framed, is_number, values_of

        for column in framed(X).iter_columns():
            yield values_of(column) if is_number(column) else np.empty(0)
    elif is_frame(X):
        for j in range(X.shape[1]):
            yield np.asarray(X.iloc[:, j])
    else:
        yield from X.T


def _selected(X: Any, positions: np.ndarray) -> Any:
    if is_table(X):
        from fastsmote.containers.tables import selected

        return selected(X, positions)
    return X.iloc[:, positions] if is_frame(X) else X[:, positions]


def _is_nan(values: np.ndarray) -> np.ndarray:
    try:
        return np.asarray(values != values)
    except (TypeError, ValueError):  # pandas' NA has no truth value, an array has several
        return np.fromiter(map(is_nan, values), np.bool_, len(values))


def _is_finite(values: np.ndarray) -> np.ndarray:
    is_finite: np.ndarray = np.isfinite(values) if values.dtype.kind in "fc" else values == values
    return is_finite
