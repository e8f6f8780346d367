import numpy as np
import pytest

from fastsmote.neighbors import k_nearest
from fastsmote.progress import reporting, share_reporter

N_ROWS = 3000


@pytest.fixture
def search():
    """A search by the kernels on one thread, which reports after each task."""
    from fastsmote.neighbors import search as kernels

    assert kernels  # loaded: smaller searches go to NumPy only before it is
    X = np.random.default_rng(0).normal(size=(N_ROWS, 3))
    return lambda: k_nearest(X, 5, np.ones(N_ROWS, dtype=bool), 1)


def test_rows_found_and_wanted_are_reported(search):
    heard = []
    with reporting(lambda done, wanted: heard.append((done, wanted))):
        search()
    assert len(heard) > 1
    assert heard == sorted(heard)
    assert heard[-1] == (N_ROWS, N_ROWS)
    assert {type(value) for each in heard for value in each} == {int}


def test_nobody_is_told_outside(search):
    heard = []
    with reporting(lambda *told: heard.append(told)):
        pass
    search()
    assert heard == []
    assert share_reporter(10) is None


def test_the_innermost_listens():
    outer, inner = [], []
    with reporting(lambda *told: outer.append(told)):
        with reporting(lambda *told: inner.append(told)):
            share_reporter(10)(0.5)
        share_reporter(10)(1.0)
    assert inner == [(5, 10)]
    assert outer == [(10, 10)]


def test_what_a_listener_raises_ends_the_search(search):
    def enough(done, wanted):
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"), reporting(enough):
        search()
    assert search().shape == (N_ROWS, 5)
