"""Partitions of new rows."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from dask import delayed

from fastsmote.containers import is_frame
from fastsmote.dask.choice import threads_here
from fastsmote.dask.classes import Blocks
from fastsmote.dask.collections import number_rows, to_frame
from fastsmote.dask.rows import take
from fastsmote.interpolation import Segments, interpolate


class NewPartitions:
    """What follows the partitions of the input.

    Parameters
    ----------
    frame : pandas data frame without rows, or None
        What ``X`` is made of; None for an array.
    label_meta : pandas series without rows, or None
        What ``y`` is made of; None for an array.
    first : int
        Number of the first new row.
    is_one_place : bool
        Whether there is but one worker: labels need not follow their rows then, and are made while
        these are searched for.

    Attributes
    ----------
    rows, labels : list of Delayed
        Partitions of ``X`` and ``y``.
    sizes : list of float
        Their numbers of rows; NaN if that is not known yet.
    are_apart : bool
        Whether no labels depend on their rows.
    """

    def __init__(self, frame: Any, label_meta: Any, first: int, *, is_one_place: bool) -> None:
        self._is_one_place = is_one_place
        self._frame, self._label_meta = frame, label_meta
        self._first: Any = first
        self.rows: list[Any] = []
        self.labels: list[Any] = []
        self.sizes: list[float] = []
        self.are_apart = True

    def add(self, label: Any, label_type: Any, n_rows: Any, parts: Sequence[Any]) -> None:
        """Add the new rows of a class.

        Parameters
        ----------
        label : label
            The class.
        label_type : dtype or Delayed of dtype
            Of its labels.
        n_rows : int or Delayed of int
            How many there are.
        parts : sequence of Delayed
            Matrices, or data frames, of equal parts of them.
        """
        for i, rows in enumerate(parts):
            if isinstance(n_rows, int):
                start, stop = part_of(n_rows, i, len(parts))
                self.sizes.append(stop - start)
            else:
                start = delayed(_start_of)(n_rows, i, len(parts))
                self.sizes.append(float("nan"))
            first = self._first + start
            if self._frame is not None:
                rows = delayed(_as_frame)(rows, self._frame, first)
            self.rows.append(rows)
            is_apart = self._is_one_place and isinstance(n_rows, int)
            self.are_apart &= is_apart
            like = stop - start if is_apart else rows
            self.labels.append(delayed(_labels)(label, like, self._label_meta, label_type, first))
        self._first = self._first + n_rows


def part_of(n_rows: int, i: int, n_parts: int) -> tuple[int, int]:
    """Rows of the ``i``-th of equal parts."""
    return i * n_rows // n_parts, (i + 1) * n_rows // n_parts


def place_segments(
    segments: Any, seeds: Blocks, neighbors: Blocks, n_parts: int, n_jobs: int | None
) -> list[Any]:
    """Make rows on segments.

    Parameters
    ----------
    segments : Delayed of Segments
        Numbers of ``seeds`` and ``neighbors``.
    seeds, neighbors : Blocks
        The rows between which they are; possibly the same.
    n_parts : int
        Partitions to make.
    n_jobs : int or None
        Threads of a task.
    """

    def place(i: int) -> Any:
        if seeds is neighbors and len(seeds.copies) == 1:
            return delayed(_interpolate_part)(seeds.parts[0], segments, i, n_parts, n_jobs)
        part = delayed(_cut_segments)(segments, i, n_parts)
        if seeds is neighbors and len(seeds) == 1:
            return delayed(_interpolate)(seeds.copies[i % len(seeds.copies)], part, n_jobs)
        if seeds is neighbors:
            wanted = delayed(_ends)(part)
            return delayed(_interpolate_among)(wanted, seeds.take(wanted), part, n_jobs)
        from_, to = delayed(_seeds)(part), delayed(_neighbors)(part)
        return delayed(_interpolate_between)(
            from_, seeds.take(from_), to, neighbors.take(to), part, n_jobs
        )

    return [place(i) for i in range(n_parts)]


def place_drawn(drawn: Any, n_parts: int, n_jobs: int | None) -> list[Any]:
    """Make rows on segments of a class that is at hand.

    Parameters
    ----------
    drawn : Delayed of (ndarray, Segments)
        The class, and numbers in it.
    n_parts, n_jobs
        As in `place_segments`.
    """
    return [delayed(_interpolate_drawn)(drawn, i, n_parts, n_jobs) for i in range(n_parts)]


def take_again(rows: Blocks, numbers: Any, n_parts: int) -> list[Any]:
    """Make copies of rows.

    Parameters
    ----------
    rows : Blocks
        What to copy.
    numbers : Delayed of ndarray of int
        Which, in the order of the result.
    n_parts : int
        Partitions to make.
    """

    def place(i: int) -> Any:
        part = delayed(_cut_numbers)(numbers, i, n_parts)
        wanted = delayed(np.unique)(part)
        return delayed(_take_in_order)(wanted, rows.take(wanted), part)

    return [place(i) for i in range(n_parts)]


def _start_of(n_rows: int, i: int, n_parts: int) -> int:
    return part_of(n_rows, i, n_parts)[0]


def _cut_numbers(numbers: np.ndarray, i: int, n_parts: int) -> np.ndarray:
    start, stop = part_of(len(numbers), i, n_parts)
    part: np.ndarray = numbers[start:stop].copy()  # a view would keep all of them
    return part


def _cut_segments(segments: Segments, i: int, n_parts: int) -> Segments:
    return Segments(*(_cut_numbers(column, i, n_parts) for column in segments))


def _seeds(part: Segments) -> np.ndarray:
    return np.unique(part.seed)


def _neighbors(part: Segments) -> np.ndarray:
    return np.unique(part.neighbor)


def _ends(part: Segments) -> np.ndarray:
    return np.union1d(part.seed, part.neighbor)


def _interpolate(rows: np.ndarray, part: Segments, n_jobs: int | None) -> np.ndarray:
    out = np.empty((len(part.step), rows.shape[1]), dtype=rows.dtype)
    interpolate(rows, *part, out, threads_here(n_jobs))
    return out


def _interpolate_part(
    rows: np.ndarray, segments: Segments, i: int, n_parts: int, n_jobs: int | None
) -> np.ndarray:
    """All in one task: where there is one worker nothing is sent for it."""
    start, stop = part_of(len(segments.step), i, n_parts)
    part = Segments(*(column[start:stop] for column in segments))
    return _interpolate(rows, part, n_jobs)


def _interpolate_drawn(
    drawn: tuple[np.ndarray, Segments], i: int, n_parts: int, n_jobs: int | None
) -> np.ndarray:
    return _interpolate_part(*drawn, i, n_parts, n_jobs)


def _interpolate_among(
    wanted: np.ndarray, rows: np.ndarray, part: Segments, n_jobs: int | None
) -> np.ndarray:
    ends = (np.searchsorted(wanted, part.seed), np.searchsorted(wanted, part.neighbor))
    return _interpolate(rows, Segments(*ends, part.step), n_jobs)


def _interpolate_between(
    from_: np.ndarray,
    seeds: np.ndarray,
    to: np.ndarray,
    neighbors: np.ndarray,
    part: Segments,
    n_jobs: int | None,
) -> np.ndarray:
    seed = np.searchsorted(from_, part.seed)
    neighbor = len(seeds) + np.searchsorted(to, part.neighbor)
    rows = np.concatenate((seeds, neighbors))
    return _interpolate(rows, Segments(seed, neighbor, part.step), n_jobs)


def _take_in_order(wanted: np.ndarray, rows: Any, part: np.ndarray) -> Any:
    return take(rows, np.searchsorted(wanted, part))


def _as_frame(rows: Any, frame: Any, first: int) -> Any:
    if not is_frame(rows):
        return to_frame(rows, frame, first)
    return number_rows(rows, first, frame.index.name)


def _labels(label: Any, like: Any, meta: Any, label_type: Any, first: int) -> Any:
    """Labels of some rows, or of so many."""
    n = like if isinstance(like, int) else len(like)
    if meta is None:
        return np.full(n, label, dtype=label_type)
    import pandas as pd

    index = pd.RangeIndex(first, first + n, name=meta.index.name)
    return pd.Series(label, index=index, name=meta.name, dtype=label_type)
