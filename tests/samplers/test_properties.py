"""What holds of every resampled data set, whatever the data."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from fastsmote.over_sampling import SMOTE
from tests.parity.segments import Segments

# Differences of a millionth beside numbers of a million: no square of one is lost in float64.
NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))
# Few different ones, so that rows repeat and distances tie.
WHOLE_NUMBERS = st.integers(-3, 3).map(float)


class Problem(NamedTuple):
    X: np.ndarray
    y: np.ndarray
    wanted: dict[int, int]
    k_neighbors: int


@st.composite
def problems(draw):
    """Two to four classes in any order, the rows wanted of some, and a k that all of them allow."""
    sizes = draw(st.lists(st.integers(2, 12), min_size=2, max_size=4))
    y = np.array(draw(st.permutations(np.repeat(np.arange(len(sizes)), sizes).tolist())))
    elements = draw(st.sampled_from([NUMBERS, WHOLE_NUMBERS]))
    dtype = draw(st.sampled_from([np.float64, np.float32]))
    X = draw(hnp.arrays(np.float64, (len(y), draw(st.integers(1, 10))), elements=elements))
    growing = draw(st.dictionaries(st.integers(0, len(sizes) - 1), st.integers(0, 15)))
    wanted = {label: sizes[label] + n for label, n in growing.items()}
    k_neighbors = draw(st.integers(1, min([sizes[label] for label in wanted] or [2]) - 1))
    return Problem(X.astype(dtype), y, wanted, k_neighbors)


def resample(problem: Problem, **params):
    sampler = SMOTE(
        sampling_strategy=problem.wanted, k_neighbors=problem.k_neighbors, random_state=7, **params
    )
    return sampler, *sampler.fit_resample(problem.X, problem.y)


def settled(test):
    return settings(deadline=None, max_examples=50)(given(problem=problems())(test))


@settled
def test_counts_are_those_asked_for(problem):
    sampler, X, y = resample(problem)
    before = Counter(problem.y.tolist())
    assert Counter(y.tolist()) == before | problem.wanted
    assert len(X) == len(y)
    assert list(sampler.sampling_strategy_) == sorted(problem.wanted)
    assert all(sampler.sampling_strategy_[c] == n - before[c] for c, n in problem.wanted.items())


@settled
def test_original_rows_come_first_and_untouched(problem):
    given_X, given_y = problem.X.copy(), problem.y.copy()
    _, X, y = resample(problem)
    np.testing.assert_array_equal(X[: len(given_X)], given_X)
    np.testing.assert_array_equal(y[: len(given_y)], given_y)
    np.testing.assert_array_equal(problem.X, given_X)
    np.testing.assert_array_equal(problem.y, given_y)
    assert X.dtype == problem.X.dtype


@settled
def test_synthetic_rows_lie_on_their_segments(problem):
    sampler, X, y = resample(problem)
    start = len(problem.y)
    for label, n in sampler.sampling_strategy_.items():
        rows = slice(start, start + n)
        assert (y[rows] == label).all()
        segments = Segments(problem.X[problem.y == label], problem.k_neighbors, n, 7)
        assert segments.misplaced(X[rows]).size == 0
        start += n


@settled
def test_other_classes_do_not_matter(problem):
    _, expected, _ = resample(problem)
    elsewhere = problem.X.copy()
    for label in set(problem.y.tolist()) - set(problem.wanted):
        elsewhere[problem.y == label] = -1.0
    _, X, _ = resample(problem._replace(X=elsewhere))
    np.testing.assert_array_equal(X[len(problem.y) :], expected[len(problem.y) :])


@settled
def test_power_of_two_scales_the_result(problem):
    _, expected, _ = resample(problem)
    _, X, _ = resample(problem._replace(X=problem.X * 2.0**40))
    np.testing.assert_array_equal(X, expected * 2.0**40)


@settled
def test_names_of_the_classes_do_not_matter(problem):
    _, expected, _ = resample(problem)
    names = np.array(["ant", "bee", "cat", "dog"])  # in the order of the numbers
    wanted = {str(names[label]): n for label, n in problem.wanted.items()}
    _, X, y = resample(problem._replace(y=names[problem.y], wanted=wanted))
    np.testing.assert_array_equal(X, expected)
    assert set(y) == set(names[problem.y])


@settled
def test_order_of_the_features_does_not_matter_where_distances_are_exact(problem):
    rounded = problem._replace(X=np.round(problem.X % 1000))
    _, expected, _ = resample(rounded)
    _, X, _ = resample(rounded._replace(X=rounded.X[:, ::-1]))
    np.testing.assert_array_equal(X[:, ::-1], expected)


@pytest.mark.parametrize("constant", [0.0, -1.0, 1e8, 1e100, 1e200, 1e300, -1.7e308])
@pytest.mark.parametrize("n_rows", [100, 3_000])
def test_constant_feature_changes_no_distance(n_rows, constant):
    X = np.random.RandomState(0).standard_normal((n_rows, 3))
    y = np.arange(n_rows) % 4 // 3
    expected = SMOTE(random_state=0).fit_resample(X, y)[0]
    beside = np.hstack([X, np.full((n_rows, 1), constant)])
    made = SMOTE(random_state=0).fit_resample(beside, y)[0]
    np.testing.assert_array_equal(made[:, :3], expected)
    np.testing.assert_array_equal(made[:, 3], constant)


@pytest.mark.parametrize("offset", [1e4, 1e8, -1e8])
def test_offset_changes_no_neighbor(offset):
    # whole numbers, which an offset leaves exact: only a search that cancels would notice
    X = np.random.RandomState(1).randint(0, 10**6, size=(3_000, 20)).astype(np.float64)
    y = np.arange(3_000) % 4 // 3
    expected = SMOTE(random_state=0).fit_resample(X, y)[0]
    made = SMOTE(random_state=0).fit_resample(X + offset, y)[0]
    np.testing.assert_allclose(made - offset, expected, atol=1e-15 * abs(offset) + 1e-6)
