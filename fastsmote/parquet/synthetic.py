"""Synthetic rows of a class, made some at a time, so that they never are all in memory."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from fastsmote.drawing import RowDraws
from fastsmote.interpolation import Segments, interpolate
from fastsmote.parquet.roles import Roles, to_column

#: Feature name to values of synthetic rows.
ColumnArrays: TypeAlias = dict[str, pa.Array]


class SyntheticRows(ABC):
    """Synthetic rows of a class, in their order.

    Parameters
    ----------
    n_rows : int
        How many there are.
    """

    def __init__(self, n_rows: int) -> None:
        self.n_rows = n_rows

    @abstractmethod
    def take(self, n: int) -> ColumnArrays:
        """Make the next ``n`` of them."""


class NoRows(SyntheticRows):
    """None, where none can be made."""

    def __init__(self) -> None:
        super().__init__(0)

    def take(self, n: int) -> ColumnArrays:
        """Never called."""
        raise AssertionError(f"there are no rows, {n} were asked for")


class RowsBetween(SyntheticRows):
    """Rows on the segments between rows.

    Parameters
    ----------
    n_rows : int
        How many there are.
    X : ndarray of shape (n_samples, n_features)
        Rows between which they stand.
    segments : callable
        Gives those of the next ``n`` rows.
    roles : Roles
        Columns of ``X`` and their types.
    sampler : BaseOverSampler
        Says how many threads there are, and what becomes of the fractions of integers.
    """

    def __init__(
        self,
        n_rows: int,
        X: np.ndarray,
        segments: Callable[[int], Segments],
        roles: Roles,
        sampler: Any,
    ) -> None:
        super().__init__(n_rows)
        self._X, self._segments, self._roles = X, segments, roles
        self._n_jobs, self._rounds = sampler.n_jobs, sampler.integer_columns == "round"

    def take(self, n: int) -> ColumnArrays:
        """Make the next ``n`` of them."""
        out = np.empty((n, self._X.shape[1]), self._X.dtype)
        interpolate(self._X, *self._segments(n), out, self._n_jobs, self._rounds)
        fields = [self._roles.schema.field(name) for name in self._roles.numbers]
        return {
            field.name: to_column(values, field.type, self._rounds)
            for field, values in zip(fields, out.T, strict=True)
        }


class RowsAgain(SyntheticRows):
    """Rows that are drawn again."""

    def __init__(self, n_rows: int, rows: pa.Table, draws: RowDraws) -> None:
        super().__init__(n_rows)
        self._rows, self._draws = rows, draws

    def take(self, n: int) -> ColumnArrays:
        """Draw the next ``n`` of them."""
        return arrays_of(self._rows.take(pa.array(self._draws.take(n))))


def arrays_of(table: pa.Table) -> ColumnArrays:
    """Columns of a table, each in one piece."""
    return {
        name: column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
