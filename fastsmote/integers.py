"""Integers: computed with in float64; of a result fractions are cut off, or rounded."""

from typing import Any

import numpy as np


def holds_integers(dtype: Any) -> bool:
    """Whether a dtype, of NumPy or of pandas, nullable and sparse ones too, is one of integers."""
    return getattr(dtype, "kind", "") in ("i", "u")


def as_held(values: np.ndarray, dtype: np.dtype[Any], rounds: bool = False) -> np.ndarray:
    """Computed values as a column of a dtype holds them.

    Parameters
    ----------
    values : ndarray
        Not modified.
    dtype : dtype
        One of NumPy's. Integers beyond it become its limits: the largest of 64 bits round up to a
        float that is, and rows beyond their seeds may be.
    rounds : bool, default=False
        Whether integers are the nearest ones, halves to even, or truncated towards zero.

    Returns
    -------
    ndarray of dtype ``dtype``
        Possibly ``values``.
    """
    if dtype.kind not in "iu" or values.dtype.kind != "f":
        return values.astype(dtype, copy=False)
    if rounds:
        values = np.rint(values)
    limits = np.iinfo(dtype)
    is_low = values < values.dtype.type(limits.min)
    is_high = values >= values.dtype.type(limits.max)
    if not (is_low.any() or is_high.any()):
        return values.astype(dtype)
    held = np.where(is_low | is_high, 0, values).astype(dtype)
    held[is_low], held[is_high] = limits.min, limits.max
    return held


def as_floating(X: Any) -> Any:
    """Rows, dense or sparse, in which no difference wraps around: integers as float64."""
    return X if X.dtype.kind == "f" else X.astype(np.float64)
