"""How many synthetic rows each class is to get."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

from fastsmote.errors.strategies import count_below, count_too_large, ratio_too_low
from fastsmote.planning.classes import (
    check_binary,
    check_counts,
    classes_named,
    counts_from,
    present_classes,
)

SamplingStrategy: TypeAlias = (
    str | float | Mapping[Any, int] | Callable[[np.ndarray], Mapping[Any, int]]
)


def plan_over_sampling(sampling_strategy: SamplingStrategy, y: np.ndarray) -> dict[Any, int]:
    """Count the synthetic rows that each class named by the strategy is to get.

    Parameters
    ----------
    sampling_strategy : str, float, mapping or callable
        ``'auto'`` and ``'not majority'``, ``'minority'``, ``'not minority'``, ``'all'``: bring
        those classes to the size of the largest one. A float in (0, 1], binary targets only: the
        size of the smaller class over that of the larger one afterwards. A mapping from label to
        the number of rows that the class is to have afterwards, or a callable that makes one
        from ``y``.
    y : ndarray of shape (n_samples,)
        Class labels.

    Returns
    -------
    dict
        Label to number of rows to make, in the order of the labels; a class may get 0.

    Raises
    ------
    ValueError
        One class only; a float with other than two classes, or one that would remove rows; a
        label that is not in ``y``; a number of rows below the present one.
    TypeError
        A callable that returns no mapping, or a number of rows that is not an integer.
    """
    return plan_growth(sampling_strategy, present_classes(y), lambda: y)


def plan_growth(
    sampling_strategy: SamplingStrategy,
    present: dict[Any, int],
    target: Callable[[], np.ndarray],
) -> dict[Any, int]:
    """Do the same for classes that have been counted.

    Parameters
    ----------
    sampling_strategy
        As in `plan_over_sampling`.
    present : dict
        Label to number of rows, of two classes or more, in the order of the labels.
    target : callable
        Gives the labels of all rows, for a strategy that is a function of them.
    """
    if isinstance(sampling_strategy, str):
        meant = classes_named(sampling_strategy, "not majority", present)
        largest = max(present.values())
        return {label: largest - n for label, n in present.items() if label in meant}
    if isinstance(sampling_strategy, Mapping):
        return _to_counts(sampling_strategy, present)
    if callable(sampling_strategy):
        return _to_counts(counts_from(sampling_strategy, target()), present)
    return _to_ratio(float(sampling_strategy), present)


def _to_ratio(ratio: float, present: dict[Any, int]) -> dict[Any, int]:
    check_binary(ratio, present)
    largest = max(present, key=present.__getitem__)
    plan = {
        label: int(present[largest] * ratio - n) for label, n in present.items() if label != largest
    }
    for label, n in plan.items():
        if n <= 0:
            raise ratio_too_low(ratio, label, present[label] + n, present, largest, adds=True)
    return plan


def _to_counts(wanted: Mapping[Any, int], present: dict[Any, int]) -> dict[Any, int]:
    check_counts(wanted, present)
    for label, n in wanted.items():
        if n < present[label]:
            raise count_below(label, n, present[label])
        if n > np.iinfo(np.intp).max:
            raise count_too_large(label, n)
    return {label: int(wanted[label]) - n for label, n in present.items() if label in wanted}
