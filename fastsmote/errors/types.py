"""Errors and warnings that callers may want to tell apart."""


class ArgumentError(ValueError):
    """An argument names what is not there: a column, a class, a file format.

    It is a ``ValueError``; the command line answers it with exit code 2 (usage), and every other
    ``ValueError``, which the data caused, with exit code 1.
    """


def like(error: Exception, message: str) -> Exception:
    """An error of the same kind with another message; subclasses may not take one."""
    return TypeError(message) if isinstance(error, TypeError) else ValueError(message)


class TooFewRowsWarning(UserWarning):
    """A class gets fewer synthetic rows than were planned for it."""
