"""Search for a bound by a matrix product that exceeds its distance, which the proof rules out."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy import sparse

from fastsmote.neighbors import bounds, expansion
from fastsmote.neighbors.bounds import Bounds, Space, SparseBounds
from tests.kernels.test_bound import FAMILIES
from tests.naive.distances import sq_distances
from tests.naive.neighbors import k_nearest
from tests.naive.rows import KINDS
from tests.stages.searches import nearest_by_expansion

WIDTHS = [1, 3, 8, 31, 128]
TINY = {np.float32: 1e-30, np.float64: 1e-280}


def suspects(d, unit=1.0, n=64):
    """Pairs of every family and their mirror images, so that the centre is zero."""
    for make in FAMILIES:
        pairs = make(np.random.default_rng([d, n]), n, d)
        halves = [unit * side for side in pairs]
        yield np.vstack([*halves, -halves[0], -halves[1]])


def excess(X, dtype, sign):
    """How far bounds exceed the truth at most, and limits fall short of it."""
    bound = Bounds(X, None, sign, dtype)
    rows = np.arange(len(X))
    table = bound.lower_bounds(rows, Space())
    left, right = np.divmod(np.arange(len(X) ** 2), len(X))
    truth = sq_distances(X[left], X[right], bound.scale).reshape(table.shape)
    slack = (X.shape[1] + 8) * 2.0**-53 * truth + TINY[dtype]
    limits = np.column_stack([bound.upper_limits(rows, column) for column in table.T])
    truth = sign * truth
    return (table - truth - slack).max(), (truth - slack - limits).max()


@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("unit", [1.0, 2.0**-90])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", WIDTHS)
def test_no_bound_exceeds_a_distance_and_no_limit_falls_short_of_it(d, dtype, unit, sign):
    for X in suspects(d, unit):
        for rows in (X, X.astype(np.float32)):
            assert max(excess(rows, dtype, sign)) <= 0


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", WIDTHS)
def test_the_search_finds_violations_of_too_small_a_bound(monkeypatch, d, dtype):
    monkeypatch.setattr(bounds, "_relative_error", lambda *_: 0.0)
    found = np.array([excess(X, dtype, 1.0) for X in suspects(d)]).max(axis=0)
    assert found[0] > 0
    assert found[1] > 0 or dtype == np.float64  # what is added for roundings is enough for those


def test_sparse_bounds_are_those_of_zeros_written_out():
    X = np.random.default_rng(0).normal(size=(40, 12))
    X[np.random.default_rng(1).uniform(size=X.shape) < 0.7] = 0
    bound = SparseBounds(sparse.csr_array(X), None, 1.0)
    rows = np.arange(40)
    left, right = np.divmod(np.arange(1600), 40)
    truth = sq_distances(X[left], X[right], bound.scale).reshape(40, 40)
    assert (bound.lower_bounds(rows, Space()) <= truth).all()
    assert np.allclose(bound.lower_bounds(rows, Space()), truth, atol=1e-13)


def precisions(monkeypatch):
    """Bytes of the bounds that the searches to come make use of."""
    made = []

    def make(X, references, sign, dtype):
        made.append(np.dtype(dtype).itemsize)
        return Bounds(X, references, sign, dtype)

    monkeypatch.setattr(expansion, "Bounds", make)
    return made


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("isotropic", [4]), ("offset_1e8", [4]), ("far_clusters", [4, 8]), ("all_equal", [4, 8])],
)
def test_double_precision_where_single_leaves_many_pairs(monkeypatch, kind, expected):
    X = KINDS[kind](np.random.default_rng(2), 400, 6)
    made = precisions(monkeypatch)
    assert np.array_equal(nearest_by_expansion(X, 5, np.ones(400, bool)), k_nearest(X, 5))
    assert made == expected


def test_threads_that_need_double_precision_at_once_share_it(monkeypatch):
    rows = expansion._Rows(np.ones((4, 2)), None, 1.0, None, 4)
    are_two_here = threading.Barrier(2)
    made = []

    def make(*_):
        made.append(Bounds(np.ones((4, 2)), None, 1.0, np.float64))
        with contextlib.suppress(threading.BrokenBarrierError):  # the other one comes in as well
            are_two_here.wait(timeout=0.2)
        return made[-1]

    monkeypatch.setattr(expansion, "Bounds", make)
    with ThreadPoolExecutor(2) as threads:
        sharpened = list(threads.map(lambda _: rows.sharpen(), range(2)))
    assert sharpened == made * 2


def test_double_precision_for_very_many_features(monkeypatch):
    X = np.random.default_rng(3).normal(size=(20, 5000))
    made = precisions(monkeypatch)
    assert np.array_equal(nearest_by_expansion(X, 3, np.ones(20, bool)), k_nearest(X, 3))
    assert made == [8]
