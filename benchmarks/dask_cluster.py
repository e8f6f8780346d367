"""Over-sampling on Dask beside in memory: overhead, one worker and two, peak memory of each.

Run from the root, under Linux and on a machine that does nothing else:
``python -m benchmarks.dask_cluster``. The rows lie on the workers beforehand and the result stays
there: what is timed is the call and its tasks.
"""

import argparse
import time
from pathlib import Path
from typing import Any

import dask.array as da
from distributed import Client, LocalCluster, wait

from benchmarks.data import imbalanced
from benchmarks.machine import caption
from fastsmote import dask, over_sampling

N_RUNS, N_PARTITIONS = 3, 8


def peak() -> int:
    """Most bytes that this process had resident, by Linux' account."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return 1024 * int(line.split()[1])
    return 0


def in_memory(X: Any, y: Any) -> float:
    """Seconds of the class in memory, on two threads."""
    taken = []
    for _ in range(N_RUNS + 1):  # the first loads the kernels
        start = time.perf_counter()
        over_sampling.SMOTE(random_state=0, n_jobs=2).fit_resample(X, y)
        taken.append(time.perf_counter() - start)
    return min(taken[1:])


def on_cluster(
    X: Any, y: Any, n_workers: int, n_threads: int, search: str
) -> tuple[float, list[float]]:
    """Seconds on a cluster, and gigabytes at most of the client and of each worker."""
    with (
        LocalCluster(
            n_workers=n_workers, threads_per_worker=n_threads, dashboard_address=":0"
        ) as cluster,
        Client(cluster) as client,
    ):
        each = -(-len(X) // N_PARTITIONS)
        rows, labels = client.persist([da.from_array(X, (each, -1)), da.from_array(y, each)])
        wait([rows, labels])
        sampler, taken = dask.SMOTE(random_state=0, search=search), []
        for _ in range(N_RUNS + 1):
            start = time.perf_counter()
            made = client.persist(sampler.fit_resample(rows, labels))
            wait(made)
            taken.append(time.perf_counter() - start)
            del made
        peaks = [peak(), *client.run(peak).values()]
    return min(taken[1:]), [each_peak / 1e9 for each_peak in peaks]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000, help="of the minority")
    parser.add_argument("--features", type=int, default=32)
    options = parser.parse_args()
    X, y = imbalanced(options.rows, options.features, 2)
    alone = in_memory(X, y)
    lines = [
        "| | seconds | over in memory | peak of client and workers |",
        "|---|---|---|---|",
        f"| in memory, two threads | {alone:.2f} | | {peak() / 1e9:.2f} GB |",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201
    for n_workers, n_threads in ((1, 1), (2, 1), (1, 2)):
        for search in ("broadcast", "pairwise"):
            taken, peaks = on_cluster(X, y, n_workers, n_threads, search)
            cells = [
                f"{search}, workers x threads {n_workers} x {n_threads}",
                f"{taken:.2f}",
                f"{taken / alone:.2f}",
                f"{', '.join(f'{each:.2f}' for each in peaks)} GB",
            ]
            print(f"| {' | '.join(cells)} |", flush=True)  # noqa: T201
    print(f"\n{options.rows:,} x {options.features}. {caption()}.")  # noqa: T201


if __name__ == "__main__":
    main()
