"""``fastsmote compare`` through its real entry points."""

import json
import os
import re
import sys

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_digits

from fastsmote import __version__, compare
from tests.cli.conftest import MODULE, SCRIPT, plain_environment
from tests.comparison.reference import synthetic, texts

HEADINGS = ["Without imbalance handling:", "With SMOTE:", "With class weights:"]


def printed_by_the_program(reports):
    """What a program prints that prints each heading and each report."""
    return "".join(f"{heading}\n{text}\n" for heading, text in zip(HEADINGS, reports, strict=True))


def figures(out):
    """Read the table back: name of the metric -> values."""
    rows = re.findall(r"^([A-Z][\w ]*?)  +([\d.]+) +([\d.]+) +([\d.]+)$", out, re.MULTILINE)
    return {name: [float(value) for value in values] for name, *values in rows}


@pytest.mark.parametrize("command", [MODULE, SCRIPT])
def test_synthetic_prints_what_the_program_with_imblearn_prints(run, command):
    done = run("compare", "--data", "synthetic", command=command)
    assert done.code == 0
    assert done.err == ""
    assert done.out.startswith(printed_by_the_program(texts(*synthetic())))


def test_default_is_digits_with_reports_table_and_summary(run):
    digits = load_digits()
    comparison = compare(digits.data, (digits.target == 8).astype(int))
    done = run("compare")
    assert done.code == 0
    reports = [report.text for report in comparison.reports.values()]
    assert done.out.startswith(printed_by_the_program(reports))
    assert "On 540 held-out rows, 52 of them of the minority class 1\n" in done.out
    assert done.out.endswith(f"\n\n{comparison.summary()}\n")
    table = figures(done.out)
    assert list(table) == [
        "Minority precision",
        "Minority recall",
        "Minority F1",
        "Balanced accuracy",
        "ROC AUC",
        "Average precision",
        "Brier score",
        "Fit seconds",
    ]
    assert table["Minority recall"] == [
        round(report.recall, 3) for report in comparison.reports.values()
    ]
    assert table["Brier score"] == [
        round(report.brier_score, 3) for report in comparison.reports.values()
    ]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_file_with_text_and_gaps(run, call, tmp_path, mixed, suffix):
    if suffix == "csv":
        mixed.to_csv(tmp_path / "churn.csv", index=False)
    else:
        mixed.astype({"city": "category"}).to_parquet(tmp_path / "churn.parquet", index=False)
    command = run if suffix == "csv" else call
    done = command("compare", f"churn.{suffix}", "--target", "churn", "--json", "out.json")
    assert done.code == 0
    comparison = compare(mixed.drop(columns="churn"), mixed["churn"])
    reports = [report.text for report in comparison.reports.values()]
    assert done.out.startswith(printed_by_the_program(reports))
    assert done.err.splitlines() == [f"Note: {note}" for note in comparison.notes]
    assert len(comparison.notes) == 3
    written = json.loads((tmp_path / "out.json").read_text())
    assert written["fastsmote"] == __version__
    assert (written["data"], written["target"]) == (f"churn.{suffix}", "churn")
    assert written["minority"] == "yes"
    assert written["test_counts"] == {"no": 72, "yes": 18}
    assert [f"{name}:" for name in written["reports"]] == HEADINGS
    for name, report in comparison.reports.items():
        assert written["reports"][name]["text"] == report.text
        found = written["reports"][name]["metrics"]
        assert found.pop("fit_seconds") > 0
        expected = {key: value for key, value in report.metrics.items() if key != "fit_seconds"}
        assert found == pytest.approx(expected)
    assert written["summary"] == comparison.summary()
    assert sorted(os.listdir(tmp_path)) == [f"churn.{suffix}", "out.json"]


