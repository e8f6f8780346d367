"""Stage 2: what is to be done to each class.

::

    plan_over_sampling   synthetic rows to make                  (over)
    plan_growth          the same, of classes that were counted  (over)
    plan_under_sampling  rows to be left                         (under)
    plan_cleaning        classes that may lose rows              (under)

All give a dict in the order of the labels, with the classes that the strategy means.
"""

from fastsmote.planning.classes import check_several, count_labels, rows_of_class, smallest_class
from fastsmote.planning.over import SamplingStrategy, plan_growth, plan_over_sampling
from fastsmote.planning.under import CleaningStrategy, plan_cleaning, plan_under_sampling

__all__ = [
    "CleaningStrategy",
    "SamplingStrategy",
    "check_several",
    "count_labels",
    "plan_cleaning",
    "plan_growth",
    "plan_over_sampling",
    "plan_under_sampling",
    "rows_of_class",
    "smallest_class",
]
