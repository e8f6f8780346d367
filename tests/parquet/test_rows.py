"""From file to file come the rows that come with all in memory."""

import os

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pa_parquet
import pytest
from sklearn.neighbors import NearestNeighbors

from fastsmote import over_sampling
from fastsmote.errors import ArgumentError, FewerNeighborsWarning
from fastsmote.parquet import resample
from tests.parquet.data import mixed, numbers, write

SAMPLERS = [
    ("SMOTE", {}),
    ("SMOTE", {"k_neighbors": 2, "sampling_strategy": {1: 300, 2: 1500}}),
    ("SMOTE", {"k_neighbors": NearestNeighbors(n_neighbors=4)}),
    ("RandomOverSampler", {}),
    ("BorderlineSMOTE", {}),
    ("BorderlineSMOTE", {"m_neighbors": 3, "sampling_strategy": "all"}),
    ("BorderlineSMOTE", {"kind": "borderline-2", "k_neighbors": 3}),
    ("BorderlineSMOTE", {"kind": "borderline-2", "k_neighbors": 7, "m_neighbors": 4}),
    ("SMOTE", {"integer_columns": "round"}),
    ("BorderlineSMOTE", {"kind": "borderline-2", "integer_columns": "round"}),
]


def expected(frame, sampler, parameters, target="y"):
    made = getattr(over_sampling, sampler)(random_state=3, **parameters)
    X, y = made.fit_resample(frame.drop(columns=target), frame[target])
    return pd.concat([X, y], axis=1)[list(frame)]


@pytest.mark.parametrize("dtype", ["float32", "float64", "int16"])
@pytest.mark.parametrize(("sampler", "parameters"), SAMPLERS)
def test_rows_are_those_of_the_sampler(
    tmp_path, n_at_once, is_as_it_is, sampler, parameters, dtype
):
    frame = numbers()
    scaled = frame.drop(columns="y") * (20 if dtype == "int16" else 1)  # ties, on integers
    frame = scaled.astype(dtype).assign(y=frame["y"])
    write(frame, tmp_path / "in.parquet")
    done = resample(
        *(tmp_path / "in.parquet", tmp_path / "out.parquet", "y"),
        sampler=sampler,
        random_state=3,
        **parameters,
    )
    found = pd.read_parquet(tmp_path / "out.parquet")
    pd.testing.assert_frame_equal(found, expected(frame, sampler, parameters), check_exact=True)
    assert done.counts_before == frame["y"].value_counts().to_dict()
    assert done.counts_after == found["y"].value_counts().to_dict()
    sizes = pa_parquet.read_metadata(tmp_path / "out.parquet")
    groups = [sizes.row_group(i).num_rows for i in range(sizes.num_row_groups)]
    n_kept = 20 if is_as_it_is else 0
    assert groups[:n_kept] == [100] * n_kept
    assert max(groups[n_kept:]) <= n_at_once


@pytest.mark.parametrize("integer_columns", ["truncate", "round"])
@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_the_largest_integers(tmp_path, dtype, integer_columns):
    is_rare = np.arange(60) < 20
    steps = np.random.RandomState(0).randint(0, 3000, (60, 2)).astype(dtype)
    frame = pd.DataFrame(np.iinfo(dtype).max - steps, columns=["a", "b"]).assign(y=is_rare)
    for given in (frame, frame.assign(f=0.5)):
        write(given, tmp_path / "in.parquet")
        options = {"random_state": 3, "integer_columns": integer_columns, "force": True}
        resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", **options)
        found = pd.read_parquet(tmp_path / "out.parquet")
        wanted = expected(given, "SMOTE", {"integer_columns": integer_columns})
        pd.testing.assert_frame_equal(found, wanted, check_exact=True)
        assert (found["a"] >= np.iinfo(dtype).max - 6000).all()


@pytest.mark.parametrize("given", [["plan", "city"], [3, 1], [-1, 1], [False, True] * 2, "auto"])
def test_rows_of_smotenc(tmp_path, n_at_once, given):
    table = mixed().select(["amount", "city", "count", "plan", "label"])
    if given == "auto":
        table = table.drop_columns(["plan"])
    write(table, tmp_path / "in.parquet")
    resample(
        *(tmp_path / "in.parquet", tmp_path / "out.parquet", "label"),
        sampler="SMOTENC",
        random_state=3,
        categorical_features=given,
    )
    frame = pd.read_parquet(tmp_path / "in.parquet")
    found = pd.read_parquet(tmp_path / "out.parquet")
    wanted = expected(frame, "SMOTENC", {"categorical_features": given}, "label")
    assert len(found) > len(frame)
    pd.testing.assert_frame_equal(found, wanted, check_exact=True)


