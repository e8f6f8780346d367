"""What the samplers on Dask collections share."""

import functools
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from dask import delayed
from sklearn.base import BaseEstimator

from fastsmote.attributes import all_or_nothing
from fastsmote.dask.choice import Workers, choose_bounds, find_workers
from fastsmote.dask.classes import Blocks, bounds_of
from fastsmote.dask.collections import Partitions, matrix_type
from fastsmote.dask.counting import Counts
from fastsmote.dask.rows import Expected, checked_rows
from fastsmote.dask.selection import select_classes
from fastsmote.dask.synthetic import NewPartitions
from fastsmote.drawing import fork_stream
from fastsmote.errors.partitions import rows_not_numbers, too_many_partitions
from fastsmote.errors.rows import empty
from fastsmote.planning import plan_growth
from fastsmote.validation import (
    OVER_SAMPLER_CONSTRAINTS,
    POSITIVE_INT,
    check_parameters,
    one_of,
)

# New partitions of a class, at most: the scheduler needs a millisecond for each of their tasks.
_MOST_PARTITIONS = 100_000


@dataclass
class Task:
    """What a sampler works on.

    Attributes
    ----------
    counts : Counts
        Rows of each class in each partition.
    parts, labels : list of Delayed
        Partitions of all rows and of their labels, as they are.
    classes : dict of label to Blocks
        Rows of each class that is to grow, partition by partition, checked.
    expected : Expected
        What the partitions have to be.
    workers : Workers
        What there is to compute with.
    """

    counts: Counts
    parts: list[Any]
    labels: list[Any]
    classes: dict[Any, Blocks]
    expected: Expected
    workers: Workers

    @functools.cached_property
    def rows(self) -> Blocks:
        """All rows, partition by partition, checked."""
        checked = [
            delayed(checked_rows)(part, place, self.expected)
            for place, part in enumerate(self.parts)
        ]
        return Blocks(checked, bounds_of(self.counts.sizes))


