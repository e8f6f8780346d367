"""What the filter knows rows as: never wrong, but it should suit them."""

import numpy as np
import pytest

from fastsmote.kernels.products import HAS_WORDS
from fastsmote.kernels.words import unit_of
from fastsmote.neighbors import one_search, precision
from tests.naive.rows import KINDS

needs_words = pytest.mark.skipif(not HAS_WORDS, reason="this processor does not multiply words")


def chosen(X, k=5, is_query=None, only_others=False):
    """Filter of a search before anything is found."""
    is_query = np.ones(len(X), dtype=bool) if is_query is None else is_query
    return one_search.Search(X, np.arange(len(X)), k, is_query, 1, only_others).packed.panels.dtype


@needs_words
@pytest.mark.parametrize("only_others", [False, True])
@pytest.mark.parametrize(("n", "d", "expected"), [(40_000, 64, "int8"), (3000, 32, "int16")])
def test_the_more_there_is_to_compare_the_coarser(n, d, expected, only_others):
    X = KINDS["isotropic"](np.random.default_rng(0), n, d)
    is_query = np.arange(n) % 2 == 0 if only_others else None
    assert chosen(X, is_query=is_query, only_others=only_others) == expected


@needs_words
@pytest.mark.parametrize("kind", ["far_clusters", "tiny_beside_large", "outlier"])
def test_distances_that_integers_cannot_tell_apart_take_floats(kind):
    assert chosen(KINDS[kind](np.random.default_rng(0), 2000, 16)) == np.float32


@pytest.mark.parametrize("shape", [(2000, 3), (2000, 5), (2000, 1)])
def test_few_features_take_floats(shape):
    X = np.random.default_rng(0).normal(size=shape)
    assert chosen(X) == np.float32


def test_equal_rows_take_floats():
    assert chosen(np.ones((200, 20))) == np.float32


def test_so_does_a_processor_that_does_not_multiply_words(monkeypatch):
    monkeypatch.setattr(precision, "HAS_WORDS", False)
    X = np.random.default_rng(0).normal(size=(2000, 20))
    assert chosen(X) == np.float32


@pytest.mark.parametrize("dtype", [np.int8, np.int16])
def test_units_keep_values_and_lengths_within_range(dtype):
    per_unit = unit_of(0.5, 3.0, dtype)
    assert max(0.5 * per_unit, 3.0 * per_unit) <= 16_000
    assert 0.5 * per_unit <= np.iinfo(dtype).max
    assert per_unit in (254.0, 16_000 / 3)
    assert unit_of(0.0, 0.0, dtype) == 1
