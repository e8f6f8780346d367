"""How many threads a call may use, and BLAS beside it."""

import os
import subprocess
import sys
import threading

import joblib
import numpy as np
import pytest
from joblib.externals.loky import get_reusable_executor
from threadpoolctl import threadpool_info, threadpool_limits

from fastsmote import threads
from fastsmote.threads import one_blas_thread, thread_count


@pytest.fixture(autouse=True)
def _eight_cores(monkeypatch):
    monkeypatch.setattr(joblib, "cpu_count", lambda: 8)
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


def blas_threads():
    """Threads that each BLAS would use now."""
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


@pytest.fixture
def _two_blas_threads():
    assert np.ones((2, 2)).dot(np.ones((2, 2))).any()  # BLAS is loaded
    with threadpool_limits(2, user_api="blas"):
        assert blas_threads() == {2}
        yield
        assert blas_threads() == {2}  # what was found has been restored


@pytest.mark.usefixtures("_two_blas_threads")
def test_blas_is_alone_within_the_context_and_free_behind_it():
    for _ in range(2):
        with one_blas_thread:
            assert blas_threads() == {1}
            with one_blas_thread:
                assert blas_threads() == {1}
            assert blas_threads() == {1}
        assert blas_threads() == {2}


@pytest.mark.usefixtures("_two_blas_threads")
def test_an_exception_frees_blas():
    with pytest.raises(KeyError), one_blas_thread:
        raise KeyError
    assert blas_threads() == {2}


@pytest.mark.usefixtures("_two_blas_threads")
def test_the_last_of_several_threads_to_leave_frees_blas():
    first_may_leave, first_has_left, seen = threading.Event(), threading.Event(), []

    def first():
        with one_blas_thread:
            assert first_may_leave.wait(20)
        seen.append(blas_threads())
        first_has_left.set()

    other = threading.Thread(target=first)
    other.start()
    with one_blas_thread:
        first_may_leave.set()
        assert first_has_left.wait(20)
        seen.append(blas_threads())
    other.join(20)
    assert seen == [{1}, {1}]
    assert blas_threads() == {2}


@pytest.mark.usefixtures("_two_blas_threads")
def test_ctrl_c_on_the_way_in_leaves_the_context_usable(monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    context = type(one_blas_thread)()
    with monkeypatch.context() as patch:
        patch.setattr(threads, "ThreadpoolController", interrupted)
        with pytest.raises(KeyboardInterrupt), context:
            pass
    with context:
        assert blas_threads() == {1}
    assert blas_threads() == {2}


FORK_WITHIN = """
import os, threading, warnings
import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits
from fastsmote.threads import one_blas_thread

def blas_threads():
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}

threadpool_limits(2, user_api="blas")
inside, leave = threading.Event(), threading.Event()

def other():
    with one_blas_thread:
        inside.set()
        leave.wait(20)

thread = threading.Thread(target=other)
thread.start()
assert inside.wait(20)
warnings.simplefilter("ignore", DeprecationWarning)  # forking with threads alive is the point
child = os.fork()
if child == 0:  # without the other thread, which will not leave the context here
    with one_blas_thread:
        alone = blas_threads()
    os._exit(0 if alone == {1} and blas_threads() == {2} else 1)
leave.set()
thread.join(20)
_, status = os.waitpid(child, 0)
assert status == 0, status
assert blas_threads() == {2}
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_forked_while_another_thread_is_inside_frees_blas():
    subprocess.run([sys.executable, "-c", FORK_WITHIN], check=True, timeout=60)
