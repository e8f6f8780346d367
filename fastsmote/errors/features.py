"""``X`` of `compare`, whose columns may hold numbers, text, dates or categories."""

from collections.abc import Iterable
from typing import Any

from fastsmote.errors.words import listed


def not_two_dimensional(n_dimensions: int) -> ValueError:
    """``X`` is an array of one dimension, or of more than two."""
    remedy = (
        "Make a row of each sample with X.reshape(len(X), -1)."
        if n_dimensions > 2
        else "Reshape one feature with X.reshape(-1, 1)."
    )
    return ValueError(
        f"X has {n_dimensions} dimension{'s' * (n_dimensions != 1)}; expected 2, rows by features. "
        f"{remedy}"
    )


def empty(shape: tuple[int, ...]) -> ValueError:
    """``X`` has no rows, or no features."""
    return ValueError(
        f"X has shape {shape}; expected at least one row and one feature. Check how its rows and "
        "columns were selected."
    )


def lengths_differ(lengths: Iterable[int]) -> ValueError:
    """Columns of ``X`` differ in length."""
    return ValueError(
        f"X has columns of {sorted(lengths)} rows; expected equal lengths. Give each column a "
        "value for every row, None where there is none."
    )


def names_twice(names: Iterable[str]) -> ValueError:
    """Columns of ``X`` have the same name, written as text."""
    return ValueError(
        f"X has two columns of one name: {listed(names)}; expected names that differ. Rename or "
        "drop one of each."
    )


def compound_values(name: str, error: TypeError) -> ValueError:
    """A column holds values that cannot be told apart as categories."""
    return ValueError(
        f"Column {name} of X holds lists or other compound values ({error}); expected numbers, "
        "text or dates. Spread it over several columns or drop it."
    )


def infinite(columns: Iterable[Any]) -> ValueError:
    """Columns hold infinity."""
    return ValueError(
        f"X holds infinity in {listed(columns)}; expected finite or missing values. Replace it, "
        "for instance by NaN, which is imputed."
    )
