"""Rows that lie anywhere in memory, fetched ahead of their use."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.jit import inner
from fastsmote.kernels.simd import CACHE_LINE, INT32, array_of, constant

#: So many rows ahead.
AHEAD = 16
# Cache lines of a row that are fetched; the processor foresees the others.
_LINES = 8


@intrinsic
def _prefetch(typing: Any, X: Any, row: Any, line: Any) -> Any:
    """Have a cache line of a row of a C-contiguous array fetched, counted from its beginning."""
    if not (isinstance(X, types.Array) and X.ndim == 2 and X.layout == "C"):
        return None

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = array_of(context, builder, signature.args[0], arguments[0])
        start = builder.mul(arguments[1], builder.extract_value(array.strides, 0))
        offset = builder.add(start, builder.mul(arguments[2], constant(CACHE_LINE)))
        byte = ir.IntType(8).as_pointer()
        address = builder.gep(builder.bitcast(array.data, byte), [offset])
        kind = ir.FunctionType(ir.VoidType(), [byte, INT32, INT32, INT32])
        function = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        hint = [ir.Constant(INT32, value) for value in (0, 3, 1)]  # to be read, to stay, data
        builder.call(function, [address, *hint])
        return context.get_dummy_value()

    return types.void(X, types.intp, types.intp), build


@inner
def fetch_row(X, row):  # type: ignore[no-untyped-def]
    """Have the beginning of a row of a C-contiguous array fetched."""
    for line in range(min(_LINES, X.shape[1] * X.itemsize // CACHE_LINE + 1)):
        _prefetch(X, row, line)
