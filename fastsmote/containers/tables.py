"""polars' data frames and series, pyarrow's tables, batches and arrays, through narwhals.

narwhals comes with scikit-learn 1.9 and newer; it is imported when such a container comes in. No
value becomes a Python object on the way but one of each label.
"""

import sys
from typing import Any

import numpy as np

from fastsmote.containers.arrays import Given, positions
from fastsmote.containers.kinds import is_column, is_table
from fastsmote.errors import listed
from fastsmote.errors.containers import (
    no_category_dtype,
    no_label_dtype,
    no_narwhals,
    null_labels,
    run_end_encoded,
)
from fastsmote.integers import as_held
from fastsmote.threads import for_each_part


class GivenTable(Given):
    """A table, which gives a table of the same schema."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns."""
        return tuple(self.data.shape)

    def keeps(self, dtype: Any) -> bool:
        """Always."""
        return True

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Rows as a table; those that were kept share the memory of the caller's if they can."""
        if is_table(values):  # some samplers keep it
            return values
        frame = framed(self.data)
        if values.ndim == 1:  # labels
            column = frame[:, 0]
            return like(self.data, frame[_examples(column, values)])
        if isinstance(kept, slice):
            return like(self.data, self._grown(frame, len(frame), values))
        if kept is None:
            return like(self.data, self._grown(frame, 0, values))
        grown = self._grown(frame, len(frame), values[kept < 0])
        return like(self.data, grown[positions(kept, len(frame))])

    def _grown(self, frame: Any, n_kept: int, values: np.ndarray) -> Any:
        if not len(values):
            return frame[:n_kept]
        columns = zip(frame.iter_columns(), values.T, strict=True)
        more = [cast(part, column, self.rounds) for column, part in columns]
        return appended(frame[:n_kept], more)


class GivenColumn(Given):
    """A column, which gives a column of the same name and dtype."""

    @property
    def shape(self) -> tuple[int, ...]:
        """As a NumPy array has it."""
        return (len(self.data),)

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Labels as a column."""
        column = _series(self.data)
        native = column[_examples(column, values)].to_native()
        if not hasattr(self.data, "type"):  # polars
            return native
        if native.type != self.data.type:
            native = native.cast(self.data.type)
        is_array = isinstance(self.data, sys.modules["pyarrow"].Array)
        return sys.modules["pyarrow"].concat_arrays(native.chunks) if is_array else native


def framed(table: Any) -> Any:
    """A narwhals data frame of a table, whose columns go by number if names occur twice."""
    nw = _narwhals()
    names = column_names(table)
    if _is_arrow(table):
        if len(set(names)) < len(names):
            names = [str(j) for j in range(len(names))]
        # without what its schema says beyond types, which parts that are put behind it lack
        columns = [
            _takeable(column, name) for column, name in zip(table.columns, names, strict=True)
        ]
        table = sys.modules["pyarrow"].Table.from_arrays(columns, names=names)
    return nw.from_native(table, eager_only=True)


def like(table: Any, frame: Any) -> Any:
    """The native table of a narwhals data frame, with the schema of another one."""
    native = frame.to_native()
    if _is_arrow(table):
        columns = [
            column if column.type == field.type else column.cast(field.type)
            for column, field in zip(native.columns, table.schema, strict=True)
        ]
        if isinstance(table, sys.modules["pyarrow"].RecordBatch):
            columns = [column.combine_chunks() for column in columns]
        return type(table).from_arrays(columns, schema=table.schema)
    return native


def selected(table: Any, positions: Any) -> Any:
    """Some columns of a table."""
    wanted = np.asarray(positions).tolist()
    return table.select(wanted) if _is_arrow(table) else table[:, wanted]


def column_names(table: Any) -> list[str]:
    """Names of the columns, in order."""
    return list(table.column_names if _is_arrow(table) else table.columns)


def appended(frame: Any, columns: list[Any]) -> Any:
    """A narwhals data frame with rows behind it, given by columns of the same dtypes."""
    nw = _narwhals()
    more = nw.from_dict(dict(zip(frame.columns, columns, strict=True)))
    return nw.concat([frame, more])


def rows_of_table(table: Any, rows: np.ndarray) -> Any:
    """Some rows of a table."""
    return like(table, framed(table)[rows])


def append_to_table(table: Any, again: np.ndarray) -> Any:
    """All rows of a table, then some of them again."""
    frame = framed(table)
    return like(table, _narwhals().concat([frame, frame[again]]))


def numbers(frame: Any, n_jobs: int | None = None, dtype: Any = None) -> np.ndarray:
    """Read columns of numbers into a C-contiguous array; what is null becomes NaN.

    Parameters
    ----------
    frame : narwhals data frame of shape (n_samples, n_features)
        Not modified.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it.
    dtype : dtype, optional
        Of the array; that which all columns have in common by default.

    Raises
    ------
    TypeError
        If a column is none of numbers.
    """
    if bad := not_numbers(frame):
        raise TypeError(f"dtype {listed(dict.fromkeys(str(frame[:, j].dtype) for j in bad))}")
    columns = [_without_nulls(column) for column in frame.iter_columns()]
    out = np.empty(frame.shape, dtype or common_dtype(columns))
    if not columns:
        return out
    views = [_view(column) for column in columns]

    def copy(part: slice) -> None:
        for j, (view, column) in enumerate(zip(views, columns, strict=True)):
            out[part, j] = column[part].to_numpy() if view is None else view[part]

    for_each_part(copy, len(out), out.shape[1], n_jobs)
    return out


def common_dtype(columns: list[Any]) -> Any:
    """NumPy's dtype that holds the numbers of all columns; float64 of none."""
    dtypes = {
        np.dtype(np.float64) if column.null_count() else column[:0].to_numpy().dtype
        for column in columns
    }
    return np.result_type(*dtypes) if dtypes else np.dtype(np.float64)


