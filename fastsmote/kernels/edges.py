"""Edges of boxes, place by place: of floats, or of the words of `fastsmote.kernels.words`."""

from abc import ABC, abstractmethod
from typing import Any

from llvmlite import ir
from numba import types

from fastsmote.kernels.products import products_of
from fastsmote.kernels.simd import INT32, float_type, maximum, minimum, splat


class Edges(ABC):
    """How edges are found, and how gaps between them are computed and added up.

    Attributes
    ----------
    scalar : llvm type
        Of a place, and of sums.
    itemsize : int
        Its bytes.
    n_sides : int
        2 if panels have a part for queries before the one that boxes are of.
    """

    scalar: Any
    itemsize: int
    n_sides: int

    def pointer(self, builder: Any, pointer: Any) -> Any:
        """Pointer to places."""
        return builder.bitcast(pointer, self.scalar.as_pointer())

    @abstractmethod
    def nothing(self, n: int) -> tuple[Any, Any]:
        """Edges of so many boxes that hold nothing."""

    @abstractmethod
    def lower(self, builder: Any, left: Any, right: Any) -> Any:
        """The smaller values of two."""

    @abstractmethod
    def upper(self, builder: Any, left: Any, right: Any) -> Any:
        """The larger ones."""

    @abstractmethod
    def widen(self, builder: Any, low: Any, high: Any, relative: Any, margin: Any) -> Any:
        """Edges with the margin of `fastsmote.kernels.boxes`, unless they hold nothing."""

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

    n_sides = 1

    def __init__(self, array_type: Any) -> None:
        self.scalar, self.itemsize = float_type(array_type)

    def nothing(self, n: int) -> tuple[Any, Any]:
        """Infinite ones."""
        vector, far = ir.VectorType(self.scalar, n), float("inf")
        return ir.Constant(vector, [far] * n), ir.Constant(vector, [-far] * n)

    def lower(self, builder: Any, left: Any, right: Any) -> Any:
        """Lane by lane."""
        return minimum(builder, left, right)

    def upper(self, builder: Any, left: Any, right: Any) -> Any:
        """Lane by lane."""
        return maximum(builder, left, right)

    def widen(self, builder: Any, low: Any, high: Any, relative: Any, margin: Any) -> Any:
        """In float64, rounded."""
        double = ir.DoubleType()
        is_single = self.scalar == ir.FloatType()
        edges = [builder.fpext(edge, double) if is_single else edge for edge in (low, high)]
        # the larger of the edges in size, as the low one is not above the high one
        below = builder.fneg(edges[0])
        size = builder.select(builder.fcmp_ordered("<", below, edges[1]), edges[1], below)
        by = builder.fadd(builder.fmul(relative, size), margin)
        wide = builder.fsub(edges[0], by), builder.fadd(edges[1], by)
        holds = builder.fcmp_ordered("<=", low, high)
        return [
            builder.select(holds, builder.fptrunc(edge, self.scalar) if is_single else edge, bare)
            for edge, bare in zip(wide, (low, high), strict=True)
        ]

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
    """Of int16 or int8. What is beyond their range is cut off, which makes gaps smaller."""

    scalar, itemsize, n_sides = INT32, 4, 2

    def __init__(self, array_type: Any) -> None:
        self._products = products_of(array_type)
        self._scalar = ir.IntType(array_type.dtype.bitwidth)
        self._n = 32 // array_type.dtype.bitwidth

    def nothing(self, n: int) -> tuple[Any, Any]:
        """The largest number there is, and as far below zero."""
        width = self._scalar.width
        far = (1 << (width - 1)) - 1
        sides = (
            [(side & ((1 << width) - 1)) << (width * v) for v in range(self._n)]
            for side in (far, -far)
        )
        low, high = (ir.Constant(ir.VectorType(INT32, n), [sum(side)] * n) for side in sides)
        return low, high

    def lower(self, builder: Any, left: Any, right: Any) -> Any:
        """Value by value."""
        values = minimum(builder, self._values(builder, left), self._values(builder, right))
        return builder.bitcast(values, left.type)

    def upper(self, builder: Any, left: Any, right: Any) -> Any:
        """Value by value."""
        values = maximum(builder, self._values(builder, left), self._values(builder, right))
        return builder.bitcast(values, left.type)

    def widen(self, builder: Any, low: Any, high: Any, relative: Any, margin: Any) -> Any:
        """As they are: integers are exact."""
        return low, high

    def gap(self, builder: Any, low: Any, high: Any, other_low: Any, other_high: Any) -> Any:
        """The larger difference of opposite edges, if positive."""
        low, high, other_low, other_high = (
            self._values(builder, edge) for edge in (low, high, other_low, other_high)
        )
        zero = ir.Constant(low.type, [0] * low.type.count)
        below, above = _difference(builder, other_low, high), _difference(builder, low, other_high)
        gap = maximum(builder, maximum(builder, below, above), zero)
        return builder.bitcast(gap, self._places(gap))

    def apart(self, builder: Any, low: Any, high: Any, other_low: Any, other_high: Any) -> Any:
        """As far, rounded."""
        one = ir.Constant(self._values(builder, low).type, [1] * low.type.count * self._n)
        halves = [
            builder.ashr(self._values(builder, edge), one)
            for edge in (low, high, other_low, other_high)
        ]
        center, other = builder.add(*halves[:2]), builder.add(*halves[2:])
        below, above = _difference(builder, center, other), _difference(builder, other, center)
        return builder.bitcast(maximum(builder, below, above), low.type)

    def with_square(self, builder: Any, total: Any, value: Any) -> Any:
        """Exactly."""
        return self._products.add(builder, value, value, total)

    def half(self, builder: Any, total: Any, shrink: Any) -> Any:
        """Rounded down."""
        return builder.lshr(total, ir.Constant(total.type, [1] * total.type.count))

    def _values(self, builder: Any, places: Any) -> Any:
        return builder.bitcast(places, ir.VectorType(self._scalar, places.type.count * self._n))

    def _places(self, values: Any) -> Any:
        return ir.VectorType(INT32, values.type.count // self._n)


def _difference(builder: Any, left: Any, right: Any) -> Any:
    """Difference of integers, cut off where there is no number for it."""
    kind = left.type
    name = f"llvm.ssub.sat.v{kind.count}i{kind.element.width}"
    function = builder.module.globals.get(name) or ir.Function(
        builder.module, ir.FunctionType(kind, [kind, kind]), name
    )
    return builder.call(function, [left, right])


def edges_of(array_type: Any) -> Edges:
    """Those of the values in an array of boxes or panels."""
    if array_type.dtype in (types.int8, types.int16):
        return WordEdges(array_type)
    return FloatEdges(array_type)
