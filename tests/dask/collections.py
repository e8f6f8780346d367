"""Dask collections with given partitions, and what comes of them."""

from itertools import pairwise
from typing import Any

import dask
import dask.array as da
import dask.dataframe as dd
import numpy as np
import pandas as pd
from dask import delayed

import fastsmote.dask
import fastsmote.over_sampling

#: Ways to cut rows: a number of equal partitions, or shares of which some are nothing.
CUTS = {
    "one": [1],
    "two": [1, 1],
    "seven": [1] * 7,
    "uneven": [0, 1, 30, 0, 5, 11, 0],
}


def cut(n_rows: int, name: str) -> tuple[int, ...]:
    """Rows of each partition."""
    ends = n_rows * np.cumsum([0, *CUTS[name]]) // sum(CUTS[name])
    return tuple(np.diff(ends).tolist())


def arrays(X: np.ndarray, y: np.ndarray, sizes: tuple[int, ...]) -> tuple[da.Array, da.Array]:
    return da.from_array(X, chunks=(sizes, X.shape[1])), da.from_array(y, chunks=(sizes,))


def frame(X: np.ndarray, y: np.ndarray) -> pd.DataFrame:
    """Both as one data frame, of which the last column is the target."""
    data = pd.DataFrame(X, columns=[f"x{i}" for i in range(X.shape[1])])
    return data.assign(target=y)


def dask_frame(data: pd.DataFrame, sizes: tuple[int, ...]) -> Any:
    ends = pairwise(np.cumsum([0, *sizes]).tolist())
    return dd.from_delayed([delayed(data.iloc[a:b]) for a, b in ends], meta=data.iloc[:0])


def in_memory(name: str, X: Any, y: Any, **parameters: Any) -> tuple[Any, Any]:
    return getattr(fastsmote.over_sampling, name)(**parameters).fit_resample(X, y)


def resampled(name: str, X: Any, y: Any, **parameters: Any) -> tuple[Any, Any]:
    return dask.compute(*getattr(fastsmote.dask, name)(**parameters).fit_resample(X, y))


def assert_same(found: tuple[Any, Any], expected: tuple[Any, Any]) -> None:
    """Equal to the last bit, of one type."""
    for one, other in zip(found, expected, strict=True):
        if isinstance(other, np.ndarray):
            np.testing.assert_array_equal(one, other, strict=True)
        elif isinstance(other, pd.Series):
            pd.testing.assert_series_equal(one.reset_index(drop=True), other)
        else:
            pd.testing.assert_frame_equal(one.reset_index(drop=True), other)
