"""A CSV file that becomes a CSV file is copied as text: its rows keep their spelling."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fastsmote.parquet.csv_types import open_csv
from fastsmote.parquet.outputs import Output, line_of
from fastsmote.parquet.source import Look, Source
from fastsmote.tables import write_rows

_COPY_BYTES = 1 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class TextOutput(Output):
    """Blocks are lists of lines, or of any pieces of text."""

    shows_batches = False

    def __init__(self, file: BinaryIO, source: Source, mark: str | None, is_plain: bool) -> None:
        super().__init__(source, mark)
        self._file, self._is_plain = file, is_plain
        with source.files[0].open("rb") as original:
            head = b""
            for line in _lines(original):
                head += line
                if line.removeprefix(_BYTE_ORDER_MARK).strip(b"\r\n"):
                    break
        self._n_head = len(head)
        self._line_end = head[len(head.rstrip(b"\r\n")) :] or b"\n"
        header = head.rstrip(b"\r\n")
        if mark is not None:
            header += b"," + line_of([mark], b"")
        file.write(header + self._line_end)
        self._spelling = _spelling(source)

    def originals(self, n_rows: int, look: Look | None = None) -> Iterator[tuple[Any, int]]:
        """The lines of the input, or its text in pieces where nothing is added to lines."""
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
        if not last.endswith((b"\n", b"\r")):
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
        """A table as lines, in the spelling of the input."""
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
        """Append the lines of some blocks, in another order if one is given."""
        pieces = [piece for block in blocks for piece in block]
        self._file.writelines(pieces if order is None else map(pieces.__getitem__, order.tolist()))


def _lines(file: Any) -> Iterator[bytes]:
    """Rows of a CSV file: a line break within quotes ends none."""
    row, is_quoted = [], False
    for line in _text_lines(file):
        row.append(line)
        if is_quoted or b'"' in line:
            is_quoted = _ends_in_quotes(line, is_quoted)
        if not is_quoted:
            yield b"".join(row)
            row = []
    if row:
        yield b"".join(row)


def _text_lines(file: Any) -> Iterator[bytes]:
    for line in file:
        if b"\r" in line[:-2] or line.endswith(b"\r"):
            yield from line.splitlines(keepends=True)
        else:
            yield line


def _ends_in_quotes(line: bytes, is_quoted: bool) -> bool:
    """Whether a line ends within quotes, which open at the start of a field alone."""
    line, place = b"," + line.removeprefix(_BYTE_ORDER_MARK), 1
    while True:
        if not is_quoted:
            place = line.find(b',"', place - 1) + 2
            if place == 1:
                return False
        place = line.find(b'"', place)
        if place < 0:
            return True
        is_quoted = line[place + 1 : place + 2] == b'"'  # two that stand for one
        place += 2 if is_quoted else 1


def _spelling(source: Source) -> dict[str, tuple[str, str]]:
    """How the first row of a CSV file spells booleans: true, True or TRUE."""
    names = [field.name for field in source.schema if pa.types.is_boolean(field.type)]
    spelling = {}
    if names:
        with source.reading(source.files[0]):
            batches = open_csv(source.files[0], dict.fromkeys(names, pa.string()))
            first = next(batch for batch in batches if batch.num_rows)
        for name, (text,) in zip(names, first.slice(0, 1).to_pydict().values(), strict=True):
            text = text or ""
            spell = str.upper if text.isupper() else str.title if text.istitle() else str.lower
            spelling[name] = (spell("true"), spell("false"))
    return spelling
