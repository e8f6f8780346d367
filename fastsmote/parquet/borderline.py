"""BorderlineSMOTE's rows: all rows of the input are searched, batch by batch."""

from collections.abc import Iterator
from numbers import Integral
from typing import Any

import numpy as np

from fastsmote.drawing import HalfDraws, PairDraws
from fastsmote.errors.parquet import estimator_given
from fastsmote.interpolation import Segments
from fastsmote.neighbors.merging import NearestSoFar
from fastsmote.over_sampling.base import judge
from fastsmote.over_sampling.borderline_smote import warn_of_no_danger
from fastsmote.parquet.counting import Target
from fastsmote.parquet.gathering import ClassRows, numbers_of
from fastsmote.parquet.progress import Progress
from fastsmote.parquet.recipes import SMOTERecipe, search_bytes
from fastsmote.parquet.roles import Roles
from fastsmote.parquet.source import Source
from fastsmote.parquet.synthetic import NoRows, RowsBetween, SyntheticRows
from fastsmote.progress import reporting
from fastsmote.validation import check_within_reach

# Seconds to search for a row in a part of all rows, and to prepare a row and a feature of that
# part, on two cores.
_QUERY_SECONDS, _OFFER_SECONDS = 1.5e-5, 2e-8


class BorderlineRecipe(SMOTERecipe):
    """Rows next to those in danger: all rows are searched, batch by batch."""

    def check(self, target: Target, plan: dict[Any, int], n_rows: int) -> None:
        """Neighbors are whole numbers here; there are more rows than that."""
        for name in ("m_neighbors", "k_neighbors"):
            given = getattr(self.sampler, name)
            if not isinstance(given, Integral):
                raise estimator_given(name, given)
        check_within_reach("m_neighbors", self.sampler.m_neighbors, n_rows)
        if self.sampler.kind == "borderline-2":
            check_within_reach("k_neighbors", self.sampler.k_neighbors, n_rows)

    def synthetic(
        self,
        gathered: dict[Any, ClassRows],
        plan: dict[Any, int],
        source: Source,
        target: Target,
        roles: Roles,
        progress: Progress,
    ) -> dict[Any, SyntheticRows]:
        """Judge the rows of each class by all rows, then search for those in danger."""
        nearest = self._search_all(gathered, source, target, roles, progress)
        m, is_first = int(self.sampler.m_neighbors), self.sampler.kind == "borderline-1"
        danger = {}
        for label, found in nearest.items():
            is_other = ~np.isin(found.neighbors[:, :m], gathered[label].row_idx)
            danger[label] = np.flatnonzero(judge(np.count_nonzero(is_other, axis=1), m)[0])
        made: dict[Any, SyntheticRows] = {}
        among: dict[str, np.ndarray] = {}
        if not is_first and any(map(len, danger.values())):
            among = self._fetch(nearest, danger, source, roles, progress)
        for label, n in plan.items():
            X, seeds = gathered[label].numbers, danger[label]
            if not len(seeds):
                warn_of_no_danger(label, len(X), m)
                made[label] = NoRows()
            elif is_first:
                super().check(target, {label: n}, source.n_rows)
                made[label] = self._within(X, seeds, n, roles)
            else:
                k = int(self.sampler.k_neighbors)
                neighbors = nearest[label].neighbors[seeds, :k]
                made[label] = self._among_all(gathered[label], seeds, neighbors, among, n, roles)
        return made

    def _search_all(
        self,
        gathered: dict[Any, ClassRows],
        source: Source,
        target: Target,
        roles: Roles,
        progress: Progress,
    ) -> dict[Any, NearestSoFar]:
        sampler = self.sampler
        k = int(sampler.m_neighbors)
        if sampler.kind == "borderline-2":
            k = max(k, int(sampler.k_neighbors))
        codes_of = {label: target.code(label) for label in gathered}
        largest = max(len(rows.row_idx) for rows in gathered.values())
        n_at_once = offered_at_once(largest, source)
        with reporting(lambda done, wanted: None):  # each of the searches is but a part
            nearest = {
                label: NearestSoFar(rows.numbers, rows.row_idx, k, sampler.n_jobs)
                for label, rows in gathered.items()
            }
            for codes, X, row_idx in _in_blocks(source, target, roles, n_at_once):
                for label, found in nearest.items():
                    is_other = codes != codes_of[label]
                    found.offer(X[is_other], row_idx[is_other])
                progress("Searching among all rows", int(row_idx[-1]) + 1, source.n_rows)
        return nearest

    def _fetch(
        self,
        nearest: dict[Any, NearestSoFar],
        danger: dict[Any, np.ndarray],
        source: Source,
        roles: Roles,
        progress: Progress,
    ) -> "dict[str, np.ndarray]":
        """Read the rows that neighbor those in danger."""
        k = int(self.sampler.k_neighbors)
        wanted = [found.neighbors[danger[label], :k].ravel() for label, found in nearest.items()]
        row_idx = np.unique(np.concatenate(wanted))
        X = np.empty((len(row_idx), len(roles.numbers)), roles.dtype)
        start = 0
        for batch in source.batches(roles.features):
            first, last = np.searchsorted(row_idx, (start, start + batch.num_rows))
            X[first:last] = numbers_of(batch, roles, row_idx[first:last] - start)
            start += batch.num_rows
            progress("Gathering neighbors", start, source.n_rows)
        return {"row_idx": row_idx, "X": X}

    def _among_all(
        self,
        rows: ClassRows,
        seeds: np.ndarray,
        neighbors: np.ndarray,
        among: "dict[str, np.ndarray]",
        n_synthetic: int,
        roles: Roles,
    ) -> SyntheticRows:
        """Rows between those in danger and neighbors of any class."""
        seed_state, k = self.sampler.random_state, neighbors.shape[1]
        draws, halves = PairDraws(seed_state, len(seeds), k, n_synthetic), HalfDraws(seed_state)
        X = np.concatenate((rows.numbers[seeds], among["X"]))
        place = len(seeds) + np.searchsorted(among["row_idx"], neighbors)
        is_other = ~np.isin(neighbors, rows.row_idx)

        def segments(n: int) -> Segments:
            seed, column, step = draws.take(n)
            is_shorter = is_other[seed, column]
            step[is_shorter] *= halves.take(int(is_shorter.sum()))
            return Segments(seed, place[seed, column], step)

        return RowsBetween(n_synthetic, X, segments, roles, self.sampler)

    def n_passes(self) -> int:
        """Rows are gathered, then searched, and for borderline-2 neighbors are gathered."""
        return 2 if self.sampler.kind == "borderline-1" else 3

    def search_bytes(self, n_class: int, n_synthetic: int, roles: Roles, source: Source) -> int:
        """Workspace for the rows and those that are offered, and lists of neighbors."""
        k = int(max(self.sampler.m_neighbors, self.sampler.k_neighbors))
        n_offered = offered_at_once(n_class, source)
        width = len(roles.numbers) * roles.dtype.itemsize
        neighbors = n_class * k * width if self.sampler.kind == "borderline-2" else 0
        lists = 112 * k * n_class
        return (
            search_bytes(n_class + n_offered, k, roles) + 3 * n_offered * width + lists + neighbors
        )

    def search_seconds(self, n_class: int, n_synthetic: int, roles: Roles, source: Source) -> float:
        """The class is searched for in one part of all rows after the other."""
        n_parts = -(-source.n_rows // offered_at_once(n_class, source))
        reading = source.n_rows * len(roles.numbers) * _OFFER_SECONDS
        return n_parts * n_class * _QUERY_SECONDS + reading


def offered_at_once(n_class: int, source: Source) -> int:
    """Rows that a class is searched for at once: no fewer than it has, for it is sorted anew."""
    return min(max(n_class, source.n_rows_at_once), source.n_rows)


def _in_blocks(
    source: Source, target: Target, roles: Roles, n_at_once: int
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Classes, numbers and positions of all rows, some batches together."""
    parts: list[tuple[np.ndarray, np.ndarray]] = []
    start = n = 0
    for batch in source.batches([target.name, *roles.features]):
        parts.append((target.codes(batch.column(0)), numbers_of(batch, roles)))
        n += batch.num_rows
        if n >= n_at_once:
            codes, X = map(np.concatenate, zip(*parts, strict=True))
            parts.clear()
            yield codes, X, np.arange(start, start + n)
            start, n = start + n, 0
    if parts:
        codes, X = map(np.concatenate, zip(*parts, strict=True))
        yield codes, X, np.arange(start, start + n)
