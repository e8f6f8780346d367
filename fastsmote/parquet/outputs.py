"""Where rows go: a Parquet or a CSV file, written block by block.

A CSV file that becomes a CSV file is copied as text: its rows keep their spelling. A Parquet file
is copied as it is where nothing but row groups behind it is new.
"""

import contextlib
import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pa_parquet

from fastsmote.parquet.footers import MAGIC, can_be_joined, footer_start, replace_footer
from fastsmote.parquet.layout import layout_of
from fastsmote.parquet.source import Look, ParquetSource, Source
from fastsmote.tables import format_of, write_rows

_COPY_BYTES = 1 << 20


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

    #: Whether rows of the input are read in batches, and not as text.
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


@contextlib.contextmanager
def open_output(
    path: Path, destination: Path, source: Source, mark: str | None, is_copied: bool
) -> Iterator[Output]:
    """Create a file.

    Parameters
    ----------
    path : Path
        File to create.
    destination : Path
        Its name in the end, which tells its format.
    source : Source
        The input.
    mark : str or None
        Name of a column to add that tells synthetic rows.
    is_copied : bool
        Whether all rows of the input are written first, in their order.
    """
    if format_of(destination) == "parquet":
        make = _AppendedOutput if is_copied and _AppendedOutput.fits(source, mark) else None
        with _finished(make(path, source) if make else _ParquetOutput(path, source, mark)) as out:
            yield out
        return
    with path.open("xb") as file:
        if format_of(source.files[0]) == "csv":
            yield _TextOutput(file, source, mark, is_copied and mark is None)
        else:
            yield _CsvOutput(file, source, mark)


def parquet_writer(where: Any, source: Source) -> contextlib.AbstractContextManager[Output]:
    """Write Parquet to a file object, in the ways in which the input is written."""
    return _finished(_ParquetOutput(where, source, None))


@contextlib.contextmanager
def _finished(output: "_ParquetOutput") -> Iterator[Output]:
    try:
        yield output
    except BaseException:
        with contextlib.suppress(Exception):  # what went wrong first is what counts
            output.close()
        raise
    output.finish()


class _TableOutput(Output):
    """Blocks are tables."""

    def originals(self, n_rows: int, look: Look | None = None) -> Iterator[tuple[Any, int]]:
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
        return table

    def write(self, blocks: list[Any], order: np.ndarray | None = None) -> None:
        table = pa.concat_tables(blocks)
        if order is not None:
            table = table.combine_chunks().take(pa.array(order))
        self._write_table(table)

    @abstractmethod
    def _write_table(self, table: pa.Table) -> None:
        """Append rows."""


class _ParquetOutput(_TableOutput):
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


class _AppendedOutput(_ParquetOutput):
    """The bytes of a Parquet file as they are, and row groups behind them.

    All rows are read nevertheless: bytes that are damaged are not copied in silence.
    """

    def __init__(self, path: Path, source: Source) -> None:
        self._path, self._file = path, source.files[0]
        self._about = pa_parquet.read_metadata(self._file)
        self._end = footer_start(self._file)
        self._sink = pa.OSFile(str(path), "wb")
        super().__init__(self._sink, source, None)  # which begins the file as all others begin

    @staticmethod
    def fits(source: Source, mark: str | None) -> bool:
        """Whether the columns of the output are those of one file, and written alike."""
        if mark is not None or not isinstance(source, ParquetSource) or len(source.files) > 1:
            return False
        is_whole = source.schema.names == source.about.schema.to_arrow_schema().names
        layout = layout_of(source, source.schema)
        return is_whole and can_be_joined(source.about, source.schema, layout)

    def originals(self, n_rows: int, look: Look | None = None) -> Iterator[tuple[range, int]]:
        start, n_done = MAGIC, 0
        for batch in self.source.batches(self.source.schema.names, look):
            n_done += batch.num_rows
            stop = MAGIC + (self._end - MAGIC) * n_done // self.source.n_rows
            yield range(start, stop), batch.num_rows
            start = stop

    def write(self, blocks: list[Any], order: np.ndarray | None = None) -> None:
        for block in blocks:
            if isinstance(block, range):
                self._copy(block)
            else:
                super().write([block])

    def _copy(self, part: range) -> None:
        for piece in self._pieces(part):
            self._sink.write(piece)

    def _pieces(self, part: range) -> Iterator[bytes]:
        with self.source.reading(self._file), self._file.open("rb") as original:
            original.seek(part.start)
            for start in part[::_COPY_BYTES]:
                yield original.read(min(_COPY_BYTES, part.stop - start))

    def finish(self) -> None:
        self.close()
        replace_footer(self._path, self._about, self.writer.writer.metadata)

    def close(self) -> None:
        try:
            self.writer.close()
        finally:
            self._sink.close()


