"""Feature columns of any kind to the finite matrix that SMOTE and the estimators take.

``as_features`` looks at all rows, but learns nothing from them: it names the categories.
``preprocessor`` is what learns (medians, categories, scales), from the training part alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from fastsmote.errors import listed
from fastsmote.errors.features import (
    compound_values,
    empty,
    infinite,
    lengths_differ,
    names_twice,
    not_two_dimensional,
)
from fastsmote.missing import is_missing

#: A column of free text or of identifiers must not become a column a row: beyond this many
#: categories, the rarest share one.
MAX_CATEGORIES = 50

_NUMBERS = (Real, Decimal, np.bool_)


@dataclass(frozen=True)
class Features:
    """Features as numbers.

    Attributes
    ----------
    matrix : ndarray or CSR container of shape (n_samples, n_features), float32 or float64
        Categories as codes from 0; missing values as NaN.
    names : tuple of str
        Column names, or ``column 0`` and so on.
    categorical_idx : tuple of int
        Columns that hold codes.
    notes : tuple of str
        What was done to the columns, for people.
    """

    matrix: Any
    names: tuple[str, ...]
    categorical_idx: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def missing(self) -> dict[int, int]:
        """Number of missing values by column, for the columns that miss any."""
        if sparse.issparse(self.matrix):
            n_missing = np.bincount(
                self.matrix.indices[np.isnan(self.matrix.data)], minlength=len(self.names)
            )
        else:
            n_missing = np.isnan(self.matrix).sum(axis=0)
        return {int(idx): int(n_missing[idx]) for idx in np.flatnonzero(n_missing)}


def as_features(X: Any) -> Features:
    """Turn features in any supported container into a matrix of numbers.

    Parameters
    ----------
    X : array-like, sparse container, data frame or mapping of name to column
        Of shape (n_samples, n_features). Numbers and booleans stay numbers, dates and times
        become numbers, anything else becomes categories.

    Returns
    -------
    Features

    Raises
    ------
    ValueError
        If X is not two-dimensional, is empty, or holds infinity.
    """
    if sparse.issparse(X):
        matrix = sparse.csr_matrix(X, dtype=_float_type(X.dtype))
        features = Features(matrix, _numbered(matrix.shape[1]))
    elif isinstance(X, Mapping) or hasattr(X, "columns"):
        features = _from_columns(dict(_frame_columns(X)))
    else:
        values = np.asarray(X)
        if values.dtype.kind == "U" and not isinstance(X, np.ndarray):
            values = np.asarray(X, dtype=object)  # rows that mix text and numbers
        if values.ndim != 2:
            raise not_two_dimensional(values.ndim)
        names = _numbered(values.shape[1])
        if values.dtype.kind in "biuf":
            features = Features(values.astype(_float_type(values.dtype), copy=False), names)
        else:
            features = _from_columns(dict(zip(names, values.T, strict=True)))
    if 0 in features.matrix.shape:
        raise empty(features.matrix.shape)
    _refuse_infinity(features)
    return features


def preprocessor(features: Features, *, scale: bool) -> tuple[Pipeline | None, list[str]]:
    """Build the unfitted transformer of the features, and say what it is going to do.

    Parameters
    ----------
    features : Features
        Columns to transform.
    scale : bool
        Whether numeric columns are brought to mean 0 and variance 1 (sparse ones to variance 1).

    Returns
    -------
    pipeline : Pipeline or None
        None if there is nothing to do.
    notes : list of str
        A sentence for each thing done that the caller did not ask for.
    """
    missing = features.missing
    categorical_idx = list(features.categorical_idx)
    numeric_idx = np.delete(np.arange(len(features.names)), categorical_idx).tolist()
    notes = list(features.notes)
    steps: list[Any] = []
    imputed = [idx for idx in numeric_idx if idx in missing]
    if imputed:
        steps.append(SimpleImputer(strategy="median", keep_empty_features=True))
        notes.append(
            f"Missing values were imputed with the median of the training part: "
            f"{_listed(features, imputed, missing)}."
        )
    if scale and numeric_idx:
        steps.append(StandardScaler(with_mean=not sparse.issparse(features.matrix)))
    if categorical_idx:
        notes.append(f"One-hot encoded, not numeric: {_listed(features, categorical_idx)}.")
        if gaps := [idx for idx in categorical_idx if idx in missing]:
            notes.append(
                f"Missing values became a category of their own: "
                f"{_listed(features, gaps, missing)}."
            )
        encoder = OneHotEncoder(
            handle_unknown="infrequent_if_exist", max_categories=MAX_CATEGORIES, sparse_output=False
        )
        parts: list[Any] = [("categorical", encoder, categorical_idx)]
        if numeric_idx:
            numeric = make_pipeline(*steps) if steps else "passthrough"
            parts.insert(0, ("numeric", numeric, numeric_idx))
        steps = [ColumnTransformer(parts)]
    return (make_pipeline(*steps) if steps else None), notes


def _from_columns(columns: dict[str, Any]) -> Features:
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise lengths_differ(lengths)
    matrix = np.empty((lengths.pop() if lengths else 0, len(columns)))
    categorical_idx, dates = [], []
    for idx, (name, column) in enumerate(columns.items()):
        kind = _kind(column)
        if kind in "biuf":
            matrix[:, idx] = _floats(column)
        elif kind in "mM":
            dates.append(name)
            matrix[:, idx] = _instants(column, kind)
        else:
            numbers = _as_numbers(column)
            if numbers is None:
                categorical_idx.append(idx)
                numbers = _codes(column, name)
            matrix[:, idx] = numbers
    notes = (f"Dates and times were taken as numbers: {listed(dates)}.",) if dates else ()
    return Features(matrix, tuple(columns), tuple(categorical_idx), notes)


def _frame_columns(X: Any) -> Iterator[tuple[str, Any]]:
    # pyarrow's columns are arrays, everybody else's are names
    names = list(X) if isinstance(X, Mapping) else list(getattr(X, "column_names", X.columns))
    twice = [name for name, n in Counter(map(str, names)).items() if n > 1]
    if twice:
        raise names_twice(twice)
    for name in names:
        column = X[name]
        if hasattr(getattr(column, "type", None), "index_type"):
            # pyarrow gives NumPy a value in place of a missing one of a dictionary-encoded column
            column = column.cast(column.type.value_type)
        yield str(name), column


def _kind(column: Any) -> str:
    """Return NumPy's letter for the type of a column of any kind."""
    kind = getattr(getattr(column, "dtype", None), "kind", None)
    return kind if isinstance(kind, str) else str(np.asarray(column).dtype.kind)


