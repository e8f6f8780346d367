"""Dask collections as lists of partitions, and back."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any

import dask.array as da
import numpy as np
from dask import delayed
from dask.base import tokenize
from dask.highlevelgraph import HighLevelGraph
from sklearn.utils import check_array

from fastsmote.containers import GivenFrame, is_frame, is_series, native, readable
from fastsmote.dask.frames import frame_of
from fastsmote.errors.partitions import (
    collections_differ,
    columns_not_numbers,
    labels_not_one_dimensional,
    no_dask_labels,
    no_dask_rows,
    partitions_differ,
    rows_not_two_dimensional,
    width_unknown,
)
from fastsmote.validation.values import column_name


class Partitions:
    """The partitions of ``X`` and ``y``, each a delayed object.

    Parameters
    ----------
    X : dask array of shape (n_samples, n_features) or dask data frame
        Chunks may be of unknown length; those of columns are joined.
    y : dask array of shape (n_samples,) or dask series
        As many partitions, of the same lengths.

    Attributes
    ----------
    rows, labels : list of Delayed
        Their partitions, one by one.
    frame : pandas data frame without rows, or None
        Columns and types that each partition is to have; None for an array.
    label_type : dtype
        Of ``y``.
    label_bytes : float
        Size of ``y``; NaN if that is unknown.
    dtype : dtype
        Of the matrix of the features; of an array as it is.
    width : int
        Number of features.

    Raises
    ------
    TypeError
        Anything else than these collections.
    ValueError
        Partitions that do not match, or another number of dimensions.
    """

    def __init__(self, X: Any, y: Any) -> None:
        _check_kinds(X, y)
        X, y = _native(X), _native(y)
        if isinstance(X, da.Array):
            if X.numblocks[1] > 1:
                X = X.rechunk({1: -1})
            self.frame = None
            self.dtype, self.width = X.dtype, int(X.shape[1])
            self.rows = [row[0] for row in X.to_delayed(optimize_graph=False)]
            known = X.chunks[0]
            if isinstance(y, da.Array) and _are_known(known) and _are_known(y.chunks[0]):
                _check_lengths(sum(known), sum(y.chunks[0]))
                y = y.rechunk((known,))
        else:
            self.frame = _numbered_meta(X._meta)
            self.width = self.frame.shape[1]
            self.dtype = None
            self.rows = _frame_parts(X)
        self._X, self._y = X, y
        self.label_type = y.dtype
        self.label_bytes = float("nan")
        if isinstance(y, da.Array):
            self.labels = list(y.to_delayed(optimize_graph=False))
            self.label_bytes = float(y.nbytes)
        else:
            self.labels = _frame_parts(y)
        if len(self.rows) != len(self.labels):
            raise partitions_differ(len(self.rows), len(self.labels))

    def append(
        self,
        counted: Sequence[int],
        rows: Sequence[Any],
        labels: Sequence[Any],
        sizes: Sequence[float],
        dtype: Any = None,
        are_apart: bool = False,
    ) -> tuple[Any, Any]:
        """Put new partitions after those that there are.

        Parameters
        ----------
        counted : sequence of int
            Rows of each partition that there is.
        rows, labels : sequence of Delayed
            New partitions of ``X`` and ``y``.
        sizes : sequence of float
            Their numbers of rows; NaN if unknown.
        dtype : dtype, optional
            What an array becomes; as it is by default.
        are_apart : bool, default=False
            Whether new labels are made without the new rows.
        """
        return (
            self._append_rows(counted, rows, sizes, dtype, are_apart),
            self._append_labels(counted, labels, sizes),
        )

    def _append_rows(
        self,
        counted: Sequence[int],
        rows: Sequence[Any],
        sizes: Sequence[float],
        dtype: Any,
        are_apart: bool,
    ) -> Any:
        if self.frame is not None:
            return frame_of([*_numbered(self.rows, self._X, counted), *rows], self.frame)
        X = self._X if dtype is None else self._X.astype(dtype)
        return _append_blocks(X, rows, sizes, are_last=are_apart)

    def _append_labels(
        self, counted: Sequence[int], labels: Sequence[Any], sizes: Sequence[float]
    ) -> Any:
        if not isinstance(self._y, da.Array):
            parts = _numbered(self.labels, self._y, counted)
            return frame_of([*parts, *labels], self.label_meta)
        return _append_blocks(self._y, labels, sizes, are_last=True)

    def label_type_of(self, place: int) -> Any:
        """Type of the labels of a partition; delayed where only the partition knows categories."""
        is_categorical = hasattr(self.label_meta, "cat")
        return delayed(_type_of)(self.labels[place]) if is_categorical else self.label_type

    @property
    def label_meta(self) -> Any:
        """The empty series that ``y`` is made of; None for an array."""
        return None if isinstance(self._y, da.Array) else _numbered_meta(self._y._meta)


def matrix_type(frame: Any, name: str) -> np.dtype:
    """Type of the matrix of a data frame's columns.

    Raises
    ------
    ValueError
        Naming the columns that are not numbers.
    """
    bad = [
        (column_name(j, frame.columns), dtype)
        for j, dtype in enumerate(frame.dtypes)
        if getattr(dtype, "kind", "O") not in "biuf" and dtype.type is not Decimal
    ]
    if bad:
        raise columns_not_numbers(bad, name)
    return to_matrix(frame).dtype


def to_matrix(frame: Any) -> np.ndarray:
    """Values of a data frame, in the type that they have in common."""
    matrix: np.ndarray = check_array(
        readable(_plain(frame), n_jobs=1), ensure_all_finite=False, ensure_min_samples=0
    )
    return matrix


def _plain(frame: Any) -> Any:
    """A data frame whose sparse columns are dense, and Arrow's decimals floats."""
    import pandas as pd

    plain = frame.copy(deep=False)
    for j, dtype in enumerate(frame.dtypes):
        column = frame.iloc[:, j]
        if isinstance(dtype, pd.SparseDtype):
            plain.isetitem(j, column.sparse.to_dense())
        elif dtype.type is Decimal:
            plain.isetitem(j, column.to_numpy(object, na_value=np.nan).astype(np.float64))
    return plain


