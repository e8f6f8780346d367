"""Whether there are rows enough."""

from collections.abc import Mapping
from numbers import Integral
from typing import Any

import numpy as np

from fastsmote.errors.counts import too_few_in_class, too_few_references, too_few_rows


def check_enough_rows(name: str, n_neighbors: Any, y: np.ndarray, plan: Mapping[Any, int]) -> None:
    """Check that each class that is to grow has more rows than a row is to have neighbors.

    Parameters
    ----------
    name : str
        The parameter.
    n_neighbors : int or estimator
        Its value; estimators see for themselves.
    y : ndarray of shape (n_samples,)
        Class labels.
    plan : mapping
        Label to number of rows to make.

    Raises
    ------
    ValueError
        Naming the class, its size and what to do.
    """
    if not isinstance(n_neighbors, Integral):
        return
    n_neighbors = int(n_neighbors)
    for label, n_synthetic in plan.items():
        n_rows = int(np.count_nonzero(y == label)) if n_synthetic else n_neighbors + 1
        if n_rows <= n_neighbors:
            raise too_few_in_class(name, n_neighbors, label, n_rows)


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
