"""Whatever goes wrong, no output is half-written, and the message says what happened."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pa_parquet
import pytest

from fastsmote.parquet import copying, resample, source
from tests.cli.conftest import plain_environment
from tests.parquet.data import numbers, write


def python(code, folder, **options):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=plain_environment(),
        **options,
    )


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("name", ["out.parquet", "out.csv"])
def test_killed_while_writing(tmp_path, name):
    write(numbers(), tmp_path / "in.parquet")
    (tmp_path / name).write_text("old")
    code = f"""
    import time
    from fastsmote.parquet import copying, resample, source
    source._MOST_ROWS = 100
    def progress(step, n_done=0, n_rows=0):
        if step == "Copying" and n_done >= 1000:
            print("half", flush=True)
            time.sleep(60)
    resample("in.parquet", "{name}", "y", force=True, progress=progress)
    """
    with python(code, tmp_path) as process:
        assert process.stdout.readline() == "half\n"
        process.kill()
        assert process.wait(timeout=30) == -signal.SIGKILL
    assert (tmp_path / name).read_text() == "old"
    left = [path.name for path in tmp_path.iterdir() if path.name not in ("in.parquet", name)]
    assert len(left) == 1  # it is hidden, and its name says whose it is
    assert left[0].startswith(f".{name}.")
    assert left[0].endswith(".tmp")
    resample(tmp_path / "in.parquet", tmp_path / name, "y", force=True)
    assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.skipif(os.name != "posix", reason="limits are POSIX")
@pytest.mark.parametrize("name", ["out.parquet", "out.csv"])
def test_disk_that_is_full(tmp_path, name):
    write(numbers(20_000), tmp_path / "in.parquet", n_rows=5000)
    code = f"""
    import resource
    from fastsmote.cli import app
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    app(["resample", "in.parquet", "{name}", "--target", "y"])
    """
    with python(code, tmp_path) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.startswith(f"Error: destination '{name}' cannot be written: ")
    assert "File too large" in err
    assert "Nothing is left of it; expected a place that has room" in err
    assert err.endswith(". Make room or choose another place.\n")
    assert out == ""
    assert os.listdir(tmp_path) == ["in.parquet"]


@pytest.mark.parametrize("column", [0, 4])
def test_corrupt_row_group(tmp_path, column):
    path = write(numbers(), tmp_path / "in.parquet", write_page_checksum=True)
    about = pa_parquet.read_metadata(path).row_group(7).column(column)
    content = bytearray(path.read_bytes())
    start = about.dictionary_page_offset or about.data_page_offset
    place = start + about.total_compressed_size // 3
    content[place : place + 8] = bytes(255 - each for each in content[place : place + 8])
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"in.parquet' cannot be read as parquet: "):
        resample(path, tmp_path / "out.parquet", "y")
    assert os.listdir(tmp_path) == ["in.parquet"]


def test_file_cut_off(tmp_path):
    path = write(numbers(), tmp_path / "in.parquet")
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ValueError, match=r"in.parquet' cannot be read as parquet: "):
        resample(path, tmp_path / "out.parquet", "y")


@pytest.mark.parametrize("what", ["footer", "page"])
def test_damaged_file_among_others_is_named(tmp_path, what):
    for name in "abc":
        path = write(numbers(), tmp_path / "in" / f"{name}.parquet", write_page_checksum=True)
    path = path.with_name("b.parquet")
    content = bytearray(path.read_bytes())
    place = len(content) - 30 if what == "footer" else 2000
    content[place : place + 30] = bytes(255 - each for each in content[place : place + 30])
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"in/b.parquet' cannot be read as parquet: "):
        resample(tmp_path / "in", tmp_path / "out.parquet", "y")
    assert os.listdir(tmp_path) == ["in"]


def change_in_place(path):
    time.sleep(0.02)  # clocks of file systems are coarse
    with path.open("r+b") as file:
        file.write(b"PAR1")


def change_rows(path):
    write(numbers(1500), path)


@pytest.mark.parametrize("change", [change_in_place, change_rows, os.remove])
@pytest.mark.parametrize(
    ("during", "options"),
    [
        ("Counting the classes of y", {}),
        ("Copying", {}),
        ("Searching among all rows", {"sampler": "BorderlineSMOTE"}),
        ("Appending", {}),
        ("Gathering", {"shuffle": True}),
        ("Writing", {"shuffle": True}),
        ("Gathering", {"synthetic_only": True}),
    ],
)
def test_input_that_changes(tmp_path, monkeypatch, during, options, change):
    monkeypatch.setattr(source, "_MOST_ROWS", 500)
    folder = tmp_path / "in"
    for name in "ab":
        write(numbers(), folder / f"{name}.parquet")
    changed = []

    def progress(step, n_done=0, n_rows=0):
        if step.startswith(during) and not changed:
            changed.append(step)
            change(folder / "b.parquet")

    with pytest.raises(ValueError, match=r"b.parquet' changed while it was read; .*Start again"):
        resample(folder, tmp_path / "out.parquet", "y", progress=progress, **options)
    assert changed
    assert os.listdir(tmp_path) == ["in"]


def test_csv_that_grows_while_it_is_copied(tmp_path):
    path = tmp_path / "in.csv"
    numbers().to_csv(path, index=False)

    def progress(step, n_done=0, n_rows=0):
        if step == "Copying":
            with path.open("a") as file:
                file.write("1,2,3,4,0\n")

    with pytest.raises(ValueError, match=r"in.csv' changed while it was read"):
        resample(path, tmp_path / "out.csv", "y", progress=progress)
    assert os.listdir(tmp_path) == ["in.csv"]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([0] * 29 + [1] * 10, "in.csv' had 40 rows at first and 39 later: .*Start again"),
        ([0] * 31 + [1] * 9, "in.csv' had 10 rows of class 1 at first and 9 later: .*Start again"),
        ([0] * 28 + [1] * 12, "in.csv' had 10 rows of class 1 at first and 12 later: .*Start"),
    ],
)
def test_change_that_size_and_time_of_a_file_do_not_tell(tmp_path, monkeypatch, labels, message):
    monkeypatch.setattr(source.Source, "check_unchanged", lambda self: None)
    path = tmp_path / "in.csv"

    def put(labels):
        path.write_text("x,y\n" + "".join(f"{i}.5,{label}\n" for i, label in enumerate(labels)))

    def progress(step, n_done=0, n_rows=0):
        if step.startswith("Counting") and n_done == n_rows:
            put(labels)

    put([0] * 30 + [1] * 10)
    with pytest.raises(ValueError, match=message):
        resample(path, tmp_path / "out.csv", "y", progress=progress)
    assert os.listdir(tmp_path) == ["in.csv"]


@pytest.mark.parametrize("options", [{}, {"shuffle": True}, {"synthetic_only": True}])
@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (None, r"Missing values in z \(2\); a number is needed"),
        (np.nan, "NaN or infinity in z; a finite number"),
        (np.inf, "NaN or infinity in z; a finite number"),
    ],
)
def test_values_that_are_no_numbers(tmp_path, n_at_once, monkeypatch, bad, message, options):
    values = [bad, *np.arange(600.0), bad]
    table = pa.table({"z": pa.array(values), "x": np.arange(602.0), "y": [0, 0, 1] * 200 + [0, 0]})
    path = write(table, tmp_path / "in.parquet")
    monkeypatch.setattr(copying, "_APART", 0)
    monkeypatch.setattr(copying, "PIECE", 1000)
    sizes = []

    def progress(step, n_done=0, n_rows=0):
        sizes.extend(each.stat().st_size for each in tmp_path.glob(".*.tmp"))

    with pytest.raises(ValueError, match=message):
        resample(path, tmp_path / "out.parquet", "y", progress=progress, **options)
    # what is of no use any more is not written
    assert max(sizes, default=0) < path.stat().st_size / 2
    assert os.listdir(tmp_path) == ["in.parquet"]


def test_output_among_the_input(tmp_path):
    for name in "ab":
        write(numbers(), tmp_path / f"{name}.parquet")
    before = (tmp_path / "b.parquet").read_bytes()
    with pytest.raises(ValueError, match=r"are the same file"):
        resample(tmp_path, tmp_path / "b.parquet", "y", force=True)
    with pytest.raises(FileExistsError, match="exists; expected a name that is free"):
        resample(tmp_path / "a.parquet", tmp_path / "b.parquet", "y")
    with pytest.raises(ValueError, match=r"is in the folder .* Write the file elsewhere"):
        resample(tmp_path, tmp_path / "new.parquet", "y")
    assert (tmp_path / "b.parquet").read_bytes() == before
    resample(tmp_path, tmp_path / "new.csv", "y")  # is not read with the others


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empty", "'.*empty' is a folder that holds no file that ends in .parquet"),
        ("x-*.parquet", "'.*x-.*parquet' matches no file; expected .* Correct the pattern"),
        ("none.parquet", "source '.*none.parquet' does not exist; .*pattern of Parquet files"),
    ],
)
def test_sources_without_files(tmp_path, name, message):
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match=message):
        resample(f"{tmp_path}/{name}", tmp_path / "out.parquet", "y")


def test_folder_that_may_not_be_read(tmp_path, monkeypatch):
    for place in ("a", "b"):
        write(numbers(), tmp_path / "in" / place / "a.parquet")
    scan = os.scandir

    def refusing(path):
        if os.path.basename(path) == "b":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(OSError, match=r"folder '.*b' cannot be read: Permission denied.* pattern"):
        resample(tmp_path / "in", tmp_path / "out.parquet", "y")
    assert os.listdir(tmp_path) == ["in"]


def test_pattern_that_matches_other_files(tmp_path):
    write(numbers(), tmp_path / "a.parquet")
    numbers().to_csv(tmp_path / "b.csv")
    with pytest.raises(
        ValueError, match=r"source '.*\*' matches '.*b.csv', which is not Parquet; .*Narrow"
    ):
        resample(tmp_path / "*", tmp_path / "out.parquet", "y")


@pytest.mark.skipif(os.name != "posix", reason="names with * are POSIX")
@pytest.mark.parametrize("name", ["out*.parquet", "out[1].parquet", "out[1].csv", "?.csv"])
def test_output_with_a_name_like_a_pattern(tmp_path, name):
    write(numbers(), tmp_path / "in.parquet")
    write(numbers(), tmp_path / "out1.parquet")
    done = resample(tmp_path / "in.parquet", tmp_path / name, "y", random_state=0)
    assert sorted(os.listdir(tmp_path)) == sorted(["in.parquet", "out1.parquet", name])
    again = resample(tmp_path / name, tmp_path / "again.csv", "y", random_state=0)
    assert again.counts_before == done.counts_after
    with pytest.raises(FileExistsError, match="exists; expected a name that is free"):
        resample(tmp_path / "in.parquet", tmp_path / name, "y")


@pytest.mark.skipif(os.name != "posix", reason="names with * are POSIX")
def test_output_by_the_name_of_the_pattern(tmp_path):
    write(numbers(), tmp_path / "in1.parquet")
    with pytest.raises(ValueError, match=r"is the pattern that is read, .* a name of its own"):
        resample(tmp_path / "in*.parquet", tmp_path / "in*.parquet", "y")
    assert os.listdir(tmp_path) == ["in1.parquet"]


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("*.parquet", "out.parquet"),
        ("*", "out.csv"),
        ("in/*/*.parquet", "in/a/out.parquet"),
        ("**/*.parquet", "in/a/out.parquet"),
        ("in/**", "in/a/out.parquet"),
        ("i?/a/[!x].parquet", "in/a/b.parquet"),
    ],
)
@pytest.mark.parametrize("is_relative", [True, False])
def test_output_that_the_pattern_matches(tmp_path, monkeypatch, pattern, name, is_relative):
    monkeypatch.chdir(tmp_path)
    for place in ("in1.parquet", "in/a/1.parquet"):
        write(numbers(), tmp_path / place)
    source = pattern if is_relative else tmp_path / pattern
    with pytest.raises(ValueError, match=r"matches the pattern .* narrow the pattern"):
        resample(source, name, "y", force=True)
    assert not os.path.exists(name)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("in*.parquet", "out.parquet"),
        ("*.parquet", ".out.parquet"),
        ("*.parquet", "in/in2.parquet"),
        ("in/*/*.parquet", "in/out.parquet"),
        ("in/a/*.parquet", "other.parquet"),
    ],
)
def test_output_beside_those_that_the_pattern_matches(tmp_path, monkeypatch, pattern, name):
    monkeypatch.chdir(tmp_path)
    for place in ("in1.parquet", "in/a/1.parquet"):
        write(numbers(), tmp_path / place)
    before = resample(pattern, name, "y", random_state=0).counts_before
    assert resample(pattern, "again.csv", "y", random_state=0).counts_before == before
