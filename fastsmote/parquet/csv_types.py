"""CSV files block by block, with types that fit all blocks.

Arrow's reader infers the types of a whole file, which has to be in memory for it, or those of the
first block, at which it stays. So the text is read once block by block, each block's types are
inferred, and those that fit all are used from then on.
"""

import contextlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from fastsmote.parquet.progress import Progress
from fastsmote.tables import are_beyond_int64, are_integers

_BLOCK_BYTES = 8 << 20
# Stands for integers that no type holds all of; nothing is read as that.
_INTEGERS = pa.decimal256(76, 0)


def open_csv(path: Path, types: Mapping[str, pa.DataType]) -> Iterator[pa.RecordBatch]:
    """Read some columns of a CSV file in batches; empty fields and ``NA`` are missing."""
    convert = pa_csv.ConvertOptions(
        strings_can_be_null=True, column_types=dict(types), include_columns=list(types)
    )
    with _reader(path, convert) as reader:
        yield from reader


def infer_schema(path: Path, progress: Progress, step: str) -> tuple[pa.Schema, list[str], int]:
    """Find the types that all rows of a CSV file fit, and count the rows.

    Returns
    -------
    schema : pyarrow.Schema
    rounded : list of str
        Columns of integers that no type holds all of: floats in the schema.
    n_rows : int

    Raises
    ------
    pyarrow.ArrowInvalid
        If the text is no table.
    """
    with _reader(path, pa_csv.ConvertOptions(check_utf8=False)) as reader:
        names = reader.schema.names
    text = dict.fromkeys(names, pa.binary())
    kinds: dict[str, pa.DataType] = dict.fromkeys(names, pa.null())
    n_rows = 0
    if len(kinds) < len(names):  # the caller refuses them
        return pa.schema([(name, pa.null()) for name in names]), [], 1
    for batch in open_csv(path, text):
        n_rows += batch.num_rows
        for name, column in zip(names, batch.columns, strict=True):
            kinds[name] = _common(kinds[name], _inferred(column))
        progress(step, n_rows)
    for name, kind in kinds.items():
        if kind == pa.uint64() and not _fits(path, name, kind):
            kinds[name] = _INTEGERS
    rounded = [name for name, kind in kinds.items() if kind == _INTEGERS]
    return pa.schema(list((kinds | dict.fromkeys(rounded, pa.float64())).items())), rounded, n_rows


def typed(texts: pa.Array | pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Values of texts, read as the fields of a file are."""
    return _read_again(texts, {"column": kind})


def _fits(path: Path, name: str, kind: pa.DataType) -> bool:
    """Whether all texts of a column are of a type."""
    try:
        for _ in open_csv(path, {name: kind}):
            pass
    except pa.ArrowInvalid:
        return False
    return True


def _reader(path: Path, convert: pa_csv.ConvertOptions) -> pa_csv.CSVStreamingReader:
    return pa_csv.open_csv(
        path,
        read_options=pa_csv.ReadOptions(block_size=_BLOCK_BYTES),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=convert,
    )


def _read_again(
    column: pa.Array | pa.ChunkedArray, types: Mapping[str, pa.DataType] | None = None
) -> pa.ChunkedArray:
    """Read some texts as a file of their own, by default as the type that Arrow infers."""
    lines = io.BytesIO()
    pa_csv.write_csv(pa.table({"column": column}), lines)
    parse = pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
    convert = pa_csv.ConvertOptions(strings_can_be_null=True, column_types=types)
    lines.seek(0)
    return pa_csv.read_csv(lines, parse_options=parse, convert_options=convert).column(0)


def _inferred(column: pa.Array) -> pa.DataType:
    """The type that Arrow infers from some texts."""
    try:
        values = _read_again(column)
    except pa.ArrowInvalid:  # not UTF-8
        return pa.binary()
    if not are_beyond_int64(values):
        return values.type
    with contextlib.suppress(pa.ArrowInvalid):
        return typed(column, pa.uint64()).type
    return _INTEGERS if are_integers(column) else values.type


def _common(left: pa.DataType, right: pa.DataType) -> pa.DataType:
    """The type that the texts of both fit."""
    kinds = {left, right} - {pa.null()}
    if len(kinds) < 2:
        return kinds.pop() if kinds else pa.null()
    if kinds == {pa.int64(), pa.uint64()}:
        return pa.uint64()  # unless some are negative, which is seen behind the last block
    if kinds <= {pa.int64(), pa.uint64(), _INTEGERS}:
        return _INTEGERS
    if kinds <= {pa.int64(), pa.uint64(), _INTEGERS, pa.float64()}:
        return pa.float64()
    if all(pa.types.is_date(kind) or pa.types.is_timestamp(kind) for kind in kinds):
        return pa.timestamp("ns" if pa.timestamp("ns") in kinds else "s")
    return pa.binary() if pa.binary() in kinds else pa.string()
