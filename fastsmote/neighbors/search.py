"""Exact neighbors by the kernels: rotate, order, pack, compare blocks, choose, join chunks.

::

    rows --rotation--> leading features hold most of a distance
         --median splits--> neighbors in space are neighbors in memory
         --packing--> panels of 32 rows, norms, boxes
         --join_blocks--> lists and bounds nearly final
         --choice--> use boxes? which segments? float32 or float64? duplicates?
         --join, chunk against chunk--> neighbors

Rows that need neighbors come first, so that each pair of them is compared once for both. Chunks
are paired in tournament order; a task owns the chunks whose lists it writes.
"""

from itertools import pairwise

import numpy as np

from fastsmote.kernels.boxes import AT_ONCE, Boxes, allocate_boxes, fill_boxes
from fastsmote.kernels.choice import count_survivors
from fastsmote.kernels.distance import padded_width
from fastsmote.kernels.join import BLOCK_PANELS, Lists, bounds_from_lists, join, join_blocks
from fastsmote.kernels.lists import list_width
from fastsmote.kernels.ordering import split_by_medians
from fastsmote.kernels.packing import (
    Packed,
    bound_of_distance,
    copy_rows,
    pack_values,
    relative_bound,
)
from fastsmote.kernels.parallel import run
from fastsmote.kernels.simd import aligned
from fastsmote.kernels.tile import PANEL
from fastsmote.neighbors.duplicates import nearest_among_groups
from fastsmote.neighbors.rotation import Rotation
from fastsmote.neighbors.scale import distance_scale

# Chunks a thread: tasks enough to keep all threads busy to the end, few enough to cost nothing.
_CHUNKS_PER_THREAD = 8
# Multiplications in the largest task, a quarter of a second on one core of 2023 ...
_TASK_PRODUCTS = 2e10
# ... and in one that is worth the handing over: about a millisecond.
_WORTHY_PRODUCTS = 5e7
# Bytes of the reference panels that stay in a core's second-level cache.
_CACHED_BYTES = 512 << 10
# Features of a box: more cost more than they spare.
_BOX_FEATURES = 8
# Panels from which on sampling tiles costs less than it can spare.
_SAMPLED_PANELS = 128
# Boxes are used if they spare this share of the tiles: testing them costs 2 to 5 %.
_BOXES_PAY = 0.93
# What opening a segment costs, in features: a check, and norms to load and add.
_SEGMENT_COST = 2.5
# Share of rows with k duplicates from which on equal rows are grouped first.
_DUPLICATES_PAY = 0.02


