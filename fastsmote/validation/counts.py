"""Whether there are rows enough."""

from collections.abc import Mapping
from numbers import Integral
from typing import Any

import numpy as np

from fastsmote.errors import FewerNeighborsWarning, name_of_label, warn_caller


def check_enough_rows(
    name: str,
    n_neighbors: Any,
    y: np.ndarray | Mapping[Any, int],
    plan: Mapping[Any, int],
    small_classes: str = "raise",
) -> None:
    """Check that each class that is to grow has more rows than a row is to have neighbors.

    Parameters
    ----------
    name : str
        The parameter.
    n_neighbors : int or estimator
        Its value; estimators see for themselves.
    y : ndarray of shape (n_samples,) or mapping
        Class labels, or the number of rows of each.
    plan : mapping
        Label to number of rows to make.
    small_classes : {'raise', 'clip'}, default='raise'
        With the latter a class of two rows or more is warned of only, see `clip_to_class`.

    Raises
    ------
    ValueError
        Naming the class, its size and what to do.
    """
    if not isinstance(n_neighbors, Integral):
        return
    n_neighbors = int(n_neighbors)
    for label, n_synthetic in plan.items():
        n_rows = _class_size(y, label) if n_synthetic else n_neighbors + 1
        if n_rows <= n_neighbors:
            if small_classes == "clip" and n_rows > 1:
                warn_of_clipping(name, n_neighbors, n_rows, f"Class {name_of_label(label)} has")
                continue
            remedy = (
                f"set {name} to {n_rows - 1} or less, or small_classes='clip' to do so for such "
                "classes alone"
                if n_rows > 1
                else "a class of one row has no neighbors: repeat it by RandomOverSampler, add rows"
            )
            raise ValueError(
                f"Expected {name} < number of rows in the class, but {name} = {n_neighbors} and "
                f"class {name_of_label(label)} has {n_rows} "
                f"row(s): {remedy}, or leave the class out of sampling_strategy."
            )


def clip_to_class(n_neighbors: Any, n_rows: int) -> Any:
    """A number of neighbors, or as many as a row has in a class of so many; an estimator as it is.

    Whether that is an error or to be warned of, `check_enough_rows` has said before.
    """
    return min(int(n_neighbors), n_rows - 1) if isinstance(n_neighbors, Integral) else n_neighbors


def warn_of_clipping(name: str, n_neighbors: int, n_rows: int, where: str) -> None:
    """Warn that the rows of a class get fewer neighbors: one less than there are rows."""
    warn_caller(
        f"{where} {n_rows} row(s), too few for {name} = {n_neighbors}: {name} = {n_rows - 1} is "
        "used for it. Add rows, or leave the class out of sampling_strategy.",
        FewerNeighborsWarning,
    )


def _class_size(y: np.ndarray | Mapping[Any, int], label: Any) -> int:
    return y[label] if isinstance(y, Mapping) else int(np.count_nonzero(y == label))


def check_within_reach(name: str, n_neighbors: Any, n_rows: int, where: str = "X has") -> None:
    """Check that there are more rows than a row is to have neighbors among all of them.

    Raises
    ------
    ValueError
        Naming the parameter, both numbers and what to do.
    """
    if isinstance(n_neighbors, Integral) and int(n_neighbors) >= n_rows:
        raise ValueError(
            f"Expected {name} < number of rows, but {name} = {n_neighbors} and {where} {n_rows} "
            f"row(s): set {name} to {n_rows - 1} or less."
        )


def check_references(name: str, n_neighbors: int, n_rows: int, which: str) -> None:
    """Check that there are as many rows as a row of another class is to have neighbors.

    Raises
    ------
    ValueError
        Naming the parameter, both numbers and what to do.
    """
    if n_neighbors > n_rows:
        raise ValueError(
            f"Expected {name} <= number of rows of {which}, but {name} = {n_neighbors} and it has "
            f"{n_rows} row(s): set {name} to {n_rows} or less."
        )
