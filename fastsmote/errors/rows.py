"""``X``: what is wrong with its shape, its columns or its values."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from fastsmote.errors.words import columns, counted, kind_of, listed, said, sentence, shown

_TABLE = "X of shape (n_samples, n_features)"


def no_table(X: Any, owner: str) -> str:
    """Say that ``X`` is nothing that rows could be read from."""
    return sentence(
        f"{_TABLE}, an array, list, data frame or sparse container",
        f"X is {shown(X) if X is None or isinstance(X, str | int | float) else kind_of(X)}",
        f"pass the feature rows that {owner} is to resample",
    )


def ragged(n_first: int, row: int, n_row: int) -> str:
    """Say that rows differ in length."""
    return sentence(
        "X with rows of one length",
        f"row 0 of X has {counted(n_first, 'value')} and row {row} has {n_row}",
        "give each row a value for every feature",
    )


def not_two_dimensional(shape: tuple[int, ...], X: Any) -> str:
    """Say that ``X`` has one dimension, or more than two; the phrase is scikit-learn's."""
    if len(shape) > 2:
        remedy = "make a row of each sample, X.reshape(len(X), -1)"
    elif not shape[0]:
        remedy = "check how the rows of X were selected"
    elif hasattr(X, "to_frame"):
        remedy = "pass X.to_frame() if it is a feature"
    else:
        array = "X" if hasattr(X, "reshape") else "numpy.asarray(X)"
        remedy = f"pass {array}.reshape(-1, 1) if it is a feature"
    return (
        f"Expected 2D array, got {len(shape)}D array instead, for {_TABLE}, which is {kind_of(X)} "
        f"of shape {shape}: {remedy}."
    )


def empty(noun: str, shape: tuple[int, ...], owner: str) -> str:
    """Say that there is no 'sample' or no 'feature'; the phrase is scikit-learn's."""
    return (
        f"Found array with 0 {noun}(s) (shape={shape}) while a minimum of 1 is required by "
        f"{owner}: check how the {'rows' if noun == 'sample' else 'columns'} of X were selected."
    )


def complex_numbers(name: str, dtype: Any) -> str:
    """Say that numbers are complex; the phrase is scikit-learn's."""
    return "Complex data not supported. " + sentence(
        f"{name} of real numbers" if name == "X" else f"{name} of class labels",
        f"{name} is of dtype {dtype}",
        "pass X.real, or the real and the imaginary parts as columns"
        if name == "X"
        else "pass integers or strings",
    )


def structured(dtype: Any) -> str:
    """Say that ``X`` is a structured array; the phrase is scikit-learn's."""
    return "dtype='numeric' is not compatible with arrays of bytes/strings. " + sentence(
        "X of numbers",
        f"X is of dtype {dtype}",
        "convert it, for example by numpy.lib.recfunctions.structured_to_unstructured(X)",
    )


def indices_beyond(kind: str, n: int) -> ValueError:
    """A sparse container has entries where it has no rows, or no columns."""
    return ValueError(
        sentence(
            f"sparse X with entries in its {n} {kind} alone",
            f"X has indices of {kind} beyond them",
            "correct how X was made; X.check_format() looks at all of it",
        )
    )


def sparse_parts(
    n_bounds: int, n_lines: int, n_indices: int, n_values: int, n_entries: int
) -> ValueError:
    """The arrays of a sparse container do not fit each other, or its shape."""
    return ValueError(
        sentence(
            f"sparse X with an indptr of {n_lines + 1} bounds, and an index and a value for each "
            f"of its {n_entries} entries",
            f"X has {n_bounds} bounds, {n_indices} indices and {n_values} values",
            "correct how X was made; X.check_format() looks at all of it",
        )
    )


def numpy_matrix() -> str:
    """Say that ``X`` is a ``numpy.matrix``; the phrase is scikit-learn's."""
    return "np.matrix is not supported. " + sentence(
        f"{_TABLE}", "X is a numpy.matrix", "pass numpy.asarray(X)"
    )


def names_of_types(types: Sequence[str]) -> str:
    """Say that column names are of several types; the phrase is scikit-learn's."""
    return (
        "Feature names are only supported if all input features have string names, but X has names "
        f"of types {listed(types)}: convert them by X.columns = X.columns.astype(str)."
    )


def fill_value(names: Sequence[str]) -> str:
    """Say that sparse columns of a frame are filled with something else than zeros."""
    return sentence(
        "sparse columns of X with fill value 0",
        f"that of {columns(names)} is another",
        "convert them by X.sparse.to_dense()",
    )


