"""Where the rows of a result come from, and the attributes of a sampler that say so."""

from typing import Any, NamedTuple

import numpy as np
from sklearn.utils.validation import check_is_fitted

from fastsmote.errors.origins import no_origin, not_asked_for
from fastsmote.interpolation import Segments


class Origin(NamedTuple):
    """Where each row of a result comes from, by rows of the input.

    Attributes
    ----------
    row : ndarray of shape (n_resampled,), intp
        The row itself; of a synthetic one its seed.
    is_synthetic : ndarray of shape (n_resampled,), bool
        Which rows are none of the input.
    neighbor : ndarray of shape (n_synthetic,), intp
        Where these stand: on the way from the seed to this row ...
    step : ndarray of shape (n_synthetic,), float64
        ... by this fraction of it.
    makes_rows : bool
        Whether the sampler is one that makes rows, be it none this time.
    """

    row: np.ndarray
    is_synthetic: np.ndarray
    neighbor: np.ndarray
    step: np.ndarray
    makes_rows: bool = True

    def take(self, kept: np.ndarray) -> "Origin":
        """Origin of some rows of the result, in the order given."""
        left = synthetic_left(self.is_synthetic, kept)
        return Origin(self.row[kept], self.is_synthetic[kept], self.neighbor[left], self.step[left])


def synthetic_left(is_synthetic: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Which of the synthetic rows are among some rows of the result: their positions."""
    left: np.ndarray = (np.cumsum(is_synthetic) - 1)[kept[is_synthetic[kept]]]
    return left


def origin_of_kept(rows: np.ndarray) -> Origin:
    """Origin of the rows that a selector keeps."""
    is_synthetic = np.zeros(len(rows), dtype=bool)
    return Origin(rows, is_synthetic, np.empty(0, np.intp), np.empty(0), makes_rows=False)


def origin_of_made(n_kept: int, segments: Segments) -> Origin:
    """Origin of the first rows of the input, and synthetic ones after them."""
    row = np.concatenate([np.arange(n_kept, dtype=np.intp), segments.seed])
    return Origin(row, np.arange(len(row)) >= n_kept, segments.neighbor, segments.step)


class MakesRows:
    """Mixin of the samplers that make rows: the attributes that say where they come from."""

    _segments: Segments | None
    _n_kept: int  # so many rows of X
    _n_synthetic: int

    @property
    def synthetic_mask_(self) -> np.ndarray:
        """Which rows of the last result are synthetic: bool, of shape (n_resampled,)."""
        check_has_resampled(self, "synthetic_mask_", "_n_kept")
        return np.repeat([False, True], [self._n_kept, self._n_synthetic])

    @property
    def seed_indices_(self) -> np.ndarray:
        """Row of ``X`` that is the seed of each synthetic row: intp, of shape (n_synthetic,)."""
        return self._kept_segments("seed_indices_").seed

    @property
    def neighbor_indices_(self) -> np.ndarray:
        """Row of ``X`` towards which it stands from there: intp, of shape (n_synthetic,)."""
        return self._kept_segments("neighbor_indices_").neighbor

    @property
    def steps_(self) -> np.ndarray:
        """By which fraction of the way: float64, of shape (n_synthetic,)."""
        return self._kept_segments("steps_").step

    def _origin(self) -> Origin:
        """Origin of the rows of the last result; asked for while its segments are kept."""
        return origin_of_made(self._n_kept, self._kept_segments("seed_indices_"))

    def _forget_segments(self) -> None:
        self._segments = None

    def _kept_segments(self, attribute: str) -> Segments:
        check_has_resampled(self, attribute, "_n_kept")
        if self._segments is None:
            raise not_asked_for(attribute)
        return self._segments


def check_has_resampled(sampler: Any, attribute: str, known_by: str) -> None:
    """Check that there is a result that an attribute is about, known by one that it left."""
    check_is_fitted(sampler, known_by, msg=f"%(name)s has {attribute} after fit_resample only.")


def check_tells(what: str, sampler: Any, attribute: str) -> None:
    """Check that a sampler of another kind, or another package, can say where its rows come from.

    Raises
    ------
    ValueError
        Naming the parameter it was given as.
    """
    if not hasattr(type(sampler), attribute) and not hasattr(sampler, attribute):
        raise no_origin(what, sampler, attribute)
