"""``k_neighbors`` and its like as users give them: a number, or an estimator of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from numbers import Integral
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.utils.validation import check_is_fitted

from fastsmote.errors.parameters import (
    estimator_failed,
    finds_itself_alone,
    no_number_of_neighbors,
)
from fastsmote.neighbors.missing import k_nearest_present
from fastsmote.neighbors.nearest import ask_for_all_if_nearly, k_nearest_of
from fastsmote.neighbors.places import places_among


def _search_for(missing: str | None) -> Any:
    """The search that does with missing values what the samplers' parameter says."""
    return k_nearest_present if missing == "nan_euclidean" else k_nearest_of


def find_neighbors(
    n_neighbors: Any,
    X: Any,
    n_jobs: int | None = None,
    among: np.ndarray | None = None,
    of: np.ndarray | None = None,
    *,
    missing: str | None = None,
    name: str = "n_neighbors",
    n_least: int = 0,
) -> tuple[np.ndarray, Any]:
    """Neighbors of some rows of ``X`` among some.

    Parameters
    ----------
    n_neighbors : int or estimator
        How many; or an estimator with ``kneighbors``, which is cloned and fitted to the rows
        ``among``. The first neighbor that it names is taken to be the row itself and left out.
    X : ndarray or CSR container of shape (n_samples, n_features)
        Feature rows, finite; not modified.
    n_jobs : int or None, default=None
        As in `fastsmote.threads.thread_count`; for an int only.
    among : ndarray of shape (n_among,), intp, optional
        Ascending rows of ``X`` to search; all by default.
    of : ndarray of shape (n_queries,), intp, optional
        Rows of ``X`` whose neighbors are wanted, all of them in ``among``; all of ``among`` by
        default.
    missing : {'nan_euclidean', 'raise'}, optional
        With the former rows may hold NaN; for an int only, estimators see for themselves.
    name : str, default='n_neighbors'
        The parameter, for messages.
    n_least : int, default=0
        Neighbors that an estimator has to find.

    Returns
    -------
    neighbors : ndarray of shape (n_queries, n_neighbors), intp
        Rows of ``X``, by (distance, row) for an int.
    estimator : estimator object or None
        The fitted clone; None for an int, see `estimator_behind`.

    Raises
    ------
    ValueError
        What an estimator does not accept, or that it finds fewer than ``n_least``.
    """
    if isinstance(n_neighbors, Integral):
        if of is None:
            queries = np.arange(X.shape[0] if among is None else len(among))
        else:
            queries = of if among is None else np.searchsorted(among, of)
        search = _search_for(missing)
        found, estimator = search(X, int(n_neighbors), queries, n_jobs, among), None
    else:
        rows = X if among is None else X[among]
        with asking(name, n_neighbors, rows.shape[0]):
            estimator = clone(n_neighbors).fit(rows)
            found = estimator.kneighbors(rows if of is None else X[of], return_distance=False)
        found = found[:, 1:]
        if found.shape[1] < n_least:
            raise finds_itself_alone(name, n_neighbors)
    return found if among is None else among[found], estimator


@contextmanager
def asking(name: str, estimator: Any, n_rows: int) -> Iterator[None]:
    """Context in which an estimator of the user's is fitted and asked, and may refuse.

    Parameters
    ----------
    name : str
        The parameter.
    estimator : estimator
        Its value.
    n_rows : int
        Rows that it is fitted to.
    """
    try:
        yield
    except (TypeError, ValueError) as error:
        raise estimator_failed(name, estimator, n_rows, error) from error


def number_told(name: str, estimator: Any) -> Any:
    """Number of neighbors of an estimator of the user's; an AttributeError if it tells none."""
    if not hasattr(estimator, "n_neighbors"):
        raise no_number_of_neighbors(name, estimator)
    return estimator.n_neighbors


def check_number(name: str, estimator: Any, X: Any) -> None:
    """Have an estimator of the user's say what is wrong with its number of neighbors.

    Parameters
    ----------
    name : str
        The parameter.
    estimator : int or estimator
        Its value.
    X : ndarray or CSR container of shape (n_samples, n_features)
        Rows to ask it about, if that is no number from 1.

    Raises
    ------
    ValueError, TypeError
        What the estimator raises, of the same type.
    AttributeError
        It tells no number.
    """
    if isinstance(estimator, Integral):
        return
    n = number_told(name, estimator)
    if isinstance(n, bool) or not (isinstance(n, Integral) and int(n) >= 1):
        with asking(name, estimator, X.shape[0]):
            clone(estimator).fit(X).kneighbors(X[:1])


def drawn_neighbors(
    n_neighbors: int,
    X: Any,
    among: np.ndarray,
    seed: np.ndarray,
    column: np.ndarray,
    n_jobs: int | None = None,
    missing: str | None = None,
) -> np.ndarray:
    """One neighbor of each seed that was drawn; other rows are not searched for theirs.

    Parameters
    ----------
    n_neighbors : int
        Below the number of rows ``among``.
    X : ndarray or CSR container of shape (n_samples, n_features)
        Feature rows, finite; not modified.
    among : ndarray of shape (n_among,), intp
        Ascending rows of ``X`` to search.
    seed : ndarray of shape (n_synthetic,), intp
        Positions in ``among``.
    column : ndarray of shape (n_synthetic,), intp
        Which of its neighbors, 0 being the nearest.
    n_jobs : int or None, default=None
        As in `fastsmote.threads.thread_count`.
    missing : {'nan_euclidean', 'raise'}, optional
        As in `find_neighbors`.

    Returns
    -------
    ndarray of shape (n_synthetic,), intp
        Rows of ``X``.
    """
    rows = None if len(among) == X.shape[0] else among  # all rows need no copy to be searched
    is_drawn = np.zeros(len(among), dtype=bool)
    is_drawn[seed] = True
    search = _search_for(missing)
    if search is k_nearest_of:  # as it would, and copy the lists of those that are asked for
        ask_for_all_if_nearly(is_drawn)
    drawn = np.flatnonzero(is_drawn)
    found = search(X, n_neighbors, drawn, n_jobs, rows)
    # in place, and `take` is several times as fast as two indices: fresh memory costs more than
    # what is done in it
    entry = places_among(drawn, len(among)).take(seed)
    entry *= n_neighbors
    entry += column
    neighbors: np.ndarray = found.ravel().take(entry)
    return neighbors if rows is None else among.take(neighbors)


def estimator_behind(sampler: Any, name: str, attribute: str, n_more: int = 1) -> Any:
    """What imbalanced-learn shows as the estimator behind a parameter.

    Parameters
    ----------
    sampler : estimator
        The sampler.
    name : str
        The parameter.
    attribute : str
        Where the sampler keeps the clone of it that has been fitted, once that has come to pass.
    n_more : int, default=1
        Neighbors that an estimator looks for beside those of an int: the row itself.

    Returns
    -------
    estimator
        The fitted clone, or another one of the parameter; for an int an unfitted
        ``sklearn.neighbors.NearestNeighbors``.

    Raises
    ------
    NotFittedError
        The sampler has not been fitted.
    """
    check_is_fitted(sampler, "sampling_strategy_")
    n_neighbors, fitted = getattr(sampler, name), getattr(sampler, attribute, None)
    if not isinstance(n_neighbors, Integral):
        return clone(n_neighbors) if fitted is None else fitted
    # built when asked for: importing scikit-learn's search costs more than a small resample
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=n_neighbors + n_more)
