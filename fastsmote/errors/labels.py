"""Labels of a target that is compared or read from a file, and labels that options name.

The name of the target is the caller's: ``y``, or ``target 'churn'`` for a column.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from fastsmote.errors.types import ArgumentError
from fastsmote.errors.words import listed

_CUT = "Cut it into classes first, for instance y > threshold."


def not_one_label_a_row(name: str, shape: tuple[int, ...]) -> ValueError:
    """A target has several columns, or no rows and columns at all."""
    return ValueError(
        f"{name} has shape {shape}; expected one label a row, shape (n_samples,). Turn a one-hot "
        "target into labels with y.argmax(axis=1)."
    )


def no_rows(name: str) -> ValueError:
    """A target is empty."""
    return ValueError(
        f"{name} is empty; expected two or more classes. Check how its rows were selected."
    )


def labels_missing(name: str, n_missing: int, n_rows: int) -> ValueError:
    """Rows have no label."""
    return ValueError(
        f"{name} misses {n_missing} of {n_rows} values; expected a label in every row. Drop the "
        "rows without one."
    )


def types_mixed(name: str) -> ValueError:
    """Some labels are strings and some are not."""
    return ValueError(
        f"{name} mixes strings with other types; expected labels of one type. Convert it, for "
        "instance with y.astype(str)."
    )


def no_label_type(name: str, dtype: Any) -> ValueError:
    """A target is of a type that no label has."""
    return ValueError(
        f"{name} is of type {dtype}; expected integers, booleans or strings. Derive a class label "
        "from it first."
    )


def continuous(name: str, fractions: Iterable[Any]) -> ValueError:
    """A target is measured: some of its numbers have fractions."""
    return ValueError(
        f"{name} is continuous (it holds {', '.join(map(str, fractions))}); expected class labels: "
        f"integers, booleans or strings. {_CUT}"
    )


def too_many_numbers(name: str, n_different: int, n_rows: int) -> ValueError:
    """A target is measured: hardly any of its numbers comes twice."""
    return ValueError(
        f"{name} holds {n_different} different numbers in {n_rows} rows, as a continuous target "
        f"does; expected a few classes. {_CUT}"
    )


def one_class_only(name: str, label: Any) -> ValueError:
    """All labels of a target are the same."""
    return ValueError(
        f"{name} holds one class only, {label!r}; expected two or more. Choose another target or "
        "add rows of another class."
    )


def unknown_class(parameter: str, given: Any, known: Sequence[Any]) -> ArgumentError:
    """An option names a class that the target does not hold."""
    texts = [str(label) for label in known]
    near = get_close_matches(str(given), texts, n=1)
    return ArgumentError(
        f"{parameter} names class {given!r}, which the target does not hold; expected labels among "
        f"{listed(texts)}. " + (f"Did you mean {near[0]!r}?" if near else "Correct the label.")
    )


def class_named_twice(parameter: str, label: Any) -> ArgumentError:
    """An option names a class twice, say as text and as a number."""
    return ArgumentError(
        f"{parameter} names class {label!r} twice; expected each class once. Leave one of the two "
        "out."
    )
