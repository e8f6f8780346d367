"""A context that several threads may be in at once, for what a process has only once."""

import os
import threading
from abc import ABC, abstractmethod


class Overlapping(ABC):
    """Context that begins with the first thread to enter and ends with the last one to leave.

    What an interrupt has left is ended by the next to enter, and what the parent was within by the
    child of a fork: the threads that were inside are not there to leave.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._n_inside = 0
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._leave_all)

    def __enter__(self) -> None:
        with self._lock:
            if self._n_inside == 0:
                self._end()
                self._begin()
            self._n_inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._n_inside -= 1
            if self._n_inside == 0:
                self._end()

    def _leave_all(self) -> None:
        self._end()
        self._lock, self._n_inside = threading.Lock(), 0

    @abstractmethod
    def _begin(self) -> None:
        """Set what the process is to have within it."""

    @abstractmethod
    def _end(self) -> None:
        """Restore what there was before, if it has begun."""
