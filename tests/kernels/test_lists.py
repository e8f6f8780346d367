import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.kernels.lists import list_width, offer
from tests.naive.lists import NONE_FOUND, smallest

WIDTHS = [8, 16, 40]


def offered(offers, width, n_rows=3, row=1):
    """Lists after the offers; those of the other rows must stay empty."""
    distances = np.full(n_rows * width, NONE_FOUND[0])
    indices = np.full(n_rows * width, NONE_FOUND[1])
    for distance, index in offers:
        offer(distances, indices, row, width, distance, index)
    distances, indices = distances.reshape(n_rows, width), indices.reshape(n_rows, width)
    assert np.isinf(np.delete(distances, row, axis=0)).all()
    assert (np.delete(indices, row, axis=0) == NONE_FOUND[1]).all()
    return distances[row], indices[row]


def check(offers, width):
    distances, indices = offered(offers, width)
    expected_distances, expected_indices = smallest(offers, width)
    assert np.array_equal(distances, expected_distances)
    assert np.array_equal(indices, expected_indices)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("n_distances", [1, 3, 20, 1000])
def test_random_offers_are_kept_in_order(width, n_distances):
    rng = np.random.default_rng([width, n_distances])
    for n_offers in (0, 1, 2, 7, 8, 9, width - 1, width, width + 1, 3 * width, 200):
        values = rng.integers(n_distances, size=n_offers) / 7
        check(list(zip(values.tolist(), rng.permutation(n_offers).tolist(), strict=True)), width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("direction", [1, -1])
def test_sorted_offers(width, direction):
    check([(float(i), i) for i in range(100)][::direction], width)
    check([(2.0, i) for i in range(100)][::direction], width)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_place_can_be_taken_from_a_full_list(width):
    full = [(float(i), i) for i in range(0, 2 * width, 2)]
    for place in range(-1, 2 * width + 1, 2):
        check([*full, (float(place), 1000)], width)


@pytest.mark.parametrize("width", WIDTHS)
def test_ties_at_the_seams_of_blocks_go_by_row(width):
    tied = [(1.0, i) for i in range(0, 2 * width, 2)]
    for index in range(-1, 2 * width + 1, 2):
        check([*tied, (1.0, index)], width)


@given(
    width=st.sampled_from(WIDTHS),
    values=st.lists(st.floats(0, 1e300), max_size=100),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_offers(width, values, seed):
    rows = np.random.default_rng(seed).permutation(len(values)).tolist()
    check(list(zip(values, rows, strict=True)), width)


def test_list_width():
    assert [list_width(k) for k in (1, 5, 8, 9, 16, 17, 40)] == [8, 8, 8, 16, 16, 24, 40]
