"""The same rows in forked and in spawned processes, and in the workers of joblib."""

import os

import pytest

from tests.environment.data import resampled_digest
from tests.environment.process import run_python

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@pytest.fixture(scope="module")
def expected():
    return resampled_digest(n_jobs=1)


FORK = """
    import os
    import threading
    import warnings
    from tests.environment.data import resampled_digest

    # Python 3.12 and later warn of forking while threads run, which is what is tried here
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)

    def compute_in_child():
        read, write = os.pipe()
        if os.fork() == 0:
            try:
                os.write(write, resampled_digest(n_jobs=3).encode())
            finally:
                os._exit(0)
        os.close(write)
        with os.fdopen(read) as pipe:
            found = pipe.read()
        assert os.wait()[1] == 0
        return found

"""


@needs_fork
def test_fork_after_the_pool_was_used(tmp_path, expected):
    code = (
        FORK
        + """
    resampled_digest(n_jobs=3)
    print(compute_in_child())
    print(resampled_digest(n_jobs=3))
    """
    )
    assert run_python(code, tmp_path).split() == [expected] * 2


@needs_fork
def test_fork_before_anything(tmp_path, expected):
    code = (
        FORK
        + """
    print(compute_in_child())
    """
    )
    assert run_python(code, tmp_path).split() == [expected]


@needs_fork
def test_fork_while_another_thread_searches(tmp_path, expected):
    # large enough for the kernels: OpenBLAS, which NumPy multiplies with, can hang in such a child
    code = (
        FORK
        + """
    resampled_digest(n_jobs=3)
    done = threading.Event()

    def search():
        while not done.is_set():
            resampled_digest(n_jobs=3)

    searching = threading.Thread(target=search)
    searching.start()
    try:
        print(*(compute_in_child() for _ in range(8)))
    finally:
        done.set()
        searching.join()
    """
    )
    assert run_python(code, tmp_path).split() == [expected] * 8


@pytest.mark.parametrize(
    "method",
    ["spawn", pytest.param("fork", marks=needs_fork), pytest.param("forkserver", marks=needs_fork)],
)
def test_multiprocessing(tmp_path, expected, method):
    code = f"""
        import multiprocessing
        import warnings
        from tests.environment.data import resampled_digest

        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)

        if __name__ == "__main__":
            resampled_digest()
            with multiprocessing.get_context({method!r}).Pool(2) as pool:
                print(*pool.starmap(resampled_digest, [(0, n_jobs) for n_jobs in (1, 2, None, 3)]))
    """
    assert run_python(code, tmp_path).split() == [expected] * 4


@pytest.mark.parametrize("backend", ["loky", "threading", "multiprocessing"])
def test_joblib(tmp_path, expected, backend):
    # to processes, joblib passes large arrays as read-only memory maps
    code = f"""
        import joblib
        import numpy as np
        from fastsmote.over_sampling import SMOTE
        from tests.environment.data import digest, imbalanced, load_kernels

        def resample(X, y, n_jobs):
            load_kernels()
            if {backend!r} != "threading":
                assert isinstance(X, np.memmap) and not X.flags.writeable
            return digest(*SMOTE(random_state=0, n_jobs=n_jobs).fit_resample(X, y))

        if __name__ == "__main__":
            data = imbalanced()
            parallel = joblib.Parallel(n_jobs=2, backend={backend!r}, max_nbytes=1_000)
            print(*parallel(joblib.delayed(resample)(*data, n) for n in (None, 1, 2, 3)))
    """
    assert run_python(code, tmp_path).split() == [expected] * 4


def test_at_exit(tmp_path, expected):
    # when no thread can be started any more, the caller works alone
    code = """
        import atexit
        from tests.environment.data import resampled_digest

        print(resampled_digest(n_jobs=1))
        atexit.register(lambda: print(resampled_digest(n_jobs=3)))
    """
    assert run_python(code, tmp_path).split() == [expected] * 2
