"""Over-sampling on Dask beside in memory: overhead, one worker and two, peak memory of each.

Run from the root, under Linux and on a machine that does nothing else:
``python -m benchmarks.dask_cluster``. The rows lie on the workers beforehand and the result stays
there: what is timed is the call and its tasks, in turns with the class in memory on as many
threads. Peaks are those of one call; the client's counts the rows in memory, which are its own.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dask.array as da
from distributed import Client, LocalCluster, wait

from benchmarks.data import imbalanced
from benchmarks.machine import caption
from fastsmote import dask, over_sampling

N_RUNS, N_PARTITIONS = 5, 8


def forget_peak() -> None:
    """Let the system count anew from what is resident now."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """Most bytes that this process had resident since then, by Linux' account."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return 1024 * int(line.split()[1])
    return 0


def timed(function: Callable[[], Any]) -> float:
    """Seconds of a call."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def measure(
    X: Any, y: Any, n_workers: int, n_threads: int, search: str
) -> tuple[float, float, list[float]]:
    """Seconds in memory and on a cluster, in turns, and gigabytes of the client and each worker."""
    each = -(-len(X) // N_PARTITIONS)
    parts = [slice(start, start + each) for start in range(0, len(X), each)]
    with (
        LocalCluster(
            n_workers=n_workers, threads_per_worker=n_threads, dashboard_address=":0"
        ) as cluster,
        Client(cluster) as client,
    ):
        rows, labels = (
            da.concatenate(
                [
                    da.from_delayed(future, (*data[part].shape,), data.dtype)
                    for future, part in zip(
                        client.scatter([data[part] for part in parts]), parts, strict=True
                    )
                ]
            )
            for data in (X, y)
        )
        in_memory = over_sampling.SMOTE(random_state=0, n_jobs=n_workers * n_threads)
        on_workers = dask.SMOTE(random_state=0, search=search)
        alone, taken, peaks = [], [], [0]
        for _ in range(N_RUNS + 1):  # the first loads the kernels
            alone.append(timed(lambda: in_memory.fit_resample(X, y)))
            forget_peak()
            client.run(forget_peak)
            taken.append(timed(lambda: wait(client.persist(on_workers.fit_resample(rows, labels)))))
            peaks = [peak(), *client.run(peak).values()]
    return min(alone[1:]), min(taken[1:]), [each_peak / 1e9 for each_peak in peaks]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000, help="of the minority")
    parser.add_argument("--features", type=int, default=32)
    options = parser.parse_args()
    X, y = imbalanced(options.rows, options.features, 2)
    forget_peak()
    over_sampling.SMOTE(random_state=0).fit_resample(X, y)
    print(  # noqa: T201
        f"In memory: peak {peak() / 1e9:.2f} GB\n\n"
        "| search, workers x threads | seconds | in memory, as many threads | over that "
        "| peak of client, of workers |\n|---|---|---|---|---|",
        flush=True,
    )
    for n_workers, n_threads in ((1, 2), (1, 1), (2, 1)):
        for search in ("broadcast", "pairwise"):
            alone, taken, peaks = measure(X, y, n_workers, n_threads, search)
            cells = [
                f"{search}, {n_workers} x {n_threads}",
                f"{taken:.2f}",
                f"{alone:.2f}",
                f"{taken / alone:.2f}",
                f"{', '.join(f'{each:.2f}' for each in peaks)} GB",
            ]
            print(f"| {' | '.join(cells)} |", flush=True)  # noqa: T201
    print(f"\n{options.rows:,} x {options.features}. {caption()}.")  # noqa: T201


if __name__ == "__main__":
    main()
