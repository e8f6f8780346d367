"""KMeans-SMOTE: SMOTE within the clusters where the class is at home."""

import math
from numbers import Integral
from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.base import clone

from fastsmote.errors import name_of_label
from fastsmote.errors.outcomes import no_cluster
from fastsmote.errors.parameters import no_number_of_clusters
from fastsmote.interpolation import Segments, join_segments
from fastsmote.neighbors import asking, check_number
from fastsmote.over_sampling.base import BaseSMOTE
from fastsmote.over_sampling.sparsity import mean_distance
from fastsmote.planning import SamplingStrategy
from fastsmote.validation import (
    AUTO,
    INTEGER_COLUMNS,
    NUMBER,
    POSITIVE_INT,
    instance_with,
    warn_of_clipping,
)


class KMeansSMOTE(BaseSMOTE):
    """Over-sample by SMOTE within clusters that hold enough of a class, the sparser the more.

    The rows, their order, dtype and container are those of
    ``imblearn.over_sampling.KMeansSMOTE`` for the same parameters and data.

    Parameters
    ----------
    sampling_strategy : float, str, dict or callable, default='auto'
        How many rows each class is to have.

        - str: ``'auto'`` or ``'not majority'``, ``'minority'``, ``'not minority'``, ``'all'``:
          bring these classes to the size of the largest one.
        - float in (0, 1], for two classes only: the number of rows in the minority class over
          that in the majority class after resampling.
        - dict: class label to number of rows after resampling.
        - callable: takes ``y`` and returns such a dict.

    random_state : int, RandomState instance or None, default=None
        Source of the draws. An int gives the same rows at each call.

    k_neighbors : int or object, default=2
        Number of nearest neighbors, of the same class and cluster, that a seed may be
        interpolated with; or an estimator with ``kneighbors``, ``kneighbors_graph`` and
        ``n_neighbors``, fitted to the candidates, whose first neighbor is taken to be the row
        itself.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    kmeans_estimator : int or object, default=None
        Number of clusters of a ``sklearn.cluster.MiniBatchKMeans``, or an estimator with
        ``n_clusters``, ``fit`` and ``predict``; None: ``MiniBatchKMeans()``.

    cluster_balance_threshold : 'auto' or float, default='auto'
        Least share of the class in a cluster that is to be over-sampled. 'auto': half of the
        class' share in all synthetic rows planned.

    density_exponent : 'auto' or float, default='auto'
        The mean distance between the rows of the class in a cluster, to this power, over their
        number is the cluster's sparsity. 'auto': a power that grows slowly with that number.

    integer_columns : {'truncate', 'round'}, default='truncate'
        What becomes of fractions where ``X`` holds integers, in arrays, sparse containers or
        columns of a data frame: they are truncated towards zero, as by imbalanced-learn, or
        rounded to the nearest integer, halves to even.

    small_classes : {'raise', 'clip'}, default='raise'
        What becomes of a class that no cluster holds enough rows of for an integer
        ``k_neighbors``: an error, or a `fastsmote.errors.FewerNeighborsWarning` and as many
        neighbors as a row has in the cluster with most of them.

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of synthetic rows planned.

    nn_k_ : estimator object
        A clone of ``k_neighbors`` as last fitted; for an int an unfitted
        ``sklearn.neighbors.NearestNeighbors(n_neighbors=k_neighbors + 1)``.

    kmeans_estimator_ : estimator object
        The fitted clustering.

    cluster_balance_threshold_ : 'auto' or float
        The threshold; minus infinity for a single cluster.

    synthetic_mask_ : ndarray of shape (n_resampled,), bool
        Which rows of the last result are synthetic.

    seed_indices_, neighbor_indices_ : ndarray of shape (n_synthetic,), intp
        After ``fit_resample(X, y, provenance=True)``: the rows of ``X`` between which each
        synthetic row stands ...

    steps_ : ndarray of shape (n_synthetic,), float64
        ... at ``X[seed] + step * (X[neighbor] - X[seed])``.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    The number of synthetic rows is rounded up in each cluster, so that their sum may exceed the
    planned number by almost one for each cluster.

    The automatic exponent is imbalanced-learn's. Its documentation calls it feature-length based,
    and the paper takes the number of features; the code of both packages takes that of rows.

    References
    ----------
    .. [1] F. Last, G. Douzas, F. Bacao, "Oversampling for imbalanced learning based on K-Means
       and SMOTE", arXiv:1711.00837 (2017).

    Examples
    --------
    >>> import numpy as np
    >>> from sklearn.datasets import make_blobs
    >>> from fastsmote.over_sampling import KMeansSMOTE
    >>> X, y = make_blobs([100, 800, 100], centers=[(-10, 0), (0, 0), (10, 0)], random_state=0)
    >>> X, is_middle = np.vstack([X, [[0, 0]]]), np.append(y == 1, False)
    >>> X_res, y_res = KMeansSMOTE(kmeans_estimator=3, random_state=42).fit_resample(X, is_middle)
    >>> bool(np.any(np.abs(X_res[len(X) :, 0]) < 5)), int(np.sum(~y_res)) >= 800
    (False, True)
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseSMOTE._parameter_constraints,
        "kmeans_estimator": [POSITIVE_INT, instance_with("estimator", "fit", "predict"), None],
        "cluster_balance_threshold": [AUTO, NUMBER],
        "density_exponent": [AUTO, NUMBER],
        "integer_columns": [INTEGER_COLUMNS],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        k_neighbors: Any = 2,
        n_jobs: int | None = None,
        kmeans_estimator: Any = None,
        cluster_balance_threshold: "float | str" = "auto",
        density_exponent: "float | str" = "auto",
        integer_columns: str = "truncate",
        small_classes: str = "raise",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.k_neighbors = k_neighbors
        self.n_jobs = n_jobs
        self.kmeans_estimator = kmeans_estimator
        self.cluster_balance_threshold = cluster_balance_threshold
        self.density_exponent = density_exponent
        self.integer_columns = integer_columns
        self.small_classes = small_classes

    def _prepare(self) -> None:
        given = self.kmeans_estimator
        if given is None or isinstance(given, Integral):
            from sklearn.cluster import MiniBatchKMeans  # no other sampler needs it

            n_clusters = {} if given is None else {"n_clusters": int(given)}
            self.kmeans_estimator_ = MiniBatchKMeans(random_state=self.random_state, **n_clusters)
        else:
            self.kmeans_estimator_ = clone(given)
            if not hasattr(given, "n_clusters"):
                raise no_number_of_clusters(given)
        self.cluster_balance_threshold_ = (
            self.cluster_balance_threshold if self.kmeans_estimator_.n_clusters != 1 else -np.inf
        )

    def _draw(self, X: Any, y: np.ndarray, label: Any, n_synthetic: int, stream: Any) -> Segments:
        clusters, k_neighbors = self._find_clusters(X, y, label, n_synthetic)
        means = [mean_distance(X[rows], self.n_jobs) for rows in clusters]
        weights = self._share_out(means, [len(rows) for rows in clusters])
        return join_segments(
            [
                self._draw_among(X, rows, math.ceil(n_synthetic * weight), k_neighbors=k_neighbors)
                for rows, weight in zip(clusters, weights, strict=True)
            ]
        )

    def _find_clusters(
        self, X: Any, y: np.ndarray, label: Any, n_synthetic: int
    ) -> tuple[list[np.ndarray], int]:
        """Rows of the class in each cluster that is to be over-sampled, and their neighbors."""
        check_number("k_neighbors", self.k_neighbors, X)
        cluster_of = self._fit_predict(X)
        if self.cluster_balance_threshold_ == "auto":
            least_share = n_synthetic / sum(self.sampling_strategy_.values()) / 2
        else:
            least_share = float(self.cluster_balance_threshold_)
        k = self.k_neighbors
        n_least = int(k) + 1 if isinstance(k, Integral) else k.n_neighbors
        at_home = []
        for cluster in range(self.kmeans_estimator_.n_clusters):
            rows = np.flatnonzero(cluster_of == cluster)
            if not len(rows):
                continue
            rows_of_class = rows[y[rows] == label]
            share = len(rows_of_class) / len(rows)
            if share >= least_share:
                # the product may be just below the number of rows: imbalanced-learn's is, too
                at_home.append((share * len(rows), rows_of_class))
        most = int(max((n_rows for n_rows, _ in at_home), default=0))
        if self.small_classes == "clip" and isinstance(k, Integral) and 1 < most < n_least:
            where = f"The cluster with most of class {name_of_label(label)}"
            warn_of_clipping("k_neighbors", int(k), most, where)
            n_least = most
        found = [rows_of_class for n_rows, rows_of_class in at_home if n_rows >= n_least]
        if not found:
            n_clusters = self.kmeans_estimator_.n_clusters
            raise no_cluster(label, n_clusters, least_share, n_least)
        return found, n_least - 1

    def _fit_predict(self, X: Any) -> np.ndarray:
        """Number of the cluster of each row."""
        kmeans = self.kmeans_estimator_
        is_repeatable = isinstance(getattr(kmeans, "random_state", None), Integral)
        if is_repeatable and hasattr(kmeans, "labels_"):  # from the class before
            return np.asarray(kmeans.labels_)
        X = _writable(X)
        with asking("kmeans_estimator", kmeans, X.shape[0]):
            if hasattr(kmeans, "fit_predict"):
                return np.asarray(kmeans.fit_predict(X))
            return np.asarray(kmeans.fit(X).predict(X))

    def _share_out(self, means: list[float], n_rows: list[int]) -> np.ndarray:
        """Share of each cluster in the synthetic rows: its sparsity over that of all.

        Parameters
        ----------
        means : list of float
            Mean distance between the rows of the class, of each cluster.
        n_rows : list of int
            Number of these rows.
        """
        exponents = [self._exponent(n) for n in n_rows]
        with np.errstate(all="ignore"):
            powers = [np.float64(mean) ** by for mean, by in zip(means, exponents, strict=True)]
            sparsities = np.array(powers) / n_rows
            if not 0 < sparsities.sum() < np.inf:
                # beyond float64, or nothing but duplicates in all of them: over the largest one
                logarithms = np.array(exponents) * np.log(means) - np.log(n_rows)
                largest = logarithms.max()
                sparsities = np.exp(np.where(logarithms == largest, 0, logarithms - largest))
        shares: np.ndarray = sparsities / sparsities.sum()
        return shares

    def _exponent(self, n_rows: int) -> float:
        given: Any = self.density_exponent
        return math.log(n_rows, 1.6) ** 1.8 * 0.16 if given == "auto" else float(given)


def _writable(X: Any) -> Any:
    """Rows as they are, or a copy if they are sparse and read-only: k-means takes none of those."""
    if not sparse.issparse(X):
        return X
    parts = X.data, X.indices, X.indptr
    return X if all(part.flags.writeable for part in parts) else X.copy()
