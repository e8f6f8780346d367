"""``y``: what is wrong with the labels."""

from collections.abc import Sequence
from typing import Any

from fastsmote.errors.words import kind_of, listed, sentence, shown


def no_labels(y: Any) -> str:
    """Say that ``y`` is nothing that labels could be read from; the phrase is scikit-learn's."""
    received = shown(y) if y is None or isinstance(y, str | int | float) else kind_of(y)
    return (
        f"Expected array-like (array or non-string sequence), got {received}, for y of shape "
        "(n_samples,): pass a class label for each row of X."
    )


def lengths_differ(n_rows: int, n_labels: int) -> str:
    """Say that there are not as many labels as rows; the phrase is scikit-learn's."""
    return (
        f"Found input variables with inconsistent numbers of samples: [{n_rows}, {n_labels}]. "
        + sentence(
            "a label in y for each row of X",
            f"X has {n_rows} and y has {n_labels}",
            "select the same rows from both",
        )
    )


def continuous(phrase: str, fractions: Sequence[float]) -> str:
    """Say that ``y`` is measured, not labelled; the first sentence is scikit-learn's."""
    return f"{phrase.partition('.')[0]}. " + sentence(
        "y of class labels",
        f"y holds fractions such as {listed(f'{value:.6g}' for value in fractions[:3])}",
        "cut it into classes, for example by y > threshold",
    )


def mixed(types: list[str]) -> str:
    """Say that labels are of types that cannot be told apart; the phrase is scikit-learn's."""
    return "Unknown label type: unknown. " + sentence(
        "y of integers, booleans or strings",
        f"y holds objects of types {listed(types)}",
        "drop rows without a label and convert y to one type, for example by y.astype(str)",
    )


def missing(n_missing: int, n: int) -> str:
    """Say that labels are missing; the phrase is scikit-learn's."""
    return "Input y contains NaN. " + sentence(
        "a label in y for each row of X",
        f"{n_missing} of {n} {'is' if n_missing == 1 else 'are'} missing",
        "drop the rows without one",
    )


def infinite(n_infinite: int, n: int) -> str:
    """Say that labels are infinite; the phrase is scikit-learn's."""
    return "Input y contains infinity. " + sentence(
        "y of class labels",
        f"{n_infinite} of {n} {'is' if n_infinite == 1 else 'are'} infinite",
        "write them as integers or strings",
    )


def several_columns(shape: tuple[int, ...]) -> str:
    """Say that there are several labels a row; the phrase is scikit-learn's."""
    return f"y should be a 1d array, got an array of shape {shape} instead. " + sentence(
        "y of shape (n_samples,), or its one-hot encoding",
        f"y is of shape {shape}",
        "pass the column of the class to be balanced",
    )


def several_labels(row: int, n_labels: int) -> ValueError:
    """A row of indicators has more than one label; the phrase is imbalanced-learn's."""
    return ValueError(
        "Multilabel and multioutput targets are not supported. "
        + sentence(
            "one label a row in y, or its one-hot encoding",
            f"row {row} of y has more than one label, {n_labels} of them",
            "pass the label to be balanced",
        )
    )


def ragged() -> str:
    """Say that ``y`` holds sequences of several lengths, a multilabel target as lists."""
    return sentence(
        "y of shape (n_samples,), a label a row",
        "y holds a sequence in each row, of several lengths",
        "pass the label to be balanced",
    )


def bytes_labels() -> str:
    """Say that labels are bytes; the phrase is scikit-learn's."""
    return "Support for labels represented as bytes is not supported. " + sentence(
        "y of integers, booleans or strings",
        "y holds bytes",
        "decode them, for example by numpy.char.decode(y)",
    )
