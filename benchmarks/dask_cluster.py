"""Over-sampling on Dask beside in memory: overhead, one worker and two, peak memory of each.

Run from the root, under Linux and on a machine that does nothing else:
``python -m benchmarks.dask_cluster --write``. Without ``--write`` the table is only printed. The
rows are made on the workers beforehand and the result stays there: what is timed is the call and
its tasks, in turns with the class in memory on as many threads. Peaks are those of one call; the
client's counts the rows in memory, which are its own.

The first call of either is left out, and the best of the others counts: the host of a virtual
machine takes back what is free for seconds, so that a task waits for fresh memory now and then,
where the class in memory finds its own again.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from distributed import Client, LocalCluster, wait

from benchmarks.dask_data import on_workers
from benchmarks.data import imbalanced
from benchmarks.figures import in_words
from benchmarks.machine import caption, memory
from benchmarks.readme import put
from fastsmote import dask, over_sampling

N_RUNS, N_PARTITIONS = 15, 8
SHAPES = ((1, 2), (1, 1), (2, 1))
BEGIN, END = "<!-- table: benchmarks/dask_cluster.py -->", "<!-- end of clusters -->"
HEADER = (
    "| search | workers x threads | on Dask | in memory | peak of client | of workers |",
    f"|{'---|' * 6}",
)


def forget_peak() -> None:
    """Let the system count anew from what is resident now."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """Most bytes that this process had resident since then, by Linux' account."""
    return memory("VmHWM")


def timed(function: Callable[[], Any]) -> float:
    """Seconds of a call."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


class Measured(NamedTuple):
    """Seconds in memory and on a cluster; gigabytes."""

    alone: float
    taken: float
    peaks: list[float]


def measure(X: Any, y: Any, n_workers: int, n_threads: int, search: str) -> Measured:
    """Seconds in memory and on a cluster, in turns, and gigabytes of the client and each worker."""
    with (
        LocalCluster(
            n_workers=n_workers, threads_per_worker=n_threads, dashboard_address=":0"
        ) as cluster,
        Client(cluster) as client,
    ):
        rows, labels = on_workers(client, int(y.sum()), X.shape[1], N_PARTITIONS)
        in_memory = over_sampling.SMOTE(random_state=0, n_jobs=n_workers * n_threads)
        on_dask = dask.SMOTE(random_state=0, search=search)
        alone, taken, peaks = [], [], [0]
        for _ in range(N_RUNS + 1):  # the first loads the kernels
            alone.append(timed(lambda: in_memory.fit_resample(X, y)))
            forget_peak()
            client.run(forget_peak)
            taken.append(timed(lambda: wait(client.persist(on_dask.fit_resample(rows, labels)))))
            peaks = [peak(), *client.run(peak).values()]
    gigabytes = [each_peak / 1e9 for each_peak in peaks]
    return Measured(min(alone[1:]), min(taken[1:]), gigabytes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000, help="of the minority")
    parser.add_argument("--features", type=int, default=32)
    parser.add_argument("--write", action="store_true", help="replace the README's table")
    options = parser.parse_args()
    X, y = imbalanced(options.rows, options.features, 2)
    forget_peak()
    over_sampling.SMOTE(random_state=0).fit_resample(X, y)
    alone_peak = peak() / 1e9
    lines = list(HEADER)
    print("\n".join(lines), flush=True)  # noqa: T201 - what the script is for
    for n_workers, n_threads in SHAPES:
        for search in ("broadcast", "pairwise"):
            alone, taken, peaks = measure(X, y, n_workers, n_threads, search)
            cells = [
                search,
                f"{n_workers} x {n_threads}",
                in_words(taken),
                f"{in_words(alone)} ({taken / alone:.2f})",
                f"{peaks[0]:.2f} GB",
                f"{', '.join(f'{each:.2f}' for each in peaks[1:])} GB",
            ]
            lines.append(f"| {' | '.join(cells)} |")
            print(lines[-1], flush=True)  # noqa: T201
    text = [
        *lines,
        "",
        f"`SMOTE(random_state=0)` on {options.rows:,} minority rows of {3 * options.rows:,} x "
        f"{options.features}, float32, in {N_PARTITIONS} partitions that the workers hold before "
        "and after, and the class in memory on as many threads, in turns; in parentheses how many "
        f"times as long Dask takes; best of {N_RUNS} calls. Peaks are those of one call; the "
        f"client's counts the rows in memory, which alone come to {alone_peak:.2f} GB.",
        "",
        f"{caption()}. Made by `python -m benchmarks.dask_cluster --write`.",
    ]
    print("\n".join(text[len(lines) :]))  # noqa: T201
    if options.write:
        put(BEGIN, END, text)


if __name__ == "__main__":
    main()
