"""How many rows are to be left of each class, and which classes may lose rows at all."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

from fastsmote.errors.strategies import count_above, not_classes, ratio_too_low
from fastsmote.planning.classes import (
    asked_of,
    check_binary,
    check_counts,
    check_known,
    classes_named,
    counts_from,
    present_classes,
)
from fastsmote.planning.over import SamplingStrategy

CleaningStrategy: TypeAlias = (
    str | list[Any] | Callable[[np.ndarray], list[Any] | Mapping[Any, int]]
)


def plan_under_sampling(sampling_strategy: SamplingStrategy, y: np.ndarray) -> dict[Any, int]:
    """Count the rows that are to be left of each class named by the strategy.

    Parameters
    ----------
    sampling_strategy : str, float, mapping or callable
        ``'auto'`` and ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``: bring
        those classes to the size of the smallest one. A float in (0, 1], binary targets only: the
        size of the smaller class over that of the larger one afterwards. A mapping from label to
        the number of rows to be left, or a callable that makes one from ``y``.
    y : ndarray of shape (n_samples,)
        Class labels.

    Returns
    -------
    dict
        Label to number of rows to be left, in the order of the labels.

    Raises
    ------
    ValueError
        One class only; a float with other than two classes, or one that would add rows; a label
        that is not in ``y``; a number of rows above the present one.
    TypeError
        A callable that returns no mapping, or a number of rows that is not an integer.
    """
    present = present_classes(y)
    if isinstance(sampling_strategy, str):
        return _to_size_of_smallest(sampling_strategy, present)
    if isinstance(sampling_strategy, Mapping):
        return _to_counts(sampling_strategy, present)
    if callable(sampling_strategy):
        return _to_counts(counts_from(sampling_strategy, y), present)
    return _to_ratio(float(sampling_strategy), present)


def plan_cleaning(sampling_strategy: CleaningStrategy, y: np.ndarray) -> dict[Any, int]:
    """Name the classes that may lose rows; how many they lose, the data decide.

    Parameters
    ----------
    sampling_strategy : str, list or callable
        ``'auto'`` and ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``; a list of
        labels; or a callable that makes a list from ``y``, or a dict whose keys are the labels.
    y : ndarray of shape (n_samples,)
        Class labels.

    Returns
    -------
    dict
        Label to the size of the smallest class, as in imbalanced-learn, in the order of the labels.

    Raises
    ------
    ValueError
        One class only, or a label that is not in ``y``.
    TypeError
        A callable that returns neither a list nor a dict.
    """
    present = present_classes(y)
    if isinstance(sampling_strategy, str):
        return _to_size_of_smallest(sampling_strategy, present)
    labels = asked_of(sampling_strategy, y) if callable(sampling_strategy) else sampling_strategy
    if not isinstance(labels, list | Mapping):
        raise not_classes(labels)
    check_known(labels, present)
    smallest = min(present.values())
    return {label: smallest for label in present if label in labels}


def _to_size_of_smallest(name: str, present: dict[Any, int]) -> dict[Any, int]:
    meant = classes_named(name, "not minority", present)
    smallest = min(present.values())
    return {label: smallest for label in present if label in meant}


def _to_ratio(ratio: float, present: dict[Any, int]) -> dict[Any, int]:
    check_binary(ratio, present)
    smallest = min(present, key=present.__getitem__)
    plan = {label: int(present[smallest] / ratio) for label in present if label != smallest}
    for label, n in plan.items():
        if n > present[label]:
            raise ratio_too_low(ratio, label, n, present, smallest, adds=False)
    return plan


def _to_counts(wanted: Mapping[Any, int], present: dict[Any, int]) -> dict[Any, int]:
    check_counts(wanted, present)
    for label, n in wanted.items():
        if n > present[label]:
            raise count_above(label, n, present[label])
    return {label: int(wanted[label]) for label in present if label in wanted}
