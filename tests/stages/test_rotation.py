"""Rows along their principal axes: distances stay, the first features hold most of them."""

import numpy as np
import pytest

from fastsmote.kernels.packing import pack_values, relative_bound
from fastsmote.neighbors import rotation
from fastsmote.neighbors.rotation import Rotation
from fastsmote.neighbors.search import nearest_by_kernels
from tests.kernels.panels import PANEL, allocate, panel_hits
from tests.kernels.test_bound import floor_to
from tests.naive.distances import sq_distances
from tests.naive.neighbors import k_nearest
from tests.naive.rows import KINDS


def rotated(X, dtype=np.float64, rows=None, n_threads=2):
    turn = Rotation(X, np.arange(len(X)) if rows is None else rows, n_threads)
    return turn, turn.apply(dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", [1, 2, 9, 40, 300])
def test_distances_stay(d, dtype):
    rng = np.random.default_rng(d)
    X = (rng.normal(size=(100, d)) @ rng.normal(size=(d, d)) + 1e3).astype(dtype)
    turn, Y = rotated(X)
    left, right = rng.integers(100, size=(2, 300))
    before = sq_distances(X[left], X[right], turn.scale)
    assert np.allclose(sq_distances(Y[left], Y[right]), before, rtol=1e-9)
    assert np.log2(turn.scale) == round(np.log2(turn.scale))
    assert np.allclose(rotated(X, np.float32)[1], Y, atol=1e-6)


def test_the_first_features_vary_most():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(500, 3)) @ rng.normal(size=(3, 30)) + 0.01 * rng.normal(size=(500, 30))
    variances = rotated(X)[1].var(axis=0)
    assert (np.diff(variances) <= 1e-12).all()
    assert variances[:3].sum() > 0.99 * variances.sum()


@pytest.mark.parametrize(
    ("share", "expected"), [(0.01, 1), (0.5, 1), (0.7, 2), (0.9, 3), (0.98, 4), (1.0, 4)]
)
def test_leading_features_hold_a_share_of_the_variance(share, expected):
    signs = np.array(np.meshgrid(*[[-1, 1]] * 4)).reshape(4, -1).T
    X = np.ascontiguousarray(signs * np.sqrt([0.1, 0.64, 0.04, 0.22]) + 5)
    turn, Y = rotated(X)
    assert turn.n_leading(share) == expected
    variances = Y.var(axis=0)
    held = variances[:expected].sum() / variances.sum()
    assert held >= share * (1 - 1e-12)
    assert held - variances[expected - 1] / variances.sum() < share


@pytest.mark.parametrize("n", [1, 2, 100])
def test_rows_without_variance_have_a_leading_feature(n):
    assert rotated(np.full((n, 3), 7.0))[0].n_leading(0.9) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_leading_features_are_some_of_all(kind):
    X = KINDS[kind](np.random.default_rng(5), 200, 6)
    turn = rotated(X)[0]
    numbers = [turn.n_leading(share) for share in (0.1, 0.5, 0.875, 0.99)]
    assert numbers == sorted(numbers)
    assert 1 <= numbers[0] <= numbers[-1] <= 6


def test_beyond_some_features_the_rest_are_ordered_by_variance(monkeypatch):
    monkeypatch.setattr(rotation, "_MOST_ROTATED", 4)
    rng = np.random.default_rng(1)
    X = rng.normal(size=(300, 9)) * rng.permutation(2.0 ** np.arange(9))
    variances = rotated(X)[1].var(axis=0)
    assert (np.diff(variances) <= 0).all()
    assert np.allclose(
        np.sort(variances[4:]), np.sort(X.var(axis=0))[:5] * rotated(X)[0].scale ** 2
    )
    found, _ = nearest_by_kernels(X, 5, np.ones(300, dtype=bool), 2)
    assert np.array_equal(found, k_nearest(X, 5))


def test_axes_that_are_not_orthogonal_are_not_used(monkeypatch):
    monkeypatch.setattr(rotation, "_ORTHOGONAL", 0.0)
    X = np.random.default_rng(2).normal(size=(300, 5))
    turn, Y = rotated(X)
    assert np.array_equal(turn.axes, np.eye(5))
    assert np.allclose(Y, (X - X.mean(axis=0)) * turn.scale)


@pytest.mark.parametrize("n_threads", [1, 3])
def test_some_rows_of_a_larger_array(n_threads):
    whole = np.random.default_rng(3).normal(size=(2000, 4))
    whole[::2] = np.nan
    rows = np.arange(1, 2000, 2)
    turn, Y = rotated(whole, rows=rows, n_threads=n_threads)
    _, expected = rotated(whole[rows])
    assert np.array_equal(Y, expected)
    assert 0.5 <= np.abs((whole[rows] - whole[rows].mean(axis=0)) * turn.scale).max() <= 1.1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("unit", [1e-310, 1e-150, 1.0, 1e150, 1e307])
def test_values_are_brought_near_one(kind, unit):
    X = KINDS[kind](np.random.default_rng(4), 60, 3)
    X *= unit / max(1, np.abs(X).max() / 10)
    _, Y = rotated(X)
    assert np.isfinite(Y).all()
    assert np.abs(Y).max() <= 3**0.5


def hard_pairs(rng, n, d):
    """Rows far from the center and their near-duplicates, in all directions."""
    rows = rng.normal(size=(n, d)) * 2.0 ** rng.uniform(-3, 0, (n, 1))
    return rows, rows + rng.normal(size=(n, d)) * 10.0 ** rng.uniform(-17, -8, (n, 1))


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", [1, 2, 5, 16, 64, 256])
def test_rotated_rows_are_not_missed(d, filter_dtype):
    # the rounding of the rotation, which in float64 is of the size of the filter's own
    n, ends = 8 * PANEL, [d]
    left, right = hard_pairs(np.random.default_rng(d), n, d)
    X = np.concatenate([left, right])
    turn, Y = rotated(X, filter_dtype)
    packed = allocate(np.arange(2 * n), d, 2 * n, X.dtype, turn.scale, filter_dtype, ends)
    pack_values(Y, 1 - relative_bound(d, 1, filter_dtype), packed, 0, 2 * n)
    packed.bounds[:] = -np.inf
    half = sq_distances(left, right, turn.scale) / 2
    # enlarged as the bounds of lists are, for axes that are orthogonal but for rounding
    packed.bounds[:n] = floor_to(filter_dtype, half * (1 + 2.0**-22) + 1e-30)
    for first in range(0, n, PANEL):
        assert panel_hits(packed, 1, first, n + first).diagonal().all()
