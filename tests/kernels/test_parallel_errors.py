import os
import signal
import threading
import time

import pytest

from fastsmote.kernels.parallel import run
from tests.kernels.test_parallel import PATIENCE, collect, numbered


class TaskError(Exception):
    pass


@pytest.mark.parametrize("n_threads", [1, 2, 4])
@pytest.mark.parametrize("kind", [TaskError, KeyboardInterrupt, SystemExit, MemoryError])
def test_an_exception_reaches_the_caller_and_stops_the_others(kind, n_threads):
    done = []

    def task(i):
        if i == 3:
            raise kind("task 3")
        time.sleep(0.001)
        done.append(i)

    with pytest.raises(kind, match="task 3"):
        run(task, numbered(2000), n_threads)
    assert len(done) < 1000
    n_done = len(done)
    time.sleep(0.02)
    assert len(done) == n_done  # nothing runs on behind the caller's back
    assert sorted(collect(50, n_threads)) == list(range(50))


def test_an_exception_in_a_helper_reaches_the_caller():
    caller, together = threading.get_ident(), threading.Barrier(2)

    def task(i):
        together.wait(PATIENCE)
        if threading.get_ident() != caller:
            raise TaskError("in a helper")

    with pytest.raises(TaskError, match="in a helper"):
        run(task, numbered(2), 2)


def test_the_first_of_several_exceptions_is_raised():
    together, first_raised = threading.Barrier(2), threading.Event()

    def task(i):
        together.wait(PATIENCE)
        if i == 1:
            assert first_raised.wait(PATIENCE)
            time.sleep(0.05)  # the first has been noted by then
        first_raised.set()
        raise TaskError(i)

    with pytest.raises(TaskError, match="0"):
        run(task, numbered(2), 2)


def test_an_exception_wakes_those_that_wait_for_an_owner():
    started = threading.Event()

    def task(i):
        started.set()
        time.sleep(0.05)  # the other thread waits for the owner by then
        raise TaskError

    outcome = []

    def call():
        with pytest.raises(TaskError):
            run(task, numbered(5), 2, owns=lambda i: ("the same",))
        outcome.append("ended")

    caller = threading.Thread(target=call, daemon=True)
    caller.start()
    assert started.wait(PATIENCE)
    caller.join(PATIENCE)
    assert outcome == ["ended"]


needs_posix = pytest.mark.skipif(os.name != "posix", reason="sends a signal to itself")


@pytest.fixture
def _ctrl_c():
    """Python's answer to Ctrl-C, which processes started in the background go without."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@needs_posix
@pytest.mark.usefixtures("_ctrl_c")
def test_ctrl_c_during_a_task_of_a_single_thread():
    done = []

    def task(i):
        done.append(i)
        if i == 7:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.01)

    with pytest.raises(KeyboardInterrupt):
        run(task, numbered(1000), 1)
    assert done == list(range(8))


@needs_posix
@pytest.mark.usefixtures("_ctrl_c")
@pytest.mark.parametrize("n_left", [0, 20])
def test_ctrl_c_while_threads_work(n_left):
    together = threading.Barrier(2)
    ended = []

    def task(name):
        together.wait(PATIENCE)
        if name == "a":
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
        ended.append(name)

    tasks = [("a",), ("b",), *[("ab",)] * n_left]
    with pytest.raises(KeyboardInterrupt):
        run(task, tasks, 2, owns=lambda name: tuple(name))
    assert sorted(ended) == ["a", "b"]  # the tasks under way have ended, no other has begun
    time.sleep(0.1)
    assert sorted(ended) == ["a", "b"]
    assert sorted(collect(50, 2)) == list(range(50))


def test_a_failing_caller_leaves_the_others_alone():
    outcome = {}

    def call(number):
        def task(i):
            if number % 2 and i == 5:
                raise TaskError
            time.sleep(0.0005)

        try:
            run(task, numbered(40), 3)
            outcome[number] = "done"
        except TaskError:
            outcome[number] = "failed"

    callers = [threading.Thread(target=call, args=(i,)) for i in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(PATIENCE)
    assert outcome == {i: "failed" if i % 2 else "done" for i in range(6)}
