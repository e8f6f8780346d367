"""SMOTE on Dask collections."""

import copy
from numbers import Integral
from typing import Any, ClassVar

from dask import delayed

from fastsmote.dask.base import BaseDaskOverSampler, Task
from fastsmote.dask.search import draw_in_gathered, find_in_class
from fastsmote.dask.synthetic import place_drawn, place_segments
from fastsmote.drawing import Draws, draw_pairs
from fastsmote.planning import SamplingStrategy
from fastsmote.validation import POSITIVE_INT, check_enough_rows


class SMOTE(BaseDaskOverSampler):
    """`fastsmote.over_sampling.SMOTE` on Dask collections: the same rows for the same seed.

    Parameters
    ----------
    sampling_strategy : float, str, dict or callable, default='auto'
        As in memory; a callable gets ``y`` as the Dask collection that it is.

    random_state : int, RandomState instance or None, default=None
        As in memory. Of an instance, and of the global one, each call draws from a copy, since
        draws are made when the result is computed; the instance itself is seeded anew by it.

    k_neighbors : int, default=5
        Number of nearest neighbors that a seed may be interpolated with.

    n_jobs : int or None, default=None
        Threads of a task. None: those of the worker, or one where there are tasks for all.

    partition_rows : int or None, default=None
        Rows of a synthetic partition at most. None: those of the largest partition of the input.

    search : {'auto', 'broadcast', 'pairwise'}, default='auto'
        Whether a class is gathered and broadcast to the workers, or stays in blocks that are
        searched pair by pair. 'auto': broadcast if it fits the memory of the smallest worker. The
        rows do not depend on it. See `fastsmote.dask` for what either costs.

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of synthetic rows.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Examples
    --------
    >>> import dask.array as da
    >>> import numpy as np
    >>> from fastsmote.dask import SMOTE
    >>> X = da.from_array(np.random.RandomState(0).rand(1000, 4), chunks=(300, 4))
    >>> y = da.from_array(np.arange(1000) % 5 == 0, chunks=300)
    >>> X_res, y_res = SMOTE(random_state=42).fit_resample(X, y)
    >>> X_res.shape, int(y_res.sum())
    ((1600, 4), 800)
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseDaskOverSampler._parameter_constraints,
        "k_neighbors": [POSITIVE_INT],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: Any = None,
        k_neighbors: int = 5,
        n_jobs: int | None = None,
        partition_rows: int | None = None,
        search: str = "auto",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.k_neighbors = k_neighbors
        self.n_jobs = n_jobs
        self.partition_rows = partition_rows
        self.search = search

    def _check_class_sizes(self, present: dict[Any, int]) -> None:
        check_enough_rows("k_neighbors", self.k_neighbors, present, self.sampling_strategy_)

    def _make(
        self, task: Task, label: Any, n_synthetic: int, n_parts: int, random_state: Any
    ) -> tuple[Any, list[Any], Any]:
        blocks = self._blocks_of(task, label, self.k_neighbors)
        sizes = blocks.n_rows, self.k_neighbors, n_synthetic
        if isinstance(random_state, Integral) and blocks.n_copies == 1:
            drawn = draw_in_gathered(blocks, random_state, *sizes[1:], self.n_jobs)
            return n_synthetic, place_drawn(drawn, n_parts, self.n_jobs), random_state
        if isinstance(random_state, Integral):  # each class begins anew: a task less to wait for
            draws, after = delayed(draw_pairs)(random_state, *sizes), random_state
        else:
            draws, after = delayed(_draw, nout=2)(random_state, *sizes)
        segments = find_in_class(blocks, draws, self.k_neighbors, self.n_jobs, task.workers)
        rows = place_segments(segments, blocks, blocks, n_parts, self.n_jobs)
        return n_synthetic, rows, after


def _draw(random_state: Any, n_seeds: int, n_neighbors: int, n_synthetic: int) -> tuple[Draws, Any]:
    random_state = copy.deepcopy(random_state)  # a task may be run again
    return draw_pairs(random_state, n_seeds, n_neighbors, n_synthetic), random_state
