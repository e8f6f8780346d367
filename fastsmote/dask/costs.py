"""What over-sampling on workers costs, by sizes and rates, before anything is run."""

from math import exp
from typing import NamedTuple

# Bytes of a draw (seed, column, step) or segment (seed, neighbor, step), of its share of a search
# (place, seed, column), of what that answers (place, neighbor, class) and of an entry of a list.
_DRAW, _SHARE, _DRAWN, _ENTRY = 24, 24, 17, 17
# Tasks each of which waits for the one before, of a broadcast class and of one in blocks.
_TRIPS, _TRIPS_OF_BLOCKS = 8, 14


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
    read : float
        Seconds of a thread to check a value of the input, and to select from it.
    merge : float
        Seconds of a thread for an entry of the lists that are merged.
    place : float
        Seconds of a thread for a synthetic row.
    bandwidth : float
        Bytes a second that a worker receives.
    task : float
        Seconds of the scheduler for a task.
    trip : float
        Seconds from the end of a task to the start of one that waited for it.
    """

    search: float
    exponent: float
    pack: float
    read: float
    merge: float
    place: float
    bandwidth: float
    task: float
    trip: float


class Job(NamedTuple):
    """What is to be done, and with what.

    Attributes
    ----------
    n_samples, n_rows, n_synthetic : int
        Rows of the input and of the class, and rows to make.
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

    n_samples: int
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

    @property
    def n_new(self) -> int:
        """Partitions of synthetic rows."""
        return -(-self.n_synthetic // self.partition_rows)

    @property
    def n_seeds(self) -> float:
        """Rows of the class that are drawn at least once: those are searched for."""
        return _distinct(self.n_synthetic, self.n_rows)


def network_bytes(job: Job) -> float:
    """Bytes between workers: rows, draws and what they find, lists, what is placed from.

    What is made on one of ``W`` workers and read on any of them is sent with a probability of
    ``1 - 1 / W``; a worker keeps what it has been sent.
    """
    row = float(job.n_features * job.itemsize)
    sent = 1 - 1 / job.n_workers
    # draws to where they are split, shares to the searches, answers back, segments to the new rows
    draws = sent * job.n_synthetic * (_DRAW + _SHARE + _DRAWN + _DRAW)
    if job.n_blocks == 1:
        return (job.n_workers - 1) * job.n_rows * row + draws
    gathered = sent * job.n_rows * row
    copies = min(job.n_workers, 2 * job.n_blocks - 1)  # a block is in so many pairs
    blocks = (copies - 1) * job.n_rows * row
    apart = 1 - 1 / min(job.n_workers, job.n_blocks)
    lists = apart * _list_entries(job) * _ENTRY
    ends = job.n_new * _distinct(2 * job.n_synthetic / job.n_new, job.n_rows)
    # a task that takes rows runs where a copy of the block is
    placed = (1 - copies / job.n_workers) * ends * row
    return gathered + blocks + lists + draws + placed


def n_tasks(job: Job) -> float:
    """Tasks of the scheduler.

    Of a partition: its rows of each class are counted and selected, ``X`` and ``y`` are passed on.
    Of a new one: segments are cut, rows and labels made, both are passed on; of rows in blocks,
    some are taken from each block. Fewer where one worker has room for all rows.
    """
    rest = 4 * job.n_partitions + 5 * job.n_new
    if job.n_blocks == 1:
        return rest + 3 * job.n_workers
    return rest + job.n_blocks * (5 + job.n_new) + _pair_tasks(job)


def seconds(job: Job, rates: Rates) -> float:
    """Time from the call of ``fit_resample`` to the last partition.

    What has to be there before something else begins is added up: the class is gathered before it
    is searched, and new rows are placed after that; the scheduler has its many small tasks before
    and after the search. Pairs of blocks are sent and scheduled while others are searched.
    """
    threads = float(job.n_workers * job.n_threads)
    travel = network_bytes(job) / job.n_workers / rates.bandwidth
    read = job.n_samples * job.n_features * rates.read / threads
    place = job.n_synthetic * rates.place / threads
    if job.n_blocks == 1:
        # each worker packs all rows
        pack = job.n_rows * rates.pack / job.n_threads
        search = pack + _search(job.n_seeds / threads, job.n_rows, rates)
        schedule = n_tasks(job) * rates.task + _TRIPS * rates.trip
        return read + travel + search + place + schedule
    block, queries = job.n_rows / job.n_blocks, job.n_seeds / job.n_blocks
    pair = (block + queries) * rates.pack + _search(queries, block, rates)
    pairs = job.n_blocks**2 * pair / threads
    entries = _list_entries(job) + 2 * job.n_synthetic  # ends of segments are sorted, too
    merge = entries * rates.merge / min(threads, job.n_blocks)
    beside = _pair_tasks(job) * rates.task
    schedule = (n_tasks(job) - _pair_tasks(job)) * rates.task + _TRIPS_OF_BLOCKS * rates.trip
    return read + max(travel, pairs, beside) + merge + place + schedule


def _pair_tasks(job: Job) -> float:
    return 1.15 * job.n_blocks**2  # and a merge of eight lists


def _list_entries(job: Job) -> float:
    return job.n_blocks * job.n_seeds * job.k


def _distinct(n_drawn: float, n_rows: int) -> float:
    """How many different rows are among some that are drawn at random."""
    return n_rows * (1 - exp(-n_drawn / n_rows))


def _search(n_queries: float, n_rows: float, rates: Rates) -> float:
    return float(n_queries * rates.search * n_rows**rates.exponent)
