"""The classes that grow, selected from all partitions: at their places, or where there is one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from dask import delayed

from fastsmote.dask.choice import Workers, fit_together, threads_here
from fastsmote.dask.classes import Blocks, Gathered, bounds_of
from fastsmote.dask.collections import Partitions
from fastsmote.dask.counting import Counts
from fastsmote.dask.rows import Expected, find, select
from fastsmote.kernels.parallel import run
from fastsmote.threads import gather_rows


def select_classes(
    partitions: Partitions,
    counts: Counts,
    labels: Sequence[Any],
    expected: Expected,
    workers: Workers,
    n_jobs: int | None,
) -> dict[Any, Blocks]:
    """Select the rows of some classes, checked.

    Where there is one worker, in whose memory the partitions are few together, one task does it:
    the scheduler needs a while for each, and one more to join what they select.

    Parameters
    ----------
    partitions : Partitions
    counts : Counts
        Of them.
    labels : sequence of labels
        The classes.
    expected : Expected
        What the partitions have to be.
    workers : Workers
        What there is to compute with.
    n_jobs : int or None
        Threads of a task.

    Returns
    -------
    dict of label to Blocks
        Partition by partition, or joined.
    """
    if not labels:
        return {}
    sizes = counts.sizes.tolist()
    wanted = [
        [(label, int(counts.table[label][place])) for label in labels]
        for place in range(len(sizes))
    ]
    row_bytes = expected.width * expected.dtype.itemsize if expected.is_matrix else float("nan")
    if fit_together(sum(sizes) * row_bytes, workers):
        arguments = partitions.rows, counts.labels, expected, wanted, sizes, n_jobs
        if len(labels) == 1:
            n_rows = sum(counts.table[labels[0]])
            return {labels[0]: Gathered(partial(_only, _gather), arguments, n_rows)}
        gathered = delayed(_gather, nout=len(labels))(*arguments)
        return {
            label: Blocks([rows], [0, sum(counts.table[label])], [rows])
            for label, rows in zip(labels, gathered, strict=True)
        }
    selecting = _by_class(select, len(labels))
    selected = [
        selecting(part, part_labels, place, expected, counts=wanted[place], size=sizes[place])
        for place, (part, part_labels) in enumerate(
            zip(partitions.rows, counts.labels, strict=True)
        )
    ]
    return {
        label: Blocks(parts, bounds_of(counts.table[label]))
        for label, parts in zip(labels, zip(*selected, strict=True), strict=True)
    }


def _by_class(function: Callable[..., list[Any]], n_classes: int) -> Callable[..., Any]:
    """Have tasks return so many lists of rows; of one class the rows: a task less for each."""
    if n_classes == 1:
        alone = delayed(partial(_only, function))
        return lambda *arguments, **options: [alone(*arguments, **options)]
    made: Callable[..., Any] = delayed(function, nout=n_classes)
    return made


def _only(function: Callable[..., list[Any]], *arguments: Any, **options: Any) -> Any:
    return function(*arguments, **options)[0]


def _gather(
    parts: list[Any],
    labels: list[Any],
    expected: Expected,
    wanted: list[list[tuple[Any, int]]],
    sizes: list[int],
    n_jobs: int | None,
) -> list[np.ndarray]:
    """Rows of the classes, from all partitions."""
    bounds = [bounds_of([counts[i][1] for counts in wanted]) for i in range(len(wanted[0]))]
    gathered = [np.empty((ends[-1], expected.width), expected.dtype) for ends in bounds]

    def gather_from(place: int) -> None:
        part = parts[place], labels[place]
        rows, found = find(*part, place, expected, wanted[place], sizes[place])
        for out, ends, rows_of in zip(gathered, bounds, found, strict=True):
            gather_rows(rows, rows_of, out[ends[place] : ends[place + 1]], 1)

    run(gather_from, [(place,) for place in range(len(parts))], threads_here(n_jobs))
    return gathered
