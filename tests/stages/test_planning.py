"""Rows that each class is to get."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote import threads
from fastsmote.planning import (
    classes,
    plan_cleaning,
    plan_over_sampling,
    plan_under_sampling,
    rows_of_class,
)

Y = np.repeat([0, 1, 2], [50, 20, 5])
BINARY = np.repeat(["no", "yes"], [40, 10])


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("auto", {1: 30, 2: 45}),
        ("not majority", {1: 30, 2: 45}),
        ("minority", {2: 45}),
        ("not minority", {0: 0, 1: 30}),
        ("all", {0: 0, 1: 30, 2: 45}),
        ({2: 30}, {2: 25}),
        ({2: 5, 0: 60}, {0: 10, 2: 0}),
        ({}, {}),
        (lambda y: {1: 2 * int(np.sum(y == 1))}, {1: 20}),
    ],
)
def test_strategies(strategy, expected):
    plan = plan_over_sampling(strategy, Y)
    assert plan == expected
    assert list(plan) == list(expected)  # in the order of the labels
    assert all(type(n) is int for n in plan.values())


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [(plan_over_sampling, {2: 9}), (plan_under_sampling, {0: 9}), (plan_cleaning, [0])],
)
def test_a_strategy_cannot_change_the_labels(plan, wanted):
    def strategy(y):
        y[:] = 0
        return wanted

    y = Y.copy()
    assert list(plan(strategy, y)) == list(wanted)
    np.testing.assert_array_equal(y, Y)


@pytest.mark.parametrize(
    ("ratio", "expected"), [(1.0, 30), (1, 30), (0.5, 10), (0.99, 29), (np.float32(0.75), 20)]
)
def test_ratio_of_two_classes_rounds_down(ratio, expected):
    assert plan_over_sampling(ratio, BINARY) == {"yes": expected}


def test_the_first_of_equally_large_classes_counts_as_the_majority():
    y = np.repeat([0, 1, 2], [10, 10, 4])
    assert plan_over_sampling("auto", y) == {1: 0, 2: 6}
    y = np.repeat([0, 1, 2], [10, 4, 4])
    assert plan_over_sampling("minority", y) == {1: 6}


def test_the_order_of_the_labels_in_y_does_not_matter():
    y = np.random.default_rng(0).permutation(Y)
    assert list(plan_over_sampling("all", y).items()) == [(0, 0), (1, 30), (2, 45)]


def test_labels_may_be_given_as_numpy_or_python_numbers():
    assert plan_over_sampling({np.int64(2): np.int32(9)}, Y) == {2: 4}
    assert plan_over_sampling({2.0: 9}, Y) == {2: 4}
    assert plan_over_sampling({True: 25}, Y) == {1: 5}


@pytest.mark.parametrize("strategy", ["auto", 0.5, {0: 3}, lambda y: {0: 9}])
def test_one_class_only(strategy):
    with pytest.raises(
        ValueError, match="needs to have more than 1 class, but y holds class 0 alone"
    ):
        plan_over_sampling(strategy, np.zeros(5, int))


@pytest.mark.parametrize(
    ("strategy", "y", "kind", "message"),
    [
        (0.5, Y, ValueError, "two classes for a float .* y has 3 classes"),
        (0.1, BINARY, ValueError, "11 / 40.* 4 rows of class 'yes', which has 10 beside 40"),
        (0.25, BINARY, ValueError, "asks for 10 rows of class 'yes', which has 10"),
        ({7: 10}, Y, ValueError, "it names 7 and y has 0, 1, 2"),
        ({"maybe": 99}, BINARY, ValueError, "'maybe'.*'no', 'yes'"),
        ({2: -1}, Y, ValueError, "asks for -1 rows of class 2"),
        ({1: 19}, Y, ValueError, "asks for 19 rows of class 1, which has 20"),
        ({1: 30.5}, Y, TypeError, "an int, .*asks for 30.5 rows of class 1"),
        (lambda y: [30], Y, TypeError, r"return a dict .*returned \[30\]"),
        (lambda y: {1: 3}, Y, ValueError, "3 rows of class 1, which has 20"),
    ],
)
def test_errors(strategy, y, kind, message):
    with pytest.raises(kind, match=message):
        plan_over_sampling(strategy, y)


@given(labels=st.lists(st.sampled_from("abcd"), min_size=2).filter(lambda y: len(set(y)) > 1))
def test_all_classes_get_as_many_as_the_largest(labels):
    y = np.array(labels)
    counts = Counter(labels)
    counts.update({str(label): n for label, n in plan_over_sampling("all", y).items()})
    assert set(counts.values()) == {max(Counter(labels).values())}
    plan = plan_over_sampling("auto", y)
    assert len(plan) == len(counts) - 1
    assert plan.items() <= plan_over_sampling("all", y).items()


@given(n_large=st.integers(1, 500), n_small=st.integers(1, 500), ratio=st.floats(0.001, 1))
def test_any_ratio_gives_at_most_that_many_and_misses_by_less_than_one(n_large, n_small, ratio):
    n_small = min(n_small, n_large)
    y = np.repeat([0, 1], [n_large, n_small])
    wanted = n_large * ratio - n_small
    if wanted < 1:
        with pytest.raises(ValueError, match=r"float sampling_strategy|raise the ratio"):
            plan_over_sampling(ratio, y)
        return
    (n,) = plan_over_sampling(ratio, y).values()
    assert wanted - 1 < n <= wanted


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint64", "int64", "bool"])
def test_labels_of_all_dtypes_are_counted(dtype):
    y = np.repeat([0, 1], [40, 10]).astype(dtype)
    plan = plan_over_sampling("auto", y)
    assert plan == {1: 30}
    assert {type(label) for label in plan} == {np.dtype(dtype).type}


def test_labels_that_are_large_or_negative_are_counted_too():
    y = np.repeat([-3, 5, 2**62], [4, 40, 10])
    assert plan_over_sampling("auto", y) == {-3: 36, 2**62: 30}


def test_no_rows_are_of_no_class():
    assert rows_of_class(np.empty(0, dtype=np.int64), 1).tolist() == []


@pytest.mark.parametrize("n_jobs", [1, 2, None])
@pytest.mark.parametrize("dtype", [np.int64, "U3", object])
def test_rows_of_a_class_are_found_by_any_number_of_threads(monkeypatch, dtype, n_jobs):
    y = np.random.default_rng(0).integers(0, 3, 5_000).astype(dtype)
    before = y.copy()
    for n_alone, part in ((1 << 19, 1 << 18), (1, 100), (1, 3_000)):
        monkeypatch.setattr(classes, "_SEARCHED_ALONE", n_alone)
        monkeypatch.setattr(threads, "PART", part)
        for label in np.unique(y):
            found = rows_of_class(y, label, n_jobs)
            np.testing.assert_array_equal(found, np.flatnonzero(y == label))
            assert found.dtype == np.intp
    np.testing.assert_array_equal(y, before)