def not_numbers(frame: Any) -> list[int]:
    """Positions of the columns that hold no numbers that NumPy has a dtype for."""
    return [j for j, column in enumerate(frame.iter_columns()) if not is_number(column)]


def examples_of_others(table: Any) -> dict[int, Any]:
    """A value of each column that holds no numbers, by position; None if all are null."""
    frame = framed(table)
    found = {}
    for j in not_numbers(frame):
        values = frame[:, j].drop_nulls()[:1].to_list()
        found[j] = values[0] if values else None
    return found


def is_number(column: Any) -> bool:
    """Whether a column holds integers, floats or booleans."""
    nw = _narwhals()
    dtype = column.dtype
    return bool(dtype.is_integer() or dtype.is_float() or dtype == nw.Boolean) and not isinstance(
        dtype, nw.Int128 | nw.UInt128
    )


def values_of(column: Any) -> np.ndarray:
    """The numbers of a column, what is null as NaN; possibly the caller's memory."""
    return np.asarray(_without_nulls(column).to_numpy())


def is_category(column: Any) -> bool:
    """Whether the dtype of a column is categorical: Categorical, Enum, dictionary."""
    nw = _narwhals()
    return isinstance(column.dtype, nw.Categorical | nw.Enum)


def as_texts(frame: Any) -> Any:
    """The same columns, as strings what NumPy has no arrays with None of.

    pyarrow makes them of categories without nulls, and of dates NumPy makes some with NaT, which
    scikit-learn's encoders do not find again.
    """
    texts = [
        _as_text(column)
        for column in frame.iter_columns()
        if is_category(column) or (column.null_count() and _is_date(column.dtype))
    ]
    return frame.with_columns(*texts) if texts else frame


def cast(values: np.ndarray, column: Any, rounds: bool = False) -> Any:
    """Computed values as a narwhals series of the dtype of a column.

    Fractions are cut off, or rounded, where it holds integers; booleans are true where a value is
    not 0; NaN is null, as it was read, if there are nulls in the column.
    """
    dtype = column[:0].to_numpy().dtype
    if not (column.null_count() and (is_missing := np.isnan(values)).any()):
        return _series_like(column, as_held(values, dtype, rounds))
    held = _series_like(column, as_held(np.where(is_missing, 0, values), dtype, rounds))
    nw = _narwhals()
    is_there = nw.new_series("", ~is_missing, nw.Boolean, backend=column.implementation)
    return held.to_frame().select(nw.when(is_there).then(nw.col(column.name)))[column.name]


