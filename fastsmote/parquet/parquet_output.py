"""Parquet files: written by rows, or one that is copied as it is and has row groups behind it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pa_parquet

from fastsmote.parquet.copying import Copying
from fastsmote.parquet.footers import MAGIC, can_be_joined, footer_start, replace_footer
from fastsmote.parquet.layout import layout_of
from fastsmote.parquet.outputs import Output, TableOutput
from fastsmote.parquet.source import Look, ParquetSource, Source


def parquet_writer(where: Any, source: Source) -> contextlib.AbstractContextManager[Output]:
    """Write Parquet to a file object, in the ways in which the input is written."""
    return finished(ParquetOutput(where, source, None))


@contextlib.contextmanager
def finished(output: "ParquetOutput") -> Iterator[Output]:
    """Complete a file, or let go of it if that fails."""
    try:
        yield output
    except BaseException:
        with contextlib.suppress(Exception):  # what went wrong first is what counts
            output.close()
        raise
    output.finish()


class ParquetOutput(TableOutput):
    """Rows are encoded in the ways in which the input is written."""

    def __init__(self, where: Any, source: Source, mark: str | None) -> None:
        super().__init__(source, mark)
        self.writer = pa_parquet.ParquetWriter(where, self.schema, **layout_of(source, self.schema))

    def _write_table(self, table: pa.Table) -> None:
        self.writer.write_table(table, row_group_size=max(1, self.source.n_rows_at_once))

    def finish(self) -> None:
        """Write the footer."""
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self.writer.close()


class AppendedOutput(ParquetOutput):
    """The bytes of a Parquet file as they are, and row groups behind them.

    All rows are read nevertheless: bytes that are damaged are not copied in silence.
    """

    def __init__(self, path: Path, source: Source) -> None:
        self._path, file = path, source.files[0]
        with source.reading(file):
            self._about = pa_parquet.read_metadata(file)
            self._end = footer_start(file)
        self._sink = pa.OSFile(str(path), "wb")
        self._descriptor = _descriptor(self._sink, path)
        super().__init__(self._sink, source, None)  # which begins the file as all others begin
        self._copying = Copying(source, file, path, range(MAGIC, self._end))

    @staticmethod
    def fits(source: Source, mark: str | None) -> bool:
        """Whether the columns of the output are those of one file, and written alike."""
        if mark is not None or not isinstance(source, ParquetSource) or len(source.files) > 1:
            return False
        is_whole = source.schema.names == source.about.schema.to_arrow_schema().names
        layout = layout_of(source, source.schema)
        return is_whole and can_be_joined(source.about, source.schema, layout)

    def originals(self, n_rows: int, look: Look | None = None) -> Iterator[tuple[int, int]]:
        """Where the bytes of each batch end, as if all rows had as many."""
        n_done = 0
        for batch in self.source.batches(self.source.schema.names):
            if look is not None:
                look(batch)  # here, for nothing else is to be done meanwhile
            n_done += batch.num_rows
            yield MAGIC + (self._end - MAGIC) * n_done // self.source.n_rows, batch.num_rows

    def write(self, blocks: list[Any], order: np.ndarray | None = None) -> None:
        """Let the copy go on up to an end, or append a table; nothing is put in another order."""
        for block in blocks:
            if isinstance(block, int):
                self._copying.keep_up(block)
            else:
                self._end_of_copy()
                super().write([block])

    def _end_of_copy(self) -> None:
        """Wait for it, and write behind it."""
        self._copying.finish()
        if self._sink.tell() < self._end:
            os.lseek(self._descriptor, self._end, os.SEEK_SET)

    def finish(self) -> None:
        """Let the footer tell of the rows of the input, too."""
        try:
            self._end_of_copy()
        finally:
            self.close()
        replace_footer(self._path, self._about, self.writer.writer.metadata)

    def close(self) -> None:
        """Let the file go."""
        self._copying.close()
        try:
            self.writer.close()
        finally:
            self._sink.close()


def _descriptor(sink: pa.OSFile, path: Path) -> int:
    """The descriptor of a file that nobody else has opened."""
    try:
        return int(sink.fileno())
    except AttributeError:  # older versions of pyarrow do not know it where they write
        about = os.stat(path)
        for name in os.listdir("/dev/fd"):
            with contextlib.suppress(OSError):  # that of the folder itself is closed
                if os.path.samestat(os.fstat(int(name)), about):
                    return int(name)
        raise
