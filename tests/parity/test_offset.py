"""Rows far from zero: imbalanced-learn's distances lose digits, fastsmote's do not."""

import imblearn.over_sampling
import numpy as np
import pytest

from fastsmote.over_sampling import SMOTE

OFFSET = 2.0**30


@pytest.mark.parametrize("n_minority", [300, 1200])
def test_an_offset_changes_no_neighbor(n_minority):
    rng = np.random.RandomState(0)
    # multiples of 2^-20 below 16: with the offset they, and all differences, are still exact
    X = np.round(rng.standard_normal((3 * n_minority, 20)) * 2**20) / 2**20
    y = np.repeat([0, 1], [2 * n_minority, n_minority])
    expected = imblearn.over_sampling.SMOTE(random_state=0).fit_resample(X, y)[0]

    def rows_that_differ(sampler):
        moved = sampler(random_state=0).fit_resample(X + OFFSET, y)[0] - OFFSET
        return np.count_nonzero(np.abs(moved - expected).max(axis=1) > 1e-6)

    assert rows_that_differ(SMOTE) == 0
    assert rows_that_differ(imblearn.over_sampling.SMOTE) > n_minority / 10
