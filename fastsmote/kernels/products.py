"""Products of a tile: floats feature by feature, or small integers several features at a time.

Processors multiply small integers two or four times as fast as float32: a *word* of 32 bits holds
two features of 16 bits or four of 8, and one instruction (AVX-512 VNNI, AVX-VNNI) multiplies the
features of 16 words by those of 16 others and adds them up, exactly. A panel of words has the
layout of one of floats, with a word in the place of a feature.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba import types

from fastsmote.kernels.simd import INT32, cpu_features, float_type, is_array, shuffle


def _has_dot_products() -> bool:
    features = cpu_features()
    return "+avx512vnni" in features or "+avxvnni" in features


#: Whether the processor multiplies words; where it does not they are right, and slow.
HAS_WORDS = _has_dot_products()

# The first LLVM whose instruction for bytes takes vectors of bytes rather than of words.
_LLVM_OF_BYTES = 22


class Products(ABC):
    """How a tile adds up ``|q|^2 / 2 + |r|^2 / 2 - q.r`` over some features.

    Attributes
    ----------
    scalar : llvm type
        Of the sums.
    itemsize : int
        Its bytes, which are also those of a place in a panel.
    n_sides : int
        2 if panels and half norms have a part for queries and one for references, otherwise 1.
    """

    scalar: Any
    itemsize: int
    n_sides: int

    @abstractmethod
    def take(self, builder: Any, values: Any) -> Any:
        """What a query's values are multiplied as."""

    @abstractmethod
    def add(self, builder: Any, query: Any, reference: Any, total: Any) -> Any:
        """Sums after one more feature, or word."""

    @abstractmethod
    def plus(self, builder: Any, left: Any, right: Any) -> Any:
        """Sum of two sums."""


class FloatProducts(Products):
    """Of float32 or float64."""

    n_sides = 1

    def __init__(self, array_type: Any) -> None:
        self.scalar, self.itemsize = float_type(array_type)

    def take(self, builder: Any, values: Any) -> Any:
        """Negated."""
        return builder.fneg(values)

    def add(self, builder: Any, query: Any, reference: Any, total: Any) -> Any:
        """Fused or not, as the processor has it."""
        product = builder.fmul(query, reference, flags=("contract",))
        return builder.fadd(product, total, flags=("contract",))

    def plus(self, builder: Any, left: Any, right: Any) -> Any:
        """Rounded."""
        return builder.fadd(left, right)


class WordProducts(Products):
    """Of int16 or int8, in words; queries come as `fastsmote.kernels.words` has packed them."""

    scalar, itemsize, n_sides = INT32, 4, 2

    def __init__(self, array_type: Any) -> None:
        self._bits = array_type.dtype.bitwidth

    def take(self, builder: Any, values: Any) -> Any:
        """As they are."""
        return values

    def add(self, builder: Any, query: Any, reference: Any, total: Any) -> Any:
        """Exactly, modulo 2^32."""
        if not HAS_WORDS:
            return self._add_in_steps(builder, query, reference, total)
        name, factor = "vpdpwssd", total.type
        if self._bits == 8:
            name = "vpdpbusd"
            if llvm.llvm_version_info[0] >= _LLVM_OF_BYTES:
                factor = ir.VectorType(ir.IntType(8), 4 * total.type.count)
        name = f"llvm.x86.avx512.{name}.{32 * total.type.count}"
        function_type = ir.FunctionType(total.type, [total.type, factor, factor])
        function = builder.module.globals.get(name) or ir.Function(
            builder.module, function_type, name
        )
        factors = (builder.bitcast(value, factor) for value in (query, reference))
        return builder.call(function, [total, *factors])

    def plus(self, builder: Any, left: Any, right: Any) -> Any:
        """Exactly, modulo 2^32."""
        return builder.add(left, right)

    def _add_in_steps(self, builder: Any, query: Any, reference: Any, total: Any) -> Any:
        n_lanes, n_values = total.type.count, 32 // self._bits
        values = ir.VectorType(ir.IntType(self._bits), n_values * n_lanes)
        whole = ir.VectorType(INT32, n_values * n_lanes)
        extend = builder.zext if self._bits == 8 else builder.sext
        left = extend(builder.bitcast(query, values), whole)
        right = builder.sext(builder.bitcast(reference, values), whole)
        product = builder.mul(left, right)
        for first in range(n_values):
            lanes = range(first, n_values * n_lanes, n_values)
            total = builder.add(total, shuffle(builder, product, lanes))
        return total


def products_of(array_type: Any) -> Products:
    """Those of the values in an array of panels."""
    if array_type.dtype in (types.int8, types.int16):
        return WordProducts(array_type)
    return FloatProducts(array_type)


def sums_of(array_type: Any) -> Any:
    """Numba's type of the sums of products of the values in an array."""
    return types.int32 if array_type.dtype in (types.int8, types.int16) else array_type.dtype


def fit(values: Any, others: Sequence[Any] = (), sums: Sequence[Any] = ()) -> bool:
    """Whether arrays hold values of one type and what these add up to."""
    kinds = (types.int8, types.int16, types.float32, types.float64)
    return (
        is_array(values, *kinds)
        and all(is_array(other, values.dtype) for other in others)
        and all(is_array(total, sums_of(values)) for total in sums)
    )
