"""Synthetic rows, by whichever way."""

import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from fastsmote import interpolation, threads
from fastsmote.interpolation import Segments, interpolate, join_segments
from fastsmote.sparse_interpolation import interpolate_sparse
from tests.naive.interpolation import interpolate as interpolate_by_twin

N_SAMPLES, N_SYNTHETIC = 50, 400
PATHS = {"numpy": 1 << 60, "kernel": 0}


def drawn(seed=0, n_samples=N_SAMPLES, n_synthetic=N_SYNTHETIC):
    rng = np.random.default_rng(seed)
    seed_idx, neighbor_idx = rng.integers(n_samples, size=(2, n_synthetic)).astype(np.intp)
    steps = rng.uniform(size=n_synthetic)
    steps[0] = 0
    return seed_idx, neighbor_idx, steps


def rows(d, dtype, seed=0):
    return (np.random.default_rng(seed).normal(size=(N_SAMPLES, d)) * 100).astype(dtype)


def interpolated(X, draws, out_dtype=None, n_threads=1):
    out = np.empty((len(draws[2]), X.shape[1]), X.dtype if out_dtype is None else out_dtype)
    interpolate(X, *draws, out, n_threads)
    return out


@pytest.fixture(params=PATHS)
def path(request, monkeypatch):
    monkeypatch.setattr(interpolation, "_NUMPY_WARM", PATHS[request.param])
    return request.param


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
@pytest.mark.parametrize("d", [1, 3, 8, 33])
def test_equals_the_twin_bit_for_bit(path, d, dtype):
    X, draws = rows(d, dtype), drawn(d)
    before = X.copy()
    out = interpolated(X, draws)
    assert np.array_equal(out, interpolate_by_twin(X, *draws, dtype))
    assert np.array_equal(X, before)


def test_integers_are_rounded_if_they_are_to_be(path):
    X, (seed, neighbor, _) = rows(5, np.float64), drawn()
    X, half = X.round(), np.full(N_SYNTHETIC, 0.5)
    out = np.empty((N_SYNTHETIC, 5), np.int64)
    interpolate(X, seed, neighbor, half, out, 1, rounds=True)
    np.testing.assert_array_equal(out, np.rint((X[seed] + X[neighbor]) / 2))
    interpolate(X, seed, neighbor, half, out, 1)
    np.testing.assert_array_equal(out, np.trunc((X[seed] + X[neighbor]) / 2))


@pytest.mark.parametrize("out_dtype", [np.int8, np.int64, np.uint16, np.float32, np.bool_])
def test_rows_are_cast_integers_by_truncation(path, out_dtype):
    X = np.random.default_rng(1).integers(0, 2 if out_dtype == np.bool_ else 100, (N_SAMPLES, 5))
    X, draws = X.astype(out_dtype).astype(np.float64), drawn()
    out = interpolated(X, draws, out_dtype)
    exact = interpolate_by_twin(X, *draws, np.float64)
    if out_dtype == np.bool_:
        expected = exact != 0
    elif out_dtype == np.float32:
        expected = exact.astype(np.float32)
    else:
        expected = np.trunc(exact)
    assert np.array_equal(out, expected)
    assert not np.array_equal(out, exact)


def test_negative_integers_are_truncated_towards_zero(path):
    X = np.array([[-3.0], [-1.0]])
    out = interpolated(X, (np.array([0]), np.array([1]), np.array([0.75])), np.int64)
    assert out[0, 0] == -1


@pytest.mark.parametrize("part", [1, 7, 100, 1 << 20])
@pytest.mark.parametrize("n_threads", [1, 2, 5])
def test_neither_parts_nor_threads_decide(path, monkeypatch, part, n_threads):
    X, draws = rows(6, np.float64), drawn()
    monkeypatch.setattr(threads, "PART", part)
    expected = interpolate_by_twin(X, *draws, np.float64)
    assert np.array_equal(interpolated(X, draws, n_threads=n_threads), expected)
    assert np.array_equal(interpolated(X, draws, np.int16, n_threads), np.trunc(expected))


