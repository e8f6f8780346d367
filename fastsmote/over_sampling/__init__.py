"""Over-samplers, at imbalanced-learn's own import path and under its names."""

from fastsmote.over_sampling.adasyn import ADASYN
from fastsmote.over_sampling.borderline_smote import BorderlineSMOTE
from fastsmote.over_sampling.kmeans_smote import KMeansSMOTE
from fastsmote.over_sampling.random_over_sampler import RandomOverSampler
from fastsmote.over_sampling.smote import SMOTE
from fastsmote.over_sampling.smoten import SMOTEN
from fastsmote.over_sampling.smotenc import SMOTENC
from fastsmote.over_sampling.svm_smote import SVMSMOTE

__all__ = [
    "ADASYN",
    "SMOTE",
    "SMOTEN",
    "SMOTENC",
    "SVMSMOTE",
    "BorderlineSMOTE",
    "KMeansSMOTE",
    "RandomOverSampler",
]
