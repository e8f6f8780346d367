"""Over-samplers, at imbalanced-learn's own import path and under its names."""

from fastsmote.over_sampling.smote import SMOTE

__all__ = ["SMOTE"]
