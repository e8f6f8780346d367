"""Centred and scaled rows in float32, and their shrunken half norms."""

import numpy as np


def pack(X, center, scale, shrink, dtype=np.float32):
    """Packed rows, of the shape of ``X``, and half norms, one a row, in the filter's dtype."""
    packed = ((X - np.float64(center)) * scale).astype(dtype)
    sq_norms = np.zeros(len(X))
    for j in range(X.shape[1]):
        sq_norms += np.float64(packed[:, j]) ** 2
    half_norms = (0.5 * sq_norms * shrink).astype(dtype)
    # what a rotation before may have moved them by
    return packed, half_norms - (sq_norms * 2 * X.shape[1] ** 1.5 * 2.0**-53).astype(dtype)


def from_panels(panels, n_features, height=32):
    """Rows of shape (n_packed, n_features) out of panels, in which features follow one another."""
    by_panel = panels.reshape(-1, n_features, height)
    return by_panel.transpose(0, 2, 1).reshape(-1, n_features)