class _CsvOutput(_TableOutput):
    def __init__(self, file: BinaryIO, source: Source, mark: str | None) -> None:
        super().__init__(source, mark)
        self._file = file
        file.write(_line(self.schema.names, b"\n"))

    def _write_table(self, table: pa.Table) -> None:
        write_rows(table, self._file)


class _TextOutput(Output):
    """Blocks are lists of lines, or of any pieces of text."""

    shows_batches = False

    def __init__(self, file: BinaryIO, source: Source, mark: str | None, is_plain: bool) -> None:
        super().__init__(source, mark)
        self._file, self._is_plain = file, is_plain
        with source.files[0].open("rb") as original:
            head = b""
            for line in _lines(original):
                head += line
                if line.strip(b"\xef\xbb\xbf\r\n"):
                    break
        self._n_head = len(head)
        self._line_end = b"\r\n" if head.endswith(b"\r\n") else b"\n"
        header = head.rstrip(b"\r\n")
        if mark is not None:
            header += b"," + _line([mark], b"")
        file.write(header + self._line_end)
        self._spelling = _spelling(source)

    def originals(self, n_rows: int, look: Look | None = None) -> Iterator[tuple[Any, int]]:
        self.source.check_unchanged()
        file = self.source.files[0]
        with self.source.reading(file), file.open("rb") as original:
            original.seek(self._n_head)
            blocks = self._pieces(original) if self._is_plain else self._blocks(original, n_rows)
            for block in blocks:
                yield block
                self.source.check_unchanged()  # text that is appended to has no end

    def _pieces(self, original: BinaryIO) -> Iterator[tuple[list[bytes], int]]:
        """Copy the text as it is, and end its last line; rows are guessed by the bytes."""
        last = self._line_end
        while piece := original.read(_COPY_BYTES):
            yield [piece], len(piece) * self.source.n_rows // self.source.n_bytes
            last = piece
        if not last.endswith(b"\n"):
            yield [self._line_end], 0

    def _blocks(self, original: BinaryIO, n_rows: int) -> Iterator[tuple[list[bytes], int]]:
        block: list[bytes] = []
        mark = b"" if self.mark is None else b",false"
        for line in _lines(original):
            row = line.rstrip(b"\r\n")
            if row:
                block.append(row + mark + self._line_end)
            if len(block) == n_rows:
                yield block, n_rows
                block = []
        if block:
            yield block, len(block)

    def synthetic(self, table: pa.Table) -> list[bytes]:
        for name, texts in self._spelling.items():
            idx = table.schema.get_field_index(name)
            table = table.set_column(idx, name, pc.if_else(table.column(idx), *texts))
        text = io.BytesIO()
        write_rows(table, text)
        text.seek(0)
        if self._line_end == b"\n":
            return [text.getvalue()] if self._is_plain else list(_lines(text))
        # breaks within a label stay as they are
        return [line.removesuffix(b"\n") + self._line_end for line in _lines(text)]

    def write(self, blocks: list[Any], order: np.ndarray | None = None) -> None:
        pieces = [piece for block in blocks for piece in block]
        self._file.writelines(pieces if order is None else map(pieces.__getitem__, order.tolist()))


def _lines(file: Any) -> Iterator[bytes]:
    """Rows of a CSV file: a line break within quotes ends none."""
    row, n_quotes = [], 0
    for line in file:
        row.append(line)
        n_quotes += line.count(b'"')
        if n_quotes % 2 == 0:
            yield b"".join(row)
            row, n_quotes = [], 0
    if row:
        yield b"".join(row)


def _line(names: list[str], line_end: bytes) -> bytes:
    text = io.StringIO()  # not by pyarrow, which puts every name in quotes
    csv.writer(text, lineterminator=line_end.decode()).writerow(names)
    return text.getvalue().encode()


def _spelling(source: Source) -> dict[str, tuple[str, str]]:
    """How the first row of a CSV file spells booleans: true, True or TRUE."""
    with source.files[0].open(newline="", encoding="utf-8-sig") as file:
        rows = (row for row in csv.reader(file) if row)
        first = dict(zip(next(rows), next(rows), strict=True))
    spelling = {}
    for field in source.schema:
        if pa.types.is_boolean(field.type):
            text = first[field.name]
            spell = str.upper if text.isupper() else str.title if text.istitle() else str.lower
            spelling[field.name] = (spell("true"), spell("false"))
    return spelling
