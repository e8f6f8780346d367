"""The kernels of the nearest neighbor rule against plain loops; on integers, so exactly."""

import numpy as np
import pytest

from fastsmote.kernels.condensing import store_rows
from tests.naive import condensing as naive


def integers(n_rows, width, seed=0):
    return np.random.default_rng(seed).integers(-4, 5, size=(n_rows, width)).astype(np.float64)


def stored_by_kernel(X, limits, stored, passes, is_passed, step, n_needed=1):
    found = np.concatenate([stored, np.full(len(X), -1)])
    n_stored = len(stored)
    for first in range(0, len(X), step):
        last = min(first + step, len(X))
        n_stored = store_rows(
            X.ravel(), limits, n_needed, passes, is_passed, found, n_stored, first, last
        )
    assert (found[n_stored:] == -1).all()
    return found[:n_stored].tolist()


@pytest.mark.parametrize("step", [1, 7, 90])
@pytest.mark.parametrize("n_needed", [1, 2, 3])
@pytest.mark.parametrize("seed", range(6))
def test_store_rows(seed, n_needed, step):
    rng = np.random.default_rng(seed)
    X = integers(90, 8 * (1 + seed % 2), seed)
    limits = naive.nearest(X, range(90), rng.integers(90, size=3)) + rng.integers(-9, 9, size=90)
    stored = rng.integers(90, size=1 + seed)
    passes = rng.integers(180, size=90)  # half of them are nobody's position
    is_passed = rng.random(90) < 0.2
    expected = naive.condense(X, limits, stored, passes, is_passed, n_needed)
    found = stored_by_kernel(X, limits, stored, passes, is_passed.copy(), step, n_needed)
    assert found == expected
    assert len(stored) < len(found) < 90


def test_a_row_as_near_as_the_limit_is_stored():
    X = np.zeros((3, 8))
    X[:, 0] = [0, 2, 3]
    no_pass, nobody = np.full(3, 3), np.zeros(3, dtype=bool)
    limits = np.array([0.0, 4.0, 10.0])
    assert stored_by_kernel(X, limits, np.array([0]), no_pass, nobody, 3) == [0, 0, 1]
