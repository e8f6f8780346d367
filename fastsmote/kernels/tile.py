"""The register tile: which pairs of two panels may be neighbors.

A panel holds 32 rows, feature by feature: value ``(row, feature)`` of a panel stands at
``feature * 32 + row``. A tile compares some rows of a query panel with a strip of a reference panel
and keeps all its sums in registers; only a pair whose lower bound passes costs more than its share
of multiplications.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.simd import (
    BIT,
    INT64,
    TILE,
    Loop,
    constant,
    is_array,
    load,
    maximum,
    pointers,
    splat,
)

PANEL = 32  # rows in a panel: two registers of AVX-512, and the bits of a mask


@intrinsic
def tile_hits(
    typing: Any,
    panels: Any,
    half_norms: Any,
    thresholds: Any,
    masks: Any,
    n_features: Any,
    query: Any,
    reference: Any,
) -> Any:
    """Find the pairs whose lower bound of half the squared distance is within a threshold.

    Parameters
    ----------
    panels : array of float32
        Packed rows; a panel begins at ``n_features`` times the index of its first row.
    half_norms : array of float32
        Shrunken half squared norm of each packed row; inf in rows of padding.
    thresholds : array of float32
        Bound of each packed row: half its squared distance to the last in its list, rounded up;
        -inf for rows that need no list.
    masks : array of uint64
        On a hit gets, for each query row of the tile, the bits of the references that pass.
    n_features : int64
    query, reference : int64
        First packed row of either side, a multiple of the tile's height and width.

    Returns
    -------
    uint64
        Not 0 if a pair passes: its bound is at most the larger of its two thresholds.

    Notes
    -----
    The sums run in the order of the features, in one chain per pair, whatever the tile's shape;
    whether a product is fused with its sum is left to the processor. Nothing but the number of
    pairs that pass depends on either: see `fastsmote.kernels.packing` for why no neighbor is missed.
    """
    floats = (types.float32,)
    if not (all(is_array(a, *floats) for a in (panels, half_norms, thresholds))):
        return None
    signature = types.uint64(
        panels, half_norms, thresholds, masks, types.int64, types.int64, types.int64
    )
    return signature, _build_tile


def _build_tile(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    data, norms, bounds, masks = pointers(context, builder, signature, arguments)
    n_features, query, reference = arguments[4:]
    vector = ir.VectorType(ir.FloatType(), TILE.n_lanes)
    itemsize = 4
    strips = [constant(v * TILE.n_lanes) for v in range(TILE.n_vectors)]

    def panel_start(row: Any) -> Any:
        in_panel = builder.and_(row, constant(PANEL - 1))
        first = builder.sub(row, in_panel)
        return builder.gep(data, [builder.add(builder.mul(first, n_features), in_panel)])

    def splat_at(pointer: Any, offset: Any) -> Any:
        return splat(builder, vector, builder.load(builder.gep(pointer, [offset])))

    def strips_at(pointer: Any, offset: Any) -> list[Any]:
        return [load(builder, pointer, builder.add(offset, s), vector, itemsize) for s in strips]

    query_rows = [builder.add(query, constant(u)) for u in range(TILE.n_queries)]
    query_data, reference_data = panel_start(query), panel_start(reference)

    reference_norms = strips_at(norms, reference)
    sums = []
    for row in query_rows:
        query_norm = splat_at(norms, row)
        sums += [builder.fadd(query_norm, norm) for norm in reference_norms]

    loop = Loop(builder, n_features, 1, sums)
    feature = builder.mul(loop.index, constant(PANEL))
    references = strips_at(reference_data, feature)
    sums = []
    for u in range(TILE.n_queries):
        negated = builder.fneg(splat_at(query_data, builder.add(feature, constant(u))))
        for v, values in enumerate(references):
            product = builder.fmul(negated, values, flags=("contract",))
            carried = loop.carried[u * TILE.n_vectors + v]
            sums.append(builder.fadd(product, carried, flags=("contract",)))
    loop.leave(sums)

    reference_bounds = strips_at(bounds, reference)
    passed = []
    for u, row in enumerate(query_rows):
        query_bound = splat_at(bounds, row)
        for v, reference_bound in enumerate(reference_bounds):
            bound = maximum(builder, query_bound, reference_bound)
            passed.append(builder.fcmp_ordered("<=", sums[u * TILE.n_vectors + v], bound))

    any_passed = passed[0]
    for pairs in passed[1:]:
        any_passed = builder.or_(any_passed, pairs)
    bits = ir.IntType(TILE.n_lanes)
    hit = builder.icmp_unsigned("!=", builder.bitcast(any_passed, bits), ir.Constant(bits, 0))
    with builder.if_then(hit, likely=False):
        for u in range(TILE.n_queries):
            word = constant(0)
            for v, strip in enumerate(strips):
                part = builder.bitcast(passed[u * TILE.n_vectors + v], bits)
                word = builder.or_(word, builder.shl(builder.zext(part, INT64), strip))
            builder.store(word, builder.gep(masks, [constant(u)]))
    return builder.zext(hit, INT64)


@intrinsic
def lowest_bit(typing: Any, word: Any) -> Any:
    """Position of the lowest bit that is set; ``word`` is not 0."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(BIT, 1))

    return types.int64(types.uint64), build
