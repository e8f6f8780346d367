"""Borderline-SMOTE on Dask collections."""

import copy
from typing import Any, ClassVar

import numpy as np
from dask import delayed

from fastsmote.dask.base import BaseDaskOverSampler, Task
from fastsmote.dask.search import Found, draw_from_lists, find_around, find_in_class
from fastsmote.dask.synthetic import place_segments
from fastsmote.drawing import Draws, draw_halves, draw_pairs
from fastsmote.interpolation import Segments
from fastsmote.over_sampling.base import judge
from fastsmote.over_sampling.borderline_smote import warn_of_no_danger
from fastsmote.planning import SamplingStrategy
from fastsmote.validation import POSITIVE_INT, check_enough_rows, check_within_reach, one_of


class BorderlineSMOTE(BaseDaskOverSampler):
    """`fastsmote.over_sampling.BorderlineSMOTE` on Dask collections: the same rows for a seed.

    How many rows a class gets is known when the result is computed: none, if no row of it is in
    danger. Until then chunks of the new rows are of unknown length.

    Parameters
    ----------
    sampling_strategy, random_state, n_jobs, partition_rows, search
        As in `fastsmote.dask.SMOTE`.

    k_neighbors : int, default=5
        Number of nearest neighbors that a seed may be interpolated with.

    m_neighbors : int, default=10
        Number of nearest neighbors, of any class, that tell whether a row is in danger.

    kind : {'borderline-1', 'borderline-2'}, default='borderline-1'
        Whether neighbors are of the seed's class, or of any: then steps to others are halved.

    Attributes
    ----------
    sampling_strategy_, n_features_in_, feature_names_in_
        As in `fastsmote.dask.SMOTE`.

    Warns
    -----
    fastsmote.errors.TooFewRowsWarning
        Where the result is computed, if no row of a class is in danger.
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseDaskOverSampler._parameter_constraints,
        "k_neighbors": [POSITIVE_INT],
        "m_neighbors": [POSITIVE_INT],
        "kind": [one_of("borderline-1", "borderline-2")],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: Any = None,
        k_neighbors: int = 5,
        m_neighbors: int = 10,
        kind: str = "borderline-1",
        n_jobs: int | None = None,
        partition_rows: int | None = None,
        search: str = "auto",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.k_neighbors = k_neighbors
        self.m_neighbors = m_neighbors
        self.kind = kind
        self.n_jobs = n_jobs
        self.partition_rows = partition_rows
        self.search = search

    def _check_class_sizes(self, present: dict[Any, int]) -> None:
        if any(self.sampling_strategy_.values()):
            n_rows = sum(present.values())
            check_within_reach("m_neighbors", self.m_neighbors, n_rows)
            if self.kind == "borderline-2":
                check_within_reach("k_neighbors", self.k_neighbors, n_rows)

    def _make(
        self, task: Task, label: Any, n_synthetic: int, n_parts: int, random_state: Any
    ) -> tuple[Any, list[Any], Any]:
        among_all = self.kind == "borderline-2"
        k_around = max(self.m_neighbors, self.k_neighbors) if among_all else self.m_neighbors
        blocks = self._blocks_of(task, label, max(k_around, self.k_neighbors))
        around = find_around(
            blocks, task.rows, task.labels, label, task.counts.table[label], k_around,
            self.n_jobs, task.workers,
        )  # fmt: skip
        draws, after = delayed(_draw, nout=2)(
            random_state, around, label, self.m_neighbors, self.k_neighbors, n_synthetic, among_all
        )
        neighbors = blocks
        if among_all:
            drawn = draw_from_lists(draws, around, blocks.bounds)
            segments, after = delayed(_shorten, nout=2)(after, drawn)
            neighbors = task.rows
        else:
            k = min(self.k_neighbors, blocks.n_rows - 1)  # fewer do if no row is in danger
            segments = find_in_class(blocks, draws, max(1, k), self.n_jobs, task.workers)
        rows = place_segments(segments, blocks, neighbors, n_parts, self.n_jobs)
        return delayed(_count)(draws), rows, after


def _draw(
    random_state: Any,
    around: list[Found],
    label: Any,
    m_neighbors: int,
    k_neighbors: int,
    n_synthetic: int,
    among_all: bool,
) -> tuple[Draws, Any]:
    is_other = np.concatenate([found.lists.is_other[:, :m_neighbors] for found in around])
    danger = np.flatnonzero(judge(np.count_nonzero(is_other, axis=1), m_neighbors)[0])
    if not len(danger):
        warn_of_no_danger(label, len(is_other), m_neighbors)
        nobody = np.empty(0, dtype=np.intp)
        return Draws(nobody, nobody, np.empty(0)), random_state
    if not among_all:
        check_enough_rows("k_neighbors", k_neighbors, {label: len(is_other)}, {label: n_synthetic})
    random_state = copy.deepcopy(random_state)  # a task may be run again
    draws = draw_pairs(random_state, len(danger), k_neighbors, n_synthetic)
    return draws._replace(seed=danger[draws.seed]), random_state


def _shorten(random_state: Any, drawn: tuple[Segments, np.ndarray]) -> tuple[Segments, Any]:
    segments, is_other = drawn
    if not len(is_other):
        return segments, random_state
    random_state = copy.deepcopy(random_state)
    step = segments.step.copy()
    step[is_other] *= draw_halves(random_state, int(is_other.sum()))
    return segments._replace(step=step), random_state


def _count(draws: Draws) -> int:
    return len(draws.seed)
