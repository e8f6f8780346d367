"""Objects that stand for a missing value."""

from typing import Any


def is_nan(value: Any) -> bool:
    """Whether a value is NaN, or pandas' NA or NaT, which equal nothing; None is a value."""
    try:
        return bool(value != value)
    except TypeError:  # pandas' NA has no truth value
        return True
    except ValueError:  # an array has several
        return False


def is_missing(value: Any) -> bool:
    """Whether a value is None, NaN, or pandas' NA or NaT."""
    return value is None or is_nan(value)
