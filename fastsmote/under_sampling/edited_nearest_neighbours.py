"""ENN: edited nearest neighbours."""

from typing import Any

import numpy as np

from fastsmote.planning import CleaningStrategy
from fastsmote.under_sampling.editing import BaseEditing, Editing


class EditedNearestNeighbours(BaseEditing):
    """Remove the rows whose nearest neighbors are of other classes.

    The rows and their order are those of ``imblearn.under_sampling.EditedNearestNeighbours`` for
    the same parameters and data.

    Parameters
    ----------
    sampling_strategy : str, list or callable, default='auto'
        Classes that may lose rows.

        - str: ``'auto'`` or ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``.
        - list: class labels.
        - callable: takes ``y`` and returns such a list, or a dict whose keys are the labels.

    n_neighbors : int or object, default=3
        Number of nearest neighbors that are looked at; or an estimator with ``kneighbors`` and
        ``kneighbors_graph``, whose first neighbor is taken to be the row itself: to look at 3
        neighbors, pass one that finds 4.

    kind_sel : {'all', 'mode'}, default='all'
        When a row stays.

        - ``'all'``: all of its neighbors are of its class.
        - ``'mode'``: more of them are of its class than of any other; of equally frequent classes
          the first label counts.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    Attributes
    ----------
    sampling_strategy_ : dict
        Label of each class that may lose rows to the size of the smallest class.

    nn_ : estimator object
        The fitted clone of ``n_neighbors``; for an int an unfitted
        ``sklearn.neighbors.NearestNeighbors(n_neighbors=n_neighbors + 1)``.

    sample_indices_ : ndarray of shape (n_kept,)
        Rows of ``X`` that are kept, class by class.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    Only rows of the classes that may lose some are searched for, among all rows.
    Neighbors are the exact nearest in Euclidean distance; rows that are equally far rank by their
    position in ``X``.

    References
    ----------
    .. [1] D. L. Wilson, "Asymptotic properties of nearest neighbor rules using edited data", IEEE
       Transactions on Systems, Man, and Cybernetics 2 (1972), 408-421.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.under_sampling import EditedNearestNeighbours
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = EditedNearestNeighbours().fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 102), (1, 759)]
    """

    def __init__(
        self,
        *,
        sampling_strategy: CleaningStrategy = "auto",
        n_neighbors: Any = 3,
        kind_sel: str = "all",
        n_jobs: int | None = None,
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.n_neighbors = n_neighbors
        self.kind_sel = kind_sel
        self.n_jobs = n_jobs

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        editing = Editing(X, y, self.n_neighbors, self.kind_sel, self.n_jobs)
        editing.edit(self.n_neighbors, self.sampling_strategy_)
        self._nn = editing.estimator
        return editing.rows()
