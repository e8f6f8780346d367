"""Why scikit-learn refused ``X`` or ``y``, in terms of what was passed.

It is looked for once something was refused: what is right costs nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.containers import is_frame, is_series, is_table
from fastsmote.errors import rows, targets
from fastsmote.errors.types import like
from fastsmote.errors.words import said
from fastsmote.missing import is_missing
from fastsmote.validation.values import not_numeric


@contextmanager
def explained_rows(sampler: Any, X: Any, y: Any = None) -> Iterator[None]:
    """Context in which scikit-learn looks at rows, and at their number beside that of labels.

    Raises
    ------
    ValueError, TypeError
        What it raises, of the same type, naming what is wrong with ``X`` and what to do.
    """
    try:
        yield
    except (TypeError, ValueError) as error:
        raise like(error, _about_rows(error, X, y, type(sampler).__name__)) from error


@contextmanager
def explained_target(y: Any) -> Iterator[None]:
    """Context in which scikit-learn looks at labels.

    Raises
    ------
    ValueError, TypeError
        What it raises, of the same type, naming what is wrong with ``y`` and what to do.
    """
    try:
        yield
    except (TypeError, ValueError) as error:
        raise like(error, _about_target(error, y)) from error


def _about_rows(error: Exception, X: Any, y: Any, owner: str) -> str:
    if isinstance(X, np.matrix):
        return rows.numpy_matrix()
    if is_frame(X):
        return _about_frame(error, X, y, owner)
    if is_table(X):
        return _about_table(error, X, X.shape, y, owner)
    try:
        array = X if sparse.issparse(X) else np.asarray(X)
    except ValueError:  # rows of several lengths have no shape
        return _about_ragged(error, X)
    if array.ndim == 0:
        return rows.no_table(X, owner)
    if array.dtype.kind == "c":
        return rows.complex_numbers("X", array.dtype)
    if array.dtype.kind == "V":
        return rows.structured(array.dtype)
    if array.ndim != 2:
        return rows.not_two_dimensional(array.shape, X)
    if array.dtype.kind in "US" and not not_numeric(array):
        return rows.text_for_numbers(array.dtype)
    return _about_table(error, X, array.shape, y, owner)


def _about_frame(error: Exception, X: Any, y: Any, owner: str) -> str:
    if str(error).startswith("Feature names"):
        return rows.names_of_types(sorted({type(name).__name__ for name in X.columns}))
    fills = {repr(name): getattr(dtype, "fill_value", 0) for name, dtype in X.dtypes.items()}
    filled = [name for name, fill in fills.items() if fill != 0]
    if str(error).startswith("fill value") and filled:
        return rows.fill_value(filled)
    if str(error).startswith("Complex"):
        return rows.complex_numbers("X", next(t for t in X.dtypes if t.kind == "c"))
    return _about_table(error, X, X.shape, y, owner)


def _about_table(error: Exception, X: Any, shape: tuple[int, ...], y: Any, owner: str) -> str:
    for noun, size in zip(("sample", "feature"), shape, strict=True):
        if size == 0:
            return rows.empty(noun, shape, owner)
    if y is not None and len(y) != shape[0]:
        return targets.lengths_differ(shape[0], len(y))
    examples = not_numeric(X)
    if not examples:
        return str(error)
    return rows.not_numbers(examples, owner, phrase_of(error))


def phrase_of(error: Exception) -> str:
    """What scikit-learn, or Python, says of an object that is no number; it is asked for."""
    return said(error) if "argument must be" in str(error) else ""


def _about_ragged(error: Exception, X: Any) -> str:
    lengths = [len(row) if hasattr(row, "__len__") else 0 for row in X]
    for row, n in enumerate(lengths):
        if n != lengths[0]:
            return rows.ragged(lengths[0], row, n)
    return str(error)


def _about_target(error: Exception, y: Any) -> str:
    if is_frame(y) or is_series(y):
        y = y.to_numpy()
    try:
        array = y.toarray() if sparse.issparse(y) else np.asarray(y)
    except ValueError:
        return targets.ragged()
    if array.ndim == 0:
        return targets.no_labels(y)
    kind, values = array.dtype.kind, array.ravel().tolist()
    if kind == "c":
        return rows.complex_numbers("y", array.dtype)
    if any(isinstance(value, bytes) for value in values):
        return targets.bytes_labels()
    if "NaN" in str(error):
        return targets.missing(sum(map(is_missing, values)), len(values))
    if "infinity" in str(error):
        return targets.infinite(sum(map(_is_infinite, values)), len(values))
    if array.ndim > 1 and array.shape[1] > 1 and all(isinstance(value, str) for value in values):
        return targets.several_columns(array.shape)
    if kind == "O":
        return targets.mixed(sorted({type(value).__name__ for value in values}))
    fractions = [value for value in values if kind == "f" and value != np.floor(value)]
    if fractions:
        return targets.continuous(str(error), fractions)
    return targets.several_columns(array.shape) if array.ndim > 1 else str(error)


def _is_infinite(value: Any) -> bool:
    return isinstance(value, float) and abs(value) == float("inf")
