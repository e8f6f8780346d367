"""ADASYN on Dask collections."""

import copy
from typing import Any, ClassVar

import numpy as np
from dask import delayed

from fastsmote.dask.base import BaseDaskOverSampler, Task
from fastsmote.dask.search import Found, find_around, find_in_class
from fastsmote.dask.synthetic import place_segments
from fastsmote.drawing import Draws, draw_columns, open_stream
from fastsmote.over_sampling.adasyn import share_out
from fastsmote.planning import SamplingStrategy
from fastsmote.validation import POSITIVE_INT, check_enough_rows


class ADASYN(BaseDaskOverSampler):
    """`fastsmote.over_sampling.ADASYN` on Dask collections: the same rows for the same seed.

    How many rows a class gets is a matter of rounding and known when the result is computed; until
    then chunks of the new rows are of unknown length.

    Parameters
    ----------
    sampling_strategy, random_state, n_jobs, partition_rows, search
        As in `fastsmote.dask.SMOTE`.

    n_neighbors : int, default=5
        Number of nearest neighbors, both among all rows and in the class.

    Attributes
    ----------
    sampling_strategy_, n_features_in_, feature_names_in_
        As in `fastsmote.dask.SMOTE`.
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseDaskOverSampler._parameter_constraints,
        "n_neighbors": [POSITIVE_INT],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: Any = None,
        n_neighbors: int = 5,
        n_jobs: int | None = None,
        partition_rows: int | None = None,
        search: str = "auto",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.n_neighbors = n_neighbors
        self.n_jobs = n_jobs
        self.partition_rows = partition_rows
        self.search = search

    def _check_class_sizes(self, present: dict[Any, int]) -> None:
        check_enough_rows("n_neighbors", self.n_neighbors, present, self.sampling_strategy_)

    def _open_stream(self, random_state: Any) -> Any:
        return open_stream(random_state)  # one for all classes, from an int too

    def _make(
        self, task: Task, label: Any, n_synthetic: int, n_parts: int, random_state: Any
    ) -> tuple[Any, list[Any], Any]:
        k, workers = self.n_neighbors, task.workers
        blocks = self._blocks_of(task, label, k)
        counts = task.counts.table[label]
        around = find_around(blocks, task.rows, task.labels, label, counts, k, self.n_jobs, workers)
        draws, after = delayed(_draw, nout=2)(random_state, around, label, k, n_synthetic)
        segments = find_in_class(blocks, draws, k, self.n_jobs, workers)
        rows = place_segments(segments, blocks, blocks, n_parts, self.n_jobs)
        return delayed(_count)(draws), rows, after


def _draw(
    random_state: np.random.RandomState,
    around: list[Found],
    label: Any,
    n_neighbors: int,
    n_synthetic: int,
) -> tuple[Draws, np.random.RandomState]:
    is_other = np.concatenate([found.lists.is_other for found in around])
    n_each = share_out(n_synthetic, is_other, label)
    seed = np.repeat(np.arange(len(n_each)), n_each)
    random_state = copy.deepcopy(random_state)  # a task may be run again
    column, step = draw_columns(random_state, n_neighbors, len(seed))
    return Draws(seed, column, step), random_state


def _count(draws: Draws) -> int:
    return len(draws.seed)
