"""Whether there are rows enough."""

from collections.abc import Mapping
from numbers import Integral
from typing import Any

import numpy as np

from fastsmote.errors import FewerNeighborsWarning, name_of_label, warn_caller
from fastsmote.errors.counts import too_few_in_class, too_few_references, too_few_rows
from fastsmote.errors.outcomes import fewer_neighbors


def check_enough_rows(
    name: str,
    n_neighbors: Any,
    y: np.ndarray | Mapping[Any, int],
    plan: Mapping[Any, int],
    small_classes: str | None = None,
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
    small_classes : {'raise', 'clip'}, optional
        The parameter of that name, of a sampler that has one: with 'clip' a class of two rows or
        more is warned of only, see `clip_to_class`.

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
                where = f"Class {name_of_label(label)}"
                warn_of_clipping(name, n_neighbors, n_rows, where)
                continue
            raise too_few_in_class(name, n_neighbors, label, n_rows, small_classes is not None)


def clip_to_class(n_neighbors: Any, n_rows: int) -> Any:
    """A number of neighbors, or as many as a row has in a class of so many; an estimator as it is.

    Whether that is an error or to be warned of, `check_enough_rows` has said before.
    """
    return min(int(n_neighbors), n_rows - 1) if isinstance(n_neighbors, Integral) else n_neighbors


def warn_of_clipping(name: str, n_neighbors: int, n_rows: int, where: str) -> None:
    """Warn that the rows of a class get fewer neighbors: one less than there are rows."""
    warn_caller(fewer_neighbors(name, n_neighbors, n_rows, where), FewerNeighborsWarning)


def _class_size(y: np.ndarray | Mapping[Any, int], label: Any) -> int:
    return y[label] if isinstance(y, Mapping) else int(np.count_nonzero(y == label))


def check_within_reach(name: str, n_neighbors: Any, n_rows: int) -> None:
    """Check that there are more rows than a row is to have neighbors among all of them.

    Raises
    ------
    ValueError
        Naming the parameter, both numbers and what to do.
    """
    if isinstance(n_neighbors, Integral) and int(n_neighbors) >= n_rows:
        raise too_few_rows(name, int(n_neighbors), n_rows)


def check_references(name: str, n_neighbors: int, n_rows: int, which: str) -> None:
    """Check that there are as many rows as a row of another class is to have neighbors.

    Raises
    ------
    ValueError
        Naming the parameter, both numbers and what to do.
    """
    if n_neighbors > n_rows:
        raise too_few_references(name, n_neighbors, n_rows, which)
