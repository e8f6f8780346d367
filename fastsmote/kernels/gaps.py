"""Boxes against boxes and against rows, in explicit vectors: see `fastsmote.kernels.boxes`."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.boxes import AT_ONCE
from fastsmote.kernels.simd import (
    INT64,
    ROW_TILES,
    Loop,
    absolute,
    bits_within,
    constant,
    float_type,
    is_array,
    largest_lane,
    load,
    maximum,
    pointers,
    splat,
    splat_at,
    store,
)
from fastsmote.kernels.tile import PANEL


@intrinsic
def box_gaps(
    typing: Any,
    centers: Any,
    halves: Any,
    other_centers: Any,
    other_halves: Any,
    gaps: Any,
    apart: Any,
    panel: Any,
    first: Any,
    n_features: Any,
    shrink: Any,
) -> Any:
    """Bound half the squared distance of the rows of one box to those of 16 others.

    Parameters
    ----------
    centers, halves : array of float32 or float64
        Boxes of panels, as in `fastsmote.kernels.boxes.Boxes`.
    other_centers, other_halves : array of the same dtype
        Boxes of the others, panels or groups.
    gaps, apart : array of the same dtype
        Get the 16 bounds, and the squared distances of the centres, from ``first`` on.
    panel : int64
        The one box.
    first : int64
        The first of the others, a multiple of 16.
    n_features : int64
        Features of a box, 1 or more.
    shrink : float64
        As in `fastsmote.kernels.boxes.Boxes`.
    """
    arrays = (centers, halves, other_centers, other_halves, gaps, apart)
    if not all(is_array(a, gaps.dtype) for a in arrays):
        return None
    places = [types.int64] * 3

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        *boxes, bounds, distances = pointers(context, builder, signature, arguments)
        scalar, itemsize = float_type(signature.args[0])
        found = _gaps(builder, scalar, itemsize, boxes, *arguments[6:])
        for out, values in zip((bounds, distances), found, strict=True):
            store(builder, values, out, arguments[7], itemsize)
        return context.get_dummy_value()

    return types.void(*arrays, *places, types.float64), build


@intrinsic
def boxes_within(
    typing: Any,
    centers: Any,
    halves: Any,
    bound: Any,
    panel: Any,
    first: Any,
    n_features: Any,
    shrink: Any,
) -> Any:
    """Find which of 16 panels may hold a row within a bound of a row of one panel.

    Parameters
    ----------
    centers, halves, panel, first, n_features, shrink
        As in `box_gaps`.
    bound : float
        The loosest bound among the rows of the one panel.

    Returns
    -------
    uint64
        Bit ``i`` is set if panel ``first + i`` may hold such a row.
    """
    if not all(is_array(a, centers.dtype) for a in (centers, halves)):
        return None
    places = [types.int64] * 3

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        boxes = pointers(context, builder, signature, arguments)
        scalar, itemsize = float_type(signature.args[0])
        bounds, _ = _gaps(builder, scalar, itemsize, boxes * 2, *arguments[3:])
        within = builder.fcmp_ordered("<=", bounds, splat(builder, bounds.type, arguments[2]))
        return builder.zext(builder.bitcast(within, ir.IntType(AT_ONCE)), INT64)

    return types.uint64(centers, halves, centers.dtype, *places, types.float64), build


def _gaps(
    builder: Any,
    scalar: Any,
    itemsize: int,
    boxes: Any,
    panel: Any,
    first: Any,
    n_features: Any,
    shrink: Any,
) -> Any:
    """The 16 bounds, and the squared distances of the centres, as vectors."""
    centers, halves, other_centers, other_halves = boxes
    vector = ir.VectorType(scalar, AT_ONCE)
    zero = ir.Constant(vector, [0.0] * AT_ONCE)
    theirs = builder.mul(first, n_features)
    loop = Loop(builder, n_features, 1, [zero, zero])
    step = builder.mul(loop.index, constant(AT_ONCE))
    place = builder.add(_edge(builder, panel, n_features), step)
    places = builder.add(theirs, step)

    def one(pointer: Any) -> Any:
        return splat_at(builder, vector, pointer, place)

    def with_square(total: Any, value: Any) -> Any:
        square = builder.fmul(value, value, flags=("contract",))
        return builder.fadd(square, total, flags=("contract",))

    apart = builder.fsub(load(builder, other_centers, places, vector, itemsize), one(centers))
    both = builder.fadd(load(builder, other_halves, places, vector, itemsize), one(halves))
    gap = maximum(builder, builder.fsub(absolute(builder, apart), both), zero)
    gaps, distances = map(with_square, loop.carried, (gap, apart))
    loop.leave([gaps, distances])
    return builder.fmul(gaps, _splat_as(builder, vector, shrink)), distances


def _edge(builder: Any, panel: Any, n_features: Any) -> Any:
    """Where the first feature of a panel's box stands."""
    in_block = builder.and_(panel, constant(AT_ONCE - 1))
    return builder.add(builder.mul(builder.sub(panel, in_block), n_features), in_block)


