"""Stage 2: how many synthetic rows each class is to get."""

from collections.abc import Callable, Mapping
from numbers import Integral
from typing import Any, TypeAlias

import numpy as np

from fastsmote.errors import name_of_label

SamplingStrategy: TypeAlias = (
    str | float | Mapping[Any, int] | Callable[[np.ndarray], Mapping[Any, int]]
)


# Labels below this are counted in an array, which is several times as fast as sorting them.
_COUNTED_LABELS = 1 << 12


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
    labels, counts = _count_labels(y)
    if len(labels) < 2:
        raise ValueError(
            "The target 'y' needs to have more than 1 class. Got "
            f"{len(labels)} class instead ({', '.join(map(repr, labels.tolist()))}): there is "
            "nothing to balance it against. Check how y was made or split."
        )
    present = dict(zip(labels, counts.tolist(), strict=True))
    if isinstance(sampling_strategy, str):
        return _to_size_of_largest(sampling_strategy, present)
    if isinstance(sampling_strategy, Mapping):
        return _to_counts(sampling_strategy, present)
    if callable(sampling_strategy):
        wanted = sampling_strategy(y)
        if not isinstance(wanted, Mapping):
            raise TypeError(
                f"The callable passed as 'sampling_strategy' returned {wanted!r}; it must return "
                "a dict from class label to the number of rows wanted."
            )
        return _to_counts(wanted, present)
    return _to_ratio(float(sampling_strategy), present)


def _count_labels(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Labels in ascending order, and how often each occurs."""
    if y.dtype.kind in "iu" and len(y) and y.min() >= 0 and y.max() < _COUNTED_LABELS:
        counts = np.bincount(y.astype(np.intp, copy=False))  # NumPy 1.26 refuses uint64
        present = np.flatnonzero(counts)
        return present.astype(y.dtype), counts[present]
    return np.unique(y, return_counts=True)


def _to_size_of_largest(strategy: str, present: dict[Any, int]) -> dict[Any, int]:
    largest, smallest = (
        max(present, key=present.__getitem__),
        min(present, key=present.__getitem__),
    )
    left_out: dict[str, set[Any]] = {
        "auto": {largest},
        "not majority": {largest},
        "minority": set(present) - {smallest},
        "not minority": {smallest},
        "all": set(),
    }
    return {
        label: present[largest] - n
        for label, n in present.items()
        if label not in left_out[strategy]
    }


def _to_ratio(ratio: float, present: dict[Any, int]) -> dict[Any, int]:
    if len(present) > 2:
        raise ValueError(
            '"sampling_strategy" can be a float only when the type of target is binary. '
            f"Got {ratio!r} with {len(present)} classes. For multi-class, use a dict from label "
            "to number of rows."
        )
    largest = max(present, key=present.__getitem__)
    majority = name_of_label(largest)
    plan = {
        label: int(present[largest] * ratio - n) for label, n in present.items() if label != largest
    }
    for label, n in plan.items():
        if n <= 0:
            raise ValueError(
                "The specified ratio required to remove samples from the minority class while "
                f"trying to generate new samples. Please increase the ratio: sampling_strategy="
                f"{ratio!r} asks for {present[label] + n} rows of class {name_of_label(label)}, "
                f"which has {present[label]} beside {present[largest]} of class {majority}; it "
                f"must be above {present[label] / present[largest]:.6g}."
            )
    return plan


def _to_counts(wanted: Mapping[Any, int], present: dict[Any, int]) -> dict[Any, int]:
    unknown = [label for label in wanted if label not in present]
    if unknown:
        raise ValueError(
            f"'sampling_strategy' names class(es) {_names(unknown)}: the target class is/are not "
            f"present in the data. y has {_names(present)}."
        )
    n: Any
    for label, n in wanted.items():
        if not isinstance(n, Integral):
            raise TypeError(
                f"'sampling_strategy' asks for {n!r} rows of class {name_of_label(label)}; it must "
                "be an integer, the number of rows that the class is to have afterwards."
            )
        if n < 0:
            raise ValueError(
                "The number of samples in a class cannot be negative. 'sampling_strategy' "
                f"contains some negative value: {n} for class {name_of_label(label)}."
            )
        if n < present[label]:
            raise ValueError(
                "With over-sampling methods, the number of samples in a class should be greater "
                f"or equal to the original number of samples. Originally, there is {present[label]}"
                f" samples and {n} samples are asked for class {name_of_label(label)}. Numbers are "
                "those after resampling; leave the class out to keep it as it is."
            )
    return {label: int(wanted[label]) - n for label, n in present.items() if label in wanted}


def _names(labels: Any) -> str:
    return ", ".join(map(name_of_label, labels))
