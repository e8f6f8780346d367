import os
import subprocess
import sys
import threading
import time
from collections import Counter

import numpy as np
import pytest

from fastsmote.kernels import parallel
from fastsmote.kernels.ordering import split_by_medians
from fastsmote.kernels.parallel import run

PATIENCE = 20  # seconds after which a test that hangs gives up


def numbered(n):
    return [(i,) for i in range(n)]


def collect(n, n_threads, owns=None):
    """Numbers of the tasks in the order in which they ran."""
    done = []
    run(done.append, numbered(n), n_threads, owns)
    return done


@pytest.mark.parametrize("n_threads", [0, 1, 2, 3, 8])
@pytest.mark.parametrize("n", [0, 1, 2, 7, 200])
def test_each_task_runs_once(n, n_threads):
    assert sorted(collect(n, n_threads)) == list(range(n))


def test_one_thread_is_the_callers_and_keeps_the_order():
    names = []
    run(lambda i: names.append((i, threading.get_ident())), numbered(20), 1)
    assert names == [(i, threading.get_ident()) for i in range(20)]


def test_tasks_are_called_with_all_their_arguments():
    done = []
    run(lambda *task: done.append(task), [(1, "a"), (2, "b")], 2)
    assert sorted(done) == [(1, "a"), (2, "b")]


def most_at_once(n_tasks, n_threads):
    lock, running, most = threading.Lock(), 0, 0

    def task(_):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.002)
        with lock:
            running -= 1

    run(task, numbered(n_tasks), n_threads)
    return most


@pytest.mark.parametrize("n_threads", [1, 2, 4])
def test_no_more_threads_than_allowed_even_from_a_larger_pool(n_threads):
    run(lambda i: None, numbered(8), 8)
    assert most_at_once(40, n_threads) <= n_threads


@pytest.mark.parametrize("sizes", [(2, 5), (5, 2, 5), (2, 3, 4, 5, 6)])
def test_the_pool_grows_to_what_a_call_asks_for(sizes):
    for n_threads in sizes:
        together = threading.Barrier(n_threads)
        run(lambda i, gate=together: gate.wait(PATIENCE), numbered(n_threads), n_threads)


def test_the_pool_has_as_many_threads_as_the_largest_call_has_asked_for():
    assert output_of(GROWING) == "2 3 9 9\n"


def test_a_task_does_its_own_tasks_itself():
    done = []

    def task(i):
        run(lambda j: done.append((i, j, threading.get_ident())), numbered(3), 3)

    worker = threading.Thread(target=run, args=(task, numbered(4), 2), daemon=True)
    worker.start()
    worker.join(PATIENCE)
    assert not worker.is_alive()
    assert sorted((i, j) for i, j, _ in done) == [(i, j) for i in range(4) for j in range(3)]
    assert all(len({thread for i, _, thread in done if i == task}) == 1 for task in range(4))


@pytest.mark.parametrize("n_threads", [2, 3, 5])
def test_tasks_that_share_an_owner_never_overlap(n_threads):
    lock, busy, overlaps = threading.Lock(), Counter(), []
    rng = np.random.default_rng(n_threads)
    tasks = [tuple(rng.integers(6, size=2).tolist()) for _ in range(150)]

    def task(i, j):
        with lock:
            busy.update({i, j})
            overlaps.extend(name for name in {i, j} if busy[name] > 1)
        time.sleep(0.0005)
        with lock:
            busy.subtract({i, j})

    run(task, tasks, n_threads, owns=lambda i, j: (i, j))
    assert overlaps == []
    run(task, tasks, n_threads)
    assert overlaps  # without owners they do, so the check can tell


def test_tasks_that_share_no_owner_do_overlap():
    together = threading.Barrier(3)
    run(lambda i: together.wait(PATIENCE), numbered(3), 3, owns=lambda i: (i,))


def test_a_task_whose_owner_is_busy_is_passed_over():
    done, blocked = [], threading.Event()

    def task(i, owner):
        if i == 0:
            assert blocked.wait(PATIENCE)
        done.append(i)
        if i == 2:
            blocked.set()

    run(task, [(0, "a"), (1, "a"), (2, "b")], 2, owns=lambda i, owner: (owner,))
    assert done == [2, 0, 1]


