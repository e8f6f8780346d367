"""Normal use raises no warning and leaves the caller's filters as they are."""

import warnings

import pytest

from fastsmote.over_sampling import SMOTE
from tests.environment.data import imbalanced
from tests.environment.process import run_python

EVERYTHING = """
    import warnings
    import numpy as np
    import pandas as pd
    from scipy import sparse
    from fastsmote.over_sampling import SMOTE
    from tests.environment.data import imbalanced, load_kernels

    {filters}
    load_kernels()
    for n_rows in (50, 5_000):
        X, y = imbalanced(n_rows)
        flags = pd.DataFrame(X > 0).add_prefix("flag ")
        for rows in (
            X, X.astype(np.float32), np.round(X).astype(np.uint8), X > 0, X.tolist(),
            sparse.csr_matrix(X), sparse.csc_array(X), pd.DataFrame(X),
            pd.concat([pd.DataFrame(X).add_prefix("x"), flags], axis=1),
        ):
            SMOTE(n_jobs=2).fit_resample(rows, y)
        SMOTE(k_neighbors=1, sampling_strategy={{0: 2 * n_rows}}).fit_resample(X, y)
        SMOTE().fit_resample(pd.DataFrame(X), pd.Series(y, name="y"))
        SMOTE().fit_resample(np.zeros_like(X), y)
"""


@pytest.mark.parametrize(
    "filters",
    ["warnings.simplefilter('error')", "np.seterr(all='raise')"],
    ids=["warnings", "floating point"],
)
def test_normal_use(tmp_path, filters):
    # set after the imports, which may be anybody's; Numba is loaded by the first large call
    run_python(EVERYTHING.format(filters=filters), tmp_path)


@pytest.mark.parametrize("n_rows", [50, 5_000])
def test_filters_are_left_alone(n_rows):
    before = list(warnings.filters)
    SMOTE().fit_resample(*imbalanced(n_rows))
    assert list(warnings.filters) == before
