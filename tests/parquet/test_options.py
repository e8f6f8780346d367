"""Marked, shuffled, synthetic rows alone; and what a call says beforehand."""

import csv
import re

import numpy as np
import pandas as pd
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet
import pytest

from fastsmote.parquet import estimate, estimating, resample, source
from tests.parquet.data import mixed, numbers, write

TEXT = pa_csv.ConvertOptions(column_types=dict.fromkeys(["y", "id", "c"], "string"))


def ways():
    return [("in.parquet", "out.parquet"), ("in.parquet", "out.csv"), ("in.csv", "out.csv")]


def made(tmp_path, names, **options):
    frame = numbers(dtype="float64")
    write(frame, tmp_path / "in.parquet")
    frame.to_csv(tmp_path / "in.csv", index=False)
    resample(tmp_path / names[0], tmp_path / names[1], "y", random_state=3, force=True, **options)
    out = tmp_path / names[1]
    return pd.read_parquet(out) if out.suffix == ".parquet" else pd.read_csv(out)


def assert_close(found, wanted):
    pd.testing.assert_frame_equal(found, wanted, rtol=1e-12)


@pytest.mark.parametrize("names", ways())
def test_synthetic_rows_alone(tmp_path, n_at_once, names):
    whole = made(tmp_path, names)
    alone = made(tmp_path, names, synthetic_only=True)
    assert_close(alone, whole[2000:].reset_index(drop=True))


@pytest.mark.parametrize("names", ways())
def test_mark(tmp_path, n_at_once, names):
    whole = made(tmp_path, names)
    marked = made(tmp_path, names, mark="is_new")
    assert marked.pop("is_new").tolist() == [False] * 2000 + [True] * (len(whole) - 2000)
    assert_close(marked, whole)
    assert made(tmp_path, names, mark="is_new", synthetic_only=True)["is_new"].all()


@pytest.mark.parametrize("names", ways())
def test_shuffled_rows_are_a_permutation_that_the_seed_decides(tmp_path, n_at_once, names):
    whole = made(tmp_path, names).round(12)
    shuffled = made(tmp_path, names, shuffle=True, mark="is_new")
    again = made(tmp_path, names, shuffle=True, mark="is_new")
    pd.testing.assert_frame_equal(shuffled, again, check_exact=True)
    is_new = shuffled.pop("is_new")
    columns = list(whole)
    found = shuffled.round(12)
    assert not found.equals(whole)
    assert_close(
        found.sort_values(columns).reset_index(drop=True),
        whole.sort_values(columns).reset_index(drop=True),
    )
    # spread over the file: each quarter has its share
    quarters = np.array_split(is_new.to_numpy(), 4)
    shares = [quarter.mean() for quarter in quarters]
    assert max(shares) - min(shares) < 0.1


def test_original_rows_stay_in_their_part_when_shuffled(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "_MOST_ROWS", 100)
    frame = numbers().assign(id=np.arange(2000))
    write(frame, tmp_path / "in.parquet")
    resample(
        *(tmp_path / "in.parquet", tmp_path / "out.parquet", "y"),
        passthrough=["id"],
        shuffle=True,
        random_state=0,
    )
    out = pa_parquet.read_table(tmp_path / "out.parquet")["id"]
    place = np.flatnonzero(out.is_valid().to_numpy())
    ids = out.drop_null().to_numpy()
    np.testing.assert_array_equal(np.sort(ids), np.arange(2000))
    assert np.abs(place * 2000 / len(out) - ids).max() <= 100
    assert (np.diff(ids) < 0).any()


def test_text_of_a_csv_file_is_kept_when_marked_and_shuffled(tmp_path):
    rows = [
        f'{i:05d},{i}.50,{"rare" if i % 4 == 0 else "usual"},"x\n""{i}"""\r\n' for i in range(60)
    ]
    text = "\ufeffcode,price,label,note\r\n" + "".join(rows)
    (tmp_path / "in.csv").write_bytes(text.encode())
    options = {"passthrough": ["note"], "mark": "new, or not", "random_state": 0}
    resample(tmp_path / "in.csv", tmp_path / "out.csv", "label", **options)
    out = (tmp_path / "out.csv").read_bytes().decode()
    head = text.replace("note\r\n", 'note,"new, or not"\r\n').replace('"""\r\n', '""",false\r\n')
    assert out.startswith(head)
    assert out.count(",true\r\n") == 30
    assert out.count("\r\n") == 1 + 60 + 30
    resample(tmp_path / "in.csv", tmp_path / "mixed.csv", "label", shuffle=True, **options)
    lines = [
        sorted(csv.reader((tmp_path / name).read_text("utf-8-sig").splitlines(True)))
        for name in ("out.csv", "mixed.csv")
    ]
    assert lines[0] == lines[1]


