"""Dask collections, and partitions that are not what their collection says."""

from collections.abc import Iterable, Sequence
from typing import Any

from fastsmote.errors.words import columns as columns_named
from fastsmote.errors.words import name_of_label


def dask_missing(error: ImportError) -> ImportError:
    """Dask, or a part of it, is not installed."""
    return ImportError(
        f"fastsmote.dask needs Dask ({error}). Install it with: pip install 'fastsmote[dask]'"
    )


def no_dask_rows(X: Any) -> TypeError:
    """``X`` is no collection of Dask's."""
    return TypeError(
        f"X is {_kind(X)}; expected a dask array or a dask data frame. For data in memory there is "
        "fastsmote.over_sampling."
    )


def no_dask_labels(y: Any) -> TypeError:
    """``y`` is no collection of Dask's, or one of several columns."""
    return TypeError(
        f"y is {_kind(y)}; expected a dask array or a dask series, one label a row: a column of a "
        "data frame is df['name']."
    )


def rows_not_two_dimensional(n_dimensions: int) -> ValueError:
    """``X`` is an array of one dimension, or of more than two."""
    remedy = (
        "Make a row of each sample by X.reshape(X.shape[0], -1)."
        if n_dimensions > 2
        else "Reshape one feature by X.reshape(-1, 1)."
    )
    return ValueError(f"X has {n_dimensions} dimension(s); expected 2, rows by features. {remedy}")


def labels_not_one_dimensional(n_dimensions: int) -> ValueError:
    """``y`` is an array of more dimensions than one, or of none."""
    return ValueError(
        f"y has {n_dimensions} dimension(s); expected 1. One-hot labels are not taken here: pass "
        "y.argmax(axis=1)."
    )


def width_unknown() -> ValueError:
    """Dask does not know the number of features."""
    return ValueError(
        "X has an unknown number of columns; expected a known one. Have Dask find it out by "
        "X.compute_chunk_sizes()."
    )


def collections_differ(n_rows: float, n_labels: float) -> ValueError:
    """There are not as many labels as rows."""
    return ValueError(
        f"X has {n_rows:.0f} rows and y has {n_labels:.0f} labels; expected one label a row. "
        "Select the same rows from both."
    )


def partitions_differ(n_of_rows: int, n_of_labels: int) -> ValueError:
    """There are not as many partitions of labels as of rows."""
    return ValueError(
        f"X has {n_of_rows} partitions and y has {n_of_labels}; they must hold the same rows, "
        "partition by partition. Take both from one collection, or repartition them alike."
    )


def columns_not_numbers(columns: Iterable[tuple[str, Any]], owner: str) -> ValueError:
    """Columns of a data frame, given with their types, are no numbers."""
    texts = (f"{name} ({dtype})" for name, dtype in columns)
    return ValueError(
        f"X has columns that are not numbers: {', '.join(texts)}; {owner} works on numbers only. "
        "Encode, cast or drop them."
    )


def rows_not_numbers(dtype: Any, owner: str) -> ValueError:
    """An array is of a type that is none of numbers."""
    return ValueError(
        f"X is a dask array of type {dtype}; expected integers, floats or booleans: {owner} works "
        "on numbers only. Encode it, or cast it, for example by X.astype(float)."
    )


def too_many_partitions(
    label: Any, n_synthetic: int, n_parts: int, n_rows: int, most: int
) -> ValueError:
    """A class is to get so many rows that their partitions could not be counted off."""
    return ValueError(
        f"sampling_strategy asks for {n_synthetic} synthetic rows of class {name_of_label(label)}, "
        f"which are {n_parts} partitions of {n_rows} rows (partition_rows); expected {most} at "
        "most. Ask for fewer rows, or raise partition_rows."
    )


def masked_rows(place: int) -> ValueError:
    """A partition of ``X`` is a masked array."""
    return ValueError(
        f"Partition {place} of X is a masked array, whose masked values would count as if they "
        "were not; expected plain arrays. Fill what is masked, for example by da.ma.filled(X, 0)."
    )


