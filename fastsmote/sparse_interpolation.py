"""Stage 5 for sparse rows: entries of synthetic rows, without densifying.

SciPy and the kernels do the same operations in the same order, those of `interpolation`, and give
the same entries; which of them runs is a matter of time only.
"""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.integers import as_floating, as_held
from fastsmote.interpolation import Segments
from fastsmote.kernels.loading import pays
from fastsmote.threads import for_each_part

# Entries in a task: threads have something to share.
_AT_ONCE = 1 << 16
# Entries up to which kernels do not pay.
_SCIPY_WARM, _SCIPY_COLD = 1 << 12, 1 << 24


def interpolate_sparse(
    X: Any,
    seed_idx: np.ndarray,
    neighbor_idx: np.ndarray,
    steps: np.ndarray,
    n_jobs: int | None = None,
    rounds: bool = False,
) -> Any:
    """Place each synthetic row on the segment from a seed to one of its neighbors.

    Parameters
    ----------
    X : CSR container of shape (n_samples, n_features)
        Finite; not modified.
    seed_idx, neighbor_idx, steps, n_jobs, rounds
        As in `fastsmote.interpolation.interpolate`.

    Returns
    -------
    CSR matrix or array, as ``X``, of shape (n_synthetic, n_features)
        Dtypes of ``X``; indices ascend, and what comes to 0 is not stored.
    """
    return _stacked(X[:0], X, Segments(seed_idx, neighbor_idx, steps), n_jobs, rounds)


def append_interpolated(
    X: Any, segments: Segments, n_jobs: int | None = None, rounds: bool = False
) -> Any:
    """Sparse rows, then the synthetic rows between some of them.

    Parameters
    ----------
    X : CSR container of shape (n_samples, n_features)
        Finite; not modified. Its own entries come back as they are.
    segments : Segments
        By rows of ``X``.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it.
    rounds : bool, default=False
        Whether integers are the nearest ones, halves to even, or truncated towards zero.

    Returns
    -------
    CSR matrix or array, as ``X``, of shape (n_samples + n_synthetic, n_features)
        Dtypes of ``X``, but for indices where there are too many entries for theirs.
    """
    return _stacked(X, X, segments, n_jobs, rounds)


def run_sparse_interpolation(dtype: str) -> None:
    """Interpolate sparse rows of a dtype by the kernels: whatever is compiled then is kept."""
    X, idx = sparse.csr_array(np.eye(2, dtype=dtype)), np.zeros(1, dtype=np.intp)
    _entries_by_kernels(X, X, Segments(idx, idx, np.zeros(1)), 1, rounds=False)


def _stacked(before: Any, X: Any, segments: Segments, n_jobs: int | None, rounds: bool) -> Any:
    """Rows of a CSR container, then synthetic rows between those of another one."""
    if not X.has_canonical_format:
        X = X.copy()
        X.sum_duplicates()
    rows = as_floating(X)
    n_values = 2 * len(segments.step) * X.nnz // X.shape[0]
    if rows.dtype in (np.float32, np.float64) and pays(
        "sparse_interpolation", n_values, _SCIPY_WARM, _SCIPY_COLD
    ):
        values, indices, indptr = _entries_by_kernels(before, rows, segments, n_jobs, rounds)
    else:
        values, indices, indptr = _entries_by_scipy(before, rows, segments, rounds)
    index_dtype = X.indices.dtype
    if indptr[-1] > np.iinfo(index_dtype).max:
        index_dtype = np.dtype(np.int64)
    # set rather than passed: the constructor of a matrix would choose a dtype by itself
    out = type(X)((len(indptr) - 1, X.shape[1]), dtype=X.dtype)
    out.data = values
    out.indices, out.indptr = (part.astype(index_dtype, copy=False) for part in (indices, indptr))
    return out


def _entries_by_scipy(
    before: Any, X: Any, segments: Segments, rounds: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n = len(segments.step)
    seeds = X[segments.seed]
    # an array whatever X is, so that the product is one of matrices
    steps = sparse.dia_array((segments.step[np.newaxis], [0]), shape=(n, n)).tocsr()
    new = sparse.csr_array(seeds) + steps @ sparse.csr_array(X[segments.neighbor] - seeds)
    new.sort_indices()
    values = np.concatenate([before.data[: before.nnz], as_held(new.data, before.dtype, rounds)])
    indptr = np.concatenate([before.indptr, before.nnz + new.indptr[1:].astype(np.int64)])
    return values, np.concatenate([before.indices[: before.nnz], new.indices]), indptr


def _entries_by_kernels(
    before: Any, X: Any, segments: Segments, n_jobs: int | None, rounds: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    from fastsmote.kernels.sparse_interpolation import count_entries, place_entries

    n, n_before, n_rows = len(segments.step), before.nnz, before.shape[0]
    rows = X.indptr.astype(np.int64), X.indices, X.data
    width = 2 * max(1, X.nnz // X.shape[0])
    indptr = np.empty(n_rows + n + 1, dtype=np.int64)
    indptr[: n_rows + 1] = before.indptr
    counts = indptr[n_rows + 1 :]

    def count(part: slice) -> None:
        count_entries(*rows, *(each[part] for each in segments), counts[part])

    for_each_part(count, n, width, n_jobs, _AT_ONCE)
    np.cumsum(indptr[n_rows:], out=indptr[n_rows:])
    values = np.empty(indptr[-1], dtype=before.dtype)
    indices = np.empty(indptr[-1], dtype=X.indices.dtype)
    values[:n_before], indices[:n_before] = before.data[:n_before], before.indices[:n_before]
    exact = values if values.dtype == X.dtype else np.empty(len(values), dtype=X.dtype)
    starts = indptr[n_rows:-1]

    def place(part: slice) -> None:
        place_entries(*rows, *(each[part] for each in segments), starts[part], (indices, exact))

    for_each_part(place, n, width, n_jobs, _AT_ONCE)
    if exact is not values:
        values[n_before:] = as_held(exact[n_before:], values.dtype, rounds)
    return values, indices, indptr
