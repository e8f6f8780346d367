"""Option values of the command line, from text."""

import csv
import io
from collections.abc import Callable
from functools import partial
from typing import Any

from fastsmote.errors import ArgumentError
from fastsmote.errors import commands as errors
from fastsmote.strategies import STRATEGIES


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
    if text in STRATEGIES:
        return text
    refuse = partial(errors.not_a_strategy, text, STRATEGIES)
    if ":" in text:
        return _pairs(text, _count, refuse)
    try:
        ratio = float(text)
    except ValueError:
        ratio = 0.0
    if not 0 < ratio <= 1:
        raise refuse()
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
    return _pairs(text, _weight, partial(errors.not_weights, text))


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
        raise errors.not_a_share(text)
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
    return [name for name in _fields(text) if name]


def fill(text: str | None) -> dict[str, str]:
    """Read ``--fill``: ``column:value,column:value``.

    Raises
    ------
    ArgumentError
        If it is something else.
    """
    filled: dict[str, str] = {}
    if text is None:
        return filled
    for pair in names(text):
        column, separator, value = pair.partition(":")
        if not (column and separator) or column in filled:
            raise errors.not_fills(text, pair)
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
    count = _integer("--n-jobs", text, None, None, errors.THREADS)
    if count == 0:
        raise errors.no_threads()
    return count


def _integer(name: str, text: str, low: int | None, high: int | None, accepted: str) -> int:
    """Read a whole number.

    Raises
    ------
    ArgumentError
        If it is none, or out of range.
    """
    try:
        number = int(text)
    except ValueError:
        raise errors.not_whole(name, text, accepted) from None
    if (low is not None and number < low) or (high is not None and number > high):
        raise errors.not_whole(name, text, accepted)
    return number


def _pairs(
    text: str, read: Callable[[str], Any], refuse: Callable[..., ArgumentError]
) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    # As in a CSV file, quotes let a label hold a comma; a label may hold colons anyway.
    for pair in _fields(text):
        label, _, value = pair.rpartition(":")
        try:
            if not label or label in pairs:
                raise ValueError
            pairs[label] = read(value)
        except ValueError:
            raise refuse(pair) from None
    if not pairs:
        raise refuse()
    return pairs


def _fields(text: str) -> list[str]:
    """Fields of CSV, of all lines."""
    lines = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
    return [field for line in lines for field in line]


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
