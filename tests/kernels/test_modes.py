"""The kernel tests again as plain Python, and with every index checked.

The files named here run in a process of their own, where Numba reads its settings; this file is not
among them.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
# what is written in Python alone; intrinsics are LLVM code and need the compiler
PLAIN = ["test_ordering.py", "test_sparse_interpolation.py"]
INDEXED = [
    *PLAIN,
    "test_boxes.py",
    "test_choice.py",
    "test_distance.py",
    "test_groups.py",
    "test_interpolation.py",
    "test_join.py",
    "test_lists.py",
    "test_minima.py",
    "test_missing.py",
    "test_packing.py",
    "test_scan.py",
    "test_sparse.py",
    "test_tile.py",
    "test_words.py",
]


def run_tests(files, tmp_path, **settings):
    environment = os.environ | settings | {"NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    completed = subprocess.run(
        [*command, *(str(HERE / file) for file in files)],
        cwd=HERE.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert completed.returncode == 0, completed.stdout[-5000:] + completed.stderr[-2000:]
    assert " passed" in completed.stdout
    return completed.stdout


def test_without_the_compiler(tmp_path):
    run_tests(PLAIN, tmp_path, NUMBA_DISABLE_JIT="1")
    assert not list(tmp_path.rglob("*.nbi"))  # nothing was compiled


def test_with_every_index_checked(tmp_path):
    run_tests(INDEXED, tmp_path, NUMBA_BOUNDSCHECK="1")
    assert list(tmp_path.rglob("*.nbi"))


def test_words_where_the_processor_does_not_multiply_them(tmp_path):
    # the same sums by other instructions
    settings = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    run_tests(["test_words.py"], tmp_path, **settings)


OUT_OF_BOUNDS = """
import numpy as np
from fastsmote.kernels.interpolation import interpolate_rows

beyond = np.array([5])
interpolate_rows(np.ones((5, 2)), beyond, beyond, np.ones(1), np.empty((1, 2)))
"""


def test_the_check_of_indices_is_in_force(tmp_path):
    environment = os.environ | {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    completed = subprocess.run(
        [sys.executable, "-c", OUT_OF_BOUNDS],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert completed.returncode == 1
    assert "IndexError" in completed.stderr