def numbered(column: Any) -> np.ndarray:
    """Number of each value among the distinct ones of a column, from 0; of null the last."""
    if is_number(column):
        codes: np.ndarray = np.unique(values_of(column), return_inverse=True)[1]
        return codes
    values, numbers_ = _texts(column)
    is_null = column.is_null().to_numpy()
    return np.asarray(np.where(is_null, len(values), numbers_)) if is_null.any() else numbers_


def labels(data: Any) -> np.ndarray:
    """One label a row of a column, or of a table of one; a table of several as an array.

    Raises
    ------
    ValueError
        If a label is null.
    """
    if is_table(data):
        frame = framed(data)
        if frame.shape[1] != 1:
            return numbers(frame)
        column = frame[:, 0]
    else:
        column = _series(data)
    if n_null := column.null_count():
        raise null_labels(n_null)
    if is_number(column):
        return values_of(column)
    if not _is_text(column):
        raise no_label_dtype(column.dtype)
    values, numbers_ = _texts(column)
    named: np.ndarray = np.array(values)[numbers_]
    return named


def _view(column: Any) -> Any:
    """The caller's own memory as an array; None if the numbers are in pieces, or bits."""
    native = column.to_native()
    try:
        if hasattr(native, "chunks"):  # pyarrow
            return native.chunk(0).to_numpy() if native.num_chunks == 1 else None
        return native.to_numpy(allow_copy=False)
    except (RuntimeError, ValueError):  # what polars and pyarrow raise where they would copy
        return None


def _texts(column: Any) -> tuple[list[Any], np.ndarray]:
    """The distinct values of a column that are not null, and the number of each among them."""
    nw = _narwhals()
    if column.null_count() == len(column):
        return [], np.zeros(len(column), dtype=np.int64)
    if column.dtype.is_nested() or isinstance(column.dtype, nw.Int128 | nw.UInt128 | nw.Object):
        raise no_category_dtype(column.name, column.dtype)
    column = _as_text(column)
    values = column.drop_nulls().unique().sort().to_list()
    codes = column.replace_strict(values, list(range(len(values))), return_dtype=nw.Int64)
    return values, codes.fill_null(0).to_numpy()


def _is_date(dtype: Any) -> bool:
    """Whether a dtype is one of dates; narwhals knows none for pyarrow's date64, and for nulls."""
    return bool(dtype.is_temporal() or dtype == _narwhals().Unknown)


def _as_text(column: Any) -> Any:
    nw = _narwhals()
    if isinstance(column.dtype, nw.Duration):  # polars writes none
        column = column.cast(nw.Int64)
    return column.cast(nw.String)


def _takeable(column: Any, name: str | None = None) -> Any:
    """A column of pyarrow's, or y, in a type that it can take rows of; `like` brings it back."""
    pyarrow: Any = sys.modules["pyarrow"]
    kind = str(column.type)
    if kind in ("string_view", "binary_view"):
        is_text = kind == "string_view"
        return column.cast(pyarrow.large_string() if is_text else pyarrow.large_binary())
    if kind.startswith("run_end_encoded"):
        raise run_end_encoded(name)
    return column


def _examples(column: Any, values: np.ndarray) -> np.ndarray:
    """A row of a column that holds each of some labels, all of which it does."""
    known, first = np.unique(labels(column), return_index=True)
    return np.asarray(first[np.searchsorted(known, values)])


def _is_arrow(table: Any) -> bool:
    return hasattr(table, "column_names")


def _is_text(column: Any) -> bool:
    return is_category(column) or column.dtype == _narwhals().String


def _series_like(column: Any, values: np.ndarray) -> Any:
    values = np.ascontiguousarray(values)
    return _narwhals().new_series(column.name, values, column.dtype, backend=column.implementation)


def _without_nulls(column: Any) -> Any:
    return column.cast(_narwhals().Float64) if column.null_count() else column


def _series(data: Any) -> Any:
    if not is_column(data):
        return data
    if hasattr(data, "type"):  # pyarrow
        pyarrow: Any = sys.modules["pyarrow"]
        chunked = pyarrow.chunked_array([data]) if isinstance(data, pyarrow.Array) else data
        data = _takeable(chunked)
    return _narwhals().from_native(data, series_only=True)


def _narwhals() -> Any:
    try:
        import narwhals.stable.v1 as nw
    except ImportError as error:
        raise no_narwhals() from error
    return nw
