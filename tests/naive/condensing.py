"""The nearest neighbor rule, row by row."""

import numpy as np


def nearest(X, queries, stored):
    """Squared distance of some rows to the nearest of some others; infinite without any."""
    found = np.full(len(queries), np.inf)
    for i, query in enumerate(queries):
        for row in stored:
            found[i] = min(found[i], np.sum((X[query] - X[row]) ** 2))
    return found


def condense(X, limits, stored, passes, is_passed):
    """Rows stored at first, then those that no stored row is nearer to than their limit."""
    stored, is_passed = list(stored), list(is_passed)
    for i in range(len(X)):
        if is_passed[i] or nearest(X, [i], stored)[0] < limits[i]:
            continue
        stored.append(i)
        if passes[i] < len(X):
            is_passed[passes[i]] = True
    return stored