def test_options_reach_the_comparison(call, tmp_path):
    done = call(
        *("compare", "--data", "synthetic", "--model", "forest", "--sampling-strategy", "1:60"),
        *("--k-neighbors", 3, "--class-weight", "0:1,1:5", "--test-size", 0.4),
        *("--random-state", 7, "--n-jobs", 1, "--json", "out.json"),
    )
    assert done.code == 0
    from sklearn.ensemble import RandomForestClassifier

    comparison = compare(
        *synthetic(),
        RandomForestClassifier(random_state=7),
        sampling_strategy={1: 60},
        k_neighbors=3,
        class_weight={0: 1, 1: 5},
        test_size=0.4,
        random_state=7,
        stratify=False,
        scale=False,
    )
    written = json.loads((tmp_path / "out.json").read_text())
    for name, report in comparison.reports.items():
        assert written["reports"][name]["text"] == report.text
        assert written["reports"][name]["metrics"]["brier_score"] == report.brier_score
    n_fit_rows = written["reports"]["With SMOTE"]["n_fit_rows"]
    assert n_fit_rows == written["train_counts"]["0"] + 60
    assert written["parameters"] == {
        "sampling_strategy": {"1": 60},
        "k_neighbors": 3,
        "small_classes": "raise",
        "class_weight": {"0": 1, "1": 5},
        "test_size": 0.4,
        "random_state": 7,
        "stratify": False,
        "scale": False,
    }


@pytest.mark.parametrize(
    ("model", "strategy"),
    [("logistic", "minority"), ("logistic", "not majority"), ("boosting", "0.5")],
)
def test_models_and_strategies(call, model, strategy):
    done = call("compare", "--data", "synthetic", "--model", model, "--sampling-strategy", strategy)
    assert done.code == 0
    assert [line for line in done.out.splitlines() if line.endswith(":")] == HEADINGS


@pytest.mark.parametrize(
    ("labels", "weights"),
    [
        (["a,b", "c"], '"a,b:1",c:5'),
        (["a:b", "c"], "a:b:1, c:5"),
        ([True, False], "true:5,false:1"),
        ([0.0, 1.0], "0:1,1:5"),
    ],
)
def test_labels_find_their_class(call, tmp_path, labels, weights):
    rng = np.random.default_rng(0)
    y = np.array(labels, dtype=object)[(rng.random(120) < 0.3).astype(int)]
    pd.DataFrame({"x": rng.random(120), "y": y}).to_parquet(tmp_path / "in.parquet")
    done = call("compare", "in.parquet", "--target", "y", "--class-weight", weights)
    assert done.code == 0, done.err


@pytest.mark.parametrize(
    "labels",
    [
        *[(2**64 - 1, 2**64 - 2), (2**63 + 1, 2**63), (2**64 - 1, 5)],
        *[(2**64 + 1, 2**64 + 2), (-1, 2**63 + 1), (-(2**63), -(2**63) - 1)],
    ],
)
def test_labels_beyond_64_bits_with_a_sign_stay_apart(call, tmp_path, labels):
    rows = [f"{i % 7},{2**64 - 1 - i % 2},{labels[i % 3 > 0]}\n" for i in range(90)]
    rows[0] = rows[0].replace(f",{2**64 - 1},", ",-1,")  # some column has both
    (tmp_path / "in.csv").write_text("a,b,y\n" + "".join(rows))
    done = call("compare", "in.csv", "--target", "y", "--json", "out.json")
    assert done.code == 0, done.err
    written = json.loads((tmp_path / "out.json").read_text())
    rare, common = map(str, labels)
    assert written["test_counts"] == {rare: 9, common: 18}
    assert f"of the minority class {rare}\n" in done.out


def test_large_labels_given_as_text_are_not_taken_for_their_neighbors(call, tmp_path):
    y = np.where(np.arange(90) % 3 > 0, 2**60, 2**60 + 1)
    pd.DataFrame({"x": np.arange(90) % 7, "y": y}).to_parquet(tmp_path / "in.parquet")
    strategy = f"{2**60 + 1}:42"
    options = ("--sampling-strategy", strategy, "--class-weight", f"{2**60 + 1}:5")
    done = call("compare", "in.parquet", "--target", "y", *options, "--json", "out.json")
    assert done.code == 0, done.err
    written = json.loads((tmp_path / "out.json").read_text())
    assert written["train_counts"] == {str(2**60): 42, str(2**60 + 1): 21}
    assert written["reports"]["With SMOTE"]["n_fit_rows"] == 84


