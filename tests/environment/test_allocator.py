"""Freed memory is kept for the next stage of a search where the C library gives it back."""

import os
import sys

import pytest

from tests.environment.process import run_python

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or "CS_GNU_LIBC_VERSION" not in os.confstr_names,
    reason="it is glibc that is told by the environment what to do with freed memory",
)

# Prints how many pages are cleared when an array is made after one has been freed: before the
# context, within it, within it when another thread has left it, and after it.
COUNT = """
    import resource
    from concurrent.futures import ThreadPoolExecutor
    import numpy as np
    from fastsmote.kernels.allocator import freed_memory_kept

    def n_cleared():
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
            np.ones(200_000)
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    def enter_and_leave():
        with freed_memory_kept:
            pass

    print(n_cleared())
    with freed_memory_kept:
        print(n_cleared())
        with ThreadPoolExecutor(1) as pool:
            pool.submit(enter_and_leave).result()
        print(n_cleared())
    print(n_cleared())
"""
N_PAGES = 200_000 * 8 // os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


def count(directory, **environment):
    return [int(n) for n in run_python(COUNT, directory, **environment).split()]


def test_one_stage_uses_what_another_has_freed_in_a_worker_of_dask(tmp_path):
    before, within, beside_another, after = count(tmp_path, MALLOC_TRIM_THRESHOLD_="65536")
    assert min(before, after) >= N_PAGES
    assert max(within, beside_another) < N_PAGES // 10


def test_who_says_which_blocks_have_pages_of_their_own_is_obeyed(tmp_path):
    told = {"MALLOC_TRIM_THRESHOLD_": "65536", "MALLOC_MMAP_THRESHOLD_": "262144"}
    assert min(count(tmp_path, **told)) >= N_PAGES
