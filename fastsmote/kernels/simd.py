"""Vectors written out: the vocabulary in which the intrinsics build LLVM code.

LLVM's own vectorizer is fickle on Numba's loops: loops that look alike ran at 6 and at 60 GFLOP/s.
What has to be fast is therefore said in vector operations. LLVM lowers them to whatever the
processor has, in halves or quarters where its registers are narrower, so nothing here assumes a
kind of processor; only the shape of the tile is chosen by it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import types
from numba.core.registry import cpu_target

BIT, INT32, INT64 = ir.IntType(1), ir.IntType(32), ir.IntType(64)

CACHE_LINE = 64  # bytes; arrays aligned to it: a vector across two lines costs up to 20 %


class TileShape(NamedTuple):
    """Pairs that a tile compares at once: ``n_queries`` x (``n_vectors`` * ``n_lanes``)."""

    n_queries: int
    n_vectors: int
    n_lanes: int

    @property
    def n_references(self) -> int:
        """References in a strip of the tile."""
        return self.n_vectors * self.n_lanes

    @property
    def strips(self) -> list[ir.Constant]:
        """Where each vector of the references begins."""
        return [constant(v * self.n_lanes) for v in range(self.n_vectors)]


def cpu_features() -> list[str]:
    """What the processor can do, or is said to by ``NUMBA_CPU_FEATURES``, in LLVM's words."""
    features: str = cpu_target.target_context.codegen().magic_tuple()[2]
    return features.split(",")


