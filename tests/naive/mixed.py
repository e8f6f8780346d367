"""Distances of rows with categories, of all pairs, and the nearest rows by them."""

import numpy as np


def mixed_distances(numbers: np.ndarray, codes: np.ndarray, mismatch: float) -> np.ndarray:
    """Squared distances of SMOTE-NC between all rows."""
    distances = np.zeros((len(numbers), len(numbers)))
    for column in numbers.T:
        distances += np.subtract.outer(column, column) ** 2
    n_mismatches = np.zeros(distances.shape)
    for column in codes.T:
        n_mismatches += np.not_equal.outer(column, column)
    return distances + mismatch * n_mismatches


def nominal_distances(codes: np.ndarray, tables: list[np.ndarray]) -> np.ndarray:
    """Sums of what the pairs of categories of all rows cost."""
    distances = np.zeros((len(codes), len(codes)))
    for column, table in zip(codes.T, tables, strict=True):
        distances += table[np.ix_(column, column)]
    return distances


def nearest(distances: np.ndarray, k: int, *, with_self: bool) -> np.ndarray:
    """The k nearest rows of each row by (distance, row)."""
    neighbors = []
    for q, row in enumerate(distances):
        ranked = sorted((value, r) for r, value in enumerate(row) if with_self or r != q)
        neighbors.append([r for _, r in ranked[:k]])
    return np.array(neighbors)


def most_frequent(categories: list) -> set:
    """The categories that no other outnumbers."""
    counts = {category: categories.count(category) for category in categories}
    return {category for category, n in counts.items() if n == max(counts.values())}
