"""Neighbors of the rows of a class: in the class itself, or among all rows.

::

    draws --split--> those of each block of queries --nearest of the rows drawn, block by block-->
    --merge by a tree--> lists --drawn column of each--> neighbor of each synthetic row

Of a class that is gathered each worker takes a share of the draws, and all this is one task.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from dask import delayed

from fastsmote.dask.choice import Workers, threads_here, threads_of_task
from fastsmote.dask.classes import Blocks, Gathered
from fastsmote.dask.halving import split_in_space
from fastsmote.dask.lists import Lists, merge_by_tree, nearest_in_block, number
from fastsmote.drawing import Draws, draw_pairs
from fastsmote.interpolation import Segments
from fastsmote.kernels.allocator import freed_memory_kept
from fastsmote.neighbors import drawn_neighbors


class Found(NamedTuple):
    """Lists of some rows.

    Attributes
    ----------
    queries : ndarray of shape (n_queries,), int64
        Ascending numbers of the rows in their class.
    lists : Lists
        Theirs.
    """

    queries: np.ndarray
    lists: Lists


def find_in_class(blocks: Blocks, draws: Any, k: int, n_jobs: int | None, workers: Workers) -> Any:
    """Drawn neighbors within the class.

    Parameters
    ----------
    blocks : Blocks
        The class.
    draws : Delayed of Draws
        Seeds and columns.
    k : int
        Neighbors to choose from, fewer than rows.
    n_jobs : int or None
        Threads of a task.
    workers : Workers
        What there is to compute with.

    Returns
    -------
    Delayed of Segments
        Numbers in the class.
    """
    if len(blocks) == 1:
        return _find_in_gathered(blocks, draws, k, n_jobs)
    scale = blocks.scale()
    shares = delayed(_split, nout=len(blocks))(draws, blocks.bounds)
    n_jobs = threads_of_task(n_jobs, len(blocks) ** 2, workers)
    drawn = []
    for i in range(len(blocks)):
        queries = delayed(_seeds)(shares[i])
        lists = [
            delayed(_search_class)(
                queries,
                None if i == j else blocks.parts[i],
                blocks.bounds[i],
                blocks.parts[j],
                blocks.bounds[j],
                k,
                scale,
                n_jobs,
            )
            for j in range(len(blocks))
        ]
        found = delayed(Found)(queries, merge_by_tree(lists, k))
        drawn.append(delayed(_look_up)(shares[i], found))
    return delayed(_join)(draws, drawn)


def _find_in_gathered(blocks: Blocks, draws: Any, k: int, n_jobs: int | None) -> Any:
    """A task a worker, because the scheduler needs a while for each."""
    copies = blocks.copies
    if len(copies) == 1:
        return delayed(_search_gathered)(draws, copies[0], k, n_jobs)
    shares = delayed(_split_in_space, nout=len(copies))(draws, copies[0], len(copies))
    drawn = [
        delayed(_search_share)(share, rows, k, n_jobs)
        for share, rows in zip(shares, copies, strict=True)
    ]
    return delayed(_join)(draws, drawn)


def draw_in_gathered(
    blocks: Blocks, random_state: Any, k: int, n_synthetic: int, n_jobs: int | None
) -> Any:
    """Draw, and find the drawn neighbors in a class that one worker holds: in a single task.

    Which gathers the class, too, where no other task does: between two of them some milliseconds
    pass.

    Parameters
    ----------
    blocks : Blocks
        The class, in one block.
    random_state : int
        Where draws begin.
    k, n_jobs
        As in `find_in_class`.
    n_synthetic : int
        How many are drawn.

    Returns
    -------
    Delayed of (ndarray, Segments)
        The class, and numbers in it.
    """
    how = random_state, k, n_synthetic, n_jobs
    if isinstance(blocks, Gathered):
        return blocks.then(_draw_and_search, *how)
    return delayed(_draw_and_search)(blocks.copies[0], *how)


def find_around(
    blocks: Blocks,
    rows: Blocks,
    labels: Sequence[Any],
    label: Any,
    counts: np.ndarray,
    k: int,
    n_jobs: int | None,
    workers: Workers,
) -> list[Any]:
    """Nearest of all rows to each row of a class; only the class is moved.

    Parameters
    ----------
    blocks : Blocks
        The class.
    rows : Blocks
        All rows.
    labels : sequence of Delayed
        Labels of each block of them.
    label : label
        The class.
    counts : ndarray of shape (n_blocks_of_rows,)
        How many rows each block has of it.
    k, n_jobs, workers
        As in `find_in_class`.

    Returns
    -------
    list of Delayed of Found
        For each block of the class; numbers of neighbors are those of all rows.
    """
    scale = rows.scale()
    n_jobs = threads_of_task(n_jobs, len(blocks) * len(rows), workers)
    starts = np.concatenate(([0], np.cumsum(counts))).tolist()
    found = []
    for part, first, last in zip(blocks.parts, blocks.bounds[:-1], blocks.bounds[1:], strict=True):
        lists = [
            delayed(_search_around)(
                part, first, rows.parts[j], labels[j], label, starts[j], rows.bounds[j], k, scale,
                n_jobs,
            )
            for j in range(len(rows))
            if rows.bounds[j] < rows.bounds[j + 1]
        ]  # fmt: skip
        found.append(delayed(_of_all)(first, last, merge_by_tree(lists, k)))
    return found


def draw_from_lists(draws: Any, found: Sequence[Any], bounds: Sequence[int]) -> Any:
    """Drawn neighbors in lists that are there.

    Parameters
    ----------
    draws : Delayed of Draws
        Seeds and columns.
    found : sequence of Delayed of Found
        Of each block of the class.
    bounds : sequence of int
        Of these blocks.

    Returns
    -------
    Delayed of (Segments, ndarray of bool)
        Seeds are numbers in the class, neighbors those of the lists; and whether these are of
        another class.
    """
    shares = delayed(_split, nout=len(found))(draws, bounds)
    drawn = [delayed(_look_up)(share, part) for share, part in zip(shares, found, strict=True)]
    return delayed(_join_with_classes)(draws, drawn)


class _Share(NamedTuple):
    """Draws whose seeds are in one block: which of the synthetic rows, their seeds and columns."""

    place: np.ndarray
    seed: np.ndarray
    column: np.ndarray


class _Drawn(NamedTuple):
    place: np.ndarray
    neighbor: np.ndarray
    is_other: np.ndarray


def _split(draws: Draws, bounds: Sequence[int]) -> list[_Share]:
    if len(bounds) == 2:
        return [_Share(np.arange(len(draws.seed)), draws.seed, draws.column)]
    block = np.searchsorted(np.asarray(bounds[1:-1]), draws.seed, side="right")
    return _by_block(draws, block, len(bounds) - 1)


def _split_in_space(draws: Draws, rows: np.ndarray, n_shares: int) -> list[_Share]:
    """Shares of neighboring seeds: the closer they stand together, the sooner they are searched.

    A quarter of the seeds, picked at random, takes a fifth longer than one such share.
    """
    share = _Share(np.arange(len(draws.seed)), draws.seed, draws.column)
    share_of = np.zeros(len(rows), dtype=np.intp)
    for i, seeds in enumerate(split_in_space(rows, _seeds(share), n_shares)):
        share_of[seeds] = i
    return _by_block(draws, share_of[draws.seed], n_shares)


def _by_block(draws: Draws, block: np.ndarray, n_blocks: int) -> list[_Share]:
    block = block.astype(np.min_scalar_type(n_blocks))  # sorted by digits if there are few
    order = np.argsort(block, kind="stable")
    parts = np.split(order, np.searchsorted(block[order], np.arange(1, n_blocks)))
    return [_Share(part, draws.seed[part], draws.column[part]) for part in parts]


def _seeds(share: _Share) -> np.ndarray:
    if not len(share.seed):
        return share.seed
    first = int(share.seed.min())
    is_drawn = np.zeros(int(share.seed.max()) - first + 1, dtype=bool)
    is_drawn[share.seed - first] = True
    return np.flatnonzero(is_drawn) + first


def _search_class(
    queries: np.ndarray,
    own_block: np.ndarray | None,
    first: int,
    block: np.ndarray,
    start: int,
    k: int,
    scale: float,
    n_jobs: int | None,
) -> Lists:
    """Search one block; the queries are rows of it, or of ``own_block`` if there is one."""
    if own_block is None:
        own, strangers = queries - start, block[:0]
    else:
        own, strangers = queries[:0], own_block[queries - first]
    found = nearest_in_block(block, own, strangers, k, scale, threads_here(n_jobs))
    return number(*found, start)


def _search_share(share: _Share, rows: np.ndarray, k: int, n_jobs: int | None) -> _Drawn:
    """Search a gathered class for some draws."""
    neighbor = _search_all(share.seed, share.column, rows, k, n_jobs)
    return _Drawn(share.place, neighbor, np.zeros(len(neighbor), dtype=bool))


def _search_gathered(draws: Draws, rows: np.ndarray, k: int, n_jobs: int | None) -> Segments:
    """Search it for all draws."""
    neighbor = _search_all(draws.seed, draws.column, rows, k, n_jobs)
    return Segments(draws.seed, neighbor, draws.step)


def _draw_and_search(
    rows: np.ndarray, random_state: int, k: int, n_synthetic: int, n_jobs: int | None
) -> tuple[np.ndarray, Segments]:
    """Draw for a gathered class, and search it."""
    with freed_memory_kept:
        draws = draw_pairs(random_state, len(rows), k, n_synthetic)
        return rows, _search_gathered(draws, rows, k, n_jobs)


def _search_all(
    seed: np.ndarray, column: np.ndarray, rows: np.ndarray, k: int, n_jobs: int | None
) -> np.ndarray:
    """What is in memory done with a class: no lists to be numbered and merged."""
    return drawn_neighbors(k, rows, np.arange(len(rows)), seed, column, threads_here(n_jobs))


def _search_around(
    block: np.ndarray,
    first: int,
    rows: np.ndarray,
    labels: Any,
    label: Any,
    class_start: int,
    start: int,
    k: int,
    scale: float,
    n_jobs: int | None,
) -> Lists:
    """Search a partition for the nearest of a block of a class, some of which are rows of it."""
    is_other = np.asarray(labels) != label
    own = np.flatnonzero(~is_other)
    last = first + len(block)
    # numbers in the class of those that are in both
    low = max(first, class_start)
    high = max(low, min(last, class_start + len(own)))
    if low >= high:
        low = high = first
    own = own[low - class_start : high - class_start]
    is_stranger = np.ones(len(block), dtype=bool)
    is_stranger[low - first : high - first] = False
    found = nearest_in_block(rows, own, block[is_stranger], k, scale, threads_here(n_jobs))
    order = np.argsort(np.concatenate((np.flatnonzero(~is_stranger), np.flatnonzero(is_stranger))))
    return number(found[0][order], found[1][order], start, is_other)


def _of_all(first: int, last: int, lists: Lists) -> Found:
    return Found(np.arange(first, last), lists)


def _look_up(share: _Share, found: Found) -> _Drawn:
    at = np.searchsorted(found.queries, share.seed)
    neighbor = found.lists.rows[at, share.column]
    return _Drawn(share.place, neighbor, found.lists.is_other[at, share.column])


def _join(draws: Draws, drawn: list[_Drawn]) -> Segments:
    return _join_with_classes(draws, drawn)[0]


def _join_with_classes(draws: Draws, drawn: list[_Drawn]) -> tuple[Segments, np.ndarray]:
    neighbor = np.empty(len(draws.seed), dtype=np.int64)
    is_other = np.empty(len(draws.seed), dtype=bool)
    for part in drawn:
        neighbor[part.place] = part.neighbor
        is_other[part.place] = part.is_other
    return Segments(draws.seed, neighbor, draws.step), is_other
