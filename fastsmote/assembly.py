"""Stage 6: originals and synthetic rows in one output; `Containers` makes it the caller's kind."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.containers import is_frame, is_table, rows_of_frame
from fastsmote.threads import for_each_part


def allocate(
    X: np.ndarray,
    n_synthetic: int,
    n_jobs: int | None = None,
    dtype: Any = None,
    meanwhile: Callable[[], None] | None = None,
) -> np.ndarray:
    """One output with the originals in its head and room for the synthetic rows.

    C-contiguous, in native byte order, of the dtype of ``X`` if no other is given. One thread calls
    ``meanwhile``, if it is given, while the others copy.
    """
    if dtype is None:
        dtype = X.dtype.newbyteorder("=")
    out = np.empty((len(X) + n_synthetic, X.shape[1]), dtype)

    def copy(part: slice) -> None:
        out[part] = X[part]

    # fresh memory costs more to touch than to fill
    for_each_part(copy, len(X), X.shape[1], n_jobs, meanwhile=meanwhile)
    return out


def take_rows(X: Any, rows: np.ndarray, n_jobs: int | None = None, dtype: Any = None) -> Any:
    """Some rows of an ndarray, a CSR or CSC container, a data frame or a table, copied.

    Dense ones are C-contiguous, in native byte order, of the dtype of ``X`` if no other is given;
    a data frame gets a new RangeIndex.
    """
    if is_frame(X):
        return rows_of_frame(X, rows)
    if is_table(X):
        from fastsmote.containers.tables import rows_of_table

        return rows_of_table(X, rows)
    if sparse.issparse(X):
        return X[rows]
    out = np.empty((len(rows), X.shape[1]), dtype or X.dtype.newbyteorder("="))

    def copy(part: slice) -> None:
        out[part] = X[rows[part]]

    for_each_part(copy, len(rows), X.shape[1], n_jobs)
    return out


def append_rows(
    X: Any,
    again: np.ndarray,
    n_jobs: int | None = None,
    dtype: Any = None,
    draw: Callable[[], None] | None = None,
) -> Any:
    """Rows of any type, then some of them again.

    Parameters
    ----------
    X : ndarray, CSR/CSC container, data frame or table of shape (n_samples, n_features)
        Not modified.
    again : ndarray of shape (n_synthetic,), intp
        Rows of ``X``.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it; for an ndarray only.
    dtype : dtype, optional
        Of the output, for an ndarray only; that of ``X`` by default.
    draw : callable, optional
        Fills ``again``, before it is looked at; with an ndarray while the others are copied.

    Returns
    -------
    container of ``X``, of shape (n_samples + n_synthetic, n_features)
        A data frame keeps its columns and dtypes and gets a new RangeIndex.
    """
    if draw is not None and not isinstance(X, np.ndarray):
        draw()
    if is_frame(X):
        return rows_of_frame(X, np.concatenate([np.arange(len(X)), again]))
    if is_table(X):
        from fastsmote.containers.tables import append_to_table

        return append_to_table(X, again)
    if sparse.issparse(X):
        return sparse.vstack([X, X.tocsr()[again]], format=X.format)
    out = allocate(X, len(again), n_jobs, dtype, draw)
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
