"""Over-sampling and cleaning in one, at imbalanced-learn's own import path and under its names."""

from fastsmote.combine.smote_enn import SMOTEENN
from fastsmote.combine.smote_tomek import SMOTETomek

__all__ = ["SMOTEENN", "SMOTETomek"]
