"""Standard deviation of the features of a class, its rows left where they are."""

from typing import Any

import numpy as np
from dask import delayed

from fastsmote.dask.classes import Blocks
from fastsmote.dask.rows import join


def deviation(rows: Blocks, n_features: int) -> Any:
    """Standard deviation of each feature, bit for bit that of ``numpy.std`` of all rows.

    NumPy adds row after row where there are several columns, so that sums go on from block to
    block. A single column it adds up in pairs: that is gathered.
    """
    if n_features == 1:
        return delayed(_std)(rows.parts)
    total: Any = None
    for part in rows.parts:
        total = delayed(_add)(total, part)
    mean = delayed(_over)(total, rows.n_rows)
    total = None
    for part in rows.parts:
        total = delayed(_add_squares)(total, part, mean)
    return delayed(_root)(total, rows.n_rows)


def _std(parts: list[np.ndarray]) -> np.ndarray:
    return np.asarray(np.std(join(parts), axis=0))


def _add(total: np.ndarray | None, part: np.ndarray) -> np.ndarray | None:
    if not len(part):
        return total
    dtype = _sum_type(part.dtype)
    if total is not None:
        part = np.concatenate((total[np.newaxis], part), dtype=dtype)
    return np.asarray(np.sum(np.ascontiguousarray(part), axis=0, dtype=dtype))


def _add_squares(total: np.ndarray | None, part: np.ndarray, mean: np.ndarray) -> np.ndarray | None:
    difference = part - mean
    return _add(total, difference * difference)


def _over(total: np.ndarray, n_rows: int) -> np.ndarray:
    return np.asarray(np.true_divide(total, n_rows, dtype=total.dtype))


def _root(total: np.ndarray, n_rows: int) -> np.ndarray:
    return np.sqrt(_over(total, n_rows))


def _sum_type(dtype: np.dtype) -> np.dtype:
    """What `numpy.std` adds up in."""
    return np.dtype(np.float64) if dtype.kind in "biu" else dtype
