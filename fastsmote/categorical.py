"""Categories as integer codes: one small column each where one-hot encoding has one a category.

A code leads back to its category by an example, a row of the data that holds it. Whatever the
category is (a string, None, NaN, an entry of a pandas categorical), a synthetic row gets a copy.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from fastsmote.errors.columns import (
    categories_failed,
    encoder_failed,
    merged_categories,
    no_categories,
    no_category,
    not_one_hot,
    unknown_category,
)
from fastsmote.missing import is_nan

# Comparisons of neighbors' categories that are made at once.
_AT_ONCE = 1 << 18


class Categories(NamedTuple):
    """Categorical columns as codes.

    Attributes
    ----------
    codes : ndarray of shape (n_samples, n_columns), unsigned
        Position of each value among the encoder's categories of its column.
    examples : list of n_columns ndarrays of shape (n_categories,), intp
        A row that holds each category; -1 where none does.
    """

    codes: np.ndarray
    examples: list[np.ndarray]


class _Distinct(NamedTuple):
    """Values of a column by the order in which they were met.

    Attributes
    ----------
    number : ndarray of shape (n_samples,), unsigned
        Which of the distinct values each row holds.
    first : ndarray of shape (n_distinct,), intp
        A row that holds each.
    """

    number: np.ndarray
    first: np.ndarray


def encode(
    columns: list[Any],
    take: Callable[[Any], Any],
    encoder: Any,
    positions: Callable[[Any, Any], np.ndarray],
    *,
    is_default: bool,
) -> Categories:
    """Fit an encoder and read the code of each value from it.

    Parameters
    ----------
    columns : list of n_columns ndarrays, pandas or narwhals Series of shape (n_samples,)
        The categorical columns.
    take : callable
        Gives the rows that it is asked for, of these columns, in what the encoder is to see.
    encoder : estimator
        Fitted in place.
    positions : callable
        Takes the fitted encoder and what it makes of some rows, and gives the position of each
        value among the encoder's ``categories_``; -1 for one that is not there.
    is_default : bool
        Whether the encoder looks at nothing but which categories there are: it is then fitted to
        as many rows as hold them all.

    Returns
    -------
    Categories

    Raises
    ------
    ValueError
        If values are not among the encoder's categories, or several share one.
    AttributeError
        If it does not tell its categories.
    """
    found = [_distinct(column, j) for j, column in enumerate(columns)]
    rows = np.unique(np.concatenate([each.first for each in found]))
    with _asking(encoder, is_default):
        encoder.fit(take(rows if is_default else slice(None)))
        encoded = encoder.transform(take(rows))
    if not hasattr(encoder, "categories_"):
        raise no_categories(encoder)
    place = positions(encoder, encoded)
    sizes = [len(categories) for categories in encoder.categories_]
    codes = np.empty((len(found[0].number), len(columns)), np.min_scalar_type(max(sizes) - 1))
    examples = []
    for j, (each, size) in enumerate(zip(found, sizes, strict=True)):
        code = place[np.searchsorted(rows, each.first), j]
        _check_one_each(code, columns[j], each.first, j, encoder)
        codes[:, j] = code[each.number]
        example = np.full(size, -1, dtype=np.intp)
        example[code] = each.first
        examples.append(example)
    return Categories(codes, examples)


def one_hot_positions(encoder: Any, encoded: Any) -> np.ndarray:
    """Where a one-hot encoder has put the one of each value.

    Raises
    ------
    ValueError
        If it has not one column for each category.
    """
    with _asking(encoder):
        encoded = sparse.csr_matrix(encoded)
    sizes = [len(categories) for categories in encoder.categories_]
    if encoded.shape[1] != sum(sizes):
        raise not_one_hot(encoder, encoded.shape[1], sum(sizes))
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    encoded.eliminate_zeros()
    row = np.repeat(np.arange(encoded.shape[0]), np.diff(encoded.indptr))
    column = np.searchsorted(starts, encoded.indices, side="right") - 1
    positions = np.full((encoded.shape[0], len(sizes)), -1, dtype=np.intp)
    positions[row, column] = encoded.indices - starts[column]
    return positions


def ordinal_positions(encoder: Any, encoded: Any) -> np.ndarray:
    """The codes of an ordinal encoder; -1 for what is beyond its categories."""
    with _asking(encoder):
        encoded = np.asarray(encoded, dtype=np.float64)
    sizes = np.array([len(categories) for categories in encoder.categories_])
    is_known = (encoded >= 0) & (encoded < sizes)
    return np.where(is_known, encoded, -1).astype(np.intp)


def one_hot(codes: np.ndarray, sizes: list[int], value: float) -> Any:
    """One-hot rows with ``value`` for the ones, as CSR: for estimators that know rows only."""
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    n, c = codes.shape
    data = np.full(n * c, value)
    return sparse.csr_matrix(
        (data, (codes + starts).ravel(), np.arange(0, n * c + 1, c)), shape=(n, sum(sizes))
    )


def value_differences(
    codes: np.ndarray, y: np.ndarray, sizes: list[int]
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Tabulate the value difference metric: how unlike the classes of two categories are.

    Parameters
    ----------
    codes : ndarray of shape (n_samples, n_columns), unsigned
        Categories.
    y : ndarray of shape (n_samples,)
        Class labels.
    sizes : list of n_columns ints
        Categories of each column.

    Returns
    -------
    profiles : ndarray of shape (n_samples, n_columns), unsigned
        Categories again, those as one that occur with the classes in the same proportions: no
        distance tells them apart.
    tables : list of n_columns ndarrays of shape (n_profiles, n_profiles)
        For each pair the square of the sum over the classes of the absolute difference of their
        proportions.

    References
    ----------
    .. [1] C. Stanfill, D. Waltz, "Toward memory-based reasoning", Communications of the ACM 29
       (1986), 1213-1228.
    """
    classes, label = np.unique(y, return_inverse=True)
    n_classes = len(classes)
    profiles = np.empty(codes.shape, dtype=codes.dtype)
    tables = []
    for j, size in enumerate(sizes):
        pairs = codes[:, j].astype(np.intp) * n_classes + label
        counts = np.bincount(pairs, minlength=size * n_classes).reshape(size, n_classes)
        proportions = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        distinct, profile = np.unique(proportions, axis=0, return_inverse=True)
        profiles[:, j] = profile.ravel()[codes[:, j]]
        differences = np.abs(distinct[:, np.newaxis] - distinct)
        tables.append(differences.sum(axis=2) ** 2)
    return profiles, tables


