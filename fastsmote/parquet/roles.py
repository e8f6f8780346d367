"""What each column is: target, number, category, or something that only passes through."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fastsmote.errors.parquet import (
    fill_needed,
    fill_of_other_type,
    fill_of_others,
    fill_with_gaps,
    not_a_name,
    target_passes,
)
from fastsmote.errors.tables import index_stored, no_column, no_features, not_numeric
from fastsmote.integers import as_held
from fastsmote.parquet.source import Source
from fastsmote.tables import format_of, index_columns


@dataclass(frozen=True)
class Roles:
    """Columns by what is done with them.

    Attributes
    ----------
    schema : pyarrow.Schema
        Of the input.
    target : str
        Class labels.
    numbers : list of str
        Columns that are interpolated, in the order of the schema.
    others : list of str
        Columns whose values are taken from other rows, in the order of the schema.
    fills : dict of str to pyarrow.Scalar
        Columns that are no features, and what synthetic rows have there.
    """

    schema: pa.Schema
    target: str
    numbers: list[str]
    others: list[str]
    fills: dict[str, pa.Scalar]

    @property
    def features(self) -> list[str]:
        """Numbers and others, in the order of the schema."""
        chosen = {*self.numbers, *self.others}
        return [name for name in self.schema.names if name in chosen]

    @property
    def dtype(self) -> np.dtype[Any]:
        """The common type of all numbers, as of a data frame of them."""
        kinds = [np.dtype(self.schema.field(name).type.to_pandas_dtype()) for name in self.numbers]
        return np.result_type(*kinds) if kinds else np.dtype(np.float64)


def fills_of(
    source: Source, target: str, passthrough: list[str], fill: Mapping[str, Any] | None
) -> dict[str, pa.Scalar]:
    """What synthetic rows have in the columns that pass through, null where nothing is given.

    Raises
    ------
    ArgumentError
        If a column is not there or is the target, has no nulls and is given no value, or a value
        is none of its type.
    """
    given = dict(fill or {})
    for name in (*passthrough, *given):
        check_named(name, "passthrough" if name in passthrough else "fill", source)
    if target in passthrough:
        raise target_passes(target)
    if strays := [name for name in given if name not in passthrough]:
        raise fill_of_others(strays)
    return {name: _fill(source.schema.field(name), given) for name in passthrough}


def check_named(name: str, parameter: str, source: Source) -> None:
    """Raise an ArgumentError if there is no such column, with a hint at one that is near."""
    names = source.schema.names
    if not isinstance(name, str):
        raise not_a_name(parameter, name)
    if name not in names:
        is_csv = format_of(source.files[0]) == "csv"
        raise no_column(parameter, name, source.name, names, is_csv=is_csv)


def feature_names(source: Source, target: str, fills: Mapping[str, Any]) -> list[str]:
    """Columns that are neither target nor passed through.

    Raises
    ------
    ValueError
        If there is none, or one holds the index of a data frame.
    """
    names = [name for name in source.schema.names if name != target and name not in fills]
    index = [name for name in index_columns(source.schema) if name in names]
    if index:
        raise index_stored(source.name, index)
    if not names:
        raise no_features("source", source.name, target, list(fills))
    return names


def check_numeric(schema: pa.Schema, names: Iterable[str], sampler: str) -> None:
    """Raise a ValueError if a column holds other things than numbers and booleans."""
    kinds = {name: schema.field(name).type for name in names}
    others = [f"{name} ({kind})" for name, kind in kinds.items() if not _is_numeric(kind)]
    if others:
        raise not_numeric(others, sampler)


def to_column(values: np.ndarray, kind: pa.DataType, rounds: bool = False) -> pa.Array:
    """Turn synthetic numbers into a column of a type; fractions of integers are cut or rounded."""
    return pa.array(as_held(values, np.dtype(kind.to_pandas_dtype()), rounds), kind)


def repeated(value: pa.Scalar, n: int, kind: pa.DataType) -> pa.Array:
    """Make a column of one value."""
    if not value.is_valid:
        return pa.nulls(n, kind)
    if pa.types.is_dictionary(kind):
        indices = pa.repeat(pa.scalar(0, kind.index_type), n)
        dictionary = pa.array([value.as_py()], kind.value_type)
        return pa.DictionaryArray.from_arrays(indices, dictionary, ordered=kind.ordered)
    return pa.repeat(value, n)


def _fill(field: pa.Field, given: Mapping[str, Any]) -> pa.Scalar:
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    value = given.get(field.name)
    if value is None and not field.nullable:
        raise fill_needed(field.name)
    try:
        filled = _parsed(value, kind) if isinstance(value, str) else pa.scalar(value, kind)
    except (pa.ArrowException, TypeError, OverflowError) as error:
        raise fill_of_other_type(field.name, value, kind, error) from error
    if _has_gap(filled):
        raise fill_with_gaps(field.name, value, kind)
    return filled


def _has_gap(value: pa.Scalar) -> bool:
    """Whether a field of a structure is null that may not be; Arrow asks for it in nulls too."""
    if not pa.types.is_struct(value.type):
        return False
    for field in value.type:
        part = value[field.name] if value.is_valid else pa.scalar(None, field.type)
        if not (field.nullable or part.is_valid) or _has_gap(part):
            return True
    return False


def _parsed(text: str, kind: pa.DataType) -> pa.Scalar:
    """Read a value; a time without an offset is one of the column's time zone."""
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        with contextlib.suppress(pa.ArrowInvalid):
            return pc.assume_timezone(pa.scalar(text).cast(pa.timestamp(kind.unit)), kind.tz)
    return pa.scalar(text).cast(kind)


def _is_numeric(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
    )
