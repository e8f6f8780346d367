"""Rows turned onto other axes: centred, scaled and multiplied by a matrix, in one pass.

A general matrix product copies both matrices into an order of its own before it multiplies, which
for as many rows as stay in the cache takes as long again, and the steps before and after it go
through memory by themselves. Here a strip of the axes stays in the first cache while the rows of a
block pass by it.
"""

from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.ahead import AHEAD, fetch_row
from fastsmote.kernels.jit import kernel
from fastsmote.kernels.simd import (
    TILES,
    Loop,
    aligned,
    constant,
    is_array,
    load,
    pointers,
    splat_at,
    store,
)

_TILE = TILES[8]
_WIDTH, _HEIGHT = _TILE.n_references, _TILE.n_queries
# Rows of a block: together with a strip they stay in the second cache.
_BLOCK = 64
_DOUBLES = ir.VectorType(ir.DoubleType(), _TILE.n_lanes)


class Turn(NamedTuple):
    """What is done to rows ``x``: ``((first_scale * x - center) * then_scale) @ axes``.

    Attributes
    ----------
    center : ndarray of shape (n_features,), float64
    first_scale, then_scale : float
    features : ndarray of shape (n_features,), int64
        Those that are turned, then those that follow them as they are.
    n_turned : int
        How many are turned.
    strips : ndarray of shape (n_strips * n_turned * width,), float64
        The axes, some columns at a time, with zeros behind the last one.
    """

    center: np.ndarray
    first_scale: float
    then_scale: float
    features: np.ndarray
    n_turned: int
    strips: np.ndarray


def in_strips(axes: np.ndarray) -> np.ndarray:
    """Columns of a matrix in strips as wide as the tile, as `Turn` holds them."""
    n = len(axes)
    n_strips = -(-n // _WIDTH)
    strips = aligned(n_strips * n * _WIDTH, np.float64)
    padded = np.zeros((n, n_strips * _WIDTH))
    padded[:, :n] = axes
    strips.reshape(n_strips, n, _WIDTH)[:] = padded.reshape(n, n_strips, _WIDTH).swapaxes(0, 1)
    return strips


@intrinsic
def _multiply(
    typing: Any,
    rows: Any,
    row: Any,
    n_values: Any,
    features: Any,
    n: Any,
    strips: Any,
    strip: Any,
    out: Any,
    to: Any,
    width: Any,
) -> Any:
    """Multiply some rows by a strip of the axes.

    Parameters
    ----------
    rows : array of float64
        Rows of ``n_values`` values.
    row : int64
        Where the first one begins.
    n_values : int64
    features : array of int64
        Values that are multiplied: the first ``n``, at least one.
    n : int64
    strips : array of float64, aligned
    strip : int64
        Where the strip begins.
    out : array of float64
        Gets the products, a row every ``width`` values.
    to : int64
        Where the first one begins.
    width : int64
    """
    if not (
        is_array(features, types.int64)
        and all(is_array(a, types.float64) for a in (rows, strips, out))
    ):
        return None

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        values, chosen, axes, products = pointers(context, builder, signature, arguments)
        _, row, n_values, _, n, _, strip, _, to, width = arguments
        tile = range(_HEIGHT)
        starts = [builder.add(row, builder.mul(n_values, constant(q))) for q in tile]
        zero = ir.Constant(_DOUBLES, [0.0] * _TILE.n_lanes)
        loop = Loop(builder, n, 1, [zero] * (_HEIGHT * _TILE.n_vectors))
        at = builder.add(strip, builder.mul(loop.index, constant(_WIDTH)))
        columns = [
            load(builder, axes, builder.add(at, v), _DOUBLES, _TILE.n_lanes * 8)
            for v in _TILE.strips
        ]
        feature = builder.load(builder.gep(chosen, [loop.index]))
        sums = []
        for q in tile:
            value = splat_at(builder, _DOUBLES, values, builder.add(starts[q], feature))
            for v, column in enumerate(columns):
                product = builder.fmul(value, column, flags=("contract",))
                total = loop.carried[q * _TILE.n_vectors + v]
                sums.append(builder.fadd(product, total, flags=("contract",)))
        loop.leave(sums)
        for q in tile:
            begin = builder.add(to, builder.mul(width, constant(q)))
            for v, strip_of in enumerate(_TILE.strips):
                total = sums[q * _TILE.n_vectors + v]
                store(builder, total, products, builder.add(begin, strip_of), 8)
        return context.get_dummy_value()

    index = types.int64
    return (
        types.void(rows, index, index, features, index, strips, index, out, index, index),
        build,
    )


@kernel
def turn_rows(X, source, turn, Y, first, last):  # type: ignore[no-untyped-def]
    """Turn the rows ``source[first:last]`` of ``X`` into ``Y[first:last]``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Feature rows.
    source : ndarray of shape (n_rows,), intp
        Which of them.
    turn : Turn
    Y : ndarray of shape (n_rows, n_features), float32 or float64
        Written.
    first, last : int
    """
    d, n = X.shape[1], turn.n_turned
    n_strips = (n + _WIDTH - 1) // _WIDTH
    width = n_strips * _WIDTH
    centred, turned = np.empty(_BLOCK * d), np.empty(_BLOCK * width)
    for start in range(first, last, _BLOCK):
        n_rows = min(_BLOCK, last - start)
        for r in range(n_rows):
            row = source[start + r]
            fetch_row(X, source[min(start + r + AHEAD, last - 1)])
            for j in range(d):
                x = np.float64(X[row, j]) * turn.first_scale - turn.center[j]
                centred[r * d + j] = x * turn.then_scale
        for s in range(n_strips):
            for r in range(0, n_rows, _HEIGHT):  # what is behind the last row is not read
                _multiply(
                    centred, r * d, d, turn.features, n,
                    turn.strips, s * n * _WIDTH, turned, r * width + s * _WIDTH, width,
                )  # fmt: skip
        for r in range(n_rows):
            for j in range(n):
                Y[start + r, j] = turned[r * width + j]
            for j in range(n, d):
                Y[start + r, j] = centred[r * d + turn.features[j]]
