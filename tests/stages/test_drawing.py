"""The stream of random numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.drawing import draw_pairs


def by_numpy(stream, n_seeds, n_neighbors, n_synthetic):
    """The calls that imbalanced-learn makes, and what it makes of them."""
    pair = stream.randint(0, n_seeds * n_neighbors, n_synthetic)
    step = stream.uniform(size=n_synthetic)
    return pair // n_neighbors, pair % n_neighbors, step


def equal(left, right):
    return all(map(np.array_equal, left, right))


@given(
    random_state=st.integers(0, 2**32 - 1),
    n_seeds=st.integers(1, 2000),
    n_neighbors=st.integers(1, 40),
    n_synthetic=st.integers(0, 300),
)
def test_the_stream_is_numpys(random_state, n_seeds, n_neighbors, n_synthetic):
    numbers = n_seeds, n_neighbors, n_synthetic
    draws = draw_pairs(random_state, *numbers)
    assert equal(draws, by_numpy(np.random.RandomState(random_state), *numbers))
    assert [part.dtype for part in draws] == [np.intp, np.intp, np.float64]
    assert all(part.shape == (n_synthetic,) for part in draws)


def test_draws_are_in_range_and_reach_every_pair():
    seed, column, step = draw_pairs(0, 7, 3, 5000)
    assert set(zip(seed.tolist(), column.tolist(), strict=True)) == set(np.ndindex(7, 3))
    assert step.min() >= 0
    assert step.max() < 1


def test_an_int_begins_anew():
    assert equal(draw_pairs(5, 10, 5, 20), draw_pairs(5, 10, 5, 20))


def test_an_instance_goes_on():
    stream, same = np.random.RandomState(5), np.random.RandomState(5)
    first, second = draw_pairs(stream, 10, 5, 20), draw_pairs(stream, 8, 5, 20)
    assert equal(first, by_numpy(same, 10, 5, 20))
    assert equal(second, by_numpy(same, 8, 5, 20))
    assert not np.array_equal(first.step, second.step)


@pytest.mark.parametrize("random_state", [None, np.random])
def test_none_goes_on_in_the_global_stream(random_state):
    state = np.random.get_state()  # noqa: NPY002
    try:
        np.random.seed(5)  # noqa: NPY002
        draws = [draw_pairs(random_state, 10, 5, 20) for _ in range(2)]
    finally:
        np.random.set_state(state)  # noqa: NPY002
    same = np.random.RandomState(5)
    assert equal(draws[0], by_numpy(same, 10, 5, 20))
    assert equal(draws[1], by_numpy(same, 10, 5, 20))
