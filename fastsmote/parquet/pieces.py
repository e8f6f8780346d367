"""A file that is written in large pieces, past the system's cache where that is sooner."""

import contextlib
import mmap
import os
import time
from pathlib import Path
from typing import BinaryIO

#: Bytes that are written at once: disks are at their best from some megabytes on.
PIECE = 8 << 20
# Seconds in which the cache takes a piece, at 500 MB/s: a disk that does spares the processor the
# filling of the cache (it is busy with reading rows), and leaves others what they have there.
_CACHE_SECONDS = 0.016
# A disk that has taken so many seconds more than that is called slow; single pieces may be late.
_PATIENCE = 0.1
# A slower disk is waited for only from this share of memory on. When so much is to be written,
# Linux begins with it (dirty_background_ratio), and soon lets nobody go on sooner than the disk.
_CACHED_SHARE = 10


class Pieces:
    """Pieces of a file that is there already.

    Parameters
    ----------
    path : Path
        The file.

    Attributes
    ----------
    buffer : memoryview of PIECE bytes
        Where each piece is put before it is written.
    """

    def __init__(self, path: Path) -> None:
        self._closing = contextlib.ExitStack()
        enter = self._closing.enter_context
        self.buffer = memoryview(mmap.mmap(-1, PIECE))  # from a page on, as disks want it
        self._file: BinaryIO = enter(path.open("r+b", buffering=0))
        self._direct = _open_direct(path)
        if self._direct is not None:
            enter(self._direct)
        self._direct_from, self._lost = 0, 0.0

    def __enter__(self) -> "Pieces":
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def write(self, n: int, place: int) -> None:
        """Write the first bytes of the buffer to a place in the file."""
        piece = self.buffer[:n]
        if n == PIECE and place >= self._direct_from:
            n_written = self._write_direct(piece, place)
            piece, place = piece[n_written:], place + n_written
        self._file.seek(place)
        while piece:
            piece = piece[self._file.write(piece) :]

    def _write_direct(self, piece: memoryview, place: int) -> int:
        """Write past the cache, if that can be done: bytes written."""
        if self._direct is None:
            return 0
        start = time.perf_counter()
        try:
            self._direct.seek(place)
            n_written = self._direct.write(piece)
        except OSError:  # the disk wants larger units; other reasons are heard the other way, too
            self._direct = None
            return 0
        self._lost += time.perf_counter() - start - _CACHE_SECONDS
        if self._lost > _PATIENCE:
            n_bytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
            self._direct_from = n_bytes // _CACHED_SHARE
        return n_written


def _open_direct(path: Path) -> BinaryIO | None:
    """Open a file to write past the cache, or None where that cannot be done."""
    if not hasattr(os, "O_DIRECT"):
        return None
    try:
        number = os.open(path, os.O_WRONLY | os.O_DIRECT)
    except OSError:  # a file system that knows no other way
        return None
    return os.fdopen(number, "wb", buffering=0)