@pytest.mark.parametrize(
    ("sampler", "parameters"),
    [
        ("SMOTE", {}),
        ("BorderlineSMOTE", {"m_neighbors": 500}),
        ("SMOTENC", {"categorical_features": ["plan"]}),
    ],
)
def test_small_classes_and_rounded_integers(tmp_path, n_at_once, sampler, parameters):
    names = ["amount", "count", "label", *parameters.get("categorical_features", [])]
    frame = mixed().select(names).to_pandas()
    frame = frame[(frame["label"] == "no") | (np.cumsum(frame["label"] == "yes") <= 4)]
    write(frame, tmp_path / "in.parquet")
    parameters |= {"small_classes": "clip", "integer_columns": "round", "k_neighbors": 7}
    with pytest.warns(FewerNeighborsWarning):
        resample(
            *(tmp_path / "in.parquet", tmp_path / "out.parquet", "label"),
            sampler=sampler,
            random_state=3,
            **parameters,
        )
    found = pd.read_parquet(tmp_path / "out.parquet")
    with pytest.warns(FewerNeighborsWarning):
        wanted = expected(pd.read_parquet(tmp_path / "in.parquet"), sampler, parameters, "label")
    assert len(found) > len(frame)
    pd.testing.assert_frame_equal(found, wanted, check_exact=True)


@pytest.mark.parametrize(
    ("n_neighbors", "message"),
    [(1, "k_neighbors = .* finds the row itself alone"), (500, "k_neighbors = .* raises")],
)
def test_estimator_that_does_not_fit(tmp_path, n_neighbors, message):
    path = write(numbers(), tmp_path / "in.parquet")
    estimator = NearestNeighbors(n_neighbors=n_neighbors)
    with pytest.raises(ValueError, match=message):
        resample(path, tmp_path / "out.parquet", "y", k_neighbors=estimator)


def test_missing_values_are_not_searched(tmp_path):
    write(numbers(), tmp_path / "in.parquet")
    with pytest.raises(ArgumentError, match="missing='nan_euclidean'; expected 'raise'"):
        resample(*(tmp_path / "in.parquet", tmp_path / "out.parquet", "y"), missing="nan_euclidean")
    assert not (tmp_path / "out.parquet").exists()


def test_random_rows_of_any_type(tmp_path, n_at_once):
    write(mixed(), tmp_path / "in.parquet")
    resample(
        *(tmp_path / "in.parquet", tmp_path / "out.parquet", "label"),
        sampler="RandomOverSampler",
        random_state=3,
    )
    frame = pd.read_parquet(tmp_path / "in.parquet")
    found = pd.read_parquet(tmp_path / "out.parquet")
    wanted = expected(frame, "RandomOverSampler", {}, "label")
    pd.testing.assert_frame_equal(found, wanted, check_exact=True)


def test_folder_pattern_and_partitions_are_one_table(tmp_path, n_at_once):
    frame = numbers(900)
    for i in range(3):
        part = frame[300 * i : 300 * (i + 1)]
        write(part, tmp_path / "folder" / f"part-{i}.parquet")
        write(part, tmp_path / "hive" / f"year={2020 + i}" / "month=1" / "a.parquet")
    (tmp_path / "folder" / "_SUCCESS").write_text("")
    (tmp_path / "folder" / ".part-9.parquet.tmp").write_text("half of it")
    sources = {
        "folder": tmp_path / "folder",
        "pattern": f"{tmp_path}/folder/part-*.parquet",
        "hive": tmp_path / "hive",
        "hive pattern": f"{tmp_path}/hive/*/*/*.parquet",
    }
    for name, source in sources.items():
        resample(source, tmp_path / "out.parquet", "y", random_state=3, force=True)
        found = pd.read_parquet(tmp_path / "out.parquet")
        whole = frame
        if name.startswith("hive"):
            years = np.repeat([2020, 2021, 2022], 300).astype("int32")
            whole = frame.assign(year=years, month=np.int32(1))
        assert list(found) == list(whole)
        wanted = expected(whole, "SMOTE", {})
        pd.testing.assert_frame_equal(found, wanted, check_exact=True, check_dtype=False)


