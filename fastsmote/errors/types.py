"""Errors and warnings that callers may want to tell apart, and where warnings point."""

import sys
import warnings


class ArgumentError(ValueError):
    """An argument names what is not there: a column, a class, a file format.

    It is a ``ValueError``; the command line answers it with exit code 2 (usage), and every other
    ``ValueError``, which the data caused, with exit code 1.
    """


def like(error: Exception, message: str) -> Exception:
    """An error of the same kind with another message; subclasses may not take one."""
    return TypeError(message) if isinstance(error, TypeError) else ValueError(message)


class FewerNeighborsWarning(UserWarning):
    """A class has too few rows for the number of neighbors asked for, and its rows get fewer."""


class TooFewRowsWarning(UserWarning):
    """A class gets fewer synthetic rows than were planned for it."""


def warn_caller(message: str, category: type[Warning]) -> None:
    """Warn at the line that called this package, however deep in it the reason was found."""
    package = __name__.partition(".")[0]
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").startswith(f"{package}."):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)
