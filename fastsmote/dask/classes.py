"""One class as a Dask graph sees it: its rows, in order, cut into blocks."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any
from uuid import uuid4

import numpy as np
from dask import delayed

from fastsmote.dask.rows import cut, join, take
from fastsmote.neighbors import distance_scale, sampled_rows


class Blocks:
    """Rows numbered from 0, in delayed blocks.

    Parameters
    ----------
    parts : sequence of Delayed
        The blocks.
    bounds : sequence of int
        Number of the first row of each, and of the end.
    copies : sequence of Delayed, optional
        Where there is one block, as `join` makes it, the same for each worker.

    Attributes
    ----------
    copies : list of Delayed
        Those, or the blocks themselves.
    """

    def __init__(
        self, parts: Sequence[Any], bounds: Sequence[int], copies: Sequence[Any] | None = None
    ) -> None:
        self.parts, self.bounds = list(parts), [int(bound) for bound in bounds]
        self.copies = list(copies or parts)
        self._is_joined = copies is not None

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def n_copies(self) -> int:
        """Copies of the only block, or blocks."""
        return len(self.copies)

    @property
    def n_rows(self) -> int:
        """Rows of all blocks."""
        return self.bounds[-1]

    def recut(self, bounds: Sequence[int]) -> "Blocks":
        """The same rows in other blocks. Each of the old ones, empty or not, is part of one."""
        return Blocks(
            [
                delayed(join)(self._between(first, last, i == 0))
                for i, (first, last) in enumerate(pairwise(bounds))
            ],
            bounds,
        )

    def broadcast(self, n_workers: int) -> "Blocks":
        """The same rows in one block, once for each worker.

        Each copy is made of the parts, not of another copy: a task goes where one of those is that
        it depends on, so that the scheduler spreads the copies over the workers. What depends on a
        copy follows it, without a second trip.
        """
        if self._is_joined and self.n_copies == n_workers:
            return self
        copies = [delayed(join)(self.parts) for _ in range(n_workers)]
        return Blocks(copies[:1], [0, self.n_rows], copies)

    def _between(self, first: int, last: int, with_start: bool) -> list[Any]:
        pieces = []
        for part, start, stop in zip(self.parts, self.bounds[:-1], self.bounds[1:], strict=True):
            low, high = max(first, start), min(last, stop)
            is_empty = start == stop and (first < start <= last or (with_start and start == first))
            if (low, high) == (start, stop) and (low < high or is_empty):
                pieces.append(part)
            elif low < high:
                pieces.append(delayed(cut)(part, low - start, high - start))
        return pieces

    def take(self, wanted: Any) -> Any:
        """Fetch some rows.

        Parameters
        ----------
        wanted : Delayed of ndarray of int
            Ascending numbers.
        """
        ends = zip(self.parts, self.bounds[:-1], self.bounds[1:], strict=True)
        return delayed(join)(
            [delayed(_take_from)(part, start, stop, wanted) for part, start, stop in ends]
        )

    def scale(self) -> Any:
        """Units of distances, as a search of all rows in memory would choose them."""
        numbers = np.arange(*sampled_rows(self.n_rows).indices(self.n_rows), dtype=np.int64)
        ends = zip(self.parts, self.bounds[:-1], self.bounds[1:], strict=True)
        sampled = [
            delayed(_take_from)(part, start, stop, numbers)
            for part, start, stop in ends
            if np.searchsorted(numbers, start) < np.searchsorted(numbers, stop)
        ]
        return delayed(_scale_of)(sampled)


class Gathered(Blocks):
    """A class that one worker gathers: in a task of its own, or in one that then goes on with it.

    Parameters
    ----------
    gather : callable
        Returns the rows.
    arguments : sequence
        Its arguments.
    n_rows : int
        How many rows there are.
    """

    def __init__(
        self, gather: Callable[..., np.ndarray], arguments: Sequence[Any], n_rows: int
    ) -> None:
        self._gather, self._arguments = gather, list(arguments)
        self.bounds, self._is_joined = [0, int(n_rows)], True

    @cached_property
    def parts(self) -> list[Any]:  # type: ignore[override]
        """The block, if a task of its own is to gather it."""
        return [delayed(self._gather)(*self._arguments)]

    @property
    def copies(self) -> list[Any]:  # type: ignore[override]
        """The same."""
        return self.parts

    @property
    def n_copies(self) -> int:
        """One, which need not have been made."""
        return 1

    def then(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call ``function(rows, *arguments)`` in the task that gathers the rows."""
        name = f"gather{function.__name__}-{uuid4()}"  # what the scheduler shows of it
        steps = function, self._gather, self._arguments
        return delayed(_gather_and)(*steps, *arguments, dask_key_name=name)


def bounds_of(sizes: Iterable[int]) -> list[int]:
    """Bounds of blocks of so many rows."""
    return [0, *map(int, accumulate(sizes))]


def _gather_and(
    function: Callable[..., Any],
    gather: Callable[..., np.ndarray],
    arguments: Sequence[Any],
    *others: Any,
) -> Any:
    return function(gather(*arguments), *others)


def _take_from(part: Any, start: int, stop: int, wanted: np.ndarray) -> Any:
    first, last = np.searchsorted(wanted, [start, stop])
    return take(part, wanted[first:last] - start)


def _scale_of(sampled: list[np.ndarray]) -> float:
    return distance_scale(np.concatenate(sampled))
