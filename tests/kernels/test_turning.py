"""Rows on other axes, beside NumPy's product."""

import numpy as np
import pytest

from fastsmote.kernels.simd import TILES
from fastsmote.kernels.turning import Turn, in_strips, turn_rows


def drawn(rng, d, n_turned):
    """A turn, and the matrices that NumPy takes for it."""
    axes = rng.normal(size=(n_turned, n_turned))
    features = rng.permutation(d) if n_turned < d else np.arange(d)
    return Turn(rng.normal(size=d), 0.25, 4.0, features, n_turned, in_strips(axes)), axes


def turned(X, turn, axes):
    centred = ((X.astype(float) * turn.first_scale - turn.center) * turn.then_scale)[
        :, turn.features
    ]
    return np.hstack([centred[:, : turn.n_turned] @ axes, centred[:, turn.n_turned :]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("to", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("d", "n_turned"),
    [(1, 1), (2, 2), (7, 7), (8, 8), (31, 31), (33, 33), (70, 70), (9, 4), (70, 40)],
)
def test_equals_a_product_of_matrices(d, n_turned, to, dtype):
    rng = np.random.default_rng(d)
    X = rng.normal(size=(200, d)).astype(dtype)
    source = rng.permutation(200)[:150]
    turn, axes = drawn(rng, d, n_turned)
    Y = np.empty((150, d), to)
    turn_rows(X, source, turn, Y, 0, 150)
    expected = turned(X[source], turn, axes)
    assert np.allclose(Y, expected, rtol=0, atol=8 * d * np.finfo(to).eps * np.abs(expected).max())


@pytest.mark.parametrize("n_rows", [1, 2, 3, 5, 63, 64, 65, 130])
def test_rows_do_not_depend_on_those_around_them(n_rows):
    rng = np.random.default_rng(n_rows)
    X, source = rng.normal(size=(200, 6)), np.arange(200)
    X[50 + n_rows :] = np.nan
    turn, _ = drawn(rng, 6, 6)
    one_by_one, at_once = np.full((2, 200, 6), 7.0)
    for i in range(50, 50 + n_rows):
        turn_rows(X, source, turn, one_by_one, i, i + 1)
    turn_rows(X, source, turn, at_once, 50, 50 + n_rows)
    assert np.array_equal(at_once, one_by_one)
    assert np.isfinite(at_once).all()
    assert (np.delete(at_once, slice(50, 50 + n_rows), axis=0) == 7).all()


@pytest.mark.parametrize("n", [1, 5, 32, 33, 100])
def test_strips_hold_each_column_and_zeros_behind_the_last(n):
    axes = np.random.default_rng(n).normal(size=(n, n))
    strips = in_strips(axes)
    width = TILES[8].n_references
    columns = strips.reshape(-1, n, width).swapaxes(0, 1).reshape(n, -1)
    assert np.array_equal(columns[:, :n], axes)
    assert not columns[:, n:].any()
    assert strips.ctypes.data % 64 == 0
