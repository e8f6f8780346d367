"""The samplers, and data that suit them all, for tests of what one call may ask for."""

import numpy as np
from sklearn.datasets import make_blobs
from sklearn.neighbors import NearestNeighbors

from fastsmote.combine import SMOTEENN, SMOTETomek
from fastsmote.over_sampling import (
    ADASYN,
    SMOTE,
    SMOTEN,
    SMOTENC,
    SVMSMOTE,
    BorderlineSMOTE,
    KMeansSMOTE,
    RandomOverSampler,
)
from fastsmote.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    NearMiss,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)

#: Those whose synthetic rows stand on segments, in all columns.
ON_SEGMENTS = [
    SMOTE(random_state=0),
    SMOTE(random_state=0, k_neighbors=NearestNeighbors(n_neighbors=4)),
    SMOTE(random_state=0, sampling_strategy={0: 40, 1: 33}),
    BorderlineSMOTE(random_state=0),
    BorderlineSMOTE(random_state=0, kind="borderline-2"),
    SVMSMOTE(random_state=0),
    KMeansSMOTE(random_state=0, kmeans_estimator=1),
    ADASYN(random_state=0),
]
MIXED = SMOTENC([3], random_state=0)
OVER_SAMPLERS = [
    *ON_SEGMENTS,
    MIXED,
    SMOTEN(random_state=0),
    RandomOverSampler(random_state=0),
    RandomOverSampler(random_state=0, shrinkage=0.5),
]
COMBINATIONS = [SMOTEENN(random_state=0), SMOTETomek(random_state=0)]
SELECTORS = [
    AllKNN(),
    CondensedNearestNeighbour(random_state=0),
    EditedNearestNeighbours(),
    NearMiss(),
    NeighbourhoodCleaningRule(),
    OneSidedSelection(random_state=0),
    RepeatedEditedNearestNeighbours(),
    TomekLinks(),
]
ALL = [*OVER_SAMPLERS, *COMBINATIONS, *SELECTORS]

# Three classes that overlap; the last column is one of few whole numbers, for SMOTE-NC.
X, Y = make_blobs(
    [15, 25, 60], centers=[(0, 0, 0), (1, 1, 1), (2, 0, 1)], cluster_std=1.2, random_state=1
)
X = np.column_stack([X, np.random.RandomState(0).randint(0, 4, 100)])
X.setflags(write=False)
W = np.random.RandomState(1).lognormal(size=100)
W.setflags(write=False)


def rows_for(sampler) -> np.ndarray:
    """The data above; rounded for SMOTE-N, to which each other number would be a category."""
    return np.round(X) if isinstance(sampler, SMOTEN) else X
