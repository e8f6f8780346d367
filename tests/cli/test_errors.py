"""Every mistake: one message, the right exit code, no traceback, nothing left behind."""

import os
import re
import shlex
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pa_parquet
import pytest

from tests.cli.conftest import mixed_table, numbers_table


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Files to make mistakes with."""
    folder = tmp_path_factory.mktemp("mistakes")
    mixed, numbers = mixed_table(), numbers_table()
    mixed.to_csv(folder / "churn.csv", index=False)
    numbers.to_csv(folder / "numbers.csv", index=False)
    numbers.assign(label="usual").to_csv(folder / "one.csv", index=False)
    gaps = numbers.copy()
    gaps.loc[[3, 5], "height"] = np.nan
    gaps.loc[7, "age"] = None
    gaps.to_csv(folder / "gaps.csv", index=False)
    numbers.assign(when=pd.Timestamp("2024-01-01")).to_csv(folder / "dates.csv", index=False)
    numbers.assign(height=np.inf).to_parquet(folder / "infinite.parquet")
    few = numbers.copy()
    few.loc[few.index[few["label"] == "rare"][4:], "label"] = "usual"
    few.to_csv(folder / "few.csv", index=False)
    twice = pa.table([[1.0, 2.0], [3.0, 4.0], ["x", "y"]], names=["a", "a", "label"])
    pa_parquet.write_table(twice, folder / "twice.parquet")
    numbers.set_index(numbers.index**2).to_parquet(folder / "index.parquet")
    numbers[["label"]].to_csv(folder / "lonely.csv", index=False)
    numbers.to_csv(folder / "semicolons.csv", index=False, sep=";")
    (folder / "empty.csv").write_text("")
    (folder / "header.csv").write_text("a,label\n")
    (folder / "ragged.csv").write_text("a,label\n1,x\n1,2,3\n")
    (folder / "twice.csv").write_text("a,a,label\n1,2,x\n3,4,y\n")
    (folder / "latin.csv").write_bytes(b"a,label\n1,caf\xe9\n2,x\n")
    (folder / "fake.parquet").write_text("not parquet")
    (folder / "header.latin.csv").write_bytes(b"a,caf\xe9\n1,x\n2,y\n")
    os.mkfifo(folder / "pipe.csv")
    (folder / "folder.csv").mkdir()
    (folder / "words.txt").write_text("a,label\n")
    (folder / "there.csv").write_text("do not touch\n")
    return folder


@pytest.fixture
def files(folder, monkeypatch):
    """Work among these files, and leave them as they were."""
    before = {path: path.stat() for path in folder.rglob("*")}
    monkeypatch.chdir(folder)
    yield folder
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == {
        path: stat.st_mtime_ns for path, stat in before.items()
    }


COMPARE = [
    ("nope.csv --target churn", 2, "'nope.csv' does not exist; expected a CSV or Parquet file"),
    ("folder.csv --target churn", 2, "FILE 'folder.csv' is a directory; .*Name a file"),
    (
        "words.txt --target churn",
        2,
        "FILE 'words.txt' ends in '.txt'; expected a name that ends in .csv",
    ),
    ("churn.csv", 2, "--target is not given; .*age, income, city, churn.* Add --target"),
    ("churn.csv --target chrun", 2, "'chrun' is not a column .*age, income, city, churn.*'churn'?"),
    ("churn.csv --target CHURN", 2, "Did you mean 'churn'?"),
    ("semicolons.csv --target label", 2, "separated by something else than commas"),
    ("churn.csv --target churn --data digits", 2, "both FILE 'churn.csv' and --data digits"),
    ("--target churn", 2, "--target 'churn' is given without FILE; .*Name the file"),
    ("--test-size 1.5", 2, "--test-size '1.5'; expected a share"),
    ("--test-size half", 2, "--test-size 'half'; expected a share of the rows above 0"),
    ("--k-neighbors 0", 2, "--k-neighbors '0'; expected a whole number, 1 or more"),
    ("--k-neighbors many", 2, "--k-neighbors 'many'; expected a whole number"),
    ("--random-state -1", 2, "--random-state '-1'; expected a whole number, from 0"),
    ("--n-jobs all", 2, "--n-jobs 'all'; expected a whole number, a number of threads"),
    ("--n-jobs 0", 2, "--n-jobs 0; expected a number of threads"),
    ("--model tree", 2, "--model.*tree.*logistic.*forest.*boosting"),
    ("--data iris", 2, "--data.*iris.*digits.*synthetic"),
    ("--sampling-strategy majority", 2, "--sampling-strategy 'majority'; expected one of auto,"),
    ("--sampling-strategy 1.5", 2, "--sampling-strategy '1.5'; .*ratio above 0 and up to 1"),
    ("--sampling-strategy nan", 2, "--sampling-strategy 'nan'"),
    ("--sampling-strategy 1:", 2, "'1:' is none of these"),
    ("--sampling-strategy 1:-5", 2, "'1:-5' is none of these"),
    ("--sampling-strategy 1:500,1:600", 2, "'1:600' is none of these"),
    ("--sampling-strategy 8:500", 2, "sampling_strategy names class '8'.*among 0, 1"),
    ("--class-weight heavy", 2, "--class-weight 'heavy'; expected 'balanced' or weights"),
    ("--class-weight 0:1,1:x", 2, "'1:x' is none of these"),
    ("--class-weight 0:1,1:0", 2, "'1:0' is none of these"),
    ("--class-weight 0:1,2:5", 2, "class_weight names class '2'"),
    ("--class-weight ''", 2, "--class-weight ''"),
    ("--json nowhere/out.json", 2, "--json 'nowhere/out.json' is to be in '.*nowhere', .*Create"),
    ("--json folder.csv", 2, "--json 'folder.csv' is a directory; .*Name a file"),
    ("--json pipe.csv", 2, "--json 'pipe.csv' is a device or a pipe; .*Choose another"),
    (f"--json {'x' * 300}.json", 2, "--json 'xxx.* cannot be the name of a file: File name too lo"),
    ("header.latin.csv --target churn", 1, "'header.latin.csv' cannot be read as csv: 'utf-8'"),
    ("churn.csv --target churn --json churn.csv", 2, "--json 'churn.csv' is FILE itself; .*Choose"),
    ("--nonsense", 2, "--nonsense"),
    ("churn.csv more.csv", 2, "more.csv"),
    ("one.csv --target label", 1, "'label' holds one class only, 'usual'"),
    ("churn.csv --target income", 1, "target 'income' is continuous.*threshold"),
    ("churn.csv --target city", 1, "target 'city' misses 14 of 300 values"),
    ("dates.csv --target when", 1, "target 'when' is of type datetime64"),
    ("empty.csv --target label", 1, "'empty.csv' cannot be read as csv: Empty CSV file"),
    ("header.csv --target label", 1, "FILE 'header.csv' has no rows; expected .*Check how"),
    ("ragged.csv --target label", 1, "'ragged.csv' cannot be read as csv.*Expected 2 columns"),
    ("twice.csv --target label", 1, "two columns of one name: a"),
    ("twice.parquet --target label", 1, "FILE 'twice.parquet' has two columns of one name: a;"),
    (
        "fake.parquet --target label",
        1,
        "FILE 'fake.parquet' cannot be read as parquet: .*write it anew",
    ),
    ("lonely.csv --target label", 1, "holds no column besides target='label'"),
    ("infinite.parquet --target label", 1, "infinity in height"),
    ("few.csv --target label", 1, r"training part \(140 rows\).*class 'rare' has 3.*k_neighbors"),
    ("--k-neighbors 500", 1, "k_neighbors = 500 and class 1 has 122"),
    ("--sampling-strategy 0.05", 1, "sampling_strategy = 0.05"),
    ("--data synthetic --test-size 0.99", 1, "no row of class 1; .*test_size"),
]

RESAMPLE = [
    ("nope.csv out.csv --target label", 2, "source 'nope.csv' does not exist"),
    ("numbers.csv --target label", 2, "OUT|destination"),
    ("numbers.csv out.csv", 2, "--target"),
    ("numbers.csv out.csv --target lable", 2, "'lable' is not a column.*Did you mean 'label'?"),
    ("numbers.csv out.xlsx --target label", 2, "destination 'out.xlsx' ends in '.xlsx'; expected"),
    ("words.txt out.csv --target label", 2, "'words.txt' ends in '.txt'"),
    ("numbers.csv there.csv --target label", 2, "'there.csv' exists; .*--force"),
    ("numbers.csv numbers.csv --target label", 2, "are the same file"),
    ("numbers.csv ./numbers.csv --target label --force", 2, "are the same file"),
    ("numbers.csv folder.csv --target label --force", 2, "destination 'folder.csv' is a directory"),
    ("numbers.csv pipe.csv --target label --force", 2, "destination 'pipe.csv' is a device or a p"),
    ("numbers.csv out.csv --target label --passthrough 'a\nb'", 2, "'a' is not a column"),
    ("header.latin.csv out.csv --target a", 1, "'header.latin.csv' cannot be read as csv: 'utf-8'"),
    (
        "numbers.csv no/out.csv --target label",
        2,
        "'no/out.csv' is to be in '.*no', which does not exist; .*Create",
    ),
    ("numbers.csv out.csv --target label --sampling-strategy x:9", 2, "class 'x'.*rare, usual"),
    ("numbers.csv out.csv --target label --sampling-strategy some", 2, "strategy 'some'"),
    ("numbers.csv out.csv --target label --n-jobs 0", 2, "--n-jobs 0"),
    ("churn.csv out.csv --target churn", 1, r"Not numeric: city \(string\); .*Encode"),
    ("dates.csv out.csv --target label", 1, r"Not numeric: when \((timestamp|date32)"),
    ("gaps.csv out.csv --target label", 1, r"Missing values in age \(1\), height \(2\);"),
    ("infinite.parquet out.csv --target label", 1, "NaN or infinity in height"),
    ("twice.parquet out.csv --target label", 1, "source 'twice.parquet' has two columns of one n"),
    ("index.parquet out.csv --target label", 1, "index of a data frame in __index_level_0__"),
    ("one.csv out.csv --target label", 1, "one class only, 'usual'"),
    ("numbers.csv out.csv --target height", 1, "target 'height' is continuous"),
    ("lonely.csv out.csv --target label", 1, "no column besides target='label'"),
    ("latin.csv out.csv --target label", 1, "target 'label'"),
    ("few.csv out.csv --target label", 1, "class 'rare' has 4 row.*k_neighbors to 3"),
    ("numbers.csv out.csv --target label --sampling-strategy rare:3", 1, "3 rows of class 'rare'"),
]


@pytest.mark.parametrize(("line", "code", "message"), COMPARE)
def test_compare(call, files, line, code, message):
    check(call("compare", *shlex.split(line)), code, message)


@pytest.mark.parametrize(("line", "code", "message"), RESAMPLE)
def test_resample(call, files, line, code, message):
    check(call("resample", *shlex.split(line)), code, message)


@pytest.mark.parametrize("line", [line for line, code, _ in RESAMPLE if "out.csv" not in line])
def test_dry_run_refuses_what_the_call_refuses(call, files, line):
    done = call("resample", *shlex.split(line))
    again = call("resample", *shlex.split(line), "--dry-run")
    assert (again.code, again.err, again.out) == (done.code, done.err, "")


def check(done, code, message):
    assert done.code == code, done.err
    assert re.search(message, done.error), done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    if "\u256d" not in done.err:  # typer's own messages come in a box
        assert done.err.startswith("Error: ")
        assert done.err.count("\n") == 1


@pytest.mark.parametrize("command", ["compare few.csv", "resample few.csv out.csv --dry-run"])
def test_small_classes_as_the_message_advises(call, files, command):
    base = [*shlex.split(command), "--target", "label"]
    assert "small_classes = 'clip'" in call(*base).err
    done = call(*base, "--small-classes", "clip")
    assert done.code == 0
    assert "FewerNeighborsWarning: Class 'rare'" in done.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("compare --class-weight heavy", 2),
        ("resample churn.csv out.csv --target churn", 1),
        ("nonsense", 2),
    ],
)
def test_exit_codes_of_the_process(run, files, line, code):
    done = run(*shlex.split(line), cwd=files)
    assert done.code == code
    assert done.err
    assert done.out == ""


def test_file_that_may_not_be_read(call, tmp_path, numbers):
    if os.geteuid() == 0:
        pytest.skip("root may read all")
    numbers.to_csv(tmp_path / "in.csv")
    (tmp_path / "in.csv").chmod(0)
    done = call("compare", "in.csv", "--target", "label")
    assert done.code == 1
    assert "in.csv" in done.err


def test_directory_that_may_not_be_written(call, tmp_path, numbers):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    numbers.to_csv(tmp_path / "in.csv")
    (tmp_path / "locked").mkdir(mode=0o500)
    done = call("resample", "in.csv", "locked/out.csv", "--target", "label")
    assert done.code == 1
    assert "locked" in done.err


@pytest.mark.parametrize("name", ["[red]data[/red].csv", "a:b:c.csv", "x" * 150 + " y.csv"])
def test_names_are_shown_as_they_are(call, name):
    done = call("compare", name, "--target", "x")
    assert done.err == (
        f"Error: FILE {name!r} does not exist; expected a CSV or Parquet file. Correct the path.\n"
    )


def test_without_pyarrow_files_are_refused_in_one_line(run):
    program = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'pyarrow': raise ModuleNotFoundError('none', name=name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from fastsmote.__main__ import main\n"
        "main()\n"
    )
    done = run(
        "resample", "a.csv", "b.csv", "--target", "y", command=[sys.executable, "-c", program]
    )
    assert done.code == 1
    assert "pip install 'fastsmote[cli]'" in done.err
    assert done.err.count("\n") == 1
