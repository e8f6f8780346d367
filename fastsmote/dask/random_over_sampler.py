"""Random over-sampling on Dask collections."""

import copy
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from dask import delayed

from fastsmote.dask.bandwidth import deviation
from fastsmote.dask.base import BaseDaskOverSampler, Task
from fastsmote.dask.rows import Expected
from fastsmote.dask.synthetic import part_of, take_again
from fastsmote.drawing import draw_noise, draw_seeds, open_stream
from fastsmote.over_sampling.random_over_sampler import bandwidth_factor, shrinkage_of_each
from fastsmote.planning import SamplingStrategy
from fastsmote.validation import between


class RandomOverSampler(BaseDaskOverSampler):
    """`fastsmote.over_sampling.RandomOverSampler` on Dask collections: the same rows for a seed.

    Parameters
    ----------
    sampling_strategy, random_state, n_jobs, partition_rows, search
        As in `fastsmote.dask.SMOTE`; without ``shrinkage`` rows may hold anything.

    shrinkage : float, dict or None, default=None
        Standard deviation of the noise that is added to the rows, over that of the normal
        reference rule; a number for all classes, or one for each. None: no noise. With it all
        columns are to be numbers, and an array becomes float64.

    Attributes
    ----------
    shrinkage_ : dict or None
        Class label to shrinkage.

    sampling_strategy_, n_features_in_, feature_names_in_
        As in `fastsmote.dask.SMOTE`.

    Notes
    -----
    Noise comes from one stream whose draws cannot be skipped: the partitions of new rows draw
    theirs one after the other, the rest is in parallel.
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseDaskOverSampler._parameter_constraints,
        "shrinkage": [between(0, np.inf), Mapping, None],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: Any = None,
        shrinkage: "float | Mapping[Any, float] | None" = None,
        n_jobs: int | None = None,
        partition_rows: int | None = None,
        search: str = "auto",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.shrinkage = shrinkage
        self.n_jobs = n_jobs
        self.partition_rows = partition_rows
        self.search = search

    def _check_class_sizes(self, present: dict[Any, int]) -> None:
        self.shrinkage_ = shrinkage_of_each(self.shrinkage, self.sampling_strategy_)

    def _needs_numbers(self) -> bool:
        return self.shrinkage is not None

    def _open_stream(self, random_state: Any) -> Any:
        return open_stream(random_state)  # one for all classes, from an int too

    def _result_type(self, expected: Expected) -> Any:
        if expected.frame is not None or self.shrinkage_ is None:
            return None
        return np.result_type(expected.dtype, np.float64)

    def _make(
        self, task: Task, label: Any, n_synthetic: int, n_parts: int, random_state: Any
    ) -> tuple[Any, list[Any], Any]:
        blocks = self._blocks_of(task, label, 1)
        again, after = delayed(_draw, nout=2)(random_state, blocks.n_rows, n_synthetic)
        rows = take_again(blocks, again, n_parts)
        if self.shrinkage_ is None:
            return n_synthetic, rows, after
        n_features = task.expected.width
        n_samples = int(task.counts.sizes.sum())
        factor = bandwidth_factor(self.shrinkage_[label], n_samples, n_features)
        width = delayed(_times)(factor, deviation(task.classes[label], n_features))
        for i, part in enumerate(rows):
            start, stop = part_of(n_synthetic, i, n_parts)
            noise, after = delayed(_noise, nout=2)(after, stop - start, n_features)
            rows[i] = delayed(_smooth)(part, noise, width)
        return n_synthetic, rows, after


def _draw(
    random_state: np.random.RandomState, n_rows: int, n_synthetic: int
) -> tuple[np.ndarray, np.random.RandomState]:
    random_state = copy.deepcopy(random_state)  # a task may be run again
    return draw_seeds(random_state, n_rows, n_synthetic), random_state


def _noise(
    random_state: np.random.RandomState, n_rows: int, n_features: int
) -> tuple[np.ndarray, np.random.RandomState]:
    random_state = copy.deepcopy(random_state)
    return draw_noise(random_state, n_rows, n_features), random_state


def _smooth(rows: np.ndarray, noise: np.ndarray, width: np.ndarray) -> np.ndarray:
    smoothed: np.ndarray = rows.astype(np.result_type(rows.dtype, np.float64))
    smoothed += noise * width
    return smoothed


def _times(factor: float, values: np.ndarray) -> np.ndarray:
    return factor * values
