"""Which columns are categories, and what encodes them."""

from collections.abc import Sequence
from typing import Any

from fastsmote.errors.types import like
from fastsmote.errors.words import counted, kind_of, listed, said, sentence, shown


def auto_without_frame(name: str, X: Any) -> ValueError:
    """Columns are to be found by their dtype, which no array has; the phrase is theirs."""
    return ValueError(
        f"For {name} = 'auto' the input data should be a pandas.DataFrame, but X is {kind_of(X)}: "
        "pass the positions of the columns, or a mask."
    )


def names_without_frame(name: str, given: Any, X: Any) -> ValueError:
    """Columns are named that have no names; the phrase is scikit-learn's."""
    return ValueError(
        "Specifying the columns using strings is only supported for dataframes, but X is "
        f"{kind_of(X)} and {name} = {shown(given)}: pass the positions of the columns, or a mask."
    )


def unknown_columns(name: str, missing: Sequence[Any], present: Sequence[Any]) -> ValueError:
    """Columns are named that are not there."""
    return ValueError(
        sentence(
            f"{name} to name columns of X",
            f"it names {listed(map(repr, missing))} and X has {listed(map(repr, present))}",
            "correct the names",
        )
    )


def not_positions(name: str, given: Any, n_features: int) -> ValueError:
    """Positions are beyond the columns, or no positions; the phrase is imbalanced-learn's."""
    return ValueError(
        f"In {name} all features must be in [0, {n_features - 1}] or [-{n_features}, -1], or a "
        f"mask of {counted(n_features, 'bool')}, X having n_features = {n_features}, but {name} = "
        f"{shown(given)}: give positions from 0, or a bool for each column."
    )


def named_twice(name: str, given: Any) -> ValueError:
    """A column is named twice."""
    return ValueError(
        sentence(
            f"{name} to name each column once",
            f"{name} = {shown(given)} names a column twice",
            "leave one of them out",
        )
    )


def one_kind_only(name: str, given: Any, n_chosen: int, n_features: int) -> ValueError:
    """All columns are categories, or none is; the start is imbalanced-learn's."""
    kind, other, sampler = ("numerical", "categorical", "SMOTE")
    if n_chosen:
        kind, other, sampler = ("categorical", "numerical", "SMOTEN")
    return ValueError(
        f"SMOTE-NC is not designed to work only with {kind} features. It requires some {other} "
        f"features, but {name} = {shown(given)} names {n_chosen} of "
        f"{counted(n_features, 'column')}: correct it, or use {sampler}."
    )


def not_one_hot(encoder: Any, n_columns: int, n_categories: int) -> ValueError:
    """An encoder makes other than a column a category; the start is imbalanced-learn's."""
    return ValueError(
        "SMOTENC requires a one-hot encoding with one column per category for the categorical "
        f"features, but categorical_encoder = {shown(encoder)} makes "
        f"{counted(n_columns, 'column')} for {n_categories} categories: pass one that neither "
        "drops nor merges any, such as OneHotEncoder(handle_unknown='ignore')."
    )


def no_categories(encoder: Any) -> AttributeError:
    """An encoder does not say which categories it has found."""
    return AttributeError(
        sentence(
            "categorical_encoder to have categories_ once it is fitted",
            f"categorical_encoder = {shown(encoder)} has none",
            "pass an encoder that tells them, such as OneHotEncoder for SMOTENC and OrdinalEncoder "
            "for SMOTEN",
        )
    )


def encoder_failed(encoder: Any, error: Exception) -> Exception:
    """An encoder of the user's raised an error."""
    return like(
        error,
        sentence(
            "categorical_encoder to encode the categorical columns of X",
            f"categorical_encoder = {shown(encoder)} raises {said(error)!r}",
            "let it find the categories by itself (categories='auto'), or leave it out",
        ),
    )


def categories_failed(error: Exception) -> Exception:
    """Values of a column are of several kinds, which no order has."""
    return like(
        error,
        sentence(
            "categorical columns of X in each of which all values are strings, or all are numbers",
            f"scikit-learn's encoder raises {said(error)!r}",
            "convert such columns, for example by astype(str) or fillna('missing')",
        ),
    )


def unknown_category(encoder: Any, value: Any, column: str) -> ValueError:
    """A value is not among the categories of an encoder; the phrase is scikit-learn's."""
    return ValueError(
        "Found unknown categories. "
        + sentence(
            f"categorical_encoder to know every value in column {column} of X",
            f"categorical_encoder = {shown(encoder)} does not know {shown(value)}",
            "name it in its categories, or let them be found (categories='auto')",
        )
    )


def no_category(column: str, value: Any) -> TypeError:
    """A value cannot be told from others."""
    return TypeError(
        sentence(
            "categorical columns of X of strings, numbers, booleans or dates",
            f"column {column} holds {shown(value)}",
            "convert it, for example by astype(str), or drop it",
        )
    )


def merged_categories(encoder: Any, column: str) -> ValueError:
    """An encoder gives several categories the same code."""
    return ValueError(
        sentence(
            "categorical_encoder to give each category its own code",
            f"categorical_encoder = {shown(encoder)} gives several of column {column} the same",
            "pass an encoder that merges none, without min_frequency and max_categories",
        )
    )
