"""The classes of a target, and strategies that name them."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from numbers import Integral
from typing import Any

import numpy as np

from fastsmote.errors.strategies import (
    negative_count,
    not_a_count,
    not_counts,
    one_class,
    ratio_of_many,
    unknown_classes,
)
from fastsmote.threads import for_each_part

# Labels below this are counted in an array, which is several times as fast as sorting them.
_COUNTED_LABELS = 1 << 12
# Labels among which one thread has found a class before two have agreed who does what.
_SEARCHED_ALONE = 1 << 19


def count_labels(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Labels in ascending order, and how often each occurs."""
    if y.dtype.kind in "iu" and len(y) and y.min() >= 0 and (last := y.max()) < _COUNTED_LABELS:
        if last <= 1:  # the most frequent target takes a third of the time so
            n_ones = np.count_nonzero(y)
            counts = np.array([len(y) - n_ones, n_ones])
        else:
            counts = np.bincount(y.astype(np.intp, copy=False))  # NumPy 1.26 refuses uint64
        present = np.flatnonzero(counts)
        return present.astype(y.dtype), counts[present]
    return np.unique(y, return_counts=True)


def rows_of_class(y: np.ndarray, label: Any, n_jobs: int | None = None) -> np.ndarray:
    """Rows of a class, ascending, shape (n_rows,), intp; threads as `thread_count` reads them."""
    found: dict[int, np.ndarray] = {}

    def look(part: slice) -> None:
        found[part.start] = np.flatnonzero(y[part] == label)
        found[part.start] += part.start

    for_each_part(look, len(y), 1, n_jobs, n_alone=_SEARCHED_ALONE)
    parts = [found[start] for start in sorted(found)]
    return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.intp), *parts])


def smallest_class(y: np.ndarray) -> Any:
    """Label of the smallest class; of equally small ones that which comes first in ``y``."""
    labels, counts = count_labels(y)
    smallest = labels[counts == counts.min()]
    return min(smallest, key=lambda label: int(np.argmax(y == label)))


def present_classes(y: np.ndarray) -> dict[Any, int]:
    """Label to number of rows, in the order of the labels.

    Raises
    ------
    ValueError
        One class only.
    """
    return check_several(*count_labels(y))


def check_several(labels: np.ndarray, counts: np.ndarray) -> dict[Any, int]:
    """Label to number of rows, from what `count_labels` says; a ValueError for one class only."""
    if len(labels) < 2:
        raise one_class(labels.tolist())
    return dict(zip(labels, counts.tolist(), strict=True))


def classes_named(name: str, auto: str, present: Mapping[Any, int]) -> set[Any]:
    """Classes that a word means.

    Parameters
    ----------
    name : str
        ``'majority'``, ``'minority'``, ``'not majority'``, ``'not minority'``, ``'all'`` or
        ``'auto'``. Of equally large classes the first label counts.
    auto : str
        What ``'auto'`` stands for.
    present : mapping
        Label to number of rows, in the order of the labels.
    """
    majority = {max(present, key=present.__getitem__)}
    minority = {min(present, key=present.__getitem__)}
    every = set(present)
    meant = {
        "majority": majority,
        "minority": minority,
        "not majority": every - majority,
        "not minority": every - minority,
        "all": every,
    }
    return meant[auto if name == "auto" else name]


def check_known(labels: Iterable[Any], present: Mapping[Any, int]) -> None:
    """Raise a ValueError for labels that are not in the data."""
    unknown = [x for x in labels if not isinstance(x, Hashable) or x not in present]
    if unknown:
        raise unknown_classes(unknown, present)


def check_counts(wanted: Mapping[Any, int], present: Mapping[Any, int]) -> None:
    """Check that a mapping gives numbers of rows to classes that there are.

    Raises
    ------
    ValueError
        A label that is not in the data, or a negative number.
    TypeError
        A number that is not an integer.
    """
    check_known(wanted, present)
    n: Any
    for label, n in wanted.items():
        if not isinstance(n, Integral):
            raise not_a_count(label, n)
        if n < 0:
            raise negative_count(label, int(n))


def check_binary(ratio: float, present: Mapping[Any, int]) -> None:
    """Raise a ValueError if there are other than two classes, for which a ratio says nothing."""
    if len(present) > 2:
        raise ratio_of_many(ratio, present)


def asked_of(function: Callable[[np.ndarray], Any], y: np.ndarray) -> Any:
    """What a callable strategy returns for the labels, which it may change: they are a copy."""
    return function(y.copy())


def counts_from(
    function: Callable[[np.ndarray], Mapping[Any, int]], y: np.ndarray
) -> Mapping[Any, int]:
    """Numbers of rows that a callable strategy asks for; a TypeError if it returns none."""
    wanted = asked_of(function, y)
    if not isinstance(wanted, Mapping):
        raise not_counts(wanted)
    return wanted
