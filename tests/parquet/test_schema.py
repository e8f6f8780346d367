"""Columns keep names, order, types and metadata; files keep how they are written."""

import datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pa_parquet
import pytest
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import OrdinalEncoder

from fastsmote import over_sampling
from fastsmote.errors import ArgumentError
from fastsmote.parquet import resample
from tests.parquet.data import mixed, numbers, write

OTHERS = ["id", "time", "city", "plan"]


def both(tmp_path):
    return (pa_parquet.read_table(tmp_path / f"{name}.parquet") for name in ("in", "out"))


def test_schema_is_kept_to_the_letter(tmp_path, n_at_once, is_as_it_is):
    write(mixed(), tmp_path / "in.parquet")
    resample(
        *(tmp_path / "in.parquet", tmp_path / "out.parquet", "label"),
        passthrough=OTHERS,
        random_state=3,
    )
    source, out = both(tmp_path)
    assert out.schema.equals(source.schema, check_metadata=True)
    n = source.num_rows
    assert out.slice(0, n).equals(source)
    new = out.slice(n)
    assert new.num_rows > 300
    assert all(new[name].null_count == new.num_rows for name in OTHERS)
    features = source.select(["amount", "count"]).to_pandas()
    y = np.array(source["label"].to_pylist())
    X, _ = over_sampling.SMOTE(random_state=3).fit_resample(features, y)
    found = new.select(["amount", "count"]).to_pandas()
    pd.testing.assert_frame_equal(found, X[n:].reset_index(drop=True), check_exact=True)


def test_fill_instead_of_null(tmp_path, is_as_it_is):
    write(mixed(), tmp_path / "in.parquet")
    when = datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc)
    resample(
        *(tmp_path / "in.parquet", tmp_path / "out.parquet", "label"),
        passthrough=OTHERS,
        fill={"id": "-1", "time": when, "city": "nowhere"},
    )
    source, out = both(tmp_path)
    new = out.slice(source.num_rows)
    assert out.schema.equals(source.schema, check_metadata=True)
    first = {"id": -1, "time": when, "city": "nowhere", "plan": None}
    assert all(set(new[name].to_pylist()) == {value} for name, value in first.items())


@pytest.mark.parametrize("text", ["2030-01-01", "2029-12-31T23:00:00Z", "2030-01-01T00:00+01:00"])
def test_time_without_an_offset_is_one_of_the_column_s_zone(tmp_path, text):
    table = mixed()
    local = pa.timestamp("us", tz="Europe/Berlin")
    write(table.set_column(1, "time", table["time"].cast(local)), tmp_path / "in.parquet")
    arguments = tmp_path / "in.parquet", tmp_path / "out.parquet", "label"
    resample(*arguments, passthrough=OTHERS, fill={"time": text})
    source, out = both(tmp_path)
    assert out.schema.field("time").type == local
    when = datetime.datetime(2029, 12, 31, 23, tzinfo=datetime.timezone.utc)
    assert set(out.slice(source.num_rows)["time"].to_pylist()) == {when}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"passthrough": ["idd"]}, "passthrough='idd' is not a column .*Did you mean 'id'?"),
        ({"passthrough": ["label"]}, "passthrough names 'label', which is the target"),
        ({"passthrough": ["count"]}, "'count', which has no nulls; expected a value for it"),
        ({"passthrough": ["id"], "fill": {"id": "one"}}, "fill gives 'id' 'one'; expected .*int64"),
        (
            {"passthrough": ["id"], "fill": {"amount": 1}},
            "fill names amount, not in passthrough.*name them",
        ),
        ({"mark": "amount"}, "mark='amount' is a column of .* expected a new name. Choose"),
        ({"mark": ""}, "mark=''; expected the name of a new column. Choose"),
        ({"sampler": "ADASYN"}, "sampler='ADASYN'; expected one of SMOTE, .*in memory"),
        (
            {"m_neighbors": 3},
            "SMOTE has no m_neighbors; expected among: sampling_strategy.*leave it out",
        ),
        (
            {"random_state": np.random.RandomState(0)},
            r"random_state=RandomState.*; expected an integer or None.* 42",
        ),
        ({"sampler": "RandomOverSampler", "shrinkage": 1.0}, "shrinkage=1.0; expected None"),
        ({"sampler": "SMOTENC", "categorical_features": ["x"]}, "categorical_features='x'"),
        ({"sampler": "SMOTENC", "categorical_features": ["id"]}, "'id', which is no feature"),
        (
            {"sampler": "SMOTENC", "categorical_encoder": OrdinalEncoder()},
            r"categorical_encoder=OrdinalEncoder\(\); expected None: .*Use fastsmote.over_sampling",
        ),
        (
            {"sampler": "BorderlineSMOTE", "m_neighbors": NearestNeighbors()},
            r"m_neighbors=NearestNeighbors\(\); expected an integer: .*Use fastsmote.over_sampling",
        ),
    ],
)
def test_options_that_do_not_fit(tmp_path, options, message):
    write(mixed(), tmp_path / "in.parquet")
    options = {"passthrough": OTHERS} | options
    with pytest.raises(ArgumentError, match=message):
        resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "label", **options)
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("auto", "categorical_features='auto' names 0 of 2 features; .*Use SMOTE for numbers"),
        (["amount", "count"], r"=\['amount', 'count'\] names 2 of 2 features; .*Use .*SMOTEN for"),
        ([2], r"features must be in \[0, 1\] .*categorical_features = \[2\]: give positions"),
    ],
)
def test_features_that_are_not_for_smotenc(tmp_path, given, message):
    write(mixed(), tmp_path / "in.parquet")
    options = {"passthrough": OTHERS, "sampler": "SMOTENC", "categorical_features": given}
    with pytest.raises(ValueError, match=message):
        resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "label", **options)


