"""Tables in files: their rows, their columns, and what these hold."""

from collections.abc import Sequence
from difflib import get_close_matches

from fastsmote.errors.types import ArgumentError
from fastsmote.errors.words import listed


def no_column(
    parameter: str, column: str, path: str, present: Sequence[str], *, is_csv: bool
) -> ArgumentError:
    """A column is named that is not there: list them, and suggest a near match."""
    near = get_close_matches(column, present, n=1) or [
        name for name in present if name.lower() == column.lower()
    ]
    hint = f"Did you mean {near[0]!r}?" if near else "Correct the name."
    if len(present) == 1 and is_csv:
        hint += " A single column: are the fields separated by something else than commas?"
    return ArgumentError(
        f"{parameter}={column!r} is not a column of {path!r}; expected one of: "
        f"{listed(present, 30)}. {hint}"
    )


def same_names(parameter: str, path: str, twice: Sequence[str]) -> ValueError:
    """Columns are of one name."""
    return ValueError(
        f"{parameter} {path!r} has two columns of one name: {listed(twice)}; expected names that "
        "differ. Rename or drop one of each."
    )


def no_rows(parameter: str, path: str) -> ValueError:
    """A file holds no rows."""
    return ValueError(
        f"{parameter} {path!r} has no rows; expected column names and rows of data. Check how it "
        "was written."
    )


def other_columns(path: str, first: str, others: Sequence[str]) -> ValueError:
    """A file has other columns than the first one, or the same in another order."""
    among = f", among them {listed(others)}" if others else ""
    return ValueError(
        f"source file {path!r} has other columns than {first!r}{among}; expected the same names "
        "and types, in the same order, in all files. Write it like the others, or leave it out."
    )


def no_features(parameter: str, path: str, target: str, passed: Sequence[str] = ()) -> ValueError:
    """Nothing is left to learn from, or to over-sample."""
    also, remedy = "", "Name a file that has some"
    if passed:
        also, remedy = f" and passthrough={list(passed)!r}", "Leave some out of passthrough"
    return ValueError(
        f"{parameter} {path!r} holds no column besides target={target!r}{also}; expected features. "
        f"{remedy}."
    )


def index_stored(path: str, index: Sequence[str]) -> ValueError:
    """A column is the index of a data frame."""
    return ValueError(
        f"source {path!r} stores the index of a data frame in {listed(index)}, which would be "
        "taken for features; expected columns of data. Name it in passthrough, or write the file "
        "with index=False."
    )


def index_left_out(index: Sequence[str]) -> str:
    """Say that the index of a data frame is not taken for features."""
    return f"Left out, the index of a data frame: {listed(index)}."


def not_numeric(columns: Sequence[str], sampler: str) -> ValueError:
    """Columns, named with their types, hold something else than numbers."""
    return ValueError(
        f"Not numeric: {listed(columns)}; {sampler} interpolates numbers only, so every column but "
        "the target must be numeric or boolean. Encode such columns as numbers, drop them, or name "
        "them in passthrough."
    )


def missing_values(columns: Sequence[str]) -> ValueError:
    """Columns, named with their numbers of nulls, miss values."""
    return ValueError(
        f"Missing values in {listed(columns)}; a number is needed in every row. Impute them or "
        "drop these rows first."
    )


def not_finite(columns: Sequence[str]) -> ValueError:
    """Columns hold NaN or infinity."""
    return ValueError(
        f"NaN or infinity in {listed(columns)}; a finite number is needed in every row. Impute "
        "them or drop these rows first."
    )
