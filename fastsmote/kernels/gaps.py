"""Boxes against boxes and against rows, in explicit vectors: see `fastsmote.kernels.boxes`."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.edges import Edges, edges_of
from fastsmote.kernels.products import fit, sums_of
from fastsmote.kernels.ranges import AT_ONCE
from fastsmote.kernels.simd import (
    INT64,
    ROW_TILES,
    Loop,
    array_of,
    at_most,
    bits_within,
    constant,
    is_array,
    largest_lane,
    load,
    number_type,
    pointers,
    splat,
    splat_at,
    store,
)
from fastsmote.kernels.tile import PANEL


@intrinsic
def box_gaps(
    typing: Any,
    lows: Any,
    highs: Any,
    other_lows: Any,
    other_highs: Any,
    gaps: Any,
    apart: Any,
    panel: Any,
    first: Any,
    n_places: Any,
    shrink: Any,
) -> Any:
    """Bound half the squared distance of the rows of one box to those of 16 others.

    Parameters
    ----------
    lows, highs : array
        Boxes of panels, as in `fastsmote.kernels.boxes.Boxes`.
    other_lows, other_highs : array of the same dtype
        Boxes of the others, panels or groups.
    gaps, apart : array of the dtype of bounds
        Get the 16 bounds, and the squared distances of the centres, from ``first`` on.
    panel : int64
        The one box.
    first : int64
        The first of the others, a multiple of 16.
    n_places : int64
        Features or words of a box, 1 or more.
    shrink : float64
        As in `fastsmote.kernels.boxes.Boxes`.
    """
    arrays = (lows, highs, other_lows, other_highs, gaps, apart)
    if not fit(lows, (highs, other_lows, other_highs), (gaps, apart)):
        return None
    places = [types.int64] * 3

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        *boxes, bounds, distances = pointers(context, builder, signature, arguments)
        edges = edges_of(signature.args[0])
        found = _gaps(builder, edges, boxes, *arguments[6:])
        for out, values in zip((bounds, distances), found, strict=True):
            store(builder, values, out, arguments[7], edges.itemsize)
        return context.get_dummy_value()

    return types.void(*arrays, *places, types.float64), build


@intrinsic
def boxes_within(
    typing: Any,
    lows: Any,
    highs: Any,
    bound: Any,
    panel: Any,
    first: Any,
    n_places: Any,
    shrink: Any,
) -> Any:
    """Find which of 16 panels may hold a row within a bound of a row of one panel.

    Parameters
    ----------
    lows, highs, panel, first, n_places, shrink
        As in `box_gaps`.
    bound : float
        The loosest bound among the rows of the one panel.

    Returns
    -------
    uint64
        Bit ``i`` is set if panel ``first + i`` may hold such a row.
    """
    if not fit(lows, (highs,)):
        return None
    places = [types.int64] * 3

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        boxes = pointers(context, builder, signature, arguments)
        bounds, _ = _gaps(builder, edges_of(signature.args[0]), boxes * 2, *arguments[3:])
        within = at_most(builder, bounds, splat(builder, bounds.type, arguments[2]))
        return builder.zext(builder.bitcast(within, ir.IntType(AT_ONCE)), INT64)

    return types.uint64(lows, highs, sums_of(lows), *places, types.float64), build


def _gaps(
    builder: Any,
    edges: Edges,
    boxes: Any,
    panel: Any,
    first: Any,
    n_places: Any,
    shrink: Any,
) -> Any:
    """The 16 bounds, and the squared distances of the centres, as vectors."""
    lows, highs, other_lows, other_highs = (edges.pointer(builder, box) for box in boxes)
    vector = ir.VectorType(edges.scalar, AT_ONCE)
    zero = ir.Constant(vector, [0] * AT_ONCE)
    theirs = builder.mul(first, n_places)
    loop = Loop(builder, n_places, 1, [zero, zero])
    step = builder.mul(loop.index, constant(AT_ONCE))
    place = builder.add(_edge(builder, panel, n_places), step)
    places = builder.add(theirs, step)

    own = [splat_at(builder, vector, pointer, place) for pointer in (lows, highs)]
    others = [load(builder, p, places, vector, edges.itemsize) for p in (other_lows, other_highs)]
    gap = edges.gap(builder, *own, *others)
    apart = edges.apart(builder, *own, *others)
    gaps, distances = (
        edges.with_square(builder, total, value)
        for total, value in zip(loop.carried, (gap, apart), strict=True)
    )
    loop.leave([gaps, distances])
    return edges.half(builder, gaps, shrink), distances


def _edge(builder: Any, panel: Any, n_places: Any) -> Any:
    """Where the first place of a panel's box stands."""
    in_block = builder.and_(panel, constant(AT_ONCE - 1))
    return builder.add(builder.mul(builder.sub(panel, in_block), n_places), in_block)


