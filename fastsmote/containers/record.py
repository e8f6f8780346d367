"""What ``X`` and ``y`` came in, so that the result can go out in the same."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.containers.arrays import Given, GivenList, GivenSparse
from fastsmote.containers.frames import GivenFrame, GivenSeries, native
from fastsmote.containers.kinds import is_column, is_frame, is_lazy, is_series, is_table
from fastsmote.errors import warn_caller
from fastsmote.errors.containers import query_is_run


class Containers:
    """What ``X`` and ``y`` came in; see `fastsmote.containers` for what goes out.

    A one-hot ``y`` gives a one-hot ``y``.

    Parameters
    ----------
    X, y : array-like
        As the caller passed them.
    rounds : bool, default=False
        Whether columns of integers get the nearest integers, halves to even; by default they are
        truncated towards zero.
    """

    def __init__(self, X: Any, y: Any, rounds: bool = False) -> None:
        self.X, self.y = _given(X, rounds), _given(y)
        # a column of a single class is one-dimensional to scikit-learn, not one-hot
        shape = self.y.shape
        self.n_one_hot = shape[1] if len(shape) == 2 and shape[1] > 1 else 0

    def restore(self, X: Any, y: np.ndarray, kept: Any = None) -> tuple[Any, Any]:
        """Put the arrays of a result into the containers of the input.

        Parameters
        ----------
        X, y : ndarray or CSR/CSC container, or what came in; ndarray of shape (n_samples_new,)
            Rows and labels of the result.
        kept : slice or ndarray of intp, optional
            Which rows of the input those of the result are, as `Given.restored` takes it.
        """
        labels: Any = y
        if self.n_one_hot:
            labels = (np.asarray(y)[:, np.newaxis] == np.arange(self.n_one_hot)).astype(int)
        return self.X.restored(X, kept), self.y.restored(labels)


def collected(*data: Any) -> tuple[Any, ...]:
    """The same containers, as they are held: polars' queries run, pandas' numbers native.

    pandas takes no rows of numbers in the byte order of another machine. Who has a query run is
    warned.
    """
    held = (_run(each) if is_lazy(each) else each for each in data)
    return tuple(native(each) if is_frame(each) or is_series(each) else each for each in held)


def _run(query: Any) -> Any:
    warn_caller(query_is_run(), UserWarning)
    return query.collect()


def _given(data: Any, rounds: bool = False) -> Given:
    if isinstance(data, np.ndarray):
        return Given(data)
    if isinstance(data, list):
        return GivenList(data)
    if sparse.issparse(data):
        return GivenSparse(data)
    if is_frame(data):
        return GivenFrame(data, rounds)
    if is_series(data):
        return GivenSeries(data)
    if is_table(data) or is_column(data):
        from fastsmote.containers.tables import GivenColumn, GivenTable  # nobody else needs it

        return GivenTable(data, rounds) if is_table(data) else GivenColumn(data)
    return Given(data)
