"""The k-d tree: the neighbors and the bits of the search by bounds, or no answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.neighbors import dispatch, k_nearest, k_nearest_others, tree
from fastsmote.neighbors.expansion import nearest_by_expansion
from fastsmote.neighbors.tree import nearest_by_tree
from tests.environment.process import run_python
from tests.naive.neighbors import k_nearest as k_nearest_by_twin
from tests.naive.rows import KINDS


def check(X, k, is_query, only_others, scale=None):
    found = nearest_by_tree(X, k, is_query, 2, only_others, scale)
    expected = nearest_by_expansion(X, k, is_query, 1, only_others, scale=scale)
    assert np.array_equal(found[0], expected[0])
    assert np.array_equal(found[1], expected[1])


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.int64, np.bool_])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("d", [1, 2, 5, 9])
def test_same_bits_as_by_bounds(kind, d, dtype):
    X = KINDS[kind](np.random.default_rng(d), 80, d)
    with np.errstate(over="ignore", invalid="ignore"):
        X = np.nan_to_num(X.astype(dtype), posinf=1, neginf=-1)
    is_query = np.random.default_rng(1).uniform(size=80) < 0.6
    for only_others in (False, True):
        for k in (1, 5, 20):
            check(X, k, is_query, only_others)
    check(X, 5, is_query, only_others=True, scale=2.0**-3)


@given(
    n=st.integers(2, 60),
    d=st.integers(1, 3),
    n_values=st.sampled_from([1, 2, 5, 1000]),
    size=st.sampled_from([1e-300, 1e-162, 1e-154, 1.0, 1e120]),
    seed=st.integers(0, 99),
)
def test_ties_and_sizes(n, d, n_values, size, seed):
    rng = np.random.default_rng(seed)
    X = size * rng.integers(n_values, size=(n, d)) / 7
    k = int(rng.integers(1, n))
    check(X, k, np.ones(n, dtype=bool), only_others=False)
    is_query = np.arange(n) < max(1, n // 3)
    check(X, min(k, n - is_query.sum()), is_query, only_others=True)


def test_nearly_equal_distances_rank_by_their_bits():
    rng = np.random.default_rng(0)
    X = rng.integers(3, size=(200, 2)) * (1 + rng.integers(3, size=(200, 2)) * 2.0**-52)
    check(X, 5, np.ones(200, dtype=bool), only_others=False)


def test_rows_are_only_read():
    X = np.random.default_rng(0).normal(size=(100, 3))
    X.setflags(write=False)
    check(X[::2], 5, np.ones(50, dtype=bool), only_others=False)


def test_distances_beyond_the_range_of_numbers_are_left_to_others():
    X = np.random.default_rng(0).normal(size=(30, 2))
    X[::3] *= 1e200
    assert nearest_by_tree(X, 25, np.ones(30, dtype=bool)) is None


def test_too_many_ties_are_left_to_others(monkeypatch):
    X, every = KINDS["grid"](np.random.default_rng(0), 200, 2), np.ones(200, dtype=bool)
    assert nearest_by_tree(X, 5, every) is not None
    assert nearest_by_tree(X, 5, every, most_tied=0.25) is None
    isotropic = np.random.default_rng(0).normal(size=(200, 2))
    assert nearest_by_tree(isotropic, 5, every, most_tied=0.0) is not None
    monkeypatch.setattr(tree, "_MOST_AGAIN", 100)
    assert nearest_by_tree(X, 5, every) is None


def test_threads_do_not_decide():
    X = KINDS["grid"](np.random.default_rng(0), 3000, 3)
    every = np.ones(3000, dtype=bool)
    found = [nearest_by_tree(X, 5, every, n_threads) for n_threads in (1, 2, 3)]
    for other in found[1:]:
        assert np.array_equal(found[0][0], other[0])
        assert np.array_equal(found[0][1], other[1])


@pytest.mark.parametrize("kind", ["isotropic", "grid", "duplicates"])
def test_the_search_asks_the_tree_where_it_pays(monkeypatch, kind):
    asked = []

    def spy(*arguments):
        asked.append(nearest_by_tree(*arguments) is not None)
        return nearest_by_tree(*arguments)

    monkeypatch.setattr(dispatch, "nearest_by_tree", spy)
    monkeypatch.setattr(dispatch, "_TREE_PAIRS", 0)
    monkeypatch.setattr(dispatch, "pays", lambda *_: False)
    X = KINDS[kind](np.random.default_rng(0), 300, 3)
    assert np.array_equal(k_nearest(X, 5, np.ones(300, dtype=bool)), k_nearest_by_twin(X, 5))
    rows = np.arange(0, 300, 2)
    found = k_nearest(X, 5, np.ones(150, dtype=bool), rows=rows)
    assert np.array_equal(found, k_nearest_by_twin(X[rows], 5))
    found, _ = k_nearest_others(X, 5, rows, rows + 1)
    expected = nearest_by_expansion(X, 5, np.arange(300) % 2 == 0, only_others=True)[0]
    assert np.array_equal(found, expected)
    assert asked == 3 * [kind == "isotropic"]


def test_a_first_call_with_few_features_does_not_wait_for_numba(tmp_path):
    code = """
        import sys
        import numpy as np
        from fastsmote.neighbors import k_nearest
        X = np.random.default_rng(0).normal(size=(30_000, 2))
        found = k_nearest(X, 5, np.ones(30_000, dtype=bool))
        assert "numba" not in sys.modules
        import fastsmote.neighbors.search
        assert np.array_equal(k_nearest(X, 5, np.ones(30_000, dtype=bool)), found)
    """
    run_python(code, tmp_path)
