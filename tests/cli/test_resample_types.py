"""Types, labels and text survive resampling from file to file."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pa_parquet
import pytest
from imblearn import over_sampling as reference

from fastsmote import parquet
from tests.cli.conftest import read, write

TYPES = [
    pa.int8(),
    pa.uint16(),
    pa.int32(),
    pa.int64(),
    pa.uint64(),
    pa.float32(),
    pa.float64(),
    pa.bool_(),
]


LABELS = {
    "int64": pa.array([7, 3] * 2 + [7] * 16),
    "int8": pa.array([7, 3] * 2 + [7] * 16, pa.int8()),
    "bool": pa.array([True, False] * 2 + [True] * 16),
    "float64": pa.array([1.0, 0.0] * 2 + [1.0] * 16),
    "string": pa.array(["x", "y"] * 2 + ["x"] * 16),
    "large_string": pa.array(["x", "y"] * 2 + ["x"] * 16, pa.large_string()),
    "dictionary": pa.array(["x", "y"] * 2 + ["x"] * 16).dictionary_encode(),
    "dictionary of integers": pa.array([7, 3] * 2 + [7] * 16).dictionary_encode(),
}


@pytest.mark.parametrize("kind", LABELS)
def test_parquet_schema_is_kept(tmp_path, kind):
    rng = np.random.default_rng(0)
    columns = {str(one): pa.array(rng.integers(0, 100, 20)).cast(one) for one in TYPES[:-1]}
    columns["target"] = LABELS[kind]
    columns["bool"] = pa.array(rng.random(20) < 0.5)
    schema = pa.schema(
        [pa.field(name, column.type, nullable=False) for name, column in columns.items()],
        metadata={"made": "by hand"},
    )
    table = pa.table(list(columns.values()), schema=schema)
    pa_parquet.write_table(table, tmp_path / "in.parquet")
    source = pa_parquet.read_table(tmp_path / "in.parquet")
    done = parquet.resample(
        tmp_path / "in.parquet", tmp_path / "out.parquet", "target", k_neighbors=1, random_state=0
    )
    out = pa_parquet.read_table(tmp_path / "out.parquet")
    assert out.schema.equals(source.schema, check_metadata=True)
    assert out.slice(0, 20).equals(source)
    assert list(done.counts_after.values()) == [18, 18]
    rare = source["target"][1].as_py()
    assert set(out["target"].slice(20).to_pylist()) == {rare}
    ages = out["int8"].to_numpy()
    assert ages[20:].min() >= min(ages[[1, 3]])
    assert ages[20:].max() <= max(ages[[1, 3]])


def test_dictionary_target_to_csv_and_back(tmp_path, numbers):
    numbers = numbers.astype({"label": "category"})
    numbers.to_parquet(tmp_path / "in.parquet", index=False)
    parquet.resample(tmp_path / "in.parquet", tmp_path / "mid.csv", "label", random_state=0)
    text = (tmp_path / "mid.csv").read_text()
    assert text.startswith("age,label,height,weight,member,count\n")
    assert '"' not in text
    done = parquet.resample(tmp_path / "mid.csv", tmp_path / "out.parquet", "label")
    assert done.counts_before == done.counts_after == {"rare": 170, "usual": 170}


def test_integers_beyond_float64_are_kept(tmp_path):
    big = [2**63 - 1 - 2 * i for i in range(10)] + [2**53 + 1 + 2 * i for i in range(4)]
    table = pa.table({"id": big, "x": np.arange(14) / 7, "y": ["a"] * 10 + ["b"] * 4})
    pa_parquet.write_table(table, tmp_path / "in.parquet")
    pd.DataFrame(table.to_pydict()).to_csv(tmp_path / "in.csv", index=False)
    for source in ("in.parquet", "in.csv"):
        for output in ("out.parquet", "out.csv"):
            parquet.resample(tmp_path / source, tmp_path / output, "y", k_neighbors=2, force=True)
            frame = read(tmp_path / output)
            assert frame["id"].dtype == np.int64
            assert frame["id"].tolist()[:14] == big
            assert frame["id"][14:].between(2**53, 2**53 + 8).all()


def test_largest_integers_do_not_wrap_around(tmp_path):
    ids = np.r_[np.arange(10), [2**63 - 1] * 4]
    pa_parquet.write_table(
        pa.table({"id": ids, "x": np.arange(14) / 7, "y": [0] * 10 + [1] * 4}),
        tmp_path / "in.parquet",
    )
    parquet.resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", k_neighbors=2)
    assert (read(tmp_path / "out.parquet")["id"][10:] == 2**63 - 1).all()


CSV_HEAD = "code,price,flag,label\n"


CSV_ROWS = (
    "007,1.50,True,no\n" * 3
    + "12345678901234567890,2,False,no\n" * 6
    + "010,1e3,True,yes\n011,0.10,False,yes\n012,-.5,True,yes\n"
)


@pytest.mark.parametrize(
    "text",
    [
        CSV_HEAD + CSV_ROWS,
        (CSV_HEAD + CSV_ROWS).replace("\n", "\r\n"),
        (CSV_HEAD + CSV_ROWS).rstrip("\n"),
        "\ufeff" + CSV_HEAD + CSV_ROWS,
        "\n" + CSV_HEAD + "\n" + CSV_ROWS + "\n",
        "\ufeff" + "flag,a,b,label\n" + "TRUE,1,2,no\n" * 9 + "FALSE,2,3,yes\nTRUE,4,5,yes\n" * 2,
        (CSV_HEAD + CSV_ROWS).replace("yes", '"yes, ""sir"""'),
        (CSV_HEAD + CSV_ROWS).replace("yes", '"two\nlines"'),
        (CSV_HEAD + CSV_ROWS).replace("True", "TRUE").replace("False", "FALSE"),
        (CSV_HEAD + CSV_ROWS).replace("True", "true").replace("False", "false"),
        '"code","price","flag","label"\n' + CSV_ROWS,
    ],
)
def test_csv_text_is_copied_and_continued(tmp_path, text):
    (tmp_path / "in.csv").write_bytes(text.encode())
    done = parquet.resample(
        tmp_path / "in.csv", tmp_path / "out.csv", "label", k_neighbors=2, random_state=0
    )
    written = (tmp_path / "out.csv").read_bytes().decode()
    assert written.startswith(text)
    added = written[len(text) :]
    assert len(done.counts_before) == 2
    frame = pd.read_csv(tmp_path / "out.csv")
    assert frame["label"].value_counts().tolist() == [9, 9]
    assert frame["flag"].dtype == bool
    if "\r\n" in text:
        assert added.count("\r\n") == added.count("\n") == 6
    words = set(re.findall("true|false", text, re.IGNORECASE))
    assert set(re.findall("true|false", added, re.IGNORECASE)) <= words


