"""Rows packed for the tile, and the bound that lets float32 find exact neighbors.

The claim
---------
Let ``h`` be half the squared distance of two centred and scaled rows ``q`` and ``r`` in exact
arithmetic, ``S = (|q|^2 + |r|^2) / 2``, ``d`` the number of features and ``u = 2^-24`` the unit of
rounding of float32. What the tile computes never exceeds ``h``, up to underflow, so a pair whose
distance is within a row's bound is never missed.

The proof
---------
1. *Packing.* A packed value is ``x (1 + t)``, ``|t| <= u'``, where ``u'`` is ``u`` and the far
   smaller roundings of float64 before it. So each row moves by at most ``u'`` times its norm, and
   half the squared distance of the packed rows is at most ``h + (2 u' + u'^2) (|q|^2 + |r|^2)
   = h + (4 u' + 2 u'^2) S``. Rows may have been rotated by an orthogonal matrix in float64, which
   moves each by at most ``d^1.5 2^-53`` times its norm (Higham, "Accuracy and stability of
   numerical algorithms", section 3.5): ``4 d^1.5 2^-53 S`` more. That much is taken off the half
   norms of the first segment: it counts from the start, whatever the first features are.
2. *The sum.* Packed, half the squared distance is ``S' - q.r``, and over some of the features it is
   less. In each of its ``m`` segments the tile adds the two half norms of the segment's features,
   each rounded twice at most and shrunk by ``1 - e``, then takes off a product a feature. Each
   partial sum is at most ``S' + sum |q_j r_j| <= 2 S'`` in size (Cauchy-Schwarz, then the
   arithmetic over the geometric mean), so that with first-order roundings ``u`` the products (if
   not fused) err by ``u S'`` in all, the sums by ``2 (d + m) u S'``, the norms by ``3 u S'``.
3. *Together* the tile's result is at most ``h - e S' + (2 d + 2 m + 8) u S'`` to first order, at
   the end and after each segment. For chains of roundings the factor ``n u`` becomes
   ``n u / (1 - n u)`` (Higham, lemma 3.1). With ``n = 2 d + 2 m + 16``, whose eight spare units
   cover ``S`` against ``S'`` and the roundings of ``1 - e``, ``e = n u / (1 - n u)`` makes it at
   most ``h``.
4. *The other side.* A row's bound is half its k-th squared distance as computed in float64, with a
   relative error below ``(d + 4) 2^-53``, rounded: enlarged by ``2^-22`` it is not below the true
   one, for any ``d`` under ``2^28``, even if the rotation lengthens rows by ``1e-9``, which is
   checked.
   A squared distance that overflows is infinite, and so is its bound; one that underflows is of
   rows that differ by less than ``1e-162`` of its unit, which the next step covers.
5. *Underflow.* Scaling by a power of two puts the largest packed value in [1/2, 1], so what
   underflows is below ``d 2^-125`` in all; ``1e-30`` on top of the bound covers it.

The same holds in float64 with ``u = 2^-53``.
"""

from typing import Any, NamedTuple

import numpy as np

from fastsmote.kernels.ahead import AHEAD, fetch_row
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.tile import PANEL

# Bound of a list that is not yet full. Finite, so that padding, whose norms are infinite, fails it.
NO_BOUND = np.float32(3e38)
# Not zero even where panels cannot tell distances apart: an infinite distance is to stay infinite.
LEAST_TO_BOUND = 1e-300
# On top of a bound, beyond underflow: step 5 of the proof above.
TINY = 1e-30


class Packed(NamedTuple):
    """Rows in the order of the search; those that need a list come first.

    Attributes
    ----------
    panels : ndarray of shape (n_packed * n_places,), float32 or float64
        Centred, rotated and scaled rows in panels of 32, feature by feature. Or int8 or int16, in
        words, twice: for queries, then for references (`fastsmote.kernels.words`).
    half_norms : ndarray of shape (n_segments * n_packed,), dtype of ``panels``
        Half squared norms over each segment of features, shrunk by ``1 - e``; inf for padding.
        Those of words are int32, for each segment of queries, then of references.
    segments : ndarray of shape (n_segments,), int64
        Where each segment of places ends.
    bounds : ndarray of shape (n_packed,), dtype of ``panels``
        Upper bound of half the squared distance, scaled, within which a row looks for neighbors;
        -inf for padding and for rows that need no list. That of words is a limit, int32, and -1.
    rows : ndarray of shape (n_packed * width,), float32 or float64
        The rows as they came, padded with zeros to ``width``.
    row_idx : ndarray of shape (n_packed,), int64
        Row of the input; -1 for padding.
    n_features, n_places, n_values, width, n_queries : int
        ``n_queries`` packed rows, a multiple of 32, may have lists. A place in a panel is a
        feature, or a word of ``n_values`` features.
    first_reference : int
        Neighbors are sought from this packed row on: 0, or ``n_queries`` where those that have
        lists are none of each other, then a multiple of 512.
    error : float
        The tile's result is lower than ``h`` by at most ``2 error S``: see `relative_error`.
    scale : float
        Power of two that rows are multiplied by for distances.
    to_bound : float
        What a squared distance in these units is multiplied by to be a bound: one half, in the
        units of the panels, and more by all roundings.
    per_unit, blur : float
        Units of the integers in one of the panels', and what they may be off by in a distance; 0
        for floats.
    """

    panels: np.ndarray
    half_norms: np.ndarray
    segments: np.ndarray
    bounds: np.ndarray
    rows: np.ndarray
    row_idx: np.ndarray
    n_features: int
    n_places: int
    n_values: int
    width: int
    n_queries: int
    first_reference: int
    error: float
    scale: float
    to_bound: float
    per_unit: float = 0.0
    blur: float = 0.0


