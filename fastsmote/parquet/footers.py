"""Row groups behind those of a file, which stay as they are: only the footer is written anew."""

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pa_parquet

#: Bytes at the beginning of each Parquet file; at the end they follow the footer and its length.
MAGIC = 4
_LENGTH = 4


def can_be_joined(about: Any, schema: pa.Schema, layout: dict[str, Any]) -> bool:
    """Whether row groups may be appended that a writer with this layout makes.

    Parameters
    ----------
    about : pyarrow.parquet.FileMetaData
        Of the file.
    schema : pyarrow.Schema
    layout : dict
        See `fastsmote.parquet.layout`.
    """
    made = pa.BufferOutputStream()
    with pa_parquet.ParquetWriter(made, schema, **layout):
        pass
    of_others = pa_parquet.read_metadata(pa.BufferReader(made.getvalue())).schema
    return bool(about.schema.equals(of_others))


def footer_start(path: Path) -> int:
    """Where the footer of a file begins, behind all that it tells of."""
    with path.open("rb") as file:
        tail = file.seek(-_LENGTH - MAGIC, os.SEEK_END)
        return tail - int.from_bytes(file.read(_LENGTH), "little")


def replace_footer(path: Path, about: Any, more: Any) -> None:
    """Let a file tell of the row groups of two, that stand in it.

    Parameters
    ----------
    path : Path
        File whose footer tells of the latter row groups only.
    about, more : pyarrow.parquet.FileMetaData
        Of the former, which also tells all else of the file, and is changed; and of the latter.
    """
    about.append_row_groups(more)
    footer = pa.BufferOutputStream()
    about.write_metadata_file(footer)
    with path.open("r+b") as file:
        file.truncate(footer_start(path))
        file.seek(0, os.SEEK_END)
        file.write(footer.getvalue()[MAGIC:])
