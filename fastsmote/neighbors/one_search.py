"""One exact search by the kernels, step by step.

Its ways are `fastsmote.kernels.scan`, which looks at each row's own panels, nearest first: for rows
in clusters, or few features; and `fastsmote.kernels.join`, which compares every pair once for both:
for rows between which nothing can be ruled out early.
"""

import numpy as np

from fastsmote.kernels.boxes import Boxes, allocate_boxes, fill_boxes
from fastsmote.kernels.choice import count_open_tiles, share_of_duplicates
from fastsmote.kernels.first import first_bounds
from fastsmote.kernels.join import join
from fastsmote.kernels.lists import clear, collect, empty_lists
from fastsmote.kernels.packing import TINY, Packed
from fastsmote.kernels.parallel import Report, run
from fastsmote.kernels.ranges import AT_ONCE
from fastsmote.kernels.scan import COUNTED, scan
from fastsmote.kernels.tile import PANEL
from fastsmote.kernels.words import limit_of
from fastsmote.neighbors.chunks import join_chunks, light_parts, scan_ranges, tournament
from fastsmote.neighbors.costs import cost_of_join, cost_of_scan
from fastsmote.neighbors.duplicates import DUPLICATES_PAY
from fastsmote.neighbors.kd_order import put_in_kd_order
from fastsmote.neighbors.packed import (
    RowOrder,
    Units,
    forget_bounds,
    merge_segments,
    pack_rows,
    with_copies,
)
from fastsmote.neighbors.places import places_among
from fastsmote.neighbors.precision import Filter, choose_filter
from fastsmote.neighbors.rotation import Rotation
from fastsmote.neighbors.scale import distance_scale

# Bytes of the reference panels that stay in a core's second-level cache.
_CACHED_BYTES = 512 << 10
# Panels that show how far the neighbors of the rows of one are.
_BESIDE = 7
# Features of a box: those that hold this share of the variance, within limits.
_BOXED_VARIANCE, _LEAST_BOXED, _MOST_BOXED = 0.875, 4, 32
# Values that find their box in the time in which one is packed.
_PER_BOXED = 4
# One panel in so many is searched first, to see how the others are best searched; at most so many.
_PROBED, _MOST_PROBED = 64, 32
# So many panels are enough where nothing can be ruled out.
_FIRST_PROBED = 6

# Where the best queries alone matter: how much farther than the mean distance of the last of them
# their neighbors are sought, how many more there may be than a sample shows, and the share of them
# from which on to search all is as well.
_FARTHER, _MORE_BEST, _MOST_BEST = 1.2, 1.25, 0.5
# A join begins with looser bounds than those of a sample that has been searched.
_LOOSER = 1.4


