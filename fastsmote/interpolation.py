"""Stage 5: synthetic rows, each on the segment from a seed to one of its neighbors.

The NumPy path and the kernel do the same operations in the same order and give the same bits;
which one runs is a matter of time only. As in imbalanced-learn the difference is taken in the dtype
of the rows, the step in float64, and the sum is rounded once, to the dtype of the rows.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from fastsmote.integers import as_floating, as_held
from fastsmote.kernels.loading import pays
from fastsmote.threads import for_each_part

# Values made at once where there are temporaries: they stay in the cache, threads have their share.
_AT_ONCE = 1 << 16
# Values up to which a kernel that is loaded does not pay; what NumPy makes in a twelfth of the
# time that loading one takes, and how many at once before one is (100 ms on two threads).
_NUMPY_WARM, _NUMPY_COLD, _NUMPY_MOST = 1 << 13, 1 << 23, 1 << 27


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


def on_seeds(seeds: np.ndarray) -> Segments:
    """Segments that do not leave their seeds."""
    return Segments(seeds, seeds, np.broadcast_to(np.float64(0), len(seeds)))


def interpolate(
    X: np.ndarray,
    seed_idx: np.ndarray,
    neighbor_idx: np.ndarray,
    steps: np.ndarray,
    out: np.ndarray,
    n_jobs: int | None = None,
    rounds: bool = False,
) -> None:
    """Place each synthetic row on the segment from a seed to one of its neighbors.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Feature rows in the caller's units; finite; not modified; best C-contiguous. May share
        memory with ``out`` if no row that is read is written. Integers and booleans count as
        float64, in which no difference wraps around.
    seed_idx, neighbor_idx : ndarray of shape (n_synthetic,), intp
        Rows of ``X``.
    steps : ndarray of shape (n_synthetic,), float64
        Fraction of the segment, in [-1, 1].
    out : ndarray of shape (n_synthetic, n_features), C-contiguous
        Written in place; a dtype other than that of ``X`` gets the rows cast to it.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it.
    rounds : bool, default=False
        Whether integers are the nearest ones, halves to even, or truncated towards zero.

    Notes
    -----
    O(n_synthetic * n_features) time.

    References
    ----------
    .. [1] N. V. Chawla et al., "SMOTE: synthetic minority over-sampling technique", JAIR 16
       (2002), section 4.2.
    """

    def put(rows: np.ndarray, part: slice) -> None:
        out[part] = as_held(rows, out.dtype, rounds)

    n_at_once: int | None = _AT_ONCE
    if not _kernel_pays(X, out):

        def work(part: slice) -> None:
            put(_rows(X, seed_idx[part], neighbor_idx[part], steps[part, np.newaxis]), part)

    else:
        from fastsmote.kernels.interpolation import interpolate_rows

        if out.dtype == X.dtype:
            n_at_once = None

        def work(part: slice) -> None:
            target = out[part] if out.dtype == X.dtype else np.empty(out[part].shape, X.dtype)
            interpolate_rows(X, seed_idx[part], neighbor_idx[part], steps[part], target)
            if target.dtype != out.dtype:
                put(target, part)

    for_each_part(work, len(out), out.shape[1], n_jobs, n_at_once)


def run_interpolation_kernel(dtype: str) -> None:
    """Make a row, so that the kernel is compiled for rows of a dtype."""
    from fastsmote.kernels.interpolation import interpolate_rows

    X, idx = np.zeros((2, 3), dtype), np.zeros(1, np.intp)
    interpolate_rows(X, idx, idx, np.zeros(1), np.empty((1, 3), dtype))


def keep_missing(
    X: np.ndarray, seed_idx: np.ndarray, out: np.ndarray, n_jobs: int | None = None
) -> None:
    """Give synthetic rows the values of their seeds where a value could not be interpolated.

    That is where the seed or the neighbor misses it. What the seed misses stays missing: values are
    missing in synthetic rows as often as in the seeds, and together as in these.

    Parameters
    ----------
    X, seed_idx, n_jobs
        As in `interpolate`; NaN is a missing value.
    out : ndarray of shape (n_synthetic, n_features)
        What `interpolate` made of it, in which NaN spreads. Written in place.
    """
    if out.dtype.kind != "f":
        return

    def work(part: slice) -> None:
        np.copyto(out[part], X[seed_idx[part]], where=np.isnan(out[part]))

    for_each_part(work, len(out), out.shape[1], n_jobs, _AT_ONCE)


def _rows(X: np.ndarray, seed_idx: np.ndarray, neighbor_idx: np.ndarray, steps: np.ndarray) -> Any:
    # `take` is several times as fast as an index, but copies all of what is not C-contiguous
    rows_of = partial(X.take, axis=0) if X.flags.c_contiguous else X.__getitem__
    seeds, differences = as_floating(rows_of(seed_idx)), as_floating(rows_of(neighbor_idx))
    differences -= seeds
    rows = steps * differences
    rows += seeds
    return rows


def _kernel_pays(X: np.ndarray, out: np.ndarray) -> bool:
    if X.dtype not in (np.float32, np.float64) or not X.flags.c_contiguous:
        return False
    # Numba is what takes long to load: with it, this kernel is there within some milliseconds
    return pays("jit", out.size, _NUMPY_WARM, _NUMPY_COLD, _NUMPY_MOST)
