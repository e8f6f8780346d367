"""Floats that are no numbers, found by their bits: beside NumPy's answer."""

import numpy as np
import pytest

from fastsmote import threads
from fastsmote.validation import values as looking
from fastsmote.validation.values import are_copied_meanwhile, are_finite

FINITE = (0.0, -0.0, 1.0, -1.0)
NOT_FINITE = (np.inf, -np.inf, np.nan, -np.nan)


@pytest.fixture(autouse=True)
def _always_by_the_kernel(monkeypatch):
    monkeypatch.setattr(looking, "_FEW", 0)
    monkeypatch.setattr(looking, "is_loaded", lambda module: True)
    monkeypatch.setattr(looking, "_are_finite_by_sum", None)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("value", FINITE)
def test_numbers_pass_up_to_the_largest_and_the_smallest(dtype, value):
    limits = np.finfo(dtype)
    extreme = [limits.max, limits.min, limits.tiny, limits.smallest_subnormal]
    assert are_finite(np.array([value, *extreme], dtype), 1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("value", NOT_FINITE)
@pytest.mark.parametrize("place", range(37))
def test_one_value_is_found_wherever_it_is(dtype, value, place):
    X = np.random.default_rng(place).normal(size=37).astype(dtype)
    assert are_finite(X, 1)
    X[place] = value
    assert not are_finite(X, 1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_nan_of_any_bits_is_found_and_copied(dtype):
    bits = np.dtype(dtype).str.replace("f", "i")
    infinity = np.array(np.inf, dtype).view(bits)
    for payload in (1, 5, 1 << 20):
        for sign in (0, np.iinfo(bits).min):
            X = np.zeros(5, dtype)
            X.view(bits)[3] = (int(infinity) + payload) | sign
            assert np.isnan(X[3])
            out = np.ones_like(X)
            assert not are_finite(X, 1, out)
            assert np.array_equal(out.view(bits), X.view(bits))


@pytest.fixture
def _in_small_parts(monkeypatch):
    monkeypatch.setattr(threads, "PART", 7)
    monkeypatch.setattr(threads, "PARTS_ALONE", 0)


@pytest.mark.usefixtures("_in_small_parts")
@pytest.mark.parametrize("n_jobs", [1, 3])
@pytest.mark.parametrize("order", ["C", "F"])
def test_each_part_is_looked_at_in_either_order_of_memory(order, n_jobs):
    for place in range(60):
        X = np.ones((20, 3), order=order)
        assert are_finite(X, n_jobs)
        X[place // 3, place % 3] = np.nan
        X.flags.writeable = False
        assert not are_finite(X, n_jobs)


@pytest.mark.usefixtures("_in_small_parts")
@pytest.mark.parametrize("n_jobs", [1, 3])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_all_is_copied_whatever_is_found(dtype, n_jobs):
    rng = np.random.default_rng(0)
    for place in range(60):
        X = rng.normal(size=(20, 3)).astype(dtype)
        X[0, 0] = -0.0
        assert are_copied_meanwhile(X)
        for expected in (True, False):
            out = np.full_like(X, 7)
            assert are_finite(X, n_jobs, out) is expected
            assert out.tobytes() == X.tobytes()
            X[place // 3, place % 3] = np.inf


def test_values_between_which_memory_holds_others_are_looked_at_by_numpy(monkeypatch):
    looked = []
    monkeypatch.setattr(looking, "_are_finite_by_sum", lambda values: looked.append(values) or True)
    X = np.full((6, 6), np.nan)
    X[::2, ::2] = 1
    assert are_finite(X[::2, ::2], 1)
    assert np.array_equal(np.concatenate(looked), np.ones((3, 3)))


@pytest.mark.parametrize(
    "X",
    [
        np.ones((6, 3), np.float16),
        np.ones((6, 3), np.longdouble),
        np.ones((6, 3), ">f8"),
        np.ones((6, 3), int),
        np.ones((6, 3), order="F"),
        np.ones((6, 6))[:, ::2],
        [[1.0]],
    ],
)
def test_what_is_not_copied_meanwhile(X):
    assert not are_copied_meanwhile(X)
