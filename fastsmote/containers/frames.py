"""pandas' data frames and series.

Nothing here imports pandas before one of its objects has come in.
"""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.containers.arrays import Given
from fastsmote.containers.kinds import is_frame


class GivenSeries(Given):
    """A series, which gives a series of the same name and dtype."""

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Labels as a series with a RangeIndex."""
        import pandas as pd

        return pd.Series(values, dtype=self.data.dtype, name=self.data.name)


class GivenFrame(Given):
    """A data frame, which gives a data frame of the same columns and dtypes."""

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Rows as a data frame with a RangeIndex."""
        if is_frame(values):  # some samplers keep it
            return values
        import pandas as pd

        columns, dtypes = self.data.columns, self.data.dtypes.to_numpy()
        if sparse.issparse(values):
            frame = pd.DataFrame.sparse.from_spmatrix(values, columns=columns)
            return (
                frame
                if (frame.dtypes.to_numpy() == dtypes).all()
                else frame.astype(self.data.dtypes)
            )
        if values.ndim == 1 or (dtypes == values.dtype).all():  # no copy
            frame = pd.DataFrame(values, columns=columns, copy=False)
            return (
                frame
                if (frame.dtypes.to_numpy() == dtypes).all()
                else frame.astype(self.data.dtypes)
            )
        originals = self.data.iloc[slice(0) if kept is None else kept]
        if len(originals) == len(values):
            originals.index = range(len(originals))
            return originals
        new = values[len(originals) :]
        grown = [
            _joined(originals.iloc[:, j], as_dtype(new[:, j], self.data.iloc[:, j]))
            for j in range(len(columns))
        ]
        return frame_of(grown, columns)


def append_to_frame(X: Any, again: np.ndarray) -> Any:
    """All rows of a data frame, then some of them again, with a new RangeIndex."""
    frame = X.take(np.concatenate([np.arange(len(X)), again]))  # by blocks of one dtype
    frame.index = range(len(frame))
    return frame


def frame_of(columns: list[Any], names: Any) -> Any:
    """A data frame of some columns, whose names need not differ."""
    import pandas as pd

    frame = pd.DataFrame(dict(enumerate(columns)), copy=False)
    frame.columns = names
    return frame


def without_names(X: Any) -> Any:
    """The same columns by number: scikit-learn refuses names that occur twice."""
    unnamed = X.copy(deep=False)
    unnamed.columns = range(X.shape[1])
    return unnamed


def as_dtype(values: np.ndarray, column: Any) -> Any:
    """Computed values in the dtype of a column.

    Fractions are cut off where it holds integers; booleans are true where a value is not 0.

    Raises
    ------
    ValueError
        If the column is categorical: a value between two categories is none of them.
    """
    if values.dtype == column.dtype:
        return values
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        raise ValueError(
            f"column {column.name!r} of X is categorical: a value between two of its categories is "
            "none of them. Name it in the categorical_features of SMOTENC, or make it a column of "
            f"numbers by X[{column.name!r}].astype(float)."
        )
    if isinstance(column.dtype, np.dtype):
        return values.astype(column.dtype)
    if pd.api.types.is_bool_dtype(column.dtype):
        values = values != 0
    elif pd.api.types.is_integer_dtype(column.dtype):
        values = np.trunc(values)
    return pd.Series(values).astype(column.dtype).array


def _joined(column: Any, more: Any) -> Any:
    """A column with more values of its dtype behind it."""
    import pandas as pd

    if isinstance(column.dtype, np.dtype):
        return np.concatenate([column.to_numpy(), more])
    return pd.concat([column, pd.Series(more, dtype=column.dtype)], ignore_index=True)
