"""Boxes of the rows of a panel, and of several boxes, in explicit vectors."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.edges import edges_of
from fastsmote.kernels.products import fit
from fastsmote.kernels.simd import INT64, is_array, load, pointers, reduced
from fastsmote.kernels.tile import PANEL

AT_ONCE = 16  # boxes in a test, bits in its answer, panels in a group


@intrinsic
def enclose_rows(
    typing: Any,
    panels: Any,
    row_idx: Any,
    lows: Any,
    highs: Any,
    place: Any,
    row: Any,
    out: Any,
    relative_margin: Any,
    margin: Any,
) -> Any:
    """Find the edges of a panel's rows in one place, with a margin; padding does not count.

    Parameters
    ----------
    panels, row_idx : array
        As in `fastsmote.kernels.packing.Packed`.
    lows, highs : array of the dtype of ``panels``
        Get the edges.
    place : int64
        Where the values of the 32 rows begin in ``panels``, in features or words.
    row : int64
        The first of the rows.
    out : int64
        Where the edges belong, in features or words.
    relative_margin, margin : float64
        As in `fastsmote.kernels.boxes.Boxes`.
    """
    if not (fit(panels, (lows, highs)) and is_array(row_idx, types.int64)):
        return None
    arrays = (panels, row_idx, lows, highs)
    return types.void(*arrays, *[types.int64] * 3, *[types.float64] * 2), _build_rows


def _build_rows(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    data, numbers, *outs = pointers(context, builder, signature, arguments)
    place, row, out, relative, margin = arguments[4:]
    edges = edges_of(signature.args[0])
    vector, whole = ir.VectorType(edges.scalar, PANEL), ir.VectorType(INT64, PANEL)
    values = load(builder, edges.pointer(builder, data), place, vector, edges.itemsize)
    idx = load(builder, numbers, row, whole, 8)
    is_row = builder.icmp_signed(">=", idx, ir.Constant(whole, [0] * PANEL))
    low, high = (
        reduced(builder, builder.select(is_row, values, nothing), combine)
        for nothing, combine in zip(edges.nothing(PANEL), (edges.lower, edges.upper), strict=True)
    )
    _put(builder, edges, outs, out, edges.widen(builder, low, high, relative, margin))
    return context.get_dummy_value()


@intrinsic
def enclose_boxes(
    typing: Any, lows: Any, highs: Any, group_lows: Any, group_highs: Any, first: Any, out: Any
) -> Any:
    """Find the edges of 16 boxes in one place.

    Parameters
    ----------
    lows, highs : array
        Their edges.
    group_lows, group_highs : array of the same dtype
        Get those of the whole.
    first : int64
        Where the 16 begin, in features or words.
    out : int64
        Where the edges belong, in features or words.
    """
    arrays = (lows, highs, group_lows, group_highs)
    if not fit(lows, arrays[1:]):
        return None

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        *boxes, out_low, out_high = pointers(context, builder, signature, arguments)
        edges = edges_of(signature.args[0])
        vector = ir.VectorType(edges.scalar, AT_ONCE)
        found = [
            reduced(
                builder,
                load(builder, edges.pointer(builder, box), arguments[4], vector, edges.itemsize),
                combine,
            )
            for box, combine in zip(boxes, (edges.lower, edges.upper), strict=True)
        ]
        _put(builder, edges, (out_low, out_high), arguments[5], found)
        return context.get_dummy_value()

    return types.void(*arrays, types.int64, types.int64), build


def _put(builder: Any, edges: Any, outs: Any, place: Any, found: Any) -> None:
    for pointer, edge in zip(outs, found, strict=True):
        builder.store(edge, builder.gep(edges.pointer(builder, pointer), [place]))
