"""The face of the search: whichever way answers, the answer is the same."""

import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
from scipy import sparse

from fastsmote.neighbors import (
    density,
    dispatch,
    k_farthest_others,
    k_nearest,
    k_nearest_of,
    k_nearest_others,
    search,
    sparse_search,
)
from tests.naive.distances import sq_distances, unit_scale
from tests.naive.neighbors import k_nearest as k_nearest_by_twin
from tests.naive.rows import KINDS

PATHS = {"numpy": 1 << 60, "kernels": 0}


@pytest.fixture(params=PATHS)
def path(request, monkeypatch):
    """Force one of the two searches, whatever the number of rows."""
    assert search is not None  # loaded, so the threshold for warm kernels applies
    assert sparse_search is not None
    monkeypatch.setattr(dispatch, "_most_for_numpy", lambda *_: PATHS[request.param])
    monkeypatch.setattr(dispatch, "_SCIPY_WARM", PATHS[request.param])
    return request.param


@pytest.mark.parametrize(
    "dtype", [np.float16, np.float32, np.float64, np.longdouble, np.int32, np.bool_]
)
def test_types(path, dtype):
    X = (KINDS["grid"](np.random.default_rng(0), 150, 4) > -2).astype(dtype)
    found = k_nearest(X, 5, np.ones(150, bool))
    assert found.dtype == np.intp
    assert np.array_equal(found, k_nearest_by_twin(X, 5))


@pytest.mark.parametrize("share", [0.05, 0.5, 0.89, 0.91, 1])
def test_rows_asked_for_get_their_neighbors(path, share):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(200, 4))
    is_query = np.zeros(200, bool)
    is_query[rng.permutation(200)[: int(200 * share)]] = True
    before = is_query.copy()
    found = k_nearest(X, 5, is_query, 2)
    assert found.shape == (200, 5)
    assert np.array_equal(found[is_query], k_nearest_by_twin(X, 5)[is_query])
    assert np.array_equal(is_query, before)


@pytest.mark.parametrize("n_asked", [1, 40, 199, 500])
def test_rows_may_be_asked_for_in_any_order_and_twice(path, n_asked):
    X = np.random.default_rng(9).normal(size=(300, 4))
    rows = np.arange(50, 250)
    queries = np.random.default_rng(n_asked).integers(200, size=n_asked)
    found = k_nearest_of(X, 5, queries, 2, rows)
    assert np.array_equal(found, k_nearest_by_twin(X[rows], 5)[queries])


@pytest.mark.parametrize("dense_bytes", [0, 1 << 40])
@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csr_array])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sparse_rows(path, monkeypatch, dtype, container, dense_bytes):
    monkeypatch.setattr(density, "_DENSE_BYTES", dense_bytes)
    X = KINDS["binary"](np.random.default_rng(2), 150, 12).astype(dtype)
    X[:, 3] *= np.linspace(0, 1, 150, dtype=dtype)
    found = k_nearest(container(X), 5, np.ones(150, bool))
    assert np.array_equal(found, k_nearest_by_twin(X, 5))


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int32, np.bool_])
@pytest.mark.parametrize("container", [np.asarray, sparse.csr_array, sparse.csr_matrix])
def test_some_rows_of_a_larger_array(path, container, dtype):
    rng = np.random.default_rng(4)
    X = rng.integers(4, size=(300, 5)).astype(dtype)
    rows = np.sort(rng.permutation(300)[:170])
    for share in (0.3, 1):
        is_query = rng.uniform(size=170) < share
        found = k_nearest(container(X), 5, is_query, 2, rows)
        assert np.array_equal(found[is_query], k_nearest_by_twin(X[rows], 5)[is_query])


def test_wide_sparse_rows_are_not_made_dense():
    rng = np.random.default_rng(3)
    n, d, n_stored = 40, 10**7, 30
    columns = rng.integers(10, size=(n, n_stored)) * (d // 10) + rng.integers(4, size=(n, 1))
    rows = np.repeat(np.arange(n), n_stored)
    X = sparse.csr_array((rng.normal(size=n * n_stored), (rows, columns.ravel())), shape=(n, d))
    tracemalloc.start()
    try:
        found = k_nearest(X, 5, np.ones(n, bool))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * n * d / 4
    narrow = X[:, np.unique(columns)].toarray()
    assert np.array_equal(found, k_nearest_by_twin(narrow, 5))


@pytest.mark.parametrize("kind", KINDS)
def test_both_ways_agree(monkeypatch, kind):
    X = KINDS[kind](np.random.default_rng(3), 300, 10)
    found = []
    for threshold in PATHS.values():
        monkeypatch.setattr(dispatch, "_most_for_numpy", lambda *_, most=threshold: most)
        found.append(k_nearest(X, 5, np.ones(300, bool), 2))
    assert np.array_equal(*found)


WITHOUT_NUMBA = """
import sys
import numpy as np
from fastsmote.neighbors import k_nearest

k_nearest(np.random.default_rng(0).normal(size=(60, 5)), 5, np.ones(60, bool))
assert "numba" not in sys.modules
for n, d in ((5000, 2), (5000, 20)):
    k_nearest(np.random.default_rng(0).normal(size=(n, d)), 1, np.ones(n, bool))
    assert "numba" not in sys.modules
n = 20_000
k_nearest(np.random.default_rng(0).normal(size=(n, 20)), 1, np.ones(n, bool))
assert "numba" in sys.modules
"""


def test_few_rows_do_not_wait_for_numba():
    subprocess.run([sys.executable, "-c", WITHOUT_NUMBA], check=True, timeout=120)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int32])
@pytest.mark.parametrize("container", [np.asarray, sparse.csr_array])
def test_rows_among_others(path, container, dtype):
    X = np.random.default_rng(5).integers(6, size=(300, 4)).astype(dtype)
    order = np.random.default_rng(6).permutation(300)
    queries, references = order[:90], order[90:240]  # in any order, and not all
    found, sq = k_nearest_others(container(X), 7, queries, references, 2)
    placed = X[np.concatenate((queries, references))]
    expected = k_nearest_by_twin(placed, 7, range(90), np.arange(90, 240))
    assert np.array_equal(found, references[expected - 90])
    assert np.array_equal(
        sq, [sq_distances(X[q], X[f]) for q, f in zip(queries, found, strict=True)]
    )
    assert found.dtype == np.intp


def test_a_row_that_is_asked_for_and_searched_finds_itself(path):
    X = np.random.default_rng(7).normal(size=(80, 3))
    rows = np.arange(80)
    found, _ = k_nearest_others(X, 3, rows, rows)
    assert np.array_equal(found[:, 0], rows)
    assert np.array_equal(found[:, 1:], k_nearest_by_twin(X, 2))


@pytest.mark.parametrize("container", [np.asarray, sparse.csr_array, sparse.csr_matrix])
@pytest.mark.parametrize("kind", KINDS)
def test_farthest_rows(kind, container):
    X = KINDS[kind](np.random.default_rng(8), 200, 4)
    queries, references = np.arange(120), np.arange(100, 200)
    for k in (1, 3, 40, 100):
        found, sq = k_farthest_others(container(X), k, queries, references)
        for query in range(0, 120, 7):
            distances = sq_distances(X[references], X[query : query + 1], unit_scale(X))
            expected = references[np.argsort(-distances, kind="stable")][:k]
            assert np.array_equal(found[query], expected)
            assert np.array_equal(sq[query], sq_distances(X[query], X[found[query]]))
