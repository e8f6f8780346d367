"""Text that is copied line by line: its rows are those that Arrow sees."""

import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.parquet import resample
from fastsmote.parquet.text_output import _lines

BARE = st.text('ab" ', max_size=4).filter(lambda text: not text.startswith('"'))
QUOTED = st.text('ab",\n\r ', max_size=5).map(lambda text: '"' + text.replace('"', '""') + '"')
AFTER_QUOTES = st.builds("".join, st.tuples(QUOTED, st.text('a"', max_size=2)))
FIELD = st.one_of(BARE, QUOTED, AFTER_QUOTES.filter(lambda text: text.count('"') % 2 == 0))
ROW = st.tuples(FIELD, FIELD).map(",".join).filter(lambda row: row != ",")


def by_arrow(text):
    read = pa_csv.ReadOptions(column_names=["x", "y"])
    parse = pa_csv.ParseOptions(newlines_in_values=True)
    convert = pa_csv.ConvertOptions(column_types={"x": "string", "y": "string"})
    return pa_csv.read_csv(io.BytesIO(text), read, parse, convert).to_pylist()


@given(st.lists(st.tuples(ROW, st.sampled_from(["\n", "\r\n", "\r"])), min_size=1, max_size=6))
def test_rows_are_those_that_arrow_sees(rows):
    text = "".join(row + end for row, end in rows).encode()
    lines = list(_lines(io.BytesIO(text)))
    assert b"".join(lines) == text
    assert [row for line in lines for row in by_arrow(line)] == by_arrow(text)
    assert len(lines) == len(rows)


@pytest.mark.parametrize("options", [{}, {"mark": "is_new"}, {"shuffle": True, "mark": "is_new"}])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_stray_quotes_and_line_ends_of_any_kind(tmp_path, end, options):
    frame = pd.DataFrame(np.random.default_rng(0).random((80, 2)).round(3), columns=["a", "b"])
    frame["name"] = np.array(['5" pipe', "plain", 'a "quoted" word', "x"])[np.arange(80) % 4]
    frame["y"] = np.arange(80) // 60
    rows = [",".join(map(str, row)) for row in frame.itertuples(index=False)]
    rows[7] = rows[7].replace(",x,", ',"two' + end + 'lines",')
    (tmp_path / "in.csv").write_bytes((end.join(["a,b,name,y", *rows]) + end).encode())
    resample(
        *(tmp_path / "in.csv", tmp_path / "out.csv", "y"),
        passthrough=["name"],
        random_state=0,
        **options,
    )
    parse = pa_csv.ParseOptions(newlines_in_values=True)
    found = pa_csv.read_csv(tmp_path / "out.csv", parse_options=parse).to_pandas()
    before = pa_csv.read_csv(tmp_path / "in.csv", parse_options=parse).to_pandas()
    assert len(found) == 120
    is_new = found.pop("is_new") if "mark" in options else np.arange(120) >= 80
    kept = found[~is_new].sort_values(["a", "b"]).reset_index(drop=True)
    wanted = before.sort_values(["a", "b"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, wanted)
    assert (tmp_path / "out.csv").read_bytes().endswith(end.encode())


def test_a_long_field_and_text_that_is_not_utf8_pass_through(tmp_path):
    rows = [f"{i / 7},{'true' if i % 3 else 'false'},{i // 20},caf\xe9" for i in range(30)]
    rows[3] += "x" * 200_000
    text = "\n".join(["a,b,y,name", *rows]) + "\n"
    (tmp_path / "in.csv").write_bytes(text.encode("latin-1"))
    resample(
        *(tmp_path / "in.csv", tmp_path / "out.csv", "y"), passthrough=["name"], random_state=0
    )
    written = (tmp_path / "out.csv").read_bytes().decode("latin-1")
    assert written.startswith(text)
    assert written.count("\n") == 41


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"sampler": "RandomOverSampler"},
        {"sampler": "SMOTENC", "categorical_features": ["zip", "is_new"]},
        {"sampler": "BorderlineSMOTE", "shuffle": True, "mark": "made"},
    ],
)
def test_labels_and_categories_keep_their_spelling(tmp_path, options):
    rng = np.random.default_rng(0)
    is_copied = options.get("sampler") in ("SMOTENC", "RandomOverSampler")
    zips = rng.choice(["01006", "1006", "00007"] + ["", "99999.0"] * is_copied, 400)
    labels = np.array(["007", "2e0", "+3"])[[0] * 320 + [1] * 30 + [2] * 50]
    rows = [
        f"{value:.3f},{text},{label},{is_new}"
        for value, text, label, is_new in zip(
            rng.random(400), zips, labels, rng.choice(["TRUE", "False"], 400), strict=True
        )
    ]
    rows[330] = rows[330].replace("2e0", "2")  # not as first seen
    (tmp_path / "in.csv").write_text("a,zip,y,is_new\n" + "\n".join(rows) + "\n")
    resample(tmp_path / "in.csv", tmp_path / "out.csv", "y", random_state=0, **options)
    resample(tmp_path / "in.csv", tmp_path / "out.parquet", "y", random_state=0, **options)
    found = pd.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False)
    counts = found["y"].value_counts().to_dict()
    assert counts == {"007": 320, "2e0": 319, "2": 1, "+3": 320}
    if is_copied:
        assert set(found["zip"]) == set(zips)
        assert set(found["is_new"]) == {"TRUE", "False"}
    # and are the values that they are elsewhere
    pd.testing.assert_frame_equal(
        pd.read_csv(tmp_path / "out.csv"), pd.read_parquet(tmp_path / "out.parquet"), rtol=1e-12
    )


