"""Where Numba's disk cache can and cannot be written: the rows are the same, and none is an error.

Permission bits would not do here: they do not bind a superuser, as tests in containers often are.
A file in place of a directory does, for everybody, and a limit on the size of files stands in for
a full disk.
"""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

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
