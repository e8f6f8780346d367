"""Bytes are copied in all ways of writing, no further than wanted, and errors are told."""

import errno
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from fastsmote.parquet import copying, pieces, source
from fastsmote.parquet.progress import silent
from tests.parquet.data import numbers, write

PIECE = 1 << 13


@pytest.fixture
def opened(tmp_path):
    write(numbers(20_000), tmp_path / "in.parquet")
    (tmp_path / "out").write_bytes(b"PAR1")
    return source.open_source(tmp_path / "in.parquet", silent)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    for module in (copying, pieces):
        monkeypatch.setattr(module, "PIECE", PIECE)


def copy(opened, part):
    file = opened.files[0]
    return copying.Copying(opened, file, file.with_name("out"), part)


class Direct:
    """What stands for a file that is written past the cache."""

    def __init__(self, path, way):
        self.file, self.way, self.places = path.open("r+b", buffering=0), way, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def seek(self, place):
        self.places.append(place)
        self.file.seek(place)

    def write(self, piece):
        assert len(piece) == PIECE
        assert self.places[-1] % PIECE == 0
        assert np.frombuffer(piece, np.uint8).ctypes.data % 4096 == 0
        if self.way == "refused":
            raise OSError(errno.EINVAL, "other units")
        if self.way == "slow":
            time.sleep(pieces._CACHE_SECONDS + pieces._PATIENCE)
        return self.file.write(piece[:4096] if self.way == "in parts" else piece)


@pytest.mark.parametrize(
    ("way", "share"), [("whole", 1), ("in parts", 1), ("refused", 0), ("slow", 0), (None, 0)]
)
def test_bytes_are_those_of_the_file(opened, monkeypatch, way, share):
    file = opened.files[0]
    out = file.with_name("out")
    direct = None if way is None else Direct(out, way)
    monkeypatch.setattr(pieces, "_open_direct", lambda path: direct)
    part = range(4, file.stat().st_size - 1000)
    copied = copy(opened, part)
    copied.finish()
    copied.close()
    assert out.read_bytes() == file.read_bytes()[: part.stop]
    n_whole = part.stop // PIECE - 1  # the first begins behind the first bytes
    assert n_whole > 20
    if direct is not None:
        assert len(direct.places) == (n_whole if share else 1)


def test_really_past_the_cache(opened):
    """As far as the file system of the tests has such a way."""
    file = opened.files[0]
    copied = copy(opened, range(4, 200_000))
    copied.finish()
    copied.close()
    assert file.with_name("out").read_bytes() == file.read_bytes()[:200_000]


def test_copy_and_reading_wait_for_each_other(opened, monkeypatch):
    monkeypatch.setattr(copying, "_APART", 3 * PIECE)
    may_write = threading.Event()
    write_piece = pieces.Pieces.write

    def write_when_asked(self, n, place):
        assert may_write.wait(20)
        write_piece(self, n, place)

    monkeypatch.setattr(pieces.Pieces, "write", write_when_asked)
    out = opened.files[0].with_name("out")
    copied = copy(opened, range(4, 50 * PIECE))
    copied.keep_up(3 * PIECE)  # not so far yet that it would wait
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(copied.keep_up, 10 * PIECE)
        time.sleep(0.1)
        assert not waiting.done()
        may_write.set()
        waiting.result(20)
    deadline = time.monotonic() + 20
    while out.stat().st_size < 14 * PIECE and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(0.1)
    assert out.stat().st_size == 14 * PIECE  # the piece that begins where it is to wait
    copied.close()
    assert out.stat().st_size == 14 * PIECE


def test_error_is_told_to_whoever_reads(opened, monkeypatch):
    def fail(self, n, place):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(pieces.Pieces, "write", fail)
    copied = copy(opened, range(4, 100_000))
    with pytest.raises(OSError, match="no room"):
        copied.finish()
    with pytest.raises(OSError, match="no room"):
        copied.keep_up(1000)
    copied.close()


def test_file_that_ends_too_early(opened):
    size = opened.files[0].stat().st_size
    copied = copy(opened, range(4, size + 1))
    with pytest.raises(ValueError, match=r"in.parquet' changed while it was read"):
        copied.finish()
    copied.close()
