"""One class of SMOTE-NC: distances, draws and synthetic rows of numbers and categories."""

from numbers import Integral
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.utils.sparsefuncs import mean_variance_axis

from fastsmote.categorical import Categories, most_frequent, one_hot
from fastsmote.columns import Part
from fastsmote.drawing import draw_modes, draw_pairs
from fastsmote.interpolation import Segments
from fastsmote.neighbors import distance_scale, find_neighbors, fits_dense, k_nearest
from fastsmote.neighbors.categorical import nearest_mixed
from fastsmote.validation import clip_to_class


class MixedClass:
    """Rows of one class, of numbers and categories.

    Parameters
    ----------
    numbers : ndarray or CSR container of shape (n_rows, n_continuous)
        Their continuous columns; finite; not modified.
    codes : ndarray of shape (n_rows, n_categorical), unsigned
        Their categories.
    known : Categories
        What the codes stand for.

    Attributes
    ----------
    median_std : float
        Median of the standard deviations of the continuous columns, by whose square two rows are
        farther from each other for each category in which they differ.
    """

    def __init__(self, numbers: Any, codes: np.ndarray, known: Categories) -> None:
        self._numbers, self._codes, self._known = numbers, codes, known
        entries = numbers.data[:, np.newaxis] if sparse.issparse(numbers) else numbers
        self._scale = distance_scale(entries)
        self.median_std = _median_std(self._in_scale(numbers)) / self._scale

    def grown(
        self, n_synthetic: int, k_neighbors: Any, random_state: Any, n_jobs: int | None
    ) -> tuple[Part, Any]:
        """Draw seeds, neighbors, steps, and categories of most neighbors.

        Parameters
        ----------
        n_synthetic : int
            Rows to draw.
        k_neighbors, random_state, n_jobs
            As in `fastsmote.over_sampling.SMOTENC`.

        Returns
        -------
        part : Part
            The synthetic rows.
        estimator : estimator object or None
            ``k_neighbors``, cloned and fitted; None for an int.
        """
        n_rows, n_categorical = self._codes.shape
        estimator = None
        if isinstance(k_neighbors, Integral):
            k = clip_to_class(k_neighbors, n_rows)
            draws = draw_pairs(random_state, n_rows, k, n_synthetic)
            is_seed = np.zeros(n_rows, dtype=bool)
            is_seed[draws.seed] = True
            neighbors = self._nearest(k, is_seed, n_jobs)
        else:
            neighbors, estimator = find_neighbors(
                k_neighbors, self._encoded(), name="k_neighbors", n_least=1
            )
            draws = draw_pairs(random_state, n_rows, neighbors.shape[1], n_synthetic)
        chosen = np.empty((n_synthetic, n_categorical), dtype=self._codes.dtype)
        draw_modes(random_state, most_frequent(self._codes, neighbors, draws.seed), chosen)
        segments = Segments(draws.seed, neighbors[draws.seed, draws.column], draws.step)
        return Part(chosen, segments, self._numbers), estimator

    def _nearest(self, k: int, is_query: np.ndarray, n_jobs: int | None) -> np.ndarray:
        numbers = self._numbers
        if sparse.issparse(numbers):
            if not fits_dense(*numbers.shape):
                return k_nearest(self._encoded(), k, is_query, n_jobs)
            numbers = numbers.toarray()
        # no mismatch would cost 0 * inf if the square were beyond the range of numbers
        median_std = self.median_std * self._scale
        mismatch = min(median_std * median_std, float(np.finfo(np.float64).max))
        numbers = self._in_scale(numbers.astype(np.float64, copy=False))
        return nearest_mixed(numbers, self._codes, mismatch, k, is_query, n_jobs)

    def _in_scale(self, numbers: Any) -> Any:
        """The same numbers in units in which typical squares are numbers, too."""
        return numbers if self._scale == 1 else numbers * self._scale

    def _encoded(self) -> Any:
        """Rows whose Euclidean distance is SMOTE-NC's, as CSR."""
        sizes = [len(example) for example in self._known.examples]
        dtype = self._numbers.dtype if self._numbers.dtype.kind == "f" else np.dtype(np.float64)
        ones = one_hot(self._codes, sizes, self.median_std / np.sqrt(2))
        return sparse.hstack((sparse.csr_matrix(self._numbers), ones), format="csr", dtype=dtype)


def _median_std(numbers: Any) -> float:
    if sparse.issparse(numbers):
        variances = mean_variance_axis(numbers.astype(np.float64), axis=0)[1]
        variances[np.isnan(variances)] = np.inf  # of numbers out of all proportion
    else:
        with np.errstate(over="ignore"):  # numbers out of all proportion vary without end
            variances = numbers.var(axis=0, dtype=np.float64)
    return float(np.median(np.sqrt(variances)))
