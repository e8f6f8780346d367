"""The rows of the classes that are to grow, and a look at all values, as batches come by."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from fastsmote.errors.files import other_number_in_class
from fastsmote.errors.tables import missing_values, not_finite
from fastsmote.parquet.counting import Target
from fastsmote.parquet.progress import Progress
from fastsmote.parquet.roles import Roles
from fastsmote.parquet.source import Source
from fastsmote.validation.values import are_finite


class ClassRows(NamedTuple):
    """Rows of a class, in the order of the input.

    Attributes
    ----------
    row_idx : ndarray of shape (n_rows,), intp
        Where they are in the input.
    numbers : ndarray of shape (n_rows, n_numbers)
        Columns that are interpolated.
    others : pyarrow.Table
        Columns whose values are copied.
    """

    row_idx: np.ndarray
    numbers: np.ndarray
    others: pa.Table


class Gathering:
    """Takes the rows of some classes out of batches that come by, and looks at all their values.

    Parameters
    ----------
    source : Source
    target : Target
    roles : Roles
    labels : iterable
        The classes.
    """

    def __init__(self, source: Source, target: Target, roles: Roles, labels: Iterable[Any]) -> None:
        self._source, self._target, self._roles = source, target, roles
        self._classes = {label: _Gathered(source.name, target, label, roles) for label in labels}
        self._checked = _Checked(roles)
        self._n_seen = 0

    def look(self, batch: pa.RecordBatch) -> None:
        """Take what is wanted of the next batch, which has the target and all features."""
        self._checked.look(batch)
        labels = batch.column(batch.schema.get_field_index(self._target.name))
        for label, gathered in self._classes.items():
            gathered.add(batch, self._target.rows_with(label, labels), self._n_seen)
        self._n_seen += batch.num_rows

    def read(self, progress: Progress) -> None:
        """Look at all rows in a pass of their own."""
        n_done = 0
        for batch in self._source.batches([self._target.name, *self._roles.features], self.look):
            n_done += batch.num_rows
            progress("Gathering the rows to grow from", n_done, self._source.n_rows)

    @property
    def is_refused(self) -> bool:
        """Whether `rows` will raise."""
        return self._checked.is_refused

    def rows(self) -> dict[Any, ClassRows]:
        """Label to its rows, once all batches have come by.

        Raises
        ------
        ValueError
            If a number is missing or infinite, in any row of the input; if a class has no longer
            as many rows as when they were counted.
        """
        self._checked.refuse()
        classes, self._classes = self._classes, {}  # whoever has the rows may let them go
        return {label: gathered.rows() for label, gathered in classes.items()}


def numbers_of(
    batch: pa.RecordBatch, roles: Roles, rows: np.ndarray | slice = slice(None)
) -> np.ndarray:
    """Rows of a batch, or all of them, as the matrix of their numbers."""
    columns = [batch.column(batch.schema.get_field_index(name)) for name in roles.numbers]
    n_rows = batch.num_rows if isinstance(rows, slice) else len(rows)
    X = np.empty((n_rows, len(columns)), roles.dtype)
    for j, column in enumerate(columns):
        X[:, j] = column.to_numpy(zero_copy_only=False)[rows]
    return X


class _Gathered:
    """Rows of a class as they are met."""

    def __init__(self, source: str, target: Target, label: Any, roles: Roles) -> None:
        self._source, self._label = source, label
        n = target.count(label)
        self.roles, self.n = roles, 0
        self.row_idx = np.empty(n, dtype=np.intp)
        self.numbers = np.empty((n, len(roles.numbers)), roles.dtype)
        self.others: list[pa.RecordBatch] = []

    def add(self, batch: pa.RecordBatch, rows: np.ndarray, start: int) -> None:
        place = slice(self.n, self.n + len(rows))
        self.n += len(rows)
        if not len(rows):
            return
        if self.n > len(self.row_idx):
            raise self._changed()
        self.row_idx[place] = start + rows
        if self.roles.numbers:
            self.numbers[place] = numbers_of(batch, self.roles, rows)
        if self.roles.others:
            others = [batch.schema.get_field_index(name) for name in self.roles.others]
            self.others.append(batch.select(others).take(pa.array(rows)))

    def rows(self) -> ClassRows:
        if self.n != len(self.row_idx):
            raise self._changed()
        others = pa.Table.from_batches(self.others) if self.others else pa.table({})
        self.others.clear()
        return ClassRows(self.row_idx, self.numbers, others.combine_chunks())

    def _changed(self) -> ValueError:
        return other_number_in_class(self._source, self._label, len(self.row_idx), self.n)


class _Checked:
    """Numbers that are missing or infinite, by column."""

    def __init__(self, roles: Roles) -> None:
        self.names = roles.numbers
        self.n_missing = dict.fromkeys(self.names, 0)
        self.not_finite: set[str] = set()

    @property
    def is_refused(self) -> bool:
        return bool(self.not_finite) or any(self.n_missing.values())

    def look(self, batch: pa.RecordBatch) -> None:
        for name in self.names:
            column = batch.column(batch.schema.get_field_index(name))
            self.n_missing[name] += column.null_count
            if pa.types.is_floating(column.type) and not column.null_count:
                values = column.to_numpy(zero_copy_only=False)
                if not are_finite(values, 1):
                    self.not_finite.add(name)

    def refuse(self) -> None:
        missing = [f"{name} ({n})" for name, n in self.n_missing.items() if n]
        if missing:
            raise missing_values(missing)
        if self.not_finite:
            bad = [name for name in self.names if name in self.not_finite]
            raise not_finite(bad)
