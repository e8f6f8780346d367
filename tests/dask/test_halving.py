"""Rows are cut in space, into parts of equal size, the same way whatever adds up how."""

import numpy as np
import pytest

from fastsmote.dask.halving import split_in_space


@pytest.mark.parametrize("n_parts", [1, 2, 3, 7])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int16, bool])
def test_parts_are_equal_and_hold_each_row_once(n_parts, dtype):
    rows = np.random.RandomState(0).randint(0, 5, (500, 3)).astype(dtype)
    among = np.flatnonzero(np.arange(500) % 3)
    parts = split_in_space(rows, among, n_parts)
    np.testing.assert_array_equal(np.sort(np.concatenate(parts)), among)
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 3
    assert all((np.diff(part) > 0).all() for part in parts)


def test_parts_stand_together():
    rows = np.random.RandomState(0).rand(4000, 2) * [1, 100]
    for part in split_in_space(rows, np.arange(4000), 4):
        assert np.ptp(rows[part, 1]) < 30


def test_more_parts_than_rows():
    parts = split_in_space(np.zeros((3, 2)), np.arange(3), 8)
    assert len(parts) == 8
    np.testing.assert_array_equal(np.sort(np.concatenate(parts)), np.arange(3))


def test_as_wide_as_numbers_go():
    rows = np.array([[0.0, -1.7e308], [1.0, 1.7e308], [2.0, -1.7e308], [3.0, 1.7e308]])
    low, high = split_in_space(rows, np.arange(4), 2)
    assert (low.tolist(), high.tolist()) == ([0, 2], [1, 3])
