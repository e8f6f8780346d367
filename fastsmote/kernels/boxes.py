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

from typing import NamedTuple

import numpy as np

from fastsmote.kernels.jit import kernel
from fastsmote.kernels.packing import Packed
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
