"""Results of the kernels on a few data sets, for comparison across kinds of processors.

Run as ``python -m tests.stages.answers FILE`` to save them.
"""

import sys

import numpy as np

from fastsmote.kernels.interpolation import interpolate_rows
from fastsmote.kernels.simd import TILES
from tests.kernels.panels import distances
from tests.naive.rows import KINDS
from tests.stages.searches import nearest_by_kernels

DATA = [
    ("isotropic", 1500, 8, np.float32),
    ("blobs", 700, 33, np.float64),
    ("grid", 900, 3, np.float32),
    ("permuted", 500, 20, np.float64),
    ("offset_1e8", 600, 5, np.float64),
    ("duplicates", 800, 16, np.float64),
]


def answers():
    """Arrays by name."""
    found = {"tile": np.array(TILES[4])}
    rng = np.random.default_rng(0)
    for kind, n, d, dtype in DATA:
        X = KINDS[kind](rng, n, d).astype(dtype)
        is_query = rng.uniform(size=n) < 0.7
        neighbors = nearest_by_kernels(X, 6, is_query, 2)
        left, right = np.repeat(np.flatnonzero(is_query), 6), neighbors.ravel()
        padded = np.zeros((n, -(-d // 8) * 8), dtype)
        padded[:, :d] = X
        rows = np.empty((len(left), d), dtype)
        interpolate_rows(X, left, right, rng.uniform(size=len(left)), rows)
        found[f"{kind} neighbors"] = neighbors
        found[f"{kind} distances"] = distances(padded.ravel(), left, right, padded.shape[1], 1.0)
        found[f"{kind} rows"] = rows
    return found


if __name__ == "__main__":
    np.savez(sys.argv[1], **answers())
