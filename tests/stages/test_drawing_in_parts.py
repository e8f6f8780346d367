"""Draws that are made some at a time are those that are made all at once."""

import numpy as np
import pytest

from fastsmote import drawing
from fastsmote.drawing import HalfDraws, PairDraws, RowDraws, draw_halves, draw_pairs, draw_rows


@pytest.mark.parametrize("n_seeds", [1, 3, 1000])
@pytest.mark.parametrize("parts", [[5000], [1, 4999], [1234, 0, 3000, 766]])
def test_pairs(monkeypatch, n_seeds, parts):
    monkeypatch.setattr(drawing, "_SKIPPED_AT_ONCE", 700)
    made = PairDraws(42, n_seeds, 5, 5000)
    found = [np.concatenate(part) for part in zip(*map(made.take, parts), strict=True)]
    wanted = draw_pairs(42, n_seeds, 5, 5000)
    for left, right in zip(found, wanted, strict=True):
        np.testing.assert_array_equal(left, right)
    np.testing.assert_array_equal(np.flatnonzero(made.is_drawn), np.unique(wanted.seed))


def test_rows_of_several_classes_from_one_stream(monkeypatch):
    monkeypatch.setattr(drawing, "_SKIPPED_AT_ONCE", 700)
    stream, other = np.random.RandomState(7), np.random.RandomState(7)
    classes = [(13, 2000), (1, 5), (77, 0), (500, 1501)]
    made = [RowDraws(stream, n_rows, n) for n_rows, n in classes]
    for draws, (n_rows, n) in zip(made, classes, strict=True):
        found = np.concatenate([draws.take(n // 3), draws.take(n - n // 3)])
        wanted = np.empty(n, np.intp)
        draw_rows(other, n_rows, wanted)
        np.testing.assert_array_equal(found, wanted)
    assert stream.uniform() == other.uniform()


def test_halves():
    made = HalfDraws(3)
    found = np.concatenate([made.take(10), made.take(0), made.take(90)])
    np.testing.assert_array_equal(found, draw_halves(3, 100))