def test_many_rows_of_text_are_written_in_parts(tmp_path, monkeypatch, numbers):
    from fastsmote import tables

    # only the parts with such a label need quotes
    numbers = numbers.replace({"label": {"rare": 'rare, "very"'}})
    write(numbers, tmp_path / "in.parquet")
    parquet.resample(tmp_path / "in.parquet", tmp_path / "whole.csv", "label", random_state=0)
    monkeypatch.setattr(tables, "_WRITE_ROWS", 7)
    parquet.resample(tmp_path / "in.parquet", tmp_path / "parts.csv", "label", random_state=0)
    whole, parts = (read(tmp_path / f"{name}.csv") for name in ("whole", "parts"))
    pd.testing.assert_frame_equal(
        whole.astype({"weight": "float32"}), parts.astype({"weight": "float32"}), check_exact=True
    )
    text = (tmp_path / "parts.csv").read_text()
    assert text.count("true") + text.count("false") == len(parts) == 340


def test_only_booleans_and_only_integers(tmp_path):
    rng = np.random.default_rng(2)
    y = np.r_[np.zeros(40, int), np.ones(12, int)]
    for columns in ({"a": rng.random(52) < 0.5, "b": rng.random(52) < 0.5}, {"a": np.arange(52)}):
        frame = pd.DataFrame({**columns, "y": y})
        frame.to_parquet(tmp_path / "in.parquet", index=False)
        parquet.resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", force=True)
        out = read(tmp_path / "out.parquet")
        assert out.dtypes.to_dict() == frame.dtypes.to_dict()
        assert len(out) == 80


