"""What the samplers share that draw a seed and one of its nearest neighbors."""

from numbers import Integral
from typing import Any, ClassVar

import numpy as np

from fastsmote.base import BaseOverSampler
from fastsmote.drawing import draw_pairs
from fastsmote.interpolation import Segments
from fastsmote.neighbors import drawn_neighbors, estimator_behind, find_neighbors
from fastsmote.validation import (
    NEIGHBORS_ESTIMATOR,
    OVER_SAMPLER_CONSTRAINTS,
    POSITIVE_INT,
    SMALL_CLASSES,
    check_enough_rows,
    check_within_reach,
    clip_to_class,
)


class BaseSMOTE(BaseOverSampler):
    """Base of the samplers with ``k_neighbors`` to interpolate with."""

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **OVER_SAMPLER_CONSTRAINTS,
        "k_neighbors": [POSITIVE_INT, NEIGHBORS_ESTIMATOR],
        "small_classes": [SMALL_CLASSES],
    }

    k_neighbors: Any
    small_classes: str

    @property
    def nn_k_(self) -> Any:
        """The estimator behind ``k_neighbors``."""
        return estimator_behind(self, "k_neighbors", "_nn_k")

    def _check_k_neighbors(self, y: np.ndarray, plan: dict[Any, int]) -> None:
        """Raise, or warn, if a class that is to grow has too few rows for ``k_neighbors``."""
        check_enough_rows("k_neighbors", self.k_neighbors, y, plan, self.small_classes)

    def _draw_among(
        self,
        X: Any,
        among: np.ndarray,
        n_synthetic: int,
        seeds: np.ndarray | None = None,
        k_neighbors: int | None = None,
    ) -> Segments:
        """Draw seeds, one of the nearest neighbors of each, and steps, all in equal shares.

        Parameters
        ----------
        X : ndarray or CSR container of shape (n_samples, n_features)
            All rows.
        among : ndarray of shape (n_among,), intp
            Ascending rows of ``X``: the candidates for a neighbor.
        n_synthetic : int
            Segments to draw.
        seeds : ndarray of shape (n_seeds,), intp, optional
            Positions in ``among`` of what may be a seed; all by default.
        k_neighbors : int, optional
            Instead of an integer parameter of that name, clipped to the rows that there are.
        """
        if isinstance(self.k_neighbors, Integral):
            n_seeds = len(among) if seeds is None else len(seeds)
            k = k_neighbors or clip_to_class(self.k_neighbors, len(among))
            draws = draw_pairs(self.random_state, n_seeds, k, n_synthetic)
            seed = draws.seed if seeds is None else seeds[draws.seed]
            neighbor = drawn_neighbors(k, X, among, seed, draws.column, self.n_jobs, self.missing)
            return Segments(among[seed], neighbor, draws.step)
        # what it finds decides how many columns there are, and it may draw from the stream
        rows = among if seeds is None else among[seeds]
        neighbors, self._nn_k = find_neighbors(
            self.k_neighbors, X, among=among, of=rows, name="k_neighbors", n_least=1
        )
        draws = draw_pairs(self.random_state, len(rows), neighbors.shape[1], n_synthetic)
        return Segments(rows[draws.seed], neighbors[draws.seed, draws.column], draws.step)


class BaseBorderSMOTE(BaseSMOTE):
    """Base of the samplers that look at the classes of the ``m_neighbors`` around a row."""

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseSMOTE._parameter_constraints,
        "m_neighbors": [POSITIVE_INT, NEIGHBORS_ESTIMATOR],
    }

    m_neighbors: Any

    @property
    def nn_m_(self) -> Any:
        """The estimator behind ``m_neighbors``."""
        return estimator_behind(self, "m_neighbors", "_nn_m")

    def _check_class_sizes(self, y: np.ndarray) -> None:
        if any(self.sampling_strategy_.values()):
            check_within_reach("m_neighbors", self.m_neighbors, len(y))

    def _look_around(
        self, X: Any, y: np.ndarray, label: Any, rows: np.ndarray, n_listed: int = 0
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Tell which rows of a class are in danger and which are noise.

        Parameters
        ----------
        X, y, label
            As `_draw` takes them.
        rows : ndarray of shape (n_rows,), intp
            Rows of ``X``, of the class.
        n_listed : int, default=0
            Neighbors that are wanted of each row, if more than those that judge it; where
            ``m_neighbors`` is an estimator it finds as many as it does.

        Returns
        -------
        is_danger, is_noise : ndarray of shape (n_rows,), bool
            Half of the neighbors and more, but not all, or all of them are of other classes.
        neighbors : ndarray of shape (n_rows, n_found), intp
            Rows of ``X``.
        """
        m: Any = self.m_neighbors
        n_sought = max(int(m), n_listed) if isinstance(m, Integral) else m
        neighbors, self._nn_m = find_neighbors(
            n_sought, X, self.n_jobs, of=rows, missing=self.missing, name="m_neighbors"
        )
        n_judging = int(m) if isinstance(m, Integral) else neighbors.shape[1]
        n_others = np.count_nonzero(y[neighbors[:, :n_judging]] != label, axis=1)
        return *judge(n_others, n_judging), neighbors


def judge(n_others: np.ndarray, m_neighbors: int) -> tuple[np.ndarray, np.ndarray]:
    """Tell rows in danger and noise by how many of their neighbors are of other classes."""
    is_noise = n_others == m_neighbors
    return (2 * n_others >= m_neighbors) & ~is_noise, is_noise
