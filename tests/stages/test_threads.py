"""How many threads a call may use."""

import joblib
import pytest
from joblib.externals.loky import get_reusable_executor

from fastsmote.threads import thread_count


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
