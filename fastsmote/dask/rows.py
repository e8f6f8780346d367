"""What tasks do to the rows of a partition: check, select, take, join. Arrays or data frames."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from fastsmote.containers import is_frame
from fastsmote.dask.collections import to_matrix
from fastsmote.dask.counting import labels_of
from fastsmote.errors.words import columns as columns_named
from fastsmote.validation.values import are_finite, column_name


class Expected(NamedTuple):
    """What a partition has to be.

    Attributes
    ----------
    frame : pandas data frame without rows, or None
        Its columns and types; None for an array.
    dtype : dtype
        Of its matrix.
    width : int
        Number of features.
    is_matrix : bool
        Whether rows are finite numbers; otherwise they are copied only, whatever they hold.
    label_type : dtype
        Of the labels.
    """

    frame: Any
    dtype: Any
    width: int
    is_matrix: bool
    label_type: Any


def checked_rows(part: Any, place: int, expected: Expected) -> Any:
    """Rows of a partition, as a matrix if they are numbers; raises, naming it, if they are bad."""
    names = None
    if expected.frame is not None:
        _check_columns(part, place, expected.frame)
        names = part.columns
        if not expected.is_matrix:
            return part
        part = to_matrix(part).astype(expected.dtype, copy=False)
    elif not isinstance(part, np.ndarray) or part.shape[1:] != (expected.width,):
        raise ValueError(
            f"Partition {place} of X is a {type(part).__name__} of shape "
            f"{getattr(part, 'shape', None)}; expected an ndarray of {expected.width} columns."
        )
    elif part.dtype != expected.dtype:
        raise ValueError(
            f"Partition {place} of X is of type {part.dtype}, and X is of type {expected.dtype}. "
            "Cast the partitions to one type, for example by X.astype(...)."
        )
    if expected.is_matrix and not are_finite(part, 1):
        bad = ~np.isfinite(part)
        columns = [column_name(j, names) for j in np.flatnonzero(bad.any(axis=0)).tolist()]
        raise ValueError(
            f"Partition {place} of X contains {np.count_nonzero(bad)} value(s) that are NaN or "
            f"infinity in {columns_named(columns)}, the first in its row "
            f"{bad.any(axis=1).argmax()}; expected finite numbers. Drop those rows, or impute them."
        )
    return part


def select(
    part: Any, labels: Any, place: int, expected: Expected, counts: list[tuple[Any, int]], size: int
) -> list[Any]:
    """Rows of some classes, class by class, of a partition that is checked.

    Parameters
    ----------
    part, labels
        A partition of ``X`` and of ``y``.
    place : int
        Which partition.
    expected : Expected
        What it has to be.
    counts : list of (label, int)
        The classes, with the number of rows that have been counted.
    size : int
        Rows that have been counted.
    """
    rows = checked_rows(part, place, expected)
    y = labels_of(labels, place, expected.label_type)
    if len(y) != len(rows):
        raise ValueError(
            f"Partition {place} of X has {len(rows)} rows and that of y has {len(y)} labels; "
            "expected one label a row. Take both from one collection."
        )
    found = [np.flatnonzero(y == label) for label, _ in counts]
    if len(y) != size or [len(rows_of) for rows_of in found] != [n for _, n in counts]:
        raise ValueError(
            f"Partition {place} of y holds other labels than when it was counted: "
            "it must be the same whenever it is computed. Persist it, or fix its seed."
        )
    return [take(rows, rows_of) for rows_of in found]


def select_one(*arguments: Any, **options: Any) -> Any:
    """The same of one class: its rows."""
    return select(*arguments, **options)[0]


def take(rows: Any, idx: np.ndarray) -> Any:
    """Some rows, copied."""
    return rows.take(idx) if is_frame(rows) else np.take(rows, idx, axis=0)


def cut(rows: Any, start: int, stop: int) -> Any:
    """A range of rows, without a copy."""
    return rows.iloc[start:stop] if is_frame(rows) else rows[start:stop]


def join(parts: Sequence[Any]) -> Any:
    """Rows one after the other; of arrays C-contiguous, in native byte order."""
    if is_frame(parts[0]):
        import pandas as pd

        filled = [part for part in parts if len(part)]
        return pd.concat(filled) if len(filled) > 1 else (filled or parts)[0]
    out = np.concatenate(parts) if len(parts) > 1 else parts[0]
    return np.ascontiguousarray(out, dtype=out.dtype.newbyteorder("="))


def _check_columns(part: Any, place: int, frame: Any) -> None:
    if not is_frame(part):
        raise ValueError(
            f"Partition {place} of X is a {type(part).__name__}; expected a pandas data frame."
        )
    if part.columns.tolist() != frame.columns.tolist():
        raise ValueError(
            f"Partition {place} of X has columns {part.columns.tolist()}, and X has "
            f"{frame.columns.tolist()}: names and order must be the same. Reorder them by "
            "X.map_partitions(lambda part: part[columns])."
        )
    for column, found, wanted in zip(frame.columns, part.dtypes, frame.dtypes, strict=True):
        if found != wanted and found.name != "category":
            raise ValueError(
                f"Partition {place} of X has column {column!r} of type {found}, and X has it of "
                f"type {wanted}. Cast it in all partitions, for example by X.astype(...)."
            )
