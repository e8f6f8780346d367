"""Class labels: what may be a target, and how labels given as text find their class."""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fastsmote.errors.labels import (
    class_named_twice,
    continuous,
    labels_missing,
    no_label_type,
    no_rows,
    not_one_label_a_row,
    one_class_only,
    too_many_numbers,
    types_mixed,
    unknown_class,
)
from fastsmote.missing import is_missing

Label: TypeAlias = bool | int | float | str

# Numeric targets with more distinct values than this share of the rows are measurements, not
# classes: even balanced classes of three rows stay below it. Few rows prove nothing.
_MOST_DISTINCT = 0.5
_FEW_ROWS = 20


def check_labels(y: Any, name: str = "y") -> NDArray[Any]:
    """Check that a target holds two or more classes, and return it as an array.

    Parameters
    ----------
    y : array-like of shape (n_samples,)
        Labels: integers, booleans, strings, or floats without a fraction.
    name : str, default='y'
        What the messages call the target.

    Returns
    -------
    ndarray of shape (n_samples,), dtype of integers, booleans, floats or str
        The labels.

    Raises
    ------
    ValueError
        If the target is not one-dimensional, misses values, is continuous, is neither numbers,
        booleans nor strings, or holds fewer than two classes.
    """
    labels = np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels.ravel()
    if labels.ndim != 1:
        raise not_one_label_a_row(name, labels.shape)
    if labels.size == 0:
        raise no_rows(name)
    n_missing = _n_missing(labels)
    if n_missing:
        raise labels_missing(name, n_missing, labels.size)
    if labels.dtype.kind == "O":
        labels = _without_objects(labels, name)
    _check_kind(labels.dtype, name)
    _check_classes(np.unique(labels), labels.size, name)
    return labels


def check_counted_labels(
    values: Sequence[Any], counts: Sequence[int], n_missing: int, dtype: Any, name: str = "y"
) -> NDArray[Any]:
    """Check the same of a target that has been counted, and return its labels as an array.

    Parameters
    ----------
    values : sequence of n_labels objects
        Different labels as Python's objects, none of them missing.
    counts : sequence of n_labels ints
        Rows with each.
    n_missing : int
        Rows without a label.
    dtype : dtype
        Of the target as an array.
    name : str, default='y'
        What the messages call the target.

    Returns
    -------
    ndarray of shape (n_labels,)
        In the order given.

    Raises
    ------
    ValueError
        As `check_labels`.
    """
    n_rows = n_missing + sum(counts)
    if n_missing:
        raise labels_missing(name, n_missing, n_rows)
    labels = np.empty(len(values), dtype=object)
    labels[:] = values
    if dtype.kind == "O":
        labels = _without_objects(labels, name)
        _check_kind(labels.dtype, name)
    else:
        _check_kind(dtype, name)
        labels = labels.astype(dtype)
    _check_classes(np.sort(labels), n_rows, name)
    return labels


def class_counts(labels: NDArray[Any]) -> dict[Label, int]:
    """Count the rows of each class, in sorted order of the labels."""
    classes, counts = np.unique(labels, return_counts=True)
    return {plain(label): int(count) for label, count in zip(classes, counts, strict=True)}


def plain(label: Any) -> Any:
    """Return a NumPy scalar as the Python object it stands for, anything else as it is."""
    return label.item() if isinstance(label, np.generic) else label


def match_labels(given: Mapping[Any, Any], classes: Any, parameter: str) -> dict[Label, Any]:
    """Key a mapping by the labels of the target, finding those that were given as text.

    Parameters
    ----------
    given : mapping of label to value
        Labels as they are in the target, or as text: ``{"1": 5}`` means class 1, ``{"true": 5}``
        class True.
    classes : iterable of labels
        Classes of the target.
    parameter : str
        Name for the messages.

    Returns
    -------
    dict of label to value
        In the order given.

    Raises
    ------
    ArgumentError
        If a label is not among the classes, or two of them name the same class.
    """
    known = [plain(label) for label in classes]
    matched: dict[Label, Any] = {}
    for raw, value in given.items():
        label = _find(plain(raw), known)
        if label is None:
            raise unknown_class(parameter, raw, known)
        if label in matched:
            raise class_named_twice(parameter, label)
        matched[label] = value
    return matched


def _find(raw: Any, known: list[Any]) -> Any:
    if raw in known:
        return known[known.index(raw)]
    if not isinstance(raw, str):
        return None
    for label in known:
        if str(label) == raw or (isinstance(label, bool) and str(label).lower() == raw.lower()):
            return label
        if isinstance(label, int | float) and _number(raw) == label:
            return label
    return None


def _number(text: str) -> float | None:
    for read in (int, float):  # a float may be the neighbor of a large integer
        with contextlib.suppress(ValueError):
            return read(text)
    return None


def _n_missing(labels: NDArray[Any]) -> int:
    if labels.dtype.kind == "f":
        return int(np.isnan(labels).sum())
    if labels.dtype.kind == "O":
        return sum(map(is_missing, labels))
    return 0


def _without_objects(labels: NDArray[Any], name: str) -> NDArray[Any]:
    kinds = set(map(type, labels))
    is_text = {issubclass(kind, str) for kind in kinds}
    for kind in kinds:
        if hasattr(kind, "__len__") and not issubclass(kind, str | bytes):  # lists, structures
            raise no_label_type(name, kind.__name__)
    if len(is_text) > 1:
        raise types_mixed(name)
    return np.array(labels.tolist())


def _check_kind(dtype: Any, name: str) -> None:
    if dtype.kind not in "biufU":
        raise no_label_type(name, dtype)


def _check_classes(classes: NDArray[Any], n_rows: int, name: str) -> None:
    """Refuse measurements and a single class."""
    if classes.dtype.kind == "f" and (fractions := classes[classes != np.floor(classes)]).size:
        raise continuous(name, map(plain, fractions[:3]))
    is_number = classes.dtype.kind in "iuf"
    if is_number and n_rows > _FEW_ROWS and classes.size > _MOST_DISTINCT * n_rows:
        raise too_many_numbers(name, classes.size, n_rows)
    if classes.size < 2:
        raise one_class_only(name, plain(classes[0]))
