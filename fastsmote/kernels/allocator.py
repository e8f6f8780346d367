"""What the C library of Linux does with memory that has been freed; elsewhere nothing is done."""

import ctypes
import os
from collections.abc import Callable

import numpy as np

from fastsmote.kernels.overlapping import Overlapping

# Just under the largest block by which glibc sets its threshold, 32 MB.
_LARGEST = (32 << 20) - (8 << 10)
# Numbers of glibc's settings in <malloc.h>, and what one is that nobody sets: blocks of so many
# bytes and more have pages of their own, which go back to the system as soon as they are freed.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_MMAP_DEFAULT = 128 << 10


def keep_freed_memory() -> None:
    """Have the C library keep freed memory, up to 64 MB, for the next search.

    It gives back what is beyond twice the largest block that has been freed, if that was under 32
    MB, and each search would have to have its workspace cleared anew: 6 % of the time of 10,000 x
    32 in float64, a third of that of 1,000 x 20, which NumPy searches. So such a block is freed,
    which nothing has touched.
    """
    np.empty(_LARGEST, dtype=np.uint8)


class _FreedMemoryKept(Overlapping):
    """Context in which freed memory is kept even where the C library was told to give it back.

    Dask starts its workers with ``MALLOC_TRIM_THRESHOLD_``, which also keeps glibc from learning by
    what is freed, as above: each array of a search is fresh memory then, that the system clears
    page by page and takes away again from under both threads. Within the context one stage of a
    search uses what the one before has freed; after it the setting of the process counts again.
    Where that also says which blocks have pages of their own, it counts within it, too.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told = _told_trim_threshold()
        self._mallopt = None if self._told is None else _mallopt()

    def _begin(self) -> None:
        self._set(_LARGEST, 2 * _LARGEST)

    def _end(self) -> None:
        self._set(_MMAP_DEFAULT, self._told)

    def _set(self, mmap_threshold: int, trim_threshold: int | None) -> None:
        if self._mallopt is not None:
            self._mallopt(_MMAP_THRESHOLD, mmap_threshold)
            self._mallopt(_TRIM_THRESHOLD, trim_threshold)


def _told_trim_threshold() -> int | None:
    """What the environment says, if that is all that it says of freed memory."""
    told = os.environ.get("MALLOC_TRIM_THRESHOLD_", "")
    is_alone = not {"MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES"} & os.environ.keys()
    return int(told) if told.isdecimal() and is_alone else None


def _mallopt() -> Callable[..., int] | None:
    """Glibc's function that sets what it is told by the environment; it returns 0 if it refuses."""
    if os.name != "posix":
        return None
    mallopt: Callable[..., int] | None = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt


freed_memory_kept = _FreedMemoryKept()
