"""Where Numba's disk cache can and cannot be written: the rows are the same, and none is an error.

Permission bits would not do here: they do not bind a superuser, as tests in containers often are.
A file in place of a directory does, for everybody, and a limit on the size of files stands in for
a full disk.
"""

import os
import pickle
import shutil
from pathlib import Path
from typing import NamedTuple

import numba
import pytest

from fastsmote.compilation import warmup
from tests.environment.data import resampled_digest
from tests.environment.process import ROOT, run_python

RESAMPLE = """
    import fastsmote
    from tests.environment.data import resampled_digest

    assert fastsmote.__file__.startswith({site!r}), fastsmote.__file__
    print(resampled_digest())
"""
FULL_DISK = """
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
"""


class Installation(NamedTuple):
    """A copy of the package without compiled files, and a home directory."""

    site: Path
    home: Path

    def resample(self, before: str = "") -> str:
        code = before + RESAMPLE.format(site=str(self.site))
        variables = {
            "PYTHONPATH": f"{self.site}{os.pathsep}{ROOT}",
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "NUMBA_CACHE_DIR": "",
        }
        return run_python(code, self.site.parent, **variables).strip()


def forbid_directory(path: Path) -> None:
    path.write_text("a file where a directory would have to be")


@pytest.fixture(scope="module")
def expected():
    return resampled_digest()


@pytest.fixture
def writable(tmp_path):
    package = tmp_path / "site" / "fastsmote"
    shutil.copytree(ROOT / "fastsmote", package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "home").mkdir()
    return Installation(package.parent, tmp_path / "home")


@pytest.fixture
def read_only(writable):
    for directory in {module.parent for module in writable.site.rglob("*.py")}:
        forbid_directory(directory / "__pycache__")
    return writable


def compiled_files(directory: Path) -> dict[Path, int]:
    """Files of the cache with the time of their last change."""
    return {path: path.stat().st_mtime_ns for path in directory.rglob("*.nb[ci]")}


def test_package_can_be_written(writable, expected):
    assert writable.resample() == expected
    first = compiled_files(writable.site)
    assert first
    assert compiled_files(writable.home) == {}
    # a second process compiles nothing
    assert writable.resample() == expected
    assert compiled_files(writable.site) == first


def test_home_can_be_written(read_only, expected):
    assert read_only.resample() == expected
    assert compiled_files(read_only.site) == {}
    assert compiled_files(read_only.home)


def test_nothing_can_be_written(read_only, expected):
    read_only.home.rmdir()
    forbid_directory(read_only.home)
    assert read_only.resample() == expected
    assert compiled_files(read_only.site.parent) == {}


def test_disk_is_full(read_only, expected):
    # directories can still be made, so that Numba finds out when it has compiled
    assert read_only.resample(before=FULL_DISK) == expected
    assert compiled_files(read_only.home) == {}


def test_what_was_compiled_from_other_sources_is_not_used(writable, expected):
    # an intrinsic changes in a file of another kernel, as long as before, at the same time
    assert writable.resample() == expected
    first = compiled_files(writable.site)
    changed = writable.site / "fastsmote" / "kernels" / "gaps.py"
    times = changed.stat()
    changed.write_text(changed.read_text().replace("against rows", "against ROWS", 1))
    os.utime(changed, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert changed.stat().st_size == times.st_size
    assert writable.resample() == expected
    second = compiled_files(writable.site)
    assert second.keys() == first.keys()
    assert all(second[path] > first[path] for path in first if path.suffix == ".nbi")


KERNEL = """
from fastsmote.kernels.jit import kernel


@kernel
def doubled(x):
    return 2 * x
"""
CALL = """
    from kept import doubled

    assert doubled(21) == 42
    print(sum(doubled.stats.cache_hits.values()))
"""
COMPILE_AFTERWARDS = """
    import sys

    import numpy as np

    from fastsmote.compilation import warmup

    assert warmup().n_compiled == 0
    assert "numba.np.npyimpl" not in sys.modules, "what the compiler needs was imported"

    import numba
    from fastsmote.kernels.jit import kernel

    @kernel
    def sorted_sum(x):
        return np.sort(np.exp(x)).sum()

    assert abs(sorted_sum(np.array([0.0, 1.0])) - 1 - np.e) < 1e-15
    assert numba.njit(lambda x: str(x) + "a")(3) == "3a"
"""
GONE = b"cfastsmote.kernels.jit\nTypeOfAnotherVersion\n."
UNREADABLE = {
    "*.nbi": {
        "not a pickle": b"\x93 no index",
        "cut off": pickle.dumps(numba.__version__) + pickle.dumps(list(range(1000)))[:50],
        "a type that is gone": pickle.dumps(numba.__version__) + GONE,
    },
    "*.nbc": {"not a pickle": b"\x93 no code", "a type that is gone": GONE},
}
CASES = [(pattern, what) for pattern in UNREADABLE for what in UNREADABLE[pattern]]


def call_kernel(directory: Path, before: str = "") -> int:
    """Call a kernel in a process of its own; how many times the cache had it."""
    cache = {"NUMBA_CACHE_DIR": str(directory / "cache")}
    return int(run_python(before + CALL, directory, **cache))


def overwrite(directory: Path, pattern: str, what: str) -> None:
    (path,) = directory.rglob(pattern)
    path.write_bytes(UNREADABLE[pattern][what])


def with_kernel(directory: Path) -> Path:
    (directory / "kept.py").write_text(KERNEL)
    assert call_kernel(directory) == 0
    return directory


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A directory with a kernel that is in the cache before and after each test."""
    return with_kernel(tmp_path_factory.mktemp("kept"))


def test_what_is_loaded_needs_nothing_of_the_compiler_which_works_afterwards(tmp_path):
    warmup()
    run_python(COMPILE_AFTERWARDS, tmp_path)


@pytest.mark.parametrize(("pattern", "what"), CASES)
def test_what_another_version_has_left_is_replaced(kept, pattern, what):
    overwrite(kept, pattern, what)
    assert call_kernel(kept) == 0
    assert call_kernel(kept) == 1


def test_what_another_version_has_left_on_a_disk_that_is_full(tmp_path):
    directory = with_kernel(tmp_path)
    overwrite(directory, "*.nbi", "a type that is gone")
    assert call_kernel(directory, before=FULL_DISK) == 0