class Search:
    """One search: the packed rows and what has been found so far."""

    def __init__(
        self,
        X: np.ndarray,
        rows: np.ndarray,
        k: int,
        is_query: np.ndarray,
        n_threads: int,
        only_others: bool = False,
        scale: float | None = None,
    ) -> None:
        self.X, self.rows, self.k, self.n_threads = X, rows, k, n_threads
        self.sq_reach = np.inf
        self.queries = np.flatnonzero(is_query)
        others = np.flatnonzero(~is_query)
        self.rotation = Rotation(X, rows, n_threads)
        self.scale = distance_scale(X, rows) if scale is None else scale
        Y = self.rotation.apply(np.float32)
        n_leading = self.rotation.n_leading(_BOXED_VARIANCE)
        self.n_boxed = min(X.shape[1], _MOST_BOXED, max(_LEAST_BOXED, n_leading))
        # boxes are of panels in groups: none is of both kinds of rows
        unit = AT_ONCE if len(others) else 1
        self.n_own = unit * -(-len(self.queries) // (unit * PANEL))
        self.n_panels = self.n_own - (-len(others) // PANEL)
        self.row_idx = np.empty(self.n_panels * PANEL, dtype=np.int64)
        own, rest = np.split(self.row_idx, [self.n_own * PANEL])
        put_in_kd_order(Y, self.n_boxed, self.queries, own, n_threads)
        put_in_kd_order(Y, self.n_boxed, others, rest, n_threads)
        self.first_searched = self.n_own if only_others else 0
        self.sample = self._spread_panels()
        self.packed = self._pack(Y, self._filter(Y))
        del Y  # before the rows themselves are copied: never three copies at once
        self.packed = with_copies(self.packed, X, rows, n_threads)
        self.lists = empty_lists(self.n_own * PANEL, k, n_threads)

    def has_duplicates(self) -> bool:
        """Whether many rows have ``k`` others that equal them, as far as a sample shows."""
        share = share_of_duplicates(self.packed, self.sample, self.k)
        return bool(share > DUPLICATES_PAY)

    def finish(
        self,
        report: Report | None = None,
        n_best: int | None = None,
        with_distances: bool = True,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Do the search."""
        self.boxes = self._enclose()
        all_panels = self.sample
        self.sample = all_panels[:: max(1, len(all_panels) // _FIRST_PROBED)]
        counts = self._probe()
        if self._is_blurred():
            self.filter_by(np.float64)
            self.boxes = self._enclose()
            counts = self._probe()
        has_more = len(all_panels) > len(self.sample)
        if has_more and self._cost_of_scan(counts)[0] < self._dearest_join():  # or a few settle it
            self._forget_probe()
            self.sample = all_panels
            counts = self._probe()
        scan_cost, scan_ends = self._cost_of_scan(counts)
        join_cost, join_ends = self._cost_of_join()
        if n_best is not None:
            self.sq_reach = self._reach_of_best(n_best)
        self._forget_probe()
        if self.sq_reach < np.inf:
            self._keep_within_reach()
        if scan_cost < join_cost:
            self.packed = merge_segments(self.packed, scan_ends)
            self.scan(report)
        else:
            self.packed = merge_segments(self.packed, join_ends)
            self.join(report)
        return self.result(with_distances or n_best is not None)

    def take_every_step(self) -> None:
        """Search in both ways, whatever they find, so that all is compiled."""
        self.has_duplicates()
        self.boxes = self._enclose()
        self._probe()
        self._cost_of_join()
        self._forget_probe()
        self.join()
        self.result()

    def filter_by(self, dtype: Filter) -> None:
        """Filter in another way from now on."""
        Y = self.rotation.apply(np.float64 if dtype == np.float64 else np.float32)
        self.packed = self._pack(Y, dtype)._replace(rows=self.packed.rows)

    def _filter(self, Y: np.ndarray) -> Filter:
        """What the filter is to know rows as."""
        panels = self.row_idx.reshape(-1, PANEL)
        some = self.sample[:: max(1, len(self.sample) // _FIRST_PROBED)]
        if self.first_searched:
            step = max(1, (self.n_panels - self.n_own) // _BESIDE)
            beside = np.tile(panels[self.n_own :: step][:_BESIDE].ravel(), (len(some), 1))
            return choose_filter(Y, panels[some], beside, self.k, self.rotation.extent)
        first = np.clip(some - _BESIDE // 2, 0, max(0, self.n_panels - _BESIDE))
        beside = panels[first[:, np.newaxis] + np.arange(min(_BESIDE, self.n_panels))]
        beside = beside.reshape(len(some), -1)
        return choose_filter(Y, panels[some], beside, self.k + 1, self.rotation.extent)

    def _pack(self, Y: np.ndarray, dtype: Filter) -> Packed:
        return pack_rows(
            Y,
            dtype,
            self.rotation.extent,
            RowOrder(self.row_idx, self.n_own * PANEL, self.first_searched * PANEL),
            Units(self.scale, self.rotation.scale),
            self.n_threads,
        )

    def _enclose(self) -> Boxes:
        boxes = allocate_boxes(self.packed, self.n_boxed)
        parts = light_parts(self.n_panels, max(1, self.n_boxed // _PER_BOXED))
        tasks = [(self.packed, boxes, a // AT_ONCE, -(-b // AT_ONCE)) for a, b in parts]
        run(fill_boxes, tasks, self.n_threads)
        return boxes

    def _spread_panels(self) -> np.ndarray:
        """Panels that stand for all that have lists."""
        n_full = -(-len(self.queries) // PANEL)
        n = max(2, min(_MOST_PROBED, n_full // _PROBED))
        return np.unique((2 * np.arange(n) + 1) * n_full // (2 * n))

    def _probe(self) -> np.ndarray:
        """Search the sample, and count how far its pairs come: see `scan`."""
        sample = self.sample
        counts = np.zeros((len(sample), 2 + len(self.packed.segments)), dtype=np.int64)
        tasks = [
            (self.packed, self.boxes, self.lists, count, p, p + 1)
            for p, count in zip(sample.tolist(), counts, strict=True)
        ]
        run(scan, tasks, self.n_threads)
        total: np.ndarray = counts.sum(axis=0) * (COUNTED / (len(sample) * self.n_panels))
        return total

    def _forget_probe(self) -> None:
        """Begin anew where the probe has been, so that no row is found twice."""
        for panel in self.sample.tolist():
            rows = slice(panel * PANEL, (panel + 1) * PANEL)
            clear(self.lists, rows.start, rows.stop)
            forget_bounds(self.packed, rows)

    def _reach_of_best(self, n_best: int) -> float:
        """How far, squared, to look for the neighbors of the best queries, by those probed."""
        found = self.lists.sq_distances.reshape(-1, self.lists.width)[:, : self.k]
        probed = (PANEL * self.sample[:, np.newaxis] + np.arange(PANEL)).ravel()
        means = np.sqrt(found[probed[self.row_idx[probed] >= 0]]).mean(axis=1)
        place = int(_MORE_BEST * n_best / len(self.queries) * len(means)) + 1
        if place >= _MOST_BEST * len(means):
            return np.inf
        return float(np.square(_FARTHER * np.partition(means, place)[place]))

    def _keep_within_reach(self) -> None:
        bounds = self.packed.bounds
        limit = limit_of(self.packed, self.sq_reach * self.packed.to_bound + TINY)
        np.minimum(bounds, bounds.dtype.type(limit), out=bounds)

    def _is_blurred(self) -> bool:
        """Whether the filter's error is mostly larger than what it has to tell apart."""
        packed, sample = self.packed, self.sample
        if packed.panels.dtype != np.float32:
            return False
        half_norms = packed.half_norms.reshape(len(packed.segments), -1, PANEL)[:, sample]
        bounds = packed.bounds.reshape(-1, PANEL)[sample]
        is_real = bounds > -np.inf
        errors = 2 * packed.error * half_norms.sum(axis=0)[is_real]
        return bool(np.median(errors > bounds[is_real]) > 0.5)

    def _cost_of_scan(self, counts: np.ndarray) -> tuple[float, list[int]]:
        """Cycles for one row and one panel, and the best segments for it."""
        return cost_of_scan(self.packed.segments, self.boxes.n_places, counts)

    def _cost_of_join(self) -> tuple[float, list[int]]:
        """The same of a join that compares all."""
        counts = np.zeros(1 + len(self.packed.segments), dtype=np.int64)
        count_open_tiles(self.packed, self.sample, self._references(), _LOOSER, counts)
        return self._weigh_join(counts / max(1, counts[0]))

    def _dearest_join(self) -> float:
        """What it can cost at most."""
        return self._weigh_join(np.ones(1 + len(self.packed.segments)))[0]

    def _weigh_join(self, open_share: np.ndarray) -> tuple[float, list[int]]:
        share_of_own = self.n_own / self.n_panels
        compared = 1 - (share_of_own if self.first_searched else share_of_own / 2)
        return cost_of_join(self.packed.segments, open_share, compared)

    def _references(self) -> np.ndarray:
        """Panels that stand for those among which is searched, as the sample does for all."""
        n_searched = self.n_panels - self.first_searched
        if n_searched == self.n_panels:
            return self.sample
        return self.first_searched + self.sample * n_searched // self.n_own

    def scan(self, report: Report | None = None) -> None:
        """Each row against the panels that may hold its neighbors."""
        none = np.empty(0, dtype=np.int64)
        ranges = scan_ranges(self.n_own, self.n_panels, self.packed.n_features, self.n_threads)
        tasks = [(self.packed, self.boxes, self.lists, none, a, b) for a, b in ranges]
        run(scan, tasks, self.n_threads, report=report)

    def join(self, report: Report | None = None) -> None:
        """All pairs, those that stand together first."""
        packed, lists = self.packed, self.lists
        n_features = packed.n_features
        own = join_chunks(0, self.n_own, n_features, self.n_threads)
        others = join_chunks(self.n_own, self.n_panels, n_features, self.n_threads)
        n_own, n_others = len(own), len(others)
        chunks = own + others
        panel_bytes = packed.n_places * PANEL * packed.bounds.itemsize
        n_cached = max(1, _CACHED_BYTES // panel_bytes)

        def join_pair(i: int, j: int) -> None:
            join(packed, lists, *chunks[i], *chunks[j], n_cached)

        pairs = []
        if not self.first_searched:
            bound = [(packed, lists.k - 1, a, b) for a, b in own]
            run(first_bounds, bound, self.n_threads)
            pairs = tournament(n_own)
        # rows against those that need no list, in rounds in which no chunk of either comes twice
        pairs += [(i, n_own + (i + r) % n_others) for r in range(n_others) for i in range(n_own)]

        def owned(i: int, j: int) -> tuple[int, ...]:
            return (i, j) if j < n_own else (i,)

        run(join_pair, pairs, self.n_threads, owned, report)

    def result(self, with_distances: bool = True) -> tuple[np.ndarray, np.ndarray]:
        """Neighbors and distances of the queries, in ascending order of the queries."""
        place = places_among(self.queries, len(self.rows))
        neighbors = np.empty((len(self.queries), self.k), dtype=np.intp)
        sq_distances = np.empty((len(self.queries) if with_distances else 0, self.k))
        tasks = [
            (self.lists, self.row_idx, place, neighbors, sq_distances, PANEL * a, PANEL * b)
            for a, b in light_parts(self.n_panels, 2 * self.lists.width)
            if a < self.n_own
        ]
        run(collect, tasks, self.n_threads)
        if self.sq_reach < np.inf:
            is_beyond = sq_distances > self.sq_reach
            neighbors[is_beyond], sq_distances[is_beyond] = -1, self.sq_reach
        return neighbors, sq_distances
