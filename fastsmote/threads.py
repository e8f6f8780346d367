"""How many threads a call may use, work cut into parts for them, and BLAS beside them."""

import os
import time
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import joblib
import numpy as np
from joblib.parallel import get_active_backend
from threadpoolctl import ThreadpoolController

from fastsmote.kernels.overlapping import Overlapping
from fastsmote.kernels.parallel import run

# Values in a part: what is done to it takes far longer than to hand it over ...
PART = 1 << 18
# ... and, where there are many, so many that two threads seldom come upon the same huge page of
# fresh memory, which both of them would clear: 40 MB are filled in three quarters of the time.
LARGE_PART = 1 << 20
# Parts that one thread has done before a second one is awake and has agreed who does what (960,000
# values in memory that is at hand are copied in 87 us by one, in 164 by two).
PARTS_ALONE = 8
# Values of rows that lie anywhere, which take longer, that one thread gathers as soon.
_GATHERED_ALONE = 1 << 19
# Parts a thread: the last to end is not far behind.
_PARTS_PER_THREAD = 4
# Seconds for which a container has the limit that it had: to read its files takes 0.1 ms among
# kernels, which leave nothing of it in the caches.
_COUNTED_ANEW = 1.0


def thread_count(n_jobs: int | None) -> int:
    """Threads for ``n_jobs``, by joblib's conventions except that None asks for all cores.

    Parameters
    ----------
    n_jobs : int or None
        Positive: that many. Negative: all cores but ``-n_jobs - 1``. None: what an active joblib
        configuration (``joblib.parallel_config(n_jobs=...)``) says; one within a joblib worker;
        otherwise all cores.

    Returns
    -------
    int
        At least 1. "All cores" are those that the process may run on (affinity, container limits,
        ``LOKY_MAX_CPU_COUNT``), and no more than ``NUMBA_NUM_THREADS`` and ``OMP_NUM_THREADS``
        where these are set, as joblib does for the processes that it starts.
    """
    if n_jobs is None:
        backend, configured = get_active_backend()
        if (backend.nesting_level or 0) > 0:
            return 1
        if configured is None:
            return _all_cores()
        n_jobs = configured
    return n_jobs if n_jobs > 0 else max(1, _all_cores() + 1 + n_jobs)


def _all_cores() -> int:
    may_run_on = frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    since = time.monotonic() // _COUNTED_ANEW
    limits = [_count_cores(may_run_on, os.environ.get("LOKY_MAX_CPU_COUNT"), since)]
    for name in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS"):
        value = os.environ.get(name, "")
        if value.isdecimal() and int(value) > 0:
            limits.append(int(value))
    return min(limits)


@lru_cache(maxsize=1)
def _count_cores(*_: object) -> int:
    """Cores that joblib counts, anew where one of the arguments is new."""
    n: int = joblib.cpu_count()
    return n


def for_each_part(
    function: Callable[[slice], None],
    n_rows: int,
    n_columns: int,
    n_jobs: int | None,
    n_values: int | None = None,
    meanwhile: Callable[[], None] | None = None,
    n_alone: int | None = None,
) -> None:
    """Call ``function`` with slices that cover some rows, on the threads that ``n_jobs`` allows.

    Parameters
    ----------
    function : callable
        Should release the GIL, as NumPy does for a copy or a sum.
    n_rows, n_columns : int
        Shape of what it works on.
    n_jobs : int or None
        As in `thread_count`; not looked at for a few parts.
    n_values : int, optional
        Values in a part, by default from `PART` to `LARGE_PART`.
    meanwhile : callable, optional
        Called once, by one of the threads, while the others work.
    n_alone : int, optional
        Values up to which one thread does all, by default those of `PARTS_ALONE` parts.
    """
    size = n_rows * n_columns
    n_alone = n_alone or PARTS_ALONE * (n_values or PART)
    n_threads = thread_count(n_jobs) if size > n_alone else 1
    if n_values is None:
        n_values = max(PART, min(LARGE_PART, size // (_PARTS_PER_THREAD * n_threads)))
    step = max(1, n_values // n_columns)
    starts = range(0, n_rows, step)
    tasks: list[Callable[[], None]] = [] if meanwhile is None else [meanwhile]
    tasks += [partial(function, slice(start, min(start + step, n_rows))) for start in starts]
    run(_call, [(task,) for task in tasks], n_threads)


def gather_rows(X: np.ndarray, rows: np.ndarray, out: np.ndarray, n_jobs: int | None) -> None:
    """Copy some rows of ``X`` to ``out``, as `for_each_part`; rows count from 0, and all exist."""

    def take(part: slice) -> None:
        if X.dtype == out.dtype and X.flags.c_contiguous:
            # with "raise" NumPy would gather into a buffer first
            np.take(X, rows[part], axis=0, out=out[part], mode="clip")
        else:
            out[part] = X[rows[part]]

    for_each_part(take, len(rows), X.shape[1], n_jobs, n_alone=_GATHERED_ALONE)


def _call(task: Callable[[], None]) -> None:
    task()


class _OneBlasThread(Overlapping):
    """Context in which BLAS works in the calling thread alone.

    Its own threads go on spinning for some milliseconds after each product, on the cores that the
    kernels are about to use: 10,000 x 32 took twice as long with them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._controller: Any = None
        self._limit: Any = None

    def _begin(self) -> None:
        if self._controller is None:  # looks through all loaded libraries: once
            self._controller = ThreadpoolController()
        self._limit = self._controller.limit(limits=1, user_api="blas")

    def _end(self) -> None:
        if self._limit is not None:
            self._limit.restore_original_limits()
            self._limit = None


one_blas_thread = _OneBlasThread()