def test_index_of_a_data_frame_is_left_out(call, tmp_path, mixed):
    mixed.index = mixed.index[::-1] ** 2
    mixed[["income", "churn"]].to_parquet(tmp_path / "in.parquet")
    done = call("compare", "in.parquet", "--target", "churn")
    assert done.code == 0
    assert done.err == "Note: Left out, the index of a data frame: __index_level_0__.\n"
    comparison = compare(mixed[["income"]], mixed["churn"])
    assert done.out.startswith(
        printed_by_the_program(report.text for report in comparison.reports.values())
    )


def test_json_replaces_an_older_file_whole(call, tmp_path):
    (tmp_path / "out.json").write_text("older " * 10_000)
    assert call("compare", "--data", "synthetic", "--json", "out.json").code == 0
    json.loads((tmp_path / "out.json").read_text())
    assert os.listdir(tmp_path) == ["out.json"]


def test_warnings_are_one_line_notes(call, tmp_path, monkeypatch):
    import warnings

    from fastsmote.comparison import training as module

    plain = module.measure

    def warning_measure(*arguments, **keywords):
        warnings.warn("the solver\n gave up", RuntimeWarning, stacklevel=2)
        return plain(*arguments, **keywords)

    monkeypatch.setattr(module, "measure", warning_measure)
    done = call("compare", "--data", "synthetic")
    assert done.code == 0
    assert done.err == "Note: RuntimeWarning: the solver gave up\n"


def test_help_version_and_no_command(run, call):
    done = run("--version")
    assert (done.code, done.out) == (0, f"fastsmote {__version__}\n")
    overview = run()
    assert overview.code == 2
    assert "compare" in overview.out
    assert "resample" in overview.out
    helped = call("compare", "--help")
    assert helped.code == 0
    for option in ("--target", "--data", "--model", "--sampling-strategy", "--k-neighbors"):
        assert option in helped.out
    for option in ("--class-weight", "--test-size", "--random-state", "--n-jobs", "--json"):
        assert option in helped.out
    assert "FILE is CSV or Parquet" in " ".join(helped.out.split())


def test_help_waits_for_no_heavy_import(run):
    program = (
        "import sys, fastsmote.cli as cli\n"
        "try: cli.app(['compare', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numba', 'sklearn', 'pyarrow', 'scipy'} & set(sys.modules)))"
    )
    assert run(command=[sys.executable, "-c", program]).out.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
def test_progress_and_colours_on_a_terminal(tmp_path):
    import pty
    import subprocess

    main, terminal = pty.openpty()
    done = subprocess.run(
        [*MODULE, "compare"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=plain_environment() | {"TERM": "xterm-256color"},
        check=True,
        timeout=120,
    )
    os.close(terminal)
    shown = os.read(main, 1 << 20).decode()
    os.close(main)
    assert "Loading ..." in shown
    assert "\x1b[" in shown
    assert b"\x1b" not in done.stdout


def test_forced_colours_do_not_move(run):
    import subprocess

    done = subprocess.run(
        [*MODULE, "compare", "--data", "synthetic"],
        capture_output=True,
        env=plain_environment() | {"FORCE_COLOR": "1"},
        check=True,
        timeout=120,
    )
    assert done.stderr == b""
    assert b"\x1b[1m" in done.stdout
    assert done.stdout.decode().startswith(printed_by_the_program(texts(*synthetic())))


def test_reader_that_stops_early_is_no_error(tmp_path):
    import subprocess

    with subprocess.Popen(
        [*MODULE, "compare", "--data", "synthetic"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=plain_environment(),
        cwd=tmp_path,
    ) as process:
        process.stdout.close()
        err = process.stderr.read()
    assert b"Traceback" not in err
    assert b"Error" not in err
