"""Where rows go, block by block: what any output does, and those that take tables."""

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa

from fastsmote.parquet.source import Look, Source
from fastsmote.tables import write_rows


class Output(ABC):
    """A file that grows by blocks, of rows of the input and of synthetic ones.

    Parameters
    ----------
    source : Source
        The input.
    mark : str or None
        Name of a column to add that tells synthetic rows.
    """

    def __init__(self, source: Source, mark: str | None) -> None:
        self.source, self.mark = source, mark
        self.schema = source.schema
        if mark is not None:
            self.schema = self.schema.append(pa.field(mark, pa.bool_(), nullable=False))

    #: Whether rows of the input are read in batches, and not as text that keeps its spelling.
    shows_batches = True

    @abstractmethod
    def originals(self, n_rows: int, look: Look | None = None) -> Iterator[tuple[Any, int]]:
        """Blocks of so many rows of the input, and how many rows they have.

        What is to ``look`` at the batches sees them all, as in `Source.batches`, if there are any.
        """

    @abstractmethod
    def synthetic(self, table: pa.Table) -> Any:
        """A block of synthetic rows, given in the columns of the output."""

    @abstractmethod
    def write(self, blocks: list[Any], order: np.ndarray | None = None) -> None:
        """Append the rows of some blocks, in another order if one is given."""


class TableOutput(Output):
    """Blocks are tables."""

    def originals(self, n_rows: int, look: Look | None = None) -> Iterator[tuple[Any, int]]:
        """Batches of the input, cut and joined to tables of so many rows."""
        waiting: list[pa.RecordBatch] = []
        n = 0
        for batch in self.source.batches(self.source.schema.names, look):
            waiting.append(batch)
            n += batch.num_rows
            while n >= n_rows:
                table = pa.Table.from_batches(waiting)
                yield self._marked(table.slice(0, n_rows)), n_rows
                waiting = table.slice(n_rows).to_batches()
                n -= n_rows
        if n:
            yield self._marked(pa.Table.from_batches(waiting)), n

    def _marked(self, table: pa.Table) -> pa.Table:
        columns = table.columns
        if self.mark is not None:
            columns = [*columns, pa.repeat(pa.scalar(False), table.num_rows)]
        return pa.table(columns, schema=self.schema)

    def synthetic(self, table: pa.Table) -> pa.Table:
        """The table itself."""
        return table

    def write(self, blocks: list[Any], order: np.ndarray | None = None) -> None:
        """Append the rows of some tables, in another order if one is given."""
        table = pa.concat_tables(blocks)
        if order is not None:
            table = table.combine_chunks().take(pa.array(order))
        self._write_table(table)

    @abstractmethod
    def _write_table(self, table: pa.Table) -> None:
        """Append rows."""


class CsvOutput(TableOutput):
    """Tables as text."""

    def __init__(self, file: BinaryIO, source: Source, mark: str | None) -> None:
        super().__init__(source, mark)
        self._file = file
        file.write(line_of(self.schema.names, b"\n"))

    def _write_table(self, table: pa.Table) -> None:
        write_rows(table, self._file)


def line_of(names: list[str], line_end: bytes) -> bytes:
    """Names as a line of CSV."""
    text = io.StringIO()  # not by pyarrow, which puts every name in quotes
    csv.writer(text, lineterminator=line_end.decode()).writerow(names)
    return text.getvalue().encode()
