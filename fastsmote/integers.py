"""Integers: computed with in float64, and fractions cut off by a cast, or rounded before."""

from typing import Any

import numpy as np


def holds_integers(dtype: Any) -> bool:
    """Whether a dtype, of NumPy or of pandas, nullable and sparse ones too, is one of integers."""
    return getattr(dtype, "kind", "") in ("i", "u")


def round_for(dtype: Any, values: np.ndarray) -> np.ndarray:
    """Values that a cast to ``dtype`` makes the nearest integers, if it holds integers.

    Halves go to the even neighbor, as in `numpy.rint`.
    """
    return np.rint(values) if holds_integers(dtype) else values


def as_floating(X: Any) -> Any:
    """Rows, dense or sparse, in which no difference wraps around: integers as float64."""
    return X if X.dtype.kind == "f" else X.astype(np.float64)
