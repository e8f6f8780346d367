"""What over-sampling 1e7 to 1e9 minority rows on 10 to 1000 workers would take, by `Rates`.

Run from the root, on a machine that does nothing else: ``python -m benchmarks.dask_model --write``;
without ``--write`` the tables are only printed. The rates are measured here: of the search and of
new rows by the kernels, of the network and of the scheduler on a cluster of this machine's
processes. The model (`fastsmote.dask.costs`) is then held against that cluster at sizes which it
can run, by both paths, before it is asked for more.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from dask import delayed
from distributed import Client, LocalCluster, wait

from benchmarks.dask_data import on_workers
from benchmarks.data import clustered, imbalanced
from benchmarks.kernels import load_kernels
from benchmarks.machine import caption
from benchmarks.readme import put
from fastsmote.dask import SMOTE
from fastsmote.dask.choice import Workers, choose_bounds, find_workers
from fastsmote.dask.costs import Job, Rates, network_bytes, seconds
from fastsmote.dask.lists import Lists, merge
from fastsmote.dask.rows import Expected, select
from fastsmote.interpolation import interpolate
from fastsmote.neighbors import k_nearest

N_FEATURES, K, THREADS, PARTITION_ROWS, N_RUNS = 32, 5, 4, 1_000_000, 3
N_PARTITIONS = 6  # of the sizes that are run here
BEGIN, END = "<!-- tables: benchmarks/dask_model.py -->", "<!-- end of model -->"
# Rows of the searches that the rates are taken from.
_SIZES = (20_000, 40_000, 80_000)
# Bytes that are sent from worker to worker, tasks that do nothing, and of those that wait for one
# another.
_SENT, _N_TASKS, _CHAIN = 16 << 20, 500, 50


def best(function: Callable[[], Any]) -> float:
    """Seconds of the fastest of some calls."""
    taken = []
    for _ in range(N_RUNS):
        start = time.perf_counter()
        function()
        taken.append(time.perf_counter() - start)
    return min(taken)


def measure_search() -> tuple[float, float, float]:
    """Rates of the search on one thread: of a query, its exponent, and of a row that is packed."""
    taken, packed, asked = [], [], []
    for n in _SIZES:
        X = clustered(n, N_FEATURES)
        # the rows that are drawn where a class is doubled
        drawn = np.zeros(n, dtype=bool)
        drawn[np.random.default_rng(0).integers(0, n, n)] = True
        few = np.arange(n) < n // 100
        taken.append(best(lambda X=X, drawn=drawn: k_nearest(X, K, drawn, 1)))
        packed.append(best(lambda X=X, few=few: k_nearest(X, K, few, 1)))
        asked.append(np.count_nonzero(drawn))
    sizes = np.array(_SIZES)
    pack = float(np.mean(np.array(packed) / sizes))
    each = np.maximum((np.array(taken) - pack * sizes) / np.array(asked), 1e-9)
    exponent, log_rate = np.polyfit(np.log(sizes), np.log(each), 1)
    return float(np.exp(log_rate)), float(exponent), pack


def measure_read() -> float:
    """Seconds of a thread for a value that is checked, and selected if it is of the class."""
    X, y = imbalanced(20_000, N_FEATURES, 2)
    expected = Expected(None, X.dtype, N_FEATURES, True, y.dtype)
    counts = [(1, int(y.sum()))]
    return best(lambda: select(X, y, 0, expected, counts, len(y))) / X.size


def measure_merge() -> float:
    """Seconds of a thread for an entry of two lists that are merged."""
    rng, shape = np.random.default_rng(0), (30_000, K)
    lists = [
        Lists(rng.random(shape), rng.integers(0, 60_000, shape), np.zeros(shape, dtype=bool))
        for _ in range(2)
    ]
    return best(lambda: merge(lists, K)) / (2 * shape[0] * K)


def measure_place() -> float:
    """Seconds of a thread for a synthetic row."""
    n = 400_000
    X, rng = clustered(20_000, N_FEATURES), np.random.default_rng(0)
    seed, neighbor = rng.integers(0, len(X), (2, n))
    step, out = rng.random(n), np.empty((n, N_FEATURES), np.float32)
    return best(lambda: interpolate(X, seed, neighbor, step, out, 1)) / n


def measure_cluster(client: Client) -> tuple[float, float, float]:
    """Bytes a second between two workers, seconds of the scheduler for a task, and of a trip."""
    first, second = list(client.scheduler_info()["workers"])[:2]

    def send() -> None:
        made = client.submit(np.ones, _SENT // 8, workers=[first], pure=False)
        client.submit(len, made, workers=[second], pure=False).result()

    def schedule() -> None:
        tasks = [delayed(abs, pure=False)(i) for i in range(_N_TASKS)]
        client.gather(client.compute(tasks))

    def chain() -> None:
        task = delayed(abs, pure=False)(1)
        for _ in range(_CHAIN):
            task = delayed(abs, pure=False)(task)
        client.compute(task, optimize_graph=False).result()

    send()
    return _SENT / best(send), best(schedule) / _N_TASKS, best(chain) / _CHAIN


def job_of(
    n_rows: int,
    n_workers: int,
    n_threads: int,
    n_blocks: int,
    n_partitions: int,
    partition_rows: int,
) -> Job:
    """A class that is doubled, among twice as many of another."""
    return Job(
        n_samples=3 * n_rows,
        n_rows=n_rows,
        n_synthetic=n_rows,
        n_features=N_FEATURES,
        itemsize=4,
        k=K,
        n_workers=n_workers,
        n_threads=n_threads,
        n_blocks=n_blocks,
        n_partitions=n_partitions,
        partition_rows=partition_rows,
    )


def sent(client: Client) -> int:
    """Bytes that workers have sent each other."""
    return sum(client.run(lambda dask_worker: dask_worker.transfer_outgoing_bytes_total).values())


def check(client: Client, rates: Rates, sizes: tuple[int, ...]) -> list[str]:
    """Hold the model against the cluster, by both paths."""
    workers = find_workers()
    lines = [
        "| minority rows | search | seconds | by the model | sent | by the model |",
        f"|{'---|' * 6}",
    ]
    for n in sizes:
        rows, labels = on_workers(client, n, N_FEATURES, N_PARTITIONS)
        for search in ("broadcast", "pairwise"):
            sampler = SMOTE(random_state=0, search=search)
            bounds = choose_bounds(search, n, N_FEATURES, 4, K, workers)

            def run(sampler: Any = sampler, rows: Any = rows, labels: Any = labels) -> None:
                wait(client.persist(sampler.fit_resample(rows, labels)))

            run()  # loads the kernels on the workers
            job = job_of(
                n, workers.n_workers, 1, len(bounds) - 1, N_PARTITIONS, 3 * n // N_PARTITIONS
            )
            before = sent(client)
            cells = [f"{n:,}", search, f"{best(run):.2f}", f"{seconds(job, rates):.2f}"]
            n_bytes = (sent(client) - before) / N_RUNS
            cells += [f"{n_bytes / 1e6:.1f} MB", f"{network_bytes(job) / 1e6:.1f} MB"]
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def predict(rates: Rates, memory: float) -> list[str]:
    """What clusters that are not here would take."""
    lines = [
        "| minority rows | workers | search | blocks | time | network |",
        f"|{'---|' * 6}",
    ]
    for n in (10**7, 10**8, 10**9):
        for n_workers in (10, 100, 1_000):
            workers = Workers(n_workers, n_workers * THREADS, memory)
            n_blocks = len(choose_bounds("auto", n, N_FEATURES, 4, K, workers)) - 1
            n_partitions = 3 * n // PARTITION_ROWS
            job = job_of(n, n_workers, THREADS, n_blocks, n_partitions, PARTITION_ROWS)
            search = "broadcast" if n_blocks == 1 else "pairwise"
            cells = [f"{n:,}", f"{n_workers:,}", search, f"{n_blocks:,}"]
            cells += [f"{seconds(job, rates):,.0f} s", f"{network_bytes(job) / 1e9:,.0f} GB"]
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Measure, check, predict."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--memory", type=float, default=16, help="GiB of a worker")
    parser.add_argument("--network", type=float, default=1.25, help="GB a second of a worker")
    parser.add_argument("--sizes", type=int, nargs="*", default=[50_000, 100_000, 200_000])
    parser.add_argument("--write", action="store_true", help="replace the README's tables")
    options = parser.parse_args()
    load_kernels()  # before rates are taken: NumPy would answer the first calls
    search, exponent, pack = measure_search()
    read, merging, place = measure_read(), measure_merge(), measure_place()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        client.run(load_kernels)
        bandwidth, task, trip = measure_cluster(client)
        rates = Rates(search, exponent, pack, read, merging, place, bandwidth, task, trip)
        checked = check(client, rates, tuple(options.sizes))
    elsewhere = rates._replace(bandwidth=options.network * 1e9)
    text = [
        "The model of costs (`fastsmote.dask.costs`) beside two workers of one thread:",
        "",
        *checked,
        "",
        f"By it, with {options.memory:g} GiB, {THREADS} threads and {options.network:g} GB/s to a "
        f"worker:",
        "",
        *predict(elsewhere, options.memory * 2**30),
        "",
        f"A class of {N_FEATURES} float32 features is doubled, two majority rows to one; best of "
        f"{N_RUNS} calls, bytes by the workers' own account. Rates: "
        f"{', '.join(f'{name} {rate:.3g}' for name, rate in rates._asdict().items())}.",
        "",
        f"{caption()}. Made by `python -m benchmarks.dask_model --write`.",
    ]
    print("\n".join(text))  # noqa: T201 - what the script is for
    if options.write:
        put(BEGIN, END, text)


if __name__ == "__main__":
    main()