def test_booleans_beside_integers_are_as_in_a_data_frame(tmp_path):
    rng = np.random.default_rng(4)
    y = np.r_[np.zeros(40, int), np.ones(12, int)]
    X = pd.DataFrame({"a": rng.random(52) < 0.5, "b": rng.permutation(10**6)[:52]})
    X.assign(y=y).to_parquet(tmp_path / "in.parquet", index=False)
    parquet.resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", random_state=5)
    expected, _ = reference.SMOTE(random_state=5).fit_resample(X, y)
    assert expected["a"][52:].nunique() == 2
    pd.testing.assert_frame_equal(read(tmp_path / "out.parquet")[["a", "b"]], expected)


def test_half_floats_to_text(tmp_path):
    x = (np.arange(20) / 8).astype(np.float16)
    pa_parquet.write_table(pa.table({"x": x, "y": [0] * 12 + [1] * 8}), tmp_path / "in.parquet")
    for output in ("out.csv", "out.parquet"):
        parquet.resample(tmp_path / "in.parquet", tmp_path / output, "y", random_state=1)
        np.testing.assert_array_equal(read(tmp_path / output)["x"][:20], x)
    texts, halves = (read(tmp_path / name)["x"] for name in ("out.csv", "out.parquet"))
    np.testing.assert_array_equal(texts.astype(np.float16), halves)


def test_row_groups_may_have_dictionaries_of_their_own(tmp_path):
    parts = [
        pa.table({"x": np.arange(10) / 7, "y": pa.array(labels).dictionary_encode()})
        for labels in (["b"] * 7 + ["a"] * 3, ["a"] * 3 + ["b"] * 7)
    ]
    with pa_parquet.ParquetWriter(tmp_path / "in.parquet", parts[0].schema) as writer:
        for part in parts:
            writer.write_table(part)
    parquet.resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", random_state=0)
    labels = pa_parquet.read_table(tmp_path / "out.parquet")["y"].to_pylist()
    assert labels == ["b"] * 7 + ["a"] * 6 + ["b"] * 7 + ["a"] * 8


@pytest.mark.parametrize(
    "labels",
    [
        pa.array(["b", None, "a", "b"]).dictionary_encode(),
        pa.array(["b", None, "a", "b"]),
        pa.array([1, None, 0, 1]),
        pa.array([True, None, False, True]),
        pa.array([1.0, float("nan"), 0.0, 1.0]),
    ],
)
def test_missing_labels_of_any_type_are_found(tmp_path, labels):
    table = pa.table({"x": [1.0, 2, 3, 4], "y": labels})
    pa_parquet.write_table(table, tmp_path / "in.parquet")
    with pytest.raises(ValueError, match="target 'y' misses 1 of 4 values"):
        parquet.resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y")


def test_line_breaks_within_labels_of_a_file_that_is_read_in_parts(tmp_path):
    rare = '"' + "a very long label\n" * 40 + '"'
    rows = [f"{i / 7},{'usual' if i % 3 else rare}\n" for i in range(9000)]
    (tmp_path / "in.csv").write_text("x,y\n" + "".join(rows))
    assert (tmp_path / "in.csv").stat().st_size > 2 << 20
    done = parquet.resample(tmp_path / "in.csv", tmp_path / "out.csv", "y")
    assert list(done.counts_before.values()) == [3000, 6000]
    assert list(done.counts_after.values()) == [6000, 6000]
