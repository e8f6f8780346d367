import numpy as np
import pytest

from fastsmote.kernels.groups import expand_groups
from fastsmote.kernels.lists import Lists, list_width
from tests.naive.distances import sq_distances


def expanded(group_of, distances, queries, k, n_near):
    """Lists of the queries; ``distances`` are those between groups."""
    n, n_groups = len(group_of), len(distances)
    members = np.argsort(group_of, kind="stable")
    starts = np.searchsorted(group_of[members], np.arange(n_groups + 1))
    others = distances + np.where(np.eye(n_groups, dtype=bool), np.inf, 0)
    near = np.argsort(others, axis=1, kind="stable")[:, :n_near]
    width = list_width(k)
    lists = Lists(
        sq_distances=np.full(len(queries) * width, np.inf),
        indices=np.full(len(queries) * width, n),
        width=width,
        k=k,
    )
    by_group = np.ascontiguousarray(np.take_along_axis(others, near, axis=1))
    expand_groups(group_of, starts, members, queries, np.ascontiguousarray(near), by_group, lists)
    shape = len(queries), width
    return lists.indices.reshape(shape)[:, :k], lists.sq_distances.reshape(shape)[:, :k]


@pytest.mark.parametrize("k", [1, 5, 9, 17, 40])
@pytest.mark.parametrize("n_groups", [2, 10, 60])
def test_rows_of_the_nearest_groups_are_the_nearest_rows(n_groups, k):
    rng = np.random.default_rng([n_groups, k])
    # numbers of the groups go by their first row, sizes differ much, distances tie
    group_of = np.concatenate(
        [np.arange(n_groups), np.minimum(rng.geometric(1.5 / n_groups, 150), n_groups) - 1]
    )
    places = rng.integers(4, size=(n_groups, 2)) + 10.0 * np.eye(n_groups, 2)
    left, right = np.indices((n_groups, n_groups)).reshape(2, -1)
    distances = sq_distances(places[left], places[right]).reshape(n_groups, n_groups)
    distances += 1 - np.eye(n_groups)  # groups differ
    queries = np.flatnonzero(rng.uniform(size=len(group_of)) < 0.7)
    found, sq = expanded(group_of, distances, queries, k, min(k, n_groups - 1))

    between = distances[group_of[queries]][:, group_of]
    between[np.arange(len(queries)), queries] = np.inf
    expected = np.argsort(between, axis=1, kind="stable")[:, :k]
    assert np.array_equal(found, expected)
    assert np.array_equal(sq, np.take_along_axis(between, expected, axis=1))


def test_one_group():
    found, sq = expanded(np.zeros(12, np.int64), np.zeros((1, 1)), np.arange(12), 11, 0)
    for row in range(12):
        assert found[row].tolist() == [i for i in range(12) if i != row]
    assert not sq.any()