def test_text_that_is_not_utf8_is_copied_beside_quotes(tmp_path):
    names = ["caf\xe9", '"M\xfcller, ""Hans"""', "x"]
    rows = [f"{i},{i // 20},{names[i % 3]}" for i in range(30)]
    text = "\n".join(["a,y,name", *rows]) + "\n"
    (tmp_path / "in.csv").write_bytes(text.encode("latin-1"))
    resample(
        *(tmp_path / "in.csv", tmp_path / "out.csv", "y"),
        sampler="RandomOverSampler",
        random_state=0,
    )
    written = (tmp_path / "out.csv").read_bytes().decode("latin-1")
    assert written.startswith(text)
    assert set(written.splitlines()[31:]) <= set(rows[20:])


@pytest.mark.parametrize("is_quoted", [False, True])
def test_values_of_a_type_are_spelled_alike_with_quotes_and_without(tmp_path, is_quoted):
    given = {
        "y": pa.array([0] * 12 + [1] * 8),
        "half": pa.array(np.array([0.1, 2.5], np.float16)).take(pa.array([0, None, 1, 0] * 5)),
        "single": pa.array(np.full(20, 0.1, np.float32)),
        "taken": pa.array([1, None] * 10, pa.duration("s")),
        "time": pa.array([1001, None] * 10, pa.time64("ns")),
        "flag": pa.array([True, None] * 10),
        "list": pa.array([[1], None] * 10),
        "text": pa.array(["a,b" if is_quoted else "a", None] * 10),
    }
    pa_parquet.write_table(pa.table(given), tmp_path / "in.parquet")
    resample(
        *(tmp_path / "in.parquet", tmp_path / "out.csv", "y"),
        sampler="RandomOverSampler",
        random_state=0,
    )
    text = (tmp_path / "out.csv").read_text().splitlines()[1:]
    wanted = "0,0.099975586,0.1,1,00:00:00.000001001,true,[1]," + ('"a,b"' if is_quoted else "a")
    assert text[0] == wanted
    assert text[1] == "0,,0.1,,,,,"
    ones = {line.replace("0,", "1,", 1) for line in text[:2]}
    ones.add(wanted.replace("0,0.099975586", "1,2.5", 1))
    assert set(text[20:]) <= ones | {"1,0.099975586,0.1,,,,,"}