def test_compression_and_dictionaries_are_kept(tmp_path, is_as_it_is):
    table = pa.table(numbers().assign(few=np.arange(2000) % 7, name="a"))
    write(
        table,
        tmp_path / "in.parquet",
        n_rows=1000,
        compression={"x0": "zstd", "x1": "gzip", "x2": "none", "x3": "zstd", "y": "snappy"},
        use_dictionary=["few", "name", "x3"],
        column_encoding={"x1": "BYTE_STREAM_SPLIT"},
    )
    resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", passthrough=["name"])

    def layout(name):
        about = pa_parquet.read_metadata(tmp_path / f"{name}.parquet")
        group = about.row_group(about.num_row_groups - 1)
        return [group.column(i) for i in range(group.num_columns)]

    for before, after in zip(layout("in"), layout("out"), strict=True):
        assert before.compression == after.compression
        had, has = ("RLE_DICTIONARY" in each.encodings for each in (before, after))
        # of nothing but different numbers a dictionary makes more
        assert has == (had and before.path_in_schema != "x3")
        assert ("BYTE_STREAM_SPLIT" in before.encodings) == ("BYTE_STREAM_SPLIT" in after.encodings)


def test_names_with_dots_are_no_parts_of_others(tmp_path):
    frame = numbers()
    frame = frame.rename(columns={"x0": "a", "x1": "a.b", "x2": "b.c", "x3": "b"})
    write(frame, tmp_path / "in.parquet", compression="zstd")
    resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", mark="new.mark")
    group = pa_parquet.read_metadata(tmp_path / "out.parquet").row_group(0)
    assert [group.column(i).compression for i in range(group.num_columns)] == ["ZSTD"] * 6


def layouts(tmp_path):
    files = [pa_parquet.ParquetFile(tmp_path / f"{name}.parquet") for name in ("in", "out")]
    return [(f.metadata.format_version, f.schema.to_arrow_schema(), str(f.schema)) for f in files]


@pytest.mark.parametrize("version", ["1.0", "2.6"])
def test_timestamps_of_96_bits_stay_so(tmp_path, is_as_it_is, version):
    table = mixed().select(["amount", "count", "label"])
    times = pa.array(np.arange(600) * 10**9 + 1, pa.timestamp("ns"))
    table = table.append_column("when", times).append_column("then", times)
    options = {"use_deprecated_int96_timestamps": True, "version": version}
    write(table, tmp_path / "in.parquet", **options)
    arguments = tmp_path / "in.parquet", tmp_path / "out.parquet", "label"
    resample(*arguments, passthrough=["when", "then"])
    before, after = layouts(tmp_path)
    assert [schema.split("\n", 1)[1] for _, _, schema in (before, after)] == [
        before[2].split("\n", 1)[1]
    ] * 2
    assert "int96 field_id=-1 then" in after[2]
    assert after[0] == before[0] == version
    source, out = both(tmp_path)
    assert out.slice(0, 600).equals(source)


