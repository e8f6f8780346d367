"""The order of rows does not depend on who splits which half."""

import numpy as np
import pytest

from fastsmote.neighbors import kd_order


@pytest.mark.parametrize("n", [0, 1, 31, 2_000, 5_001])
def test_threads_split_as_one_does(monkeypatch, n):
    Y = np.random.default_rng(0).normal(size=(6_000, 5)).astype(np.float32)
    rows = np.random.default_rng(1).permutation(6_000)[:n]
    expected, found = np.empty((2, -(-n // 512) * 512), dtype=np.int64)
    kd_order.put_in_kd_order(Y, 5, rows, expected, 1)
    assert np.array_equal(np.sort(expected[:n]), np.sort(rows))
    assert (expected[n:] == -1).all()
    monkeypatch.setattr(kd_order, "_ORDERED_ALONE", 0)
    for n_threads in (1, 2, 3):
        found[:] = 0
        kd_order.put_in_kd_order(Y, 5, rows, found, n_threads)
        assert np.array_equal(found, expected)
