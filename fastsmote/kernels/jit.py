"""The one way in which kernels are compiled."""

import contextlib
import warnings
from collections.abc import Callable
from typing import Any

from numba import njit
from numba.core.errors import NumbaWarning


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile ``function`` at its first call, without the GIL, and keep it in the disk cache.

    Where neither the package's folder nor a home can be written Numba refuses to cache at
    decoration; such a kernel is compiled anew in each process instead. No fast-math: infinities
    carry meaning here, and sums must not depend on the processor.
    """
    options = {"nogil": True, "error_model": "numpy"}
    try:
        with warnings.catch_warnings():
            # said by NUMBA_DISABLE_JIT=1 and the like; not about the kernel
            warnings.simplefilter("ignore", NumbaWarning)
            return _outlive_full_disk(njit(cache=True, **options)(function))
    except RuntimeError:  # "cannot cache function ...: no locator available"
        return njit(cache=False, **options)(function)


def _outlive_full_disk(compiled: Any) -> Any:
    """Let a kernel that has been compiled run, even if the disk has no room to keep it."""
    cache = getattr(compiled, "_cache", None)  # none under NUMBA_DISABLE_JIT=1
    save = getattr(cache, "save_overload", None)
    if save is not None:

        def save_if_possible(*arguments: Any) -> None:
            with contextlib.suppress(OSError):
                save(*arguments)

        cache.save_overload = save_if_possible
    return compiled
