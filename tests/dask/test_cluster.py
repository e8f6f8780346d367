"""Workers in processes of their own."""

import os
import signal
from itertools import pairwise
from pathlib import Path

import dask
import dask.array as da
import dask.dataframe as dd
import numpy as np
import pytest
from dask import delayed
from dask.core import flatten
from distributed import wait

import fastsmote.dask
from fastsmote.dask import SMOTE
from fastsmote.dask.choice import find_workers
from fastsmote.dask.collections import Partitions
from tests.dask.collections import (
    arrays,
    assert_same,
    cut,
    dask_frame,
    frame,
    in_memory,
    resampled,
)
from tests.parity.data import load


@pytest.mark.parametrize("search", ["broadcast", "pairwise"])
@pytest.mark.parametrize("name", ["SMOTE", "BorderlineSMOTE", "ADASYN", "RandomOverSampler"])
def test_workers(client, name, search):
    X, y = load("multiclass")
    expected = in_memory(name, X, y, random_state=0)
    collections = arrays(X, y, cut(len(X), "uneven"))
    found = resampled(name, *collections, random_state=0, search=search, partition_rows=90)
    assert_same(found, expected)


@pytest.fixture
def without_stealing(client):
    """No idle worker takes tasks from a busy one."""

    def turn(dask_scheduler, name):
        getattr(dask_scheduler.periodic_callbacks["stealing"], name)()

    client.run_on_scheduler(turn, name="stop")
    yield
    client.run_on_scheduler(turn, name="start")


@pytest.mark.usefixtures("without_stealing")
@pytest.mark.parametrize(
    ("kind", "name", "parameters"),
    [
        ("array", "SMOTE", {"search": "broadcast"}),
        ("array", "SMOTE", {"search": "pairwise"}),
        ("array", "RandomOverSampler", {}),
        ("frame", "SMOTE", {}),
    ],
)
@pytest.mark.parametrize("labels_are_apart", [False, True])
def test_rows_of_other_classes_stay_where_they_are(
    client, kind, name, parameters, labels_are_apart
):
    """By the workers' own account, though they are busy unequally: one has most of the rows."""
    X, y = load("strings")
    data = frame(X, y)
    X, y = (
        (data.iloc[:, :-1], data["target"])
        if kind == "frame"
        else (X, np.unique(y, return_inverse=True)[1])
    )
    first, second = client.scheduler_info()["workers"]
    owners = [first, second, first, first, first]
    others = [second, first, second, second, second] if labels_are_apart else owners
    ends = list(pairwise(np.linspace(0, len(X), len(owners) + 1, dtype=int).tolist()))
    rows, labels = (
        _held(
            [client.scatter(data[a:b], workers=[o]) for (a, b), o in zip(ends, where, strict=True)],
            data,
        )
        for data, where in ((X, owners), (y, others))
    )
    partitions = {str(key) for key in client.who_has([rows])}
    # tasks know those of a frame by another name
    partitions |= {str(part.key) for part in Partitions(rows, labels).rows}
    before = client.run(_received)
    sampler = getattr(fastsmote.dask, name)(random_state=0, **parameters)
    result = client.persist(sampler.fit_resample(rows, labels))
    wait(result)
    partitions |= {str(key) for key in list(flatten(result[0].__dask_keys__()))[: len(owners)]}
    received = [
        key for worker, keys in client.run(_received).items() for key in keys[len(before[worker]) :]
    ]
    assert received
    assert not partitions & set(received)
    expected = in_memory(name, *dask.compute(rows, labels), random_state=0)
    assert_same(dask.compute(*result), expected)


def _held(parts, data):
    """A collection of what workers hold."""
    if isinstance(data, np.ndarray):
        blocks = [da.from_delayed(part, part.result().shape, data.dtype) for part in parts]
        collection = da.concatenate(blocks).persist()
    else:
        collection = dd.from_delayed(parts, meta=data.iloc[:0], verify_meta=False).persist()
    wait(collection)
    return collection


def _received(dask_worker):
    return [str(key) for entry in dask_worker.transfer_incoming_log for key in entry["keys"]]


def test_what_there_is_to_compute_with(client):
    assert find_workers() == (2, 2, float(2**30))


@pytest.mark.parametrize("search", ["broadcast", "pairwise"])
def test_a_worker_that_dies(client, tmp_path, search):
    """Once, in the middle: when the rows of a partition are first computed."""
    X, y = load("binary")
    died = tmp_path / "died"

    def rows(start: int, stop: int, is_deadly: bool) -> np.ndarray:
        if is_deadly and not died.exists():
            died.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return X[start:stop]

    blocks = [
        da.from_delayed(delayed(rows)(a, a + 50, a == 300), (50, X.shape[1]), X.dtype)
        for a in range(0, len(X), 50)
    ]
    collections = da.concatenate(blocks), da.from_array(y, chunks=50)
    found = resampled("SMOTE", *collections, random_state=0, search=search, partition_rows=40)
    assert died.exists()
    assert_same(found, in_memory("SMOTE", X, y, random_state=0))


def test_a_worker_that_dies_with_all_that_it_holds(client):
    """After half of the result is in memory: what it held is computed again."""
    X, y = load("binary")
    lazy = SMOTE(random_state=0, search="pairwise", partition_rows=40).fit_resample(
        *arrays(X, y, cut(len(X), "seven"))
    )
    X_new, y_new = (part.persist() for part in lazy)
    X_new.blocks[-1].compute()
    (process, *_) = client.run(os.getpid).values()
    os.kill(process, signal.SIGKILL)
    assert_same((X_new.compute(), y_new.compute()), in_memory("SMOTE", X, y, random_state=0))


# dask reads Parquet by a keyword of pandas' that is going away
@pytest.mark.filterwarnings("ignore:The inplace keyword")
def test_parquet_and_persist(client, tmp_path):
    data = frame(*load("binary"))
    features = data.columns[:-1].tolist()
    source, destination = Path(tmp_path / "in"), Path(tmp_path / "out")
    dask_frame(data, cut(len(data), "seven")).to_parquet(source)
    stored = dd.read_parquet(source)
    X_new, y_new = SMOTE(random_state=0, partition_rows=90).fit_resample(
        stored[features], stored["target"]
    )
    kept = X_new.persist()
    with pytest.warns(UserWarning, match="unknown divisions"):  # as of all that Dask did not sort
        dd.concat([X_new, y_new], axis=1).to_parquet(destination)
    expected = in_memory("SMOTE", data[features], data["target"], random_state=0)
    written = dd.read_parquet(destination)
    assert written.npartitions == 7 + 4
    assert_same((written[features].compute(), written["target"].compute()), expected)
    assert_same((kept.compute(), y_new.compute()), expected)