@pytest.mark.parametrize("n_threads", [2, 4])
def test_several_callers_at_once(n_threads):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(3000, 3))
    expected = np.arange(3000)
    split_by_medians(X, 3, expected, 0, 3000, 32, np.empty((200, 2), np.int64))
    results, errors = {}, []

    def call(number):
        try:
            order = np.arange(3000)
            parts = np.empty((200, 2), np.int64)
            n_parts = split_by_medians(X, 3, order, 0, 3000, 300, parts)

            def split(first, last):
                split_by_medians(X, 3, order, first, last, 32, np.empty((200, 2), np.int64))

            run(split, [tuple(part) for part in parts[:n_parts].tolist()], n_threads)
            results[number] = order
        except BaseException as error:
            errors.append(error)

    callers = [threading.Thread(target=call, args=(i,)) for i in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(PATIENCE)
    assert errors == []
    assert sorted(results) == list(range(8))
    assert all(np.array_equal(order, expected) for order in results.values())


class Reports:
    """Shares reported, all by the thread that made this; after some comes an error."""

    def __init__(self, n_fine=1 << 30):
        self.caller, self.shares, self.n_fine = threading.get_ident(), [], n_fine

    def __call__(self, share):
        assert threading.get_ident() == self.caller
        self.shares.append(share)
        if len(self.shares) > self.n_fine:
            raise LookupError("no more reports")


def test_one_thread_reports_each_task():
    reports = Reports()
    run(lambda _: None, numbered(8), 1, report=reports)
    assert reports.shares == [i / 8 for i in range(1, 9)]


@pytest.mark.parametrize("n_threads", [2, 4])
def test_shares_that_are_reported_ascend_from_0_to_1(monkeypatch, n_threads):
    monkeypatch.setattr(parallel, "_LOOK", 0.001)
    reports = Reports()
    run(lambda _: time.sleep(0.002), numbered(60), n_threads, report=reports)
    shares = reports.shares
    assert len(set(shares)) > 5
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.5 < shares[-1] <= 1


@pytest.mark.parametrize("n_threads", [1, 3])
def test_no_task_is_nothing_to_report(n_threads):
    reports = Reports()
    run(lambda _: None, [], n_threads, report=reports)
    assert all(0 <= share <= 1 for share in reports.shares)


@pytest.mark.parametrize("n_threads", [1, 3])
def test_an_exception_raised_by_a_report_ends_the_call(monkeypatch, n_threads):
    monkeypatch.setattr(parallel, "_LOOK", 0.001)
    begun, done = [], []

    def task(i):
        begun.append(i)
        time.sleep(0.002)
        done.append(i)

    with pytest.raises(LookupError, match="no more reports"):
        run(task, numbered(2000), n_threads, report=Reports(2))
    assert sorted(begun) == sorted(done)  # those under way have ended ...
    assert len(done) < 1000
    time.sleep(0.02)
    assert sorted(begun) == sorted(done)  # ... and no other has begun
    assert sorted(collect(50, n_threads)) == list(range(50))


def test_a_task_may_run_tasks():
    done = []
    run(lambda i: run(lambda j: done.append((i, j)), numbered(4), 3), numbered(6), 3)
    assert sorted(done) == [(i, j) for i in range(6) for j in range(4)]


AFTER_FORK = """
import os, signal, threading, warnings
from fastsmote.kernels.parallel import run

def use(n_threads):
    gate = threading.Barrier(n_threads)
    run(lambda i: gate.wait(10), [(i,) for i in range(n_threads)], n_threads)

use(3)
warnings.simplefilter("ignore", DeprecationWarning)  # forking with threads alive is the point
child = os.fork()
if child == 0:
    signal.alarm(15)
    use(3)
    use(5)
    os._exit(0)
use(3)
_, status = os.waitpid(child, 0)
assert status == 0, status
"""

GROWING = """
import threading
from fastsmote.kernels.parallel import run

def use(n_threads):
    gate = threading.Barrier(n_threads)
    run(lambda i: gate.wait(10), [(i,) for i in range(n_threads)], n_threads)
    return sum(thread.name == "fastsmote" for thread in threading.enumerate())

print(*map(use, (2, 3, 9, 5)))
"""

AT_EXIT = """
import atexit
from fastsmote.kernels.parallel import run

def last():
    done = []
    run(done.append, [(i,) for i in range(20)], 3)
    assert sorted(done) == list(range(20))
    print("all done")

atexit.register(last)
"""


def output_of(program):
    completed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert completed.returncode == 0, completed.stderr
    return completed.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_starts_its_own_threads():
    output_of(AFTER_FORK)


def test_at_exit_the_caller_works_alone():
    assert output_of(AT_EXIT) == "all done\n"
