"""Stage 1: parameters and data are checked before anything is computed.

Whatever passes leaves this stage as plain arrays: ``X`` as an ndarray or CSR/CSC container that
may still be the caller's own memory (so nobody writes to it), ``y`` as a one-dimensional ndarray.
"""

from collections.abc import Callable, Mapping
from numbers import Integral, Real
from typing import Any

import numpy as np
from scipy import sparse
from sklearn import get_config
from sklearn.utils import check_array, column_or_1d
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_consistent_length, validate_data

from fastsmote.errors import name_of_label
from fastsmote.frames import is_frame
from fastsmote.threads import PART, for_each_part

STRATEGIES = ("auto", "minority", "not minority", "not majority", "all")
CLEANING_STRATEGIES = ("auto", "majority", "not minority", "not majority", "all")


class _Accepted(type):
    """A type whose instances are the values that a predicate accepts.

    scikit-learn's parameter validation understands plain types and words its error from their
    names; with these it checks ranges and duck types too, without its private constraint classes.
    """

    def __new__(cls, wording: str, accepts: Callable[[Any], bool]) -> "_Accepted":
        kind = super().__new__(cls, wording, (), {"__module__": "builtins"})
        kind.accepts = accepts
        return kind

    def __init__(cls, wording: str, accepts: Callable[[Any], bool]) -> None:
        super().__init__(wording, (), {})

    accepts: Callable[[Any], bool]

    def __instancecheck__(cls, value: Any) -> bool:
        return cls.accepts(value)


def _is_int_from_1(value: Any) -> bool:
    return isinstance(value, Integral) and int(value) >= 1


def _is_int_not_0(value: Any) -> bool:
    return isinstance(value, Integral) and int(value) != 0


def _is_ratio(value: Any) -> bool:
    return isinstance(value, Real) and 0 < float(value) <= 1


def _is_positive(value: Any) -> bool:
    return isinstance(value, Real) and float(value) > 0


def one_of(*words: str) -> _Accepted:
    """A kind that accepts some words."""
    return _Accepted(
        f"str among {', '.join(map(repr, words))}",
        lambda value: isinstance(value, str) and value in words,
    )


def int_between(low: int, high: int) -> _Accepted:
    """A kind that accepts integers of a range, ends included."""
    return _Accepted(
        f"int in [{low}, {high}]",
        lambda value: isinstance(value, Integral) and low <= int(value) <= high,
    )


def instance_with(what: str, *methods: str) -> _Accepted:
    """A kind that accepts objects with some methods; classes have them too, and are none."""
    return _Accepted(
        f"{what} with {'methods' if len(methods) > 1 else 'method'} {_enumerated(methods)}",
        lambda value: (
            not isinstance(value, type) and all(hasattr(value, method) for method in methods)
        ),
    )


