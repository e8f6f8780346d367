"""Option values of the command line, from text."""

import csv
from collections.abc import Callable
from typing import Any

from fastsmote.errors import ArgumentError

_STRATEGIES = ("auto", "minority", "not minority", "not majority", "all")


def sampling_strategy(text: str) -> Any:
    """Read ``--sampling-strategy``: a word, a ratio, or ``label:count,label:count``.

    Returns
    -------
    str, float or dict of str to int
        Labels stay text; `fastsmote.labels.match_labels` finds their classes.

    Raises
    ------
    ArgumentError
        If it is none of these.
    """
    if text in _STRATEGIES:
        return text
    accepted = (
        f"expected one of {', '.join(_STRATEGIES)}, a ratio above 0 and up to 1 such as 0.5, or "
        "the rows that classes are to have, such as 1:500,2:300."
    )
    if ":" in text:
        return _pairs(text, _count, f"--sampling-strategy {text!r}; {accepted}")
    try:
        ratio = float(text)
    except ValueError:
        ratio = 0.0
    if not 0 < ratio <= 1:
        raise ArgumentError(f"--sampling-strategy {text!r}; {accepted}")
    return ratio


def class_weight(text: str) -> Any:
    """Read ``--class-weight``: ``balanced`` or ``label:weight,label:weight``.

    Returns
    -------
    str or dict of str to float

    Raises
    ------
    ArgumentError
        If it is neither.
    """
    if text == "balanced":
        return text
    return _pairs(
        text, _weight, f"--class-weight {text!r}; expected 'balanced' or weights such as 0:1,1:5."
    )


def test_size(text: str) -> float:
    """Read ``--test-size``, a share of the rows.

    Raises
    ------
    ArgumentError
        If it is not a number between 0 and 1.
    """
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise ArgumentError(
            f"--test-size {text!r}; expected a share of the rows above 0 and below 1, such as 0.3."
        )
    return share


def k_neighbors(text: str) -> int:
    """Read ``--k-neighbors``, as `_integer` does."""
    return _integer("--k-neighbors", text, 1, None, "1 or more, such as 5")


def m_neighbors(text: str) -> int:
    """Read ``--m-neighbors``, as `_integer` does."""
    return _integer("--m-neighbors", text, 1, None, "1 or more, such as 10")


def names(text: str | None) -> list[str]:
    """Read names of columns, separated by commas; quotes let a name hold one."""
    if text is None:
        return []
    return [name for name in next(csv.reader([text], skipinitialspace=True), []) if name]


def fill(text: str | None) -> dict[str, str]:
    """Read ``--fill``: ``column:value,column:value``.

    Raises
    ------
    ArgumentError
        If it is something else.
    """
    filled: dict[str, str] = {}
    for pair in names(text):
        column, separator, value = pair.partition(":")
        if not (column and separator) or column in filled:
            raise ArgumentError(
                f"--fill {text!r}; expected columns and values such as id:-1,time:2024-01-01. "
                f"{pair!r} is none of these."
            )
        filled[column] = value
    return filled


def random_state(text: str) -> int:
    """Read ``--random-state``, as `_integer` does."""
    return _integer("--random-state", text, 0, 2**32 - 1, "from 0 to 4294967295, such as 42")


def n_jobs(text: str | None) -> int | None:
    """Read ``--n-jobs``, as `_integer` does.

    Raises
    ------
    ArgumentError
        If it is 0.
    """
    if text is None:
        return None
    accepted = "a number of threads such as 2, or -1 for all cores"
    count = _integer("--n-jobs", text, None, None, accepted)
    if count == 0:
        raise ArgumentError(f"--n-jobs 0; expected {accepted}. Leave it out to use all cores.")
    return count


def _integer(name: str, text: str, low: int | None, high: int | None, accepted: str) -> int:
    """Read a whole number.

    Raises
    ------
    ArgumentError
        If it is none, or out of range.
    """
    message = f"{name} {text!r}; expected a whole number, {accepted}."
    try:
        number = int(text)
    except ValueError:
        raise ArgumentError(message) from None
    if (low is not None and number < low) or (high is not None and number > high):
        raise ArgumentError(message)
    return number


def _pairs(text: str, read: Callable[[str], Any], message: str) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    # As in a CSV file, quotes let a label hold a comma; a label may hold colons anyway.
    for pair in next(csv.reader([text], skipinitialspace=True), []):
        label, _, value = pair.rpartition(":")
        try:
            if not label or label in pairs:
                raise ValueError
            pairs[label] = read(value)
        except ValueError:
            raise ArgumentError(f"{message} {pair!r} is none of these.") from None
    if not pairs:
        raise ArgumentError(message)
    return pairs


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise ValueError
    return count


def _weight(text: str) -> float:
    weight = float(text)
    if not 0 < weight < float("inf"):
        raise ValueError
    return weight
