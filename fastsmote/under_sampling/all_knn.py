"""AllKNN: edited nearest neighbours with one more neighbor each time."""

from typing import Any, ClassVar

import numpy as np

from fastsmote.neighbors import check_number
from fastsmote.planning import CleaningStrategy, plan_cleaning
from fastsmote.under_sampling.edited_nearest_neighbours import EditedNearestNeighbours
from fastsmote.under_sampling.editing import BaseEditing, Editing, of_size, size_of


class AllKNN(BaseEditing):
    """Edit by the nearest neighbor, then by the nearest two among what is left, and so on.

    The rows and their order are those of ``imblearn.under_sampling.AllKNN`` for the same
    parameters and data. It ends early when a class has become smaller than the smallest one was,
    or has lost all of its rows.

    Parameters
    ----------
    sampling_strategy : str, list or callable, default='auto'
        Classes that may lose rows.

        - str: ``'auto'`` or ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``.
        - list: class labels.
        - callable: takes ``y`` and returns such a list, or a dict whose keys are the labels.

    n_neighbors : int or object, default=3
        Number of nearest neighbors that the last round looks at; or an estimator with
        ``kneighbors``, ``kneighbors_graph`` and ``n_neighbors``, whose first neighbor is taken to
        be the row itself: to look at 3 neighbors, pass one that finds 4.

    kind_sel : {'all', 'mode'}, default='all'
        When a row stays.

        - ``'all'``: all of its neighbors are of its class.
        - ``'mode'``: more of them are of its class than of any other; of equally frequent classes
          the first label counts.

    allow_minority : bool, default=False
        Whether to go on when a class has become smaller than the smallest one was.

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
        What the last round did, as a sampler; not fitted.

    sample_indices_ : ndarray of shape (n_kept,)
        Rows of ``X`` that are kept, class by class.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    Each row is searched for once, for the last round, and again only when so many of its neighbors
    have been removed that too few are left.
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
    >>> from fastsmote.under_sampling import AllKNN
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = AllKNN().fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 102), (1, 733)]
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseEditing._parameter_constraints,
        "allow_minority": ["boolean"],
    }

    def __init__(
        self,
        *,
        sampling_strategy: CleaningStrategy = "auto",
        n_neighbors: Any = 3,
        kind_sel: str = "all",
        allow_minority: bool = False,
        n_jobs: int | None = None,
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.n_neighbors = n_neighbors
        self.kind_sel = kind_sel
        self.allow_minority = allow_minority
        self.n_jobs = n_jobs

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        check_number("n_neighbors", self.n_neighbors, X)
        self.enn_ = EditedNearestNeighbours(
            sampling_strategy=self.sampling_strategy,
            n_neighbors=self.n_neighbors,
            kind_sel=self.kind_sel,
            n_jobs=self.n_jobs,
        )
        n_rounds = size_of(self.n_neighbors)
        if n_rounds == 0:  # an estimator that names the row itself alone
            return np.arange(len(y))
        editing = Editing(X, y, self.n_neighbors, self.kind_sel, self.n_jobs)
        for size in range(1, n_rounds + 1):
            self.enn_.n_neighbors = of_size(self.n_neighbors, size)
            plan = plan_cleaning(self.sampling_strategy, y[editing.rows()])
            editing.edit(self.enn_.n_neighbors, plan)
            if editing.has_lost_class():
                break
            if editing.has_overtaken_class() and not self.allow_minority:
                break
        return editing.rows()
