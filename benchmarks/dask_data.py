"""Data of the benchmarks on Dask, made on the workers: labels lie beside their rows."""

from itertools import pairwise

import dask.array as da
import numpy as np
from dask import delayed
from distributed import Client, wait

from benchmarks.data import Labelled, imbalanced


def on_workers(
    client: Client, n_minority: int, n_features: int, n_partitions: int
) -> tuple[da.Array, da.Array]:
    """Two majority rows to one, as `imbalanced` makes them, in partitions that workers hold."""
    workers = list(client.scheduler_info(n_workers=-1)["workers"])
    ends = [i * 3 * n_minority // n_partitions for i in range(n_partitions + 1)]
    rows, labels = [], []
    for i, (start, stop) in enumerate(pairwise(ends)):
        # pinned: equal shares for all, and tasks that do nothing but pass on stay where they are
        part = client.submit(
            _part, n_minority, n_features, start, stop, workers=[workers[i % len(workers)]]
        )
        parts = delayed(part)
        rows.append(da.from_delayed(parts[0], (stop - start, n_features), np.float32))
        labels.append(da.from_delayed(parts[1], (stop - start,), np.int64))
    X, y = client.persist([da.concatenate(rows), da.concatenate(labels)])
    wait([X, y])
    return X, y


def _part(n_minority: int, n_features: int, start: int, stop: int) -> Labelled:
    X, y = imbalanced(n_minority, n_features, 2)
    return X[start:stop].copy(), y[start:stop].copy()
