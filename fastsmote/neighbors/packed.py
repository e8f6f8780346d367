"""Rows packed for the filter that has been chosen."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from fastsmote.kernels.distance import padded_width
from fastsmote.kernels.packing import (
    NO_BOUND,
    Packed,
    bound_of_distance,
    copy_rows,
    pack_values,
    relative_bound,
    relative_error,
)
from fastsmote.kernels.parallel import run
from fastsmote.kernels.simd import aligned
from fastsmote.kernels.tile import PANEL
from fastsmote.kernels.words import NO_LIMIT, blur_of, pack_words, unit_of
from fastsmote.neighbors.chunks import light_parts
from fastsmote.neighbors.costs import candidate_ends
from fastsmote.neighbors.precision import Extent, Filter


class RowOrder(NamedTuple):
    """Rows in the order of the search.

    Attributes
    ----------
    row_idx : ndarray of shape (n_packed,), int64
        Rows, -1 for padding; those that have lists first.
    n_queries : int
        How many may have lists.
    first_reference : int
        Where those among which is searched begin.
    """

    row_idx: np.ndarray
    n_queries: int
    first_reference: int


class Units(NamedTuple):
    """Powers of two that rows are multiplied by, for distances and for panels."""

    distances: float
    panels: float


def pack_rows(
    Y: np.ndarray, dtype: Filter, extent: Extent, order: RowOrder, units: Units, n_threads: int
) -> Packed:
    """Pack all but the rows as they came.

    Parameters
    ----------
    Y : ndarray of shape (n_samples, n_features), float32 or float64
        Rotated rows.
    dtype : type
        What the filter knows them as.
    extent : Extent
        Of ``Y``.
    order : RowOrder
    units : Units
    n_threads : int
    """
    n, d = len(order.row_idx), Y.shape[1]
    is_float = np.issubdtype(dtype, np.floating)
    n_values, n_sides = (1, 1) if is_float else (4 // np.dtype(dtype).itemsize, 2)
    n_places = -(-d // n_values)
    segments = np.array(candidate_ends(n_places), dtype=np.int64)
    sums = dtype if is_float else np.int32
    packed = Packed(
        panels=aligned(n_sides * n * n_places * n_values, dtype),
        half_norms=aligned(n_sides * n * len(segments), sums),
        segments=segments,
        bounds=aligned(n, sums),
        rows=np.empty(0),
        row_idx=order.row_idx,
        n_features=d,
        n_places=n_places,
        n_values=n_values,
        width=padded_width(d),
        n_queries=order.n_queries,
        first_reference=order.first_reference,
        error=relative_error(d, len(segments), dtype) if is_float else 0.0,
        scale=units.distances,
        to_bound=bound_of_distance(units.panels / units.distances),
        per_unit=0.0 if is_float else unit_of(*extent, dtype),
    )
    parts = [(PANEL * a, PANEL * b) for a, b in light_parts(n // PANEL, d)]
    if is_float:
        shrink = 1 - relative_bound(d, len(segments), dtype)
        run(pack_values, [(Y, shrink, packed, *part) for part in parts], n_threads)
        return packed
    residuals = np.empty(n // PANEL)
    run(pack_words, [(Y, packed, residuals, *part) for part in parts], n_threads)
    return packed._replace(blur=blur_of(residuals, extent.longest * packed.per_unit))


def with_copies(packed: Packed, X: np.ndarray, rows: np.ndarray, n_threads: int) -> Packed:
    """The same with a copy of the rows ``X[rows]`` as they came."""
    n = len(packed.row_idx)
    copies = aligned(n * packed.width, X.dtype)
    tasks = [
        (X, rows, packed.row_idx, packed.width, copies, PANEL * a, PANEL * b)
        for a, b in light_parts(n // PANEL, packed.width)
    ]
    run(copy_rows, tasks, n_threads)
    return packed._replace(rows=copies)


def merge_segments(packed: Packed, ends: list[int]) -> Packed:
    """The same with some of its segments made one; ``ends`` are those that stay."""
    old = packed.segments
    if len(ends) == len(old):
        return packed
    norms = packed.half_norms.reshape(len(old), -1)
    firsts = [0, *(int(np.searchsorted(old, end)) + 1 for end in ends)]
    merged = aligned(len(ends) * norms.shape[1], norms.dtype)
    for s, (first, last) in enumerate(pairwise(firsts)):
        into = merged[s * norms.shape[1] : (s + 1) * norms.shape[1]]
        into[:] = norms[first:last].sum(axis=0, dtype=np.float64)
    return packed._replace(half_norms=merged, segments=np.array(ends, dtype=np.int64))


def forget_bounds(packed: Packed, rows: slice) -> None:
    """Leave the packed rows that have lists without a bound."""
    bounds = packed.bounds[rows]
    bounds[bounds >= 0] = NO_LIMIT if packed.per_unit else NO_BOUND
