"""imbalanced-learn's own tests, as its wheel has them, on patched classes."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest
import sklearn

from fastsmote.patching.table import TABLE
from fastsmote.patching.versions import imblearn_version
from tests.environment.process import ROOT

# Parts of it, and a test of each to see that they were run. Those left out (datasets, metrics,
# model_selection, keras, tensorflow) have no sampler, or need networks, in both senses.
PARTS = {
    "over_sampling": "test_categorical_smote_k_custom_nn",
    "under_sampling": "test_ncr_threshold_cleaning",
    "combine": "test_validate_estimator_init",
    "ensemble": "test_bagging_with_pipeline",
    "utils": "test_all_estimators",
    "tests": "test_pipeline_fit_then_sample_with_sampler_last_estimator",
}
NCR = "_prototype_selection/tests/test_neighbourhood_cleaning_rule.py"
# Test to why it does not pass.
FAILURES = {"test_min_dependencies_readme": "it reads pyproject.toml, which no wheel has"}
if sys.version_info < (3, 11):
    FAILURES = {}  # it is skipped
if imblearn_version().startswith("0.13.") and sklearn.__version__ != "1.6.0":
    check = (
        "test_estimators_compatibility_sklearn[SMOTEN(random_state=42)-check_estimator_sparse_tag]"
    )
    FAILURES[check] = "SMOTEN takes sparse rows and its tags say no; without the patch, too"
# What imbalanced-learn answers itself, by test: a parameter that it deprecated, and then removed.
DECLINED: dict[str, dict[str, list[str]]] = {}
if imblearn_version().startswith("0.13."):
    for kind in ("all", "mode"):
        DECLINED[f"{NCR}::test_ncr_deprecate_kind_sel[{kind}]"] = {
            "NeighbourhoodCleaningRule": [f"kind_sel='{kind}'"]
        }


def start(parts, folder):
    """Start their tests of some parts."""
    folder.mkdir()
    (folder / "pytest.ini").write_text("[pytest]\n")
    options = ["-p", "tests.patching.plugin", "--junit-xml=report.xml", "-W", "ignore", "-q"]
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, "--pyargs", *parts],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            # many small fits: threads that wait for a core by spinning would make them slow
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    """Outcome of each test, who answered how often, and what was declined."""
    folder = tmp_path_factory.mktemp("suite")
    runs = {
        folder / "one": ["imblearn.ensemble"],  # as long as all others
        folder / "two": [f"imblearn.{part}" for part in PARTS if part != "ensemble"],
    }
    started = [start(parts, folder) for folder, parts in runs.items()]
    outcomes: list[tuple[str, str]] = []  # of files that may have tests of the same name
    n_calls, declined = {}, {}
    for process, folder in zip(started, runs, strict=True):
        printed, _ = process.communicate()
        assert (folder / "usage.json").exists(), printed
        for case in ElementTree.parse(folder / "report.xml").iter("testcase"):
            outcomes.append((case.get("name"), case[0].tag if len(case) else "passed"))
        usage = json.loads((folder / "usage.json").read_text())
        n_calls |= usage["n_calls"]
        declined |= usage["declined"]
    return outcomes, n_calls, declined


def test_all_pass_but_those_listed(suite):
    outcomes, _, _ = suite
    assert {name for name, _ in outcomes} >= set(PARTS.values())
    failed = {name for name, outcome in outcomes if outcome in {"failure", "error"}}
    assert failed == FAILURES.keys()


def test_fastsmote_did_the_work(suite):
    _, n_calls, declined = suite
    assert n_calls.keys() == {entry.name for entry in TABLE}
    assert declined == DECLINED