def no_labels_at_all() -> ValueError:
    """No partition of ``y`` has rows."""
    return ValueError(
        "y has no rows; expected one label for each row of X. Check how the rows of X and y were "
        "selected."
    )


def labels_of_another_type(place: int, found: Any, wanted: Any) -> ValueError:
    """A partition of ``y`` is of another type than ``y``."""
    return ValueError(
        f"Partition {place} of y is of type {found}, and y is of type {wanted}. Cast the "
        "partitions to one type, for example by y.astype(...)."
    )


def labels_missing(place: int, n_missing: int) -> ValueError:
    """A partition of ``y`` misses labels."""
    return ValueError(
        f"Partition {place} of y has {n_missing} missing label(s); expected a class label for each "
        "row. Drop these rows first."
    )


def labels_infinite(place: int, n_infinite: int) -> ValueError:
    """A partition of ``y`` has labels that are infinite."""
    return ValueError(
        f"Partition {place} of y has {n_infinite} infinite label(s); expected a class label for "
        "each row. Write them as integers or strings."
    )


def labels_changed(place: int) -> ValueError:
    """A partition of ``y`` is another one than when its labels were counted."""
    return ValueError(
        f"Partition {place} of y holds other labels than when it was counted: it must be the same "
        "whenever it is computed. Persist it, or fix its seed."
    )


def not_as_many_labels(place: int, n_rows: int, n_labels: int) -> ValueError:
    """A partition of ``y`` has not as many labels as that of ``X`` has rows."""
    return ValueError(
        f"Partition {place} of X has {n_rows} rows and that of y has {n_labels} labels; expected "
        "one label a row. Take both from one collection."
    )


def no_block(place: int, part: Any, width: int) -> ValueError:
    """A partition of an array is no array of as many columns."""
    return ValueError(
        f"Partition {place} of X is a {type(part).__name__} of shape "
        f"{getattr(part, 'shape', None)}; expected an ndarray of {width} columns. Have whatever "
        "makes the partitions return that."
    )


def block_of_another_type(place: int, found: Any, wanted: Any) -> ValueError:
    """A partition of an array is of another type than the array."""
    return ValueError(
        f"Partition {place} of X is of type {found}, and X is of type {wanted}. Cast the "
        "partitions to one type, for example by X.astype(...)."
    )


def not_finite(place: int, n_bad: int, columns: Sequence[str], first: int) -> ValueError:
    """Values of a partition are NaN or infinite, in some columns and from one of its rows on."""
    return ValueError(
        f"Partition {place} of X contains {n_bad} value(s) that are NaN or infinity in "
        f"{columns_named(columns)}, the first in its row {first}; expected finite numbers. Drop "
        "those rows, or impute them."
    )


def no_data_frame(place: int, part: Any) -> ValueError:
    """A partition of a data frame is something else."""
    return ValueError(
        f"Partition {place} of X is a {type(part).__name__}; expected a pandas data frame. Have "
        "whatever makes the partitions return one."
    )


def other_columns(place: int, found: Sequence[Any], wanted: Sequence[Any]) -> ValueError:
    """A partition of a data frame has other columns than it, or in another order."""
    return ValueError(
        f"Partition {place} of X has columns {found}, and X has {wanted}: names and order must be "
        "the same. Reorder them by X.map_partitions(lambda part: part[columns])."
    )


def column_of_another_type(place: int, name: str, found: Any, wanted: Any) -> ValueError:
    """A partition of a data frame has a column of another type than it."""
    return ValueError(
        f"Partition {place} of X has column {name} of type {found}, and X has it of type "
        f"{wanted}. Cast it in all partitions, for example by X.astype(...)."
    )


def _kind(data: Any) -> str:
    return f"a {type(data).__module__}.{type(data).__name__}"
