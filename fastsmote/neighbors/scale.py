"""Powers of two that keep squares within the range of numbers, and round nothing."""

import numpy as np

# Exponent of the largest scale, and the largest product of two scales: so are their inverses.
_MOST, _LARGEST_PRODUCT = 1000, 2.0**1020


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
