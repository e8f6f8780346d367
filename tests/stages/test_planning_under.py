"""Rows to be left of each class, and classes that may lose rows, as imbalanced-learn plans them."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from imblearn.utils import check_sampling_strategy

from fastsmote.planning import plan_cleaning, plan_under_sampling, smallest_class

Y = np.repeat([2, 0, 1], [50, 20, 5])
BINARY = np.repeat(["no", "yes"], [40, 10])
NAMES = ("auto", "majority", "not minority", "not majority", "all")
labels = st.lists(st.integers(-2, 3), min_size=2, max_size=40).filter(lambda y: len(set(y)) > 1)


def assert_as_theirs(plan, strategy, y, kind):
    assert plan == dict(check_sampling_strategy(strategy, y, kind))
    assert list(plan) == sorted(plan)
    assert all(type(n) is int for n in plan.values())


@given(y=labels, name=st.sampled_from(NAMES))
def test_names(y, name):
    y = np.array(y)
    assert_as_theirs(plan_under_sampling(name, y), name, y, "under-sampling")
    assert_as_theirs(plan_cleaning(name, y), name, y, "clean-sampling")


@given(y=labels, data=st.data())
def test_numbers_of_rows(y, data):
    wanted = {
        label: data.draw(st.integers(0, n))
        for label, n in Counter(y).items()
        if data.draw(st.booleans())
    }
    y = np.array(y)
    plan = plan_under_sampling(wanted, y)
    assert_as_theirs(plan, wanted, y, "under-sampling")
    assert plan_under_sampling(lambda _: wanted, y) == plan


@given(y=labels, data=st.data())
def test_lists_of_labels(y, data):
    named = data.draw(st.lists(st.sampled_from(sorted(set(y))), unique=True))
    y = np.array(y)
    plan = plan_cleaning(named, y)
    assert_as_theirs(plan, named, y, "clean-sampling")
    assert plan_cleaning(lambda _: named, y) == plan
    assert plan_cleaning(lambda _: dict.fromkeys(named, 1), y) == plan


@given(
    n_small=st.integers(1, 30),
    n_more=st.integers(0, 30),
    ratio=st.floats(0.01, 1, exclude_min=True),
)
def test_ratios(n_small, n_more, ratio):
    y = np.repeat([1, 0], [n_small, n_small + n_more])
    try:
        expected = dict(check_sampling_strategy(ratio, y, "under-sampling"))
    except ValueError:
        with pytest.raises(ValueError, match=r"sampling_strategy >= .*raise the ratio"):
            plan_under_sampling(ratio, y)
    else:
        assert plan_under_sampling(ratio, y) == expected


def test_ratio_of_two_classes_rounds_down():
    assert plan_under_sampling(0.3, BINARY) == {"no": 33}


@pytest.mark.parametrize(("ratio", "expected"), [([3, 1, 3, 1, 2, 2, 2], 3), (["b", "a"], "b")])
def test_of_equally_small_classes_the_first_in_y_is_the_smallest(ratio, expected):
    assert smallest_class(np.array(ratio)) == expected
    counts = Counter(ratio)
    assert min(counts, key=counts.get) == expected  # as imbalanced-learn has it


@pytest.mark.parametrize(
    ("plan", "strategy", "y", "kind", "message"),
    [
        (plan_under_sampling, "auto", [1, 1], ValueError, "more than 1 class"),
        (plan_cleaning, [1], [1, 1], ValueError, "more than 1 class"),
        (plan_under_sampling, {7: 1}, Y, ValueError, "it names 7 and y has 0, 1, 2"),
        (plan_cleaning, [0, 7], Y, ValueError, "it names 7 and y has 0, 1, 2"),
        (plan_under_sampling, {0: 21}, Y, ValueError, "21 rows of class 0, which has 20"),
        (plan_under_sampling, {0: -1}, Y, ValueError, "0 rows or more, .* -1 rows of class 0"),
        (plan_under_sampling, 0.5, Y, ValueError, "two classes for a float"),
        (plan_under_sampling, 0.1, BINARY, ValueError, "sampling_strategy >= 10 / 40"),
        (
            plan_under_sampling,
            lambda y: [0],
            Y,
            TypeError,
            r"return a dict .*returned \[0\]",
        ),
        (plan_cleaning, lambda y: 5, Y, TypeError, "return a list .*returned 5"),
    ],
)
def test_errors(plan, strategy, y, kind, message):
    with pytest.raises(kind, match=f"(?s){message}"):
        plan(strategy, np.array(y))
