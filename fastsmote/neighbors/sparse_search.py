"""Exact neighbors of sparse rows by the kernels, without making them dense.

::

    rows --norms--> order: rows of like norms stand together
         --features--> the frequent ones get columns, the others lists of rows; block by block
         --search_block--> neighbors of some queries, the block whose norms are nearest first
"""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.lists import empty_lists
from fastsmote.kernels.parallel import Report, run
from fastsmote.kernels.sparse import (
    GROUP,
    Block,
    Entries,
    Queries,
    Room,
    empty_room,
    search_block,
)
from fastsmote.neighbors.density import FREQUENT
from fastsmote.neighbors.duplicates import DUPLICATES_PAY, nearest_among_groups
from fastsmote.neighbors.equal_rows import group_equal_sparse_rows
from fastsmote.neighbors.expansion import nearest_by_expansion
from fastsmote.neighbors.scale import distance_scale, power_of_two_scale

# Rows in a block, at least: 128 KiB of sums and what is read of the lists of features stay in the
# second-level cache.
_BLOCK = 16384
# Entries, on average, in the list of a feature: with fewer the lists' own places outgrow them.
_ENTRIES_A_LIST = 2
# Squared norm below which sums of squares and products of whole numbers are exact: a squared
# distance is at most four times as large.
_EXACT = 2.0**50
# Queries in a task: enough to have a block's lists in the cache ...
_QUERIES = 256
# ... unless that takes long: pairs in the largest task, a tenth of a second and less.
_PAIRS_A_TASK = 1 << 24


