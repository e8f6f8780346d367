"""Over-samplers, at imbalanced-learn's own import path and under its names."""

from fastsmote.over_sampling.smote import SMOTE
from fastsmote.over_sampling.smoten import SMOTEN
from fastsmote.over_sampling.smotenc import SMOTENC

__all__ = ["SMOTE", "SMOTEN", "SMOTENC"]
