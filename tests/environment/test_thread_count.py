"""n_jobs by joblib's conventions, but for None, which asks for all cores."""

import os

import joblib
import pytest

from fastsmote.threads import thread_count
from tests.environment.process import run_python

pytestmark = pytest.mark.usefixtures("eight_cores")


@pytest.mark.parametrize(
    ("n_jobs", "expected"),
    [(None, 8), (1, 1), (3, 3), (20, 20), (-1, 8), (-2, 7), (-8, 1), (-9, 1), (-100, 1)],
)
def test_number(n_jobs, expected):
    assert thread_count(n_jobs) == expected


@pytest.mark.parametrize(("configured", "expected"), [(1, 1), (3, 3), (-1, 8), (-3, 6)])
@pytest.mark.parametrize("backend", [None, "loky", "threading"])
def test_configuration_of_joblib(backend, configured, expected):
    options = {"backend": backend} if backend else {}
    with joblib.parallel_config(n_jobs=configured, **options):
        assert thread_count(None) == expected
        assert thread_count(2) == 2
        assert thread_count(-1) == 8
    assert thread_count(None) == 8


def test_configuration_without_a_number():
    with joblib.parallel_config(backend="threading"):
        assert thread_count(None) == 8


@pytest.mark.parametrize("name", ["NUMBA_NUM_THREADS", "OMP_NUM_THREADS"])
@pytest.mark.parametrize(
    ("value", "n_all"),
    [("3", 3), ("1", 1), ("20", 8), ("", 8), ("0", 8), ("-1", 8), ("4,2", 8), ("many", 8)],
)
def test_variables_limit_all_cores(monkeypatch, name, value, n_all):
    monkeypatch.setenv(name, value)
    assert thread_count(None) == thread_count(-1) == n_all
    assert thread_count(-2) == max(1, n_all - 1)
    assert thread_count(5) == 5


def test_smaller_variable_counts(monkeypatch):
    monkeypatch.setenv("NUMBA_NUM_THREADS", "4")
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    assert thread_count(None) == 2


def test_workers_of_joblib_get_one(tmp_path):
    # in a process of its own: the workers live on for minutes
    code = """
        import joblib
        from fastsmote.threads import thread_count

        if __name__ == "__main__":
            for backend in ("loky", "threading", "multiprocessing"):
                parallel = joblib.Parallel(n_jobs=2, backend=backend)
                for n_jobs, expected in ((None, 1), (3, 3)):
                    counts = parallel(joblib.delayed(thread_count)(n_jobs) for _ in range(4))
                    assert counts == [expected] * 4, (backend, counts)
    """
    run_python(code, tmp_path)


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="this system cannot bind a process to cores"
)
def test_affinity(tmp_path):
    code = """
        import os
        from fastsmote.threads import thread_count

        thread_count(None)  # what it was before is not taken for what it is
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        assert thread_count(None) == thread_count(-1) == 1
    """
    run_python(code, tmp_path)


def test_limit_of_loky(tmp_path):
    code = """
        import os
        from fastsmote.threads import thread_count

        thread_count(None)
        os.environ["LOKY_MAX_CPU_COUNT"] = "1"
        assert thread_count(None) == thread_count(-1) == 1
    """
    run_python(code, tmp_path)


def test_limit_of_a_container_is_read_now_and_then(tmp_path):
    code = """
        import joblib
        from fastsmote import threads

        limits = iter((3, 5))
        joblib.cpu_count = lambda: next(limits)
        threads._COUNTED_ANEW = 1e9
        assert [threads.thread_count(None) for _ in range(2)] == [3, 3]
        threads._COUNTED_ANEW = 1e-9
        assert threads.thread_count(None) == 5
    """
    run_python(code, tmp_path)
