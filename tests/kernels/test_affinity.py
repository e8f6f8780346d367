"""On which processors threads work, and on which they wait."""

import os
from textwrap import dedent

import pytest

from tests.environment.process import run_python

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="this system does not tell"
)

BEGINNING = """
import os, threading, time
from fastsmote.kernels.parallel import run

def use(n_threads):
    gate, seen = threading.Barrier(n_threads), []

    def task(_):
        gate.wait(20)
        seen.append(os.sched_getaffinity(0))

    run(task, [(i,) for i in range(n_threads)], n_threads)
    return seen

def waiting(is_settled):
    give_up = time.monotonic() + 20
    while True:
        threads = [t for t in threading.enumerate() if t.name == "fastsmote"]
        masks = [os.sched_getaffinity(t.native_id) for t in threads]
        if is_settled(masks) or time.monotonic() > give_up:
            return masks
        time.sleep(0.01)

all_processors = os.sched_getaffinity(0)
n = len(all_processors)
"""

several = pytest.mark.skipif(
    hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) < 2,
    reason="there is but one processor",
)


@several
def test_as_many_threads_as_processors_wait_on_one_each(tmp_path):
    code = """
        use(n)
        masks = waiting(lambda masks: all(len(mask) == 1 for mask in masks))
        assert len(masks) == n
        assert set.union(*masks) == all_processors
    """
    run_python(BEGINNING + dedent(code), tmp_path)


@several
def test_threads_work_wherever_the_caller_may(tmp_path):
    code = """
        for _ in range(5):
            assert use(n) == n * [all_processors]
        assert os.sched_getaffinity(0) == all_processors
        some = set(sorted(all_processors)[1:])
        os.sched_setaffinity(0, some)
        assert use(n) == n * [some]
        os.sched_setaffinity(0, all_processors)
        assert use(n) == n * [all_processors]
    """
    run_python(BEGINNING + dedent(code), tmp_path)


@several
def test_more_threads_than_processors_wait_anywhere(tmp_path):
    code = """
        use(n)
        use(n + 1)
        use(n + 1)
        masks = waiting(lambda masks: masks == (n + 1) * [all_processors])
        assert masks == (n + 1) * [all_processors]
    """
    run_python(BEGINNING + dedent(code), tmp_path)


def test_a_system_that_allows_nothing_does_no_harm(tmp_path):
    code = """
        def refuse(pid, processors):
            raise OSError(22, "Invalid argument")

        os.sched_setaffinity = refuse
        assert use(2) == use(2) == 2 * [all_processors]
        del os.sched_setaffinity, os.sched_getaffinity
        done = []
        run(done.append, [(i,) for i in range(20)], 2)
        assert sorted(done) == list(range(20))
    """
    run_python(BEGINNING + dedent(code), tmp_path)
