"""Powers of two that keep squares within the range of numbers, and round nothing."""

from typing import Any

import numpy as np

# Exponent of the largest scale, and the largest product of two scales: so are their inverses.
_MOST, _LARGEST_PRODUCT = 1000, 2.0**1020
# Rows that show what is typical.
_SAMPLE = 64
# Bytes of float32.
_SINGLE = 4
# Differences of numbers between these are zero, or squares of theirs far within the range.
_PLAIN = (1e-120, 1e120)
# The square of what is smaller than this, or larger than its inverse, nears the end of the range.
_SMALL = 1e-140


def power_of_two_scale(values: np.ndarray, before: float = 1.0) -> float:
    """Power of two that brings the largest of some values, in size, into [1/2, 1).

    Parameters
    ----------
    values : ndarray
        Finite.
    before : float, default=1.0
        Scale that the values have had, of data so small that it may not grow without bounds.

    Returns
    -------
    float
        1 if there is no value but 0.
    """
    largest = max(float(values.max(initial=0)), -float(values.min(initial=0)))
    if largest == 0:
        return 1.0
    exponent = max(-_MOST, min(_MOST, -int(np.frexp(largest)[1])))
    return float(min(np.ldexp(1.0, exponent), _LARGEST_PRODUCT / before))


def distance_scale(X: np.ndarray, rows: np.ndarray | None = None) -> float:
    """Power of two in whose units distances are computed, so that typical squares are numbers.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Finite; a few rows of it are looked at.
    rows : ndarray of int, optional
        The rows that count; all by default.

    Returns
    -------
    float
        1, unless typical values are so small or so large that their squares are not. Values out
        of all proportion, which stand for "missing" in some files, are left to overflow: scaling
        by them would leave nothing of the others.
    """
    if X.dtype.kind != "f" or X.dtype.itemsize <= _SINGLE:
        return 1.0  # squares of their differences are numbers
    n = len(X) if rows is None else len(rows)
    few = sampled_rows(n)
    sample = X[few if rows is None else rows[few]].astype(np.float64)
    sizes = np.abs(sample)
    if np.all((sizes < _PLAIN[1]) & ((sizes > _PLAIN[0]) | (sizes == 0))):
        return 1.0  # and so are all their differences
    sample *= 0.5  # halves, whose differences are numbers
    sizes = np.abs(sample - _middle(sample)) if n else sample
    sizes = sizes[sizes > 0]
    typical = float(_middle(sizes)) if sizes.size else 1.0
    return 1.0 if _SMALL < typical < 1 / _SMALL else power_of_two_scale(np.array([typical]))


def sampled_rows(n_rows: int) -> slice:
    """Which of so many rows `distance_scale` looks at: those alone give the same."""
    return slice(None, None, max(1, n_rows // _SAMPLE))


def _middle(values: np.ndarray) -> Any:
    """A median of each column, without the care that `numpy.median` takes."""
    at = len(values) // 2
    return np.partition(values, at, axis=0)[at]