def _floats(column: Any) -> NDArray[np.float64]:
    if hasattr(column, "isna"):  # pandas: its nullable types do not convert by themselves
        return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan))
    return np.asarray(column, dtype=np.float64)


def _instants(column: Any, kind: str) -> NDArray[np.float64]:
    instants = np.asarray(column, dtype="datetime64[us]" if kind == "M" else "timedelta64[us]")
    numbers = instants.astype(np.int64).astype(np.float64)
    numbers[np.isnat(instants)] = np.nan
    return numbers


def _objects(column: Any) -> list[Any]:
    values = np.asarray(column, dtype=object).tolist()
    return [None if is_missing(value) else value for value in values]


def _as_numbers(column: Any) -> NDArray[np.float64] | None:
    """Numbers that are kept as objects; None if the column holds anything else."""
    if str(getattr(column, "dtype", "")) == "category":
        return None
    values = _objects(column)
    if all(value is None or isinstance(value, _NUMBERS) for value in values):
        return np.array(values, dtype=np.float64)
    return None


def _codes(column: Any, name: str) -> NDArray[np.float64]:
    numbers: dict[Any, float] = {}
    try:
        return np.array(
            [
                np.nan if value is None else numbers.setdefault(value, float(len(numbers)))
                for value in _objects(column)
            ]
        )
    except TypeError as error:  # not hashable
        raise compound_values(name, error) from error


def _float_type(dtype: Any) -> Any:
    return np.float32 if dtype == np.float32 else np.float64


def _numbered(n_features: int) -> tuple[str, ...]:
    return tuple(f"column {idx}" for idx in range(n_features))


def _listed(features: Features, columns: list[int], counts: dict[int, int] | None = None) -> str:
    return listed(features.names[idx] + (f" ({counts[idx]})" if counts else "") for idx in columns)


def _refuse_infinity(features: Features) -> None:
    if sparse.issparse(features.matrix):
        columns = np.unique(features.matrix.indices[np.isinf(features.matrix.data)])
    else:
        columns = np.flatnonzero(np.isinf(features.matrix).any(axis=0))
    if columns.size:
        raise infinite(features.names[idx] for idx in columns.tolist())
