"""imbalanced-learn's own tests of its over-samplers, from its wheel, run against fastsmote."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import imblearn
import pytest

from tests.environment.process import ROOT

# What fastsmote warns of is what imbalanced-learn does without a word.
INI = """
[pytest]
filterwarnings =
    error
    ignore::fastsmote.errors.TooFewRowsWarning
"""


def run_their_tests(path: str, directory: Path) -> dict[str, str]:
    """Run one of their test files on fastsmote; give the outcome of each test."""
    source = (Path(imblearn.__file__).parent / path).read_text()
    replaced = source.replace("imblearn.over_sampling import", "fastsmote.over_sampling import")
    assert replaced != source
    (directory / "test_theirs.py").write_text(replaced)
    (directory / "pytest.ini").write_text(INI)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--junit-xml=report.xml", "test_theirs.py"],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (directory / "report.xml").exists(), done.stdout + done.stderr
    cases = ElementTree.parse(directory / "report.xml").iter("testcase")
    return {case.get("name"): case[0].tag if len(case) else "passed" for case in cases}


@pytest.mark.parametrize(
    "path",
    [
        "over_sampling/_smote/tests/test_smote.py",
        "over_sampling/_smote/tests/test_borderline_smote.py",
        "over_sampling/_smote/tests/test_svm_smote.py",
        "over_sampling/_smote/tests/test_kmeans_smote.py",
        "over_sampling/tests/test_adasyn.py",
        "over_sampling/tests/test_random_over_sampler.py",
    ],
)
def test_pass(path, tmp_path):
    outcomes = run_their_tests(path, tmp_path)
    assert set(outcomes.values()) == {"passed"}
