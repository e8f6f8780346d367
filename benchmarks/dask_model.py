"""What over-sampling 1e7 to 1e9 minority rows on 10 to 1000 workers would take, by `Rates`.

Run from the root, on a machine that does nothing else: ``python -m benchmarks.dask_model``. The
rates are measured here: of the search and of new rows by the kernels, of the network and of the
scheduler on a cluster of this machine's processes. The model (`fastsmote.dask.costs`) is then held
against that cluster at sizes which it can run, by both paths, before it is asked for more.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import dask.array as da
import numpy as np
from dask import delayed
from distributed import Client, LocalCluster

from benchmarks.data import clustered, imbalanced
from benchmarks.machine import caption
from fastsmote.dask import SMOTE
from fastsmote.dask.choice import Workers, choose_bounds
from fastsmote.dask.costs import Job, Rates, network_bytes, seconds
from fastsmote.interpolation import interpolate
from fastsmote.neighbors import k_nearest

N_FEATURES, K, THREADS, PARTITION_ROWS, N_RUNS = 32, 5, 4, 1_000_000, 3
# Rows of the searches that the rates are taken from.
_SIZES = (20_000, 40_000, 80_000)
# Bytes that are sent from worker to worker, and tasks that do nothing.
_SENT, _N_TASKS = 64 << 20, 2_000


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
    taken, packed = [], []
    for n in _SIZES:
        X = clustered(n, N_FEATURES)
        everyone, few = np.ones(n, dtype=bool), np.arange(n) < n // 100
        taken.append(best(lambda X=X, asked=everyone: k_nearest(X, K, asked, 1)))
        packed.append(best(lambda X=X, asked=few: k_nearest(X, K, asked, 1)))
    sizes = np.array(_SIZES)
    pack = float(np.mean(np.array(packed) / sizes))
    each = np.maximum(np.array(taken) / sizes - pack, 1e-9)
    exponent, log_rate = np.polyfit(np.log(sizes), np.log(each), 1)
    return float(np.exp(log_rate)), float(exponent), pack


def measure_place() -> float:
    """Seconds of a thread for a synthetic row."""
    n = 400_000
    X, rng = clustered(20_000, N_FEATURES), np.random.default_rng(0)
    seed, neighbor = rng.integers(0, len(X), (2, n))
    step, out = rng.random(n), np.empty((n, N_FEATURES), np.float32)
    return best(lambda: interpolate(X, seed, neighbor, step, out, 1)) / n


def measure_cluster(client: Client) -> tuple[float, float]:
    """Bytes a second between two workers, and seconds of the scheduler for a task."""
    first, second = list(client.scheduler_info()["workers"])[:2]

    def send() -> None:
        made = client.submit(np.ones, _SENT // 8, workers=[first], pure=False)
        client.submit(len, made, workers=[second], pure=False).result()

    def schedule() -> None:
        tasks = [delayed(abs, pure=False)(i) for i in range(_N_TASKS)]
        client.gather(client.compute(tasks))

    send()
    return _SENT / best(send), best(schedule) / _N_TASKS


def job_of(n_rows: int, n_workers: int, n_threads: int, n_blocks: int, n_partitions: int) -> Job:
    """A class that is doubled."""
    return Job(
        n_rows=n_rows,
        n_synthetic=n_rows,
        n_features=N_FEATURES,
        itemsize=4,
        k=K,
        n_workers=n_workers,
        n_threads=n_threads,
        n_blocks=n_blocks,
        n_partitions=n_partitions,
        partition_rows=min(n_rows, PARTITION_ROWS),
    )


def sent(client: Client) -> int:
    """Bytes that workers have sent each other."""
    return sum(client.run(lambda dask_worker: dask_worker.transfer_outgoing_bytes_total).values())


def check(client: Client, rates: Rates, sizes: tuple[int, ...]) -> None:
    """Hold the model against the cluster, by both paths."""
    n_workers = len(client.scheduler_info()["workers"])
    print(  # noqa: T201
        "| rows | path | seconds | predicted | sent | predicted |\n|---|---|---|---|---|---|"
    )
    for n in sizes:
        X, y = imbalanced(n, N_FEATURES, 2)
        rows, labels = da.from_array(X, (len(X) // 6, -1)), da.from_array(y, len(X) // 6)
        rows, labels = client.persist([rows, labels])
        for search in ("broadcast", "pairwise"):
            sampler = SMOTE(random_state=0, search=search)
            workers = Workers(n_workers, n_workers, float("inf"))
            bounds = choose_bounds(search, n, N_FEATURES, 4, K, workers)

            def run(sampler: Any = sampler, rows: Any = rows, labels: Any = labels) -> None:
                made, _ = sampler.fit_resample(rows, labels)
                made.map_blocks(lambda block: block[:1]).compute()  # the rows stay where they are

            run()  # loads the kernels on the workers
            job, before = job_of(n, n_workers, 1, len(bounds) - 1, 6), sent(client)
            cells = [f"{n:,}", search, f"{best(run):.2f} s", f"{seconds(job, rates):.2f} s"]
            n_bytes = (sent(client) - before) / N_RUNS
            cells += [f"{n_bytes / 1e6:.1f} MB", f"{network_bytes(job) / 1e6:.1f} MB"]
            print(f"| {' | '.join(cells)} |", flush=True)  # noqa: T201


def predict(rates: Rates, memory: float) -> None:
    """What clusters that are not here would take."""
    print(  # noqa: T201
        "\n| minority rows | workers | path | blocks | time | network |\n|---|---|---|---|---|---|"
    )
    for n in (10**7, 10**8, 10**9):
        for n_workers in (10, 100, 1_000):
            workers = Workers(n_workers, n_workers * THREADS, memory)
            n_blocks = len(choose_bounds("auto", n, N_FEATURES, 4, K, workers)) - 1
            job = job_of(n, n_workers, THREADS, n_blocks, max(1, n // 10**6))
            path = "broadcast" if n_blocks == 1 else "pairwise"
            cells = [f"{n:,}", f"{n_workers:,}", path, f"{n_blocks:,}"]
            cells += [f"{seconds(job, rates):,.0f} s", f"{network_bytes(job) / 1e9:,.0f} GB"]
            print(f"| {' | '.join(cells)} |")  # noqa: T201


def main() -> None:
    """Measure, check, predict."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--memory", type=float, default=16, help="GiB of a worker")
    parser.add_argument("--network", type=float, default=1.25, help="GB a second of a worker")
    parser.add_argument("--sizes", type=int, nargs="*", default=[50_000, 100_000])
    options = parser.parse_args()
    search, exponent, pack = measure_search()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        bandwidth, task = measure_cluster(client)
        rates = Rates(search, exponent, pack, measure_place(), bandwidth, task)
        print(f"{caption()}.\n\n{rates}\n")  # noqa: T201
        check(client, rates, tuple(options.sizes))
    predict(rates._replace(bandwidth=options.network * 1e9), options.memory * 2**30)


if __name__ == "__main__":
    main()