class BaseDaskOverSampler(BaseEstimator):
    """Base of the over-samplers on Dask collections."""

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **OVER_SAMPLER_CONSTRAINTS,
        "partition_rows": [POSITIVE_INT, None],
        "search": [one_of("auto", "broadcast", "pairwise")],
    }

    sampling_strategy: Any
    random_state: Any
    n_jobs: int | None
    partition_rows: int | None
    search: str
    feature_names_in_: np.ndarray

    @all_or_nothing
    def fit(self, X: Any, y: Any) -> "BaseDaskOverSampler":
        """Count the classes and set ``sampling_strategy_``; resamples nothing.

        Parameters
        ----------
        X, y
            As in `fit_resample`.

        Returns
        -------
        self : object
            The instance itself.

        Raises
        ------
        TypeError
            Collections that are not Dask's.
        ValueError
            Parameters or labels that cannot be used, partitions that do not match.
        """
        check_parameters(self)
        self._plan(Partitions(X, y), y, find_workers())
        return self

    @all_or_nothing
    def fit_resample(self, X: Any, y: Any) -> tuple[Any, Any]:
        """Resample the data, lazily.

        The classes are counted at once, which computes ``y``; all else is computed with the
        result.

        Parameters
        ----------
        X : dask array or data frame of shape (n_samples, n_features)
            Feature rows, finite numbers; chunks of any and of unknown length.
        y : dask array or series of shape (n_samples,)
            Class labels, in partitions of the same lengths.

        Returns
        -------
        X_resampled : collection of the kind of ``X``
            The partitions of ``X``, then those of the synthetic rows, class by class. A frame's
            index of int64 goes on with the number of the row; any other, such as dates or words,
            gives way to the numbers of all rows, as in memory. Keep it by ``X.reset_index()``.
        y_resampled : collection of the kind of ``y``
            Their labels.

        Raises
        ------
        TypeError
            Collections or data that are not Dask's.
        ValueError
            Parameters or labels that cannot be used. What is wrong with rows is said when the
            result is computed, by an error that names the partition.
        """
        check_parameters(self)
        partitions = Partitions(X, y)
        workers = find_workers()
        counts = self._plan(partitions, y, workers)
        self._check_class_sizes(counts.present)
        task = self._prepare(partitions, counts, workers)
        new = NewPartitions(
            partitions.frame,
            partitions.label_meta,
            int(counts.sizes.sum()),
            is_one_place=workers.n_workers == 1,
        )
        at_most = self.partition_rows or max(1, *counts.sizes.tolist())
        stream = self._open_stream(fork_stream(self.random_state))
        for label, n_synthetic in self.sampling_strategy_.items():
            if label in task.classes:
                n_parts = -(-n_synthetic // at_most)
                if n_parts > _MOST_PARTITIONS:
                    raise too_many_partitions(
                        label, n_synthetic, n_parts, at_most, _MOST_PARTITIONS
                    )
                n_rows, rows, stream = self._make(task, label, n_synthetic, n_parts, stream)
                holder = int(counts.table[label].argmax())
                new.add(label, partitions.label_type_of(holder), n_rows, rows)
        dtype = self._result_type(task.expected)
        counted = counts.sizes.tolist()
        return partitions.append(counted, new.rows, new.labels, new.sizes, dtype, new.are_apart)

    def _plan(self, partitions: Partitions, y: Any, workers: Workers) -> Counts:
        counts = Counts(partitions, workers)
        self.sampling_strategy_ = plan_growth(self.sampling_strategy, counts.present, lambda: y)
        self.n_features_in_ = partitions.width
        if hasattr(self, "feature_names_in_"):  # of an earlier data frame
            del self.feature_names_in_
        if partitions.frame is not None:
            names = partitions.frame.columns
            if all(isinstance(name, str) for name in names):
                self.feature_names_in_ = np.asarray(names, dtype=object)
        return counts

    def _prepare(self, partitions: Partitions, counts: Counts, workers: Workers) -> Task:
        is_matrix = self._needs_numbers()
        if is_matrix and not partitions.width:
            raise ValueError(empty("feature", (int(counts.sizes.sum()), 0), type(self).__name__))
        dtype = partitions.dtype
        if partitions.frame is not None and is_matrix:
            dtype = matrix_type(partitions.frame, type(self).__name__)
        elif is_matrix and dtype.kind not in "biuf":
            raise rows_not_numbers(dtype, type(self).__name__)
        expected = Expected(
            partitions.frame, dtype, partitions.width, is_matrix, partitions.label_type
        )
        growing = [label for label, n in self.sampling_strategy_.items() if n]
        classes = select_classes(partitions, counts, growing, expected, workers, self.n_jobs)
        return Task(counts, partitions.rows, partitions.labels, classes, expected, workers)

    def _blocks_of(self, task: Task, label: Any, k: int) -> Blocks:
        """Rows of a class, gathered or in blocks, as memory allows."""
        rows, dtype = task.classes[label], task.expected.dtype
        itemsize = 8 if dtype is None else dtype.itemsize
        n_features = task.expected.width
        bounds = choose_bounds(self.search, rows.n_rows, n_features, itemsize, k, task.workers)
        if len(bounds) == 2:
            return rows.broadcast(task.workers.n_workers)
        return rows.recut(bounds)

    def _check_class_sizes(self, present: dict[Any, int]) -> None:
        """Raise if a class that is to grow is too small."""

    def _needs_numbers(self) -> bool:
        """Whether rows have to be finite numbers."""
        return True

    def _open_stream(self, random_state: Any) -> Any:
        """What the first class draws from."""
        return random_state

    def _result_type(self, expected: Expected) -> Any:
        """Type of the resulting array, if it is not that of the input."""
        return None

    def _make(
        self, task: Task, label: Any, n_synthetic: int, n_parts: int, random_state: Any
    ) -> tuple[Any, list[Any], Any]:
        """How the synthetic rows of one class come about.

        Parameters
        ----------
        task : Task
            The data.
        label : label
            The class.
        n_synthetic : int
            How many are planned, 1 or more.
        n_parts : int
            Partitions to make of them.
        random_state : int or RandomState instance, or Delayed of one
            To draw from a copy of it.

        Returns
        -------
        n_rows : int or Delayed of int
            How many there will be.
        rows : list of Delayed
            Them, partition by partition.
        random_state
            For the next class.
        """
        raise NotImplementedError
