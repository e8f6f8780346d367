"""Nearest rows where values are missing: NumPy and the kernel give the answer of naive loops."""

from itertools import product

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics.pairwise import nan_euclidean_distances
from sklearn.neighbors import NearestNeighbors

from fastsmote.neighbors import blocks, k_nearest, missing, panels
from fastsmote.neighbors.missing import k_nearest_present
from fastsmote.progress import reporting
from tests.naive.missing import mean_squares
from tests.naive.mixed import nearest


def use(path, monkeypatch):
    n_pairs = 0 if path == "kernel" else 1 << 62
    monkeypatch.setattr(missing, "_NUMPY_WARM", n_pairs)
    monkeypatch.setattr(missing, "_NUMPY_COLD", n_pairs)
    monkeypatch.setattr(blocks, "_BLOCK", 1 << 10)  # several blocks, and several tasks
    monkeypatch.setattr(panels, "_TASK", 1 << 12)


@pytest.fixture(params=["numpy", "kernel"])
def _path(request, monkeypatch):
    use(request.param, monkeypatch)


def without(X: np.ndarray, share: float, seed: int = 0) -> np.ndarray:
    """Rows with a share of the values taken out."""
    X = X.copy()
    X[np.random.RandomState(seed).random_sample(X.shape) < share] = np.nan
    return X


def grid(n: int, n_features: int, share: float) -> np.ndarray:
    return without(np.random.RandomState(n).randint(0, 4, (n, n_features)) / 2, share)


def normal(n: int, n_features: int, share: float) -> np.ndarray:
    return without(np.random.RandomState(n).standard_normal((n, n_features)), share)


def everyone(X: np.ndarray) -> np.ndarray:
    return np.arange(len(X))


@pytest.mark.usefixtures("_path")
@pytest.mark.parametrize(
    ("n", "n_features", "k", "share"), list(product((2, 60, 150), (1, 4), (1, 7), (0.1, 0.7)))
)
def test_against_naive_loops(n, n_features, k, share):
    X = grid(n, n_features, share)
    X[-1] = np.nan  # one row has no feature in common with any
    k = min(k, n - 1)
    is_query = np.arange(n) % 3 != 1
    found = k_nearest_present(X, k, np.flatnonzero(is_query))
    expected = nearest(mean_squares(X), k, with_self=False)
    np.testing.assert_array_equal(found, expected[is_query])


@pytest.mark.usefixtures("_path")
@pytest.mark.parametrize(("dtype", "share"), list(product(("float32", "float64"), (0.05, 0.4))))
def test_against_scikit_learn(dtype, share):
    X = normal(400, 6, share).astype(dtype)
    found = k_nearest_present(X, 5, everyone(X))
    distances = nan_euclidean_distances(X.astype(np.float64))
    of_found = np.take_along_axis(distances, found, axis=1)
    np.fill_diagonal(distances, np.nan)
    np.testing.assert_allclose(of_found, np.sort(distances, axis=1)[:, :5], rtol=1e-9)


def test_against_scikit_learns_search():
    X = normal(500, 8, 0.2)
    search = NearestNeighbors(n_neighbors=6, metric="nan_euclidean").fit(X)
    theirs = search.kneighbors(return_distance=False)
    np.testing.assert_array_equal(k_nearest_present(X, 6, everyone(X)), theirs)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_both_paths_give_the_same_bits(share, monkeypatch):
    # distances that differ in the last digit only: sums in another order would rank otherwise
    X = 1 + normal(300, 9, share) * 1e-15
    found = []
    for path in ("numpy", "kernel"):
        use(path, monkeypatch)
        found.append(k_nearest_present(X, 20, everyone(X)))
    np.testing.assert_array_equal(*found)


@pytest.mark.usefixtures("_path")
@pytest.mark.parametrize("exponent", [-1000, -600, 500])
def test_units_change_nothing(exponent):
    X = normal(80, 3, 0.3)
    expected = k_nearest_present(X, 5, everyone(X))
    scaled = np.ldexp(X, exponent)
    np.testing.assert_array_equal(k_nearest_present(scaled, 5, everyone(X)), expected)


@pytest.mark.usefixtures("_path")
def test_features_that_no_row_has_and_rows_that_have_no_feature():
    X = grid(50, 3, 0.2)
    X[7], X[:, 1] = np.nan, np.nan
    expected = nearest(mean_squares(X), 4, with_self=False)
    np.testing.assert_array_equal(k_nearest_present(X, 4, everyone(X)), expected)
    np.testing.assert_array_equal(expected[7], [0, 1, 2, 3])
    nothing = np.full((5, 2), np.nan)
    np.testing.assert_array_equal(k_nearest_present(nothing, 1, everyone(nothing))[:2, 0], [1, 0])


@pytest.mark.usefixtures("_path")
def test_some_rows_of_all():
    X = grid(90, 3, 0.3)
    rows = np.arange(1, 90, 2)
    found = k_nearest_present(X, 5, everyone(rows), rows=rows)
    np.testing.assert_array_equal(found, k_nearest_present(X[rows], 5, everyone(rows)))


@pytest.mark.parametrize("kind", ["float32", "float64", "int64", "bool", "csr"])
def test_rows_that_miss_nothing_are_searched_as_ever(kind, monkeypatch):
    X = np.random.RandomState(0).randint(0, 9, (40, 3))
    X = sparse.csr_matrix(X * 1.0) if kind == "csr" else X.astype(kind)
    monkeypatch.setattr(missing, "nearest_present", None)  # not to be called
    is_query = np.ones(40, dtype=bool)
    expected = k_nearest(X, 3, is_query)
    np.testing.assert_array_equal(k_nearest_present(X, 3, everyone(is_query)), expected)


def test_a_value_missing_elsewhere_does_not_matter():
    X = normal(60, 3, 0.0)
    X[0, 0] = np.nan
    rows = np.arange(1, 60)
    is_query = np.ones(59, dtype=bool)
    expected = k_nearest(X[1:].copy(), 4, is_query)
    found = k_nearest_present(X, 4, everyone(rows), rows=rows)
    np.testing.assert_array_equal(found, expected)


def test_threads_and_tasks_change_nothing(monkeypatch):
    use("kernel", monkeypatch)
    X = grid(1_000, 3, 0.2)
    results = []
    for n_jobs, task in product((1, 2, 5), (1 << 10, 1 << 26)):
        monkeypatch.setattr(panels, "_TASK", task)
        results.append(k_nearest_present(X, 5, everyone(X), n_jobs))
    for found in results[1:]:
        np.testing.assert_array_equal(found, results[0])


def test_rows_are_not_written_to():
    X = normal(50, 3, 0.2)
    before = X.copy()
    k_nearest_present(X, 3, everyone(X))
    np.testing.assert_array_equal(X, before)


def test_progress(monkeypatch):
    use("kernel", monkeypatch)
    X = grid(300, 3, 0.2)
    seen = []
    with reporting(lambda done, wanted: seen.append((done, wanted))):
        k_nearest_present(X, 5, np.arange(0, 300, 2), 1)
    assert seen[-1] == (150, 150)
    assert seen == sorted(seen)
