"""What the figures were measured on."""

import os
import platform
import time
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from numba import njit
from numba.extending import intrinsic

from fastsmote.kernels.parallel import run
from fastsmote.kernels.simd import TILES, Loop, constant

PACKAGES = (
    "fastsmote",
    "imbalanced-learn",
    "scikit-learn",
    "scikit-learn-intelex",
    "faiss-cpu",
    "pykdtree",
    "numpy",
    "numba",
    "dask",
)


def n_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory(field: str) -> int:
    """Bytes of this process by Linux' account, such as ``VmRSS`` and ``VmHWM``; 0 elsewhere."""
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith(field):
            return 1024 * int(line.split()[1])
    return 0


def processor() -> str:
    """Model of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def versions() -> str:
    """Versions of the packages that take part."""
    known = []
    for name in PACKAGES:
        try:
            known.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(known)


def caption() -> str:
    """Machine, versions and date in a line."""
    return (
        f"{processor()}, {n_cores()} cores, Python {platform.python_version()}, {versions()}; "
        f"{date.today()}"
    )


@intrinsic
def _multiply_and_add(typing, n, start):
    """Nothing but multiplications and additions, as many at once as the tile has."""
    from llvmlite import ir
    from numba import types

    def build(context, builder, signature, arguments):
        vector = ir.VectorType(ir.FloatType(), TILES[4].n_lanes)
        rounds, first = arguments
        one = builder.insert_element(
            ir.Constant(vector, ir.Undefined), first, ir.Constant(ir.IntType(32), 0)
        )
        order = ir.Constant(ir.VectorType(ir.IntType(32), vector.count), [0] * vector.count)
        factor = builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), order)
        sums = [factor] * (TILES[4].n_queries * TILES[4].n_vectors)
        loop = Loop(builder, rounds, 1, sums)
        following = []
        for value in loop.carried:
            product = builder.fmul(value, factor, flags=("contract",))
            following.append(builder.fadd(product, factor, flags=("contract",)))
        loop.leave(following)
        total = following[0]
        for value in following[1:]:
            total = builder.fadd(total, value)
        return builder.extract_element(total, constant(0))

    return types.float32(types.int64, types.float32), build


@njit(nogil=True)
def _work(n: int, out: np.ndarray, i: int) -> None:
    out[i] = _multiply_and_add(n, np.float32(0.5))


def peak_gflops(n_rounds: int = 20_000_000) -> float:
    """Single precision operations that all cores together do in a second, in 1e9."""
    n, out = n_cores(), np.zeros(n_cores(), np.float32)
    _work(2, out, 0)
    best = np.inf
    for _ in range(5):
        start = time.perf_counter()
        run(_work, [(n_rounds, out, i) for i in range(n)], n)
        best = min(best, time.perf_counter() - start)
    tile = TILES[4]
    return 2e-9 * n_rounds * n * tile.n_queries * tile.n_references / best
