"""Rows packed for the tile, and the bound that lets float32 find exact neighbors.

The claim
---------
Let ``h`` be half the squared distance of two centred and scaled rows ``q`` and ``r`` in exact
arithmetic, ``S = (|q|^2 + |r|^2) / 2``, ``d`` the number of features and ``u = 2^-24`` the unit of
rounding of float32. What the tile computes never exceeds ``h``, up to underflow, so a pair whose
distance is within a row's bound is never missed.

The proof
---------
1. *Packing.* A packed value is ``x (1 + t)``, ``|t| <= u'``, where ``u'`` is ``u`` and the two far
   smaller roundings of float64 before it. So each row moves by at most ``u'`` times its norm, and
   half the squared distance of the packed rows is at most ``h + (2 u' + u'^2) (|q|^2 + |r|^2)
   = h + (4 u' + 2 u'^2) S``.
2. *The sum.* Packed, half the squared distance is ``S' - q.r``. The tile starts from the sum of
   the two half norms, each rounded once and shrunk by ``1 - e``, and takes off ``d`` products in a
   chain. Each partial sum is at most ``S' + sum |q_j r_j| <= 2 S'`` in size (Cauchy-Schwarz, then
   the arithmetic over the geometric mean), so that with first-order roundings ``u`` the products
   (if not fused) err by ``u S'`` in all, the sums by ``2 d u S'``, the start by ``2 u S'``.
3. *Together* the tile's result is at most ``h - e S' + (2 d + 7) u S'`` to first order. For chains
   of roundings the factor ``n u`` becomes ``n u / (1 - n u)`` (Higham, "Accuracy and stability of
   numerical algorithms", lemma 3.1). With ``n = 2 d + 16``, whose nine spare units cover ``S``
   against ``S'`` and the roundings of ``1 - e``, ``e = n u / (1 - n u)`` makes it at most ``h``.
4. *The other side.* A row's bound is half its k-th squared distance as computed in float64, with a
   relative error below ``(d + 4) 2^-53``, rounded to float32: enlarged by ``2^-22`` it is not below
   the true one, for any ``d`` under ``2^28``.
5. *Underflow.* Scaling by a power of two puts the largest packed value in [1/2, 1], so what
   underflows is below ``d 2^-125`` in all; ``1e-30`` on top of the bound covers it.

The same holds in float64 with ``u = 2^-53`` (`fastsmote.neighbors.expansion`).
"""

from typing import NamedTuple

import numpy as np

from fastsmote.kernels.jit import kernel
from fastsmote.kernels.simd import aligned
from fastsmote.kernels.tile import PANEL

_PANEL = PANEL
# Bound of a list that is not yet full. Finite, so that padding, whose norms are infinite, fails it.
NO_BOUND = np.float32(3e38)


class Packed(NamedTuple):
    """Rows in the order of the search; those that need a list come first.

    Attributes
    ----------
    panels : ndarray of shape (n_packed * n_features,), float32
        Centred and scaled rows in panels of 32, feature by feature.
    half_norms : ndarray of shape (n_packed,), float32
        Half squared norms, shrunk by ``1 - e``; inf for padding.
    bounds : ndarray of shape (n_packed,), float32
        Upper bound of half the squared distance, scaled, within which a row looks for neighbors;
        -inf for padding and for rows that need no list.
    rows : ndarray of shape (n_packed * width,), float32 or float64
        The rows as they came, padded with zeros to ``width``.
    row_idx : ndarray of shape (n_packed,), int64
        Row of the input; -1 for padding.
    n_features, width, n_queries : int
        ``n_queries`` packed rows, a multiple of 32, may have lists.
    scale : float
        Power of two that brings the largest centred value into [1/2, 1].
    """

    panels: np.ndarray
    half_norms: np.ndarray
    bounds: np.ndarray
    rows: np.ndarray
    row_idx: np.ndarray
    n_features: int
    width: int
    n_queries: int
    scale: float


def relative_bound(n_features: int, unit: float = 2.0**-24) -> float:
    """The ``e`` of the claim above.

    Parameters
    ----------
    n_features : int
        Terms of a sum.
    unit : float, default=2**-24
        Unit of rounding: 2**-24 in float32, 2**-53 in float64.
    """
    n = (2 * n_features + 16) * unit
    return n / (1 - n)


def allocate(
    row_idx: np.ndarray, n_features: int, width: int, n_queries: int, dtype: type, scale: float
) -> Packed:
    """Room for the packed rows, aligned to cache lines."""
    n = len(row_idx)
    return Packed(
        panels=aligned(n * n_features, np.float32),
        half_norms=aligned(n, np.float32),
        bounds=aligned(n, np.float32),
        rows=aligned(n * width, dtype),
        row_idx=row_idx,
        n_features=n_features,
        width=width,
        n_queries=n_queries,
        scale=scale,
    )


@kernel
def pack(X, center, shrink, packed, first, last):  # type: ignore[no-untyped-def]
    """Fill the packed rows ``first:last``, whole panels, from ``X``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Feature rows.
    center : ndarray of shape (n_features,), float64
        A point amid the rows: the closer, the sharper the bound.
    shrink : float
        ``1 - e``.
    packed : Packed
        ``row_idx`` is read, all else is written.
    first, last : int
        Multiples of 32.
    """
    panels, half_norms, bounds, rows = packed.panels, packed.half_norms, packed.bounds, packed.rows
    row_idx, d, width, scale = packed.row_idx, packed.n_features, packed.width, packed.scale
    for i in range(first, last):
        row = row_idx[i]
        value_at = (i - i % _PANEL) * d + i % _PANEL
        if row < 0:
            half_norms[i] = np.inf
            bounds[i] = -np.inf
            for j in range(d):
                panels[value_at + j * _PANEL] = 0
            for j in range(width):
                rows[i * width + j] = 0
            continue
        sq_norm = 0.0
        for j in range(d):
            rows[i * width + j] = X[row, j]
            x = np.float32((X[row, j] - center[j]) * scale)
            panels[value_at + j * _PANEL] = x
            sq_norm += np.float64(x) * np.float64(x)
        for j in range(d, width):
            rows[i * width + j] = 0
        half_norms[i] = np.float32(0.5 * sq_norm * shrink)
        bounds[i] = NO_BOUND if i < packed.n_queries else -np.inf
