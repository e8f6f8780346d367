"""Lower bounds of half the squared distance as the tile computes them."""

import numpy as np


def lower_bounds(queries, references, query_norms, reference_norms, ends, is_fused=False):
    """Bounds of each pair of rows: norms added up, then the products taken off one by one.

    Parameters
    ----------
    queries, references : ndarray of shape (n_pairs, n_features), float32 or float64
    query_norms, reference_norms : ndarray of shape (n_segments, n_pairs), of the same dtype
        Half squared norms over each segment of features, shrunk or not.
    ends : sequence of int
        Where segments end.
    is_fused : bool, default=False
        Round a product and its sum once, as processors with FMA may; in float32 alone.

    Returns
    -------
    ndarray of shape (n_segments, n_pairs)
        The bounds after each segment.
    """
    bounds, after, start = np.zeros(len(queries), queries.dtype), [], 0
    for s, end in enumerate(ends):
        bounds = bounds + (query_norms[s] + reference_norms[s])
        for j in range(start, end):
            if is_fused:  # the product of two float32 is exact in float64
                product = np.float64(queries[:, j]) * np.float64(references[:, j])
                bounds = (np.float64(bounds) - product).astype(np.float32)
            else:
                bounds = bounds - queries[:, j] * references[:, j]
        after.append(bounds)
        start = end
    return np.array(after)
