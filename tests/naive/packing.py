"""Centred and scaled rows in the filter's dtype, and their shrunken half norms."""

import numpy as np


def pack(X, center, scale, shrink, dtype=np.float32, ends=None, allowance=True):
    """Packed rows and their half norms over each segment of features.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    center, scale, shrink : array or float
    dtype : float32 or float64
    ends : list of int, optional
        Where segments end; one segment by default.
    allowance : bool, default=True
        Take off what a rotation before may have moved the rows by.

    Returns
    -------
    packed : ndarray of shape (n_samples, n_features)
    half_norms : ndarray of shape (n_segments, n_samples)
    """
    d = X.shape[1]
    packed = ((X - np.float64(center)) * scale).astype(dtype)
    ends = [d] if ends is None else ends
    sq_norms = np.zeros((len(ends), len(X)))
    for j in range(d):
        sq_norms[np.searchsorted(ends, j, side="right")] += np.float64(packed[:, j]) ** 2
    half_norms = (0.5 * sq_norms * shrink).astype(dtype)
    if allowance:
        total = np.zeros(len(X))
        for of_segment in sq_norms:
            total += of_segment
        half_norms[0] -= (total * 2 * d**1.5 * 2.0**-53).astype(dtype)
    return packed, half_norms


def from_panels(panels, n_features, height=32):
    """Rows of shape (n_packed, n_features) out of panels, in which features follow one another."""
    by_panel = panels.reshape(-1, n_features, height)
    return by_panel.transpose(0, 2, 1).reshape(-1, n_features)
