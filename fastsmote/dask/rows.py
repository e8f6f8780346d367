"""What tasks do to the rows of a partition: check, select, take, join. Arrays or data frames."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from fastsmote.containers import is_frame
from fastsmote.dask.collections import to_matrix
from fastsmote.dask.counting import labels_of
from fastsmote.errors.partitions import (
    block_of_another_type,
    column_of_another_type,
    labels_changed,
    masked_rows,
    no_block,
    no_data_frame,
    not_as_many_labels,
    not_finite,
    other_columns,
)
from fastsmote.planning import rows_of_class
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
    elif isinstance(part, np.ma.MaskedArray):
        raise masked_rows(place)
    elif not isinstance(part, np.ndarray) or part.shape[1:] != (expected.width,):
        raise no_block(place, part, expected.width)
    elif part.dtype != expected.dtype:
        raise block_of_another_type(place, part.dtype, expected.dtype)
    if expected.is_matrix and not are_finite(part, 1):
        bad = ~np.isfinite(part)
        columns = [column_name(j, names) for j in np.flatnonzero(bad.any(axis=0)).tolist()]
        raise not_finite(place, int(np.count_nonzero(bad)), columns, int(bad.any(axis=1).argmax()))
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
    rows, found = find(part, labels, place, expected, counts, size)
    return [take(rows, rows_of) for rows_of in found]


def find(
    part: Any, labels: Any, place: int, expected: Expected, counts: list[tuple[Any, int]], size: int
) -> tuple[Any, list[np.ndarray]]:
    """All rows, and where in them those of some classes are: as `select`, without a copy."""
    rows = checked_rows(part, place, expected)
    y = labels_of(labels, place, expected.label_type)
    if len(y) != len(rows):
        raise not_as_many_labels(place, len(rows), len(y))
    found = [rows_of_class(y, label, n_jobs=1) for label, _ in counts]  # a task is one thread
    if len(y) != size or [len(rows_of) for rows_of in found] != [n for _, n in counts]:
        raise labels_changed(place)
    return rows, found


def take(rows: Any, idx: np.ndarray) -> Any:
    """Some rows, copied."""
    return rows.take(idx) if is_frame(rows) else np.take(rows, idx, axis=0)


def cut(rows: Any, start: int, stop: int) -> Any:
    """A range of rows, without a copy."""
    return rows.iloc[start:stop] if is_frame(rows) else rows[start:stop]


def join(parts: Sequence[Any]) -> Any:
    """Rows one after the other; of arrays C-contiguous."""
    if is_frame(parts[0]):
        import pandas as pd

        filled = [part for part in parts if len(part)]
        return pd.concat(_alike(filled)) if len(filled) > 1 else (filled or parts)[0]
    return np.ascontiguousarray(np.concatenate(parts) if len(parts) > 1 else parts[0])


def _alike(frames: Sequence[Any]) -> Sequence[Any]:
    """Data frames whose categories are those of all: pandas would make objects of the columns."""
    frames = [frame.copy(deep=False) for frame in frames]
    for j, dtypes in enumerate(zip(*(frame.dtypes for frame in frames), strict=True)):
        if len(set(dtypes)) > 1:  # categories that partitions alone know
            # a column of nothing but missing values has an index of objects, which would spread
            known = [dtype.categories for dtype in dtypes if len(dtype.categories)]
            every = known[0].append(known[1:]).unique() if known else dtypes[0].categories
            for frame in frames:
                frame.isetitem(j, frame.iloc[:, j].cat.set_categories(every, ordered=False))
    return frames


def _check_columns(part: Any, place: int, frame: Any) -> None:
    if not is_frame(part):
        raise no_data_frame(place, part)
    if part.columns.tolist() != frame.columns.tolist():
        raise other_columns(place, part.columns.tolist(), frame.columns.tolist())
    for j, (found, wanted) in enumerate(zip(part.dtypes, frame.dtypes, strict=True)):
        if found != wanted and not found.name == wanted.name == "category":
            raise column_of_another_type(place, column_name(j, frame.columns), found, wanted)
