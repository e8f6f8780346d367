"""The Examples of the documentation do what they say."""

import doctest
import importlib

import pytest

import fastsmote.combine
import fastsmote.over_sampling
import fastsmote.under_sampling

SAMPLERS = [
    getattr(package, name)
    for package in (fastsmote.combine, fastsmote.over_sampling, fastsmote.under_sampling)
    for name in package.__all__
]


@pytest.mark.parametrize("cls", SAMPLERS, ids=lambda cls: cls.__name__)
def test_examples(cls):
    assert f"import {cls.__name__}\n" in cls.__doc__
    results = doctest.testmod(importlib.import_module(cls.__module__))
    assert results.attempted > 3
    assert results.failed == 0