@pytest.mark.parametrize("unit", ["ms", "us"])
@pytest.mark.parametrize("version", ["1.0", "2.6"])
def test_file_without_arrow_s_own_schema_gets_none(tmp_path, version, unit):
    table = mixed().select(["amount", "count", "label", "time"])
    table = table.set_column(3, "time", table["time"].cast(pa.timestamp(unit)))
    write(table, tmp_path / "in.parquet", store_schema=False, version=version)
    resample(
        *(tmp_path / "in.parquet", tmp_path / "out.parquet", "label"),
        passthrough=["time"],
        mark="new",
    )
    before, after = (pa_parquet.read_metadata(tmp_path / f"{n}.parquet") for n in ("in", "out"))
    assert before.metadata == after.metadata
    assert before.format_version == after.format_version == version
    source, out = both(tmp_path)
    assert out.schema.remove(4).equals(source.schema, check_metadata=True)
    assert out.slice(0, 600).drop_columns("new").equals(source)


def test_files_of_a_folder_have_the_same_columns(tmp_path):
    frame = numbers()
    write(frame, tmp_path / "in" / "a.parquet")
    write(frame.astype({"x1": "float64"}), tmp_path / "in" / "b.parquet")
    with pytest.raises(
        ValueError, match=r"b.parquet' has other columns than .*a.parquet', .* x1 \(double\);"
    ):
        resample(tmp_path / "in", tmp_path / "out.parquet", "y")


def test_null_type_and_nested_columns_pass_through(tmp_path, is_as_it_is):
    table = pa.table(numbers(300))
    table = table.append_column("nothing", pa.nulls(300))
    table = table.append_column("list", pa.array([[i, i + 1] for i in range(300)]))
    write(table, tmp_path / "in.parquet")
    with pytest.raises(ValueError, match=r"Not numeric: nothing \(null\), list \(list"):
        resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y")
    resample(
        *(tmp_path / "in.parquet", tmp_path / "out.parquet", "y"), passthrough=["nothing", "list"]
    )
    source, out = both(tmp_path)
    assert out.slice(0, 300).equals(source)
    assert out["list"].null_count == out.num_rows - 300


@pytest.mark.parametrize("fill", [{}, {"point": {"name": "x"}}])
def test_structures_with_fields_that_may_not_be_null(tmp_path, fill):
    parts = pa.struct([pa.field("x", pa.int32(), nullable=False), ("name", pa.string())])
    table = pa.table(numbers(300))
    table = table.append_column("point", pa.array([{"x": i} for i in range(300)], parts))
    write(table, tmp_path / "in.parquet")
    call, passed = (tmp_path / "in.parquet", tmp_path / "out.parquet", "y"), ["point"]
    with pytest.raises(ArgumentError, match=r"names 'point', .* every field that may not be null"):
        resample(*call, passthrough=passed, fill=fill)
    resample(*call, passthrough=passed, fill={"point": {"x": -1}})
    _, out = both(tmp_path)
    assert out["point"][-1].as_py() == {"x": -1, "name": None}


def can_be_encoded(values):
    try:
        values.dictionary_encode()
    except pa.ArrowNotImplementedError:  # half floats, in older versions
        return False
    return True


def test_types_that_arrow_does_not_compare(tmp_path):
    table = pa.table(numbers(300))
    y = table["y"].combine_chunks()
    targets = {
        "halffloat": pa.array(y.to_numpy().astype(np.float16)),
        "list": pa.array([[label] for label in y.tolist()]),
    }
    for kind, target in targets.items():
        write(table.drop_columns("y").append_column("y", target), tmp_path / "in.parquet")
        out = tmp_path / f"{kind}.parquet"
        if can_be_encoded(target):
            resample(tmp_path / "in.parquet", out, "y", random_state=0)
            source, found = (
                pa_parquet.read_table(tmp_path / "in.parquet"),
                pa_parquet.read_table(out),
            )
            assert found.slice(0, 300).equals(source)
            assert found.num_rows > 300
        else:
            with pytest.raises(
                ValueError, match=f"target 'y' is of type {kind}.*; expected intege"
            ):
                resample(tmp_path / "in.parquet", out, "y")
            assert not out.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": None}, "target=None; expected the name of a column"),
        ({"mark": 3}, "mark=3; exp"),
    ],
)
def test_names_are_texts(tmp_path, options, message):
    write(numbers(300), tmp_path / "in.parquet")
    with pytest.raises(ArgumentError, match=message):
        resample(tmp_path / "in.parquet", tmp_path / "out.parquet", **{"target": "y", **options})
