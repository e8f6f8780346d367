"""One step ahead: what comes next is made by another thread while this one uses what is there."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def one_ahead(items: Iterator[T]) -> Iterator[T]:
    """Iterate over the same, with no more than the next item waiting.

    An error comes where its item would have come. Whoever leaves early waits for the item that is
    being made, so that no thread works on behind its back.
    """
    with ThreadPoolExecutor(1, "fastsmote-ahead") as other:
        coming = other.submit(_next, items)
        while found := coming.result():
            coming = other.submit(_next, items)
            yield found.pop()  # or it would stay in memory beside the one that follows


def _next(items: Iterator[T]) -> list[T]:
    """The next item in a list, because it may be anything; an empty one behind the last."""
    for item in items:
        return [item]
    return []