def text_for_numbers(dtype: Any) -> str:
    """Say that numbers are given as text; the phrase is scikit-learn's."""
    return "dtype='numeric' is not compatible with arrays of bytes/strings. " + sentence(
        "X of numbers",
        f"X is of dtype {dtype}",
        "convert your data to numeric values explicitly, X.astype(float)",
    )


def not_numbers(examples: Mapping[str, Any], owner: str, phrase: str = "") -> str:
    """Say that columns hold something else than numbers.

    Parameters
    ----------
    examples : mapping of str to value
        The columns, with one such value each.
    owner : str
        The sampler.
    phrase : str, default=''
        What scikit-learn says of it.
    """
    them = "them" if len(examples) > 1 else "it"
    if _are_numbers(examples):
        return sentence(
            "X of numbers that NumPy has a dtype for",
            f"{_held(examples)}, which {owner} cannot compute with",
            f"cast {them} to float64",
        )
    return f"{phrase}. " * bool(phrase) + sentence(
        "X of numbers",
        f"{_held(examples)}, which {owner} cannot compute with",
        f"encode {them} as numbers, drop {them}, or use a sampler for categorical features such as "
        "SMOTENC",
    )


def not_numbers_nor_categories(examples: Mapping[str, Any], owner: str, phrase: str = "") -> str:
    """Say that columns hold something else than numbers and are not named as categories."""
    them = "them" if len(examples) > 1 else "it"
    return f"{phrase}. " * bool(phrase) + sentence(
        "numbers in the columns of X that categorical_features does not name",
        f"{_held(examples)}, which {owner} cannot compute with",
        f"cast {them} to float64, or add {them} to categorical_features"
        if _are_numbers(examples)
        else f"add {them} to categorical_features, or drop {them}",
    )


def _held(examples: Mapping[str, Any]) -> str:
    hold = "hold" if len(examples) > 1 else "holds"
    return f"{columns(examples)} of X {hold} {shown(next(iter(examples.values())))}"


def _are_numbers(examples: Mapping[str, Any]) -> bool:
    """Whether values are numbers all the same: decimal ones, or integers of 128 bits."""
    return all(isinstance(value, int | Decimal) for value in examples.values())


def not_smoothable(cause: Exception) -> ValueError:
    """Noise is to be added to what is not finite numbers; the start is imbalanced-learn's."""
    return ValueError(
        "When shrinkage is not None, X needs to contain only numerical data to later generate a "
        f"smoothed bootstrap sample, all of it finite, but X does not ({said(cause)}): "
        "encode, cast or impute such columns, or set shrinkage=None to repeat rows as they are."
    )


def not_finite(
    what: str,
    n_bad: int,
    names: Sequence[str],
    first_row: int,
    owner: str,
    missing: str | None,
    is_sparse: bool,
) -> ValueError:
    """Values are NaN or infinite; the phrase is scikit-learn's.

    Parameters
    ----------
    what : {'NaN', 'infinity'}
        The first of them.
    n_bad, names, first_row, owner
        How many, in which columns, from which row on, and the sampler that was called.
    missing : str or None
        The sampler's parameter of that name, if it has one that may help.
    is_sparse : bool
        Whether ``X`` is, which that parameter does not help.
    """
    remedy = f"drop such rows before {owner}, or impute them, for example by "
    remedy += "sklearn.impute.SimpleImputer"
    takes_nan = missing == "nan_euclidean" and not is_sparse
    if what == "NaN" and missing is not None and is_sparse:
        remedy += "; missing = 'nan_euclidean' takes dense rows only, such as X.toarray()"
    elif what == "NaN" and missing == "raise":
        remedy += ", or set missing = 'nan_euclidean' to take them as they are"
    return ValueError(
        f"Input X contains {what}. "
        + sentence(
            f"X of finite numbers{' or NaN' if takes_nan else ''}",
            f"{counted(n_bad, 'value')} in {columns(names)} {'is' if n_bad == 1 else 'are'} "
            f"{'' if takes_nan else 'NaN or '}infinity, the first in row {first_row}",
            remedy,
        )
    )


def missing_categories(names: Sequence[str], first_row: int) -> ValueError:
    """Categories are missing; the phrase is scikit-learn's."""
    return ValueError(
        "Input X contains NaN or infinity. "
        + sentence(
            "a category in every column and row of X",
            f"{columns(names)} {'miss' if len(names) > 1 else 'misses'} some, the first in row "
            f"{first_row}",
            "drop such rows, or make them a category of their own, for example by "
            "X.fillna('missing')",
        )
    )
