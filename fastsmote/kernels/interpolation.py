"""Synthetic rows between seeds and neighbors."""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from fastsmote.kernels.jit import kernel
from fastsmote.kernels.simd import CACHE_LINE, INT32, array_of, constant

# Rows that are fetched ahead of their use: they lie anywhere in memory.
_AHEAD = 16
# Cache lines of a row that are fetched; the processor foresees the others.
_LINES = 4


@intrinsic
def prefetch(typing: Any, X: Any, row: Any, line: Any) -> Any:
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


@kernel
def interpolate_rows(X, seed_idx, neighbor_idx, steps, out):  # type: ignore[no-untyped-def]
    """Write ``X[seed] + step * (X[neighbor] - X[seed])`` for each row of ``out``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), float32 or float64, C-contiguous
        Feature rows.
    seed_idx, neighbor_idx : ndarray of shape (n_synthetic,), intp
        Rows of ``X``.
    steps : ndarray of shape (n_synthetic,), float64
        Fraction of the segment.
    out : ndarray of shape (n_synthetic, n_features), dtype of ``X``, C-contiguous
        Written in place.

    Notes
    -----
    The difference is rounded to the dtype of ``X``, product and sum to float64, in that order and
    without fused operations, as NumPy does it.
    """
    n = out.shape[0]
    n_lines = min(_LINES, X.shape[1] * X.itemsize // CACHE_LINE + 1)
    for i in range(n):
        coming = min(i + _AHEAD, n - 1)
        for line in range(n_lines):
            prefetch(X, seed_idx[coming], line)
            prefetch(X, neighbor_idx[coming], line)
        seed, neighbor, step = seed_idx[i], neighbor_idx[i], steps[i]
        for j in range(out.shape[1]):
            difference = np.float64(X[neighbor, j] - X[seed, j])
            out[i, j] = np.float64(X[seed, j]) + step * difference
