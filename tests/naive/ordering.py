"""What an order by median splits has to fulfil."""

import numpy as np


def separating_features(X, left, right):
    """Features in which no row of ``left`` lies beyond a row of ``right``."""
    return np.flatnonzero(X[left].max(axis=0) <= X[right].min(axis=0))


def splits(order, first, last, stop, height=32):
    """Yield the halves of each range that an order by median splits was made of, then its leaves.

    Yields
    ------
    left, right : ndarray
        Rows on either side of a split; the left ones are whole panels, half of them.
    """
    n = last - first
    if n <= stop:
        return
    n_panels = -(-n // height)
    middle = first + n_panels // 2 * height
    yield order[first:middle], order[middle:last]
    yield from splits(order, first, middle, stop, height)
    yield from splits(order, middle, last, stop, height)


def leaves(first, last, stop, height=32):
    """Ranges that remain, in ascending order."""
    n = last - first
    if n <= stop:
        return [(first, last)]
    middle = first + -(-n // height) // 2 * height
    return leaves(first, middle, stop, height) + leaves(middle, last, stop, height)