def relative_bound(n_features: int, n_segments: int, dtype: Any) -> float:
    """The ``e`` of the claim above.

    Parameters
    ----------
    n_features, n_segments : int
        Features, and segments in which they come.
    dtype : float32 or float64
        Of the packed values.
    """
    n = (2 * n_features + 2 * n_segments + 16) * float(np.finfo(dtype).eps) / 2
    return float(n / (1 - n))


def relative_error(n_features: int, n_segments: int, dtype: Any) -> float:
    """How far below ``h`` the tile's result may be: half of it, as a share of ``S``.

    Norms are shrunk by ``e S`` and rounding takes as much at most; the rotation moves rows by
    ``4 d^1.5 2^-53 S``, and as much is taken off the norms for it. Segments may be merged
    afterwards: that changes neither.
    """
    by_rotation: float = 4 * n_features**1.5 * 2.0**-53
    return relative_bound(n_features, n_segments, dtype) + by_rotation


def bound_of_distance(unit: float) -> float:
    """What a squared distance is multiplied by to be a bound: step 4 of the proof above.

    Parameters
    ----------
    unit : float
        Unit of distances over that of the panels.
    """
    return max(0.5 * (1 + 2.0**-22) * unit * unit, LEAST_TO_BOUND)


@kernel
def pack_values(Y, shrink, packed, first, last):  # type: ignore[no-untyped-def]
    """Fill panels, norms and bounds of the packed rows ``first:last``, whole panels.

    Parameters
    ----------
    Y : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Centred, rotated, scaled rows of the input.
    shrink : float
        ``1 - e``.
    packed : Packed
        ``row_idx`` and ``segments`` are read; ``panels``, ``half_norms`` and ``bounds`` written.
    first, last : int
        Multiples of 32.
    """
    panels, half_norms, segments = packed.panels, packed.half_norms, packed.segments
    row_idx, d, n = packed.row_idx, packed.n_features, len(packed.row_idx)
    by_rotation = 2 * np.float64(d) ** 1.5 * 2.0**-53
    rows = np.empty(PANEL, np.int64)
    sq_norms, totals = np.empty(PANEL), np.empty(PANEL)
    for panel in range(first, last, PANEL):
        for r in range(PANEL):
            rows[r] = max(row_idx[panel + r], 0)  # padding holds anything: its norms are infinite
            fetch_row(Y, max(row_idx[min(panel + PANEL + r, last - 1)], 0))
            totals[r] = 0
        start = 0
        for s in range(len(segments)):
            for r in range(PANEL):
                sq_norms[r] = 0
            for j in range(start, segments[s]):
                place = panel * d + j * PANEL
                for r in range(PANEL):
                    x = Y[rows[r], j]
                    panels[place + r] = x
                    sq_norms[r] += np.float64(x) * np.float64(x)
            for r in range(PANEL):
                half_norms[s * n + panel + r] = 0.5 * sq_norms[r] * shrink
                totals[r] += sq_norms[r]
            start = segments[s]
        for r in range(PANEL):
            i = panel + r
            half_norms[i] -= panels.dtype.type(totals[r] * by_rotation)
            packed.bounds[i] = NO_BOUND if i < packed.n_queries else -np.inf
            if row_idx[i] < 0:
                packed.bounds[i] = -np.inf
                for s in range(len(segments)):
                    half_norms[s * n + i] = np.inf


@kernel
def copy_rows(X, source, row_idx, width, rows, first, last):  # type: ignore[no-untyped-def]
    """Copy rows to their places in the order of the search, with zeros in the padding.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
    source : ndarray of shape (n_rows,), int64
        Which of its rows are meant.
    row_idx, width, rows
        As in `Packed`; ``rows`` gets the packed rows ``first:last``.
    first, last : int
    """
    d = X.shape[1]
    for i in range(first, last):
        n_values, coming = 0, row_idx[min(i + AHEAD, last - 1)]
        if coming >= 0:
            fetch_row(X, source[coming])
        if row_idx[i] >= 0:
            row, n_values = source[row_idx[i]], d
            for j in range(d):
                rows[i * width + j] = X[row, j]
        for j in range(n_values, width):
            rows[i * width + j] = 0


@kernel
def column_ranges(X, source, lows, highs, first, last):  # type: ignore[no-untyped-def]
    """Smallest and largest value of each feature among the rows ``source[first:last]`` of ``X``."""
    for j in range(X.shape[1]):
        lows[j] = highs[j] = X[source[first], j]
    for i in range(first + 1, last):
        row = source[i]
        fetch_row(X, source[min(i + AHEAD, last - 1)])
        for j in range(X.shape[1]):
            x = X[row, j]
            # not `min` and `max`, whose care for NaN takes three times as long
            lows[j] = x if x < lows[j] else lows[j]
            highs[j] = x if x > highs[j] else highs[j]
