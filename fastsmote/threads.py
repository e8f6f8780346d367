"""How many threads a call may use."""

import os

import joblib
from joblib.parallel import get_active_backend


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
    limits: list[int] = [joblib.cpu_count()]
    for name in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS"):
        value = os.environ.get(name, "")
        if value.isdecimal() and int(value) > 0:
            limits.append(int(value))
    return min(limits)
