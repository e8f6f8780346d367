"""Stage 5: synthetic rows, each on the segment from a seed to one of its neighbors.

The NumPy path and the kernel do the same operations in the same order and give the same bits;
which one runs is a matter of time only. As in imbalanced-learn the difference is taken in the dtype
of the rows, the step in float64, and the sum is rounded once, to the dtype of the rows.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from fastsmote.kernels.loading import pays
from fastsmote.threads import for_each_part

# Values made at once: temporaries stay in the cache, and threads have something to share.
_AT_ONCE = 1 << 16
# Values up to which a kernel does not pay.
_NUMPY_WARM, _NUMPY_COLD = 1 << 13, 1 << 23
# ... and entries of sparse rows, for each of which SciPy takes longer.
_SCIPY_WARM, _SCIPY_COLD = 1 << 12, 1 << 24


class Segments(NamedTuple):
    """Where synthetic rows stand.

    Attributes
    ----------
    seed, neighbor : ndarray of shape (n_synthetic,), intp
        The rows between which each of them stands.
    step : ndarray of shape (n_synthetic,), float64
        Fraction of the way from the seed to the neighbor; below 0 it leads away from it.
    """

    seed: np.ndarray
    neighbor: np.ndarray
    step: np.ndarray


def join_segments(parts: Sequence[Segments]) -> Segments:
    """Segments of several draws, one after the other; of none, no segments."""
    if not parts:
        return Segments(np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0))
    return Segments(*map(np.concatenate, zip(*parts, strict=True)))


def interpolate(
    X: np.ndarray,
    seed_idx: np.ndarray,
    neighbor_idx: np.ndarray,
    steps: np.ndarray,
    out: np.ndarray,
    n_jobs: int | None = None,
) -> None:
    """Place each synthetic row on the segment from a seed to one of its neighbors.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), C-contiguous
        Feature rows in the caller's units; finite; not modified. May share memory with ``out``
        if no row that is read is written. Integers and booleans count as float64, in which no
        difference wraps around.
    seed_idx, neighbor_idx : ndarray of shape (n_synthetic,), intp
        Rows of ``X``.
    steps : ndarray of shape (n_synthetic,), float64
        Fraction of the segment, in [-1, 1].
    out : ndarray of shape (n_synthetic, n_features), C-contiguous
        Written in place; a dtype other than that of ``X`` gets the rows cast to it, integers by
        truncation.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it.

    Notes
    -----
    O(n_synthetic * n_features) time.

    References
    ----------
    .. [1] N. V. Chawla et al., "SMOTE: synthetic minority over-sampling technique", JAIR 16
       (2002), section 4.2.
    """
    if not _kernel_pays(X, out):

        def work(part: slice) -> None:
            out[part] = _rows(X, seed_idx[part], neighbor_idx[part], steps[part, np.newaxis])

    else:
        from fastsmote.kernels.interpolation import interpolate_rows

        def work(part: slice) -> None:
            target = out[part] if out.dtype == X.dtype else np.empty(out[part].shape, X.dtype)
            interpolate_rows(X, seed_idx[part], neighbor_idx[part], steps[part], target)
            if target.dtype != out.dtype:
                out[part] = target

    for_each_part(work, len(out), out.shape[1], n_jobs, _AT_ONCE)


def interpolate_sparse(
    X: Any,
    seed_idx: np.ndarray,
    neighbor_idx: np.ndarray,
    steps: np.ndarray,
    n_jobs: int | None = None,
) -> Any:
    """Do the same for a CSR container, without densifying.

    Returns
    -------
    CSR matrix or array, as ``X``, of shape (n_synthetic, n_features)
        Dtypes of ``X``; indices ascend, and what comes to 0 is not stored.
    """
    return _stacked(X[:0], X, Segments(seed_idx, neighbor_idx, steps), n_jobs)


def append_interpolated(X: Any, segments: Segments, n_jobs: int | None = None) -> Any:
    """Sparse rows, then the synthetic rows between some of them.

    Parameters
    ----------
    X : CSR container of shape (n_samples, n_features)
        Finite; not modified. Its own entries come back as they are.
    segments : Segments
        By rows of ``X``.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it.

    Returns
    -------
    CSR matrix or array, as ``X``, of shape (n_samples + n_synthetic, n_features)
        Dtypes of ``X``, but for indices where there are too many entries for theirs.
    """
    return _stacked(X, X, segments, n_jobs)


def run_sparse_interpolation(dtype: str) -> None:
    """Interpolate sparse rows of a dtype by the kernels: whatever is compiled then is kept."""
    X, idx = sparse.csr_array(np.eye(2, dtype=dtype)), np.zeros(1, dtype=np.intp)
    _entries_by_kernels(X, X, Segments(idx, idx, np.zeros(1)), 1)


def _stacked(before: Any, X: Any, segments: Segments, n_jobs: int | None) -> Any:
    """Rows of a CSR container, then synthetic rows between those of another one."""
    if not X.has_canonical_format:
        X = X.copy()
        X.sum_duplicates()
    rows = _floating(X)
    n_values = 2 * len(segments.step) * X.nnz // X.shape[0]
    if rows.dtype in (np.float32, np.float64) and pays(
        "sparse_interpolation", n_values, _SCIPY_WARM, _SCIPY_COLD
    ):
        values, indices, indptr = _entries_by_kernels(before, rows, segments, n_jobs)
    else:
        values, indices, indptr = _entries_by_scipy(before, rows, segments)
    index_dtype = X.indices.dtype
    if indptr[-1] > np.iinfo(index_dtype).max:
        index_dtype = np.dtype(np.int64)
    # set rather than passed: the constructor of a matrix would choose a dtype by itself
    out = type(X)((len(indptr) - 1, X.shape[1]), dtype=X.dtype)
    out.data = values
    out.indices, out.indptr = (part.astype(index_dtype, copy=False) for part in (indices, indptr))
    return out


def _entries_by_scipy(
    before: Any, X: Any, segments: Segments
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n = len(segments.step)
    seeds = X[segments.seed]
    # an array whatever X is, so that the product is one of matrices
    steps = sparse.dia_array((segments.step[np.newaxis], [0]), shape=(n, n)).tocsr()
    new = sparse.csr_array(seeds) + steps @ sparse.csr_array(X[segments.neighbor] - seeds)
    new.sort_indices()
    values = np.concatenate([before.data[: before.nnz], new.data.astype(before.dtype, copy=False)])
    indptr = np.concatenate([before.indptr, before.nnz + new.indptr[1:].astype(np.int64)])
    return values, np.concatenate([before.indices[: before.nnz], new.indices]), indptr


def _entries_by_kernels(
    before: Any, X: Any, segments: Segments, n_jobs: int | None
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
        values[n_before:] = exact[n_before:]
    return values, indices, indptr


def _rows(X: np.ndarray, seed_idx: np.ndarray, neighbor_idx: np.ndarray, steps: np.ndarray) -> Any:
    seeds = _floating(X[seed_idx])
    return seeds + steps * (_floating(X[neighbor_idx]) - seeds)


def _floating(X: Any) -> Any:
    return X if X.dtype.kind == "f" else X.astype(np.float64)


def _kernel_pays(X: np.ndarray, out: np.ndarray) -> bool:
    if X.dtype not in (np.float32, np.float64):
        return False
    return pays("jit", out.size, _NUMPY_WARM, _NUMPY_COLD)
