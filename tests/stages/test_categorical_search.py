"""Nearest rows with categories: NumPy and the kernels give the answer of naive loops."""

from itertools import product

import numpy as np
import pytest

from fastsmote.neighbors import blocks, categorical, panels
from fastsmote.progress import reporting
from tests.naive.mixed import mixed_distances, nearest, nominal_distances

SIZES = (2, 7, 300)


@pytest.fixture(params=["numpy", "kernels"])
def _path(request, monkeypatch):
    n_pairs = 0 if request.param == "kernels" else 1 << 62
    monkeypatch.setattr(categorical, "_NUMPY_WARM", n_pairs)
    monkeypatch.setattr(categorical, "_NUMPY_COLD", n_pairs)
    monkeypatch.setattr(blocks, "_BLOCK", 1 << 10)  # several blocks, and several tasks
    monkeypatch.setattr(categorical, "_RANKED", 1 << 6)
    monkeypatch.setattr(panels, "_TASK", 1 << 12)


def mixed_rows(n: int, size: int = 4):
    stream = np.random.RandomState(n)
    codes = stream.randint(0, size, (n, 3)).astype(np.min_scalar_type(size - 1))
    return stream.randint(0, 5, (n, 2)) / 4, codes


@pytest.mark.usefixtures("_path")
@pytest.mark.parametrize(
    ("n", "k", "mismatch"), list(product((2, 60, 300), (1, 7), (0.0, 0.3, 1e300)))
)
def test_mixed(n, k, mismatch):
    k = min(k, n - 1)
    numbers, codes = mixed_rows(n)
    is_query = np.arange(n) % 3 != 1
    found = categorical.nearest_mixed(numbers, codes, mismatch, k, is_query)
    expected = nearest(mixed_distances(numbers, codes, mismatch), k, with_self=False)
    np.testing.assert_array_equal(found[is_query], expected[is_query])


@pytest.mark.usefixtures("_path")
def test_mixed_with_many_categories():
    numbers, codes = mixed_rows(300, 70_000)
    assert codes.dtype == np.uint32
    found = categorical.nearest_mixed(numbers, codes, 0.5, 3, np.ones(300, dtype=bool))
    expected = nearest(mixed_distances(numbers, codes, 0.5), 3, with_self=False)
    np.testing.assert_array_equal(found, expected)


@pytest.mark.usefixtures("_path")
def test_mixed_beyond_the_range_of_numbers():
    numbers, codes = mixed_rows(40)
    numbers[::2] = 1e200
    with np.errstate(over="ignore"):
        expected = nearest(mixed_distances(numbers, codes, 1.0), 25, with_self=False)
    found = categorical.nearest_mixed(numbers, codes, 1.0, 25, np.ones(40, dtype=bool))
    np.testing.assert_array_equal(found, expected)


@pytest.mark.usefixtures("_path")
@pytest.mark.parametrize(("n", "k", "size"), list(product((1, 30, 300), (1, 6), SIZES)))
def test_nominal(n, k, size):
    k = min(k, n)
    stream = np.random.RandomState(size)
    codes = stream.randint(0, size, (n, 2)).astype(np.min_scalar_type(size - 1))
    tables = [stream.randint(0, 3, (size, size)) / 2 for _ in range(2)]
    tables = [(table + table.T) * (1 - np.eye(size)) for table in tables]
    is_query = np.arange(n) % 3 != 1
    found = categorical.nearest_nominal(codes, tables, k, is_query)
    expected = nearest(nominal_distances(codes, tables), k, with_self=True)
    np.testing.assert_array_equal(found[is_query], expected[is_query])


def test_threads_and_tasks_change_nothing(monkeypatch):
    monkeypatch.setattr(categorical, "_NUMPY_COLD", 0)
    monkeypatch.setattr(categorical, "_NUMPY_WARM", 0)
    numbers, codes = mixed_rows(1_000)
    is_query = np.ones(1_000, dtype=bool)
    results = []
    for n_jobs, task in product((1, 2, 5), (1 << 10, 1 << 26)):
        monkeypatch.setattr(panels, "_TASK", task)
        results.append(categorical.nearest_mixed(numbers, codes, 0.3, 5, is_query, n_jobs))
    for found in results[1:]:
        np.testing.assert_array_equal(found, results[0])


def test_progress(monkeypatch):
    monkeypatch.setattr(categorical, "_NUMPY_COLD", 0)
    monkeypatch.setattr(categorical, "_NUMPY_WARM", 0)
    monkeypatch.setattr(panels, "_TASK", 1 << 12)
    numbers, codes = mixed_rows(300)
    seen = []
    with reporting(lambda done, wanted: seen.append((done, wanted))):
        categorical.nearest_mixed(numbers, codes, 0.3, 5, np.arange(300) % 2 == 0, 1)
    assert seen[-1] == (150, 150)
    assert seen == sorted(seen)
