"""How progress is told: a step in a few words, and how many of its rows are done."""

from typing import Protocol


class Progress(Protocol):
    """What is called as a step begins and as it goes on."""

    def __call__(self, step: str, n_done: int = 0, n_rows: int = 0, /) -> object:
        """Take a few words, the rows done, and those to do, 0 if that is not known."""


def silent(step: str, n_done: int = 0, n_rows: int = 0, /) -> None:
    """Tell nobody."""
