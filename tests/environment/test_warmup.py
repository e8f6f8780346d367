"""Compile beforehand, so that no later process has to."""

import os
import re
import subprocess
import sys

import pytest

# A first call on enough rows for the kernels, of both dtypes, clustered and not.
CALLS = """
import numpy as np
from scipy import sparse
from tests.environment.data import load_kernels
load_kernels()
import fastsmote.kernels.sparse, fastsmote.kernels.sparse_interpolation  # for few rows, too
from fastsmote.kernels.jit import n_compilations
from fastsmote.over_sampling import SMOTE, SMOTEN, SMOTENC
from fastsmote.under_sampling import CondensedNearestNeighbour, OneSidedSelection, TomekLinks
rng = np.random.default_rng(0)
X = rng.normal(size=(12000, 40))
for dtype in ("float32", "float64"):
    for rows in (X, X[:, :3].copy(), rng.integers(4, size=(12000, 3))):
        SMOTE(random_state=0).fit_resample(rows.astype(dtype), np.arange(12000) < 3000)
    rows = sparse.random(12000, 3000, 0.005, format="csr", random_state=0, dtype=dtype)
    SMOTE(random_state=0).fit_resample(rows, np.arange(12000) < 5000)
for n_categories in (9, 999):
    rows = rng.integers(n_categories, size=(12000, 4))
    SMOTEN(random_state=0).fit_resample(rows, np.arange(12000) < 3000)
    SMOTENC([1, 2], random_state=0).fit_resample(rows * 1.0, np.arange(12000) < 3000)
SMOTE(missing="nan_euclidean").fit_resample(np.where(X > 2, np.nan, X), np.arange(12000) < 3000)
for cleaner in (CondensedNearestNeighbour, OneSidedSelection, TomekLinks):
    cleaner().fit_resample(X[:, :3] + 9 * (X[:, :1] > 0), X[:, 0] > 0)
print(n_compilations())
"""


def run(cache, *arguments):
    environment = os.environ | {"NUMBA_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=environment, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def warmed(tmp_path_factory):
    """A cache folder, and what the command said that filled it."""
    cache = tmp_path_factory.mktemp("cache")
    return cache, run(cache, "-m", "fastsmote", "warmup")


def test_it_tells_what_it_compiled_and_where_that_is(warmed):
    cache, said = warmed
    n_compiled = int(re.search(r"Compiled (\d+) specializations; kept in", said)[1])
    assert n_compiled > 20
    assert str(cache) in said.replace("\n", "")
    assert "float32" in said
    assert "float64" in said


def test_later_processes_compile_nothing(warmed, tmp_path):
    assert int(run(warmed[0], "-c", CALLS)) == 0
    assert int(run(tmp_path, "-c", CALLS)) > 10


def test_once_is_enough(warmed):
    assert "All were in the cache" in run(warmed[0], "-m", "fastsmote", "warmup")


def test_it_says_so_where_nothing_can_be_kept(capsys):
    from fastsmote.cli import presentation

    presentation.show_compiled({"float32": 1.25}, 7, None)
    said = capsys.readouterr().out
    assert "1.2" in said
    assert "Compiled 7 specializations; no folder for a cache can be written" in said
