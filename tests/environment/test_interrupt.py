"""Ctrl-C in a long search."""

import pytest

from tests.environment.process import run_python

# What is compared is processor time, of the same process: other processes do not lengthen it.
INTERRUPT = """
    import signal
    import threading
    import time
    import numpy as np
    from fastsmote.over_sampling import SMOTE
    from tests.environment.data import resampled_digest

    # a process started in the background may have been told to ignore it
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def search(n_rows):
        X = np.random.RandomState(0).standard_normal((n_rows + 9, 64)).astype(np.float32)
        y = np.repeat([0, 1], [9, n_rows])
        SMOTE(sampling_strategy={{1: 2 * n_rows}}, n_jobs={n_jobs}).fit_resample(X, y)

    expected = resampled_digest(n_jobs={n_jobs})
    start = time.process_time()
    search(20_000)
    whole = 64 * (time.process_time() - start)  # of eight times the rows

    start = time.process_time()

    def interrupt():
        while time.process_time() < start + whole / 12:
            time.sleep(0.01)
        global interrupted
        interrupted = time.process_time()
        signal.raise_signal(signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    try:
        search(160_000)
    except KeyboardInterrupt:
        print((time.process_time() - interrupted) / whole)
    assert resampled_digest(n_jobs={n_jobs}) == expected
"""


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_ends_the_search_and_leaves_the_process_usable(tmp_path, n_jobs):
    done_after_interrupt = float(run_python(INTERRUPT.format(n_jobs=n_jobs), tmp_path))
    # a twelfth of the work was done before: all but the tasks under way is dropped
    assert done_after_interrupt < 0.25
