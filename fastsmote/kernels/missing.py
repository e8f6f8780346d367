"""Nearest rows by the features that both rows have, where some values are missing.

References stand in panels, as in `fastsmote.kernels.mixed`. What a feature adds is added in
float64, feature after feature, 0 where it is missing: the distance of a pair is the same whichever
panel it is met in.
"""

import numpy as np

from fastsmote.kernels.jit import inner, kernel
from fastsmote.kernels.mixed import MIXED_PANEL, offer_panel


@kernel
def scan_present(values, is_complete, row_idx, asked, queries, lists, first, last):  # type: ignore[no-untyped-def]
    """List the nearest rows of some queries by the mean square over the features that both have.

    Parameters
    ----------
    values : ndarray of shape (n_panels, n_features, MIXED_PANEL), float64
        The features, panel by panel; NaN where a value is missing.
    is_complete : ndarray of shape (n_panels, n_features), bool
        Where no value of the panel is missing.
    row_idx : ndarray of shape (n_panels * MIXED_PANEL,), int64
        Row at each place; -1 where there is none.
    asked : ndarray of shape (n_queries, n_features), float64
        The queries.
    queries : ndarray of shape (n_queries,), int64
        Their places among the references.
    lists : Lists
        One list a query; written.
    first, last : int
        The queries to serve.
    """
    distances, indices, width, k = lists.sq_distances, lists.indices, lists.width, lists.k
    sums, counts = np.empty(MIXED_PANEL), np.empty(MIXED_PANEL)
    for p in range(values.shape[0]):
        for q in range(first, last):
            sums[:] = 0.0
            counts[:] = 0.0
            n_complete = 0.0
            for j in range(values.shape[1]):
                x = asked[q, j]
                if np.isnan(x):
                    continue
                if is_complete[p, j]:
                    n_complete += 1.0
                    _add_complete(values[p, j], x, sums)
                else:
                    _add_present(values[p, j], x, sums, counts)
            for i in range(MIXED_PANEL):
                count = counts[i] + n_complete
                sums[i] = sums[i] / count if count > 0.0 else np.inf
            offer_panel(sums, row_idx, p, queries[q], distances, indices, q, width, k)


@inner
def _add_complete(column, x, sums):  # type: ignore[no-untyped-def]
    """Add the squared differences from a feature that no row misses."""
    for i in range(MIXED_PANEL):
        difference = column[i] - x
        sums[i] += difference * difference


@inner
def _add_present(column, x, sums, counts):  # type: ignore[no-untyped-def]
    """Add the squared differences from a feature, and count the rows that have it."""
    for i in range(MIXED_PANEL):
        difference = column[i] - x
        square = difference * difference
        is_present = square == square  # a test of column[i] would take an array more to load
        sums[i] += square if is_present else 0.0
        counts[i] += 1.0 if is_present else 0.0
