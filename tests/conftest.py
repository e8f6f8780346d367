"""Settings shared by all tests."""

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from tests.environment.data import load_kernels

# The same examples in each run: a failure is the change's, and no run is slower than another. The
# first example of a test may have to wait for the compiler, so there is no deadline.
settings.register_profile(
    "fastsmote", derandomize=True, deadline=None, database=None, max_examples=40
)
settings.load_profile("fastsmote")


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled kernels by the text of all of them.

    Numba's cache asks only whether the file of a kernel has changed, not the files whose functions
    were compiled into it: after an edit to one it would go on running the others as they were.
    """
    cache = getattr(config, "cache", None)  # absent with -p no:cacheprovider
    if cache is None or "NUMBA_CACHE_DIR" in os.environ:
        return
    package = Path(find_spec("fastsmote").submodule_search_locations[0])
    digest = hashlib.sha256()
    for file in sorted(package.rglob("kernels/*.py")):
        digest.update(file.read_bytes())
    os.environ["NUMBA_CACHE_DIR"] = str(cache.mkdir("numba-" + digest.hexdigest()[:16]))


@pytest.fixture(scope="session", autouse=True)
def _kernels() -> None:
    """Load the kernels: which of the ways is taken does not depend on the tests before."""
    load_kernels()


@pytest.fixture
def eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight cores and no limits, whatever the machine has."""
    monkeypatch.setattr("fastsmote.threads._count_cores", lambda *_: 8)
    for name in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
