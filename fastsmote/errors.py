"""Errors that callers may want to tell apart, and how messages write and list names."""

from collections.abc import Iterable
from typing import Any


class ArgumentError(ValueError):
    """An argument names what is not there: a column, a class, a file format.

    It is a ``ValueError``; the command line answers it with exit code 2 (usage), and every other
    ``ValueError``, which the data caused, with exit code 1.
    """


def listed(names: Iterable[object], most: int = 20) -> str:
    """Join names by commas, the first ones if there are many."""
    texts = [str(name) for name in names]
    rest = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {rest} more" if rest > 0 else "")


def name_of_label(label: Any) -> str:
    """A class label as its user would write it: NumPy's scalars as Python's."""
    return repr(label.item() if hasattr(label, "item") else label)


class FewerNeighborsWarning(UserWarning):
    """A class has too few rows for the number of neighbors asked for, and its rows get fewer."""


class TooFewRowsWarning(UserWarning):
    """A class gets fewer synthetic rows than were planned for it."""