def nearest_by_kernels(
    X: np.ndarray,
    k: int,
    is_query: np.ndarray,
    n_threads: int,
    rows: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest of the rows of ``X`` to each other, or of some of them.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Feature rows, finite.
    k : int
        Neighbors, 1 <= k < n_rows.
    is_query : ndarray of shape (n_rows,), bool
        Rows whose neighbors are wanted.
    n_threads : int
        Threads to use at most; the result does not depend on it.
    rows : ndarray of shape (n_rows,), intp, optional
        The rows of ``X`` among which to search, all by default. Positions in it are what
        ``is_query`` and the result speak of.

    Returns
    -------
    neighbors : ndarray of shape (n_queries, k), intp
        Positions by (distance, position), for the queries in ascending order.
    sq_distances : ndarray of shape (n_queries, k), float64
        Their squared distances, in units that are the same for all of the call.

    Notes
    -----
    At most O(n_queries * n_rows * n_features) time, half of that where all rows are queries.
    Workspace: the rows twice in float32 (float64: once more in their own dtype), and 16 bytes for
    each entry of the lists, ``k`` rounded up to 8 entries a query.
    """
    if rows is None:
        rows = np.arange(len(X))
    if not is_query.any():
        return np.empty((0, k), dtype=np.intp), np.empty((0, k))
    search = _Search(X, rows, k, is_query, n_threads)
    search.compare_blocks()
    if search.share_of_duplicates() > _DUPLICATES_PAY:
        return nearest_among_groups(X[rows], k, is_query, n_threads, _nearest_of_different)
    return search.finish()


def _nearest_of_different(
    X: np.ndarray, k: int, is_query: np.ndarray, n_threads: int
) -> tuple[np.ndarray, np.ndarray]:
    """Search rows of which no two are equal, though their squared distance may be zero."""
    search = _Search(X, np.arange(len(X)), k, is_query, n_threads)
    search.compare_blocks()
    return search.finish()


class _Search:
    """One search: the packed rows and what has been found so far."""

    def __init__(
        self, X: np.ndarray, rows: np.ndarray, k: int, is_query: np.ndarray, n_threads: int
    ) -> None:
        self.X, self.rows, self.n_threads = X, rows, n_threads
        self.queries = np.flatnonzero(is_query)
        self.rotation = Rotation(X, rows, n_threads)
        self.scale = distance_scale(X, rows)
        Y = self.rotation.apply(np.float32)
        parts = [_in_kd_order(Y, r, n_threads) for r in (self.queries, np.flatnonzero(~is_query))]
        self.row_idx = np.concatenate(parts)
        n_panels, n_query_panels = len(self.row_idx) // PANEL, len(parts[0]) // PANEL
        n_features = X.shape[1]
        self.own = _chunk_bounds(0, n_query_panels, n_features, n_threads)
        self.others = _chunk_bounds(n_query_panels, n_panels, n_features, n_threads)
        self.packed = self._pack(Y)
        del Y  # before the rows themselves are copied: never three copies at once
        self._copy_rows()
        self.boxes = self._enclose(min(n_features, _BOX_FEATURES))
        width = list_width(k)
        self.lists = Lists(
            sq_distances=aligned(len(parts[0]) * width, np.float64),
            indices=aligned(len(parts[0]) * width, np.int64),
            width=width,
            k=k,
        )
        self.lists.sq_distances.fill(np.inf)
        self.lists.indices.fill(np.iinfo(np.int64).max)

    def _pack(self, Y: np.ndarray) -> Packed:
        n, d = len(self.row_idx), Y.shape[1]
        segments = np.array([*_candidate_ends(d), d])
        packed = Packed(
            panels=aligned(n * d, Y.dtype),
            half_norms=aligned(n * len(segments), Y.dtype),
            segments=segments,
            bounds=aligned(n, Y.dtype),
            rows=np.empty(0, self.X.dtype),
            row_idx=self.row_idx,
            n_features=d,
            width=padded_width(d),
            n_queries=self.own[-1] * PANEL,
            scale=self.scale,
            to_bound=bound_of_distance(self.rotation.scale / self.scale),
        )
        shrink = 1 - relative_bound(d, len(segments), Y.dtype)
        tasks = [(Y, shrink, packed, PANEL * a, PANEL * b) for a, b in self._chunks()]
        run(pack_values, tasks, self.n_threads)
        return packed

    def _copy_rows(self) -> None:
        width = self.packed.width
        self.packed = self.packed._replace(rows=aligned(len(self.row_idx) * width, self.X.dtype))
        tasks = [(self.X, self.rows, self.packed, PANEL * a, PANEL * b) for a, b in self._chunks()]
        run(copy_rows, tasks, self.n_threads)

    def _enclose(self, n_features: int) -> Boxes:
        boxes = allocate_boxes(self.packed, n_features)
        slack = 4 * float(np.finfo(self.packed.panels.dtype).eps)
        tasks = [(self.packed, boxes, slack, a, b) for a, b in self._chunks()]
        run(fill_boxes, tasks, self.n_threads)
        return boxes

    def _chunks(self) -> list[tuple[int, int]]:
        return [*pairwise(self.own), *pairwise(self.others)]

    def compare_blocks(self) -> None:
        """Compare rows that stand together, so that bounds are nearly final."""
        none = self.boxes._replace(n_features=0)
        tasks = [(self.packed, none, self.lists, a, b) for a, b in pairwise(self.own)]
        run(join_blocks, tasks, self.n_threads)
        self._tighten_boxes()

    def finish(self) -> tuple[np.ndarray, np.ndarray]:
        """Do the rest of the search."""
        self.choose()
        self.join_chunks()
        return self.result()

    def _tighten_boxes(self) -> None:
        loosest = self.packed.bounds.reshape(-1, PANEL).max(axis=1)
        self.boxes.bounds[: len(loosest)] = loosest

    def share_of_duplicates(self) -> float:
        """Share of a sample of the queries whose list is full of equal rows."""
        last = self.lists.sq_distances.reshape(-1, self.lists.width)[:, self.lists.k - 1]
        return float(np.mean(last[:: max(1, len(last) // 2048)] == 0))

    def choose(self) -> None:
        """Decide on the filter's dtype, on boxes and on segments, from samples."""
        packed = self.packed
        if self._is_blurred():
            packed = self._pack(self.rotation.apply(np.float64))._replace(rows=packed.rows)
            bounds_from_lists(self.lists, packed)
            self.packed = packed
            self.boxes = self._enclose(self.boxes.n_features)
        n_panels = len(self.row_idx) // PANEL
        if n_panels < _SAMPLED_PANELS:
            self.boxes = self.boxes._replace(n_features=0)
            self._merge_segments([packed.n_features])
            return
        n_groups, n_blocks = (16, 4) if n_panels < 4 * _SAMPLED_PANELS else (32, 8)
        counts = np.zeros(2 + len(packed.segments), dtype=np.int64)
        n_blocks = min(n_blocks, n_panels // AT_ONCE)
        count_survivors(packed, self.boxes, n_groups, n_blocks, counts)
        if counts[1] > _BOXES_PAY * counts[0]:
            self.boxes = self.boxes._replace(n_features=0)
        self._merge_segments(_cheapest_segments(packed.segments, counts[1:] / max(1, counts[1])))

    def _is_blurred(self) -> bool:
        """Whether the filter's error is mostly larger than what it has to tell apart."""
        packed = self.packed
        step = max(1, packed.n_queries // 2048)
        half_norms = packed.half_norms.reshape(len(packed.segments), -1)[:, : packed.n_queries]
        bounds = packed.bounds[: packed.n_queries : step]
        error = 2 * relative_bound(packed.n_features, len(packed.segments), packed.panels.dtype)
        errors = error * half_norms[:, ::step].sum(axis=0)
        is_real = bounds > -np.inf
        return bool(np.median(errors[is_real] > bounds[is_real]) > 0.5)

    def _merge_segments(self, ends: list[int]) -> None:
        old = self.packed.segments
        if len(ends) == len(old):
            return
        norms = self.packed.half_norms.reshape(len(old), -1)
        firsts = [0, *(int(np.searchsorted(old, end)) + 1 for end in ends)]
        merged = aligned(len(ends) * norms.shape[1], norms.dtype)
        for s, (first, last) in enumerate(pairwise(firsts)):
            into = merged[s * norms.shape[1] : (s + 1) * norms.shape[1]]
            into[:] = norms[first:last].sum(axis=0, dtype=np.float64)
        self.packed = self.packed._replace(half_norms=merged, segments=np.array(ends))

    def join_chunks(self) -> None:
        """Compare all other pairs."""
        packed, boxes, lists = self.packed, self.boxes, self.lists
        chunks = self._chunks()
        n_own, n_others = len(self.own) - 1, len(self.others) - 1
        panel_bytes = packed.n_features * PANEL * packed.panels.itemsize
        n_cached = max(AT_ONCE, _CACHED_BYTES // panel_bytes // AT_ONCE * AT_ONCE)

        def join_pair(i: int, j: int) -> None:
            join(packed, boxes, lists, *chunks[i], *chunks[j], n_cached)

        pairs = _tournament(n_own)
        # rows against those that need no list, in rounds in which no chunk of either comes twice
        pairs += [(i, n_own + (i + r) % n_others) for r in range(n_others) for i in range(n_own)]
        run(join_pair, pairs, self.n_threads, owns=lambda i, j: (i, j) if j < n_own else (i,))

    def result(self) -> tuple[np.ndarray, np.ndarray]:
        """Neighbors and distances of the queries, in ascending order of the queries."""
        rows = self.row_idx[: self.packed.n_queries]
        is_real = rows >= 0
        position = np.empty(len(self.rows), dtype=np.intp)
        position[self.queries] = np.arange(len(self.queries))
        place = position[rows[is_real]]
        found = []
        for entries, dtype in (
            (self.lists.indices, np.intp),
            (self.lists.sq_distances, np.float64),
        ):
            out = np.empty((len(self.queries), self.lists.k), dtype=dtype)
            out[place] = entries.reshape(-1, self.lists.width)[is_real, : self.lists.k]
            found.append(out)
        return found[0], found[1]


def _in_kd_order(Y: np.ndarray, rows: np.ndarray, n_threads: int) -> np.ndarray:
    """Rows in the order of a k-d tree, padded with -1 to whole panels."""
    n = len(rows)
    order = np.full(-(-n // PANEL) * PANEL, -1, dtype=np.int64)
    order[:n] = rows
    leaves = np.empty((n // PANEL + 64, 2), dtype=np.int64)
    n_large = split_by_medians(Y, order, 0, n, max(PANEL, n // (4 * n_threads)), leaves)

    def split(first: int, last: int) -> None:
        scratch = np.empty(((last - first) // PANEL + 64, 2), dtype=np.int64)
        split_by_medians(Y, order, first, last, PANEL, scratch)

    run(split, [tuple(leaf) for leaf in leaves[:n_large].tolist()], n_threads)
    return order


def _candidate_ends(n_features: int) -> list[int]:
    """Ends of segments that are tried: powers of two from 4 on."""
    return [1 << i for i in range(2, 40) if 1 << i < n_features]


def _cheapest_segments(ends: np.ndarray, open_share: np.ndarray) -> list[int]:
    """Which ends to keep, given the share of tiles still open after each.

    Parameters
    ----------
    ends : ndarray of shape (n_segments,)
        Candidates; the last one stays.
    open_share : ndarray of shape (1 + n_segments,)
        Share of the tiles that are open at the start and after each candidate.

    Returns
    -------
    list of int
        The ends of least expected cost, in features.
    """
    starts = np.concatenate(([0], ends))
    cost = np.full(len(starts), np.inf)
    before = np.zeros(len(starts), dtype=np.intp)
    cost[0] = 0.0
    for i in range(1, len(starts)):
        for j in range(i):
            through = cost[j] + open_share[j] * (starts[i] - starts[j] + _SEGMENT_COST)
            if through < cost[i]:
                cost[i], before[i] = through, j
    kept = []
    i = len(starts) - 1
    while i > 0:
        kept.append(int(starts[i]))
        i = int(before[i])
    return kept[::-1]


def _chunk_bounds(first: int, last: int, n_features: int, n_threads: int) -> list[int]:
    """Cut a range of panels into chunks that begin at whole blocks, small enough for a task."""
    if first == last:
        return [first]
    largest = int((_TASK_PRODUCTS / n_features) ** 0.5) // (PANEL * BLOCK_PANELS)
    n_blocks = -(-(last - first) // BLOCK_PANELS)
    n_worthy = int((float((last - first) * PANEL) ** 2 * n_features / _WORTHY_PRODUCTS) ** 0.5)
    n_wanted = max(2 * n_threads, min(_CHUNKS_PER_THREAD * n_threads, n_worthy))
    n_chunks = max(n_wanted, -(-n_blocks // max(1, largest)))
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
