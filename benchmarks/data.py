"""Synthetic data of the benchmarks: the same rows for the same arguments, on every machine."""

import numpy as np

N_CLUSTERS = 8
INTRINSIC = 8  # features in which the rows of a cluster really vary
SEED = 0


def clustered(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """Rows in 8 Gaussian clusters of intrinsic dimension 8 at most, with a little noise.

    Parameters
    ----------
    n_samples, n_features : int
    dtype : str

    Returns
    -------
    ndarray of shape (n_samples, n_features)
    """
    rng = np.random.default_rng(SEED)
    intrinsic = min(n_features, INTRINSIC)
    centers = 2 * rng.normal(size=(N_CLUSTERS, n_features))
    maps = rng.normal(size=(N_CLUSTERS, n_features, intrinsic))
    cluster = rng.integers(0, N_CLUSTERS, size=n_samples)
    X = np.empty((n_samples, n_features), dtype=dtype)
    for c in range(N_CLUSTERS):
        member = np.flatnonzero(cluster == c)
        within = rng.normal(size=(len(member), intrinsic)) @ maps[c].T
        X[member] = centers[c] + within + 0.1 * rng.normal(size=(len(member), n_features))
    return X


def isotropic(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """Rows of one Gaussian: the hardest case for any pruning."""
    return np.random.default_rng(SEED).normal(size=(n_samples, n_features)).astype(dtype)


def imbalanced(
    n_minority: int, n_features: int, ratio: int, dtype: str = "float32"
) -> tuple[np.ndarray, np.ndarray]:
    """Clustered rows with two classes, ``ratio`` majority rows to one of the minority.

    Returns
    -------
    X : ndarray of shape (n_minority * (1 + ratio), n_features)
    y : ndarray of shape (n_minority * (1 + ratio),)
        1 for the minority, spread over all of ``X``.
    """
    X = clustered(n_minority * (1 + ratio), n_features, dtype)
    y = np.zeros(len(X), dtype=np.int64)
    y[np.random.default_rng(SEED).choice(len(X), n_minority, replace=False)] = 1
    return X, y
