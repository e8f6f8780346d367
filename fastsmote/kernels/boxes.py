"""Boxes around rows: which panels cannot hold a neighbor of any of some rows.

A box is the range of the leading features over rows that stand together. The gap between two boxes
bounds the distance of any two of their rows from below. One box is tested against 16 panels at a
time, so that testing all of them costs far less than the tiles that it spares.
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
    constant,
    float_type,
    is_array,
    largest_lane,
    load,
    maximum,
    pointers,
    splat,
)
from fastsmote.kernels.tile import PANEL

AT_ONCE = 16  # boxes in a test, bits in its answer
_PANEL, _AT_ONCE = PANEL, AT_ONCE
_GROUP_4, _GROUP_8 = TILES[4].n_queries, TILES[8].n_queries


class Boxes(NamedTuple):
    """Boxes of the packed rows, in units in which a squared gap bounds half a squared distance.

    Attributes
    ----------
    lows, highs : ndarray, dtype of the panels
        Boxes of panels in blocks of 16: feature ``j`` of panel ``p`` stands at
        ``(p // 16 * n_features + j) * 16 + p % 16``.
    bounds : ndarray, dtype of the panels
        The loosest bound among the rows of each panel, whole blocks of 16.
    group_lows, group_highs : ndarray, dtype of the panels
        Boxes of the rows that are a tile's queries, then those of the panels once more: feature
        ``j`` of box ``b`` stands at ``b * n_features + j``.
    n_features : int
        Features of a box; 0 if boxes are not used.
    """

    lows: np.ndarray
    highs: np.ndarray
    bounds: np.ndarray
    group_lows: np.ndarray
    group_highs: np.ndarray
    n_features: int


def allocate_boxes(packed: Packed, n_features: int) -> Boxes:
    """Empty boxes, which no gap can reach."""
    dtype = packed.panels.dtype
    n_packed = len(packed.row_idx)
    n_panels = n_packed // PANEL
    n_padded = -(-n_panels // AT_ONCE) * AT_ONCE
    n_groups = n_packed // TILES[dtype.itemsize].n_queries + n_panels
    far = 1e18  # its square is within float32
    return Boxes(
        lows=np.full(n_padded * n_features, far, dtype),
        highs=np.full(n_padded * n_features, -far, dtype),
        bounds=np.full(n_padded, -np.inf, dtype),
        group_lows=np.full(n_groups * n_features, far, dtype),
        group_highs=np.full(n_groups * n_features, -far, dtype),
        n_features=n_features,
    )


@kernel
def fill_boxes(packed, boxes, slack, first, last):  # type: ignore[no-untyped-def]
    """Compute the boxes and bounds of the panels ``first:last``.

    Parameters
    ----------
    packed : Packed
        Packed rows.
    boxes : Boxes
        Written.
    slack : float
        Relative error of a packed value and of the test: boxes are widened, gaps shrunk by it.
    first, last : int
        Panels.
    """
    panels, row_idx, d = packed.panels, packed.row_idx, packed.n_features
    n_box = boxes.n_features
    group = _GROUP_4 if panels.itemsize == 4 else _GROUP_8
    n_groups = len(row_idx) // group
    # a squared gap is to bound half the squared distance: sqrt(1/2), less the roundings of the test
    unit = np.sqrt(0.5) * (1 - (n_box + 8) * slack)
    by_rotation = np.float64(d) ** 2 * 2.0**-52  # absolute: rows are no longer than sqrt(d)
    for panel in range(first, last):
        boxes.bounds[panel] = panel_bound(packed.bounds, panel * _PANEL)
        for j in range(n_box):
            place = (panel // _AT_ONCE * n_box + j) * _AT_ONCE + panel % _AT_ONCE
            whole_low, whole_high = boxes.lows[place], boxes.highs[place]
            for start in range(0, _PANEL, group):
                box = (panel * _PANEL + start) // group * n_box + j
                low, high = boxes.group_lows[box], boxes.group_highs[box]
                for r in range(start, start + group):
                    if row_idx[panel * _PANEL + r] >= 0:
                        x = np.float64(panels[(panel * d + j) * _PANEL + r])
                        margin = abs(x) * slack + by_rotation
                        low = min(low, (x - margin) * unit)
                        high = max(high, (x + margin) * unit)
                boxes.group_lows[box], boxes.group_highs[box] = low, high
                whole_low, whole_high = min(whole_low, low), max(whole_high, high)
            boxes.lows[place], boxes.highs[place] = whole_low, whole_high
            box = (n_groups + panel) * n_box + j
            boxes.group_lows[box], boxes.group_highs[box] = whole_low, whole_high


@intrinsic
def box_hits(
    typing: Any,
    lows: Any,
    highs: Any,
    bounds: Any,
    group_lows: Any,
    group_highs: Any,
    bound: Any,
    box: Any,
    first: Any,
    n_features: Any,
) -> Any:
    """Find which of 16 panels may hold a row within a bound of a row of one box.

    Parameters
    ----------
    lows, highs, bounds, group_lows, group_highs : array of float32 or float64
        As in `Boxes`.
    bound : float
        The loosest bound among the rows of the one box.
    box : int64
        The one box.
    first : int64
        The first of the panels, a multiple of 16.
    n_features : int64
        Features of a box, 1 or more.

    Returns
    -------
    uint64
        Bit ``i`` is set if panel ``first + i`` may hold such a row.
    """
    arrays = (lows, highs, bounds, group_lows, group_highs)
    if not all(is_array(a, lows.dtype) for a in arrays):
        return None
    places = [types.int64] * 3
    return types.uint64(*arrays, lows.dtype, *places), _build_test


def _build_test(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    lows, highs, limits, box_lows, box_highs = pointers(context, builder, signature, arguments)
    bound, box, first, n_features = arguments[5:]
    scalar, itemsize = float_type(signature.args[0])
    vector = ir.VectorType(scalar, AT_ONCE)
    zero = ir.Constant(vector, [0.0] * AT_ONCE)
    ours = builder.mul(box, n_features)
    theirs = builder.mul(first, n_features)

    loop = Loop(builder, n_features, 1, [zero])
    place = builder.add(ours, loop.index)
    places = builder.add(theirs, builder.mul(loop.index, constant(AT_ONCE)))

    def one(pointer: Any) -> Any:
        return splat(builder, vector, builder.load(builder.gep(pointer, [place])))

    above = builder.fsub(load(builder, lows, places, vector, itemsize), one(box_highs))
    below = builder.fsub(one(box_lows), load(builder, highs, places, vector, itemsize))
    gap = maximum(builder, maximum(builder, above, below), zero)
    sq_gap = builder.fadd(loop.carried[0], builder.fmul(gap, gap))
    loop.leave([sq_gap])

    limit = load(builder, limits, first, vector, itemsize)
    loosest = maximum(builder, splat(builder, vector, bound), limit)
    within = builder.fcmp_ordered("<=", sq_gap, loosest)
    return builder.zext(builder.bitcast(within, ir.IntType(AT_ONCE)), INT64)


def _loosest_of(n_rows: dict[int, int]) -> Any:
    def typer(typing: Any, bounds: Any, start: Any) -> Any:
        if not is_array(bounds, types.float32, types.float64):
            return None

        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            (data,) = pointers(context, builder, signature, arguments)
            scalar, itemsize = float_type(signature.args[0])
            vector = ir.VectorType(scalar, n_rows[itemsize])
            return largest_lane(builder, load(builder, data, arguments[1], vector, itemsize))

        return bounds.dtype(bounds, types.int64), build

    return typer


#: ``panel_bound(bounds, start)``: the loosest bound among the 32 rows from ``start`` on.
panel_bound = intrinsic(_loosest_of({4: PANEL, 8: PANEL}))
#: ``group_bound(bounds, start)``: the loosest bound among the rows of a tile's queries.
group_bound = intrinsic(_loosest_of({size: tile.n_queries for size, tile in TILES.items()}))