def to_frame(rows: np.ndarray, frame: Any, first: int) -> Any:
    """Rows as a data frame like another, numbered from ``first``."""
    return number_rows(GivenFrame(frame).restored(rows), first, frame.index.name)


def number_rows(data: Any, first: int, name: Any = None) -> Any:
    """A data frame or series whose index numbers its rows from ``first``."""
    import pandas as pd

    return data.set_axis(pd.RangeIndex(first, first + len(data), name=name), axis=0)


def _numbered_meta(meta: Any) -> Any:
    """What a result is made of: a frame or series whose index can go on with numbers of rows."""
    return meta.iloc[:0] if _goes_on(meta) else number_rows(meta.iloc[:0], 0)


def _numbered(parts: Sequence[Any], data: Any, sizes: Sequence[int]) -> Sequence[Any]:
    """Partitions of a collection as they are, or numbered if its index cannot go on."""
    if _goes_on(data._meta):
        return parts
    starts = accumulate(sizes, initial=0)
    return [delayed(number_rows)(part, start) for part, start in zip(parts, starts, strict=False)]


def _goes_on(meta: Any) -> bool:
    """Whether an index holds what rows are numbered by: all partitions are to have one type."""
    return bool(meta.index.dtype == np.int64)


def _native(data: Any) -> Any:
    """A collection as it is, or with its numbers in the byte order of this machine."""
    if isinstance(data, da.Array):
        return data if data.dtype.isnative else data.astype(data.dtype.newbyteorder("="))
    meta = data._meta
    like = native(meta)
    return data if like is meta else data.map_partitions(native, meta=like)


def _append_blocks(
    array: Any, parts: Sequence[Any], sizes: Sequence[float], *, are_last: bool
) -> Any:
    """Put blocks of rows after those of an array, in one step for all: tasks wait for each.

    Where nothing else depends on the new parts, ``are_last``, the last task of each makes the block
    itself: another one that passes it on would take the scheduler as long as a small task.
    """
    (first, *others), rest = array.chunks, (0,) * (array.ndim - 1)
    keys = [*((array.name, i, *rest) for i in range(len(first))), *(part.key for part in parts)]
    name = f"appended-{tokenize(keys)}"
    blocks: dict[Any, Any] = {(name, i, *rest): key for i, key in enumerate(keys)}
    last = [layer for part in parts for layer in part.__dask_layers__()] if are_last else []
    for i, (part, layer) in enumerate(zip(parts, last, strict=False), len(first)):
        key = (name, i, *rest)
        blocks[key] = _named(part.dask.layers[layer][part.key], key)
    graph = HighLevelGraph.from_collections(name, blocks, dependencies=[array, *parts])
    for layer in last:
        del graph.layers[layer]
        graph.dependencies[name] |= graph.dependencies.pop(layer)
    graph.dependencies[name] -= set(last)
    return da.Array(graph, name, ((*first, *sizes), *others), dtype=array.dtype)


def _named(task: Any, key: Any) -> Any:
    """The same task under another name, which Dask's tuples of old do not know."""
    return task if isinstance(task, tuple) else task.substitute({}, key=key)


def _frame_parts(frame: Any) -> list[Any]:
    """Partitions of a frame or series, as many as it has: optimized they may be read together."""
    return list(frame.simplify().to_delayed(optimize_graph=False))


def _check_kinds(X: Any, y: Any) -> None:
    if not (isinstance(X, da.Array) or _is_dask(X, is_frame)):
        raise no_dask_rows(X)
    if not (isinstance(y, da.Array) or _is_dask(y, is_series)):
        raise no_dask_labels(y)
    if X.ndim != 2:
        raise rows_not_two_dimensional(X.ndim)
    if y.ndim != 1:
        raise labels_not_one_dimensional(y.ndim)
    if np.isnan(X.shape[1] if isinstance(X, da.Array) else 0.0):
        raise width_unknown()


def _is_dask(data: Any, is_kind: Any) -> bool:
    return hasattr(data, "to_delayed") and is_kind(getattr(data, "_meta", None))


def _type_of(labels: Any) -> Any:
    return labels.dtype


def _are_known(sizes: Sequence[float]) -> bool:
    return not np.isnan(sizes).any()


def _check_lengths(n_rows: float, n_labels: float) -> None:
    if n_rows != n_labels:
        raise collections_differ(n_rows, n_labels)
