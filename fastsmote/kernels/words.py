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
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.ahead import fetch_row
from fastsmote.kernels.jit import inner, kernel
from fastsmote.kernels.simd import (
    INT32,
    INT64,
    Loop,
    absolute,
    constant,
    is_array,
    load,
    pointers,
    splat,
    store,
)
from fastsmote.kernels.tile import PANEL

#: Longest row in units of the integers, and the largest value of a feature in either width.
LONGEST, LARGEST = 16000.0, {1: 127.0, 2: 16000.0}
#: Limit of a list that is not yet full; padding, whose half norms are larger, fails it.
NO_LIMIT = 2**30 - 2
_PADDING = 2**30 - 1
# What queries are subtracted from, by bytes of a value.
_FROM_1 = 127
# Residuals are measured in this part of a unit.
_PART = 256
# Added to a small number in float64, it leaves the nearest integer in the lower bits.
_TO_WHOLE = 1.5 * 2.0**52


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
    panels, half_norms, segments = packed.panels, packed.half_norms, packed.segments
    row_idx, n, n_values = packed.row_idx, len(packed.row_idx), packed.n_values
    minuend = np.int32(_FROM_1 if panels.itemsize == 1 else 0)
    rows, units = np.empty(PANEL, np.int64), np.empty(PANEL)
    values = np.empty(n_values * PANEL, Y.dtype)
    totals, sq_norms = np.empty(PANEL, half_norms.dtype), np.empty(PANEL, half_norms.dtype)
    sq_residuals = np.empty(PANEL, half_norms.dtype)
    for panel in range(first, last, PANEL):
        for r in range(PANEL):
            fetch_row(Y, max(row_idx[min(panel + PANEL + r, last - 1)], 0))
            rows[r], units[r] = max(row_idx[panel + r], 0), packed.per_unit
            if row_idx[panel + r] < 0:
                units[r] = 0
            has_list = row_idx[panel + r] >= 0 and panel + r < packed.n_queries
            packed.bounds[panel + r] = NO_LIMIT if has_list else -1
            sq_residuals[r] = 0
        start = 0
        for s in range(len(segments)):
            for r in range(PANEL):
                totals[r] = sq_norms[r] = 0
            for w in range(start, segments[s]):
                for part in range(n_values):
                    j = w * n_values + part
                    for r in range(PANEL):
                        values[part * PANEL + r] = Y[rows[r], j] if j < Y.shape[1] else 0
                place = (panel * packed.n_places + w * PANEL) * n_values
                other = place + n * packed.n_places * n_values
                round_word(values, units, panels, totals, sq_norms, sq_residuals, place, other)
            for r in range(PANEL):
                i = 2 * s * n + panel + r
                half_norms[i] = sq_norms[r] // 2
                half_norms[i + n] = sq_norms[r] // 2 - minuend * totals[r]
            start = segments[s]
        largest = 0
        for r in range(PANEL):
            largest = max(largest, sq_residuals[r])
            if row_idx[panel + r] < 0:
                half_norms[panel + r] = half_norms[n + panel + r] = _PADDING
        residuals[panel // PANEL] = np.sqrt(np.float64(largest)) / _PART


@intrinsic
def round_word(
    typing: Any,
    values: Any,
    units: Any,
    panels: Any,
    totals: Any,
    sq_norms: Any,
    sq_residuals: Any,
    query: Any,
    reference: Any,
) -> Any:
    """Round a few features of 32 rows, and put them into a word for either side.

    Parameters
    ----------
    values : array of float32
        32 values of each of the features of a word.
    units : array of float64
        What the 32 rows are multiplied by.
    panels : array of int8 or int16
        Gets the words.
    totals, sq_norms, sq_residuals : array of int32
        Get the sums over the features on top: of the integers, of their squares, and of the squares
        of what they are off by, in parts.
    query, reference : int64
        Where the words stand in ``panels``.
    """
    sums = (totals, sq_norms, sq_residuals)
    if not (
        is_array(values, types.float32)
        and is_array(units, types.float64)
        and is_array(panels, types.int8, types.int16)
        and all(is_array(total, types.int32) for total in sums)
    ):
        return None
    signature = types.void(values, units, panels, *sums, types.int64, types.int64)
    return signature, _build_word


def _build_word(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    values, units, panels, *sums = pointers(context, builder, signature, arguments)
    bits = signature.args[2].dtype.bitwidth
    single, double, whole = (
        ir.VectorType(kind, PANEL) for kind in (ir.FloatType(), ir.DoubleType(), INT32)
    )

    def all_lanes(vector: Any, value: float) -> Any:
        return ir.Constant(vector, [value] * PANEL)

    to_whole, part = all_lanes(double, _TO_WHOLE), all_lanes(double, float(_PART))
    minuend, none = all_lanes(whole, _FROM_1 if bits == 8 else 0), all_lanes(whole, 0)
    unit = load(builder, units, constant(0), double, 8)
    totals = [load(builder, pointer, constant(0), whole, 4) for pointer in sums]

    loop = Loop(builder, constant(32 // bits), 1, [none, none, *totals])
    first = builder.mul(loop.index, constant(PANEL))
    value = builder.fpext(load(builder, values, first, single, 4), double)
    value = builder.fmul(value, unit)
    shifted = builder.fadd(value, to_whole)
    number = builder.trunc(builder.bitcast(shifted, ir.VectorType(INT64, PANEL)), whole)
    rest = absolute(builder, builder.fsub(value, builder.fsub(shifted, to_whole)))
    rest = builder.fptosi(builder.fmul(rest, part), whole)
    rest = builder.add(rest, all_lanes(whole, 2))
    place = splat(builder, whole, builder.trunc(builder.mul(loop.index, constant(bits)), INT32))
    bare = [
        builder.shl(builder.and_(side, all_lanes(whole, (1 << bits) - 1)), place)
        for side in (builder.sub(minuend, number), number)
    ]
    terms = (number, builder.mul(number, number), builder.mul(rest, rest))
    words = list(map(builder.or_, loop.carried[:2], bare))
    totals = list(map(builder.add, loop.carried[2:], terms))
    loop.leave([*words, *totals])
    for pointer, total in zip(sums, totals, strict=True):
        store(builder, total, pointer, constant(0), 4)
    for place, word in zip(arguments[6:], words, strict=True):
        store(builder, word, panels, place, 4)
    return context.get_dummy_value()


@kernel
def limit_of(packed, bound):  # type: ignore[no-untyped-def]
    """What the tile's result does not exceed where half the squared distance is within a bound."""
    if packed.per_unit == 0:  # floats
        return bound
    length = np.sqrt(2 * bound) * packed.per_unit + packed.blur
    return min(0.5 * length * length + 1, NO_LIMIT)


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
    if result >= NO_LIMIT:
        return np.inf
    length = (np.sqrt(2.0 * (result + len(packed.segments))) + packed.blur) / packed.per_unit
    return 0.5 * length * length * (1 + 2.0**-22)
