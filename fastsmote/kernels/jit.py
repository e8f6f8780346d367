"""The one way in which kernels are compiled."""

import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastsmote.kernels.loading import uncollected

with uncollected():
    from numba import njit
    from numba.core.errors import NumbaWarning

    from fastsmote.kernels.cache import guard_cache

_kernels: list[Any] = []


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile ``function`` at its first call, without the GIL, and keep it in the disk cache.

    Where neither the package's folder nor a home can be written Numba refuses to cache at
    decoration; such a kernel is compiled anew in each process instead. No fast-math: infinities
    carry meaning here, and sums must not depend on the processor.
    """
    return _compiled(function, no_cpython_wrapper=False)


def inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a part of kernels that allocates nothing; Python cannot call it.

    It does not count references to the arrays that its caller holds. Counting is two atomic
    operations for each array and call, on memory that all threads write to: where pairs are few
    between calls they took longer than the pairs.
    """
    return _compiled(function, no_cpython_wrapper=True, _nrt=False)


def maker(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a part of kernels that allocates arrays."""
    return _compiled(function, no_cpython_wrapper=True)


def _compiled(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    compiled: Any
    options |= {"nogil": True, "no_cfunc_wrapper": True}
    try:
        with warnings.catch_warnings():
            # said by NUMBA_DISABLE_JIT=1 and the like; not about the kernel
            warnings.simplefilter("ignore", NumbaWarning)
            jit = njit(cache=True, error_model="numpy", **options)
            compiled = guard_cache(jit(function))
    except RuntimeError:  # "cannot cache function ...: no locator available"
        compiled = njit(cache=False, error_model="numpy", **options)(function)
    _compile_apart(compiled)
    _kernels.append(compiled)
    kernel: Callable[..., Any] = compiled
    return kernel


def _compile_apart(compiled: Any) -> None:
    """Have a kernel compiled by a thread of its own if the main thread calls it first.

    Ctrl-C strikes the main thread. Numba does not expect it within the compiler: LLVM's memory is
    freed twice, which aborts the process, or it is lost in a callback. So the main thread waits,
    and leaves when it is interrupted; the compiler finishes what it has begun.
    """
    compile_for = getattr(compiled, "_compile_for_args", None)
    if compile_for is None:  # NUMBA_DISABLE_JIT=1
        return

    def compile_apart(*arguments: Any, **keywords: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            return compile_for(*arguments, **keywords)
        outcome: list[Any] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                outcome.append(compile_for(*arguments, **keywords))
            except BaseException as error:  # the caller gets it
                errors.append(error)

        thread = threading.Thread(target=work, name="fastsmote-compiler")
        try:
            thread.start()
        except RuntimeError:  # no more threads, or the interpreter is shutting down
            return compile_for(*arguments, **keywords)
        thread.join()
        if errors:
            raise errors[0]
        return outcome[0]

    compiled._compile_for_args = compile_apart


def n_compilations() -> int:
    """Specializations that this process has compiled, rather than loaded from the disk cache."""
    return sum(
        len(each.signatures) - sum(each.stats.cache_hits.values())
        for each in _kernels
        if hasattr(each, "stats")
    )


def cache_folder() -> Path | None:
    """Folder of the disk cache, if there is one."""
    paths = [each.stats.cache_path for each in _kernels if hasattr(each, "stats")]
    return Path(paths[0]) if paths and paths[0] else None
