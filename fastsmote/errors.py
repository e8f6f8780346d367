"""Errors that callers may want to tell apart, and how messages write and list names."""

import sys
import warnings
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


def warn_caller(message: str, category: type[Warning]) -> None:
    """Warn at the line that called this package, however deep in it the reason was found."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").startswith(f"{__package__}."):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)


class FewerNeighborsWarning(UserWarning):
    """A class has too few rows for the number of neighbors asked for, and its rows get fewer."""


class TooFewRowsWarning(UserWarning):
    """A class gets fewer synthetic rows than were planned for it."""
