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
step 1). Let ``x`` be the largest value in a box, in size. Errors of its rows and of its edges are
at most ``u x`` each, and so are those of a row opposite that is no farther out, and of the
difference of its value and the edge; boxes are wider than their rows by ``16 u x + 4 d^2 2^-52`` on
either side, two of them where a box is opposite. If the row is farther out by the gap ``g`` its
error grows by ``u g``, computing ``g`` errs by ``u g`` more, and a sum of ``m`` squares by
``(m + 2) u`` of itself: all below ``8 (m + 8) u`` of the sum, which ``shrink`` takes off. Underflow
is covered by what is added to a bound (step 5 there). A group's box is no narrower in any feature
than those of its panels, so none of the steps, each of which rounds monotonically, ends higher.

Boxes of words are those of their integers, without a margin: their gaps are exact, or cut off at
the largest integer, and half their squares, rounded down, are at most half the squared distance of
the integers, which `fastsmote.kernels.words` compares with a limit.
"""

from typing import NamedTuple

import numpy as np

from fastsmote.kernels.jit import kernel
from fastsmote.kernels.packing import Packed
from fastsmote.kernels.ranges import AT_ONCE, enclose_boxes, enclose_rows
from fastsmote.kernels.simd import aligned
from fastsmote.kernels.tile import PANEL


class Boxes(NamedTuple):
    """Boxes of the panels, and of groups of 16 panels.

    Attributes
    ----------
    lows, highs : ndarray, dtype of the panels
        Edges of the boxes of panels, in blocks of 16: feature or word ``j`` of panel ``p`` stands
        at ``(p // 16 * n_places + j) * 16 + p % 16``. A box whose lows are beyond its highs holds
        nothing.
    group_lows, group_highs : ndarray, dtype of the panels
        Those of groups in the same layout.
    n_places : int
        Features, or words, of a box.
    shrink : float
        What the square of a gap is multiplied by: the claim above.
    relative_margin, margin : float
        How much larger a box is than its rows, in part of the larger of its edges and beside that.
    """

    lows: np.ndarray
    highs: np.ndarray
    group_lows: np.ndarray
    group_highs: np.ndarray
    n_places: int
    shrink: float
    relative_margin: float
    margin: float


def allocate_boxes(packed: Packed, n_features: int) -> Boxes:
    """Boxes of the leading features that hold nothing."""
    dtype, n_values = packed.panels.dtype, packed.n_values
    n_places = -(-n_features // n_values)
    n_panels = len(packed.row_idx) // PANEL
    n_blocks = -(-n_panels // AT_ONCE)
    n_group_blocks = -(-n_blocks // AT_ONCE)
    n, n_groups = (m * AT_ONCE * n_places * n_values for m in (n_blocks, n_group_blocks))
    is_float = dtype.kind == "f"
    limits, eps = (np.finfo(dtype), np.finfo(dtype).eps) if is_float else (np.iinfo(dtype), 0)
    far = np.inf if is_float else limits.max
    return Boxes(
        lows=_filled(n, far, dtype),
        highs=_filled(n, -far, dtype),
        group_lows=_filled(n_groups, far, dtype),
        group_highs=_filled(n_groups, -far, dtype),
        n_places=n_places,
        shrink=0.5 * (1 - 4 * (n_features + 8) * float(eps)),
        relative_margin=8 * float(eps),
        margin=float(packed.n_features) ** 2 * 2.0**-50 if is_float else 0.0,
    )


def _filled(n: int, value: float, dtype: np.dtype) -> np.ndarray:
    array = aligned(n, dtype)
    array.fill(value)
    return array


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
    panels, row_idx, n_places = packed.panels, packed.row_idx, packed.n_places
    lows, highs, n_box = boxes.lows, boxes.highs, boxes.n_places
    n_panels = len(row_idx) // PANEL
    # the last part of the panels, if there are two
    references = len(panels) // packed.n_values - len(row_idx) * n_places
    for group in range(first, last):
        for panel in range(group * AT_ONCE, min((group + 1) * AT_ONCE, n_panels)):
            for j in range(n_box):
                enclose_rows(
                    panels,
                    row_idx,
                    lows,
                    highs,
                    references + (panel * n_places + j) * PANEL,
                    panel * PANEL,
                    (group * n_box + j) * AT_ONCE + panel % AT_ONCE,
                    boxes.relative_margin,
                    boxes.margin,
                )
        for j in range(n_box):
            place = (group // AT_ONCE * n_box + j) * AT_ONCE + group % AT_ONCE
            begin = (group * n_box + j) * AT_ONCE
            enclose_boxes(lows, highs, boxes.group_lows, boxes.group_highs, begin, place)
