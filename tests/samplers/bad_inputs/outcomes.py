"""What shows once clusters and neighbors are found."""

import numpy as np

from fastsmote.over_sampling import ADASYN, SVMSMOTE, KMeansSMOTE
from tests.samplers.bad_inputs.row import Bad, X, Y

LINE = np.arange(40.0).reshape(-1, 1)

ALTERNATING = (np.arange(40) % 4 > 0).astype(int)

ROWS = {
    "no cluster": Bad(
        KMeansSMOTE(cluster_balance_threshold=1.1, kmeans_estimator=2),
        "cluster_balance_threshold",
        "1.1",
        "No clusters found with sufficient samples of class 0. Expected a cluster with a share"
        " of 1.1 (cluster_balance_threshold) and 3 rows (k_neighbors + 1) of the class, but "
        "none of 2 (kmeans_estimator) is one: lower cluster_balance_threshold or k_neighbors, "
        "or change the number of clusters.",
        error=RuntimeError,
    ),
    "no cluster of the size": Bad(
        KMeansSMOTE(k_neighbors=15, kmeans_estimator=2, random_state=0),
        "k_neighbors",
        "16 rows",
        "No clusters found with sufficient samples of class 0. Expected a cluster with a share"
        " of 0.5 (cluster_balance_threshold) and 16 rows (k_neighbors + 1) of the class, but "
        "none of 2 (kmeans_estimator) is one: lower cluster_balance_threshold or k_neighbors, "
        "or change the number of clusters.",
        error=RuntimeError,
    ),
    "none hard to learn": Bad(
        ADASYN(),
        "n_neighbors",
        "5",
        "Not any neigbours belong to the majority class. Expected another class among the "
        "neighbors of some row of class 0, but n_neighbors = 5 and there is none among 5 "
        "neighbors of any row, so that ADASYN cannot tell which rows are hard to learn: raise "
        "n_neighbors, or use SMOTE.",
        X=X + 100 * Y[:, np.newaxis],
        error=RuntimeError,
    ),
    "none shared out": Bad(
        ADASYN(sampling_strategy={0: 11}),
        "sampling_strategy",
        "plans 1,",
        "No samples will be generated with the provided ratio settings. Expected "
        "sampling_strategy to plan more than half a row for some row of class 0, but it plans "
        "1, which ADASYN shares out among 10 rows: ask for more, or use SMOTE.",
    ),
    "all support vectors noise": Bad(
        SVMSMOTE(m_neighbors=1),
        "m_neighbors",
        "1",
        "All support vectors are considered as noise. SVM-SMOTE is not adapted to your "
        "dataset. Expected a row of class 0 near one of its support vectors, but with "
        "m_neighbors = 1 there is none around any of 10: raise m_neighbors, or use another "
        "SMOTE variant.",
        X=LINE,
        y=ALTERNATING,
    ),
}
