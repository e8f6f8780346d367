"""Lower bounds of half the squared distance as the tile computes them, in float32."""

import numpy as np


def lower_bounds(queries, references, query_norms, reference_norms, is_fused=False):
    """Bound of each pair of rows: norms added up, then the products taken off one by one.

    Parameters
    ----------
    queries, references : ndarray of shape (n_pairs, n_features), float32
    query_norms, reference_norms : ndarray of shape (n_pairs,), float32
        Half squared norms, shrunk or not.
    is_fused : bool, default=False
        Round a product and its sum once, as processors with FMA may.
    """
    bounds = query_norms + reference_norms
    for j in range(queries.shape[1]):
        if is_fused:  # the product of two float32 is exact in float64
            product = np.float64(queries[:, j]) * np.float64(references[:, j])
            bounds = (np.float64(bounds) - product).astype(np.float32)
        else:
            bounds = bounds - queries[:, j] * references[:, j]
    return bounds
