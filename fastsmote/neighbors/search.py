"""Exact neighbors by the kernels: order, pack, compare blocks, join chunks.

::

    rows --median splits--> order --pack--> panels of 32 rows (float32) + rows + bounds
         --join_blocks--> lists and bounds nearly final --join, chunk against chunk--> neighbors

Rows that need neighbors come first, so that each pair of them is compared once for both. Chunks are
paired in tournament order; a task owns the chunks whose lists it writes.
"""

from itertools import pairwise

import numpy as np

from fastsmote.kernels.distance import padded_width
from fastsmote.kernels.join import BLOCK_PANELS, Lists, join, join_blocks
from fastsmote.kernels.lists import list_width
from fastsmote.kernels.ordering import split_by_medians
from fastsmote.kernels.packing import Packed, allocate, pack, relative_bound
from fastsmote.kernels.parallel import run
from fastsmote.kernels.simd import aligned
from fastsmote.kernels.tile import PANEL
from fastsmote.neighbors.expansion import power_of_two_scale

# Chunks a thread: tasks enough to keep all threads busy to the end, few enough to cost nothing.
_CHUNKS_PER_THREAD = 8
# Multiplications in the largest task: a quarter of a second on one core of 2023.
_TASK_PRODUCTS = 2e10
# Bytes of the reference panels that stay in a core's second-level cache.
_CACHED_BYTES = 512 << 10


def nearest_by_kernels(X: np.ndarray, k: int, is_query: np.ndarray, n_threads: int) -> np.ndarray:
    """Nearest rows among the other rows of ``X``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Feature rows, finite.
    k : int
        Neighbors, 1 <= k < n_samples.
    is_query : ndarray of shape (n_samples,), bool
        Rows whose neighbors are wanted.
    n_threads : int
        Threads to use at most; the result does not depend on it.

    Returns
    -------
    ndarray of shape (n_queries, k), intp
        Rows of ``X``, by (distance, row), for the queries in ascending order.

    Notes
    -----
    O(n_queries * n_samples * n_features) time, half of that where all rows are queries. Workspace:
    the rows once in float32 and once in their own dtype, and 16 bytes for each entry of the lists,
    ``k`` rounded up to 8 entries a query.
    """
    queries, others = np.flatnonzero(is_query), np.flatnonzero(~is_query)
    parts = [_in_kd_order(X, rows, n_threads) for rows in (queries, others)]
    row_idx = np.concatenate(parts)
    packed = _pack(X, row_idx, len(parts[0]), n_threads)
    width = list_width(k)
    lists = Lists(
        sq_distances=aligned(packed.n_queries * width, np.float64),
        indices=aligned(packed.n_queries * width, np.int64),
        width=width,
        k=k,
    )
    lists.sq_distances.fill(np.inf)
    lists.indices.fill(np.iinfo(np.int64).max)
    _join(packed, lists, n_threads)
    is_real = row_idx[: packed.n_queries] >= 0
    position = np.empty(len(X), dtype=np.intp)
    position[queries] = np.arange(len(queries))
    neighbors = np.empty((len(queries), k), dtype=np.intp)
    found = lists.indices.reshape(-1, width)[is_real, :k]
    neighbors[position[row_idx[: packed.n_queries][is_real]]] = found
    return neighbors


def _in_kd_order(X: np.ndarray, rows: np.ndarray, n_threads: int) -> np.ndarray:
    """Rows in the order of a k-d tree, padded with -1 to whole panels."""
    n = len(rows)
    order = np.full(-(-n // PANEL) * PANEL, -1, dtype=np.int64)
    order[:n] = rows
    leaves = np.empty((n // PANEL + 64, 2), dtype=np.int64)
    n_large = split_by_medians(X, order, 0, n, max(PANEL, n // (4 * n_threads)), leaves)

    def split(first: int, last: int) -> None:
        scratch = np.empty(((last - first) // PANEL + 64, 2), dtype=np.int64)
        split_by_medians(X, order, first, last, PANEL, scratch)

    run(split, [tuple(leaf) for leaf in leaves[:n_large].tolist()], n_threads)
    return order


def _pack(X: np.ndarray, row_idx: np.ndarray, n_queries: int, n_threads: int) -> Packed:
    n_features = X.shape[1]
    center = X.mean(axis=0, dtype=np.float64)
    largest = max(float(np.max(X.max(axis=0) - center)), float(np.max(center - X.min(axis=0))))
    scale = power_of_two_scale(largest)
    packed = allocate(row_idx, n_features, padded_width(n_features), n_queries, X.dtype.type, scale)
    shrink = 1 - relative_bound(n_features)
    bounds = _chunk_bounds(0, len(row_idx) // PANEL, n_features, n_threads)
    tasks = [
        (X, center, shrink, packed, PANEL * first, PANEL * last) for first, last in pairwise(bounds)
    ]
    run(pack, tasks, n_threads)
    return packed


def _join(packed: Packed, lists: Lists, n_threads: int) -> None:
    n_features = packed.n_features
    n_panels, n_query_panels = len(packed.row_idx) // PANEL, packed.n_queries // PANEL
    own = _chunk_bounds(0, n_query_panels, n_features, n_threads)
    others = _chunk_bounds(n_query_panels, n_panels, n_features, n_threads)
    n_cached = max(16, _CACHED_BYTES // (n_features * PANEL * 4) // 16 * 16)

    def chunk(i: int) -> tuple[int, int]:
        return (own[i], own[i + 1]) if i < n_own else (others[i - n_own], others[i - n_own + 1])

    n_own = len(own) - 1
    n_others = len(others) - 1
    run(lambda i: join_blocks(packed, lists, *chunk(i)), [(i,) for i in range(n_own)], n_threads)
    pairs = _tournament(n_own)
    # an owner's rows against those that need no list, in rounds in which no owner comes twice
    pairs += [(i, n_own + (i + r) % n_others) for r in range(n_others) for i in range(n_own)]
    run(
        lambda i, j: join(packed, lists, *chunk(i), *chunk(j), n_cached),
        pairs,
        n_threads,
        owns=lambda i, j: (i, j) if j < n_own else (i,),
    )


def _chunk_bounds(first: int, last: int, n_features: int, n_threads: int) -> list[int]:
    """Cut a range of panels into chunks that begin at whole blocks, small enough for a task."""
    if first == last:
        return [first]
    largest = int((_TASK_PRODUCTS / n_features) ** 0.5) // (PANEL * BLOCK_PANELS)
    n_blocks = -(-(last - first) // BLOCK_PANELS)
    n_chunks = max(_CHUNKS_PER_THREAD * n_threads, -(-n_blocks // max(1, largest)))
    n_chunks = min(n_chunks, n_blocks)
    return [first + i * n_blocks // n_chunks * BLOCK_PANELS for i in range(n_chunks)] + [last]


def _tournament(n: int) -> list[tuple[int, int]]:
    """All unordered pairs, each with itself first, then in rounds in which no one plays twice."""
    n_seats = n + n % 2
    pairs = [(i, i) for i in range(n)]
    for turn in range(n_seats - 1):
        for i in range(n_seats // 2):
            left = (turn + i) % (n_seats - 1)
            right = n_seats - 1 if i == 0 else (turn - i) % (n_seats - 1)
            if max(left, right) < n:
                pairs.append((min(left, right), max(left, right)))
    return pairs
