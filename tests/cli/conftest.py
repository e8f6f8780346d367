"""Run the command line as a person does, in a process, or in this one where only messages count."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.csv as pa_csv
import pytest
from sklearn.datasets import make_classification
from threadpoolctl import threadpool_limits

from tests.comparison.reference import mixed_columns

MODULE = [sys.executable, "-m", "fastsmote"]
SCRIPT = [str(Path(sys.executable).with_name("fastsmote"))]


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The message, without the box that typer draws around its own."""
        return " ".join(self.err.replace("\u2502", " ").split())


def plain_environment() -> dict[str, str]:
    """Return the environment without what changes colours or widths, on one thread.

    Tests run beside each other: threads that wait for a core by spinning would make them slow.
    """
    changing = {"FORCE_COLOR", "NO_COLOR", "COLUMNS", "GITHUB_ACTIONS", "PY_COLORS", "TERM"}
    plain = {name: value for name, value in os.environ.items() if name not in changing}
    return plain | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@pytest.fixture(autouse=True, scope="session")
def _one_thread():
    with threadpool_limits(1):
        yield


@pytest.fixture
def run(tmp_path):
    """Return a function that runs a command in a process of its own, in ``tmp_path``."""

    def run(*arguments, command=MODULE, **options):
        done = subprocess.run(
            [*command, *map(str, arguments)],
            capture_output=True,
            cwd=options.pop("cwd", tmp_path),
            encoding="utf-8",
            timeout=120,
            check=False,
            env=options.pop("env", plain_environment()),
            **options,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert "\x1b" not in done.stdout + done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def call(tmp_path, capsys, monkeypatch):
    """Return a function that runs a command within this process, in ``tmp_path``."""
    from fastsmote.cli import app

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)
    handler = signal.getsignal(signal.SIGTERM)

    def call(*arguments):
        with pytest.raises(SystemExit) as done:
            app([*map(str, arguments)], prog_name="fastsmote")
        out, err = capsys.readouterr()
        return Outcome(done.value.code or 0, out, err)

    yield call
    signal.signal(signal.SIGTERM, handler)


def write(frame, path):
    """Write a data frame by the suffix of the path."""
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path, index=False)


def read(path):
    """Read a data frame by the suffix of the path."""
    if path.suffix == ".csv":  # pandas' own reader is not exact in all versions
        return pa_csv.read_csv(path).to_pandas()
    return pd.read_parquet(path)


def numbers_table() -> pd.DataFrame:
    """Make a table of every type that may be resampled."""
    X, y = make_classification(
        n_samples=200, weights=[0.85], n_features=5, n_informative=4, n_redundant=0, random_state=4
    )
    return pd.DataFrame(
        {
            "age": (X[:, 0] * 1000).astype("int64"),
            "label": np.where(y == 1, "rare", "usual"),
            "height": X[:, 1],
            "weight": X[:, 2].astype("float32"),
            "member": X[:, 3] > 0,
            "count": (X[:, 4] * 10 + 100).astype("uint8"),
        }
    )


def mixed_table() -> pd.DataFrame:
    """Make a table as people have it: text, gaps."""
    columns, y = mixed_columns()
    return pd.DataFrame({**columns, "churn": y})


@pytest.fixture
def numbers() -> pd.DataFrame:
    return numbers_table()


@pytest.fixture
def mixed() -> pd.DataFrame:
    return mixed_table()
