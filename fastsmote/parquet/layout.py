"""How a Parquet file is written, beside what its columns are: kept as the input has it."""

from typing import Any

import pyarrow as pa

from fastsmote.parquet.source import ParquetSource, Source

_SPECIAL = (
    "BYTE_STREAM_SPLIT",
    "DELTA_BINARY_PACKED",
    "DELTA_LENGTH_BYTE_ARRAY",
    "DELTA_BYTE_ARRAY",
)
_WIDTHS = {"INT32": 4, "INT64": 8, "INT96": 12, "FLOAT": 4, "DOUBLE": 8}


def layout_of(source: Source, schema: pa.Schema) -> dict[str, Any]:
    """Options for a writer of files like the input.

    Parameters
    ----------
    source : Source
        Of Parquet its first row group is looked at; the rest has none of this.
    schema : pyarrow.Schema
        Of the output, which may have columns that the files have not.

    Returns
    -------
    dict
        Keyword arguments of `pyarrow.parquet.ParquetWriter`.
    """
    if not isinstance(source, ParquetSource):
        return {}
    about = source.about
    group = about.row_group(0)
    columns = [group.column(i) for i in range(group.num_columns)]
    codecs = [_codec(column) for column in columns]
    # marks and hive partitions are in no file
    added = set(schema.names) - set(about.schema.to_arrow_schema().names)
    compression = dict.fromkeys(added, codecs[0] if codecs else "snappy")
    dictionaries, encodings = [], {}
    for column, codec in zip(columns, codecs, strict=True):
        path = column.path_in_schema
        compression[path] = codec
        special = [each for each in column.encodings if each in _SPECIAL]
        if _has_dictionary(column):
            dictionaries.append(path)
        elif special:
            encodings[path] = special[0]
    return {
        "compression": compression,
        "use_dictionary": dictionaries or False,
        "column_encoding": encodings or None,
        "store_schema": b"ARROW:schema" in (about.metadata or {}),
        **_times(about, columns),
    }


def _codec(column: Any) -> str:
    name: str = column.compression.lower()
    return "none" if name == "uncompressed" else name


def _has_dictionary(column: Any) -> bool:
    """Whether a dictionary made a column smaller; writers begin one, and may give it up."""
    if not any(each.endswith("DICTIONARY") for each in column.encodings):
        return False
    plain = _WIDTHS.get(column.physical_type, 0) * column.num_values
    return bool(plain == 0 or column.total_uncompressed_size < 0.9 * plain)


def _times(about: Any, columns: list[Any]) -> dict[str, Any]:
    """Version of the format, and timestamps of 96 bits, as Spark and Hive write them.

    A writer has one kind of timestamps for all columns, and version 1.0 has nanoseconds in 96 bits
    alone: where a file mixes kinds, all become those of today.
    """
    kinds = {about.schema.column(i).logical_type.type for i in range(len(columns))}
    has_old = any(column.physical_type == "INT96" for column in columns)
    are_old = has_old and "TIMESTAMP" not in kinds
    is_first = about.format_version == "1.0" and has_old == are_old
    return {
        "version": "1.0" if is_first else "2.6",
        "use_deprecated_int96_timestamps": are_old,
    }
