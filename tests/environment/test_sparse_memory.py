"""Wide sparse rows take memory by their entries, not by their features."""

import sys

import pytest

from tests.environment.process import run_python

# As of texts, 0.1 % of which is not zero: dense, the rows of the class that grows take 2.2 GiB.
SCRIPT = """
import resource
import sys

import numpy as np
from scipy import sparse

from fastsmote.sparse_interpolation import run_sparse_interpolation
from fastsmote.neighbors.sparse_search import run_sparse_kernels
from fastsmote.over_sampling import SMOTE

def documents(n_samples):
    rng = np.random.default_rng(0)
    words = np.minimum(rng.pareto(1, size=n_samples * 50), 49_999).astype(int)
    rows = np.repeat(np.arange(n_samples), 50)
    X = sparse.csr_matrix((rng.uniform(size=len(words)), (rows, words)), shape=(n_samples, 50_000))
    return X, np.arange(n_samples) % 5 // 2 == 0

def peak():
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit >> 20

# the compiler's own memory is not what this is about
run_sparse_kernels()
run_sparse_interpolation("float64")
X, y = documents(15_000)
before = peak()
SMOTE(random_state=0, n_jobs=2).fit_resample(X, y)
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak")
def test_over_sampling(tmp_path):
    assert int(run_python(SCRIPT, tmp_path)) < 150
