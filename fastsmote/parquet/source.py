"""Where rows come from: Parquet files or a CSV file, read in batches, as often as needed."""

import copy
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.dataset as pa_dataset
import pyarrow.parquet as pa_parquet

from fastsmote.errors.files import (
    changed,
    other_number_of_rows,
    unreadable,
)
from fastsmote.errors.tables import no_rows, other_columns
from fastsmote.parquet.ahead import one_ahead
from fastsmote.parquet.csv_types import infer_schema, open_csv
from fastsmote.parquet.finding import files_of
from fastsmote.parquet.progress import Progress
from fastsmote.tables import PathLike, check_names, format_of

#: What is shown each batch.
Look: TypeAlias = Callable[[pa.RecordBatch], object]

# Bytes of the rows that are read, or written as a row group, at a time; and how many rows at most.
_BATCH_BYTES = 32 << 20
_MOST_ROWS = 1 << 18
# Bytes of a column that are read at a time: they are still in the cache when they are decoded.
_BUFFER_BYTES = 1 << 18


class Source(ABC):
    """Rows that are read several times over, and have to be the same each time.

    Attributes
    ----------
    name : str
        As the user gave it.
    files : list of Path
        In the order of the rows.
    schema : pyarrow.Schema
        Columns of all files and, behind them, those of hive partitions.
    n_rows, n_bytes : int
        Rows, and bytes of the files.
    row_bytes : int
        Of a row in memory, about.
    largest_group_bytes : int
        Of the largest unit that is decoded at once.
    rounded : list of str
        Columns of text that is all integers, but beyond those of any type: read as floats.
    """

    schema: pa.Schema
    n_rows: int
    row_bytes: int
    largest_group_bytes: int

    def __init__(self, name: str, files: list[Path]) -> None:
        self.name, self.files = name, files
        self.rounded: list[str] = []
        self._seen = self._look()
        self.n_bytes = sum(size for size, *_ in self._seen)

    @property
    def n_rows_at_once(self) -> int:
        """Rows in a batch, and in a row group that is written."""
        return max(1, min(_MOST_ROWS, _BATCH_BYTES // max(1, self.row_bytes)))

    def batches(self, columns: list[str], look: Look | None = None) -> Iterator[pa.RecordBatch]:
        """Read some columns of all rows, in order.

        Parameters
        ----------
        columns : list of str
        look : callable, optional
            Called with each batch in turn, by the thread that reads ahead.

        Raises
        ------
        ValueError
            If a file cannot be read any more, or is no longer what it was.
        """
        n_read = 0
        self.check_unchanged()
        for batch in one_ahead(self._shown(columns, look)):
            n_read += batch.num_rows
            yield batch
        self.check_unchanged()
        if n_read != self.n_rows:
            raise other_number_of_rows(self.name, self.n_rows, n_read)

    def spelled(self, names: Iterable[str]) -> "Source":
        """The same rows with some columns as they are spelled: text, if the files are text."""
        return self

    def exact(self, names: Iterable[Any]) -> "Source":
        """The same rows with some columns as they are spelled that floats would round."""
        return self.spelled([name for name in names if name in self.rounded])

    def check_unchanged(self) -> None:
        """Raise a ValueError if a file is no longer what it was at first."""
        for file, before, now in zip(self.files, self._seen, self._look(), strict=True):
            if before != now:
                raise changed(str(file))

    def _shown(self, columns: list[str], look: Look | None) -> Iterator[pa.RecordBatch]:
        """The batches that have rows, each after it has been looked at."""

        def found() -> Iterator[pa.RecordBatch]:
            with self.reading(self.name):  # an error of who looks is no error of the file
                yield from self._read(columns)

        for batch in found():
            if batch.num_rows:
                if look is not None:
                    look(batch)
                yield batch

    @abstractmethod
    def _read(self, columns: list[str]) -> Iterator[pa.RecordBatch]:
        """Read some columns, in the order given."""

    @contextmanager
    def reading(self, file: PathLike) -> Iterator[None]:
        """Say which file an error of reading is about."""
        try:
            yield
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            self.check_unchanged()
            kind = format_of(self.files[0])
            raise unreadable("source", os.fspath(file), kind, error) from error

    def _look(self) -> list[tuple[int, ...]]:
        """What tells a file from one that has been changed or put in its place."""
        found: list[tuple[int, ...]] = []
        for file in self.files:
            try:
                stat = file.stat()
                found.append((stat.st_size, stat.st_mtime_ns, stat.st_ino))
            except FileNotFoundError:
                found.append((0, 0, 0))
        return found

    def _check_not_empty(self) -> None:
        if self.n_rows == 0:
            raise no_rows("source", self.name)


class ParquetSource(Source):
    """Parquet files of one schema.

    Attributes
    ----------
    about : pyarrow.parquet.FileMetaData
        Of the first file with rows.
    """

    def __init__(self, name: str, files: list[Path], base: Path | None) -> None:
        super().__init__(name, files)
        options = pa_dataset.ParquetFragmentScanOptions(
            # column by column, as it is decoded: a row group is never in memory as it is on disk
            use_buffered_stream=True,
            buffer_size=_BUFFER_BYTES,
            pre_buffer=False,
            page_checksum_verification=True,
        )
        with self.reading(files[0]):
            first = pa_parquet.read_schema(files[0])
        check_names(first.names, "source", name)  # a data set would not say which
        with self.reading(name):
            self._dataset = pa_dataset.dataset(
                [str(file) for file in files],
                format=pa_dataset.ParquetFileFormat(default_fragment_scan_options=options),
                partitioning=None if base is None else "hive",
                partition_base_dir=None if base is None else str(base),
            )
            self.schema = self._dataset.schema
            check_names(self.schema.names, "source", name)
            self._look_at_footers(first)
        self._check_not_empty()

    def _look_at_footers(self, first: pa.Schema) -> None:
        self.n_rows = self.largest_group_bytes = n_bytes = 0
        for file in self.files:
            with self.reading(file), pa_parquet.ParquetFile(file) as opened:
                if not opened.schema_arrow.equals(first):
                    others = [f for f in opened.schema_arrow if f not in list(first)]
                    named = [f"{field.name} ({field.type})" for field in others]
                    raise other_columns(str(file), str(self.files[0]), named)
                about = opened.metadata
                groups = [about.row_group(i) for i in range(about.num_row_groups)]
                self.n_rows += about.num_rows
                sizes = [self._bytes_in_memory(group) for group in groups]
                n_bytes += sum(sizes)
                self.largest_group_bytes = max(self.largest_group_bytes, *sizes, 0)
                if groups and not hasattr(self, "about"):
                    self.about = about
        self.row_bytes = -(-n_bytes // max(1, self.n_rows))

    def _bytes_in_memory(self, group: Any) -> int:
        widths = sum(_bit_width(field.type) for field in self.schema) / 8
        return int(max(group.total_byte_size, widths * group.num_rows))

    def _read(self, columns: list[str]) -> Iterator[pa.RecordBatch]:
        # Not all at once: a scanner reads on, up to a gigabyte, while a batch is being written.
        n_rows = self.n_rows_at_once if len(columns) > 1 else _MOST_ROWS
        for fragment in self._dataset.get_fragments():
            for row_groups in _together(fragment.row_groups):
                some = fragment.subset(row_group_ids=row_groups)
                with self.reading(fragment.path):
                    yield from some.to_batches(
                        schema=self.schema, columns=columns, batch_size=n_rows, batch_readahead=1
                    )


class CsvSource(Source):
    """A CSV file with a header, its types inferred from all rows."""

    def __init__(self, name: str, file: Path, progress: Progress) -> None:
        super().__init__(name, [file])
        with self.reading(self.name):
            self.schema, self.rounded, self.n_rows = infer_schema(
                file, progress, f"Reading {file.name}"
            )
        check_names(self.schema.names, "source", name)
        self._check_not_empty()
        self.row_bytes = max(8 * len(self.schema), self.n_bytes // self.n_rows)
        self.largest_group_bytes = 4 * pa_csv.ReadOptions().block_size

    def spelled(self, names: Iterable[str]) -> "Source":
        """The same rows with some columns as they are spelled; bytes that are no text stay so."""
        spelled = copy.copy(self)
        for name in names:
            idx = self.schema.get_field_index(name)
            if not pa.types.is_binary(self.schema.field(idx).type):
                spelled.schema = spelled.schema.set(idx, pa.field(name, pa.string()))
        return spelled

    def _read(self, columns: list[str]) -> Iterator[pa.RecordBatch]:
        types = {name: self.schema.field(name).type for name in columns}
        yield from open_csv(self.files[0], types)


def open_source(path: PathLike, progress: Progress) -> Source:
    """Open what a user names.

    Parameters
    ----------
    path : str or path-like
        A CSV file; or a Parquet file, a folder of such files with or without hive partitions
        (``key=value`` folders), or a pattern such as ``data/*.parquet``.
    progress : callable
        See `fastsmote.parquet.progress`.

    Raises
    ------
    ArgumentError
        If a name tells no format.
    FileNotFoundError
        If there is no such file.
    ValueError
        If files cannot be parsed, differ in their columns, have no rows, or two columns of one
        name.
    """
    files, base = files_of(path)
    if format_of(files[0]) == "csv":
        return CsvSource(os.fspath(path), files[0], progress)
    return ParquetSource(os.fspath(path), files, base)


def _together(row_groups: list[Any]) -> Iterator[list[int]]:
    """Row groups that are read at once: some small ones, or a large one."""
    ids: list[int] = []
    n_bytes = 0
    for group in row_groups:
        if ids and n_bytes + group.total_byte_size > _BATCH_BYTES:
            yield ids
            ids, n_bytes = [], 0
        ids.append(group.id)
        n_bytes += group.total_byte_size
    if ids:
        yield ids


def _bit_width(kind: pa.DataType) -> int:
    """Bits of a value in memory, 0 if that depends on the value."""
    try:
        return int(kind.bit_width)
    except ValueError:
        return 0
