"""SMOTE-N: synthetic rows of categories."""

from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.base import clone
from sklearn.exceptions import DataConversionWarning
from sklearn.preprocessing import OrdinalEncoder
from sklearn.utils import Tags

from fastsmote.assembly import append_labels
from fastsmote.base import ResampledData
from fastsmote.categorical import (
    Categories,
    encode,
    most_frequent,
    ordinal_positions,
    value_differences,
)
from fastsmote.columns import Part, by_rows_of_data, columns_of
from fastsmote.drawing import draw_seeds
from fastsmote.errors import warn_caller
from fastsmote.errors.origins import no_segment
from fastsmote.errors.outcomes import sparse_categories
from fastsmote.interpolation import on_seeds
from fastsmote.neighbors import asking
from fastsmote.neighbors.categorical import nearest_nominal, nominal_distances
from fastsmote.over_sampling.base import BaseSMOTE
from fastsmote.over_sampling.smote import SMOTE
from fastsmote.planning import SamplingStrategy, rows_of_class
from fastsmote.validation import (
    ENCODER,
    check_columns,
    check_not_missing,
    check_target,
    clip_to_class,
)


class SMOTEN(SMOTE):
    """SMOTE for rows of which all features are categories.

    Each category of a synthetic row is the one that most of its seed's neighbors have, the seed
    among them. The rows, their order, dtypes and container are those of
    ``imblearn.over_sampling.SMOTEN`` for the same parameters and data.

    Parameters
    ----------
    categorical_encoder : estimator, default=None
        Ordinal encoder; the default is ``OrdinalEncoder(dtype=np.int32)``. Of equally frequent
        categories the first in its order is taken.

    sampling_strategy : float, str, dict or callable, default='auto'
        How many rows each class is to have, as in `SMOTE`.

    random_state : int, RandomState instance or None, default=None
        Source of the draws. An int gives the same rows at each call.

    k_neighbors : int or object, default=5
        Number of nearest neighbors beside the row itself; or an estimator as in `SMOTE`, which is
        fitted to the matrix of distances (``metric='precomputed'``) and finds the row itself too.

    n_jobs : int or None, default=None
        Threads to use, as in `SMOTE`. The result does not depend on it.

    small_classes : {'raise', 'clip'}, default='raise'
        What becomes of a class with too few rows for an integer ``k_neighbors``: an error, or a
        `fastsmote.errors.FewerNeighborsWarning` and as many neighbors as a row has in the class. A
        class of one row, which has none, is an error: `RandomOverSampler` repeats it.

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of synthetic rows.

    nn_k_ : estimator object
        As in `SMOTE`, with ``metric='precomputed'``.

    categorical_encoder_ : estimator
        The encoder, fitted.

    synthetic_mask_ : ndarray of shape (n_resampled,), bool
        Which rows of the last result are synthetic.

    seed_indices_ : ndarray of shape (n_synthetic,), intp
        After ``fit_resample(X, y, provenance=True)``: the row of ``X`` whose neighbors voted on
        each synthetic row. It stands on no segment: there are no ``neighbor_indices_`` and
        ``steps_``.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    Distances are the value difference metric [2]_: two categories of a feature are as far from each
    other as the proportions of the classes among their rows are, by the sum of absolute
    differences; the squares of these are added up over the features. Rows that are equally far
    rank by their position.

    References
    ----------
    .. [1] N. V. Chawla, K. W. Bowyer, L. O. Hall, W. P. Kegelmeyer, "SMOTE: synthetic minority
       over-sampling technique", Journal of Artificial Intelligence Research 16 (2002), 321-357,
       section 6.2.

    .. [2] C. Stanfill, D. Waltz, "Toward memory-based reasoning", Communications of the ACM 29
       (1986), 1213-1228.

    Examples
    --------
    >>> import numpy as np
    >>> from fastsmote.over_sampling import SMOTEN
    >>> X = np.array(["A"] * 10 + ["B"] * 20 + ["C"] * 30, dtype=object).reshape(-1, 1)
    >>> y = np.repeat([0, 1], [20, 40])
    >>> X_res, y_res = SMOTEN(random_state=0).fit_resample(X, y)
    >>> np.bincount(y_res).tolist(), sorted(set(X_res[60:, 0]))
    ([40, 40], ['A', 'B'])
    """

    _copies_first = False  # values are looked at column by column, as rows are made
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseSMOTE._parameter_constraints,
        "categorical_encoder": [ENCODER, None],
    }

    def __init__(
        self,
        categorical_encoder: Any = None,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        k_neighbors: Any = 5,
        n_jobs: int | None = None,
        small_classes: str = "raise",
    ) -> None:
        self.categorical_encoder = categorical_encoder
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.k_neighbors = k_neighbors
        self.n_jobs = n_jobs
        self.small_classes = small_classes

    @property
    def nn_k_(self) -> Any:
        """The estimator behind ``k_neighbors``."""
        return super().nn_k_.set_params(metric="precomputed")

    @property
    def neighbor_indices_(self) -> np.ndarray:
        """Not there: a synthetic row of categories stands on no segment."""
        raise no_segment("neighbor_indices_")

    @property
    def steps_(self) -> np.ndarray:
        """Not there: a synthetic row of categories stands on no segment."""
        raise no_segment("steps_")

    def _check_X_y(self, X: Any, y: Any) -> tuple[Any, np.ndarray]:
        X = check_columns(self, X)
        check_not_missing(self, X)
        return X, check_target(X, y)

    def _check_values(self, X: Any, names: Any, out: np.ndarray | None = None) -> None:
        """`_check_X_y` has looked at them column by column."""

    def _resample(
        self, X: Any, y: np.ndarray, n_kept: int, begun: np.ndarray | None
    ) -> ResampledData:
        if sparse.issparse(X):
            warn_caller(sparse_categories(), DataConversionWarning)
            X_resampled, *others = self._resample(X.toarray(), y, n_kept, begun)
            return type(X)(X_resampled), *others
        self._check_class_sizes(y)
        columns = columns_of(X, np.arange(X.shape[1]), np.arange(0))
        is_default = self.categorical_encoder is None
        self.categorical_encoder_ = (
            OrdinalEncoder(dtype=np.int32) if is_default else clone(self.categorical_encoder)
        )
        known = encode(
            columns.categories(),
            lambda rows: np.asarray(columns.take(rows)),  # no names, and all columns of one dtype
            self.categorical_encoder_,
            ordinal_positions,
            is_default=is_default,
        )
        plan = {label: n for label, n in self.sampling_strategy_.items() if n}
        parts = self._parts(known, y, plan)
        resampled = columns.grown(parts, known, self.n_jobs, n_kept)
        segments = [part.segments for part in parts]
        del parts, known  # what they hold need not stay beside the labels
        y_resampled = append_labels(y[:n_kept], plan, self.n_jobs)
        return resampled, y_resampled, lambda: by_rows_of_data(segments, y, plan)

    def _parts(self, known: Categories, y: np.ndarray, plan: dict[Any, int]) -> list[Part]:
        sizes = [len(example) for example in known.examples]
        profiles, tables = value_differences(known.codes, y, sizes)
        parts = []
        for label, n_synthetic in plan.items():
            rows = rows_of_class(y, label, self.n_jobs)
            seeds = draw_seeds(self.random_state, len(rows), n_synthetic)
            is_seed = np.zeros(len(rows), dtype=bool)
            is_seed[seeds] = True
            neighbors = self._nearest(profiles[rows], tables, is_seed)
            modes = _first_modes(known.codes[rows], neighbors, is_seed)
            parts.append(Part(modes[seeds], on_seeds(seeds)))
        return parts

    def _nearest(
        self, profiles: np.ndarray, tables: list[np.ndarray], is_query: np.ndarray
    ) -> np.ndarray:
        if isinstance(self.k_neighbors, int | np.integer):
            # the row itself is one of them
            n_nearest = clip_to_class(self.k_neighbors, len(profiles)) + 1
            return nearest_nominal(profiles, tables, n_nearest, is_query, self.n_jobs)
        distances = nominal_distances(profiles, tables, np.arange(len(profiles)))
        with asking("k_neighbors", self.k_neighbors, len(distances)):
            self._nn_k = clone(self.k_neighbors).set_params(metric="precomputed").fit(distances)
            neighbors: np.ndarray = self._nn_k.kneighbors(distances, return_distance=False)
        return neighbors

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        return tags


def _first_modes(codes: np.ndarray, neighbors: np.ndarray, is_seed: np.ndarray) -> np.ndarray:
    """The first of the most frequent categories among the neighbors of each seed."""
    seeds = np.flatnonzero(is_seed)
    modes = np.zeros_like(codes)
    for j, (row, code) in enumerate(most_frequent(codes, neighbors, seeds)):
        modes[seeds, j] = code[np.searchsorted(row, np.arange(len(seeds)))]
    return modes
