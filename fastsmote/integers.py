"""Fractions on their way to where integers are held: cut off by a cast, unless rounded before."""

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
