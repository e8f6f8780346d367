"""Distances over the features that two rows both have, pair by pair."""

import numpy as np


def mean_squares(X: np.ndarray) -> np.ndarray:
    """Mean squared differences of all rows, inf where two have no feature in common."""
    means = np.full((len(X), len(X)), np.inf)
    for a, left in enumerate(X.tolist()):
        for b, right in enumerate(X.tolist()):
            squares = [
                (x - y) * (x - y) for x, y in zip(left, right, strict=True) if x == x and y == y
            ]
            if squares:
                means[a, b] = sum(squares) / len(squares)
    return means


def filled_in(X: np.ndarray, seed: int, neighbor: int, step: float) -> list[float]:
    """The synthetic row of a seed and its neighbor, value by value."""
    values = []
    for x, y in zip(X[seed].tolist(), X[neighbor].tolist(), strict=True):
        # NaN differs from itself: what the seed misses stays missing
        values.append(x + step * (y - x) if x == x and y == y else x)
    return values
