"""What an order by median splits has to fulfil."""

import numpy as np

PANEL, GROUP = 32, 512


def split_point(first, n):
    """Where a range of ``n`` is cut: at whole groups of panels while there are more than one."""
    unit = GROUP if n > GROUP else PANEL
    return first + -(-n // unit) // 2 * unit


def separating_features(X, left, right):
    """Features in which no row of ``left`` lies beyond a row of ``right``."""
    return np.flatnonzero(X[left].max(axis=0) <= X[right].min(axis=0))


def splits(order, first, last, stop):
    """Yield the halves of each range that an order by median splits was made of, then its leaves.

    Yields
    ------
    left, right : ndarray
        Rows on either side of a split; the left ones are half of the panels.
    """
    n = last - first
    if n <= stop:
        return
    middle = split_point(first, n)
    yield order[first:middle], order[middle:last]
    yield from splits(order, first, middle, stop)
    yield from splits(order, middle, last, stop)


def leaves(first, last, stop):
    """Ranges that remain, in ascending order."""
    n = last - first
    if n <= stop:
        return [(first, last)]
    middle = split_point(first, n)
    return leaves(first, middle, stop) + leaves(middle, last, stop)
