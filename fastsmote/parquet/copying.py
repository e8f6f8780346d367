"""The bytes of a file, copied by a thread of its own while others read its rows."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fastsmote.errors.files import changed
from fastsmote.parquet.pieces import PIECE, Pieces
from fastsmote.parquet.source import Source

# Bytes that copying and reading may be apart: what one has read is still in the system's cache
# when the other comes by, and no more than that is written of rows that turn out to be bad.
_APART = 512 << 20


class Copying:
    """Copies a part of a file of the input to the same place in another file.

    Parameters
    ----------
    source : Source
        The input.
    file : Path
        One of its files.
    copy : Path
        File that is there already.
    part : range
        Bytes to copy.
    """

    def __init__(self, source: Source, file: Path, copy: Path, part: range) -> None:
        self._source, self._file, self._copy, self._part = source, file, copy, part
        self._n_read = self._n_copied = part.start
        self._is_wanted = True
        self._moved = threading.Condition()
        self._thread = ThreadPoolExecutor(1, "fastsmote-copying")
        self._done = self._thread.submit(self._run)

    def keep_up(self, n_read: int) -> None:
        """Tell up to where the file has been read, and wait for a copy that is far behind."""
        with self._moved:
            self._n_read = n_read
            self._moved.notify_all()
            self._moved.wait_for(lambda: self._n_copied >= n_read - _APART)
        if self._done.done():
            self._done.result()  # or the error that ended it

    def finish(self) -> None:
        """Wait until all is copied."""
        with self._moved:
            self._n_read = self._part.stop
            self._moved.notify_all()
        self._done.result()

    def close(self) -> None:
        """Copy no more."""
        with self._moved:
            self._is_wanted = False
            self._moved.notify_all()
        self._thread.shutdown()

    def _run(self) -> None:
        place, stop = self._part.start, self._part.stop
        try:
            with self._source.reading(self._file):
                original = self._file.open("rb", buffering=0)
            with original, Pieces(self._copy) as pieces:
                original.seek(place)
                while place < stop and self._may_go_on(place):
                    # so that pieces begin at a multiple of their size, wherever the part does
                    n_wanted = min(PIECE - place % PIECE, stop - place)
                    with self._source.reading(self._file):
                        n = original.readinto(pieces.buffer[:n_wanted])
                    if not n:
                        raise changed(str(self._file))
                    pieces.write(n, place)
                    place += n
        finally:
            with self._moved:  # whatever happened, nobody is to wait any more
                self._n_copied = stop
                self._moved.notify_all()

    def _may_go_on(self, place: int) -> bool:
        """Whether more is wanted, as soon as reading is not far behind."""
        with self._moved:
            self._n_copied = place
            self._moved.notify_all()
            self._moved.wait_for(lambda: not self._is_wanted or place <= self._n_read + _APART)
            return self._is_wanted