def nearest_by_sparse_kernels(
    X: Any,
    k: int,
    is_query: np.ndarray,
    n_threads: int,
    only_others: bool = False,
    report: Report | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest of sparse rows to each other.

    Parameters
    ----------
    X : CSR container of shape (n_samples, n_features)
        Feature rows, finite; not modified. Entries may be in any order, and several in a place.
    k, is_query, n_threads, only_others, report
        As in `fastsmote.neighbors.search.nearest_by_kernels`.

    Returns
    -------
    neighbors, sq_distances : ndarray of shape (n_queries, k)
        Bit for bit those of `fastsmote.neighbors.expansion.nearest_by_expansion`.

    Notes
    -----
    At most a multiplication for each pair of entries of one feature, and a look at each pair of
    rows whose norms do not tell that they are far. Workspace: about 100 bytes an entry, the lists,
    and 24 bytes a thread for each row of a block.
    """
    if not is_query.any():
        return np.empty((0, k), dtype=np.intp), np.empty((0, k))
    rows = sparse.csr_array(X, dtype=np.float64, copy=True)
    rows.sum_duplicates()
    rows.eliminate_zeros()
    if not only_others and _relative_error(rows) > 0:  # equal rows pass any filter
        groups = group_equal_sparse_rows(rows)
        n_others = np.bincount(groups[1])[groups[1]] - 1
        if np.count_nonzero(n_others >= k) > DUPLICATES_PAY * len(is_query):
            return nearest_among_groups(rows, groups, k, is_query, n_threads, _nearest_of)
    return _nearest_of(rows, k, is_query, n_threads, only_others, report)


def run_sparse_kernels() -> None:
    """Search a few rows, so that the kernels are compiled."""
    X = sparse.random(60, 40, 0.3, format="csr", random_state=0)
    nearest_by_sparse_kernels(X, 5, np.ones(60, dtype=bool), 1)


def _nearest_of(
    rows: Any,
    k: int,
    is_query: np.ndarray,
    n_threads: int,
    only_others: bool = False,
    report: Report | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    search = _Search(rows, k, is_query, n_threads, only_others)
    search.look(report)
    neighbors, sq_distances = search.result()
    # distances beyond the range of numbers tie, and no bound tells them apart
    if np.isinf(sq_distances[:, -1]).any():
        return nearest_by_expansion(rows, k, is_query, n_threads, only_others)
    return neighbors, sq_distances


class _Search:
    """One search, of rows with sorted indices, none of them twice, and without zeros in store."""

    def __init__(
        self, rows: Any, k: int, is_query: np.ndarray, n_threads: int, only_others: bool
    ) -> None:
        self.k, self.n_threads = k, n_threads
        final_scale, scale = distance_scale(rows.data[:, np.newaxis]), power_of_two_scale(rows.data)
        self.entries = Entries(
            rows.indptr.astype(np.int64),
            rows.indices.astype(np.int32, copy=False),
            rows.data,
            final_scale,
            final_scale * final_scale / scale / scale,
        )
        scaled = rows * scale
        sq_norms = np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel()
        error = _relative_error(rows)
        self.half_norms = 0.5 * sq_norms * (1 - error)
        queries = np.flatnonzero(is_query)
        searched = np.flatnonzero(~is_query) if only_others else np.arange(len(is_query))
        by_norm = searched[np.argsort(self.half_norms[searched], kind="stable")]
        # among all rows, what a single one has is in no product with another
        n_needed = 1 if only_others else 2
        products, self.n_columns = _by_frequency(scaled, searched, n_needed)
        self.blocks = self._cut(products, by_norm)
        order = queries[np.argsort(self.half_norms[queries], kind="stable")]
        own = products[order]
        self.queries = Queries(
            rows=order.astype(np.int64),
            indptr=own.indptr.astype(np.int64),
            features=own.indices.astype(np.int32, copy=False),
            values=own.data,
            half_norms=self.half_norms[order],
            uppers=np.full(len(order) * k, np.inf),
            error=error,
        )
        self.lists = empty_lists(len(order), k, n_threads)

    def _cut(self, products: Any, by_norm: np.ndarray) -> list[Block]:
        n, n_lists = len(by_norm), products.shape[1] - self.n_columns
        n_blocks = max(1, min(n // _BLOCK, products.nnz // (_ENTRIES_A_LIST * max(1, n_lists))))
        ends = [i * n // n_blocks for i in range(n_blocks + 1)]
        blocks: list[Any] = [None] * n_blocks

        def build(b: int) -> None:
            rows = by_norm[ends[b] : ends[b + 1]]
            blocks[b] = _block_of(products[rows], rows, self.half_norms[rows], self.n_columns)

        run(build, [(b,) for b in range(n_blocks)], self.n_threads)
        return blocks

    def look(self, report: Report | None) -> None:
        """Search for all queries, in tasks that share the blocks."""
        n_queries = len(self.queries.rows)
        n_searched = sum(len(block.rows) for block in self.blocks)
        n_padded = max(len(block.half_norms) for block in self.blocks)
        most = max(1, min(_QUERIES, _PAIRS_A_TASK // n_searched, n_queries // (8 * self.n_threads)))
        starts = np.array([block.half_norms[0] for block in self.blocks])
        rooms: list[Room] = []

        def find(first: int, last: int) -> None:
            try:
                room = rooms.pop()
            except IndexError:  # as many as there are threads come to be
                room = empty_room(n_padded)
            middle = self.queries.half_norms[(first + last) // 2]
            nearest = int(np.searchsorted(starts, middle, side="right")) - 1
            for b in np.argsort(np.abs(np.arange(len(starts)) - nearest), kind="stable"):
                block = self.blocks[b]
                n_sums = len(block.half_norms)
                part = room._replace(sums=room.sums[:n_sums])
                search_block(self.entries, self.queries, block, self.lists, part, first, last)
            rooms.append(room)

        tasks = [(i, min(i + most, n_queries)) for i in range(0, n_queries, most)]
        run(find, tasks, self.n_threads, report=report)

    def result(self) -> tuple[np.ndarray, np.ndarray]:
        """Neighbors and distances of the queries, in ascending order of the queries."""
        in_order = np.argsort(self.queries.rows)
        lists = self.lists
        return (
            lists.indices.reshape(-1, lists.width)[in_order, : self.k].astype(np.intp, copy=False),
            lists.sq_distances.reshape(-1, lists.width)[in_order, : self.k],
        )


def _relative_error(rows: Any) -> float:
    """What bounds may err by: see `fastsmote.kernels.sparse.search_block`."""
    most = int(np.diff(rows.indptr).max(initial=0))
    largest = float(np.abs(rows.data).max(initial=0))
    if most * largest * largest < _EXACT and (rows.data == np.rint(rows.data)).all():
        return 0.0
    units = (2 * most + 16) * 2.0**-53
    return units / (1 - units)


def _by_frequency(scaled: Any, searched: np.ndarray, n_needed: int) -> tuple[Any, int]:
    """Rows by features that are numbered from the most frequent one on, and how many are frequent.

    Features that fewer than ``n_needed`` of the rows searched have, and zeros, are left out.
    """
    is_entry = scaled.data != 0
    row = np.repeat(np.arange(scaled.shape[0]), np.diff(scaled.indptr))[is_entry]
    feature, values = scaled.indices[is_entry], scaled.data[is_entry]
    d = scaled.shape[1]
    if d > 4 * scaled.nnz:  # most features are in no row: they shall take no memory
        known, feature = np.unique(feature, return_inverse=True)
        d = len(known)
    is_searched = np.zeros(scaled.shape[0], dtype=bool)
    is_searched[searched] = True
    counts = np.bincount(feature[is_searched[row]], minlength=d)
    ranked = np.argsort(-counts, kind="stable")
    n_kept = int(np.count_nonzero(counts >= n_needed))
    number = np.empty(d, dtype=np.int32)
    number[ranked] = np.arange(d)
    number = number[feature]
    is_kept = number < n_kept
    ends = np.searchsorted(row[is_kept], np.arange(scaled.shape[0] + 1))
    shape = (scaled.shape[0], n_kept)
    products = sparse.csr_array((values[is_kept], number[is_kept], ends), shape=shape)
    products.sort_indices()
    n_columns = int(np.count_nonzero(counts[ranked[:n_kept]] > FREQUENT * len(searched)))
    return products, n_columns


def _block_of(products: Any, rows: np.ndarray, half_norms: np.ndarray, n_columns: int) -> Block:
    n = len(rows)
    n_padded = -(-n // GROUP) * GROUP
    norms = np.full(n_padded, np.inf)
    norms[:n] = half_norms
    columns = np.zeros((n_columns, n_padded))
    columns[:, :n] = products[:, :n_columns].toarray().T
    by_feature = products[:, n_columns:].tocsc()
    return Block(
        rows.astype(np.int64),
        norms,
        columns,
        by_feature.indptr.astype(np.int64),
        by_feature.indices.astype(np.uint32),
        by_feature.data,
    )