def _tile_shapes() -> tuple[dict[int, TileShape], dict[int, TileShape]]:
    """Shapes for 4 and 8 byte values, by the number and the width of the registers.

    The sums of a tile fill 16 registers, or 8 where there are only 16; those of a few rows against
    a panel are as many as hide the time that one takes. Numba's cache is kept by processor name
    and features, the very words read here, so code for one shape is never loaded for another.
    """
    features = cpu_features()
    if "+avx512f" in features:
        return (
            {4: TileShape(8, 2, 16), 8: TileShape(4, 4, 8)},
            {4: TileShape(4, 2, 16), 8: TileShape(4, 4, 8)},
        )
    lanes = 8 if "+avx" in features else 4
    return (
        {4: TileShape(4, 2, lanes), 8: TileShape(4, 2, lanes // 2)},
        {4: TileShape(2, 32 // lanes, lanes), 8: TileShape(1, 64 // lanes, lanes // 2)},
    )


#: Many rows against a strip of a panel, and a few rows against a whole one.
TILES, ROW_TILES = _tile_shapes()


def aligned(n: int, dtype: Any) -> np.ndarray:
    """Uninitialized one-dimensional array that begins at a cache line."""
    n_bytes = n * np.dtype(dtype).itemsize
    raw = np.empty(n_bytes + CACHE_LINE, dtype=np.uint8)
    start = -raw.ctypes.data % CACHE_LINE
    return raw[start : start + n_bytes].view(dtype)


def number_type(array_type: Any) -> tuple[Any, int]:
    """LLVM type and bytes of the elements of an array of floats or of int32."""
    if array_type.dtype == types.int32:
        return INT32, 4
    return float_type(array_type)


def float_type(array_type: Any) -> tuple[Any, int]:
    """LLVM type and bytes of the elements of a float array."""
    return (ir.FloatType(), 4) if array_type.dtype == types.float32 else (ir.DoubleType(), 8)


def is_array(numba_type: Any, *dtypes: Any) -> bool:
    """Whether an argument is a flat array that an intrinsic may address by element."""
    return (
        isinstance(numba_type, types.Array)
        and numba_type.ndim == 1
        and numba_type.layout == "C"
        and numba_type.dtype in dtypes
    )


def constant(value: int) -> ir.Constant:
    """An index."""
    return ir.Constant(INT64, value)


def array_of(context: Any, builder: Any, numba_type: Any, value: Any) -> Any:
    """Fields of an array argument."""
    from numba.np import arrayobj  # what has been compiled is loaded without it

    make: Any = arrayobj.make_array  # Numba annotates a few of its functions
    return make(numba_type)(context, builder, value)


def pointers(context: Any, builder: Any, signature: Any, arguments: Sequence[Any]) -> list[Any]:
    """Data pointers of the leading array arguments."""
    return [
        array_of(context, builder, numba_type, argument).data
        for numba_type, argument in zip(signature.args, arguments, strict=True)
        if isinstance(numba_type, types.Array)
    ]


def load(builder: Any, pointer: Any, offset: Any, vector: ir.VectorType, align: int) -> Any:
    """Vector of the elements from ``offset`` on; ``align`` bytes are known to hold."""
    address = builder.bitcast(builder.gep(pointer, [offset]), vector.as_pointer())
    value = builder.load(address)
    value.align = align
    return value


def store(builder: Any, value: Any, pointer: Any, offset: Any, align: int) -> None:
    """Write a vector to the elements from ``offset`` on."""
    address = builder.bitcast(builder.gep(pointer, [offset]), value.type.as_pointer())
    builder.store(value, address).align = align


def shuffle(builder: Any, value: Any, lanes: Sequence[int], other: Any = None) -> Any:
    """Lanes of ``value``, counted on into ``other``, in a new order."""
    second = ir.Constant(value.type, ir.Undefined) if other is None else other
    order = ir.Constant(ir.VectorType(INT32, len(lanes)), list(lanes))
    return builder.shuffle_vector(value, second, order)


def splat(builder: Any, vector: ir.VectorType, scalar: Any) -> Any:
    """Vector with the same value in each lane."""
    first = builder.insert_element(ir.Constant(vector, ir.Undefined), scalar, ir.Constant(INT32, 0))
    return shuffle(builder, first, [0] * vector.count)


def splat_at(builder: Any, vector: ir.VectorType, pointer: Any, offset: Any) -> Any:
    """Vector with one element of an array in each lane."""
    return splat(builder, vector, builder.load(builder.gep(pointer, [offset])))


def at_most(builder: Any, left: Any, right: Any) -> Any:
    """Whether ``left <= right``, lane by lane, of floats or integers; never for NaN."""
    if isinstance(left.type.element, ir.IntType):
        return builder.icmp_signed("<=", left, right)
    return builder.fcmp_ordered("<=", left, right)


def maximum(builder: Any, left: Any, right: Any) -> Any:
    """Lane by lane; NaN does not occur."""
    return builder.select(at_most(builder, left, right), right, left)


def minimum(builder: Any, left: Any, right: Any) -> Any:
    """Lane by lane; NaN does not occur."""
    return builder.select(at_most(builder, left, right), left, right)


def absolute(builder: Any, value: Any) -> Any:
    """Lane by lane, by clearing the sign bit."""
    scalar = value.type.element
    width = 32 if scalar == ir.FloatType() else 64
    whole = ir.VectorType(ir.IntType(width), value.type.count)
    rest = ir.Constant(whole, [(1 << (width - 1)) - 1] * value.type.count)
    return builder.bitcast(builder.and_(builder.bitcast(value, whole), rest), value.type)


def bits_within(
    builder: Any, strips: Sequence[Any], values: Sequence[Any], limits: Sequence[Any]
) -> Any:
    """A bit for each value that is within its limit; the strips say where each vector begins."""
    word = constant(0)
    for value, limit, strip in zip(values, limits, strips, strict=True):
        passed = at_most(builder, value, limit)
        lanes = ir.IntType(value.type.count)
        word = builder.or_(
            word, builder.shl(builder.zext(builder.bitcast(passed, lanes), INT64), strip)
        )
    return word


def largest_lane(builder: Any, value: Any) -> Any:
    """Scalar maximum over the lanes, a power of two of them."""
    return reduced(builder, value, maximum)


def smallest_lane(builder: Any, value: Any) -> Any:
    """Scalar minimum over the lanes, a power of two of them."""
    return reduced(builder, value, minimum)


def reduced(builder: Any, value: Any, combine: Any) -> Any:
    """Combine the lanes, a power of two of them, in halves."""
    width = value.type.count // 2
    while width:
        low = shuffle(builder, value, range(width))
        value = combine(builder, low, shuffle(builder, value, range(width, 2 * width)))
        width //= 2
    return builder.extract_element(value, ir.Constant(INT32, 0))


class Loop:
    """A counted loop, whose body is what is built until ``leave``.

    Parameters
    ----------
    builder : llvmlite.ir.IRBuilder
    stop : llvm value
        The body runs at least once, for index start, start + step, ... below stop.
    step : int
    initial : list of llvm values
        Values carried from round to round.
    start : llvm value, optional
        0 by default.
    """

    def __init__(
        self, builder: Any, stop: Any, step: int, initial: Sequence[Any], start: Any = None
    ) -> None:
        self._builder, self._stop, self._step = builder, stop, step
        entry = builder.block
        self._body = builder.append_basic_block("loop")
        self._done = builder.append_basic_block("done")
        builder.branch(self._body)
        builder.position_at_end(self._body)
        self.index = builder.phi(INT64)
        self.index.add_incoming(constant(0) if start is None else start, entry)
        self.carried = [builder.phi(value.type) for value in initial]
        for phi, value in zip(self.carried, initial, strict=True):
            phi.add_incoming(value, entry)

    def leave(self, carried: Sequence[Any]) -> None:
        """End the body with the values for the next round; go on behind the loop."""
        following = self._builder.add(self.index, constant(self._step))
        self.index.add_incoming(following, self._body)
        for phi, value in zip(self.carried, carried, strict=True):
            phi.add_incoming(value, self._body)
        again = self._builder.icmp_signed("<", following, self._stop)
        self._builder.cbranch(again, self._body, self._done)
        self._builder.position_at_end(self._done)
