"""A row of the table of bad inputs, and data that are right."""

import re
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

#: 10 rows of class 0 and 30 of class 1; a row of the table replaces what it is about.
X = np.random.RandomState(0).standard_normal((40, 3))
Y = np.repeat([0, 1], [10, 30])
Y_3 = np.repeat([0, 1, 2], [8, 12, 20])
WORDS = np.array(["red", "green"], dtype=object)[np.arange(40) % 2]
FRAME = pd.DataFrame(X, columns=["age", "height", "weight"])
#: Column 3 holds a category.
MIXED = np.column_stack([X.astype(object), WORDS])
MIXED_FRAME = FRAME.assign(color=WORDS)


class Unnumbered(BaseEstimator):
    """An estimator that finds 4 neighbors and does not say so."""

    search = NearestNeighbors

    def __init__(self, n_jobs=None):
        self.n_jobs = n_jobs

    def fit(self, X, y=None):
        self._fitted = self.search(n_neighbors=4).fit(X, y)
        return self

    def kneighbors(self, *args, **kwargs):
        return self._fitted.kneighbors(*args, **kwargs)

    def kneighbors_graph(self, *args, **kwargs):
        return self._fitted.kneighbors_graph(*args, **kwargs)


class UnnumberedClassifier(Unnumbered):
    """One that classifies, too."""

    search = KNeighborsClassifier

    def predict(self, X):
        return self._fitted.predict(X)


class Bad(NamedTuple):
    """A bad input.

    Attributes
    ----------
    sampler : sampler
        Its ``fit_resample`` is called.
    names : str
        The parameter that the message has to name.
    received : str
        What the message has to show of what was received.
    message : str or pattern
        The message, word for word; a pattern where versions of other packages differ.
    X, y : array-like
        The data.
    error : type
        The type of the error, or of the warning.
    theirs : str or None
        What imbalanced-learn's sampler of the same name does: the name of the type that it raises,
        ``'accepts'``, or ``'the same'`` type; None if it depends on versions of other packages.
    """

    sampler: Any
    names: str
    received: str
    message: str | re.Pattern[str]
    X: Any = X
    y: Any = Y
    error: type[Exception] = ValueError
    theirs: str | None = "the same"


def with_value(value: Any, row: int = 3, column: int = 1, rows: Any = X) -> Any:
    """Rows with another value in one place."""
    rows = rows.copy()
    rows[row, column] = value
    return rows


def without_number(sampler: Any, name: str = "n_neighbors", theirs: str = "the same") -> Bad:
    """A sampler whose parameter is an estimator that does not tell its number of neighbors."""
    given = repr(getattr(sampler, name))
    return Bad(
        sampler,
        name,
        given,
        f"Expected {name} to have n_neighbors, but {name} = {given} has none: pass an estimator "
        "that tells its number of neighbors, such as NearestNeighbors, or that number.",
        error=AttributeError,
        theirs=theirs,
    )
