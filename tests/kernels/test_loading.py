"""When kernels are loaded: for a large call, or after many of middle size."""

import sys

import pytest

from fastsmote.kernels import loading
from fastsmote.kernels.loading import pays


@pytest.fixture(autouse=True)
def _new_process(monkeypatch):
    monkeypatch.setattr(loading._Waited, "share", 0.0)
    monkeypatch.setattr(loading, "_PATIENCE", 3)


def test_one_call_waits_for_them_if_it_is_large_enough():
    assert not pays("no_such", 100, 10, 100)
    assert pays("no_such", 101, 10, 100)


def test_kernels_that_are_there_are_called_sooner(monkeypatch):
    monkeypatch.setitem(sys.modules, "fastsmote.kernels.no_such", object())
    assert pays("no_such", 11, 10, 100)
    assert not pays("no_such", 10, 10, 100)


def test_they_are_loaded_for_who_asks_again_and_again():
    asked = [pays("no_such", 50, 10, 100) for _ in range(9)]
    assert asked == [False] * 6 + [True] * 3
    assert not pays("no_such", 10, 10, 100)  # what NumPy does sooner anyhow


def test_small_calls_never_add_up_to_it():
    assert not any(pays("no_such", 10, 10, 100) for _ in range(1000))


def test_one_large_call_may_be_left_to_numpy_and_counts():
    assert not pays("no_such", 250, 10, 100, 250)
    assert pays("no_such", 251, 10, 100, 250)
    assert not pays("no_such", 50, 10, 100)
    assert pays("no_such", 50, 10, 100)
