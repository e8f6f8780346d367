"""The nearest neighbor rule, row by row."""

import numpy as np


def nearest(X, queries, stored):
    """Squared distance of some rows to the nearest of some others; infinite without any."""
    found = np.full(len(queries), np.inf)
    for i, query in enumerate(queries):
        for row in stored:
            found[i] = min(found[i], np.sum((X[query] - X[row]) ** 2))
    return found


def condense(X, limits, stored, passes, is_passed, n_needed=1):
    """Rows stored at first, then those that too few stored rows are nearer to than their limit."""
    stored, is_passed = list(stored), list(is_passed)
    for i in range(len(X)):
        n_near = sum(np.sum((X[i] - X[row]) ** 2) < limits[i] for row in stored)
        if is_passed[i] or n_near >= n_needed:
            continue
        stored.append(i)
        if passes[i] < len(X):
            is_passed[passes[i]] = True
    return stored