def most_frequent(
    codes: np.ndarray, neighbors: np.ndarray, seeds: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Find the most frequent categories among the neighbors of some rows, column by column.

    Parameters
    ----------
    codes : ndarray of shape (n_rows, n_columns), unsigned
        Categories.
    neighbors : ndarray of shape (n_rows, k), intp
        Rows among which to count.
    seeds : ndarray of shape (n_synthetic,), intp
        The row to whose neighbors each synthetic row looks.

    Yields
    ------
    row, code : ndarray
        For each column the synthetic rows, ascending, each with every category that no other
        outnumbers, ascending.
    """
    n, k = len(seeds), neighbors.shape[1]
    row_type = np.min_scalar_type(n)
    n_at_once = max(1, _AT_ONCE // k**2)
    for column in codes.T:
        found = []
        for start in range(0, n, n_at_once):
            near = np.sort(column[neighbors[seeds[start : start + n_at_once]]], axis=1)
            counts = (near[:, :, np.newaxis] == near[:, np.newaxis]).sum(axis=2)
            is_mode = counts == np.max(counts, axis=1, keepdims=True)
            is_mode[:, 1:] &= near[:, 1:] != near[:, :-1]  # each category once
            row, entry = np.nonzero(is_mode)
            found.append(((row + start).astype(row_type), near[row, entry]))
        yield np.concatenate([row for row, _ in found]), np.concatenate([code for _, code in found])


@contextmanager
def _asking(encoder: Any, is_default: bool = False) -> Iterator[None]:
    """Context in which an encoder may fail, the user's or, by default, our own choice."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise (
            categories_failed(error) if is_default else encoder_failed(encoder, error)
        ) from error


def _distinct(column: Any, j: int) -> _Distinct:
    if hasattr(column, "to_native"):
        from fastsmote.containers.tables import numbered

        number = numbered(column)
    elif hasattr(column, "factorize") and not isinstance(column.dtype, np.dtype):
        number, _ = column.factorize(use_na_sentinel=False)  # pandas' own kinds of columns
    elif column.dtype.kind in "biuf":
        number = np.unique(np.asarray(column), return_inverse=True)[1]
    else:
        values = np.asarray(column, dtype=object).tolist()
        try:
            number = _numbered(values)
        except TypeError as error:  # lists and dicts
            example = next(value for value in values if not isinstance(value, Hashable))
            raise no_category(_name_of(column, j), example) from error
    first = np.empty(number.max() + 1, dtype=np.intp)
    first[number[::-1]] = np.arange(len(number))[::-1]  # the last to be written is the first row
    return _Distinct(number.astype(np.min_scalar_type(len(first) - 1)), first)


def _name_of(column: Any, j: int) -> str:
    return repr(getattr(column, "name", None) or j)


def _numbered(values: list[Any]) -> np.ndarray:
    """Number of each value among the distinct ones; all NaN are one."""
    numbers: dict[Any, int] = dict.fromkeys(values, -1)
    n, missing = 0, -1
    for value in numbers:
        if is_nan(value):  # None is a category
            if missing < 0:
                missing, n = n, n + 1
            numbers[value] = missing
        else:
            numbers[value], n = n, n + 1
    return np.fromiter(map(numbers.__getitem__, values), dtype=np.intp, count=len(values))


def _check_one_each(code: np.ndarray, column: Any, first: np.ndarray, j: int, encoder: Any) -> None:
    values = column.iloc[first] if hasattr(column, "iloc") else column[first]
    name = _name_of(column, j)
    if (code < 0).any():
        value = np.asarray(values, dtype=object)[np.argmin(code)]
        raise unknown_category(encoder, value, name)
    if len(np.unique(code)) < len(code):
        raise merged_categories(encoder, name)
