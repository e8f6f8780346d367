"""The nearest rows where values are missing: distances over the features that both rows have.

Few pairs are left to NumPy, which adds the same terms in the same order as the kernel: one answer,
whichever runs.
"""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.loading import pays
from fastsmote.neighbors.blocks import nearest_by_blocks
from fastsmote.neighbors.nearest import k_nearest_of
from fastsmote.neighbors.panels import pack, places_of, scan
from fastsmote.neighbors.scale import distance_scale

# Pairs times features up to which kernels do not pay: NumPy takes 1.6 ns for each, a kernel that
# has been loaded 0.3 ns, and to load it 0.2 s.
_NUMPY_WARM, _NUMPY_COLD = 1 << 13, 1 << 27
# Features that are compared in the time that a task is cut for.
_FEW = 16


def k_nearest_present(
    X: Any,
    k: int,
    queries: np.ndarray,
    n_jobs: int | None = None,
    rows: np.ndarray | None = None,
) -> np.ndarray:
    """Exact nearest neighbors of some rows among the other rows of ``X``, or some of these.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features), C-contiguous
        Feature rows; NaN, in an ndarray, is a missing value; not modified.
    k, queries, n_jobs, rows
        As in `fastsmote.neighbors.k_nearest_of`.

    Returns
    -------
    ndarray of shape (n_queries, k), intp
        Positions in ``rows`` by (distance, position).

    Notes
    -----
    The squared distance is the sum of the squared differences in the features that both rows have,
    times the number of all features over the number of these, as in scikit-learn's
    ``nan_euclidean_distances`` [1]_. Two rows without a feature in common are infinitely far. The
    number of all features is the same for all pairs: pairs rank by the mean square.

    Where no value of the rows is missing this is `fastsmote.neighbors.k_nearest_of`, to the bit.
    Otherwise O(n_queries * n_rows * n_features) time, and two float64 copies of the rows.

    References
    ----------
    .. [1] J. K. Dixon, "Pattern recognition with partly missing data", IEEE Transactions on
       Systems, Man, and Cybernetics 9 (1979), 617-621.
    """
    if sparse.issparse(X):
        return k_nearest_of(X, k, queries, n_jobs, rows)
    selected = X if rows is None else X[rows]
    is_missing = np.isnan(selected) if X.dtype.kind == "f" else np.zeros(1)
    if not is_missing.any():
        return k_nearest_of(X, k, queries, n_jobs, rows)
    values = selected.astype(np.float64)  # a copy: scaled in place
    values *= distance_scale(np.where(is_missing, 0, selected))
    return nearest_present(values, k, queries, n_jobs)


def nearest_present(
    values: np.ndarray, k: int, queries: np.ndarray, n_jobs: int | None = None
) -> np.ndarray:
    """Nearest other rows of some rows, which hold NaN where values are missing.

    Parameters
    ----------
    values : ndarray of shape (n_rows, n_features), float64
        Finite or NaN.
    k : int
        Neighbors, 1 <= k < n_rows.
    queries : ndarray of shape (n_queries,), intp
        Rows whose neighbors are wanted.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it; the result does not depend on it.

    Returns
    -------
    ndarray of shape (n_queries, k), intp
        By (distance, row).
    """
    if pays("missing", len(queries) * values.size, _NUMPY_WARM, _NUMPY_COLD):
        return _by_kernel(values, k, queries, n_jobs)

    def measure(block: np.ndarray) -> np.ndarray:
        means = _mean_squares(values, block)
        means[np.arange(len(block)), block] = np.nan  # ranks last: no neighbor of itself
        return means

    return nearest_by_blocks(measure, queries, len(values), k)[0]


def run_missing_kernels() -> None:
    """Search a few rows by the kernel: what is compiled then is kept."""
    _by_kernel(np.zeros((4, 1)), 1, np.arange(4), 1)


def _mean_squares(values: np.ndarray, queries: np.ndarray) -> np.ndarray:
    """Mean squared differences of some rows from all, over the features that both have."""
    sums, counts = np.zeros((2, len(queries), len(values)))
    with np.errstate(over="ignore"):  # numbers out of all proportion are infinitely far
        for column in values.T:
            squares = np.square(column - column[queries, np.newaxis])
            is_present = ~np.isnan(squares)
            np.add(sums, squares, out=sums, where=is_present)
            counts += is_present
    return np.divide(sums, counts, out=np.full_like(sums, np.inf), where=counts > 0)


def _by_kernel(values: np.ndarray, k: int, queries: np.ndarray, n_jobs: int | None) -> np.ndarray:
    from fastsmote.kernels.missing import scan_present
    from fastsmote.kernels.mixed import MIXED_PANEL

    row_idx = places_of(np.arange(len(values)), MIXED_PANEL)
    packed = pack(values, row_idx, MIXED_PANEL)
    is_complete = ~np.isnan(packed).any(axis=2)
    work = len(values) * -(-values.shape[1] // _FEW)

    def inputs(part: slice) -> tuple[np.ndarray, ...]:
        return packed, is_complete, row_idx, values[queries[part]], queries[part]

    neighbors = np.empty((len(queries), k), dtype=np.intp)

    def collect(part: slice, indices: np.ndarray, _: np.ndarray) -> None:
        neighbors[part] = indices

    scan(scan_present, inputs, len(queries), k, work, MIXED_PANEL, n_jobs, collect)
    return neighbors
