"""The stream of random numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.drawing import (
    draw_columns,
    draw_halves,
    draw_noise,
    draw_pairs,
    draw_rows,
    draw_share,
    draw_store_seeds,
    fork_stream,
    open_stream,
    spend_fit,
)


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


def test_draws_of_one_stream_are_numpys():
    stream, same = open_stream(5), np.random.RandomState(5)
    rows = np.empty(20, np.intp)
    drawn = [
        *draw_columns(stream, 4, 30),
        draw_share(stream),
        (draw_rows(stream, 3, rows), rows)[1],
        draw_noise(stream, 5, 2),
    ]
    expected = [
        same.randint(0, 4, 30),
        same.random_sample(30),
        same.beta(10, 10),
        same.choice(np.arange(3), 20),
        same.standard_normal((5, 2)),
    ]
    assert equal(drawn, expected)
    assert drawn[0].dtype == np.intp


def test_halves_are_the_head_of_an_int_and_go_on_in_an_instance():
    stream = np.random.RandomState(5)
    first = draw_halves(5, 9)
    assert equal([first, draw_halves(5, 9)], [stream.uniform(0, 0.5, 9)] * 2)
    assert not np.array_equal(draw_halves(stream, 9), first)


def test_a_stream_outlives_draws_from_the_same_int():
    stream, same = open_stream(5), np.random.RandomState(5)
    for _ in range(2):
        draw_pairs(5, 7, 3, 20)
        assert draw_share(stream) == same.beta(10, 10)


def test_a_fit_that_is_spared_is_spent():
    from sklearn.svm import SVC

    stream, same = np.random.RandomState(5), np.random.RandomState(5)
    spend_fit(stream)
    SVC(random_state=same).fit([[0.0], [1.0]], [0, 1])
    assert stream.random_sample() == same.random_sample()


@pytest.mark.parametrize("n_seeds", [1, 4])
def test_seeds_of_all_stores_come_from_one_stream(n_seeds):
    sizes = [7, 7, 900]
    for random_state in (3, np.random.RandomState(3)):
        stream = np.random.RandomState(3)
        drawn = draw_store_seeds(random_state, sizes, n_seeds)
        expected = [stream.randint(0, size, n_seeds) for size in sizes]
        assert [d.tolist() for d in drawn] == [e.tolist() for e in expected]
        assert all(d.dtype == np.intp for d in drawn)
        if not isinstance(random_state, int):
            assert random_state.randint(1 << 30) == stream.randint(1 << 30)


def test_no_store_takes_no_draw():
    stream = np.random.RandomState(0)
    assert draw_store_seeds(stream, [], 3) == []
    assert stream.randint(1 << 30) == np.random.RandomState(0).randint(1 << 30)


def test_forked_streams():
    assert fork_stream(7) == 7
    stream = np.random.RandomState(3)
    copies = [fork_stream(stream) for _ in range(2)]
    first, second = (copied.randint(100, size=1000) for copied in copies)
    np.testing.assert_array_equal(first, np.random.RandomState(3).randint(100, size=1000))
    shifted = [np.mean(first[shift:] == second[: 1000 - shift]) for shift in range(9)]
    assert max(shifted) < 0.1
