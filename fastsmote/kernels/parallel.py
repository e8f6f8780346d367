"""Threads for kernels that release the GIL.

Numba's own threading layers are not used: its work queue aborts the process when two Python
threads enter it, and its OpenMP layer does not survive a fork. Here a kernel is an ordinary
function over a range, and a shared pool of threads works off the ranges.

The caller only waits. Ctrl-C reaches it wherever it is, so it takes none of the locks by which the
threads agree on who does what; a lock that it held when interrupted would be held for ever.

The caller wakes one thread, and that one wakes others. All woken by the caller, two would now and
then be put on one processor, since the caller has not left the other one yet, and Linux lets them
share it for 5 ms: a fifth of the time of a call that takes 15.

A task that has tasks of its own does them itself: all threads may be at work on tasks that wait.
"""

import os
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from queue import SimpleQueue
from typing import Any, TypeAlias

#: What is told how much is done: a share, up to 1.
Report: TypeAlias = Callable[[float], None]

# Threads that each one wakes, so that it does not take long until many are at work.
_WAKES = 2
# Seconds between two looks of a waiting caller, on systems where no signal ends a wait.
_LOOK = 0.1


class _Pool:
    """Threads that work off the queues that they are given; they end with the process."""

    def __init__(self) -> None:
        self.queues: SimpleQueue[_Tasks] = SimpleQueue()
        self.n_threads = 0

    def grow(self, n_threads: int) -> int:
        """Start threads up to a number, if the system allows it; return how many there are."""
        while self.n_threads < n_threads:
            thread = threading.Thread(target=self._work, name="fastsmote", daemon=True)
            try:
                thread.start()
            except RuntimeError:  # no more threads, or the interpreter is shutting down
                break
            self.n_threads += 1
        return self.n_threads

    def _work(self) -> None:
        _here.is_at_work = True
        while True:
            queue = self.queues.get()
            for _ in range(queue.n_to_wake()):
                self.queues.put(queue)
            queue.work()
            del queue  # and all that its tasks hold


class _Here(threading.local):
    """Whether this thread is one of the pool's."""

    is_at_work = False


_pool, _here = _Pool(), _Here()


def _forget_pool() -> None:
    """Threads do not survive a fork: the child starts with none."""
    global _pool, _here
    _pool, _here = _Pool(), _Here()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_pool)


def run(
    function: Callable[..., None],
    tasks: Sequence[tuple[Any, ...]],
    n_threads: int,
    owns: Callable[..., tuple[Hashable, ...]] | None = None,
    report: Report | None = None,
) -> None:
    """Call ``function(*task)`` for each task, on up to ``n_threads`` threads.

    Parameters
    ----------
    function : callable
        Should release the GIL and take well under a second, so that Ctrl-C is answered.
    tasks : sequence of tuples
        Begun in this order where ``owns`` allows it.
    n_threads : int
        Threads at most; with one, and within a task, the caller does the tasks itself.
    owns : callable, optional
        ``owns(*task)`` names what the task writes to; two tasks that share a name never run at
        the same time.
    report : callable, optional
        Called now and then by the caller's thread with the share of the tasks that are done; what
        it raises ends the call.

    Raises
    ------
    BaseException
        The first one that a task raised, or KeyboardInterrupt, once the tasks under way have
        ended; tasks not yet begun are dropped.
    """
    n_threads = min(n_threads, len(tasks))
    if n_threads <= 1 or _here.is_at_work or _pool.grow(n_threads) == 0:
        for n_done, task in enumerate(tasks):
            function(*task)
            if report is not None:
                report((n_done + 1) / len(tasks))
        return
    queue = _Tasks(function, tasks, n_threads, owns)
    try:
        _pool.queues.put(queue)
        while not queue.is_finished.acquire(timeout=_LOOK):
            if report is not None:
                report(queue.n_done / len(tasks))
    except BaseException:
        queue.outlast()
        raise
    if queue.error is not None:
        raise queue.error


class _Tasks:
    """Tasks that several threads take from, each when what it owns is free."""

    def __init__(
        self,
        function: Callable[..., None],
        tasks: Sequence[tuple[Any, ...]],
        n_threads: int,
        owns: Callable[..., tuple[Hashable, ...]] | None,
    ) -> None:
        self.function = function
        self.error: BaseException | None = None
        self.is_finished = threading.Lock()
        self.is_finished.acquire()
        self._waiting = [(task, frozenset(owns(*task)) if owns else frozenset()) for task in tasks]
        self._busy: set[Hashable] = set()
        self._changed = threading.Condition()
        self._is_dropped = False
        self._n_asleep = n_threads - 1
        self._n_at_work = 0
        self.n_done = 0

    def n_to_wake(self) -> int:
        """How many other threads one that has been woken is to wake, before it works itself."""
        with self._changed:
            n = min(_WAKES, self._n_asleep, len(self._waiting))
            self._n_asleep -= n
        return n

    def work(self) -> None:
        """Take tasks and run them until none is left or one has failed. For the pool's threads."""
        with self._changed:
            self._n_at_work += 1
        while (taken := self._take()) is not None:
            task, owned = taken
            try:
                self.function(*task)
            except BaseException as error:  # the caller of `run` gets it
                self.error = self.error or error
                self._is_dropped = True
            with self._changed:
                self._busy -= owned
                self.n_done += 1
                self._changed.notify_all()
        with self._changed:
            self._n_at_work -= 1
            if self._n_at_work == 0 and self.is_finished.locked():
                self.is_finished.release()

    def outlast(self) -> None:
        """Drop the tasks not yet begun and return when none is under way, Ctrl-C or not."""
        self._is_dropped = True
        while self._n_at_work:
            try:
                time.sleep(1e-3)
            except KeyboardInterrupt:
                continue

    def _take(self) -> tuple[tuple[Any, ...], frozenset[Hashable]] | None:
        with self._changed:
            while self._waiting and not self._is_dropped:
                for position, (_, owned) in enumerate(self._waiting):
                    if self._busy.isdisjoint(owned):
                        taken = self._waiting.pop(position)
                        self._busy |= owned
                        return taken
                self._changed.wait()
            return None
