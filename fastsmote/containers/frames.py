"""pandas' data frames and series.

Nothing here imports pandas before one of its objects has come in.
"""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.containers.arrays import Given, positions
from fastsmote.containers.kinds import is_frame
from fastsmote.errors.containers import between_categories
from fastsmote.integers import as_held, holds_integers
from fastsmote.threads import for_each_part


class GivenSeries(Given):
    """A series, which gives a series of the same name and dtype."""

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Labels as a series with a RangeIndex."""
        import pandas as pd

        return pd.Series(values, dtype=self.data.dtype, name=self.data.name)


class GivenFrame(Given):
    """A data frame, which gives a data frame of the same columns and dtypes."""

    def keeps(self, dtype: Any) -> bool:
        """Unless all columns are of that dtype: a frame is then made around the array."""
        return not (self.data.dtypes.to_numpy() == dtype).all()

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Rows as a data frame with a RangeIndex."""
        if is_frame(values):  # some samplers keep it
            return values
        import pandas as pd

        columns, dtypes = self.data.columns, self.data.dtypes
        if sparse.issparse(values):
            if self.rounds:
                values = _rounded(values, dtypes)
            return self._of_dtypes(pd.DataFrame.sparse.from_spmatrix(values, columns=columns))
        if values.ndim == 1 or not self.keeps(values.dtype):  # no copy
            return self._of_dtypes(pd.DataFrame(values, columns=columns, copy=False))
        if isinstance(kept, slice):
            return self._grown(self.data, values)
        if kept is None:
            return self._grown(self.data.iloc[:0], values)
        frame = self._grown(self.data, values[kept < 0])
        return rows_of_frame(frame, positions(kept, len(self.data)))

    def _of_dtypes(self, frame: Any) -> Any:
        dtypes = self.data.dtypes
        is_same = (frame.dtypes.to_numpy() == dtypes.to_numpy()).all()
        return frame if is_same else frame.astype(dtypes)

    def _grown(self, frame: Any, values: np.ndarray) -> Any:
        if not len(values):
            return frame.set_axis(range(len(frame)), axis=0)
        columns = (frame.iloc[:, j] for j in range(frame.shape[1]))
        grown = [
            joined(column, as_dtype(part, column, self.rounds))
            for column, part in zip(columns, values.T, strict=True)
        ]
        return frame_of(grown, frame.columns)


def native(data: Any) -> Any:
    """A data frame or series as it is, or with its numbers in the byte order of this machine."""
    if is_frame(data):
        if all(map(_is_native, data.dtypes)):
            return data
        return frame_of([native(data.iloc[:, j]) for j in range(data.shape[1])], data.columns)
    return data if _is_native(data.dtype) else data.astype(native_type(data.dtype))


