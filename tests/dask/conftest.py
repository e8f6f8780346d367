"""A cluster of two worker processes, started once."""

from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from fastsmote.dask import choice


@pytest.fixture(scope="session")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", memory_limit="1GiB"
    ) as cluster:
        yield cluster


@pytest.fixture
def client(cluster: LocalCluster) -> Iterator[Client]:
    with Client(cluster) as client:
        yield client


@pytest.fixture(params=["in one task", "by partition"])
def selection(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where partitions are little in the memory of the one worker, a task sees all of them."""
    if request.param == "by partition":
        monkeypatch.setattr(choice, "_TOGETHER", -1)
