"""A target that has been counted is checked as one that has not."""

from collections import Counter

import numpy as np
import pytest

from fastsmote.labels import check_counted_labels, check_labels

TARGETS = [
    np.array([1, 0, 1]),
    np.array([True, False, True]),
    np.array(["b", "a", "b"], dtype=object),
    np.array([1.0, 2.0, 1.0]),
    np.array([0.5, 2.0, 1.25]),
    np.arange(30),
    np.array([7, 7]),
    np.array(["a", 1, "a"], dtype=object),
    np.array(["2024-01-01", "2024-01-02"], dtype="datetime64[D]"),
]


@pytest.mark.parametrize("y", TARGETS, ids=lambda y: f"{y.dtype}-{y[0]}")
def test_same_labels_and_same_errors(y):
    counts = Counter(y.tolist())

    def outcome(check):
        try:
            return np.unique(check()).tolist()
        except ValueError as error:
            return str(error)

    counted = outcome(
        lambda: check_counted_labels(list(counts), list(counts.values()), 0, y.dtype, "y")
    )
    assert counted == outcome(lambda: check_labels(y))


def test_missing_labels_are_counted():
    with pytest.raises(ValueError, match="y misses 2 of 5 values; expected a label in every row"):
        check_counted_labels([0, 1], [2, 1], 2, np.dtype("int64"))
