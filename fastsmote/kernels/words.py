"""Rows packed as small integers, and the bound that lets them find exact neighbors.

The claim
---------
Let ``b`` bound half the squared distance of two rows, in exact arithmetic and the units of the
panels, and ``s`` be the unit of the integers. What the tile computes of their words does not exceed
`limit_of` ``b``, so a pair within a row's bound is never missed.

The proof
---------
1. *Packing.* A row ``x`` becomes ``s t`` with integers ``t``. Its packed value ``y`` in float32 is
   off by at most ``2^-23 |x|``, the rotation included (`fastsmote.kernels.packing`, step 1, for any
   ``d`` up to ``2^16``). ``|y / s - t|`` is computed feature by feature, in units of 1/256 and
   rounded up, one more for ``y / s``, which float64 rounds far below that. So the row is within
   ``s r`` of ``s t``, ``r`` being the root of the sum of their squares and ``2^-22 |y| / s``; let
   ``blur / 2`` be the largest ``r`` of all rows.
2. *Distances.* By the triangle inequality ``|t_q - t_r| <= |x_q - x_r| / s + blur``, at most
   ``sqrt(2 b) / s + blur``.
3. *The sum.* The tile adds up ``|t_q|^2 / 2 + |t_r|^2 / 2 - t_q.t_r`` exactly, but for the halves
   that each of the half norms is rounded down by: at most half the squared distance of the
   integers, and less over some of the features. Rows are no longer than `LONGEST`, so no sum that
   is looked at leaves the range of 32 bits, whatever wraps around in between.
4. *The limit* is computed in float64, whose error is far below the 1 that is added.

Bytes are multiplied unsigned by signed. A query's are therefore ``127 - t_q``, which turns
``-t_q.t_r`` into ``(127 - t_q).t_r - 127 sum(t_r)``; the second part stands in the half norms of
references. Queries of 16 bits are just negated.
"""

from typing import Any

import numpy as np

from fastsmote.kernels.jit import inner, kernel
from fastsmote.kernels.tile import PANEL

_PANEL = PANEL
#: Longest row in units of the integers, and the largest value of a feature in either width.
LONGEST, LARGEST = 16000.0, {1: 127.0, 2: 16000.0}
#: Limit of a list that is not yet full; padding, whose half norms are larger, fails it.
NO_LIMIT = 2**30 - 2
_NO_LIMIT, _PADDING = NO_LIMIT, 2**30 - 1
# What queries are subtracted from, by bytes of a value.
_FROM_1 = 127
# Residuals are measured in this part of a unit.
_PART = 256


def unit_of(largest: float, longest: float, dtype: Any) -> float:
    """Units of the integers in one of the rows.

    Parameters
    ----------
    largest, longest : float
        The largest value, in size, and the length of the longest row.
    dtype : int8 or int16
        Of the integers.
    """
    if largest == 0:
        return 1.0
    return min(LARGEST[np.dtype(dtype).itemsize] / largest, LONGEST / longest)


def blur_of(residuals: np.ndarray, longest: float) -> float:
    """What the integers may be off by in a distance, given the longest row in their units."""
    return float(2 * (residuals.max() + 2.0**-22 * longest))


@kernel
def pack_words(Y, packed, residuals, first, last):  # type: ignore[no-untyped-def]
    """Fill panels, norms and bounds of the packed rows ``first:last``, whole panels.

    Parameters
    ----------
    Y : ndarray of shape (n_samples, n_features), float32, C-contiguous
        Centred, rotated, scaled rows of the input.
    packed : Packed
        ``row_idx``, ``segments`` and ``per_unit`` are read; ``panels``, ``half_norms`` and
        ``bounds`` written.
    residuals : ndarray of shape (n_packed // 32,), float64
        Get the largest distance of a row of each panel to its integers, in their units.
    first, last : int
        Multiples of 32.
    """
    row_idx, n, n_places = packed.row_idx, len(packed.row_idx), packed.n_places
    itemsize = packed.panels.itemsize
    words = packed.panels.view(np.int32)
    query, reference = np.empty((2, 4 * n_places // itemsize), packed.panels.dtype)
    query_words, reference_words = query.view(np.int32), reference.view(np.int32)
    for panel in range(first, last, _PANEL):
        largest = 0
        for r in range(_PANEL):
            i = panel + r
            largest = max(largest, _round_row(Y, packed, i, query, reference))
            has_list = row_idx[i] >= 0 and i < packed.n_queries
            packed.bounds[i] = _NO_LIMIT if has_list else -1
            for w in range(n_places):
                words[panel * n_places + w * _PANEL + r] = query_words[w]
                words[(n + panel) * n_places + w * _PANEL + r] = reference_words[w]
        residuals[panel // _PANEL] = np.sqrt(np.float64(largest)) / _PART


@inner
def _round_row(Y, packed, i, query, reference):  # type: ignore[no-untyped-def]
    """Values and half norms of packed row ``i`` on either side; squared residual, in parts."""
    half_norms, segments, n = packed.half_norms, packed.segments, len(packed.row_idx)
    n_values, per_unit, row = 4 // query.itemsize, packed.per_unit, packed.row_idx[i]
    d = packed.n_features if row >= 0 else 0
    minuend = np.int32(_FROM_1 if query.itemsize == 1 else 0)
    start, sq_residual = 0, np.int32(0)
    for s in range(len(segments)):
        stop = min(segments[s] * n_values, d)
        total, sq_norm = np.int32(0), np.int32(0)
        for j in range(start, stop):
            x = np.float64(Y[row, j]) * per_unit
            t = np.rint(x)
            whole, rest = np.int32(t), np.int32(np.int32(abs(x - t) * _PART) + 2)
            query[j], reference[j] = minuend - whole, whole
            total = np.int32(total + whole)
            sq_norm = np.int32(sq_norm + np.int32(whole * whole))
            sq_residual = np.int32(sq_residual + np.int32(rest * rest))
        half_norms[2 * s * n + i] = sq_norm // 2
        half_norms[(2 * s + 1) * n + i] = sq_norm // 2 - minuend * total
        start = stop
    for j in range(d, len(query)):
        query[j], reference[j] = minuend, 0
    if row < 0:
        half_norms[i] = half_norms[n + i] = _PADDING
    return sq_residual


@kernel
def limit_of(packed, bound):  # type: ignore[no-untyped-def]
    """What the tile's result does not exceed where half the squared distance is within a bound."""
    if packed.per_unit == 0:  # floats
        return bound
    length = np.sqrt(2 * bound) * packed.per_unit + packed.blur
    return min(0.5 * length * length + 1, _NO_LIMIT)


@inner
def bound_of(packed, result, half_norm):  # type: ignore[no-untyped-def]
    """Half a squared distance is no more where the tile's result is ``result``.

    In words that is the proof above the other way round. In floats the filter gives a lower bound
    ``c`` of half a squared distance ``h``, and ``h <= c + 2 e S`` with ``e`` from
    `fastsmote.kernels.packing.relative_error`. The other row is no longer than this one and the
    distance together, so ``S <= 3 |q|^2 / 2 + 2 h`` and ``h <= (c + 3 e |q|^2) / (1 - 4 e)``.
    """
    if packed.per_unit == 0:
        error = packed.error
        return (max(result, 0) + 8 * error * half_norm) * (1 + 8 * error)
    if result >= _NO_LIMIT:
        return np.inf
    length = (np.sqrt(2.0 * (result + len(packed.segments))) + packed.blur) / packed.per_unit
    return 0.5 * length * length * (1 + 2.0**-22)
