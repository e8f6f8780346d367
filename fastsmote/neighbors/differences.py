"""Exact neighbors in NumPy by the distances of all pairs: for so few rows that no bound pays."""

from functools import reduce

import numpy as np

from fastsmote.neighbors.blocks import nearest_by_blocks
from fastsmote.neighbors.distances import LANES
from fastsmote.neighbors.scale import distance_scale


def nearest_by_differences(
    X: np.ndarray,
    k: int,
    is_query: np.ndarray,
    only_others: bool = False,
    scale: float | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest rows among the other rows of ``X``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Feature rows, finite.
    k, is_query, only_others, scale
        As in `fastsmote.neighbors.expansion.nearest_by_expansion`.

    Returns
    -------
    neighbors, sq_distances : ndarray of shape (n_queries, k)
        As it returns them, bit for bit.
    """
    unit = distance_scale(X) if scale is None else scale
    columns = np.multiply(X.T, unit, dtype=np.float64)
    queries = is_query.nonzero()[0]
    references = (~is_query).nonzero()[0] if only_others else None
    searched = columns if references is None else columns.take(references, axis=1)

    def measure(block: np.ndarray) -> np.ndarray:
        left = columns.take(block, axis=1)[:, :, np.newaxis]
        with np.errstate(over="ignore"):  # values out of all proportion are infinitely far
            distances = _sq_distances(left, searched[:, np.newaxis])
        if references is None:
            distances[np.arange(len(block)), block] = np.nan  # ranks last: no neighbor of itself
        return distances

    neighbors, distances = nearest_by_blocks(measure, queries, searched.shape[1], k)
    return neighbors if references is None else references.take(neighbors), distances


def _sq_distances(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """All squared distances, added as `fastsmote.neighbors.distances.sq_distances` does."""
    lanes: list[np.ndarray] = []
    for j, (ours, theirs) in enumerate(zip(left, right, strict=True)):
        differences = ours - theirs
        differences *= differences
        if j < LANES:
            lanes.append(differences)
        else:
            lanes[j % LANES] += differences
    for half in (4, 2, 1):  # lanes that there are not hold zeros, which change no sum
        lanes = [reduce(np.add, lanes[lane::half]) for lane in range(min(half, len(lanes)))]
    return lanes[0]