@pytest.mark.skipif(os.name != "posix", reason="links need no rights on POSIX")
def test_linked_folders_are_read_and_those_around_them_are_not(tmp_path):
    frame = numbers(600)
    write(frame[:300], tmp_path / "in" / "year=2020" / "a.parquet")
    write(frame[300:], tmp_path / "elsewhere" / "a.parquet")
    (tmp_path / "in" / "year=2021").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "year=2020" / "around").symlink_to(tmp_path / "in")
    with pytest.raises(ValueError, match=r"is in the folder .* Write the file elsewhere"):
        resample(tmp_path / "in", tmp_path / "elsewhere" / "b.parquet", "y")
    resample(tmp_path / "in", tmp_path / "out.parquet", "y", random_state=3)
    found = pd.read_parquet(tmp_path / "out.parquet")
    whole = frame.assign(year=np.repeat([2020, 2021], 300).astype("int32"))
    pd.testing.assert_frame_equal(found, expected(whole, "SMOTE", {}), check_exact=True)


def test_partitions_may_be_the_target(tmp_path):
    frame = numbers(900)
    for label, part in frame.groupby("y"):
        write(part.drop(columns="y"), tmp_path / "in" / f"y={label}" / "a.parquet")
    done = resample(tmp_path / "in", tmp_path / "out.parquet", "y", random_state=3)
    found = pd.read_parquet(tmp_path / "out.parquet")
    whole = frame.sort_values("y", kind="stable").reset_index(drop=True)
    wanted = expected(whole, "SMOTE", {}).astype({"y": "int32"})
    pd.testing.assert_frame_equal(found, wanted, check_exact=True)
    assert len(set(done.counts_after.values())) == 1


def test_threads_and_batches_do_not_matter(tmp_path, monkeypatch):
    from fastsmote.parquet import source

    write(numbers(3000), tmp_path / "in.parquet", n_rows=999)
    for sampler in ("SMOTE", "BorderlineSMOTE"):
        tables = []
        for n_rows, n_jobs in ((1 << 18, 1), (57, 2), (400, 1)):
            monkeypatch.setattr(source, "_MOST_ROWS", n_rows)
            resample(
                *(tmp_path / "in.parquet", tmp_path / "out.parquet", "y"),
                sampler=sampler,
                random_state=0,
                n_jobs=n_jobs,
                force=True,
            )
            tables.append(pa_parquet.read_table(tmp_path / "out.parquet"))
        assert tables[0].equals(tables[1])
        assert tables[0].equals(tables[2])


def test_any_seed_is_drawn_if_none_is_given(tmp_path):
    write(numbers(), tmp_path / "in.parquet")
    tables = []
    for seed in (5, 5, 6):
        np.random.seed(seed)  # noqa: NPY002 - the stream that None means
        resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", force=True)
        tables.append(pa_parquet.read_table(tmp_path / "out.parquet"))
    assert tables[0].equals(tables[1])
    assert not tables[0].equals(tables[2])


@pytest.mark.parametrize("kind", ["borderline-1", "borderline-2"])
def test_no_row_in_danger_is_said(tmp_path, kind):
    X = np.r_[np.arange(40), 1000 + np.arange(10)].astype(float)
    table = pa.table({"x": X, "y": [0] * 40 + [1] * 10})
    write(table, tmp_path / "in.parquet")
    steps = []
    with pytest.warns(UserWarning, match="Class 1 gets no synthetic row"):
        done = resample(
            *(tmp_path / "in.parquet", tmp_path / "out.parquet", "y"),
            sampler="BorderlineSMOTE",
            kind=kind,
            m_neighbors=3,
            progress=lambda step, *_: steps.append(step),
        )
    assert "Gathering neighbors" not in steps  # of none: the rows are not read for that
    assert done.counts_after == done.counts_before == {0: 40, 1: 10}
    assert pa_parquet.read_table(tmp_path / "out.parquet").equals(table)


def test_balanced_rows_are_copied(tmp_path):
    table = pa.table({"x": np.arange(20.0), "y": [0, 1] * 10})
    write(table, tmp_path / "in.parquet")
    for sampler in ("SMOTE", "RandomOverSampler", "BorderlineSMOTE"):
        resample(
            *(tmp_path / "in.parquet", tmp_path / "out.parquet", "y"), sampler=sampler, force=True
        )
        assert pa_parquet.read_table(tmp_path / "out.parquet").equals(table)
