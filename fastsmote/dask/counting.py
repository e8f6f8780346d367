"""Rows of each class in each partition: all that is computed before the result is."""

from typing import Any

import dask
import numpy as np
from dask import delayed
from sklearn.utils import column_or_1d
from sklearn.utils.multiclass import check_classification_targets

from fastsmote.dask.choice import Workers, fit_together
from fastsmote.dask.collections import Partitions
from fastsmote.dask.locality import PackedLabels, are_small, find_apart, pack
from fastsmote.errors.partitions import (
    labels_infinite,
    labels_missing,
    labels_of_another_type,
    no_labels_at_all,
)
from fastsmote.planning import check_several, count_labels
from fastsmote.validation.refusals import explained_target


class Counts:
    """How many rows of each class each partition holds.

    Parameters
    ----------
    partitions : Partitions
    workers : Workers
        Where they are, or will be.

    Attributes
    ----------
    table : dict of label to ndarray of shape (n_partitions,)
        In the order of the labels.
    present : dict of label to int
        Rows of each class.
    sizes : ndarray of shape (n_partitions,)
        Rows of each partition.
    labels : list of Delayed or PackedLabels
        Labels of each partition, packed where the rows would have to go to them.

    Raises
    ------
    ValueError
        Labels that are missing or no class labels, one class only.
    """

    def __init__(self, partitions: Partitions, workers: Workers) -> None:
        # what one worker holds lies together: it need not be asked for
        is_one_place = workers.n_workers == 1
        apart = [] if is_one_place else find_apart(partitions.rows, partitions.labels)
        packing = [delayed(_pack)(partitions.labels[i], i, partitions.label_type) for i in apart]
        counted, packed = dask.compute(_count_all(partitions, workers), packing)
        every = np.concatenate([labels for labels, _ in counted if len(labels)] or [np.empty(0)])
        if not len(every):
            raise no_labels_at_all()
        n_rows = sum(int(counts.sum()) for _, counts in counted)
        with explained_target(every):
            # as many as there may be rows of them: scikit-learn warns where most are alone
            check_classification_targets(np.resize(every, min(n_rows, 2 * len(every))))
            labels = np.unique(every)
        table = np.zeros((len(labels), len(counted)), dtype=np.int64)
        for place, (found, counts) in enumerate(counted):
            table[np.searchsorted(labels, found), place] = counts
        self.table = dict(zip(labels, table, strict=True))
        self.present = check_several(labels, table.sum(axis=1))
        self.sizes = table.sum(axis=0)
        self.labels = list(partitions.labels)
        if are_small(packed):
            for place, labels_there in zip(apart, packed, strict=True):
                self.labels[place] = labels_there


def labels_of(part: Any, place: int, label_type: Any) -> np.ndarray:
    """Labels of a partition; raises, naming it, where they cannot be used."""
    if isinstance(part, PackedLabels):
        return part.unpack()
    import pandas as pd

    found = getattr(part, "dtype", None)
    # categories are often known to the partitions alone
    if found != label_type and not isinstance(found, pd.CategoricalDtype):
        raise labels_of_another_type(place, found, label_type)
    n_missing = int(pd.isna(part).sum())
    if n_missing:
        raise labels_missing(place, n_missing)
    with explained_target(part):
        labels: np.ndarray = column_or_1d(part)
    n_infinite = int(np.isinf(labels).sum()) if labels.dtype.kind == "f" else 0
    if n_infinite:
        raise labels_infinite(place, n_infinite)
    return labels


def _pack(part: Any, place: int, label_type: Any) -> PackedLabels:
    labels = labels_of(part, place, label_type)
    with explained_target(labels):
        return pack(labels)


def _count_all(partitions: Partitions, workers: Workers) -> Any:
    """A task for each partition, or one where the labels are little in the memory of one worker."""
    labels, dtype = partitions.labels, partitions.label_type
    if fit_together(partitions.label_bytes, workers):
        return delayed(_count_each)(labels, dtype)
    return [delayed(_count)(part, place, dtype) for place, part in enumerate(labels)]


def _count_each(parts: list[Any], label_type: Any) -> list[tuple[np.ndarray, np.ndarray]]:
    return [_count(part, place, label_type) for place, part in enumerate(parts)]


def _count(part: Any, place: int, label_type: Any) -> tuple[np.ndarray, np.ndarray]:
    labels = labels_of(part, place, label_type)
    with explained_target(labels):
        return count_labels(labels)
