"""What over-sampling from file to file is asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from fastsmote.errors.types import ArgumentError
from fastsmote.errors.words import listed, said, shown


def no_such_sampler(name: Any, known: Iterable[str]) -> ArgumentError:
    """A sampler does not work from file to file."""
    return ArgumentError(
        f"sampler={shown(name)}; expected one of {listed(known)}. Choose one of these, or use "
        "fastsmote.over_sampling in memory."
    )


def no_such_parameter(sampler: str, unknown: Iterable[str], known: Iterable[str]) -> ArgumentError:
    """A sampler does not have these parameters."""
    return ArgumentError(
        f"{sampler} has no {listed(unknown)}; expected among: {listed(known)}. Correct the name, "
        "or leave it out."
    )


def seed_not_int(seed: Any) -> ArgumentError:
    """A random state is one that cannot begin anew."""
    return ArgumentError(
        f"random_state={shown(seed)}; expected an integer or None: draws are made several times "
        "over, from the same start. Give a number such as 42."
    )


def mark_taken(mark: str, path: str) -> ArgumentError:
    """The column to be added is there already."""
    return ArgumentError(
        f"mark={mark!r} is a column of {path!r}; expected a new name. Choose another."
    )


def mark_empty() -> ArgumentError:
    """The column to be added has no name."""
    return ArgumentError(
        "mark=''; expected the name of a new column. Choose one, or leave it out for none."
    )


def target_passes(target: str) -> ArgumentError:
    """The target is to pass through."""
    return ArgumentError(
        f"passthrough names {target!r}, which is the target; expected columns that are neither "
        "target nor features. Leave it out."
    )


def fill_of_others(names: Sequence[str]) -> ArgumentError:
    """Columns are to be filled that do not pass through."""
    return ArgumentError(
        f"fill names {listed(names)}, not in passthrough; expected columns that pass through. "
        "Features get values of their own: leave them out, or name them in passthrough."
    )


def fill_needed(name: str) -> ArgumentError:
    """A column passes through that may not be null."""
    return ArgumentError(
        f"passthrough names {name!r}, which has no nulls; expected a value for it in fill, such as "
        f"{name}=0."
    )


def fill_of_other_type(name: str, value: Any, kind: Any, error: Exception) -> ArgumentError:
    """A column is to be filled with what it cannot hold."""
    return ArgumentError(
        f"fill gives {name!r} {shown(value)}; expected a value of type {kind}: {said(error)}. "
        "Correct it, or leave it out for nulls."
    )


def fill_with_gaps(name: str, value: Any, kind: Any) -> ArgumentError:
    """A structure is to be filled, some fields of which may not be null, with nulls there."""
    return ArgumentError(
        f"passthrough names {name!r}, of type {kind}, and fill gives it {shown(value)}; expected a "
        "value with every field that may not be null. Give one with fill in Python, or drop the "
        "column from the input."
    )


def shrinkage_given(shrinkage: Any) -> ArgumentError:
    """Rows are to be drawn around others."""
    return ArgumentError(
        f"shrinkage={shown(shrinkage)}; expected None: rows are repeated as they are from file to "
        "file. Use fastsmote.over_sampling.RandomOverSampler in memory."
    )


def type_not_supported(path: str, error: Exception) -> ValueError:
    """A column is of a type of which Arrow cannot take rows, as it could not of views of text."""
    return ValueError(
        f"source {path!r} has a column of a type that cannot be over-sampled: {said(error)}. "
        "Expected types of which Arrow can take single rows: cast the column, say from string_view "
        "to string, or leave it out."
    )


def not_a_name(parameter: str, value: Any) -> ArgumentError:
    """A column is named by something else than a text."""
    return ArgumentError(
        f"{parameter}={shown(value)}; expected the name of a column, a str. Write it in quotes."
    )


def missing_given(missing: Any, sampler: str) -> ArgumentError:
    """Rows are to be searched that miss values."""
    return ArgumentError(
        f"missing={shown(missing)}; expected 'raise': from file to file all numbers have to be "
        f"there. Fill what is missing, or use fastsmote.over_sampling.{sampler} in memory."
    )


def estimator_given(name: str, value: Any) -> ArgumentError:
    """Neighbors are to be found by an estimator."""
    return ArgumentError(
        f"{name}={shown(value)}; expected an integer: an estimator would need all rows in memory. "
        "Use fastsmote.over_sampling.BorderlineSMOTE for that."
    )


def encoder_given(encoder: Any) -> ArgumentError:
    """Categories are to be found by an encoder."""
    return ArgumentError(
        f"categorical_encoder={shown(encoder)}; expected None: an encoder would need all rows in "
        "memory. Use fastsmote.over_sampling.SMOTENC for that."
    )


def not_a_feature(name: str) -> ArgumentError:
    """A column is to be a category that is no feature."""
    return ArgumentError(
        f"categorical_features names {name!r}, which is no feature; expected columns that are "
        "neither the target nor passed through. Leave it out."
    )


def not_both_kinds(given: Any, n_chosen: int, n_features: int) -> ValueError:
    """All features are categories, or none is."""
    remedy = "Use SMOTE for numbers alone."
    if n_chosen:
        remedy = "Use fastsmote.over_sampling.SMOTEN for categories alone, in memory."
    return ValueError(
        f"categorical_features={shown(given)} names {n_chosen} of {n_features} features; SMOTENC "
        f"needs categories and numbers. {remedy}"
    )