def _enumerated(words: tuple[str, ...]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def between(low: float, high: float) -> _Accepted:
    """Numbers of an interval that contains its bounds, as a constraint of a parameter."""
    wording = f"float in [{low}, {high}]" if np.isfinite(high) else f"float >= {low}"
    return _Accepted(wording, lambda value: isinstance(value, Real) and low <= float(value) <= high)


POSITIVE_INT = _Accepted("int >= 1", _is_int_from_1)
JOB_COUNT = _Accepted("int other than 0", _is_int_not_0)
NEIGHBORS_ESTIMATOR = instance_with("estimator", "kneighbors", "kneighbors_graph")
AUTO = one_of("auto")
ENCODER = instance_with("encoder", "fit_transform", "inverse_transform")
RATIO = _Accepted("float in (0, 1]", _is_ratio)
POSITIVE_FLOAT = _Accepted("float > 0", _is_positive)
STRATEGY_NAME = one_of(*STRATEGIES)
CLEANING_STRATEGY_NAME = one_of(*CLEANING_STRATEGIES)

#: What every over-sampler accepts; a sampler adds its own parameters.
OVER_SAMPLER_CONSTRAINTS: dict[str, list[Any]] = {
    "sampling_strategy": [RATIO, STRATEGY_NAME, Mapping, callable],
    "random_state": ["random_state"],
    "n_jobs": [JOB_COUNT, None],
}

#: What every sampler accepts that leaves a given number of rows.
UNDER_SAMPLER_CONSTRAINTS: dict[str, list[Any]] = {
    "sampling_strategy": [RATIO, CLEANING_STRATEGY_NAME, Mapping, callable],
    "n_jobs": [JOB_COUNT, None],
}

#: What every cleaner accepts; a sampler adds its own parameters.
CLEANER_CONSTRAINTS: dict[str, list[Any]] = {
    "sampling_strategy": [CLEANING_STRATEGY_NAME, list, callable],
    "n_jobs": [JOB_COUNT, None],
}


def check_parameters(sampler: Any) -> None:
    """Check a sampler's parameters against its ``_parameter_constraints``.

    Raises
    ------
    InvalidParameterError
        Scikit-learn's own, a ValueError and a TypeError, naming the parameter, what it accepts
        and the value received. Not raised within
         ``config_context(skip_parameter_validation=True)``.
    """
    if get_config()["skip_parameter_validation"]:
        return
    constraints = sampler._parameter_constraints.items()
    if not all(_is_accepted(getattr(sampler, name), kinds) for name, kinds in constraints):
        sampler._validate_params()  # says the same, and words the error


def _is_accepted(value: Any, kinds: list[Any]) -> bool:
    """Whether a value is plainly of one of the kinds; in doubt scikit-learn is asked.

    Its own check reads the constructor's signature, which takes longer than a small resample.
    """
    if "random_state" in kinds and (value is None or type(value) is int):
        return value is None or 0 <= value < 2**32
    if value is None:
        return None in kinds
    return any(isinstance(kind, type) and isinstance(value, kind) for kind in kinds)


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
        Numeric or boolean, finite; possibly the caller's memory.
    y : ndarray of shape (n_samples,)
        Class labels; the column number for a one-hot target.

    Raises
    ------
    ValueError
        Continuous or multi-label target, NaN or infinity, a column that is not numeric, lengths
        that differ, other than two dimensions, no rows or no columns.
    TypeError
        A sparse container whose kind has no rows to select, such as DIA on old versions.
    """
    if _is_plain(X, y):
        _note_width(sampler, X)
        _check_finite(X, None, sampler)
        return X, y
    check_classification_targets(y)
    y = _labels(y)
    names, given = getattr(X, "columns", None), X
    try:
        X, y = validate_data(
            sampler, X=X, y=y, reset=True, accept_sparse=["csr", "csc"], ensure_all_finite=False
        )
        if X.dtype.kind == "O":  # lists with None, categories: some pass as they are
            X = X.astype(np.float64)
    except (TypeError, ValueError) as error:
        columns = _not_numeric(given)
        if not columns:
            raise
        raise type(error)(
            f"{_listed(columns)} of X {'hold' if len(columns) > 1 else 'holds'} values that are "
            f"not numbers ({error}); {type(sampler).__name__} works on numbers only. Encode "
            "such columns as numbers, drop them, or use a sampler for categorical features "
            "such as SMOTENC."
        ) from error
    _check_finite(X, names, sampler)
    return X, y


def check_any_X_y(sampler: Any, X: Any, y: Any) -> tuple[Any, np.ndarray]:
    """Check data whose rows are copied only: values of any type, missing and infinite ones too.

    Parameters
    ----------
    sampler, X, y
        As in `check_X_y`.

    Returns
    -------
    X : ndarray, CSR/CSC container or pandas data frame of shape (n_samples, n_features)
        A data frame as it is; possibly the caller's memory.
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
    check_classification_targets(y)
    y = _labels(y)
    if not is_frame(X):
        X = check_array(X, dtype=None, accept_sparse=["csr", "csc"], ensure_all_finite=False)
    check_consistent_length(X, y)
    validate_data(sampler, X=X, y=y, reset=True, skip_check_array=True)
    return X, y


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
    ndarray, CSR/CSC container or pandas data frame of shape (n_samples, n_features)
        Possibly the caller's memory; a data frame as it is, so that each column keeps its dtype. A
        list with strings gives an array of objects.
    """
    if is_frame(X):
        for name, size in zip(("sample", "feature"), X.shape, strict=True):
            if size == 0:
                raise ValueError(
                    f"Found array with 0 {name}(s) (shape={X.shape}) while a minimum of 1 is "
                    f"required by {type(sampler).__name__}."
                )
        return validate_data(sampler, X=X, reset=True, skip_check_array=True)
    if isinstance(X, list) and np.asarray(X).dtype.kind in "US":
        X = np.array(X, dtype=object)  # numbers among strings stay numbers
    return validate_data(
        sampler,
        X=X,
        reset=True,
        dtype=None,
        accept_sparse=["csr", "csc"],
        ensure_all_finite=False,
    )


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
    check_classification_targets(y)
    labels = _labels(y)
    check_consistent_length(X, labels)
    return labels


def column_positions(name: str, given: Any, X: Any) -> np.ndarray:
    """Positions of the columns that a parameter names.

    Parameters
    ----------
    name : str
        The parameter.
    given : 'auto' or array-like of int, bool or str
        Positions, a mask, or names in a data frame; ``'auto'`` means the columns of a pandas data
        frame whose dtype is categorical.
    X : ndarray, CSR/CSC container or pandas data frame of shape (n_samples, n_features)
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
        if not is_frame(X):
            raise ValueError(
                f"When `{name}='auto'`, the input data should be a pandas.DataFrame. Got {type(X)} "
                "instead. Pass the positions of the columns, or a mask."
            )
        return np.flatnonzero([dtype.name == "category" for dtype in X.dtypes])
    n_features = X.shape[1]
    wanted = np.atleast_1d(np.asarray(given))
    if wanted.dtype.kind in "OUT":
        if not is_frame(X):
            raise ValueError(
                f"{name}={given!r} names columns; specifying the columns using strings is only "
                f"supported for dataframes, but X is {type(X)}. Pass their positions, or a mask."
            )
        names = X.columns.tolist()
        missing = [each for each in wanted.tolist() if each not in names]
        if missing:
            raise ValueError(
                f"Some column names are not columns of the dataframe: {name} has {missing}; X has "
                f"{_listed([repr(each) for each in names], 20)}."
            )
        positions = np.array([names.index(each) for each in wanted.tolist()], dtype=np.intp)
    elif wanted.dtype.kind == "b" and wanted.shape == (n_features,):
        positions = np.flatnonzero(wanted)
    elif not wanted.size:
        positions = np.arange(0)
    elif (
        wanted.dtype.kind not in "iu"
        or wanted.ndim != 1
        or not np.all((wanted >= -n_features) & (wanted < n_features))
    ):
        raise ValueError(
            f"{name}={given!r}: all features must be in [0, {n_features - 1}] or "
            f"[-{n_features}, 0], or a mask with one bool for each column of X, "
            f"n_features={n_features}."
        )
    else:
        positions = wanted.astype(np.intp) % n_features
    if len(np.unique(positions)) < len(positions):
        raise ValueError(f"{name}={given!r} names a column twice; name each once.")
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
    selected = X.iloc[:, positions] if is_frame(X) else X[:, positions]
    names = getattr(selected, "columns", positions)
    n_at_once = max(1, PART // len(positions))
    try:
        for start in range(0, X.shape[0], n_at_once):
            values = numbers(slice(start, start + n_at_once))
            values = values.data if sparse.issparse(values) else values
            if values.dtype.kind == "f" and not _are_finite(values, 1):
                _check_finite(numbers(slice(None)), names, sampler)
    except (TypeError, ValueError) as error:
        columns = _not_numeric(selected)
        if not columns:
            raise
        if names is positions:
            columns = [str(positions[int(column)]) for column in columns]
        raise type(error)(
            f"{_listed(columns)} of X {'hold' if len(columns) > 1 else 'holds'} values that are "
            f"not numbers ({error}), and categorical_features does not name "
            f"{'them' if len(columns) > 1 else 'it'}; {type(sampler).__name__} interpolates all "
            "other columns. Add such columns to categorical_features, or drop them."
        ) from error


def check_not_missing(sampler: Any, X: Any) -> None:
    """Check that no value of any column is NaN or infinite; None is a value.

    Raises
    ------
    ValueError
        Naming the columns and the first row.
    """
    if not is_frame(X) and X.dtype.kind != "O":
        _check_finite(X, None, sampler)
        return
    names = getattr(X, "columns", None)
    columns = X.T if names is None else (X.iloc[:, j] for j in range(X.shape[1]))
    bad = []
    for j, column in enumerate(columns):
        values = np.asarray(column)
        is_bad = values != values if values.dtype.kind == "O" else ~_is_finite(values)
        if np.any(is_bad):
            bad.append((int(np.argmax(is_bad)), _column_name(j, names)))
    if bad:
        raise ValueError(
            f"Input X contains NaN or infinity in {_listed([name for _, name in bad])}, the first "
            f"in row {min(bad)[0]}. {type(sampler).__name__} accepts no missing values. Drop those "
            "rows, or make them a category of their own, for example by X.fillna('missing')."
        )


def _is_finite(values: np.ndarray) -> np.ndarray:
    is_finite: np.ndarray = np.isfinite(values) if values.dtype.kind in "fc" else values == values
    return is_finite


def check_enough_rows(name: str, n_neighbors: Any, y: np.ndarray, plan: Mapping[Any, int]) -> None:
    """Check that each class that is to grow has more rows than a row is to have neighbors.

    Parameters
    ----------
    name : str
        The parameter.
    n_neighbors : int or estimator
        Its value; estimators see for themselves.
    y : ndarray of shape (n_samples,)
        Class labels.
    plan : mapping
        Label to number of rows to make.

    Raises
    ------
    ValueError
        Naming the class, its size and what to do.
    """
    if not isinstance(n_neighbors, Integral):
        return
    n_neighbors = int(n_neighbors)
    for label, n_synthetic in plan.items():
        n_rows = int(np.count_nonzero(y == label)) if n_synthetic else n_neighbors + 1
        if n_rows <= n_neighbors:
            remedy = (
                f"set {name} to {n_rows - 1} or less"
                if n_rows > 1
                else "a class of one row has no neighbors: add rows"
            )
            raise ValueError(
                f"Expected {name} < number of rows in the class, but {name} = {n_neighbors} and "
                f"class {name_of_label(label)} has {n_rows} "
                f"row(s): {remedy}, or leave the class out of sampling_strategy."
            )


def check_within_reach(name: str, n_neighbors: Any, n_rows: int, where: str = "X has") -> None:
    """Check that there are more rows than a row is to have neighbors among all of them.

    Raises
    ------
    ValueError
        Naming the parameter, both numbers and what to do.
    """
    if isinstance(n_neighbors, Integral) and int(n_neighbors) >= n_rows:
        raise ValueError(
            f"Expected {name} < number of rows, but {name} = {n_neighbors} and {where} {n_rows} "
            f"row(s): set {name} to {n_rows - 1} or less."
        )


def _is_plain(X: Any, y: Any) -> bool:
    """Whether nothing but finiteness is left to check: numeric rows, as many integer labels.

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
    )


def _note_width(sampler: Any, X: np.ndarray) -> None:
    """Record what there is to record of an array: its number of features."""
    sampler.n_features_in_ = X.shape[1]
    if hasattr(sampler, "feature_names_in_"):  # of an earlier data frame
        del sampler.feature_names_in_


def _labels(y: Any) -> np.ndarray:
    """One label a row; a one-hot target gives the number of its column."""
    if type_of_target(y) != "multilabel-indicator":
        labels: np.ndarray = column_or_1d(y)
        return labels
    indicator: np.ndarray = y.toarray() if sparse.issparse(y) else np.asarray(y)
    if np.any(indicator.sum(axis=1) > 1):
        raise ValueError(
            "y has rows with more than one label. Multilabel and multioutput targets are not "
            "supported. Pass one label a row (binary or multiclass), or its one-hot encoding."
        )
    return np.asarray(indicator.argmax(axis=1))


def _check_finite(X: Any, names: Any, sampler: Any) -> None:
    values = X.data if sparse.issparse(X) else X
    if values.dtype.kind not in "fc":
        return
    if _are_finite(values, sampler.n_jobs):
        return
    entries = X.tocoo() if sparse.issparse(X) else None
    if entries is not None:
        is_bad = ~np.isfinite(entries.data)
        rows, columns, bad = entries.row[is_bad], entries.col[is_bad], entries.data[is_bad]
    else:
        rows, columns = np.nonzero(~np.isfinite(X))
        bad = X[rows, columns]
    first = np.lexsort((columns, rows))[0]
    what = "NaN" if np.isnan(bad[first]) else "infinity"
    names_of_bad = [_column_name(c, names) for c in np.unique(columns).tolist()]
    raise ValueError(
        f"Input X contains {what}: {len(bad)} value(s) that are NaN or infinity in "
        f"{_listed(names_of_bad)}, the first in row {rows[first]}. "
        f"{type(sampler).__name__} accepts finite numbers only. Drop those rows, or impute them, "
        "for example by sklearn.impute.SimpleImputer."
    )


def _are_finite(values: np.ndarray, n_jobs: int | None) -> bool:
    """Whether there is no NaN and no infinity, in one pass and without a temporary.

    Either makes a sum not finite; a sum that overflows by itself is told apart by a second look.
    """
    suspects: list[slice] = []

    def look(part: slice) -> None:
        with np.errstate(over="ignore", invalid="ignore"):
            if not np.isfinite(values[part].sum()) and not np.isfinite(values[part]).all():
                suspects.append(part)

    for_each_part(look, len(values), values[:1].size or 1, n_jobs)
    return not suspects


def _not_numeric(X: Any) -> list[str]:
    """Names of the columns of ``X`` that cannot be read as numbers; empty if that is not it."""
    if sparse.issparse(X):
        return []
    names = getattr(X, "columns", None)
    array = np.asarray(X)
    if array.ndim != 2 or array.dtype.kind not in "OUSMm":
        return []
    bad = []
    for j in range(array.shape[1]):
        try:
            if array.dtype.kind in "Mm":
                raise TypeError
            array[:, j].astype(np.float64)
        except (TypeError, ValueError):
            bad.append(_column_name(j, names))
    return bad


def _column_name(j: int, names: Any) -> str:
    return str(j) if names is None else repr(names.tolist()[j])


def _listed(columns: list[str], most: int = 5) -> str:
    rest = f" and {len(columns) - most} more" if len(columns) > most else ""
    return f"column{'s' if len(columns) > 1 else ''} {', '.join(columns[:most])}{rest}"
