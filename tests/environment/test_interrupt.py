"""Ctrl-C ends a search at once, wherever it strikes, and leaves the process usable."""

import pytest

from tests.environment.process import run_python

# What is compared is processor time, of the same process: other processes do not lengthen it.
INTERRUPT = """
    import signal
    import threading
    import time
    import numpy as np
    from fastsmote.kernels.jit import n_compilations
    from fastsmote.over_sampling import SMOTE
    from tests.environment.data import resampled_digest

    # a process started in the background may have been told to ignore it
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def search(n_rows):
        X = np.random.RandomState(0).standard_normal((n_rows + 9, 64)).astype(np.float32)
        y = np.repeat([0, 1], [9, n_rows])
        SMOTE(sampling_strategy={{1: 2 * n_rows}}, n_jobs={n_jobs}).fit_resample(X, y)

    expected = resampled_digest(n_jobs={n_jobs})
    # compiled before processor time is measured; below some 30,000 rows one kernel is not used
    search(40_000)
    n_compiled = n_compilations()
    start = time.process_time()
    search(40_000)
    whole = 16 * (time.process_time() - start)  # of four times the rows

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
    else:
        raise AssertionError(f"not interrupted; {{interrupted - start}} s of {{whole}} s were done")
    assert n_compilations() == n_compiled, "what was measured is the compiler"
    assert resampled_digest(n_jobs={n_jobs}) == expected
"""


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_ends_the_search_and_leaves_the_process_usable(tmp_path, n_jobs):
    done_after_interrupt = float(run_python(INTERRUPT.format(n_jobs=n_jobs), tmp_path))
    # a twelfth of the work was done before: all but the tasks under way is dropped
    assert done_after_interrupt < 0.25


# A signal is answered when a function is entered or left, of which a profiler is told as well.
INTERRUPT_ANYWHERE = """
    import faulthandler
    import sys
    import time
    from fastsmote.kernels.parallel import run

    done = []

    def work(i):
        time.sleep(1e-4)
        done.append(i)

    def is_interrupted(position):
        '''Work off some tasks and interrupt the caller at a call, if it makes so many.'''

        def profile(frame, event, argument):
            nonlocal position
            position -= event in ("call", "return", "c_return")
            if position == 0:
                position -= 1
                raise KeyboardInterrupt

        sys.setprofile(profile)
        try:
            run(work, [(i,) for i in range(8)], 3, lambda i: (i % 4,))
        except KeyboardInterrupt:
            return True
        finally:
            sys.setprofile(None)
        return False

    run(work, [(i,) for i in range(8)], 3)  # starts the threads
    position = 1
    faulthandler.dump_traceback_later(20, exit=True)
    while is_interrupted(position):
        faulthandler.dump_traceback_later(20, exit=True)  # the interrupted call has ended
        position += 1
    done.clear()
    run(work, [(i,) for i in range(8)], 3)
    assert sorted(done) == list(range(8)), done
    print(position)
"""


def test_at_any_call_that_the_caller_makes(tmp_path):
    assert int(run_python(INTERRUPT_ANYWHERE, tmp_path)) > 20


# The signal comes from within the compiler, whichever thread it is that compiles.
INTERRUPT_THE_COMPILER = """
    import signal
    import threading
    import time
    import numpy as np
    from numba.core import event
    from fastsmote.kernels.jit import kernel

    signal.signal(signal.SIGINT, signal.default_int_handler)

    @kernel
    def total(values):
        result = 0.0
        for value in values:
            result += value
        return result

    class Interrupting(event.Listener):
        begun, ended = 0, 0

        def on_start(self, told):
            self.begun += 1
            signal.raise_signal(signal.SIGINT)

        def on_end(self, told):
            self.ended += 1

    listener = Interrupting()
    with event.install_listener("numba:compile", listener):
        try:
            total(np.ones(3))
        except KeyboardInterrupt:
            print("interrupted")
        for thread in threading.enumerate():
            if thread is not threading.current_thread():
                thread.join()
        assert listener.begun == listener.ended == 1
        assert total(np.ones(3)) == 3.0  # what was begun was finished
        assert listener.begun == 1
"""


def test_the_compiler_is_not_torn_apart(tmp_path):
    """Numba's compiler may abort the process if it is; here it is left alone."""
    printed = run_python(INTERRUPT_THE_COMPILER, tmp_path, NUMBA_CACHE_DIR=str(tmp_path))
    assert printed == "interrupted\n"
