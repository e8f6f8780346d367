"""Whether sparse rows are searched as they are or made dense first.

Nanoseconds for a pair of rows on one core of 2023, within a factor of two; it is their ratios that
count.
"""

from typing import Any

import numpy as np

#: Share of the rows from which on a feature has a column in the sparse kernels.
FREQUENT = 0.25
# Bytes that sparse rows may take when they are made dense.
_DENSE_BYTES = 256 << 20
# Sparse kernels: a product found through a list of rows, one in a column, and a look at a sum.
_LISTED, _IN_COLUMN, _LOOK = 1.4, 0.12, 1.0
# Dense kernels: a feature.
_FEATURE = 0.022


def fits_dense(n_rows: int, n_features: int) -> bool:
    """Whether so many rows take little memory as float64, dense."""
    return 8 * n_rows * n_features <= _DENSE_BYTES


def stays_sparse(X: Any) -> bool:
    """Whether it takes less time, or too much memory otherwise.

    Parameters
    ----------
    X : CSR container of shape (n_samples, n_features)
    """
    n, d = X.shape
    if not fits_dense(n, d):
        return True
    shares = np.bincount(X.indices, minlength=d) / n
    in_column = shares > FREQUENT
    n_listed = float(np.square(shares[~in_column]).sum())
    n_in_column = float(shares[in_column].sum())
    cost = _LISTED * n_listed + _IN_COLUMN * n_in_column + _LOOK
    return cost < _FEATURE * float(d)