def test_csv_types_are_those_of_all_rows(tmp_path, monkeypatch):
    from fastsmote.parquet import csv_types

    monkeypatch.setattr(csv_types, "_BLOCK_BYTES", 200)
    rows = [f"{i},{i if i < 50 else i + 0.5},,{i % 3 == 0}\n" for i in range(99)]
    rows.append("99,1,x,True\n")
    (tmp_path / "in.csv").write_text("a,b,late,label\n" + "".join(rows))
    resample(tmp_path / "in.csv", tmp_path / "out.parquet", "label", passthrough=["late"])
    schema = pa_parquet.read_schema(tmp_path / "out.parquet")
    assert [str(field.type) for field in schema] == ["int64", "double", "string", "bool"]


@pytest.mark.parametrize("block", [200, 1 << 20])
def test_labels_beyond_64_bits_with_a_sign_stay_apart(tmp_path, monkeypatch, block):
    from fastsmote.parquet import csv_types

    monkeypatch.setattr(csv_types, "_BLOCK_BYTES", block)
    labels = [5] * 10 + [2**64 - 1] * 50 + [2**64 - 2] * 40
    rows = [f"{i % 7},{label},{-i},{2**64 - 1 - i % 2}" for i, label in enumerate(labels)]
    rows[0] = rows[0].replace(f"{2**64 - 1}", "-1")  # some column has both
    (tmp_path / "in.csv").write_text("a,y,b,c\n" + "\n".join(rows) + "\n")
    for name in ("out.csv", "out.parquet"):
        done = resample(tmp_path / "in.csv", tmp_path / name, "y", random_state=0)
        assert done.counts_after == {5: 50, 2**64 - 1: 50, 2**64 - 2: 50}
    schema = pa_parquet.read_schema(tmp_path / "out.parquet")
    assert [str(field.type) for field in schema] == ["int64", "uint64", "int64", "double"]
    found = pa_csv.read_csv(tmp_path / "out.csv", convert_options=TEXT)["y"].value_counts()
    assert {str(label): n for label, n in done.counts_after.items()} == dict(
        zip(*(column.to_pylist() for column in found.flatten()), strict=True)
    )


BEYOND = {
    "uint64": [2**64 + 1, 2**64 + 2],
    "int64 beside negative ones": [-1, 2**63 + 1, 2**63 + 2],
    "int64 below": [-(2**63) - 1, -(2**63) - 2],
}


@pytest.mark.parametrize("sampler", ["SMOTE", "RandomOverSampler", "SMOTENC"])
@pytest.mark.parametrize("block", [200, 1 << 20])
@pytest.mark.parametrize("integers", BEYOND.values(), ids=list(BEYOND))
def test_integers_that_no_type_holds_are_text(tmp_path, monkeypatch, integers, block, sampler):
    from fastsmote.parquet import csv_types

    monkeypatch.setattr(csv_types, "_BLOCK_BYTES", block)
    labels = [integers[0]] * 50 + [label for label in integers[1:] for _ in range(20)]
    rows = [f"{i % 7},{integers[i % 2]},{integers[-1]},{y}" for i, y in enumerate(labels)]
    (tmp_path / "in.csv").write_text("a,id,c,y\n" + "\n".join(rows) + "\n")
    options = {"categorical_features": ["c"]} if sampler == "SMOTENC" else {}
    for name in ("out.csv", "out.parquet"):
        done = resample(
            *(tmp_path / "in.csv", tmp_path / name, "y"),
            passthrough=["id"],
            fill={"id": str(integers[0])},
            sampler=sampler,
            random_state=0,
            **options,
        )
        assert done.counts_after == {str(label): 50 for label in integers}
    found = pa_csv.read_csv(tmp_path / "out.csv", convert_options=TEXT)
    out = pa_parquet.read_table(tmp_path / "out.parquet")
    assert found["y"].to_pylist() == out["y"].to_pylist()
    assert found["id"].to_pylist() == out["id"].cast("string").to_pylist()
    assert set(found["id"].to_pylist()) == {str(number) for number in integers[:2]}
    if sampler != "SMOTE":  # which interpolates it
        copied = set(found["c"].to_pylist()) | set(out["c"].cast("string").to_pylist())
        assert copied == {str(integers[-1])}


def test_floats_beyond_integers_stay_floats(tmp_path):
    rows = [f"{i % 7}e20,{2**70 + i},{i * 1e30 if i % 2 else 2**70},{i // 20}" for i in range(30)]
    (tmp_path / "in.csv").write_text("a,b,c,y\n" + "\n".join(rows) + "\n")
    resample(tmp_path / "in.csv", tmp_path / "out.parquet", "y", passthrough=["a", "c"])
    kinds = [str(kind) for kind in pa_parquet.read_schema(tmp_path / "out.parquet").types]
    assert kinds == ["double", "double", "double", "int64"]


def test_dry_run_says_what_it_takes_and_writes_nothing(call, tmp_path):
    write(mixed(), tmp_path / "in.parquet")
    done = call(
        *("resample", "in.parquet", "out.parquet", "--target", "label", "--dry-run"),
        *("--passthrough", "id,time,city,plan", "--sampler", "BorderlineSMOTE"),
    )
    assert done.code == 0, done.err
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]
    n_yes = mixed()["label"].to_pylist().count("yes")
    assert re.search(rf"yes +{n_yes} +{600 - n_yes} +{600 - 2 * n_yes}", done.out)
    for what in ("the process itself", "gathered rows", "search", "batches", "all"):
        assert re.search(rf"{what} +[\d.,]+ [MG]B", done.out)
    assert re.search(r"Reads [\d.]+ MB, would write about .* s; nothing was written", done.out)


