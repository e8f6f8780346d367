"""How many threads a call may use, and work cut into parts for them."""

import threading

import joblib
import numpy as np
import pytest
from joblib.externals.loky import get_reusable_executor

from fastsmote import threads
from fastsmote.threads import for_each_part, thread_count


@pytest.fixture(autouse=True)
def _eight_cores(monkeypatch):
    monkeypatch.setattr(joblib, "cpu_count", lambda: 8)
    monkeypatch.setattr(threads, "PARTS_ALONE", 0)
    monkeypatch.delenv("NUMBA_NUM_THREADS", raising=False)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)


@pytest.mark.parametrize(
    ("n_jobs", "expected"),
    [(None, 8), (1, 1), (3, 3), (20, 20), (-1, 8), (-3, 6), (-8, 1), (-20, 1)],
)
def test_numbers(n_jobs, expected):
    assert thread_count(n_jobs) == expected


@pytest.mark.parametrize(("configured", "expected"), [(1, 1), (2, 2), (5, 5), (-1, 8), (-2, 7)])
@pytest.mark.parametrize("backend", ["loky", "threading"])
def test_none_asks_the_active_configuration(backend, configured, expected):
    with joblib.parallel_config(backend=backend, n_jobs=configured):
        assert thread_count(None) == expected
        assert thread_count(3) == 3
    assert thread_count(None) == 8


def test_a_configuration_without_a_number_leaves_all_cores():
    with joblib.parallel_config(backend="threading"):
        assert thread_count(None) == 8


@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_none_is_one_thread_within_a_worker(backend):
    calls = [joblib.delayed(thread_count)(n_jobs) for n_jobs in (None, None, 3)]
    try:
        assert joblib.Parallel(n_jobs=2, backend=backend)(calls) == [1, 1, 3]
    finally:
        if backend == "loky":
            get_reusable_executor().shutdown(wait=True)


@pytest.mark.parametrize("name", ["NUMBA_NUM_THREADS", "OMP_NUM_THREADS"])
def test_the_environment_limits_all_cores_but_no_number_asked_for(monkeypatch, name):
    monkeypatch.setenv(name, "3")
    assert thread_count(None) == 3
    assert thread_count(-1) == 3
    assert thread_count(5) == 5


@pytest.mark.parametrize("value", ["", "0", "-1", "many", "100"])
def test_the_environment_may_say_nothing_of_use(monkeypatch, value):
    monkeypatch.setenv("OMP_NUM_THREADS", value)
    assert thread_count(None) == 8


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
