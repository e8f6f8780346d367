"""Sums of distances where only the smallest matter: those of a search of all."""

import numpy as np
import pytest

from fastsmote.neighbors import (
    dispatch,
    k_nearest_others,
    least_total_distances,
    one_search,
    total_distances,
)
from tests.naive.rows import KINDS


@pytest.fixture(params=[0.0, 0.9, 1.2], ids=lambda farther: f"reach_{farther}")
def reaches(request, monkeypatch):
    """Reaches that the kernels have found; all, some or none of the best are within."""
    found = []
    reach_of_best = one_search.Search._reach_of_best

    def noted(self, n_best):
        found.append(reach_of_best(self, n_best))
        return found[-1]

    monkeypatch.setattr(one_search.Search, "_reach_of_best", noted)
    monkeypatch.setattr(one_search, "_FARTHER", request.param)
    monkeypatch.setattr(dispatch, "_most_for_numpy", lambda *_: 0)
    return found


@pytest.mark.parametrize("how", ["_cost_of_scan", "_cost_of_join"])
@pytest.mark.parametrize("n_best", [1, 400, 1500])
@pytest.mark.parametrize("kind", KINDS)
def test_the_best_have_their_sums(monkeypatch, reaches, kind, n_best, how):
    cost_of = getattr(one_search.Search, how)
    monkeypatch.setattr(one_search.Search, how, lambda self, *a: (-1.0, cost_of(self, *a)[1]))
    rng = np.random.default_rng(n_best)
    X = KINDS[kind](rng, 1800, 6)
    order = rng.permutation(1800)
    queries, references = order[:1500], order[1500:]
    for k in (1, 3):
        wanted = np.sqrt(k_nearest_others(X, k, queries, references, 2)[1]).sum(axis=1)
        found = least_total_distances(X, k, queries, references, n_best, 2)
        last = np.sort(wanted)[n_best - 1]
        is_known = np.isfinite(found)
        np.testing.assert_array_equal(found[wanted <= last], wanted[wanted <= last])
        np.testing.assert_array_equal(found[is_known], wanted[is_known])
    # else nothing has been tested
    assert len(reaches) == 2
    assert all(np.isfinite(reach) == (n_best < 500) for reach in reaches)


def test_without_kernels_all_sums_are_there():
    X = np.random.default_rng(0).normal(size=(90, 3))
    queries, references = np.arange(60), np.arange(60, 90)
    wanted = np.sqrt(k_nearest_others(X, 2, queries, references)[1]).sum(axis=1)
    found = least_total_distances(X, 2, queries, references, 5)
    np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize("k", range(1, 20))
def test_terms_are_added_as_numpy_adds_those_of_a_row(k):
    sq_distances = np.random.default_rng(k).exponential(size=(500, k))
    expected = np.sqrt(sq_distances).sum(axis=1)
    np.testing.assert_array_equal(total_distances(sq_distances), expected)
