from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.kernels.distance import LANES, padded_width
from tests.kernels.panels import distances
from tests.naive.distances import sq_distances


def by_kernel(X, left, right, scale=1.0):
    d = X.shape[1]
    rows = np.zeros((len(X), padded_width(d)), X.dtype)
    rows[:, :d] = X
    left, right = np.asarray(left), np.asarray(right)
    return distances(rows.ravel(), left, right, rows.shape[1], scale)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", [1, 2, 3, 7, 8, 9, 15, 16, 17, 33, 128, 512])
@pytest.mark.parametrize("scale", [1.0, 2.0**-70, 2.0**40])
def test_equals_the_twin_bit_for_bit(d, dtype, scale):
    rng = np.random.default_rng(d)
    X = (rng.normal(size=(60, d)) * 10.0 ** rng.uniform(-4, 4, d)).astype(dtype)
    left, right = rng.integers(60, size=(2, 400))
    expected = sq_distances(X[left], X[right], scale)
    assert np.array_equal(by_kernel(X, left, right, scale), expected)


def test_the_order_of_the_sum_matters():
    # or the equality above would not show that the kernel keeps it
    X = np.random.default_rng(0).normal(size=(400, 16))
    left, right = np.arange(200), np.arange(200, 400)
    plain = ((X[left] - X[right]) ** 2).cumsum(axis=1)[:, -1]
    assert not np.array_equal(by_kernel(X, left, right), plain)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_is_the_same_from_either_side_and_zero_for_equal_rows(dtype):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(50, 19)).astype(dtype)
    X[25:] = X[:25]
    left, right = rng.integers(50, size=(2, 300))
    assert np.array_equal(by_kernel(X, left, right), by_kernel(X, right, left))
    is_equal = left % 25 == right % 25
    assert is_equal.any()
    assert np.array_equal(by_kernel(X, left, right) == 0, is_equal)


def test_float32_rows_are_subtracted_in_float64():
    X = np.array([[2.0**24, 0], [-1, 0]], np.float32)  # in float32 the difference would be 2^24
    assert by_kernel(X, [0], [1])[0] == (2.0**24 + 1) ** 2


@pytest.mark.parametrize("unit", [1e-300, 1e-150, 1e150, 1e300])
def test_a_scale_keeps_the_squares_in_range(unit):
    X = np.random.default_rng(2).normal(size=(2, 5)) * unit
    scale = 2.0 ** -np.frexp(unit)[1]
    found = by_kernel(X, [0], [1], scale)[0]
    assert found == pytest.approx((((X[0] - X[1]) * scale) ** 2).sum(), rel=1e-14)
    assert 0 < found < 100


values = st.floats(-(2.0**100), 2.0**100)


@given(pairs=st.lists(st.tuples(values, values), min_size=1, max_size=20))
def test_the_error_is_within_the_one_that_the_proof_assumes(pairs):
    # step 4 of the proof in `fastsmote.kernels.packing`; the last term is for underflow
    exact = sum((Fraction(left) - Fraction(right)) ** 2 for left, right in pairs)
    error = abs(Fraction(float(by_kernel(np.array(pairs).T.copy(), [0], [1])[0])) - exact)
    assert error <= (len(pairs) + 4) * exact / 2**53 + Fraction(1, 2**1000)


def test_padded_width():
    assert [padded_width(d) for d in (1, 7, 8, 9, 16, 17)] == [8, 8, 8, 16, 16, 24]
    assert LANES == 8
