"""Stage 3: the exact nearest neighbors of rows among rows.

::

    k_nearest --wide sparse, few rows, or Numba not worth loading--> expansion   (NumPy, SciPy)
              --else----------------------------------------------> search      (kernels)

Both compute a lower bound of each distance in bulk, refine the pairs that it does not rule out by
direct differences in float64, and order them by (distance, row index): one answer, whichever runs.
`k_nearest` seeks rows among the other rows, `k_nearest_others` among a second set of rows.
"""

from fastsmote.neighbors.dispatch import k_farthest_others, k_nearest, k_nearest_others
from fastsmote.neighbors.distances import distances_between
from fastsmote.neighbors.parameter import as_estimator, asking, drawn_neighbors, find_neighbors
from fastsmote.neighbors.remaining import RemainingNeighbors
from fastsmote.neighbors.rule import NearestRule

__all__ = [
    "NearestRule",
    "RemainingNeighbors",
    "as_estimator",
    "asking",
    "distances_between",
    "drawn_neighbors",
    "find_neighbors",
    "k_farthest_others",
    "k_nearest",
    "k_nearest_others",
]
