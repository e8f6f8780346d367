"""What the search prepares for the kernels, made here step by step."""

import numpy as np
from numba import njit

from fastsmote.kernels.boxes import allocate_boxes, fill_boxes
from fastsmote.kernels.distance import padded_width, sq_distance
from fastsmote.kernels.packing import (
    Packed,
    bound_of_distance,
    copy_rows,
    pack_values,
    relative_bound,
    relative_error,
)
from fastsmote.kernels.ranges import AT_ONCE
from fastsmote.kernels.simd import ROW_TILES, TILES, aligned
from fastsmote.kernels.tile import PANEL, rows_hit, tile_hits
from fastsmote.kernels.words import pack_words
from fastsmote.neighbors.packed import RowOrder, Units, merge_segments, pack_rows, with_copies
from fastsmote.neighbors.precision import Extent

_PANEL, GROUP = PANEL, PANEL * AT_ONCE
_QUERIES_4, _QUERIES_8 = TILES[4].n_queries, TILES[8].n_queries
_REFERENCES_4, _REFERENCES_8 = TILES[4].n_references, TILES[8].n_references
_ROWS_4, _ROWS_8 = ROW_TILES[4].n_queries, ROW_TILES[8].n_queries


def in_panels(rows, unit=PANEL):
    """Rows padded with -1 to whole panels, or whole groups of them."""
    padded = np.full(-(-len(rows) // unit) * unit, -1, dtype=np.int64)
    padded[: len(rows)] = rows
    return padded


def allocate(
    row_idx,
    n_features,
    n_queries,
    dtype,
    scale,
    filter_dtype=np.float32,
    segments=None,
    only_others=False,
):
    """Room for packed rows, and nothing in it."""
    n, width = len(row_idx), padded_width(n_features)
    segments = np.array([n_features] if segments is None else segments)
    return Packed(
        panels=aligned(n * n_features, filter_dtype),
        half_norms=aligned(n * len(segments), filter_dtype),
        segments=segments,
        bounds=aligned(n, filter_dtype),
        rows=aligned(n * width, dtype),
        row_idx=row_idx,
        n_features=n_features,
        n_places=n_features,
        n_values=1,
        width=width,
        n_queries=n_queries,
        first_reference=n_queries if only_others else 0,
        error=relative_error(n_features, len(segments), filter_dtype),
        scale=scale,
        to_bound=bound_of_distance(1.0),
    )


def pack(X, center, shrink, packed, first, last):
    """Fill packed rows from rows that have not been rotated."""
    Y = ((X - np.float64(center)) * packed.scale).astype(packed.panels.dtype)
    pack_values(Y, shrink, packed, first, last)
    copy_rows(X, np.arange(len(X)), packed.row_idx, packed.width, packed.rows, first, last)


def packed_rows(
    X,
    queries,
    others=(),
    center=None,
    scale=None,
    shrink=None,
    filter_dtype=np.float32,
    segments=None,
    unit=PANEL,
    only_others=False,
):
    """Pack ``queries``, which get lists, and ``others`` in the order given."""
    own, rest = in_panels(np.asarray(queries), unit), in_panels(np.asarray(others))
    row_idx = np.concatenate([own, rest])
    d = X.shape[1]
    center = X.mean(axis=0, dtype=np.float64) if center is None else center
    if scale is None:
        scale = 2.0 ** -np.frexp(max(np.abs(X - center).max(), 1e-300))[1]
    if filter_dtype in (np.int8, np.int16):
        order = RowOrder(row_idx, len(own), len(own) if only_others else 0)
        return in_words(X, (X - np.float64(center)) * scale, filter_dtype, order, scale, segments)
    n_segments = 1 if segments is None else len(segments)
    shrink = 1 - relative_bound(d, n_segments, filter_dtype) if shrink is None else shrink
    packed = allocate(
        row_idx, d, len(own), X.dtype.type, float(scale), filter_dtype, segments, only_others
    )
    pack(X, center, shrink, packed, 0, len(row_idx))
    return packed


def in_words(X, Y, dtype, order, scale, segments=None):
    """Pack rows as integers, ``Y`` being what they are in the units of the panels."""
    Y = np.float32(Y)
    extent = Extent(float(np.abs(Y).max()), float(np.sqrt(np.square(Y).sum(axis=1).max())))
    packed = pack_rows(Y, dtype, extent, order, Units(float(scale), float(scale)), 1)
    n_values = packed.n_values
    ends = sorted({-(-end // n_values) for end in segments or [X.shape[1]]})
    every = packed._replace(segments=np.arange(1, packed.n_places + 1))
    half_norms = aligned(2 * len(every.segments) * len(order.row_idx), np.int32)
    every = every._replace(half_norms=half_norms)
    pack_words(Y, every, np.empty(len(order.row_idx) // PANEL), 0, len(order.row_idx))
    return with_copies(merge_segments(every, ends), X, np.arange(len(X)), 1)


def boxes_around(packed, n_features):
    """Boxes of the packed rows."""
    boxes = allocate_boxes(packed, n_features)
    fill_boxes(packed, boxes, 0, -(-len(packed.row_idx) // GROUP))
    return boxes


# Intrinsics can be called from compiled code alone. These callers are not cached: the cache would
# not notice that an intrinsic has changed.


@njit
def panel_hits(packed, n_segments, first_query, first_reference):
    """Which pairs of two panels pass the tile, as a matrix of 32 x 32."""
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    segments, d, n = packed.segments, packed.n_places, len(packed.row_idx)
    n_queries = _QUERIES_4 if bounds.itemsize == 4 else _QUERIES_8
    n_references = _REFERENCES_4 if bounds.itemsize == 4 else _REFERENCES_8
    hits = np.zeros((_PANEL, _PANEL), np.bool_)
    masks = np.empty(8, np.uint64)
    for query in range(first_query, first_query + _PANEL, n_queries):
        for reference in range(first_reference, first_reference + _PANEL, n_references):
            if tile_hits(
                panels, half_norms, bounds, segments, masks, n_segments, d, n, query, reference
            ):
                for u in range(n_queries):
                    for v in range(n_references):
                        bit = (masks[u] >> np.uint64(v)) & np.uint64(1)
                        i, j = query - first_query + u, reference - first_reference + v
                        hits[i, j] = bit == 1
    return hits


@njit
def places_hit(packed, n_segments, first_query, places, first_reference):
    """The same of rows at some places in a panel, by their own bounds alone, and the sums.

    Also whether any passed of the rows that were looked at together.
    """
    panels, half_norms, bounds = packed.panels, packed.half_norms, packed.bounds
    segments, d, n = packed.segments, packed.n_places, len(packed.row_idx)
    n_rows = _ROWS_4 if bounds.itemsize == 4 else _ROWS_8
    hits = np.zeros((len(places), _PANEL), np.bool_)
    sums = np.zeros((len(places), _PANEL), bounds.dtype)
    any_hits = np.zeros(len(places), np.bool_)
    masks = np.empty(n_rows, np.uint64)
    row_sums = np.empty(n_rows * _PANEL, bounds.dtype)
    for which in range(0, len(places), n_rows):
        if rows_hit(
            panels,
            half_norms,
            bounds,
            segments,
            masks,
            row_sums,
            places,
            n_segments,
            d,
            n,
            first_query,
            which,
            first_reference,
        ):
            for u in range(n_rows):
                any_hits[which + u] = True
                for v in range(_PANEL):
                    hits[which + u, v] = (masks[u] >> np.uint64(v)) & np.uint64(1) == 1
                    sums[which + u, v] = row_sums[u * _PANEL + v]
    return hits, sums, any_hits


@njit
def distances(rows, left, right, width, scale):
    """Squared distances of pairs of flat rows."""
    out = np.empty(len(left), np.float64)
    for i in range(len(left)):
        out[i] = sq_distance(rows, left[i], right[i], width, scale)
    return out
