"""Tomek links: pairs of nearest neighbors across a class boundary."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from fastsmote.neighbors import find_neighbors
from fastsmote.planning import CleaningStrategy, count_labels
from fastsmote.under_sampling.base import BaseCleaner


class TomekLinks(BaseCleaner):
    """Remove rows that are, with a row of another class, each other's nearest neighbor.

    The rows and their order are those of ``imblearn.under_sampling.TomekLinks`` for the same
    parameters and data.

    Parameters
    ----------
    sampling_strategy : str, list or callable, default='auto'
        Classes that may lose rows.

        - str: ``'auto'`` or ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``.
        - list: class labels.
        - callable: takes ``y`` and returns such a list, or a dict whose keys are the labels.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    Attributes
    ----------
    sampling_strategy_ : dict
        Label of each class that may lose rows to the size of the smallest class.

    sample_indices_ : ndarray of shape (n_kept,)
        Rows of ``X`` that are kept, ascending.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    Neighbors are the exact nearest in Euclidean distance; rows that are equally far rank by their
    position in ``X``.

    References
    ----------
    .. [1] I. Tomek, "Two modifications of CNN", IEEE Transactions on Systems, Man, and Cybernetics
       6 (1976), 769-772.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.under_sampling import TomekLinks
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = TomekLinks().fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 102), (1, 877)]
    """

    def __init__(
        self, *, sampling_strategy: CleaningStrategy = "auto", n_jobs: int | None = None
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.n_jobs = n_jobs

    @staticmethod
    def is_tomek(y: np.ndarray, nn_index: np.ndarray, class_type: Any) -> np.ndarray:
        """Find the rows that are in a Tomek link.

        Parameters
        ----------
        y : ndarray of shape (n_samples,)
            Class labels.
        nn_index : ndarray of shape (n_samples,), int
            Nearest neighbor of each row.
        class_type : label or collection of labels
            Classes whose rows are wanted.

        Returns
        -------
        ndarray of shape (n_samples,), bool
            Rows of these classes whose nearest neighbor is of another class and has them as its
            own nearest.
        """
        y, nn_index = np.asarray(y), np.asarray(nn_index)
        is_mutual = nn_index[nn_index] == np.arange(len(y))
        is_label = isinstance(class_type, str) or not isinstance(class_type, Iterable)
        wanted = [class_type] if is_label else list(class_type)
        return np.asarray(is_mutual & (y[nn_index] != y) & np.isin(y, wanted))

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        nearest = nearest_across_classes(X, y, self.n_jobs)
        return np.flatnonzero(~self.is_tomek(y, nearest, self.sampling_strategy_))


def nearest_across_classes(X: Any, y: np.ndarray, n_jobs: int | None) -> np.ndarray:
    """Nearest neighbor of each row that may be in a Tomek link; the row itself for the others.

    One end of a link is not in the largest class. So the smaller classes are searched for, and of
    the largest one those rows alone that are the nearest of one of theirs.
    """
    labels, counts = count_labels(y)
    is_small = y != labels[np.argmax(counts)]
    nearest = np.arange(len(y))
    rows = np.flatnonzero(is_small)
    nearest[rows] = find_neighbors(1, X, n_jobs, of=rows)[0][:, 0]
    partners = np.unique(nearest[rows])
    partners = partners[~is_small[partners]]
    if len(partners):
        nearest[partners] = find_neighbors(1, X, n_jobs, of=partners)[0][:, 0]
    return nearest
