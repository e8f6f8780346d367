"""Stage 6: originals and synthetic rows in one output, in the caller's kind of container."""

from typing import Any

import numpy as np
from scipy import sparse
from sklearn.preprocessing import label_binarize

from fastsmote.frames import is_frame, is_series
from fastsmote.threads import for_each_part


def allocate(
    X: np.ndarray, n_synthetic: int, n_jobs: int | None = None, dtype: Any = None
) -> np.ndarray:
    """One output with the originals in its head and room for the synthetic rows.

    C-contiguous, in native byte order, of the dtype of ``X`` if no other is given.
    """
    if dtype is None:
        dtype = X.dtype.newbyteorder("=")
    out = np.empty((len(X) + n_synthetic, X.shape[1]), dtype)

    def copy(part: slice) -> None:
        out[part] = X[part]

    for_each_part(copy, len(X), X.shape[1], n_jobs)  # fresh memory costs more to touch than to fill
    return out


def take_rows(X: Any, rows: np.ndarray, n_jobs: int | None = None) -> Any:
    """Some rows of an ndarray or a CSR or CSC container, copied.

    Dense ones are C-contiguous, in native byte order.
    """
    if sparse.issparse(X):
        return X[rows]
    out = np.empty((len(rows), X.shape[1]), dtype=X.dtype.newbyteorder("="))

    def copy(part: slice) -> None:
        out[part] = X[rows[part]]

    for_each_part(copy, len(rows), X.shape[1], n_jobs)
    return out


def append_rows(X: Any, again: np.ndarray, n_jobs: int | None = None, dtype: Any = None) -> Any:
    """Rows of any type, then some of them again.

    Parameters
    ----------
    X : ndarray, CSR/CSC container or pandas data frame of shape (n_samples, n_features)
        Not modified.
    again : ndarray of shape (n_synthetic,), intp
        Rows of ``X``.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it; for an ndarray only.
    dtype : dtype, optional
        Of the output, for an ndarray only; that of ``X`` by default.

    Returns
    -------
    container of ``X``, of shape (n_samples + n_synthetic, n_features)
        A data frame keeps its columns and dtypes and gets a new RangeIndex.
    """
    if is_frame(X):
        frame = X.take(np.concatenate([np.arange(len(X)), again]))  # by blocks of one dtype
        frame.index = range(len(frame))
        return frame
    if sparse.issparse(X):
        return sparse.vstack([X, X.tocsr()[again]], format=X.format)
    out = allocate(X, len(again), n_jobs, dtype)
    rows, new = out[: len(X)], out[len(X) :]

    def gather(part: slice) -> None:
        # with "raise" NumPy would gather into a buffer first; the rows are there
        np.take(rows, again[part], axis=0, out=new[part], mode="clip")

    for_each_part(gather, len(again), X.shape[1], n_jobs)
    return out


def append_labels(y: np.ndarray, plan: dict[Any, int]) -> np.ndarray:
    """Labels of the originals, then of the synthetic rows, class by class."""
    out = np.empty(len(y) + sum(plan.values()), dtype=y.dtype)
    out[: len(y)] = y
    start = len(y)
    for label, n_synthetic in plan.items():
        out[start : start + n_synthetic] = label
        start += n_synthetic
    return out


class Containers:
    """What ``X`` and ``y`` came in, so that the result can go out in the same.

    Lists give lists; pandas objects give pandas objects with the same columns, dtypes and name
    and a RangeIndex; a one-hot ``y`` gives a one-hot ``y``; anything else gives what the samplers
    return (ndarray, CSR or CSC).

    Parameters
    ----------
    X, y : array-like
        As the caller passed them.
    """

    def __init__(self, X: Any, y: Any) -> None:
        self.X, self.y = _Container(X), _Container(y)
        # a column of a single class is one-dimensional to scikit-learn, not one-hot
        shape = self.y.shape
        self.n_one_hot = shape[1] if len(shape) == 2 and shape[1] > 1 else 0

    def restore(self, X: Any, y: np.ndarray) -> tuple[Any, Any]:
        """Put the arrays of a result into the containers of the input."""
        labels: Any = y
        if self.n_one_hot:
            labels = label_binarize(y, classes=np.arange(self.n_one_hot))
            if self.n_one_hot == 2:  # label_binarize gives two classes one column
                labels = np.hstack([1 - labels, labels])
        return self.X.restore(X), self.y.restore(labels)


class _Container:
    def __init__(self, data: Any) -> None:
        self.kind = _kind(data)
        self.shape: tuple[int, ...] = getattr(data, "shape", None) or _shape(data)
        self.columns = getattr(data, "columns", None)
        self.name = getattr(data, "name", None)
        self.dtypes: Any = getattr(data, "dtypes", None)

    def restore(self, data: Any) -> Any:
        if self.kind == "list":
            return data.tolist()
        if self.kind in ("array", _kind(data)):  # a sampler may have kept it
            return data
        import pandas as pd

        if self.kind == "series":
            return pd.Series(data, dtype=self.dtypes, name=self.name)
        if sparse.issparse(data):
            frame = pd.DataFrame.sparse.from_spmatrix(data, columns=self.columns)
        else:
            frame = pd.DataFrame(data, columns=self.columns, copy=False)
        if (frame.dtypes.to_numpy() == self.dtypes.to_numpy()).all():
            return frame
        return frame.astype(self.dtypes)


def _shape(data: Any) -> tuple[int, ...]:
    try:
        return np.shape(data)
    except ValueError:  # rows of several lengths, which are refused when they are checked
        return ()


def _kind(data: Any) -> str:
    if isinstance(data, list):
        return "list"
    if is_frame(data):
        return "frame"
    return "series" if is_series(data) else "array"
