"""Data without ties x sampling_strategy x k_neighbors: the same rows."""

from itertools import product

import numpy as np
import pytest

from tests.parity.compare import assert_parity
from tests.parity.data import BINARY, MULTICLASS, load

STRINGS = ("auto", "minority", "not minority", "not majority", "all")


def counts(y: np.ndarray) -> dict:
    labels, n = np.unique(y, return_counts=True)
    return dict(zip(labels.tolist(), n.tolist(), strict=True))


def some_more(y: np.ndarray) -> dict:
    """Every class but the first grows, the last named first, by a number of its own."""
    return {label: n + 7 * i for i, (label, n) in enumerate(counts(y).items())} | {
        max(counts(y)): max(counts(y).values()) + 11
    }


@pytest.mark.parametrize(
    ("name", "strategy", "k_neighbors"), list(product(BINARY + MULTICLASS, STRINGS, (1, 5, 17)))
)
def test_strings(name, strategy, k_neighbors):
    assert_parity(*load(name), sampling_strategy=strategy, k_neighbors=k_neighbors, random_state=11)


@pytest.mark.parametrize(("name", "k_neighbors"), list(product(BINARY + MULTICLASS, (1, 5, 17))))
def test_dict(name, k_neighbors):
    X, y = load(name)
    ours = assert_parity(X, y, sampling_strategy=some_more(y), k_neighbors=k_neighbors)
    assert counts(ours.y) == some_more(y)


@pytest.mark.parametrize("name", BINARY + MULTICLASS)
def test_dict_in_any_order(name):
    X, y = load(name)
    backwards = dict(reversed(some_more(y).items()))
    assert_parity(X, y, sampling_strategy=backwards)


@pytest.mark.parametrize("name", BINARY + MULTICLASS)
def test_dict_of_one_class(name):
    X, y = load(name)
    label = min(counts(y), key=counts(y).get)
    assert_parity(X, y, sampling_strategy={label: counts(y)[label] + 3})


@pytest.mark.parametrize("name", BINARY + MULTICLASS)
def test_callable(name):
    assert_parity(*load(name), sampling_strategy=some_more)


@pytest.mark.parametrize(("name", "ratio"), list(product(BINARY, (1.0, 1, 0.9, np.float32(0.75)))))
def test_float(name, ratio):
    assert_parity(*load(name), sampling_strategy=ratio)


@pytest.mark.parametrize("strategy", ["auto", "all", {}, {0: 40, 1: 40}], ids=str)
def test_nothing_to_make(strategy):
    X, y = load("binary")
    rows = np.concatenate([np.flatnonzero(y == label)[:40] for label in (0, 1)])
    ours = assert_parity(X[rows], y[rows], sampling_strategy=strategy)
    assert len(ours.X) == 80


def test_largest_class_first_of_equals():
    # which of two equally large classes is "the majority" decides who grows
    X, y = load("multiclass")
    rows = np.concatenate(
        [np.flatnonzero(y == label)[:n] for label, n in {3: 50, 1: 50, 2: 30, 0: 30}.items()]
    )
    for strategy in STRINGS:
        assert_parity(X[rows], y[rows], sampling_strategy=strategy)
