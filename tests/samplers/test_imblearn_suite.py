"""imbalanced-learn's own tests of the samplers, from its wheel, run against fastsmote."""

import os
import re
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
IMPORT = re.compile(r"imblearn\.(over_sampling|under_sampling|combine) import")


def run_their_tests(path: str, directory: Path) -> dict[str, str]:
    """Run one of their test files on fastsmote; give the outcome of each test."""
    source = (Path(imblearn.__file__).parent / path).read_text()
    replaced = IMPORT.sub(r"fastsmote.\1 import", source)
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


# A test of each of their files, to see that they were run.
SMOTES, OTHERS = "over_sampling/_smote/tests", "over_sampling/tests"
SELECTORS, COMBINATIONS = "under_sampling/_prototype_selection/tests", "combine/tests"
FILES = {
    f"{SMOTES}/test_smote.py": "test_sample_regular",
    f"{SMOTES}/test_smote_nc.py": "test_smotenc_pandas",
    f"{SMOTES}/test_smoten.py": "test_smoten_resampling",
    f"{SMOTES}/test_borderline_smote.py": "test_borderline_smote_in_danger",
    f"{SMOTES}/test_svm_smote.py": "test_svm_smote",
    f"{SMOTES}/test_kmeans_smote.py": "test_kmeans_smote",
    f"{OTHERS}/test_adasyn.py": "test_ada_fit_resample",
    f"{OTHERS}/test_random_over_sampler.py": "test_ros_init",
    f"{OTHERS}/test_common.py": "test_categorical_smote_k_custom_nn",
    f"{SELECTORS}/test_allknn.py": "test_allknn_fit_resample",
    f"{SELECTORS}/test_condensed_nearest_neighbour.py": "test_cnn_init",
    f"{SELECTORS}/test_edited_nearest_neighbours.py": "test_enn_init",
    f"{SELECTORS}/test_nearmiss.py": "test_nm_fit_resample_auto",
    f"{SELECTORS}/test_neighbourhood_cleaning_rule.py": "test_ncr_threshold_cleaning",
    f"{SELECTORS}/test_one_sided_selection.py": "test_oss_init",
    f"{SELECTORS}/test_repeated_edited_nearest_neighbours.py": "test_renn_init",
    f"{SELECTORS}/test_tomek_links.py": "test_tl_init",
    f"{COMBINATIONS}/test_smote_enn.py": "test_sample_regular",
    f"{COMBINATIONS}/test_smote_tomek.py": "test_sample_regular",
}

# Calls imbalanced-learn's private _validate_estimator to see where n_jobs goes, for which there are
# tests in tests/parity/test_combine.py.
FAILURES = {
    f"{COMBINATIONS}/test_smote_enn.py": {"test_parallelisation"},
    f"{COMBINATIONS}/test_smote_tomek.py": {"test_parallelisation"},
}
if imblearn.__version__.startswith("0.13."):
    # parameters and attributes that 0.13 warns of and 0.14 has no more
    FAILURES |= {
        f"{SELECTORS}/test_condensed_nearest_neighbour.py": {
            "test_condensed_nearest_neighbors_deprecation"
        },
        f"{SELECTORS}/test_neighbourhood_cleaning_rule.py": {
            "test_ncr_deprecate_kind_sel[all]",
            "test_ncr_deprecate_kind_sel[mode]",
        },
        f"{SELECTORS}/test_one_sided_selection.py": {"test_one_sided_selection_deprecation"},
    }


@pytest.mark.parametrize(("path", "one_of_them"), list(FILES.items()))
def test_pass(path, one_of_them, tmp_path):
    outcomes = run_their_tests(path, tmp_path)
    assert one_of_them in outcomes
    not_passed = {name for name, outcome in outcomes.items() if outcome != "passed"}
    assert not_passed == FAILURES.get(path, set())
