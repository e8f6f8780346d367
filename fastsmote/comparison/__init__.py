"""Whether handling the imbalance helps a model on data that it has not seen.

    X ----preprocessing----> matrix --+--> as it is -----------+
    y ----labels-----------> classes -+--> SMOTE --------------+--training--> predictions
                                      +--> class weights ------+                  |
                                           (weighting)                         metrics
                     Comparison <----reports, reading---- Report, three times <---+

One split, in `training`: whatever is learned, resampled or weighted comes from the training part,
and all three ways are measured on the same test part.
"""

from fastsmote.comparison.reports import Comparison
from fastsmote.comparison.training import compare

__all__ = ["Comparison", "compare"]
