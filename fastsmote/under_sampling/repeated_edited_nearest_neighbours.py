"""RENN: edited nearest neighbours, again and again."""

from typing import Any, ClassVar

import numpy as np

from fastsmote.planning import CleaningStrategy, plan_cleaning
from fastsmote.under_sampling.edited_nearest_neighbours import EditedNearestNeighbours
from fastsmote.under_sampling.editing import BaseEditing, Editing
from fastsmote.validation import POSITIVE_INT


class RepeatedEditedNearestNeighbours(BaseEditing):
    """Edit by nearest neighbors until no row is removed any more.

    The rows and their order are those of
    ``imblearn.under_sampling.RepeatedEditedNearestNeighbours`` for the same parameters and data.
    It also ends after ``max_iter`` rounds, and when a class has become smaller than the smallest
    one was or has lost all of its rows.

    Parameters
    ----------
    sampling_strategy : str, list or callable, default='auto'
        Classes that may lose rows.

        - str: ``'auto'`` or ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``.
        - list: class labels.
        - callable: takes ``y`` and returns such a list, or a dict whose keys are the labels.

    n_neighbors : int or object, default=3
        Number of nearest neighbors that a round looks at; or an estimator with ``kneighbors`` and
        ``kneighbors_graph``, whose first neighbor is taken to be the row itself: to look at 3
        neighbors, pass one that finds 4.

    max_iter : int, default=100
        Rounds at most.

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
        A clone of ``n_neighbors``; for an int an unfitted
        ``sklearn.neighbors.NearestNeighbors(n_neighbors=n_neighbors + 1)``.

    enn_ : EditedNearestNeighbours
        What a round does, as a sampler; not fitted.

    n_iter_ : int
        Rounds that were run.

    sample_indices_ : ndarray of shape (n_kept,)
        Rows of ``X`` that are kept, class by class.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    Each row is searched for once, and again only when one of its neighbors has been removed.
    Neighbors are the exact nearest in Euclidean distance; rows that are equally far rank by their
    position in ``X``.

    References
    ----------
    .. [1] I. Tomek, "An experiment with the edited nearest-neighbor rule", IEEE Transactions on
       Systems, Man, and Cybernetics 6 (1976), 448-452.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.under_sampling import RepeatedEditedNearestNeighbours
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = RepeatedEditedNearestNeighbours().fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 102), (1, 715)]
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseEditing._parameter_constraints,
        "max_iter": [POSITIVE_INT],
    }

    def __init__(
        self,
        *,
        sampling_strategy: CleaningStrategy = "auto",
        n_neighbors: Any = 3,
        max_iter: int = 100,
        kind_sel: str = "all",
        n_jobs: int | None = None,
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.n_neighbors = n_neighbors
        self.max_iter = max_iter
        self.kind_sel = kind_sel
        self.n_jobs = n_jobs

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        self.enn_ = EditedNearestNeighbours(
            sampling_strategy=self.sampling_strategy,
            n_neighbors=self.n_neighbors,
            kind_sel=self.kind_sel,
            n_jobs=self.n_jobs,
        )
        editing = Editing(X, y, self.n_neighbors, self.kind_sel, self.n_jobs)
        for n_iter in range(1, self.max_iter + 1):
            # which classes a strategy means depends on how many rows each has left
            plan = plan_cleaning(self.sampling_strategy, y[editing.rows()])
            n_removed = editing.edit(self.n_neighbors, plan)
            self.n_iter_ = n_iter
            if not n_removed or editing.has_overtaken_class() or editing.has_lost_class():
                break
        return editing.rows()
