"""Links found by searching for few of the rows are those of all."""

import numpy as np
import pytest

from fastsmote.under_sampling import TomekLinks, tomek_links
from fastsmote.under_sampling.tomek_links import nearest_across_classes
from tests.naive.neighbors import k_nearest


def data(kind, n_classes, seed):
    rng = np.random.default_rng([n_classes, seed])
    X = rng.integers(6, size=(150, 2)) if kind == "grid" else rng.normal(size=(150, 2))
    share = np.arange(1, n_classes + 1) / np.arange(1, n_classes + 1).sum()
    return X.astype(float), rng.permutation(n_classes)[rng.choice(n_classes, size=150, p=share)]


@pytest.mark.parametrize("kind", ["normal", "grid"])  # whole numbers tie, and hold equal rows
@pytest.mark.parametrize("n_classes", [2, 3, 5])
@pytest.mark.parametrize("seed", range(4))
def test_links_are_those_of_all_neighbors(kind, n_classes, seed):
    X, y = data(kind, n_classes, seed)
    nearest = k_nearest(X, 1)[:, 0]
    for strategy in ("auto", "majority", "all"):
        sampler = TomekLinks(sampling_strategy=strategy)
        sampler.fit_resample(X, y)
        linked = [
            i
            for i, j in enumerate(nearest)
            if nearest[j] == i and y[i] != y[j] and y[i] in sampler.sampling_strategy_
        ]
        assert linked
        assert sampler.sample_indices_.tolist() == np.delete(np.arange(150), linked).tolist()


def test_of_the_largest_class_only_partners_are_searched_for(monkeypatch):
    searched = []
    search = tomek_links.find_neighbors

    def noted(n_neighbors, X, n_jobs, of):
        searched.append(of.tolist())
        return search(n_neighbors, X, n_jobs, of=of)

    monkeypatch.setattr(tomek_links, "find_neighbors", noted)
    X = np.array([0.0, 1.0, 10.0, 11.5, 12.6, 20.0])[:, np.newaxis]
    y = np.array([0, 1, 0, 1, 0, 0])
    assert nearest_across_classes(X, y, 1).tolist() == [1, 0, 2, 4, 3, 5]
    assert searched == [[1, 3], [0, 4]]


def test_no_partner_of_another_class():
    X = np.array([0.0, 1.0, 10.0, 11.0, 12.5])[:, np.newaxis]
    assert nearest_across_classes(X, np.array([1, 1, 0, 0, 0]), 1).tolist() == [1, 0, 2, 3, 4]
