"""Who wants to know how far a search is.

A sampler's interface has no room for it: whoever waits says so around the call.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

#: Takes the rows whose neighbors have been found, and those wanted.
Listener: TypeAlias = Callable[[int, int], object]

_listener: ContextVar[Listener | None] = ContextVar("fastsmote_progress", default=None)


@contextmanager
def reporting(listener: Listener) -> Iterator[None]:
    """Have searches within this context report how far they are.

    Parameters
    ----------
    listener : callable
        Called with the number of rows whose neighbors have been found and the number wanted, some
        times a second, by the thread that waits for the search; small searches do not call it.
        What it raises ends the search.

    Examples
    --------
    >>> from fastsmote.progress import reporting
    >>> with reporting(lambda done, wanted: print(f"{done} of {wanted}")):
    ...     pass  # SMOTE().fit_resample(X, y)
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def share_reporter(n_rows: int) -> Callable[[float], None] | None:
    """What a search of so many rows tells its share to, if anyone listens."""
    listener = _listener.get()
    if listener is None:
        return None

    def report(share: float) -> None:
        listener(round(share * n_rows), n_rows)

    return report
