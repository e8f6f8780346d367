"""The output appears whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from fastsmote import parquet
from fastsmote.parquet.writing import Writing
from tests.cli.conftest import plain_environment, read, write


def test_force_replaces_and_a_link_stays_a_link(call, tmp_path, numbers):
    write(numbers, tmp_path / "in.csv")
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "out.csv").symlink_to("real.csv")
    assert call("resample", "in.csv", "out.csv", "--target", "label").code == 2
    assert (tmp_path / "real.csv").read_text() == "old"
    assert call("resample", "in.csv", "out.csv", "--target", "label", "--force").code == 0
    assert (tmp_path / "out.csv").is_symlink()
    assert len(read(tmp_path / "real.csv")) == 340


def test_a_link_to_the_input_is_the_input(call, tmp_path, numbers):
    write(numbers, tmp_path / "in.csv")
    before = (tmp_path / "in.csv").read_bytes()
    (tmp_path / "out.csv").symlink_to("in.csv")
    done = call("resample", "in.csv", "out.csv", "--target", "label", "--force")
    assert done.code == 2
    assert "are the same file" in done.err
    assert (tmp_path / "in.csv").read_bytes() == before


def test_file_is_readable_as_any_new_file(tmp_path, numbers):
    write(numbers, tmp_path / "in.csv")
    for output in ("out.csv", "out.parquet"):
        parquet.resample(tmp_path / "in.csv", tmp_path / output, "label")
        (tmp_path / "new").write_text("")
        mode, usual = ((tmp_path / name).stat().st_mode for name in (output, "new"))
        assert stat.S_IMODE(mode) == stat.S_IMODE(usual)


@pytest.mark.parametrize("error", [OSError("no space left"), KeyboardInterrupt(), MemoryError()])
@pytest.mark.parametrize("output", ["out.csv", "o.pq"])
def test_failure_while_writing_leaves_everything_as_it_was(
    tmp_path, numbers, monkeypatch, error, output
):
    write(numbers, tmp_path / "in.csv")
    (tmp_path / output).write_text("old")

    def fail(self, label, n):  # the original rows have been written
        assert len(os.listdir(tmp_path)) == 3  # beside the others, for the rename
        raise error

    monkeypatch.setattr(Writing, "_block", fail)
    with pytest.raises(type(error)):
        parquet.resample(tmp_path / "in.csv", tmp_path / output, "label", force=True)
    assert sorted(os.listdir(tmp_path)) == sorted(["in.csv", output])
    assert (tmp_path / output).read_text() == "old"


def test_full_disk_is_a_message(call, tmp_path, numbers, monkeypatch):
    write(numbers, tmp_path / "in.csv")

    def fail(self, label, n):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writing, "_block", fail)
    done = call("resample", "in.csv", "out.csv", "--target", "label")
    assert done.code == 1
    assert done.err == (
        "Error: 'out.csv' cannot be written: [Errno 28] No space left on device. Nothing is left "
        "of it; make room or choose another place.\n"
    )
    assert os.listdir(tmp_path) == ["in.csv"]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_process_that_is_stopped_leaves_nothing(tmp_path, numbers, number):
    write(numbers, tmp_path / "in.csv")
    program = """
import signal, time
from fastsmote.parquet.writing import Writing
# a shell that runs the tests in the background has its children ignore Ctrl-C
signal.signal(signal.SIGINT, signal.default_int_handler)
def slow(self, label, n):  # the original rows have been written
    time.sleep(60)
Writing._block = slow
from fastsmote.cli import app
app(["resample", "in.csv", "out.csv", "--target", "label"])
"""
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env=plain_environment(),
    ) as process:
        deadline = time.monotonic() + 60
        while len(os.listdir(tmp_path)) == 1 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(os.listdir(tmp_path)) == 2
        process.send_signal(number)
        assert process.wait(timeout=30) not in (0, None)
        assert b"Traceback" not in process.stderr.read()
    assert os.listdir(tmp_path) == ["in.csv"]
