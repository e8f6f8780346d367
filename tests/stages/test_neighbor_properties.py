"""What holds for the neighbors of any rows."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.naive.distances import sq_distances, unit_scale
from tests.naive.neighbors import k_nearest
from tests.stages.searches import nearest_by_expansion, nearest_by_kernels


def numbers(low, high, width):
    """Zero and numbers of either sign; none so small that its square would leave the range."""
    positive = st.floats(low, high, width=width)
    return st.just(0.0) | positive | positive.map(lambda value: -value)


@st.composite
def rows(draw, dtype=None):
    """Rows whose values repeat, or lie far apart, or differ in the last place."""
    dtype = draw(st.sampled_from([np.float32, np.float64])) if dtype is None else dtype
    width = np.dtype(dtype).itemsize * 8
    exponent = 100 if dtype == np.float32 else 900
    elements = draw(
        st.sampled_from(
            [
                st.integers(-2, 2).map(float),
                numbers(2.0**-20, 1, width),
                numbers(2.0**-exponent, 2.0 ** (200 - exponent), width),
                numbers(2.0 ** (exponent - 200), 2.0**exponent, width),
                st.sampled_from([1.0, np.nextafter(dtype(1), dtype(2)), 1e6, -1e-6]),
            ]
        )
    )
    shape = draw(st.tuples(st.integers(2, 70), st.integers(1, 10)))
    return draw(arrays.arrays(dtype, shape, elements=elements.map(dtype), fill=st.nothing()))


def all_of(X):
    return np.ones(len(X), dtype=bool)


@given(X=rows(), data=st.data())
def test_both_searches_equal_the_twin(X, data):
    k = data.draw(st.integers(1, len(X) - 1))
    expected = k_nearest(X, k)
    assert np.array_equal(nearest_by_kernels(X, k, all_of(X), 2), expected)
    assert np.array_equal(nearest_by_expansion(X, k, all_of(X)), expected)


@given(X=rows(), data=st.data())
def test_queries_get_what_they_would_get_among_all(X, data):
    is_query = data.draw(arrays.arrays(bool, len(X)))
    k = data.draw(st.integers(1, len(X) - 1))
    expected = nearest_by_kernels(X, k, all_of(X), 1)[is_query]
    assert np.array_equal(nearest_by_kernels(X, k, is_query, 2), expected)
    assert np.array_equal(nearest_by_expansion(X, k, is_query), expected)


@given(X=rows())
def test_fewer_neighbors_are_the_first_of_more(X):
    most = nearest_by_kernels(X, len(X) - 1, all_of(X), 2)
    for k in {1, (len(X) - 1) // 2 or 1}:
        assert np.array_equal(nearest_by_kernels(X, k, all_of(X), 2), most[:, :k])


@given(X=rows())
def test_neighbors_are_other_rows_each_once_by_distance_then_row(X):
    found = nearest_by_kernels(X, len(X) - 1, all_of(X), 2)
    for i, neighbors in enumerate(found):
        assert sorted([*neighbors, i]) == list(range(len(X)))
        distances = sq_distances(X[neighbors], X[i : i + 1], unit_scale(X))
        ranks = list(zip(distances, neighbors, strict=True))
        assert ranks == sorted(ranks)


@given(X=rows(np.float64), exponent=st.integers(0, 20))
def test_a_power_of_two_changes_nothing(X, exponent):
    found = nearest_by_kernels(X, 1, all_of(X), 1)
    assert np.array_equal(nearest_by_kernels(X * 2.0**exponent, 1, all_of(X), 1), found)


@given(X=rows(np.float64))
def test_columns_of_zeros_at_the_end_change_nothing(X):
    wider = np.hstack([X, np.zeros((len(X), 9))])
    found = nearest_by_kernels(X, 1, all_of(X), 1)
    assert np.array_equal(nearest_by_kernels(wider, 1, all_of(X), 1), found)


@settings(max_examples=15)
@given(
    n=st.integers(100, 600),
    d=st.integers(1, 40),
    k=st.integers(1, 20),
    n_threads=st.integers(1, 5),
    seed=st.integers(0, 2**32 - 1),
)
def test_larger_numbers_of_rows(n, d, k, n_threads, seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)).round(rng.integers(3))
    is_query = rng.uniform(size=n) < rng.uniform()
    expected = nearest_by_expansion(X, k, is_query)
    assert np.array_equal(nearest_by_kernels(X, k, is_query, n_threads), expected)
