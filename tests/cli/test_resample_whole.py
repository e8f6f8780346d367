"""The output appears whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from fastsmote import files, parquet
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

    def fail(self, label, rows, n):  # the original rows have been written
        assert len(os.listdir(tmp_path)) == 3  # beside the others, for the rename
        raise error

    monkeypatch.setattr(Writing, "_block", fail)
    with pytest.raises(type(error)):
        parquet.resample(tmp_path / "in.csv", tmp_path / output, "label", force=True)
    assert sorted(os.listdir(tmp_path)) == sorted(["in.csv", output])
    assert (tmp_path / output).read_text() == "old"


@pytest.mark.parametrize("has_links", [True, False])
def test_file_that_somebody_else_makes_meanwhile(tmp_path, numbers, monkeypatch, has_links):
    write(numbers, tmp_path / "in.csv")

    def refuse(*_):
        raise OSError("no links here")

    if not has_links:
        monkeypatch.setattr(os, "link", refuse)

    def progress(step, n_done=0, n_rows=0):
        if step == "Copying":
            (tmp_path / "out.csv").write_text("theirs")

    arguments = (tmp_path / "in.csv", tmp_path / "out.csv", "label")
    with pytest.raises(FileExistsError, match="made by somebody else meanwhile; it is left as"):
        parquet.resample(*arguments, progress=progress)
    assert (tmp_path / "out.csv").read_text() == "theirs"
    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]
    parquet.resample(*arguments, progress=progress, force=True)
    assert (tmp_path / "out.csv").stat().st_size > 1000
    os.remove(tmp_path / "out.csv")
    parquet.resample(*arguments)
    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]


def test_what_a_killed_call_has_left_is_told_of(call, tmp_path, numbers):
    write(numbers, tmp_path / "in.csv")
    (tmp_path / ".out.csv.0123abcd.tmp").write_text("a,b\n" * 1000)
    done = call("resample", "in.csv", "out.csv", "--target", "label")
    assert done.code == 0
    assert ".out.csv.0123abcd.tmp' (0.0 MB) is of a call that was killed, or that is" in done.err
    assert "Note" not in call("resample", "in.csv", "out2.csv", "--target", "label").err


@pytest.mark.parametrize("name", ["x" * 251, "\u6f22" * 83, "\u6f22\U0001f600" * 35])
def test_names_as_long_as_the_system_allows(tmp_path, name):
    final = tmp_path / f"{name}.csv"
    with files.replacing(final) as path:
        path.write_text("a\n")
        assert files.left_behind(final) == [path]
    assert [path.name for path in tmp_path.iterdir()] == [final.name]


def test_terminal_without_the_letters_of_a_class(run, tmp_path, numbers):
    write(numbers.replace({"label": {"rare": "\u7a00"}}), tmp_path / "in.parquet")
    environment = plain_environment() | {"PYTHONIOENCODING": "ascii"}
    for line in ("resample in.parquet out.csv", "compare in.parquet"):
        done = run(*line.split(), "--target", "label", env=environment)
        assert (done.code, done.err) == (0, "")
        assert "\\u7a00" in done.out


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX")
def test_name_that_the_locale_cannot_spell(run, tmp_path, numbers):
    write(numbers, tmp_path / "in.parquet")
    environment = plain_environment() | {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    done = run("resample", "in.parquet", "\u7a00.csv", "--target", "label", env=environment)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "\u7a00.csv").exists()


def test_what_another_call_finishes_meanwhile_is_not_told_of(call, tmp_path, numbers, monkeypatch):
    write(numbers, tmp_path / "in.csv")
    monkeypatch.setattr(files, "left_behind", lambda path: [tmp_path / ".out.csv.0123abcd.tmp"])
    done = call("resample", "in.csv", "out.csv", "--target", "label")
    assert (done.code, done.err) == (0, "")


def test_full_disk_is_a_message(call, tmp_path, numbers, monkeypatch):
    write(numbers, tmp_path / "in.csv")

    def fail(self, label, rows, n):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writing, "_block", fail)
    done = call("resample", "in.csv", "out.csv", "--target", "label")
    assert done.code == 1
    assert done.err == (
        "Error: destination 'out.csv' cannot be written: [Errno 28] No space left on device. "
        "Nothing is left of it; expected a place that has room and may be written. Make room or "
        "choose another place.\n"
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
def slow(self, synthetic):  # some rows have been written
    time.sleep(60)
Writing.append = slow
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
        assert process.wait(timeout=30) == 128 + number
        said = {signal.SIGINT: "interrupted", signal.SIGTERM: "asked to end"}[number]
        assert process.stderr.read().decode() == (
            f"Error: {said}. Nothing is left of what was begun; 'out.csv' is as it was before.\n"
        )
    assert os.listdir(tmp_path) == ["in.csv"]
