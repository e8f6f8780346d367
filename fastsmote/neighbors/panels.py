"""Rows in panels, for the kernels that compare queries with all of them, and how these are run."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fastsmote.kernels.parallel import run
from fastsmote.progress import share_reporter
from fastsmote.threads import thread_count

# Pairs in a task of a thread: some milliseconds, so that all have something to do to the end.
_TASK = 1 << 22


def places_of(order: np.ndarray, panel: int) -> np.ndarray:
    """Rows at the places of whole panels; -1 where there is none."""
    row_idx = np.full(-(-len(order) // panel) * panel, -1, dtype=np.int64)
    row_idx[: len(order)] = order
    return row_idx


def pack(columns: np.ndarray, row_idx: np.ndarray, panel: int) -> np.ndarray:
    """Rows by panels, each column by column; the last row stands where there is none."""
    rows = np.where(row_idx < 0, row_idx[row_idx >= 0][-1], row_idx)
    packed = columns[rows].reshape(-1, panel, columns.shape[1])
    return np.ascontiguousarray(packed.transpose(0, 2, 1))


def scan(
    kernel: Any,
    inputs: Callable[[slice], tuple[Any, ...]],
    n_queries: int,
    k: int,
    work: int,
    panel: int,
    n_jobs: int | None,
    collect: Callable[[slice, np.ndarray, np.ndarray], None],
) -> None:
    """Run a kernel over its queries, some at a time: a panel or more, as these share their work.

    Parameters
    ----------
    kernel : callable
        Takes what ``inputs`` gives, lists, and the first and last query to serve.
    inputs : callable
        What the kernel is given for some of the queries.
    n_queries : int
    k : int
        Neighbors of each.
    work : int
        Rows to compare a query with, times what that takes in units of a few columns.
    panel : int
        Rows of a panel.
    n_jobs : int or None
        As in `fastsmote.threads.thread_count`.
    collect : callable
        Gets some of the queries, their neighbors and the distances to these, of shape
        ``(n, k)``; there are lists for the queries of a task alone.
    """
    from fastsmote.kernels.lists import empty_lists

    n_at_once = max(panel, _TASK // work)

    def serve(first: int) -> None:
        part = slice(first, min(first + n_at_once, n_queries))
        n = part.stop - first
        lists = empty_lists(n, k)
        kernel(*inputs(part), lists, 0, n)
        indices, distances = (
            values.reshape(n, lists.width)[:, :k] for values in (lists.indices, lists.sq_distances)
        )
        collect(part, indices, distances)

    tasks = [(first,) for first in range(0, n_queries, n_at_once)]
    run(serve, tasks, thread_count(n_jobs), report=share_reporter(n_queries))