def _splat_as(builder: Any, vector: Any, value: Any) -> Any:
    is_single = vector.element == ir.FloatType()
    return splat(builder, vector, builder.fptrunc(value, vector.element) if is_single else value)


@intrinsic
def rows_within(
    typing: Any,
    panels: Any,
    bounds: Any,
    centers: Any,
    halves: Any,
    rows: Any,
    panel: Any,
    n_features: Any,
    n_box: Any,
    shrink: Any,
) -> Any:
    """Find which of the 32 rows of one panel may have another panel's row within their bound.

    Parameters
    ----------
    panels, bounds : array of float32 or float64
        As in `fastsmote.kernels.packing.Packed`.
    centers, halves : array of the same dtype
        As in `fastsmote.kernels.boxes.Boxes`.
    rows : int64
        The panel of the rows.
    panel : int64
        The panel of the box.
    n_features, n_box : int64
        Features of a row and of a box.
    shrink : float64
        As in `fastsmote.kernels.boxes.Boxes`.

    Returns
    -------
    uint64
        Bit ``i`` is set if row ``32 * rows + i`` may have such a neighbor.
    """
    arrays = (panels, bounds, centers, halves)
    if not all(is_array(a, panels.dtype) for a in arrays):
        return None
    places = [types.int64] * 4
    return types.uint64(*arrays, *places, types.float64), _build_rows_within


def _build_rows_within(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    data, limits, centers, halves = pointers(context, builder, signature, arguments)
    rows, panel, n_features, n_box, shrink = arguments[4:]
    scalar, itemsize = float_type(signature.args[0])
    tile = ROW_TILES[itemsize]
    vector, strips = ir.VectorType(scalar, tile.n_lanes), tile.strips
    zero = ir.Constant(vector, [0.0] * tile.n_lanes)
    first_row = builder.mul(rows, constant(PANEL))
    start = builder.mul(first_row, n_features)
    edge = _edge(builder, panel, n_box)

    loop = Loop(builder, n_box, 1, [zero] * len(strips))
    place = builder.add(edge, builder.mul(loop.index, constant(AT_ONCE)))
    values = builder.add(start, builder.mul(loop.index, constant(PANEL)))
    center, half = (splat_at(builder, vector, p, place) for p in (centers, halves))
    totals = []
    for strip, total in zip(strips, loop.carried, strict=True):
        x = load(builder, data, builder.add(values, strip), vector, itemsize)
        outside = builder.fsub(absolute(builder, builder.fsub(x, center)), half)
        gap = maximum(builder, outside, zero)
        square = builder.fmul(gap, gap, flags=("contract",))
        totals.append(builder.fadd(square, total, flags=("contract",)))
    loop.leave(totals)

    factor = _splat_as(builder, vector, shrink)
    gaps = [builder.fmul(total, factor) for total in totals]
    within = [load(builder, limits, builder.add(first_row, s), vector, itemsize) for s in strips]
    return bits_within(builder, strips, gaps, within)


@intrinsic
def panel_bound(typing: Any, bounds: Any, start: Any) -> Any:
    """The loosest bound among the 32 rows from ``start`` on."""
    if not is_array(bounds, types.float32, types.float64):
        return None

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        (data,) = pointers(context, builder, signature, arguments)
        scalar, itemsize = float_type(signature.args[0])
        vector = ir.VectorType(scalar, PANEL)
        return largest_lane(builder, load(builder, data, arguments[1], vector, itemsize))

    return bounds.dtype(bounds, types.int64), build
