"""Containers of other packages: what of them cannot be read, or made."""

from typing import Any


def between_categories(name: Any) -> ValueError:
    """Values are to be put in a categorical column that are none of its categories."""
    return ValueError(
        f"column {name!r} of X is categorical: a value between two of its categories is none of "
        "them. Name it in the categorical_features of SMOTENC, or make it a column of numbers by "
        f"X[{name!r}].astype(float)."
    )


def null_labels(n_null: int) -> ValueError:
    """Labels are null; the phrase is scikit-learn's."""
    return ValueError(
        f"Input y contains NaN: {n_null} label(s) are null. Drop the rows without a label, or make "
        "them a class of their own."
    )


def no_label_dtype(dtype: Any) -> ValueError:
    """A column is of a dtype that no class label has; the phrase is scikit-learn's."""
    return ValueError(
        f"Unknown label type: y is of dtype {dtype}; expected integers, booleans, strings or "
        "categories. Derive a class label from it first."
    )


def no_narwhals() -> ImportError:
    """What polars and pyarrow are read through is not installed."""
    return ImportError(
        "Containers of polars and pyarrow are read through narwhals, which is not installed. "
        "Install it by `pip install narwhals`, or pass X.to_pandas() or NumPy arrays."
    )


def query_is_run() -> str:
    """Warn that a polars query is run."""
    return (
        "A polars LazyFrame is collected: resampling looks at all rows. Call .collect() beforehand "
        "to choose how, and to be spared this warning."
    )
