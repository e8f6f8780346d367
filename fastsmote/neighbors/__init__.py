"""Stage 3: the exact nearest neighbors of rows among rows.

::

    k_nearest --very few rows-------------------------> differences     (NumPy)
              --few rows, or Numba not worth loading--> expansion       (NumPy, SciPy)
              --the latter, and few features----------> tree            (SciPy)
              --sparse, and best left so--------------> sparse_search   (kernels)
              --else----------------------------------> search          (kernels)

All but the first and the tree compute a lower bound of each distance in bulk, and refine the pairs
that it does not rule out; all decide by direct differences in float64, and order rows by (distance,
row index): one answer, whichever runs.
`k_nearest` seeks rows among the other rows, `k_nearest_others` among a second set of rows,
`nearest_in_units` in a part of the data, whose answers can be merged with those of other parts, and
`missing.k_nearest_present` where values are missing, by the features that both rows have.
"""

from fastsmote.neighbors.density import fits_dense
from fastsmote.neighbors.nearest import (
    ask_for_all_if_nearly,
    k_farthest_others,
    k_nearest,
    k_nearest_of,
    k_nearest_others,
    nearest_in_units,
)
from fastsmote.neighbors.parameter import (
    asking,
    check_number,
    drawn_neighbors,
    estimator_behind,
    find_neighbors,
    number_told,
)
from fastsmote.neighbors.places import places_among
from fastsmote.neighbors.remaining import RemainingNeighbors
from fastsmote.neighbors.rule import NearestRule
from fastsmote.neighbors.scale import distance_scale, sampled_rows
from fastsmote.neighbors.totals import least_total_distances, total_distances
from fastsmote.neighbors.workspace import workspace_bytes

__all__ = [
    "NearestRule",
    "RemainingNeighbors",
    "ask_for_all_if_nearly",
    "asking",
    "check_number",
    "distance_scale",
    "drawn_neighbors",
    "estimator_behind",
    "find_neighbors",
    "fits_dense",
    "k_farthest_others",
    "k_nearest",
    "k_nearest_of",
    "k_nearest_others",
    "least_total_distances",
    "nearest_in_units",
    "number_told",
    "places_among",
    "sampled_rows",
    "total_distances",
    "workspace_bytes",
]
