"""Stage 6: originals and synthetic rows in one output; `Containers` makes it the caller's kind."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.containers import is_frame, is_table, native_type, rows_of_frame
from fastsmote.threads import for_each_part, gather_rows

# How often rows are drawn, in the mean, that are brought together first, so that those that are
# wanted again are near each other: a small part of the output is in memory twice then.
_TIMES_DRAWN = 8


def allocate(
    X: np.ndarray,
    n_synthetic: int,
    n_jobs: int | None = None,
    dtype: Any = None,
    meanwhile: Callable[[], None] | None = None,
    then: Callable[[np.ndarray, slice], None] | None = None,
) -> np.ndarray:
    """One output with the originals in its head and room for the synthetic rows.

    C-contiguous, in native byte order, of the dtype of ``X`` if no other is given. One thread calls
    ``meanwhile``, if it is given, while the others copy; ``then`` is called with the output and a
    part of it that has been copied, and finds that in the cache.
    """
    if dtype is None:
        dtype = native_type(X.dtype)
    out = np.empty((len(X) + n_synthetic, X.shape[1]), dtype)

    def copy(part: slice) -> None:
        out[part] = X[part]
        if then is not None:
            then(out, part)

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
    out = np.empty((len(rows), X.shape[1]), dtype or native_type(X.dtype))
    gather_rows(X, rows, out, n_jobs)
    return out


def append_rows(
    X: Any,
    again: np.ndarray,
    n_jobs: int | None = None,
    dtype: Any = None,
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

    Returns
    -------
    container of ``X``, of shape (n_samples + n_synthetic, n_features)
        A data frame keeps its columns and dtypes and gets a new RangeIndex.
    """
    if is_frame(X):
        return rows_of_frame(X, np.concatenate([np.arange(len(X)), again]))
    if is_table(X):
        from fastsmote.containers.tables import append_to_table

        return append_to_table(X, again)
    if sparse.issparse(X):
        return sparse.vstack([X, X.tocsr()[again]], format=X.format)
    out = allocate(X, len(again), n_jobs, dtype)
    gather_rows(out[: len(X)], again, out[len(X) :], n_jobs)
    return out


def append_drawn(
    X: Any,
    again: np.ndarray,
    classes: Sequence[np.ndarray],
    draw: Callable[[], None],
    n_jobs: int | None = None,
) -> Any:
    """Rows of any type, then some of them again that are yet to be drawn.

    Parameters
    ----------
    X, n_jobs
        As in `append_rows`.
    again : ndarray of shape (n_synthetic,), intp
        Gets the rows of ``X``.
    classes : sequence of ndarray
        Ascending rows of ``X`` among which is drawn.
    draw : callable
        Fills ``again`` with positions among all of these; with an ndarray one thread calls it while
        the others copy.

    Returns
    -------
    container of ``X``
        As `append_rows` returns it.
    """
    among = np.concatenate([again[:0], *classes])
    if not isinstance(X, np.ndarray):
        draw()
        again[:] = among[again]
        return append_rows(X, again, n_jobs)
    if _TIMES_DRAWN * len(among) > len(again):
        out = allocate(X, len(again), n_jobs, None, draw)
        again[:] = among[again]
        gather_rows(out[: len(X)], again, out[len(X) :], n_jobs)
        return out
    near = np.empty((len(among), X.shape[1]), native_type(X.dtype))

    def bring(out: np.ndarray, part: slice) -> None:
        start = 0
        for rows in classes:
            first, last = np.searchsorted(rows, (part.start, part.stop))
            place = near[start + first : start + last]
            np.take(out, rows[first:last], axis=0, out=place, mode="clip")
            start += len(rows)

    out = allocate(X, len(again), n_jobs, None, draw, bring)
    new = out[len(X) :]

    def gather(part: slice) -> None:
        places = again[part].copy()
        np.take(near, places, axis=0, out=new[part], mode="clip")
        np.take(among, places, out=again[part], mode="clip")

    for_each_part(gather, len(again), X.shape[1], n_jobs)
    return out


def append_labels(y: np.ndarray, plan: dict[Any, int], n_jobs: int | None = None) -> np.ndarray:
    """Labels of the originals, then of the synthetic rows, class by class."""
    out = np.empty(len(y) + sum(plan.values()), dtype=y.dtype)
    start = 0
    for labels, n in [(y, len(y)), *plan.items()]:
        place = out[start : start + n]

        def fill(part: slice, place: np.ndarray = place, labels: Any = labels) -> None:
            place[part] = labels[part] if labels is y else labels

        for_each_part(fill, n, 1, n_jobs)
        start += n
    return out
