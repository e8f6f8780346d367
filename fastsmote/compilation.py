"""Compile everything now, for container images and for whoever must not wait later."""

import time
from pathlib import Path
from typing import NamedTuple


class Compiled(NamedTuple):
    """What `warmup` did.

    Attributes
    ----------
    seconds : dict
        Seconds for rows of each dtype: to compile, or to load what had been compiled before.
    n_compiled : int
        Specializations compiled; 0 if all came from the disk cache.
    cache : Path or None
        Folder of the disk cache; None if nothing can be written to it, so that each process has
        to compile anew.
    """

    seconds: dict[str, float]
    n_compiled: int
    cache: Path | None


def warmup() -> Compiled:
    """Compile all kernels for float32 and float64 rows, and keep them in the disk cache.

    The first call that needs a kernel compiles it otherwise, in a few seconds. The cache lies
    beside the package, or where it cannot be written in the user's cache folder, or in
    ``NUMBA_CACHE_DIR``; it serves processors of the same kind only.

    Returns
    -------
    Compiled
        Seconds by dtype, how many specializations were compiled, and where they are kept.

    Examples
    --------
    >>> from fastsmote import warmup
    >>> sorted(warmup().seconds)
    ['float32', 'float64']
    """
    from fastsmote.interpolation import run_interpolation_kernel
    from fastsmote.kernels.jit import cache_folder, n_compilations
    from fastsmote.neighbors.categorical import run_categorical_kernels
    from fastsmote.neighbors.missing import run_missing_kernels
    from fastsmote.neighbors.rule import run_condensing_kernels
    from fastsmote.neighbors.search import run_all_kernels
    from fastsmote.neighbors.sparse_search import run_sparse_kernels
    from fastsmote.sparse_interpolation import run_sparse_interpolation
    from fastsmote.validation import run_finite_kernels

    before = n_compilations()
    seconds = {}
    for dtype in ("float32", "float64"):
        start = time.perf_counter()
        run_all_kernels(dtype)
        if dtype == "float64":  # in which these compute whatever comes
            run_categorical_kernels()
            run_condensing_kernels()
            run_missing_kernels()
            run_sparse_kernels()
        run_finite_kernels(dtype)
        run_interpolation_kernel(dtype)
        run_sparse_interpolation(dtype)
        seconds[dtype] = time.perf_counter() - start
    return Compiled(seconds, n_compilations() - before, cache_folder())
