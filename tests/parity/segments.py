"""Parity where rows tie: each synthetic row is on a segment that the draws allow.

Where two candidates are equally far from a seed, the choice of imbalanced-learn is an accident of
its search, so rows cannot be compared one with one. What can be checked is that a row lies at the
drawn step on the segment from the drawn seed to a row that may be its neighbor of the drawn rank.
"""

from typing import Any

import numpy as np
from sklearn.utils import check_random_state

from tests.parity.compare import RTOL

# Squared distances this close, relative to each other, are equal: searches add in other orders.
TIE_RTOL = 1e-9


class Segments:
    """The segments that the draws give for one class.

    Parameters
    ----------
    X_class : ndarray of shape (n_rows, n_features)
        Rows of the class, in the order of the data.
    k_neighbors, n_synthetic : int
        Neighbors of each seed, rows to make.
    random_state : int or RandomState instance
        An instance is advanced by the draws, as a sampler would.
    """

    def __init__(
        self,
        X_class: np.ndarray,
        k_neighbors: int,
        n_synthetic: int,
        random_state: Any,
    ) -> None:
        stream = check_random_state(random_state)
        pair = stream.randint(low=0, high=len(X_class) * k_neighbors, size=n_synthetic)
        self.steps = stream.uniform(size=n_synthetic)
        self.seeds, self.ranks = np.divmod(pair, k_neighbors)
        self.dtype = X_class.dtype
        self.rows = X_class if self.dtype.kind == "f" else X_class.astype(np.float64)
        self.candidates = [
            self._candidates(seed, rank)
            for seed, rank in zip(self.seeds.tolist(), self.ranks.tolist(), strict=True)
        ]

    @property
    def is_tied(self) -> np.ndarray:
        """Which rows have more than one candidate for a neighbor."""
        return np.array([len(candidates) > 1 for candidates in self.candidates])

    def misplaced(self, synthetic: np.ndarray) -> np.ndarray:
        """Positions of the rows that lie on none of their segments at the drawn step."""
        assert len(synthetic) == len(self.seeds)
        return np.array(
            [i for i, row in enumerate(synthetic) if not self._is_placed(i, row)], dtype=np.intp
        )

    def first_by_row(self) -> np.ndarray:
        """The rows to expect if ties go by row index; needs distances without rounding errors."""
        neighbors = [
            np.argsort(self._sq_distances(seed), kind="stable")[rank]
            for seed, rank in zip(self.seeds, self.ranks, strict=True)
        ]
        seeds = self.rows[self.seeds]
        made = seeds + self.steps[:, np.newaxis] * (self.rows[neighbors] - seeds)
        return made.astype(self.dtype)

    def _sq_distances(self, seed: int) -> np.ndarray:
        difference = self.rows.astype(np.float64) - self.rows[seed].astype(np.float64)
        sq_distances = np.einsum("ij,ij->i", difference, difference)
        sq_distances[seed] = np.inf  # a row is no neighbor of itself
        return sq_distances

    def _candidates(self, seed: int, rank: int) -> np.ndarray:
        sq_distances = self._sq_distances(seed)
        of_rank = np.partition(sq_distances, rank)[rank]
        return np.flatnonzero(np.abs(sq_distances - of_rank) <= TIE_RTOL * of_rank)

    def _at_step(self, i: int, neighbor_idx: np.ndarray) -> np.ndarray:
        seed = self.rows[self.seeds[i]]
        return (seed + self.steps[i : i + 1] * (self.rows[neighbor_idx] - seed)).astype(self.dtype)

    def _is_placed(self, i: int, row: np.ndarray) -> bool:
        allowed = self._at_step(i, self.candidates[i])
        rtol = RTOL.get(self.dtype.name, 0.0)
        return bool(np.isclose(row, allowed, rtol=rtol, atol=0.0).all(axis=1).any())
