"""Data of which a sampler makes less than it was asked for, or slowly; the type is a warning's."""

import numpy as np
from scipy import sparse
from sklearn.exceptions import DataConversionWarning

from fastsmote.errors import TooFewRowsWarning
from fastsmote.over_sampling import SMOTEN, SVMSMOTE, BorderlineSMOTE
from fastsmote.under_sampling import NearMiss
from tests.samplers.bad_inputs.row import Bad, X, Y

APART = X + 100 * Y[:, np.newaxis]

ROWS = {
    "none in danger": Bad(
        BorderlineSMOTE(m_neighbors=4),
        "m_neighbors",
        "4",
        "Class 0 gets no synthetic row: with m_neighbors = 4 none of its 10 rows is in "
        "danger, that is has other classes in half or more, but not all, of its nearest "
        "neighbors. Change m_neighbors, or use SMOTE.",
        X=APART,
        error=TooFewRowsWarning,
    ),
    "only safe support vectors": Bad(
        SVMSMOTE(m_neighbors=4, random_state=0),
        "m_neighbors",
        "4",
        "Class 0 gets 8 of 20 synthetic rows: with m_neighbors = 4 all of its support vectors"
        " that are not noise are in safety, and the rows for others are not made. Change "
        "m_neighbors or svm_estimator, or use another SMOTE variant.",
        X=APART,
        error=TooFewRowsWarning,
    ),
    "near-miss 3 chooses too few": Bad(
        NearMiss(version=3, n_neighbors_ver3=1),
        "n_neighbors_ver3",
        "1",
        "The number of the samples to be selected is larger than the number of samples "
        "available. NearMiss-3 is to keep 10 rows of a class, but with n_neighbors_ver3 = 1 "
        "the nearest of each row of the smallest class come to 1. The balancing ratio cannot "
        "be ensured and all of these will be returned. Raise n_neighbors_ver3 for more.",
        X=np.where(Y[:, np.newaxis], X, X[0]),
        error=UserWarning,
    ),
    "sparse categories": Bad(
        SMOTEN(random_state=0),
        "X",
        "a sparse matrix",
        "Passing a sparse matrix to SMOTEN is not really efficient since it is converted to"
        " a dense array internally. Pass X.toarray().",
        X=sparse.csr_matrix((X > 0).astype(int)),
        error=DataConversionWarning,
    ),
}