@intrinsic
def rows_within(
    typing: Any,
    panels: Any,
    bounds: Any,
    lows: Any,
    highs: Any,
    rows: Any,
    panel: Any,
    n_places: Any,
    n_box: Any,
    shrink: Any,
) -> Any:
    """Find which of the 32 rows of one panel may have another panel's row within their bound.

    Parameters
    ----------
    panels, bounds : array
        As in `fastsmote.kernels.packing.Packed`.
    lows, highs : array of the same dtype
        As in `fastsmote.kernels.boxes.Boxes`.
    rows : int64
        The panel of the rows.
    panel : int64
        The panel of the box.
    n_places, n_box : int64
        Features or words of a row and of a box.
    shrink : float64
        As in `fastsmote.kernels.boxes.Boxes`.

    Returns
    -------
    uint64
        Bit ``i`` is set if row ``32 * rows + i`` may have such a neighbor.
    """
    arrays = (panels, bounds, lows, highs)
    if not fit(panels, (lows, highs), (bounds,)):
        return None
    places = [types.int64] * 4
    return types.uint64(*arrays, *places, types.float64), _build_rows_within


def _build_rows_within(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    data, limits, lows, highs = pointers(context, builder, signature, arguments)
    rows, panel, n_places, n_box, shrink = arguments[4:]
    edges = edges_of(signature.args[0])
    itemsize, tile = edges.itemsize, ROW_TILES[edges.itemsize]
    data, lows, highs = (edges.pointer(builder, p) for p in (data, lows, highs))
    if edges.n_sides == 2:
        n_packed = array_of(context, builder, signature.args[1], arguments[1]).nitems
        data = builder.gep(data, [builder.mul(n_packed, n_places)])
    vector, strips = ir.VectorType(edges.scalar, tile.n_lanes), tile.strips
    zero = ir.Constant(vector, [0] * tile.n_lanes)
    first_row = builder.mul(rows, constant(PANEL))
    start = builder.mul(first_row, n_places)
    edge = _edge(builder, panel, n_box)

    loop = Loop(builder, n_box, 1, [zero] * len(strips))
    place = builder.add(edge, builder.mul(loop.index, constant(AT_ONCE)))
    values = builder.add(start, builder.mul(loop.index, constant(PANEL)))
    low, high = (splat_at(builder, vector, pointer, place) for pointer in (lows, highs))
    totals = []
    for strip, total in zip(strips, loop.carried, strict=True):
        x = load(builder, data, builder.add(values, strip), vector, itemsize)
        totals.append(edges.with_square(builder, total, edges.gap(builder, low, high, x, x)))
    loop.leave(totals)

    gaps = [edges.half(builder, total, shrink) for total in totals]
    within = [load(builder, limits, builder.add(first_row, s), vector, itemsize) for s in strips]
    return bits_within(builder, strips, gaps, within)


@intrinsic
def panel_bound(typing: Any, bounds: Any, start: Any) -> Any:
    """The loosest bound among the 32 rows from ``start`` on."""
    if not is_array(bounds, types.float32, types.float64, types.int32):
        return None

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        (data,) = pointers(context, builder, signature, arguments)
        scalar, itemsize = number_type(signature.args[0])
        vector = ir.VectorType(scalar, PANEL)
        return largest_lane(builder, load(builder, data, arguments[1], vector, itemsize))

    return bounds.dtype(bounds, types.int64), build
