"""Rows of numbers and categories in the containers that users have, read and grown by columns.

A data frame stays one: each column keeps its dtype, and no table of objects is made of it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from fastsmote.assembly import allocate
from fastsmote.categorical import Categories
from fastsmote.containers import (
    as_dtype,
    frame_of,
    is_frame,
    is_table,
    joined,
    with_none,
    with_unique_names,
)
from fastsmote.integers import as_held
from fastsmote.interpolation import Segments, interpolate, join_segments
from fastsmote.planning import rows_of_class
from fastsmote.sparse_interpolation import interpolate_sparse

# Synthetic values that are made before they go to their columns.
_AT_ONCE = 1 << 14


class Part(NamedTuple):
    """Synthetic rows of one class.

    Attributes
    ----------
    codes : ndarray of shape (n_synthetic, n_categorical), unsigned
        Their categories.
    segments : Segments
        Where they stand among the rows of the class ...
    numbers : ndarray or CSR container of shape (n_rows, n_continuous), optional
        ... and the continuous columns of these, if there are any.
    """

    codes: np.ndarray
    segments: Segments
    numbers: Any = None


class Columns(ABC):
    """Rows with continuous and categorical columns.

    Parameters
    ----------
    X : container of shape (n_samples, n_features)
        Not modified.
    categorical, continuous : ndarray of intp
        Positions of the columns.
    rounds : bool, default=False
        Whether synthetic integers are the nearest ones, halves to even, or truncated towards zero.
    """

    def __init__(
        self, X: Any, categorical: np.ndarray, continuous: np.ndarray, rounds: bool = False
    ) -> None:
        self.X, self.categorical, self.continuous = X, categorical, continuous
        self.rounds = rounds

    @property
    @abstractmethod
    def dtype(self) -> Any:
        """In which the continuous columns are given."""

    @abstractmethod
    def categories(self) -> list[Any]:
        """Each categorical column, an ndarray or a Series of pandas or narwhals."""

    @abstractmethod
    def take(self, rows: Any) -> Any:
        """The categorical columns of some rows, in one dense container."""

    @abstractmethod
    def numbers(self, rows: Any) -> Any:
        """The continuous columns of some rows, a C-contiguous ndarray or a CSR container."""

    @abstractmethod
    def grown(self, parts: list[Part], known: Categories, n_jobs: int | None, n_kept: int) -> Any:
        """All rows or none, and behind them the synthetic ones, in the same container."""


def by_rows_of_data(segments: Iterable[Segments], y: np.ndarray, labels: Iterable[Any]) -> Segments:
    """Segments of some classes, by rows of the data instead of those of each class."""
    placed = []
    for (seed, neighbor, step), label in zip(segments, labels, strict=True):
        rows = rows_of_class(y, label)
        placed.append(Segments(rows[seed], rows[neighbor], step))
    return join_segments(placed)


def columns_of(
    X: Any, categorical: np.ndarray, continuous: np.ndarray, rounds: bool = False
) -> Columns:
    """The columns of an ndarray, a CSR or CSC container, a data frame or a table, as `Columns`."""
    if sparse.issparse(X):
        return _SparseColumns(X, categorical, continuous, rounds)
    if is_frame(X):
        return _FrameColumns(X, categorical, continuous, rounds)
    if is_table(X):
        return _TableColumns(X, categorical, continuous, rounds)
    return _ArrayColumns(X, categorical, continuous, rounds)


class _ArrayColumns(Columns):
    @property
    def dtype(self) -> Any:
        return self.X.dtype if self.X.dtype.kind in "biuf" else np.dtype(np.float64)

    def categories(self) -> list[Any]:
        return [self.X[:, j] for j in self.categorical]

    def take(self, rows: Any) -> Any:
        return self.X[rows].take(self.categorical, axis=1)

    def numbers(self, rows: Any) -> Any:
        return self.X[rows].take(self.continuous, axis=1).astype(self.dtype, copy=False)

    def grown(self, parts: list[Part], known: Categories, n_jobs: int | None, n_kept: int) -> Any:
        start = n_kept
        out = allocate(self.X[:n_kept], sum(len(part.codes) for part in parts), n_jobs)
        if self.X.dtype != self.dtype and len(self.continuous):  # all values of a type
            out[:start, self.continuous] = self.numbers(slice(start))
        for part in parts:
            stop = start + len(part.codes)
            for rows, numbers in _blocks(part):
                out[start:stop][rows, self.continuous] = as_held(numbers, out.dtype, self.rounds)
            for column, example, code in zip(
                self.categorical, known.examples, part.codes.T, strict=True
            ):
                values = self.X[example, column]
                for rows in _slices(len(code), 1):
                    out[start:stop][rows, column] = values[code[rows]]
            start = stop
        return out


class _FrameColumns(Columns):
    @property
    def dtype(self) -> Any:
        dtypes = [self.X.dtypes.iloc[j] for j in self.continuous]
        if all(isinstance(dtype, np.dtype) and dtype.kind in "biuf" for dtype in dtypes):
            return np.result_type(*dtypes)
        return np.dtype(np.float64)

    def categories(self) -> list[Any]:
        return [self.X.iloc[:, j] for j in self.categorical]

    def take(self, rows: Any) -> Any:
        return with_none(with_unique_names(self.X.iloc[rows, self.categorical]))

    def numbers(self, rows: Any) -> Any:
        # rows first: pandas 2 would copy whole columns
        selected = self.X.iloc[rows].iloc[:, self.continuous]
        # older versions of pandas read NA as NaN if told to; integers would be copied for that
        options = {"na_value": np.nan} if self.dtype.kind == "f" else {}
        return np.ascontiguousarray(selected.to_numpy(dtype=self.dtype, **options))

    def grown(self, parts: list[Part], known: Categories, n_jobs: int | None, n_kept: int) -> Any:
        n_synthetic = sum(len(part.codes) for part in parts)
        columns: list[Any] = [None] * self.X.shape[1]
        for i, j in enumerate(self.categorical):
            columns[j] = self._longer_category(i, parts, known, n_kept)
        grown = [_Grown(self.X.iloc[:n_kept, j], n_synthetic) for j in self.continuous]
        start = 0
        for part in parts:
            stop = start + len(part.codes)
            for rows, numbers in _blocks(part):
                for column, values in zip(grown, numbers.T, strict=True):
                    held = column.new[start:stop]
                    held[rows] = as_held(values, held.dtype, self.rounds)
            start = stop
        for j, column in zip(self.continuous, grown, strict=True):
            columns[j] = column.whole(self.rounds)
        return frame_of(columns, self.X.columns)

    def _longer_category(self, i: int, parts: list[Part], known: Categories, n_kept: int) -> Any:
        """A categorical column with that of the synthetic rows behind it."""
        import pandas as pd

        column = self.X.iloc[:, self.categorical[i]]
        pieces = [column.iloc[:n_kept]]
        for part in parts:
            # some rows at a time: their number takes eight times the room of a code
            for rows in _slices(len(part.codes), 1):
                pieces.append(column.iloc[known.examples[i][part.codes[rows, i]]])
        return pd.concat(pieces, ignore_index=True)


class _TableColumns(Columns):
    def __init__(
        self, X: Any, categorical: np.ndarray, continuous: np.ndarray, rounds: bool = False
    ) -> None:
        from fastsmote.containers import tables

        super().__init__(X, categorical, continuous, rounds)
        self.tables, self.frame = tables, tables.framed(X)

    @property
    def dtype(self) -> Any:
        columns = [self.frame[:, j] for j in self.continuous.tolist()]
        if all(map(self.tables.is_number, columns)):
            return self.tables.common_dtype(columns)
        return np.dtype(np.float64)

    def categories(self) -> list[Any]:
        return [self.frame[:, j] for j in self.categorical.tolist()]

    def take(self, rows: Any) -> Any:
        return self.tables.as_texts(self.frame[:, self.categorical.tolist()][rows]).to_native()

    def numbers(self, rows: Any) -> Any:
        return self.tables.numbers(self.frame[:, self.continuous.tolist()][rows], 1, self.dtype)

    def grown(self, parts: list[Part], known: Categories, n_jobs: int | None, n_kept: int) -> Any:
        n_synthetic = sum(len(part.codes) for part in parts)
        columns: list[Any] = [None] * self.frame.shape[1]
        for i, j in enumerate(self.categorical.tolist()):
            synthetic = [known.examples[i][part.codes[:, i]] for part in parts]
            columns[j] = self.frame[:, j][np.concatenate([np.arange(0), *synthetic])]
        for j in self.continuous.tolist():
            columns[j] = np.empty(n_synthetic, self.frame[:0, j].to_numpy().dtype)
        start = 0
        for part in parts:
            stop = start + len(part.codes)
            for rows, numbers in _blocks(part):
                for j, values in zip(self.continuous, numbers.T, strict=True):
                    held = columns[j][start:stop]
                    held[rows] = as_held(values, held.dtype, self.rounds)
            start = stop
        for j in self.continuous.tolist():
            columns[j] = self.tables.cast(columns[j], self.frame[:, j])
        return self.tables.like(self.X, self.tables.appended(self.frame[:n_kept], columns))


class _SparseColumns(Columns):
    @property
    def dtype(self) -> Any:
        return self.X.dtype

    def categories(self) -> list[Any]:
        return list(self.take(slice(None)).T)

    def take(self, rows: Any) -> Any:
        return self.X.tocsr()[rows][:, self.categorical].toarray()

    def numbers(self, rows: Any) -> Any:
        return self.X.tocsr()[rows][:, self.continuous]

    def grown(self, parts: list[Part], known: Categories, n_jobs: int | None, n_kept: int) -> Any:
        values = self.categories()
        blocks = [self.X if n_kept else self.X.tocsr()[:0]]
        for part in parts:
            numbers = interpolate_sparse(part.numbers, *part.segments, n_jobs, self.rounds)
            categories = [
                column[example][code]
                for column, example, code in zip(values, known.examples, part.codes.T, strict=True)
            ]
            dense = type(numbers)(np.column_stack(categories).astype(self.dtype, copy=False))
            blocks.append(
                self._placed(numbers, self.continuous) + self._placed(dense, self.categorical)
            )
        return sparse.vstack(blocks, format=self.X.format)

    def _placed(self, rows: Any, columns: np.ndarray) -> Any:
        """Rows that hold some of the columns, among all columns."""
        return type(rows)(
            (rows.data, columns[rows.indices], rows.indptr),
            shape=(rows.shape[0], self.X.shape[1]),
        )


def _blocks(part: Part) -> Iterator[tuple[slice, np.ndarray]]:
    """Synthetic numbers, some rows at a time; integers as float64, to be cast."""
    if part.numbers is None:
        return
    d = part.numbers.shape[1]
    dtype = part.numbers.dtype if part.numbers.dtype.kind == "f" else np.dtype(np.float64)
    for rows in _slices(len(part.codes), d):
        drawn = Segments(*(values[rows] for values in part.segments))
        numbers = np.empty((len(drawn.step), d), dtype)
        interpolate(part.numbers, *drawn, numbers, 1)
        yield rows, numbers


def _slices(n_rows: int, n_columns: int) -> Iterator[slice]:
    """Rows of so many values as are made at once."""
    n_at_once = max(1, _AT_ONCE // n_columns)
    return (slice(start, start + n_at_once) for start in range(0, n_rows, n_at_once))


class _Grown:
    """A column of numbers with room behind it.

    Parameters
    ----------
    column : pandas series
    n_more : int

    Attributes
    ----------
    new : ndarray of shape (n_more,)
        The room: at its place, or where the dtype is none of NumPy's by itself, in float64.
    """

    def __init__(self, column: Any, n_more: int) -> None:
        self._column, self._values = column, None
        if isinstance(column.dtype, np.dtype) and column.dtype.kind in "biuf":
            self._values = np.empty(len(column) + n_more, column.dtype)
            self._values[: len(column)] = column.to_numpy()
            self.new = self._values[len(column) :]
        else:
            self.new = np.empty(n_more)

    def whole(self, rounds: bool) -> Any:
        """The column with what has been written behind it."""
        if self._values is not None:
            return self._values
        return joined(self._column, as_dtype(self.new, self._column, rounds))
