"""The register tile: which pairs of two panels may be neighbors.

A panel holds 32 rows, feature by feature: value ``(row, feature)`` of a panel stands at
``feature * 32 + row``. A tile compares some rows of a query panel with a strip of a reference
panel and keeps all its sums in registers. Features come in segments, those that vary most first;
at the end of each segment the sums bound the distance from below, and a tile in which no pair can
pass any more is given up.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.products import Products, fit, products_of
from fastsmote.kernels.simd import (
    BIT,
    INT64,
    ROW_TILES,
    TILES,
    Loop,
    TileShape,
    at_most,
    bits_within,
    constant,
    is_array,
    largest_lane,
    load,
    maximum,
    minimum,
    pointers,
    splat,
    splat_at,
    store,
)

PANEL = 32  # rows in a panel: two registers of AVX-512, and the bits of a mask


@intrinsic
def tile_hits(
    typing: Any,
    panels: Any,
    half_norms: Any,
    bounds: Any,
    segments: Any,
    masks: Any,
    n_segments: Any,
    n_features: Any,
    n_packed: Any,
    query: Any,
    reference: Any,
) -> Any:
    """Find the pairs whose lower bound of half the squared distance is within a bound.

    Parameters
    ----------
    panels : array of float32, float64, int8 or int16
        Packed rows; a panel begins at ``n_features`` times the index of its first row.
    half_norms : array of float32 or float64 as ``panels``, int32 with integers
        For each segment, shrunken half squared norms of the rows' features in it, ``n_packed``
        values; inf in rows of padding.
    bounds : array, dtype of ``half_norms``
        Bound of each packed row: half its squared distance to the last in its list, rounded up;
        -inf for rows that need no list.
    segments : array of int64
        Where each segment of features ends.
    masks : array of uint64
        On a hit gets, for each query row of the tile, the bits of the references that pass.
    n_segments : int64
        Segments to look at; fewer than all give a weaker bound.
    n_features, n_packed : int64
        Features and packed rows.
    query, reference : int64
        First packed row of either side, a multiple of the tile's height and width.

    Returns
    -------
    uint64
        A bit for each query of which a pair passes: its sum is at most the larger of its bounds.

    Notes
    -----
    The sums run in the order of the features, in one chain per pair, whatever the tile's shape;
    whether a product is fused with its sum is left to the processor. Nothing but the number of
    pairs that pass depends on either: see `fastsmote.kernels.packing` for why no neighbor is
    missed.
    """
    if not (fit(panels, sums=(half_norms, bounds)) and _are_numbers(masks, segments)):
        return None
    places = [types.int64] * 5
    return types.uint64(panels, half_norms, bounds, segments, masks, *places), _build_tile


def _are_numbers(masks: Any, *indices: Any) -> bool:
    """Whether masks, and what is counted with, are read as they are."""
    return is_array(masks, types.uint64) and all(is_array(each, types.int64) for each in indices)


def _build_tile(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    data, norms, limits, ends, masks = pointers(context, builder, signature, arguments)
    n_segments, n_features, n_packed, query, reference = arguments[5:]
    products = products_of(signature.args[0])
    itemsize = products.itemsize
    tile = TILES[itemsize]
    vector, bits = ir.VectorType(products.scalar, tile.n_lanes), ir.IntType(tile.n_lanes)
    some = ir.VectorType(products.scalar, tile.n_queries)
    query_limits = load(builder, limits, query, some, itemsize)
    loosest = splat(builder, vector, largest_lane(builder, query_limits))
    reference_limits = [
        load(builder, limits, builder.add(reference, strip), vector, itemsize)
        for strip in tile.strips
    ]
    strip_limits = [maximum(builder, loosest, limit) for limit in reference_limits]

    def any_within(sums: Sequence[Any]) -> Any:
        within = None
        for v, limit in enumerate(strip_limits):
            least = sums[v]
            for total in sums[v + tile.n_vectors :: tile.n_vectors]:
                least = minimum(builder, least, total)
            lanes = at_most(builder, least, limit)
            within = lanes if within is None else builder.or_(within, lanes)
        return builder.icmp_unsigned("!=", builder.bitcast(within, bits), ir.Constant(bits, 0))

    queries = [builder.add(query, constant(u)) for u in range(tile.n_queries)]
    sums, hit = _sum_segments(
        builder,
        tile,
        products,
        (data, norms, ends),
        (n_segments, n_features, n_packed),
        (query, [constant(u) for u in range(tile.n_queries)]),
        reference,
        any_within,
    )
    with _on_hit(builder, hit) as found:
        for u, place in enumerate(queries):
            limit = splat_at(builder, vector, limits, place)
            pair_limits = [maximum(builder, limit, other) for other in reference_limits]
            row_sums = sums[u * tile.n_vectors : (u + 1) * tile.n_vectors]
            found.append(bits_within(builder, tile.strips, row_sums, pair_limits))
            builder.store(found[-1], builder.gep(masks, [constant(u)]))
    return found.word


@intrinsic
def rows_hit(
    typing: Any,
    panels: Any,
    half_norms: Any,
    bounds: Any,
    segments: Any,
    masks: Any,
    sums: Any,
    places: Any,
    n_segments: Any,
    n_features: Any,
    n_packed: Any,
    query: Any,
    which: Any,
    reference: Any,
) -> Any:
    """Find the rows of a panel that are within the bounds of some rows of another panel.

    Parameters
    ----------
    panels, half_norms, bounds, segments, n_segments, n_features, n_packed
        As in `tile_hits`; of the bounds those of the queries count alone.
    masks : array of uint64
        On a hit gets, for each of the queries, the bits of the references that pass.
    sums : array, dtype of ``panels``
        On a hit gets the lower bounds, 32 for each of the queries.
    places : array of int64
        Rows in the panel of the queries.
    query : int64
        First row of the panel of the queries.
    which : int64
        Where in ``places`` the queries begin: as many as `ROW_TILES` says.
    reference : int64
        First row of the panel of the references.

    Returns
    -------
    uint64
        A bit for each query of which a pair passes.
    """
    is_fit = fit(panels, sums=(half_norms, bounds, sums))
    if not (is_fit and _are_numbers(masks, segments, places)):
        return None
    arrays = (panels, half_norms, bounds, segments, masks, sums, places)
    return types.uint64(*arrays, *[types.int64] * 6), _build_rows


def _build_rows(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    arrays = pointers(context, builder, signature, arguments)
    data, norms, limits, ends, masks, out, places = arrays
    n_segments, n_features, n_packed, query, which, reference = arguments[7:]
    products = products_of(signature.args[0])
    itemsize = products.itemsize
    tile = ROW_TILES[itemsize]
    vector = ir.VectorType(products.scalar, tile.n_lanes)
    steps = [
        builder.load(builder.gep(places, [builder.add(which, constant(u))]))
        for u in range(tile.n_queries)
    ]
    row_limits = [splat_at(builder, vector, limits, builder.add(query, step)) for step in steps]

    def any_within(sums: Sequence[Any]) -> Any:
        within = None
        for i, total in enumerate(sums):
            lanes = at_most(builder, total, row_limits[i // tile.n_vectors])
            within = lanes if within is None else builder.or_(within, lanes)
        bits = ir.IntType(tile.n_lanes)
        return builder.icmp_unsigned("!=", builder.bitcast(within, bits), ir.Constant(bits, 0))

    sums, hit = _sum_segments(
        builder,
        tile,
        products,
        (data, norms, ends),
        (n_segments, n_features, n_packed),
        (query, steps),
        reference,
        any_within,
    )
    with _on_hit(builder, hit) as found:
        for u, limit in enumerate(row_limits):
            row_sums = sums[u * tile.n_vectors : (u + 1) * tile.n_vectors]
            found.append(bits_within(builder, tile.strips, row_sums, [limit] * tile.n_vectors))
            builder.store(found[-1], builder.gep(masks, [constant(u)]))
            for total, strip in zip(row_sums, tile.strips, strict=True):
                store(builder, total, out, builder.add(constant(u * PANEL), strip), itemsize)
    return found.word


class _Found(list[Any]):
    """Words of references that pass, one a query; ``word`` has a bit for each that is not 0."""

    word: Any


@contextmanager
def _on_hit(builder: Any, hit: Any) -> Iterator[_Found]:
    """Build what is done on a hit, which is rare."""
    found, before = _Found(), builder.block
    with builder.if_then(hit, likely=False):
        yield found
        word = constant(0)
        for u, passed in enumerate(found):
            is_any = builder.zext(builder.icmp_unsigned("!=", passed, constant(0)), INT64)
            word = builder.or_(word, builder.shl(is_any, constant(u)))
        inside = builder.block
    found.word = builder.phi(INT64)
    found.word.add_incoming(constant(0), before)
    found.word.add_incoming(word, inside)


def _sum_segments(
    builder: Any,
    tile: TileShape,
    products: Products,
    arrays: Any,
    counts: Any,
    queries: Any,
    reference: Any,
    any_within: Callable[[Sequence[Any]], Any],
) -> Any:
    """Add up segment by segment until no pair is within its limit, or to the end.

    ``queries`` are the first row and the steps from it to each of the queries, all in one panel.
    Returns the sums, the vectors of each query in turn, and whether any of them is within.
    """
    (data, norms, ends), (n_segments, n_features, n_packed) = arrays, counts
    query, steps = queries
    itemsize, vector = products.itemsize, ir.VectorType(products.scalar, tile.n_lanes)
    data = builder.bitcast(data, products.scalar.as_pointer())

    def panel_start(row: Any) -> Any:
        in_panel = builder.and_(row, constant(PANEL - 1))
        first = builder.sub(row, in_panel)
        return builder.gep(data, [builder.add(builder.mul(first, n_features), in_panel)])

    def strips_at(pointer: Any, offset: Any) -> list[Any]:
        places = [builder.add(offset, strip) for strip in tile.strips]
        return [load(builder, pointer, place, vector, itemsize) for place in places]

    query_data, reference_data = panel_start(query), panel_start(reference)
    if products.n_sides == 2:
        reference_data = builder.gep(reference_data, [builder.mul(n_packed, n_features)])
    entry = builder.block
    segment = builder.append_basic_block("segment")
    settled = builder.append_basic_block("settled")
    builder.branch(segment)

    builder.position_at_end(segment)
    zero = ir.Constant(vector, [0] * tile.n_lanes)
    sums = [builder.phi(vector) for _ in range(tile.n_queries * tile.n_vectors)]
    start, which = builder.phi(INT64), builder.phi(INT64)
    for phi in sums:
        phi.add_incoming(zero, entry)
    start.add_incoming(constant(0), entry)
    which.add_incoming(constant(0), entry)

    norm_base = builder.mul(builder.mul(which, constant(products.n_sides)), n_packed)
    reference_base = norm_base
    if products.n_sides == 2:
        reference_base = builder.add(norm_base, n_packed)
    reference_norms = strips_at(norms, builder.add(reference_base, reference))
    opened = []
    for u, step in enumerate(steps):
        place = builder.add(norm_base, builder.add(query, step))
        query_norm = splat_at(builder, vector, norms, place)
        for v, norm in enumerate(reference_norms):
            both = products.plus(builder, query_norm, norm)
            opened.append(products.plus(builder, sums[u * tile.n_vectors + v], both))

    end = builder.load(builder.gep(ends, [which]))
    loop = Loop(builder, end, 1, opened, start)
    feature = builder.mul(loop.index, constant(PANEL))
    references = strips_at(reference_data, feature)
    following = []
    for u, step in enumerate(steps):
        value = splat_at(builder, vector, query_data, builder.add(feature, step))
        taken = products.take(builder, value)
        for v, values in enumerate(references):
            carried = loop.carried[u * tile.n_vectors + v]
            following.append(products.add(builder, taken, values, carried))
    loop.leave(following)

    hit = any_within(following)
    following_segment = builder.add(which, constant(1))
    is_open = builder.and_(hit, builder.icmp_signed("<", following_segment, n_segments))
    for phi, value in zip(sums, following, strict=True):
        phi.add_incoming(value, builder.block)
    start.add_incoming(end, builder.block)
    which.add_incoming(following_segment, builder.block)
    builder.cbranch(is_open, segment, settled)

    builder.position_at_end(settled)
    return following, hit


@intrinsic
def lowest_bit(typing: Any, word: Any) -> Any:
    """Position of the lowest bit that is set; ``word`` is not 0."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(BIT, 1))

    return types.int64(types.uint64), build
