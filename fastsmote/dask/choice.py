"""Broadcast or pairwise: from sizes alone."""

import sys
from math import ceil, sqrt
from typing import Any, NamedTuple

from fastsmote.errors.partitions import dask_missing
from fastsmote.neighbors import workspace_bytes
from fastsmote.threads import thread_count

# Share of a worker's memory that a gathered class, or the pairs being searched, may take: beside
# it there are partitions, lists of draws, and what Dask keeps.
_SHARE = 0.4
# Share of it that all partitions together may take for one task to look at them.
_TOGETHER = 0.1
# Rows of a block that are worth a task: a pair of such blocks takes some tenths of a second.
_WORTHY_ROWS = 20_000


class Workers(NamedTuple):
    """What there is to compute with.

    Attributes
    ----------
    n_workers, n_threads : int
        Processes, and threads of all of them.
    memory : float
        Bytes of the smallest; infinite if it has no limit.
    """

    n_workers: int
    n_threads: int
    memory: float


def find_client() -> Any:
    """The default client of Dask's distributed scheduler; None if there is none."""
    distributed = sys.modules.get("distributed")
    try:
        return distributed.default_client() if distributed else None
    except ValueError:
        return None


def find_workers() -> Workers:
    """Workers of the default client, or the threads of this process."""
    client = find_client()
    if client is None:
        try:
            from distributed.system import MEMORY_LIMIT
        except ImportError as error:
            raise dask_missing(error) from error
        return Workers(1, thread_count(None), float(MEMORY_LIMIT))
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    limits = [worker["memory_limit"] or float("inf") for worker in workers]
    n_threads = sum(worker["nthreads"] for worker in workers)
    return Workers(max(1, len(limits)), max(1, n_threads), min(limits, default=float("inf")))


def fit_together(n_bytes: float, workers: Workers) -> bool:
    """Whether there is one worker, and so much is little in its memory; NaN, not known, is not."""
    return workers.n_workers == 1 and n_bytes <= _TOGETHER * workers.memory


def broadcast_bytes(n_rows: int, n_features: int, itemsize: int, k: int) -> float:
    """Memory that searching a gathered class takes on one worker.

    The rows as partitions sent them, and gathered; and the workspace of the search.
    """
    return float(2 * n_rows * n_features * itemsize) + workspace_bytes(
        n_rows, n_features, itemsize, k
    )


def choose_bounds(
    search: str, n_rows: int, n_features: int, itemsize: int, k: int, workers: Workers
) -> list[int]:
    """Where to cut a class into blocks.

    Parameters
    ----------
    search : {'auto', 'broadcast', 'pairwise'}
        One block, as many as memory asks for, or what fits.
    n_rows, n_features, itemsize, k : int
        Rows of the class, their features and bytes of each, and neighbors.
    workers : Workers
        What there is to compute with.

    Returns
    -------
    list of int
        Ends of the blocks, with 0 before them.
    """
    needed = broadcast_bytes(n_rows, n_features, itemsize, k)
    allowed = _SHARE * workers.memory
    if search == "broadcast" or (search == "auto" and needed <= allowed):
        return [0, n_rows]
    # two blocks a thread are in memory at once, stacked for the search
    threads_each = -(-workers.n_threads // workers.n_workers)
    n_blocks = -(-4 * threads_each * needed // allowed) if allowed < float("inf") else 1
    # pairs of blocks, two for each thread: more blocks would only be sent more often
    n_blocks = max(n_blocks, min(ceil(sqrt(2 * workers.n_threads)), n_rows // _WORTHY_ROWS), 2)
    return even_bounds(n_rows, int(n_blocks))


def even_bounds(n_rows: int, n_parts: int) -> list[int]:
    """Ends of equal parts, with 0 before them; fewer parts than asked for if there are no rows."""
    n_parts = max(1, min(n_parts, n_rows))
    return [i * n_rows // n_parts for i in range(n_parts + 1)]


def threads_of_task(n_jobs: int | None, n_tasks: int, workers: Workers) -> int | None:
    """Threads that each of some equal tasks is to use: one if there are tasks for all threads."""
    return 1 if n_jobs is None and n_tasks >= 2 * workers.n_threads else n_jobs


def threads_here(n_jobs: int | None) -> int:
    """Threads of a task where it runs: None means those of the worker, if it runs in one.

    Workers are started with ``OMP_NUM_THREADS=1``, which is not meant for tasks that know how many
    threads the worker has.
    """
    worker = _worker()
    return int(worker.state.nthreads) if n_jobs is None and worker else thread_count(n_jobs)


def _worker() -> Any:
    distributed = sys.modules.get("distributed")
    try:
        return distributed.get_worker() if distributed else None
    except ValueError:
        return None
