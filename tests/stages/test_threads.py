"""Work cut into parts for threads."""

import threading

import numpy as np
import pytest

from fastsmote import threads
from fastsmote.threads import for_each_part


@pytest.fixture(autouse=True)
def _no_part_is_too_small(monkeypatch, eight_cores):
    monkeypatch.setattr(threads, "PARTS_ALONE", 0)


def parts_seen(n_rows, n_columns, n_jobs):
    """How often each row was in a part, and the length of the longest part."""
    seen, longest, lock = np.zeros(n_rows, dtype=int), 0, threading.Lock()

    def look(part):
        nonlocal longest
        with lock:
            seen[part] += 1
            longest = max(longest, len(seen[part]))

    for_each_part(look, n_rows, n_columns, n_jobs)
    return seen, longest


@pytest.mark.parametrize("n_jobs", [1, 2, 5, None])
@pytest.mark.parametrize("part", [1, 7, 100, 1 << 20])
@pytest.mark.parametrize(("n_rows", "n_columns"), [(1, 1), (100, 1), (101, 3), (20, 200), (0, 4)])
def test_parts_cover_each_row_once(monkeypatch, n_rows, n_columns, part, n_jobs):
    monkeypatch.setattr(threads, "PART", part)
    monkeypatch.setattr(threads, "LARGE_PART", part)
    seen, longest = parts_seen(n_rows, n_columns, n_jobs)
    assert (seen == 1).all()
    assert longest == min(n_rows, max(1, part // n_columns))


@pytest.mark.parametrize(
    ("n_rows", "longest"), [(20, 20), (79, 20), (160, 20), (240, 30), (800, 40)]
)
def test_parts_grow_with_the_rows_within_limits(monkeypatch, n_rows, longest):
    monkeypatch.setattr(threads, "PART", 20)
    monkeypatch.setattr(threads, "LARGE_PART", 40)
    assert parts_seen(n_rows, 1, 2)[1] == longest


@pytest.mark.parametrize("n_jobs", [2, 3])
def test_parts_are_worked_off_on_as_many_threads_as_are_allowed(monkeypatch, n_jobs):
    monkeypatch.setattr(threads, "PART", 1)
    together = threading.Barrier(n_jobs)
    names = set()

    def meet(part):
        names.add(threading.get_ident())
        together.wait(20)

    for_each_part(meet, n_jobs, 1, n_jobs)
    assert len(names) == n_jobs


@pytest.mark.parametrize(("part", "n_jobs"), [(1, 1), (1 << 20, 5)])
def test_one_thread_or_one_part_is_the_callers(monkeypatch, part, n_jobs):
    monkeypatch.setattr(threads, "PART", part)
    monkeypatch.setattr(threads, "LARGE_PART", part)
    parts = []
    for_each_part(lambda part: parts.append((part, threading.get_ident())), 9, 1, n_jobs)
    step = min(9, part)
    expected = [slice(start, start + step) for start in range(0, 9, step)]
    assert parts == [(part, threading.get_ident()) for part in expected]


def test_an_error_in_a_part_reaches_the_caller(monkeypatch):
    monkeypatch.setattr(threads, "PART", 1)

    def fail(part):
        raise LookupError(part)

    with pytest.raises(LookupError):
        for_each_part(fail, 50, 1, 3)


@pytest.mark.parametrize(("n_rows", "n_jobs"), [(0, 1), (0, 2), (1, 2), (40, 1), (40, 3)])
def test_what_is_done_meanwhile_is_done_once_and_to_the_end(monkeypatch, n_rows, n_jobs):
    monkeypatch.setattr(threads, "PART", 1)
    done, parts = [], []
    for_each_part(parts.append, n_rows, 1, n_jobs, meanwhile=lambda: done.append(True))
    assert done == [True]
    assert sum(part.stop - part.start for part in parts) == n_rows


def test_an_error_in_what_is_done_meanwhile_reaches_the_caller(monkeypatch):
    monkeypatch.setattr(threads, "PART", 1)

    def fail():
        raise LookupError

    with pytest.raises(LookupError):
        for_each_part(lambda part: None, 50, 1, 3, meanwhile=fail)
