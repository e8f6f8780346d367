"""The k-th smallest of many values, or little more, without a branch: from 32 minima of them."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.simd import (
    INT32,
    Loop,
    at_most,
    constant,
    is_array,
    load,
    minimum,
    number_type,
    pointers,
    smallest_lane,
    splat,
    store,
)
from fastsmote.kernels.tile import PANEL


@intrinsic
def lower(typing: Any, least: Any, start: Any, values: Any, first: Any) -> Any:
    """Replace each of the 32 in ``least`` from ``start`` on by that in ``values`` if it is smaller.

    Parameters
    ----------
    least, values : array of float32, float64 or int32
    start, first : int64
        Where the 32 begin in either.
    """
    if not all(is_array(a, least.dtype) for a in (least, values)):
        return None

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kept, coming = pointers(context, builder, signature, arguments)
        scalar, itemsize = number_type(signature.args[0])
        vector = ir.VectorType(scalar, PANEL)
        old = load(builder, kept, arguments[1], vector, itemsize)
        new = load(builder, coming, arguments[3], vector, itemsize)
        store(builder, minimum(builder, old, new), kept, arguments[1], itemsize)
        return context.get_dummy_value()

    return types.void(least, types.int64, values, types.int64), build


@intrinsic
def kth_smallest(typing: Any, values: Any, start: Any, k: Any) -> Any:
    """A value that at least ``k + 1`` of 32 do not exceed: their ``k``-th, if none are equal.

    Parameters
    ----------
    values : array of float32, float64 or int32
    start : int64
        Where the 32 begin.
    k : int64
        From 0 to 31.

    Returns
    -------
    dtype of ``values``
        The largest there is if fewer are below it.
    """
    if not is_array(values, types.float32, types.float64, types.int32):
        return None

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        (data,) = pointers(context, builder, signature, arguments)
        scalar, itemsize = number_type(signature.args[0])
        vector = ir.VectorType(scalar, PANEL)
        largest = float("inf") if scalar != INT32 else 2**31 - 1
        none = ir.Constant(vector, [largest] * PANEL)
        values = load(builder, data, arguments[1], vector, itemsize)
        n_rounds = builder.add(arguments[2], constant(1))
        loop = Loop(builder, n_rounds, 1, [values, ir.Constant(scalar, 0)])
        left, _ = loop.carried
        least = smallest_lane(builder, left)
        is_least = at_most(builder, left, splat(builder, vector, least))
        loop.leave([builder.select(is_least, none, left), least])
        return least

    return values.dtype(values, types.int64, types.int64), build
