"""Kinds of rows, among them those that searches get wrong."""

import numpy as np


def isotropic(rng, n, d):
    return rng.normal(size=(n, d))


def blobs(rng, n, d):
    centers = rng.uniform(-10, 10, (5, d))
    return centers[rng.integers(5, size=n)] + rng.normal(size=(n, d))


def constant_columns(rng, n, d):
    X = rng.normal(size=(n, d))
    X[:, ::2] = 7
    return X


def binary(rng, n, d):
    return rng.integers(2, size=(n, d)).astype(float)


def grid(rng, n, d):
    return rng.integers(-3, 4, size=(n, d)).astype(float)


def duplicates(rng, n, d):
    distinct = rng.normal(size=(max(1, n // 20), d))
    return distinct[rng.integers(len(distinct), size=n)]


def all_equal(rng, n, d):
    return np.broadcast_to(rng.normal(size=d), (n, d)).copy()


def offset_1e4(rng, n, d):
    return rng.normal(size=(n, d)) + 1e4


def offset_1e8(rng, n, d):
    return rng.normal(size=(n, d)) + 1e8


def far_clusters(rng, n, d):
    """Tight clusters so far apart that the float32 filter sees no distance within them."""
    return rng.normal(size=(n, d)) + 1e6 * rng.integers(4, size=(n, 1))


def outlier(rng, n, d):
    X = rng.normal(size=(n, d))
    X[n // 2] = 1e7
    return X


def mixed_units(rng, n, d):
    return rng.normal(size=(n, d)) * 10.0 ** rng.uniform(-3, 3, d)


def permuted(rng, n, d):
    """Rows of the same values in other orders: equally far from the origin but for rounding."""
    X = rng.permuted(np.tile(rng.normal(size=d), (n, 1)), axis=1)
    X[0] = 0
    return X


def tiny_beside_large(rng, n, d):
    """Values whose squares leave the range of float32, in the units of the largest."""
    X = 8e-23 / d**0.5 * (1 + 1e-6 * rng.normal(size=(n, d)))
    X[0], X[-1] = 1, -1
    return X


KINDS = {
    make.__name__: make
    for make in (
        isotropic,
        blobs,
        constant_columns,
        binary,
        grid,
        duplicates,
        all_equal,
        offset_1e4,
        offset_1e8,
        far_clusters,
        outlier,
        mixed_units,
        permuted,
        tiny_beside_large,
    )
}
