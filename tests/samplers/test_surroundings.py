"""Which rows count as in danger, noise or hard to learn where neighbors tie: by (distance, row)."""

import numpy as np
import pytest

from fastsmote.over_sampling import ADASYN, SVMSMOTE, BorderlineSMOTE
from tests.naive.neighbors import k_nearest
from tests.parity.data import TIED, load

pytestmark = pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning")


def n_others(X, y, rows, n_neighbors):
    """How many of the neighbors of each row are of other classes."""
    neighbors = k_nearest(X.astype(np.float64), n_neighbors, rows)
    return np.sum(y[neighbors] != y[rows][:, np.newaxis], axis=1)


@pytest.mark.parametrize("name", TIED)
@pytest.mark.parametrize("m_neighbors", [1, 4, 9, 10])
@pytest.mark.parametrize("kind", ["borderline-1", "borderline-2"])
def test_danger(name, m_neighbors, kind):
    X, y = load(name)
    sampler = BorderlineSMOTE(m_neighbors=m_neighbors, kind=kind, random_state=0)
    y_resampled = sampler.fit_resample(X, y)[1]
    expected = {}
    for label, n in sampler.sampling_strategy_.items():
        rows = np.flatnonzero(y == label)
        others = n_others(X, y, rows, m_neighbors)
        danger = rows[(others >= m_neighbors / 2) & (others < m_neighbors)]
        made = np.sum(y_resampled == label) - len(rows)
        assert made == (n if len(danger) else 0)
        if n and len(danger):
            expected[label] = danger.tolist()
    assert {key: rows.tolist() for key, rows in sampler.in_danger_indices.items()} == expected


@pytest.mark.parametrize("n_neighbors", [3, 5, 8])
@pytest.mark.parametrize("name", ["grid", "duplicates"])
def test_hardness(name, n_neighbors):
    X, y = load(name)
    label = np.bincount(y).argmin()
    rows = np.flatnonzero(y == label)
    sampler = ADASYN(n_neighbors=n_neighbors, random_state=0, sampling_strategy={label: 2000})
    made = sampler.fit_resample(X + 0.0, y)[0][len(X) :]
    hardness = n_others(X, y, rows, n_neighbors)
    n_each = np.rint(hardness / hardness.sum() * (2000 - len(rows))).astype(int)
    assert len(made) == n_each.sum()
    # they come seed by seed, each no farther from its own than the farthest row of the class
    seeds = np.repeat(rows, n_each)
    farthest = np.linalg.norm(X[rows][:, None] - X[rows], axis=2).max(axis=1)
    assert (np.linalg.norm(made - X[seeds], axis=1) <= np.repeat(farthest, n_each)).all()


@pytest.mark.parametrize("m_neighbors", [3, 10])
def test_noise_is_no_seed(m_neighbors):
    X, y = load("duplicates")
    sampler = SVMSMOTE(m_neighbors=m_neighbors, random_state=0, out_step=0, k_neighbors=3)
    made = sampler.fit_resample(X, y)[0][len(X) :]
    support = sampler.svm_estimator_.support_
    support = support[y[support] == 1]
    others = n_others(X, y, support, m_neighbors)
    safe = support[others < m_neighbors / 2]
    # with steps of zero the rows of safe support vectors are these themselves
    is_safe = np.isclose(made[:, np.newaxis], X[safe], rtol=1e-12).all(axis=2).any(axis=1)
    assert is_safe.sum() > 0
    n_inwards = np.flatnonzero(is_safe)[0]
    assert is_safe[n_inwards:].all()
