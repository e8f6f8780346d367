"""How exactly the filter knows rows: as bytes, as 16 bits, in float32 or in float64.

The coarser, the faster are pairs compared (`fastsmote.kernels.products`), and the more of them pass
that are none of the nearest (`fastsmote.kernels.words`). How many more is seen from a few panels
and the panels beside them.
"""

from typing import Any, NamedTuple, TypeAlias

import numpy as np

from fastsmote.kernels.products import HAS_WORDS
from fastsmote.kernels.tile import PANEL
from fastsmote.kernels.words import unit_of
from fastsmote.neighbors.costs import A_FEATURE

Filter: TypeAlias = type[np.signedinteger[Any]] | type[np.floating[Any]]

#: All that may be chosen on this processor, and float64, where float32 tells nothing.
FILTERS: list[Filter] = [*([np.int8, np.int16] if HAS_WORDS else []), np.float32, np.float64]

# Words spare nothing with fewer features than this, bytes less than the pairs that they let pass;
# with more features than this squares of residuals could leave the range of 32 bits.
_FEWEST_FEATURES, _FEWEST_OF_BYTES, _MOST_FEATURES = 6, 24, 1 << 16
# Pairs that pass in 16 bits, over those that have to.
_MOST_PASSED = 1.3
# Cycles for a pair that has passed, and a feature of it. Two pass for each that does so at the end,
# and where boxes rule most rows out bytes save a quarter of what they would: measured on Zen 5.
_A_PAIR, _WEIGHT = 150, 2 * 4


class Extent(NamedTuple):
    """What is known of all rows: the largest value, in size, and the length of the longest."""

    largest: float
    longest: float


def choose_filter(
    Y: np.ndarray, panels: np.ndarray, near: np.ndarray, k: int, extent: Extent
) -> Filter:
    """Choose what to filter with.

    Parameters
    ----------
    Y : ndarray of shape (n_samples, n_features), float32
        Rotated rows.
    panels : ndarray of shape (n_panels, 32), int64
        Some rows that have lists, -1 for padding.
    near : ndarray of shape (n_panels, n_near), int64
        For each panel rows among which its neighbors may be, -1 for padding.
    k : int
        Neighbors, the row itself among them if it is.
    extent : Extent
        Of ``Y``.

    Returns
    -------
    type
        int8, int16 or float32.
    """
    d = Y.shape[1]
    if (
        not (HAS_WORDS and _FEWEST_FEATURES <= d <= _MOST_FEATURES)
        or near.shape[1] < k
        or extent.largest == 0
    ):
        return np.float32
    distances = np.concatenate([_distances(Y, *each) for each in zip(panels, near, strict=True)])
    reach = np.partition(distances, k - 1, axis=1)[:, k - 1 : k]
    rows = Y[panels[panels >= 0]]
    n_passed = {}
    for dtype in (np.int8, np.int16):
        per_unit = unit_of(*extent, dtype)
        parts = rows * per_unit
        blur = 2 * np.sqrt(np.square(parts - np.rint(parts)).sum(axis=1).max()) / per_unit
        n_passed[dtype] = (distances <= reach + blur).sum(axis=1).mean()
    if n_passed[np.int16] > _MOST_PASSED * k:
        return np.float32
    spared = A_FEATURE * (d / 2 - d / 4) * len(Y) / PANEL / 2
    spent = (n_passed[np.int8] - n_passed[np.int16]) * (_A_PAIR + d)
    return np.int8 if d >= _FEWEST_OF_BYTES and spared > _WEIGHT * spent else np.int16


def _distances(Y: np.ndarray, rows: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Distances of some rows from others; infinite from padding."""
    left, right = Y[rows[rows >= 0]].astype(float), Y[near].astype(float)
    sq_norms = np.square(left).sum(axis=1)[:, np.newaxis] + np.square(right).sum(axis=1)
    distances: np.ndarray = np.sqrt(np.maximum(sq_norms - 2 * (left @ right.T), 0))
    distances[:, near < 0] = np.inf
    return distances
