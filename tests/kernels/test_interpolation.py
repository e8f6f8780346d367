import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.kernels.interpolation import interpolate_rows
from tests.naive.interpolation import interpolate


def drawn(rng, n_samples, n_synthetic):
    seed_idx, neighbor_idx = rng.integers(n_samples, size=(2, n_synthetic))
    return seed_idx.astype(np.intp), neighbor_idx.astype(np.intp), rng.uniform(size=n_synthetic)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", [1, 2, 3, 7, 16, 33])
def test_equals_numpy_bit_for_bit(d, dtype):
    rng = np.random.default_rng(d)
    X = (rng.normal(size=(40, d)) * 10.0 ** rng.uniform(-3, 6, d)).astype(dtype)
    before = X.copy()
    draws = drawn(rng, 40, 300)
    out = np.full((300, d), np.nan, dtype)
    interpolate_rows(X, *draws, out)
    assert np.array_equal(out, interpolate(X, *draws, dtype))
    assert np.array_equal(X, before)


def test_fused_operations_would_give_other_bits():
    # or the equality above would not show that there are none
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 8))
    seed_idx, neighbor_idx, steps = drawn(rng, 40, 300)
    wide = np.longdouble if np.finfo(np.longdouble).nmant > 60 else None
    if wide is None:
        pytest.skip("no type wider than float64 to fuse in")
    difference = X[neighbor_idx] - X[seed_idx]
    fused = (X[seed_idx] + steps[:, np.newaxis].astype(wide) * difference).astype(float)
    out = np.empty_like(fused)
    interpolate_rows(X, seed_idx, neighbor_idx, steps, out)
    assert not np.array_equal(out, fused)
    assert np.allclose(out, fused, rtol=1e-12)


def test_float32_rows_take_the_step_in_float64():
    X = np.array([[0], [1]], np.float32)
    step = 0.1
    out = np.empty((1, 1), np.float32)
    interpolate_rows(X, np.array([0]), np.array([1]), np.array([step]), out)
    assert out[0, 0] == np.float32(step)
    X = np.array([[1], [3]], np.float32)  # 1 + 2 step, rounded once
    step = 2.0**-25 + 2.0**-50
    interpolate_rows(X, np.array([0]), np.array([1]), np.array([step]), out)
    assert out[0, 0] == 1 + 2.0**-23


@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(1, 20),
    d=st.integers(1, 6),
    dtype=st.sampled_from([np.float32, np.float64]),
    exponent=st.integers(-30, 30),
)
def test_rows_lie_on_their_segments(seed, n, d, dtype, exponent):
    rng = np.random.default_rng(seed)
    X = (rng.normal(size=(n, d)) * 2.0**exponent).astype(dtype)
    seed_idx, neighbor_idx, steps = drawn(rng, n, 30)
    steps[:3] = 0, 0.5, 1 - 2.0**-53
    out = np.empty((30, d), dtype)
    interpolate_rows(X, seed_idx, neighbor_idx, steps, out)
    ends = np.float64(X[seed_idx]), np.float64(X[neighbor_idx])
    spare = np.finfo(dtype).eps * np.maximum(*np.abs(ends))
    assert (out >= np.minimum(*ends) - spare).all()
    assert (out <= np.maximum(*ends) + spare).all()
    assert np.array_equal(out[0], X[seed_idx[0]])
    exact = ends[0] + steps[:, np.newaxis] * (ends[1] - ends[0])
    assert (np.abs(out - exact) <= 2 * spare).all()


def test_no_rows_to_make():
    nothing = np.empty(0, np.intp)
    interpolate_rows(np.ones((3, 2)), nothing, nothing, np.empty(0), np.empty((0, 2)))
