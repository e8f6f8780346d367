"""Stage 3: the exact nearest neighbors of rows among rows.

::

    k_nearest --wide sparse, few rows, or Numba not worth loading--> expansion   (NumPy, SciPy)
              --else----------------------------------------------> search      (kernels)

Both compute a lower bound of each distance in bulk, refine the pairs that it does not rule out by
direct differences in float64, and order them by (distance, row index): one answer, whichever runs.
"""

from fastsmote.neighbors.dispatch import k_nearest
from fastsmote.neighbors.parameter import as_estimator, drawn_neighbors, find_neighbors

__all__ = ["as_estimator", "drawn_neighbors", "find_neighbors", "k_nearest"]