def native_type(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """A NumPy dtype in the byte order of this machine; strings of any length know of none."""
    return dtype if dtype.isnative else dtype.newbyteorder("=")


def _is_native(dtype: Any) -> bool:
    return not isinstance(dtype, np.dtype) or dtype.isnative


def whole_numbers(y: Any) -> Any:
    """Labels as they are, or pandas' own integers as those of NumPy.

    scikit-learn reads them as float64, in which two labels beyond 2^53 may be one.
    """
    column = y.iloc[:, 0] if is_frame(y) and y.shape[1] == 1 else y
    dtype: Any = getattr(column, "dtype", None)
    has_twin = holds_integers(dtype) and hasattr(dtype, "numpy_dtype")
    return column.to_numpy(dtype.numpy_dtype) if has_twin and not column.isna().any() else y


def rows_of_frame(X: Any, rows: np.ndarray) -> Any:
    """Some rows of a data frame, with a new RangeIndex."""
    frame = X.take(rows)  # by blocks of one dtype
    frame.index = range(len(frame))
    return frame


def frame_of(columns: list[Any], names: Any) -> Any:
    """A data frame of some columns, whose names need not differ."""
    import pandas as pd

    frame = pd.DataFrame(dict(enumerate(columns)), copy=False)
    frame.columns = names
    return frame


def readable(X: Any, n_jobs: int | None = None) -> Any:
    """Rows of a data frame as scikit-learn's checks take them.

    Parameters
    ----------
    X : data frame
        Not modified.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it.

    Returns
    -------
    ndarray or data frame
        NumPy's numbers of several dtypes in C order, which pandas would make objects or Fortran
        order of; other columns as they are, by number if names occur twice, which it refuses.
    """
    dtypes = set(X.dtypes)
    are_plain = all(isinstance(dtype, np.dtype) and dtype.kind in "biuf" for dtype in dtypes)
    if are_plain and len(dtypes) > 1:
        out = np.empty(X.shape, np.result_type(*dtypes))
        columns = [X.iloc[:, j].to_numpy() for j in range(X.shape[1])]

        def copy(part: slice) -> None:
            for j, column in enumerate(columns):
                out[part, j] = column[part]

        for_each_part(copy, len(out), out.shape[1], n_jobs)
        return out
    return with_unique_names(X)


def with_none(X: Any) -> Any:
    """A data frame of categories, with None for what scikit-learn's encoders refuse or do not find.

    That is NA among strings, and NaT where NumPy has a dtype for dates; they know None.
    """
    return frame_of([_with_none(X.iloc[:, j]) for j in range(X.shape[1])], X.columns)


def _with_none(column: Any) -> Any:
    import pandas as pd

    is_missing = column.isna().to_numpy()
    is_known = column.dtype == object or pd.api.types.is_numeric_dtype(column.dtype)
    if is_known or not is_missing.any():
        return column
    values = np.asarray(column)
    if values.dtype.kind in "mM" or values[is_missing.argmax()] is pd.NA:
        return column.astype(object).where(~is_missing, None)
    return column


def with_unique_names(X: Any) -> Any:
    """A data frame as it is, or if names occur twice the same columns by number."""
    if X.columns.is_unique:
        return X
    unnamed = X.copy(deep=False)
    unnamed.columns = range(X.shape[1])
    return unnamed


def as_dtype(values: np.ndarray, column: Any, rounds: bool = False) -> Any:
    """Computed values in the dtype of a column.

    Fractions are cut off, or rounded, where it holds integers; booleans are true where a value is
    not 0; NaN stays missing.

    Raises
    ------
    ValueError
        If the column is categorical: a value between two categories is none of them.
    """
    if values.dtype == column.dtype:
        return values
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        raise between_categories(column.name)
    if isinstance(column.dtype, np.dtype):
        return as_held(values, column.dtype, rounds)
    is_missing = np.isnan(values)
    if pd.api.types.is_bool_dtype(column.dtype):
        held = pd.Series(values != 0)
    elif pd.api.types.is_integer_dtype(column.dtype):
        dtype = getattr(column.dtype, "numpy_dtype", None) or column.dtype.subtype
        held = pd.Series(as_held(np.where(is_missing, 0, values), dtype, rounds))
    else:
        return pd.Series(values).astype(column.dtype).array
    held = held.astype(column.dtype)
    return (held.mask(is_missing) if is_missing.any() else held).array


def _rounded(rows: Any, dtypes: np.ndarray) -> Any:
    """Sparse rows, those of their columns that go to integers rounded."""
    rows = rows.tocsc()
    is_chosen = np.repeat([holds_integers(dtype) for dtype in dtypes], np.diff(rows.indptr))
    rows.data[is_chosen] = np.rint(rows.data[is_chosen])
    return rows


def joined(column: Any, more: Any) -> Any:
    """A column with more values of its dtype behind it."""
    import pandas as pd

    if isinstance(column.dtype, np.dtype):
        return np.concatenate([column.to_numpy(), more])
    return pd.concat([column, pd.Series(more, dtype=column.dtype)], ignore_index=True)
