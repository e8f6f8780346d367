"""Option values from text; the command line's own tests cover what is refused."""

import pytest

from fastsmote.cli import options, programs
from fastsmote.errors import ArgumentError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("auto", "auto"),
        ("not minority", "not minority"),
        ("0.25", 0.25),
        ("1", 1.0),
        ("1:500", {"1": 500}),
        ("1:500, 2:300", {"1": 500, "2": 300}),
        ("a:b:5", {"a:b": 5}),
        ('"a,b:5",c:6', {"a,b": 5, "c": 6}),
    ],
)
def test_sampling_strategy(text, value):
    assert options.sampling_strategy(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("balanced", "balanced"), ("0:1,1:5", {"0": 1.0, "1": 5.0}), ("a:0.5", {"a": 0.5})],
)
def test_class_weight(text, value):
    assert options.class_weight(text) == value


@pytest.mark.parametrize("text", ["", "0", "-0.5", "inf", ":5", "1:5.5", "a", "1:5,,", "1:5,2"])
def test_bad_sampling_strategy(text):
    with pytest.raises(ArgumentError, match="--sampling-strategy"):
        options.sampling_strategy(text)


@pytest.mark.parametrize("text", ["", "a", "a:nan", "a:inf", "a:-1", "a:1,a:2"])
def test_bad_class_weight(text):
    with pytest.raises(ArgumentError, match="--class-weight"):
        options.class_weight(text)


def test_numbers():
    assert options.k_neighbors("3") == 3
    assert options.random_state("0") == 0
    assert options.n_jobs(None) is None
    assert options.n_jobs("-1") == -1
    assert options.test_size("0.25") == 0.25
    with pytest.raises(ArgumentError, match="--random-state '4294967296'"):
        options.random_state("4294967296")
    with pytest.raises(ArgumentError, match="--test-size 'nan'"):
        options.test_size("nan")


def test_module_without_a_name():
    with pytest.raises(ArgumentError, match=r"-m is given without MODULE; expected .* Name it"):
        programs.read(["-m"])
