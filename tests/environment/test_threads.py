"""The rows do not depend on threads: on how many there are, or on who calls from them."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import joblib
import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from fastsmote.neighbors import find_neighbors
from fastsmote.over_sampling import ADASYN, SMOTE, SVMSMOTE, adasyn
from fastsmote.over_sampling import base as over_sampling_base
from fastsmote.threads import one_blas_thread
from tests.environment.data import digest, imbalanced, resampled_digest
from tests.environment.process import run_python

N_JOBS = (1, 2, 3, 5)

# few different values, so that which of several equally far rows is taken has to be settled
TIED = np.round(imbalanced(3_000, 4)[0])


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(
    "X", [imbalanced(12_000)[0], imbalanced(3_000, 70)[0], TIED], ids=["many", "wide", "tied"]
)
def test_number_of_threads(X, dtype):
    y = imbalanced(2 * len(X) // 5)[1]
    X = X.astype(dtype)
    results = {
        digest(*SMOTE(random_state=0, n_jobs=n_jobs).fit_resample(X, y))
        for n_jobs in (*N_JOBS, None)
    }
    assert len(results) == 1


def test_configured_number_of_threads():
    expected = resampled_digest(n_jobs=1)
    for n_jobs in N_JOBS:
        with joblib.parallel_config(n_jobs=n_jobs):
            assert resampled_digest(n_jobs=None) == expected


@pytest.mark.parametrize(
    "variables",
    [
        {"NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        {"NUMBA_NUM_THREADS": "2"},
        {"OMP_NUM_THREADS": "3"},
    ],
    ids=str,
)
def test_variables(tmp_path, variables):
    code = """
        import sys
        from tests.environment.data import resampled_digest

        print(resampled_digest(n_jobs=None, n_minority=700, is_by_kernels=False))
        assert "numba" not in sys.modules
        print(resampled_digest(n_jobs=None, n_minority=45_000, is_by_kernels=False))
        assert "numba" in sys.modules
    """
    expected = [resampled_digest(n_jobs=1, n_minority=n) for n in (700, 45_000)]
    assert run_python(code, tmp_path, **variables).split() == expected


def test_kernels_loaded_or_not(tmp_path):
    # 700 rows are searched by NumPy before the kernels are loaded, and by the kernels afterwards
    code = """
        import sys
        from tests.environment.data import resampled_digest

        before = resampled_digest(n_minority=700, is_by_kernels=False)
        assert "numba" not in sys.modules
        resampled_digest(n_minority=45_000, is_by_kernels=False)
        assert "numba" in sys.modules
        assert resampled_digest(n_minority=700) == before
    """
    run_python(code, tmp_path)


@pytest.mark.parametrize("n_jobs", [1, 3])
def test_eight_callers_at_once(n_jobs):
    seeds = list(range(8)) * 2
    expected = [resampled_digest(seed, n_jobs) for seed in seeds]
    start = threading.Barrier(8)

    def call(seed):
        start.wait()
        return resampled_digest(seed, n_jobs)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(call, seeds)) == expected


def test_eight_callers_share_a_sampler_of_one_data_set():
    # imbalanced-learn's samplers can be shared too: what is fitted is the same for all
    X, y = imbalanced()
    sampler = SMOTE(random_state=0)
    expected = digest(*sampler.fit_resample(X, y))
    with ThreadPoolExecutor(8) as pool:
        results = pool.map(lambda _: digest(*sampler.fit_resample(X, y)), range(8))
        assert set(results) == {expected}


@pytest.mark.parametrize(
    ("sampler", "module"),
    [(ADASYN(random_state=0), adasyn), (SVMSMOTE(random_state=0), over_sampling_base)],
    ids=["ADASYN", "SVMSMOTE"],
)
def test_callers_of_one_sampler_have_a_stream_each(monkeypatch, sampler, module):
    X, y = imbalanced()
    expected = digest(*sampler.fit_resample(X, y))
    others = iter([sampler])

    def find_while_another_calls(*args, **kwargs):
        for other in others:
            other.fit_resample(X, y)
        return find_neighbors(*args, **kwargs)

    monkeypatch.setattr(module, "find_neighbors", find_while_another_calls)
    assert digest(*sampler.fit_resample(X, y)) == expected
    assert next(others, None) is None


def test_eight_callers_load_the_kernels_at_once(tmp_path):
    code = """
        import threading
        from concurrent.futures import ThreadPoolExecutor
        from tests.environment.data import resampled_digest

        start = threading.Barrier(8)

        def call(_):
            start.wait()
            return resampled_digest()

        with ThreadPoolExecutor(8) as pool:
            print(*set(pool.map(call, range(8))))
    """
    assert run_python(code, tmp_path).split() == [resampled_digest()]


def test_caller_that_fails_leaves_the_others_alone():
    X, y = imbalanced()
    broken = X.copy()
    broken[0, 0] = np.nan
    expected = resampled_digest()

    def call(i):
        if i % 2:
            with pytest.raises(ValueError, match="NaN"):
                SMOTE(n_jobs=2).fit_resample(broken, y)
            return expected
        return resampled_digest()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(call, range(8))) == {expected}


def n_blas_threads():
    return {lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas"}


def test_blas_keeps_to_one_thread_until_the_last_of_overlapping_searches_ends():
    with threadpool_limits(2, user_api="blas"):
        first, second = ExitStack(), ExitStack()
        first.enter_context(one_blas_thread)
        second.enter_context(one_blas_thread)
        assert n_blas_threads() == {1}
        first.close()
        assert n_blas_threads() == {1}
        second.close()
        assert n_blas_threads() == {2}


def test_blas_gets_its_threads_back_after_an_interrupt_between_two_steps():
    with threadpool_limits(2, user_api="blas"):
        one_blas_thread.__enter__()
        one_blas_thread._n_inside = 0  # as if the interrupt had come before it was counted
        with one_blas_thread:
            assert n_blas_threads() == {1}
        assert n_blas_threads() == {2}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_blas_gets_its_threads_back_in_a_child_of_a_fork(tmp_path):
    code = """
        import os
        import numpy
        from threadpoolctl import threadpool_info, threadpool_limits
        from fastsmote.threads import one_blas_thread

        with threadpool_limits(2, user_api="blas"), one_blas_thread:
            if os.fork() == 0:
                with one_blas_thread:
                    pass
                counts = {each["num_threads"] for each in threadpool_info()}
                os._exit(0 if counts == {2} else 1)
            assert os.wait()[1] == 0
    """
    run_python(code, tmp_path)


def test_blas_gets_its_threads_back_after_an_error():
    with threadpool_limits(2, user_api="blas"):
        with pytest.raises(KeyError), one_blas_thread:
            raise KeyError
        assert n_blas_threads() == {2}
