"""Containers of other packages: what of them cannot be read, or made."""

from typing import Any

from fastsmote.errors.words import counted, sentence


def between_categories(name: Any) -> ValueError:
    """Values are to be put in a categorical column that are none of its categories."""
    return ValueError(
        sentence(
            "columns of X that hold values between two of their own",
            f"column {name!r} of X is categorical",
            "name it in the categorical_features of SMOTENC, or make it a column of numbers by "
            f"X[{name!r}].astype(float)",
        )
    )


def null_labels(n_null: int) -> ValueError:
    """Labels are null; the phrase is scikit-learn's."""
    return ValueError(
        "Input y contains NaN. "
        + sentence(
            "a label in y for each row of X",
            f"{counted(n_null, 'label')} {'is' if n_null == 1 else 'are'} null",
            "drop the rows without one, or make them a class of their own",
        )
    )


def no_label_dtype(dtype: Any) -> ValueError:
    """A column is of a dtype that no class label has; the phrase is scikit-learn's."""
    return ValueError(
        "Unknown label type: unknown. "
        + sentence(
            "y of integers, booleans, strings or categories",
            f"y is of dtype {dtype}",
            "make class labels of it first",
        )
    )


def no_category_dtype(name: str, dtype: Any) -> TypeError:
    """A column is to hold categories, and its values cannot be told apart."""
    return TypeError(
        sentence(
            "categorical columns of X of strings, numbers, booleans or dates",
            f"column {name!r} is of dtype {dtype}",
            "convert it, or drop it",
        )
    )


def run_end_encoded(name: str | None) -> TypeError:
    """Pyarrow cannot take rows of a column of X, or of y, which has no name."""
    return TypeError(
        sentence(
            f"{'y' if name is None else 'columns of X'} that pyarrow can take rows of",
            f"{'y' if name is None else f'column {name!r}'} is run-end encoded",
            "decode it by pyarrow.compute.run_end_decode",
        )
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
