"""Gaps between boxes, place by place: of floats, or of the words of `fastsmote.kernels.words`."""

from abc import ABC, abstractmethod
from typing import Any

from llvmlite import ir
from numba import types

from fastsmote.kernels.products import products_of
from fastsmote.kernels.simd import INT32, float_type, maximum, splat


class Edges(ABC):
    """How gaps are computed and added up.

    Attributes
    ----------
    scalar : llvm type
        Of a place, and of sums.
    itemsize : int
        Its bytes.
    """

    scalar: Any
    itemsize: int

    def pointer(self, builder: Any, pointer: Any) -> Any:
        """Pointer to places."""
        return builder.bitcast(pointer, self.scalar.as_pointer())

    @abstractmethod
    def gap(self, builder: Any, low: Any, high: Any, other_low: Any, other_high: Any) -> Any:
        """How far two boxes are apart, not more."""

    @abstractmethod
    def apart(self, builder: Any, low: Any, high: Any, other_low: Any, other_high: Any) -> Any:
        """How far the centres of two boxes are apart, in some unit."""

    @abstractmethod
    def with_square(self, builder: Any, total: Any, value: Any) -> Any:
        """Sums with the squares of the values of one more place."""

    @abstractmethod
    def half(self, builder: Any, total: Any, shrink: Any) -> Any:
        """Half of the sums, or a little less."""


class FloatEdges(Edges):
    """Of float32 or float64."""

    def __init__(self, array_type: Any) -> None:
        self.scalar, self.itemsize = float_type(array_type)

    def gap(self, builder: Any, low: Any, high: Any, other_low: Any, other_high: Any) -> Any:
        """The larger difference of opposite edges, if positive."""
        zero = ir.Constant(low.type, [0] * low.type.count)
        below, above = builder.fsub(other_low, high), builder.fsub(low, other_high)
        return maximum(builder, maximum(builder, below, above), zero)

    def apart(self, builder: Any, low: Any, high: Any, other_low: Any, other_high: Any) -> Any:
        """Twice as far."""
        return builder.fsub(builder.fadd(other_low, other_high), builder.fadd(low, high))

    def with_square(self, builder: Any, total: Any, value: Any) -> Any:
        """Fused or not, as the processor has it."""
        square = builder.fmul(value, value, flags=("contract",))
        return builder.fadd(square, total, flags=("contract",))

    def half(self, builder: Any, total: Any, shrink: Any) -> Any:
        """By what the proof takes off, too."""
        if total.type.element == ir.FloatType():
            shrink = builder.fptrunc(shrink, ir.FloatType())
        return builder.fmul(total, splat(builder, total.type, shrink))


class WordEdges(Edges):
    """Of int16, or of bytes, which are unsigned."""

    scalar, itemsize = INT32, 4

    def __init__(self, array_type: Any) -> None:
        self._products = products_of(array_type)
        self._bits = array_type.dtype.bitwidth

    def gap(self, builder: Any, low: Any, high: Any, other_low: Any, other_high: Any) -> Any:
        """The larger difference of opposite edges, if positive; at most 127 for bytes."""
        low, high, other_low, other_high = (
            self._values(builder, edge) for edge in (low, high, other_low, other_high)
        )
        if self._bits == 8:
            below = _saturated(builder, other_low, high)
            above = _saturated(builder, low, other_high)
            return builder.bitcast(_capped(builder, builder.or_(below, above)), self._places(low))
        below, above = builder.sub(other_low, high), builder.sub(low, other_high)
        zero = ir.Constant(low.type, [0] * low.type.count)
        gap = maximum(builder, maximum(builder, below, above), zero)
        return builder.bitcast(gap, self._places(low))

    def apart(self, builder: Any, low: Any, high: Any, other_low: Any, other_high: Any) -> Any:
        """As far, rounded; at most 127 for bytes."""
        low, high, other_low, other_high = (
            self._values(builder, edge) for edge in (low, high, other_low, other_high)
        )
        one = ir.Constant(low.type, [1] * low.type.count)
        shift = builder.lshr if self._bits == 8 else builder.ashr
        center = builder.add(shift(low, one), shift(high, one))
        other = builder.add(shift(other_low, one), shift(other_high, one))
        if self._bits == 8:
            far = builder.or_(
                _saturated(builder, center, other), _saturated(builder, other, center)
            )
            return builder.bitcast(_capped(builder, far), self._places(low))
        return builder.bitcast(builder.sub(center, other), self._places(low))

    def with_square(self, builder: Any, total: Any, value: Any) -> Any:
        """Exactly."""
        return self._products.add(builder, value, value, total)

    def half(self, builder: Any, total: Any, shrink: Any) -> Any:
        """Rounded down."""
        return builder.lshr(total, ir.Constant(total.type, [1] * total.type.count))

    def _values(self, builder: Any, places: Any) -> Any:
        n = places.type.count * 32 // self._bits
        return builder.bitcast(places, ir.VectorType(ir.IntType(self._bits), n))

    def _places(self, values: Any) -> Any:
        return ir.VectorType(INT32, values.type.count * self._bits // 32)


def _saturated(builder: Any, left: Any, right: Any) -> Any:
    """Difference of unsigned bytes, 0 if negative."""
    is_more = builder.icmp_unsigned(">", left, right)
    zero = ir.Constant(left.type, [0] * left.type.count)
    return builder.select(is_more, builder.sub(left, right), zero)


def _capped(builder: Any, value: Any) -> Any:
    """Unsigned bytes that are no more than the largest signed one."""
    most = ir.Constant(value.type, [127] * value.type.count)
    return builder.select(builder.icmp_unsigned("<", value, most), value, most)


def edges_of(array_type: Any) -> Edges:
    """Those of the values in an array of boxes or panels."""
    if array_type.dtype in (types.int8, types.int16):
        return WordEdges(array_type)
    return FloatEdges(array_type)