def test_estimate_counts_as_the_call_does(tmp_path):
    path = write(numbers(20_000), tmp_path / "in.parquet", n_rows=20_000, use_dictionary=["y"])
    options = {"random_state": 0, "sampling_strategy": {1: 5000}}
    said = estimate(path, "y", **options)
    done = resample(path, tmp_path / "out.parquet", "y", **options)
    assert (said.counts_before, said.counts_after) == (done.counts_before, done.counts_after)
    assert said.bytes_read == path.stat().st_size
    size = (tmp_path / "out.parquet").stat().st_size
    assert said.bytes_written == pytest.approx(size, rel=0.2)


@pytest.mark.parametrize(
    ("options", "n_read", "n_written"),
    [
        ({}, 0, 0),  # as it is, but for what is new
        ({"mark": "new"}, 0, 2000),
        ({"shuffle": True}, 2000, 2000),
        ({"synthetic_only": True}, 2000, 0),
    ],
)
def test_seconds_are_those_of_the_way_taken(tmp_path, monkeypatch, options, n_read, n_written):
    path = write(numbers(), tmp_path / "in.parquet")
    monkeypatch.setattr(estimating, "_sampled_rates", lambda source: (1e-3, 1.0))
    said = estimate(path, "y", random_state=0, **options)
    n_new = sum(said.counts_after.values()) - 2000
    expected = n_new + n_written + 1e-3 * n_read
    # beside that the process, the target alone, a search, and that rows to be copied are read
    assert expected <= said.seconds <= expected + 6


def test_estimate_refuses_a_mark_that_is_there(tmp_path):
    path = write(numbers(), tmp_path / "in.parquet")
    with pytest.raises(ValueError, match="mark='x1' is a column of"):
        estimate(path, "y", mark="x1")


def test_options_of_the_command_reach_the_sampler(call, tmp_path):
    write(mixed(), tmp_path / "in.parquet")
    base = ["resample", "in.parquet", "out.parquet", "--target", "label", "--force"]
    nominal = ["--sampler", "SMOTENC", "--categorical-features", "city, plan"]
    done = call(*base, *nominal, "--passthrough", "id,time", "--fill", "id:-1", "--mark", "new")
    assert done.code == 0, done.err
    found = pd.read_parquet(tmp_path / "out.parquet")
    assert set(found["id"][600:]) == {-1}
    assert found["new"].sum() == len(found) - 600 > 300
    resample(
        *(tmp_path / "in.parquet", tmp_path / "border.parquet", "label"),
        passthrough=["id", "time", "city", "plan"],
        sampler="BorderlineSMOTE",
        kind="borderline-2",
        m_neighbors=4,
        k_neighbors=3,
        random_state=42,
    )
    border = ["--sampler", "BorderlineSMOTE", "--kind", "borderline-2", "--m-neighbors", 4]
    done = call(*base, *border, "--k-neighbors", 3, "--passthrough", "id,time,city,plan")
    assert done.code == 0, done.err
    left, right = (pa_parquet.read_table(tmp_path / f"{n}.parquet") for n in ("out", "border"))
    assert left.equals(right)


@pytest.mark.parametrize("text", ["id", ":1", "id:1,id:2"])
def test_fill_that_cannot_be_read(call, tmp_path, text):
    done = call("resample", "a.csv", "b.csv", "--target", "y", "--fill", text)
    assert done.code == 2
    assert f"--fill '{text}'; expected columns and values such as" in done.err


def test_progress_is_told_in_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "_MOST_ROWS", 100)
    path = write(numbers(), tmp_path / "in.parquet")
    told = {}

    def progress(step, n_done=0, n_rows=0):
        told.setdefault(step, []).append((n_done, n_rows))

    call = (path, tmp_path / "out.parquet", "y")
    done = resample(*call, sampler="BorderlineSMOTE", progress=progress)
    n_new = sum(done.counts_after.values()) - 2000
    steps = {
        "Counting the classes of y": 2000,
        "Copying": 2000,
        "Searching among all rows": 2000,
        "Appending synthetic rows": n_new,
    }
    assert [step for step in told if step != "Searching for neighbors"] == [*steps]
    shuffled = {"Gathering the rows to grow from": 2000, "Writing": 2000 + n_new}
    options = {"sampler": "BorderlineSMOTE", "shuffle": True, "force": True}
    resample(*call, progress=progress, **options)
    for step, n_rows in (steps | shuffled).items():
        if step in shuffled or step.startswith(("Copying", "Appending")):  # told once
            assert told[step] == sorted(told[step])
        assert len(told[step]) > 2
        assert told[step][-1] == (n_rows, n_rows)
