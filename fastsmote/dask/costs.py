"""What over-sampling on workers costs, by sizes and rates, before anything is run."""

from typing import NamedTuple


class Rates(NamedTuple):
    """How fast a machine is; ``benchmarks/dask_model.py`` measures them.

    Attributes
    ----------
    search : float
        Seconds of a thread for one query among ``n`` rows, over ``n ** exponent``.
    exponent : float
        How that grows with the rows: 1 where all pairs are compared, 0 where a few are.
    pack : float
        Seconds of a thread to make a row ready to be searched.
    place : float
        Seconds of a thread for a synthetic row.
    bandwidth : float
        Bytes a second that a worker receives.
    task : float
        Seconds of the scheduler for a task.
    """

    search: float
    exponent: float
    pack: float
    place: float
    bandwidth: float
    task: float


class Job(NamedTuple):
    """What is to be done, and with what.

    Attributes
    ----------
    n_rows, n_synthetic : int
        Rows of the class, and rows to make.
    n_features, itemsize, k : int
        Features, bytes of each, and neighbors.
    n_workers, n_threads : int
        Workers, and threads of each.
    n_blocks : int
        Blocks that the class is cut into; 1: it is broadcast.
    n_partitions : int
        Of the input.
    partition_rows : int
        Rows of a partition of synthetic rows.
    """

    n_rows: int
    n_synthetic: int
    n_features: int
    itemsize: int
    k: int
    n_workers: int
    n_threads: int
    n_blocks: int
    n_partitions: int
    partition_rows: int


def network_bytes(job: Job) -> float:
    """Bytes between workers: rows, lists that are merged, and what new rows are placed from."""
    rows = float(job.n_rows) * job.n_features * job.itemsize
    if job.n_blocks == 1:
        return job.n_workers * rows + 64.0 * job.n_synthetic
    lists = 17.0 * job.k * job.n_blocks * job.n_rows
    placed = 2.0 * job.n_synthetic * job.n_features * job.itemsize
    return job.n_blocks * rows + lists + placed + 64.0 * job.n_synthetic


def n_tasks(job: Job) -> float:
    """Tasks of the scheduler."""
    n_new = job.n_synthetic / job.partition_rows
    if job.n_blocks == 1:
        return job.n_partitions + 3 * job.n_workers + n_new
    return job.n_partitions + 1.15 * job.n_blocks**2 + job.n_blocks * n_new


def seconds(job: Job, rates: Rates) -> float:
    """Time from the call of ``compute`` to the last partition.

    Threads compute while rows travel, but a broadcast class has to be there before it is searched;
    the scheduler works beside both.
    """
    threads = float(job.n_workers * job.n_threads)
    travel = network_bytes(job) / job.n_workers / rates.bandwidth
    place = job.n_synthetic * rates.place / threads
    schedule = n_tasks(job) * rates.task
    if job.n_blocks == 1:
        # each worker packs all rows
        pack = job.n_rows * rates.pack / job.n_threads
        compute = pack + _search(job.n_rows / threads, job.n_rows, rates) + place
        return max(travel + compute, schedule)
    block = job.n_rows / job.n_blocks
    pair = 2 * block * rates.pack + _search(block, block, rates)
    compute = job.n_blocks**2 * pair / threads + place
    return max(travel, compute, schedule)


def _search(n_queries: float, n_rows: float, rates: Rates) -> float:
    return float(n_queries * rates.search * n_rows**rates.exponent)
