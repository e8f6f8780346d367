"""Boxes around rows: which panels cannot hold a neighbor of any of some rows.

A box is the range of the leading features over the rows of a panel, or over those of 16 panels in a
row. The gap between two boxes, or between a row and a box, bounds the distance of any two of their
rows from below. One box is tested against 16 others at a time, 32 rows against one box, so that
testing costs far less than the pairs that it spares.

The claim
---------
A gap, as computed here from packed values, squared, summed and multiplied by ``shrink``, is at most
half the squared distance of any two rows in the two places, in exact arithmetic and in the units of
the panels.

The proof
---------
A packed value is off by at most a relative ``u`` (unit of rounding) and an absolute
``d^2 2^-52`` from the rotation, rows being no longer than ``sqrt(d)`` (`fastsmote.kernels.packing`,
step 1). Let ``x`` be the largest value in a box, in size. Errors of its rows, of the box's centre
and of its half width are at most ``u x`` each, and so are those of a row opposite that is no
farther out, and of the difference of its value and the centre; half widths are larger by
``16 u x + 4 d^2 2^-52``, two of them where a box is opposite. If the row is farther out by the gap
``g`` its error grows by ``u g``, computing ``g`` errs by ``3 u g`` more, and a sum of ``m`` squares
by ``(m + 2) u`` of itself: all below ``8 (m + 8) u`` of the sum, which ``shrink`` takes off.
Underflow is covered by what is added to a bound (step 5 there).
"""

from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.jit import kernel
from fastsmote.kernels.packing import Packed
from fastsmote.kernels.simd import (
    INT64,
    TILES,
    Loop,
    absolute,
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

AT_ONCE = 16  # boxes in a test, bits in its answer, panels in a group
_PANEL, _AT_ONCE = PANEL, AT_ONCE


class Boxes(NamedTuple):
    """Boxes of the panels, and of groups of 16 panels.

    Attributes
    ----------
    centers, halves : ndarray, dtype of the panels
        Centres and half widths of the boxes of panels, in blocks of 16: feature ``j`` of panel
        ``p`` stands at ``(p // 16 * n_features + j) * 16 + p % 16``. A width of ``-inf`` is that of
        a box that holds nothing.
    group_centers, group_halves : ndarray, dtype of the panels
        Those of groups in the same layout.
    n_features : int
        Features of a box.
    shrink : float
        What the square of a gap is multiplied by: the claim above.
    """

    centers: np.ndarray
    halves: np.ndarray
    group_centers: np.ndarray
    group_halves: np.ndarray
    n_features: int
    shrink: float


def allocate_boxes(packed: Packed, n_features: int) -> Boxes:
    """Empty boxes, which are infinitely far from everything."""
    dtype = packed.panels.dtype
    n_panels = len(packed.row_idx) // PANEL
    n_blocks = -(-n_panels // AT_ONCE)
    n_group_blocks = -(-n_blocks // AT_ONCE)
    n, n_groups = n_blocks * AT_ONCE * n_features, n_group_blocks * AT_ONCE * n_features
    return Boxes(
        centers=np.zeros(n, dtype),
        halves=np.full(n, -np.inf, dtype),
        group_centers=np.zeros(n_groups, dtype),
        group_halves=np.full(n_groups, -np.inf, dtype),
        n_features=n_features,
        shrink=0.5 * (1 - 4 * (n_features + 8) * float(np.finfo(dtype).eps)),
    )


@kernel
def fill_boxes(packed, boxes, first, last):  # type: ignore[no-untyped-def]
    """Compute the boxes of the groups ``first:last`` and of their panels.

    Parameters
    ----------
    packed : Packed
        Packed rows.
    boxes : Boxes
        Empty there; written.
    first, last : int
        Groups.
    """
    panels, row_idx, d = packed.panels, packed.row_idx, packed.n_features
    n_box, n_panels = boxes.n_features, len(row_idx) // _PANEL
    for group in range(first, last):
        for j in range(n_box):
            group_low, group_high = np.inf, -np.inf
            for panel in range(group * _AT_ONCE, min((group + 1) * _AT_ONCE, n_panels)):
                low, high = np.inf, -np.inf
                start = (panel * d + j) * _PANEL
                for r in range(_PANEL):
                    if row_idx[panel * _PANEL + r] >= 0:
                        x = np.float64(panels[start + r])
                        low, high = min(low, x), max(high, x)
                place = (group * n_box + j) * _AT_ONCE + panel % _AT_ONCE
                _set_edges(boxes.centers, boxes.halves, place, low, high, d)
                group_low, group_high = min(group_low, low), max(group_high, high)
            place = (group // _AT_ONCE * n_box + j) * _AT_ONCE + group % _AT_ONCE
            _set_edges(boxes.group_centers, boxes.group_halves, place, group_low, group_high, d)


@kernel
def _set_edges(centers, halves, place, low, high, d):  # type: ignore[no-untyped-def]
    """Set one feature of a box, with the margin of the proof above."""
    if low <= high:
        largest = max(abs(low), abs(high))
        margin = 8 * np.finfo(centers.dtype).eps * largest + np.float64(d) ** 2 * 2.0**-50
        centers[place] = (low + high) / 2
        halves[place] = (high - low) / 2 + margin


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
        Boxes of panels, as in `Boxes`.
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
        As in `Boxes`.
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
        As in `Boxes`.
    rows : int64
        The panel of the rows.
    panel : int64
        The panel of the box.
    n_features, n_box : int64
        Features of a row and of a box.
    shrink : float64
        As in `Boxes`.

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
    n_lanes = TILES[itemsize].n_lanes
    vector, bits = ir.VectorType(scalar, n_lanes), ir.IntType(n_lanes)
    strips = [constant(lane) for lane in range(0, PANEL, n_lanes)]
    zero = ir.Constant(vector, [0.0] * n_lanes)
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

    word = constant(0)
    factor = _splat_as(builder, vector, shrink)
    for strip, total in zip(strips, totals, strict=True):
        limit = load(builder, limits, builder.add(first_row, strip), vector, itemsize)
        within = builder.fcmp_ordered("<=", builder.fmul(total, factor), limit)
        part = builder.zext(builder.bitcast(within, bits), INT64)
        word = builder.or_(word, builder.shl(part, strip))
    return word


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
