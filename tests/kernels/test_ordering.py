import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.kernels.ordering import split_by_medians
from tests.naive.ordering import GROUP, PANEL, leaves, separating_features, splits
from tests.naive.rows import KINDS


def ordered(X, order, first, last, stop, n_leading=None):
    """Split a copy of ``order``; the result and the leaves."""
    order, room = order.copy(), np.full((len(order) // PANEL + 64, 2), -1)
    n_leading = X.shape[1] if n_leading is None else n_leading
    n_leaves = split_by_medians(X, n_leading, order, first, last, stop, room)
    return order, [tuple(leaf) for leaf in room[:n_leaves].tolist()]


def check(X, order, stop=PANEL, first=0, last=None, n_leading=None):
    last = len(order) if last is None else last
    after, found = ordered(X, order, first, last, stop, n_leading)
    assert np.array_equal(np.sort(after[first:last]), np.sort(order[first:last]))
    assert np.array_equal(after[:first], order[:first])
    assert np.array_equal(after[last:], order[last:])
    assert found == leaves(first, last, stop)
    for left, right in splits(after, first, last, stop):
        assert separating_features(X[:, :n_leading], left, right).size > 0
    return after


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", KINDS)
def test_each_split_separates_the_rows_by_a_feature(kind, dtype):
    rng = np.random.default_rng(0)
    X = KINDS[kind](rng, 1300, 4).astype(dtype)
    check(X, rng.permutation(1300))


@pytest.mark.parametrize(
    "n", [0, 1, 2, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 512, 513, 1025, 2000]
)
@pytest.mark.parametrize("stop", [32, 50, 200, 700])
def test_leaves_are_whole_panels_but_the_last(n, stop):
    X = np.random.default_rng(n).normal(size=(n, 3))
    check(X, np.arange(n), stop)
    assert all(a % PANEL == 0 for a, _ in leaves(0, n, stop))


def test_only_the_range_is_ordered_and_only_by_its_own_rows():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(1000, 3))
    check(X, rng.permutation(1000)[:600], first=64, last=500)


HARD = {
    "ascending": lambda i: i,
    "descending": lambda i: -i,
    "pipes": lambda i: np.minimum(i, i[::-1]),
    "alternating": lambda i: i % 2,
    "alternating from above": lambda i: -(i % 2),
    "every fourth": lambda i: i % 4 == 0,
    "all but every eighth": lambda i: i % 8 > 0,
    "every thirty-second": lambda i: i % 32 == 0,
    "one high": lambda i: i == i[-1],
    "one low": lambda i: i > 0,
    "one high in the middle": lambda i: i == len(i) // 2,
    "constant": lambda i: 0 * i,
    "few values": lambda i: i % 5,
    "many equal in the middle": lambda i: np.clip(i, len(i) // 4, 3 * len(i) // 4),
    "steps": lambda i: i // 7,
    "two values at random": lambda i: np.random.default_rng(0).integers(2, size=len(i)),
    "mostly equal": lambda i: np.maximum(0, np.random.default_rng(0).normal(size=len(i)) - 1.5),
}


@pytest.mark.parametrize("n", [64, 128, 256, 500, 512, 600, 1024, 2048])
@pytest.mark.parametrize("values", HARD)
def test_selection_ends_on_orders_that_are_hard_for_it(values, n):
    X = HARD[values](np.arange(n)).astype(float)[:, np.newaxis]
    check(X, np.arange(n))


def test_ranges_are_cut_at_whole_groups_of_panels_while_there_are_more_than_one():
    X = np.random.default_rng(5).normal(size=(5 * GROUP - 100, 3))
    after, found = ordered(X, np.arange(len(X)), 0, len(X), GROUP)
    assert found == [(a, min(a + GROUP, len(X))) for a in range(0, len(X), GROUP)]
    within, _ = ordered(X, np.arange(len(X)), 0, len(X), PANEL)
    for a in range(0, len(X), GROUP):
        assert np.array_equal(np.sort(within[a : a + GROUP]), np.sort(after[a : a + GROUP]))


def test_the_widest_feature_is_sought_among_the_leading_ones():
    X = np.random.default_rng(6).normal(size=(700, 4)) * [1, 2, 50, 100]
    for n_leading, widest in ((1, 0), (2, 1), (3, 2), (4, 3)):
        after = check(X, np.arange(700), n_leading=n_leading)
        left, right = next(splits(after, 0, 700, PANEL))
        assert separating_features(X, left, right).tolist() == [widest]


def test_the_feature_that_varies_most_is_split_first():
    rng = np.random.default_rng(2)
    for widest in range(5):
        X = rng.normal(size=(200, 5)) + 1e9  # differences decide, not sizes
        X[:, widest] *= 3
        after = check(X, np.arange(200))
        left, right = next(splits(after, 0, 200, PANEL))
        assert widest in separating_features(X, left, right)


def test_rows_that_are_near_come_near_each_other():
    rng = np.random.default_rng(3)
    X = rng.normal(size=(640, 2)) * 0.1 + 100 * np.repeat(np.arange(20), 32)[:, np.newaxis]
    after = check(X, rng.permutation(640))
    clusters = (after // 32).reshape(20, 32)
    assert (clusters == clusters[:, :1]).all()


def test_splitting_in_two_steps_gives_the_same_order():
    # the search splits the upper levels on one thread and hands the rest to several
    X = np.random.default_rng(4).normal(size=(900, 3))
    whole, _ = ordered(X, np.arange(900), 0, 900, PANEL)
    order, large = ordered(X, np.arange(900), 0, 900, 300)
    assert len(large) > 2
    for first, last in large:
        order, _ = ordered(X, order, first, last, PANEL)
    assert np.array_equal(order, whole)


@given(
    n=st.integers(1, 700),
    d=st.integers(1, 4),
    n_values=st.integers(1, 50),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_rows(n, d, n_values, seed):
    rng = np.random.default_rng(seed)
    check(rng.integers(n_values, size=(n, d)).astype(float), rng.permutation(n))
