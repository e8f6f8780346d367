"""The squared distance that decides: float64, direct differences, one fixed order of summation."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.simd import Loop, is_array, load, pointers, shuffle, splat

LANES = 8  # rows are padded with zeros to a multiple of this many values


@intrinsic
def sq_distance(typing: Any, rows: Any, i: Any, j: Any, width: Any, scale: Any) -> Any:
    """Squared Euclidean distance of two rows, in units of ``1 / scale``.

    Parameters
    ----------
    rows : array of float32 or float64
        Rows of ``width`` values each, one behind the other.
    i, j : int64
        Rows.
    width : int64
        A multiple of 8, at least 8.
    scale : float64
        A power of two, which keeps the squares within range and rounds nothing.

    Returns
    -------
    float64
        Lane ``l`` sums features ``l, l + 8, l + 16, ...`` in that order, without fused operations;
        the lanes are then added in halves: 0 + 4, 1 + 5, ...; 0 + 2, 1 + 3; 0 + 1. Hence the same
        bits on every processor, and from NumPy (`fastsmote.neighbors.expansion`).
    """
    if not is_array(rows, types.float32, types.float64):
        return None
    signature = types.float64(rows, types.int64, types.int64, types.int64, types.float64)
    return signature, _build_distance


def _build_distance(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    (data,) = pointers(context, builder, signature, arguments)
    i, j, width, scale = arguments[1:]
    is_single = signature.args[0].dtype == types.float32
    single, double = (ir.VectorType(ir.FloatType(), LANES), ir.VectorType(ir.DoubleType(), LANES))

    scales = splat(builder, double, scale)

    def values(row: Any, offset: Any) -> Any:
        start = builder.add(builder.mul(row, width), offset)
        if is_single:
            value = builder.fpext(load(builder, data, start, single, 4), double)
        else:
            value = load(builder, data, start, double, 8)
        # before the difference, which may be beyond what there are numbers for
        return builder.fmul(value, scales)

    loop = Loop(builder, width, LANES, [ir.Constant(double, [0.0] * LANES)])
    difference = builder.fsub(values(i, loop.index), values(j, loop.index))
    total = builder.fadd(loop.carried[0], builder.fmul(difference, difference))
    loop.leave([total])
    for half in (4, 2, 1):
        low = shuffle(builder, total, range(half))
        total = builder.fadd(low, shuffle(builder, total, range(half, 2 * half)))
    return builder.extract_element(total, ir.Constant(ir.IntType(32), 0))


def padded_width(n_features: int) -> int:
    """Values that a row takes, zeros included."""
    return -(-n_features // LANES) * LANES
