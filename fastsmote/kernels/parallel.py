"""Threads for kernels that release the GIL.

Numba's own threading layers are not used: its work queue aborts the process when two Python
threads enter it, and its OpenMP layer does not survive a fork. Here a kernel is an ordinary
function over a range, and a shared pool of threads works off the ranges.
"""

import os
import threading
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

_lock = threading.Lock()
_pool: ThreadPoolExecutor | None = None
_pool_size = 0


def _forget_pool() -> None:
    """Threads do not survive a fork: the child starts with no pool and an open lock."""
    global _lock, _pool, _pool_size
    _lock, _pool, _pool_size = threading.Lock(), None, 0


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_pool)


def run(
    function: Callable[..., None],
    tasks: Sequence[tuple[Any, ...]],
    n_threads: int,
    owns: Callable[..., tuple[Hashable, ...]] | None = None,
) -> None:
    """Call ``function(*task)`` for each task, on up to ``n_threads`` threads.

    Parameters
    ----------
    function : callable
        Should release the GIL and take well under a second, so that Ctrl-C is answered.
    tasks : sequence of tuples
        Begun in this order where ``owns`` allows it.
    n_threads : int
        Threads at most, the caller's among them.
    owns : callable, optional
        ``owns(*task)`` names what the task writes to; two tasks that share a name never run at
        the same time.

    Raises
    ------
    BaseException
        The first one that a task raised, once the tasks under way have ended; tasks not yet begun
        are dropped.
    """
    n_threads = min(n_threads, len(tasks))
    if n_threads <= 1:
        for task in tasks:
            function(*task)
        return
    queue = _Queue(function, tasks, owns)
    helpers = _submit(queue.work, n_threads - 1)
    try:
        queue.work()
    finally:
        queue.close()
        _outlast(helpers)
    if queue.error is not None:
        raise queue.error


def _submit(work: Callable[[], None], n_helpers: int) -> list["Future[None]"]:
    global _pool, _pool_size
    with _lock:
        if _pool is None or _pool_size < n_helpers:
            # the smaller pool ends by itself once its callers are done
            _pool_size = n_helpers
            _pool = ThreadPoolExecutor(n_helpers, thread_name_prefix="fastsmote")
        try:
            return [_pool.submit(work) for _ in range(n_helpers)]
        except RuntimeError:  # at interpreter shutdown no thread can be started: work alone
            return []


def _outlast(helpers: list["Future[None]"]) -> None:
    """Return or raise when no helper runs any more, so that nothing is written after it."""
    interrupted = None
    for helper in helpers:
        while not (helper.cancel() or helper.done()):
            try:
                wait([helper])
            except KeyboardInterrupt as error:
                interrupted = error
    if interrupted is not None:
        raise interrupted


class _Queue:
    """Tasks that several threads take from, each when what it owns is free."""

    def __init__(
        self,
        function: Callable[..., None],
        tasks: Sequence[tuple[Any, ...]],
        owns: Callable[..., tuple[Hashable, ...]] | None,
    ) -> None:
        self.function = function
        self.error: BaseException | None = None
        self._waiting = [(task, frozenset(owns(*task)) if owns else frozenset()) for task in tasks]
        self._busy: set[Hashable] = set()
        self._changed = threading.Condition()

    def work(self) -> None:
        """Take tasks and run them until none is left or one has failed."""
        while (taken := self._take()) is not None:
            task, owned = taken
            try:
                self.function(*task)
            except BaseException as error:  # the caller of `run` gets it
                self.close(error)
            with self._changed:
                self._busy -= owned
                self._changed.notify_all()

    def close(self, error: BaseException | None = None) -> None:
        """Drop the tasks not yet begun, for the reason given if there is one."""
        with self._changed:
            self.error = self.error or error
            self._waiting.clear()
            self._changed.notify_all()

    def _take(self) -> tuple[tuple[Any, ...], frozenset[Hashable]] | None:
        with self._changed:
            while self._waiting:
                for position, (_, owned) in enumerate(self._waiting):
                    if self._busy.isdisjoint(owned):
                        taken = self._waiting.pop(position)
                        self._busy |= owned
                        return taken
                self._changed.wait()
            return None
