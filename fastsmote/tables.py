"""Tables in CSV and Parquet files, as pyarrow tables (extra ``cli``)."""

import io
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet

from fastsmote.errors.files import TABLE_FILE, is_directory, no_file, unknown_format, unreadable
from fastsmote.errors.tables import no_column, no_rows, same_names

Format = Literal["csv", "parquet"]
PathLike = str | os.PathLike[str]

_FORMATS: dict[str, Format] = {".csv": "csv", ".parquet": "parquet", ".pq": "parquet"}
_WRITE_ROWS = 1 << 16  # rows of text held at a time
_IN_QUOTES = re.compile(rb'[,"\r\n]')
_UNQUOTED = pa_csv.WriteOptions(include_header=False, quoting_style="none")


def format_of(path: PathLike, parameter: str = "source") -> Format:
    """Tell a file's format by its name.

    Parameters
    ----------
    path : str or path-like
        The file.
    parameter : str, default='source'
        What the message calls it.

    Raises
    ------
    ArgumentError
        If the name ends in none of .csv, .parquet and .pq.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _FORMATS:
        raise unknown_format(parameter, os.fspath(path), suffix, _FORMATS)
    return _FORMATS[suffix]


def read_table(path: PathLike, target: str | None = None, parameter: str = "FILE") -> pa.Table:
    """Read a whole CSV or Parquet file.

    In a CSV file, types are inferred from all rows, integers up to those of uint64, and empty
    fields, ``NA`` and the like are missing values in text columns too.

    Parameters
    ----------
    path : str or path-like
        File to read.
    target : str, optional
        Column whose integers, if no type holds all of them, are text: elsewhere they are floats.
    parameter : str, default='FILE'
        What the messages call it, by default as the command line does.

    Returns
    -------
    pyarrow.Table
        At least one row; column names that differ.

    Raises
    ------
    ArgumentError
        If the name tells no format.
    FileNotFoundError, IsADirectoryError
        If there is no such file.
    ValueError
        If the file cannot be parsed, has no rows, or has two columns of one name.
    """
    file_format = format_of(path, parameter)
    name = os.fspath(path)
    if not os.path.exists(path):
        raise no_file(parameter, name, TABLE_FILE)
    if os.path.isdir(path):
        raise is_directory(parameter, name, TABLE_FILE)
    try:
        if file_format == "parquet":  # before Arrow looks columns up by their names
            check_names(pa_parquet.read_schema(path).names, parameter, name)
        table = _read_csv(path, target) if file_format == "csv" else pa_parquet.read_table(path)
        names = table.column_names  # decoded when they are asked for
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise unreadable(parameter, name, file_format, error) from error
    check_names(names, parameter, name)
    if table.num_rows == 0:
        raise no_rows(parameter, name)
    return table


def check_names(names: list[str], parameter: str, path: str) -> None:
    """Raise a ValueError if two columns of a file are of one name."""
    twice = [column for column, n in Counter(names).items() if n > 1]
    if twice:
        raise same_names(parameter, path, twice)


def check_column(table: pa.Table, column: str, path: PathLike) -> None:
    """Check that a table has a column.

    Raises
    ------
    ArgumentError
        If it has not: the message lists the columns and suggests a near match.
    """
    names = table.column_names
    if column not in names:
        is_csv = format_of(path) == "csv"
        raise no_column("target", column, os.fspath(path), names, is_csv=is_csv)


def index_columns(schema: pa.Schema) -> list[str]:
    """Columns that hold a pandas index rather than data, by the metadata pandas wrote."""
    metadata = schema.pandas_metadata or {}
    named = [entry for entry in metadata.get("index_columns", []) if isinstance(entry, str)]
    return [name for name in named if name in schema.names]


def labels_of(column: pa.ChunkedArray) -> Any:
    """Return a target column as a NumPy array, objects where it is text or misses values."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.to_numpy()


def are_beyond_int64(numbers: pa.ChunkedArray) -> bool:
    """Whether numbers that were read as floats may be integers: Arrow looks for no larger ones."""
    if not pa.types.is_floating(numbers.type):
        return False
    bounds = pc.min_max(numbers).as_py()
    return bounds["min"] is not None and (bounds["min"] <= -(2.0**63) or bounds["max"] >= 2.0**63)


def are_integers(texts: pa.Array | pa.ChunkedArray) -> bool:
    """Whether texts, or bytes, that are not missing are spelled as integers."""
    return bool(pc.all(pc.match_substring_regex(texts, r"^\s*[+-]?[0-9]+\s*$")).as_py())


def _read_csv(path: PathLike, target: str | None) -> pa.Table:
    # Without a limit on line breaks within quotes the reader cannot use its threads, so it is
    # asked for that only where the quick way fails.
    try:
        return _read_parsed(path, target, pa_csv.ParseOptions())
    except pa.ArrowInvalid:
        return _read_parsed(path, target, pa_csv.ParseOptions(newlines_in_values=True))


def _read_parsed(path: PathLike, target: str | None, parse: pa_csv.ParseOptions) -> pa.Table:
    convert = pa_csv.ConvertOptions(strings_can_be_null=True)

    def read(types: dict[str, pa.DataType]) -> pa.Table:
        convert.include_columns, convert.column_types = list(types), types
        return pa_csv.read_csv(path, parse_options=parse, convert_options=convert)

    table = read({})
    for idx, name in enumerate(table.column_names):
        if not are_beyond_int64(table.column(idx)):
            continue
        try:  # floats would make some of them equal
            table = table.set_column(idx, name, read({name: pa.uint64()}).column(0))
        except pa.ArrowInvalid:  # not all of them are that
            if name == target and are_integers(texts := read({name: pa.string()}).column(0)):
                table = table.set_column(idx, name, texts)
    return table


def write_rows(table: pa.Table, file: BinaryIO) -> None:
    """Write rows as text, with quotes only where the text needs them."""
    for idx, field in enumerate(table.schema):
        column = table.column(idx)
        if pa.types.is_dictionary(field.type):  # older CSV writers refuse these
            column = column.cast(field.type.value_type)
        elif pa.types.is_float16(field.type):  # these too, and older versions cannot cast them
            is_null = column.is_null().to_numpy()
            column = pa.array(column.to_numpy().astype(np.float32), mask=is_null)
        table = table.set_column(idx, field.name, column)
    for start in range(0, table.num_rows, _WRITE_ROWS):
        rows = table.slice(start, _WRITE_ROWS)
        try:
            file.write(_text_of(rows))
        except pa.ArrowInvalid:
            # A label holds a comma, a quote or a line break, or bytes are no UTF-8. Quotes are put
            # around that alone, pyarrow's would be around every text.
            fields = [_fields(rows.select([idx])) for idx in range(rows.num_columns)]
            file.writelines(b",".join(row) + b"\n" for row in zip(*fields, strict=True))


def _text_of(rows: pa.Table) -> bytes:
    """Lines of values that need no quotes."""
    text = io.BytesIO()
    pa_csv.write_csv(rows, text, _UNQUOTED)
    return text.getvalue()


def _fields(column: pa.Table) -> list[bytes]:
    """Values of a column as they stand between commas: a column is spelled in one way."""
    try:
        return _text_of(column).splitlines()
    except pa.ArrowInvalid:
        return [_quoted(value) for value in column.column(0).to_pylist()]


def _quoted(value: Any) -> bytes:
    """Text or bytes, or the text of a list or structure, within quotes if it needs them."""
    if value is None:
        return b""
    text: bytes = value if isinstance(value, bytes) else str(value).encode()
    return b'"%b"' % text.replace(b'"', b'""') if _IN_QUOTES.search(text) else text