def test_writes_in_place_into_a_part_of_a_larger_array(path):
    # as the samplers do: originals in the head, which are read, synthetic rows behind them
    whole = np.full((N_SAMPLES + N_SYNTHETIC + 3, 4), 7.0)
    whole[:N_SAMPLES] = rows(4, np.float64)
    X, draws = whole[:N_SAMPLES], drawn()
    before = X.copy()
    interpolate(X, *draws, whole[N_SAMPLES:-3], 2)
    assert np.array_equal(whole[:N_SAMPLES], before)
    assert np.array_equal(whole[N_SAMPLES:-3], interpolate_by_twin(before, *draws, np.float64))
    assert (whole[-3:] == 7).all()


def test_rows_and_draws_are_only_read(path):
    X, draws = rows(4, np.float64), drawn()
    for array in (X, *draws):
        array.setflags(write=False)
    expected = interpolate_by_twin(X, *draws, np.float64)
    assert np.array_equal(interpolated(X, draws), expected)


def test_no_rows_to_make(path):
    nothing = drawn(n_synthetic=1)
    assert interpolated(rows(3, np.float64), tuple(p[:0] for p in nothing)).shape == (0, 3)


@given(
    seed=st.integers(0, 2**32 - 1),
    d=st.integers(1, 12),
    dtype=st.sampled_from([np.float32, np.float64]),
    exponent=st.integers(-30, 30),
)
def test_both_ways_give_the_same_bits(seed, d, dtype, exponent):
    X, draws = rows(d, dtype, seed) * dtype(2.0**exponent), drawn(seed, n_synthetic=60)
    found = []
    for threshold in PATHS.values():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(interpolation, "_NUMPY_WARM", threshold)
            found.append(interpolated(X, draws, n_threads=2))
    assert found[0].tobytes() == found[1].tobytes()


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csr_array])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sparse_rows_are_the_dense_ones(container, dtype):
    X = rows(30, dtype)
    X[np.random.default_rng(2).uniform(size=X.shape) < 0.8] = 0
    X[3] = 0
    draws = drawn()
    sparse_rows = container(X)
    out = interpolate_sparse(sparse_rows, *draws)
    assert type(out) is container
    assert out.dtype == dtype
    assert out.shape == (N_SYNTHETIC, 30)
    assert np.array_equal(out.toarray(), interpolate_by_twin(X, *draws, dtype))
    assert np.array_equal(sparse_rows.toarray(), X)
    nothing = interpolate_sparse(sparse_rows, *(part[:0] for part in draws))
    assert nothing.shape == (0, 30)


def test_wide_sparse_rows_stay_sparse():
    n_stored, d = 4, 10**6
    rng = np.random.default_rng(3)
    columns = rng.integers(d, size=(N_SAMPLES, n_stored))
    cells = np.repeat(np.arange(N_SAMPLES), n_stored), columns.ravel()
    X = sparse.csr_array((rng.normal(size=columns.size), cells), shape=(N_SAMPLES, d))
    tracemalloc.start()
    try:
        out = interpolate_sparse(X, *drawn())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert out.shape == (N_SYNTHETIC, d)
    assert 0 < out.nnz <= 2 * n_stored * N_SYNTHETIC
    assert peak < 8 * N_SYNTHETIC * d / 100


FEW_ROWS = """
import sys
import numpy as np
from fastsmote.interpolation import interpolate

X, idx = np.ones((60, 5)), np.arange(60)
interpolate(X, idx, idx[::-1], np.full(60, 0.5), np.empty((60, 5)))
assert "numba" not in sys.modules
"""


def test_few_rows_do_not_wait_for_numba():
    subprocess.run([sys.executable, "-c", FEW_ROWS], check=True, timeout=120)


def test_segments_are_joined_in_order():
    parts = [Segments(np.array([i]), np.array([i + 10]), np.array([i / 10])) for i in (3, 1, 2)]
    joined = join_segments(parts)
    assert [part.tolist() for part in joined] == [[3, 1, 2], [13, 11, 12], [0.3, 0.1, 0.2]]


def test_no_segments_are_joined_to_none():
    assert [(part.shape, part.dtype) for part in join_segments([])] == [
        ((0,), np.intp),
        ((0,), np.intp),
        ((0,), np.float64),
    ]
