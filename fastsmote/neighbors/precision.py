"""How exactly the filter has to know rows: as bytes, 16 bits, or float32."""

import numpy as np

from fastsmote.kernels.products import HAS_WORDS
from fastsmote.kernels.tile import PANEL
from fastsmote.kernels.words import LARGEST, LONGEST

# Panels around one that show how far neighbors are, and how many are looked at.
_BESIDE, _LOOKED_AT = 4, 6
# Largest blur, over the distance to the k-th neighbor.
_MOST = {1: 0.16, 2: 0.05}
# Fewer features than this are not worth bytes, or words at all.
_FEWEST = {1: 12, 2: 4}


def unit_of(largest: float, longest: float, dtype: type) -> float:
    """Units of integers in a unit of rows whose largest value and longest row are known."""
    return min(LARGEST[np.dtype(dtype).itemsize] / largest, LONGEST / longest)


def choose_filter(Y, row_idx, n_own, sample, k, first_searched):
    if not HAS_WORDS or first_searched:
        return np.float32
    d = Y.shape[1]
    largest = float(np.abs(Y).max())
    longest = float(np.sqrt(np.square(Y).sum(axis=1).max()))
    if largest == 0: return np.float32
    reaches = []
    rows = []
    for panel in sample[:: max(1, len(sample) // _LOOKED_AT)]:
        own = row_idx[panel * PANEL : (panel + 1) * PANEL]
        near = row_idx[max(0, panel + 1 - _BESIDE) * PANEL: (panel + _BESIDE) * PANEL]
        A, B = Y[own[own >= 0]], Y[near[near >= 0]]
        if len(B) <= k: return np.float32
        sq = np.square(A).sum(axis=1)[:, None] + np.square(B).sum(axis=1) - 2 * (A @ B.T)
        reaches.append(np.sqrt(np.maximum(np.partition(sq, k, axis=1)[:, k], 0)))
        rows.append(A)
    reach = np.median(np.concatenate(reaches))
    rows = np.concatenate(rows)
    out = {}
    for itemsize, dtype in ((1, np.int8), (2, np.int16)):
        per_unit = unit_of(largest, longest, dtype)
        units = rows * per_unit
        blur = 2 * np.sqrt(np.square(units - np.rint(units)).sum(axis=1).max()) / per_unit
        out[itemsize] = blur / reach
    import os
    if os.environ.get("SHOW"): print(out)
    for itemsize, dtype in ((1, np.int8), (2, np.int16)):
        if d >= _FEWEST[itemsize] and out[itemsize] <= _MOST[itemsize]:
            return dtype
    return np.float32
