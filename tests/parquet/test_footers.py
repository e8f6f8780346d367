"""A file that only grows keeps its bytes: row groups stand behind them, before a new footer."""

import os

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pa_parquet
import pytest

from fastsmote.parquet import footers, resample, source
from tests.parquet.data import mixed, numbers, write
from tests.parquet.test_whole import change_in_place, change_rows

OTHERS = ["id", "time", "city", "plan"]


def is_copied(folder):
    """Whether the output begins with all bytes of the input but its footer."""
    path = folder / "in.parquet"
    end = footers.footer_start(path)
    return (folder / "out.parquet").read_bytes()[:end] == path.read_bytes()[:end]


def groups(path):
    about = pa_parquet.read_metadata(path)
    return [about.row_group(i).to_dict() for i in range(about.num_row_groups)]


def test_bytes_and_row_groups_are_those_of_the_input(tmp_path, n_at_once):
    options = {"compression": "zstd", "write_page_index": True, "data_page_size": 200}
    write(mixed(), tmp_path / "in.parquet", n_rows=90, **options)
    resample(*(tmp_path / "in.parquet", tmp_path / "out.parquet", "label"), passthrough=OTHERS)
    assert is_copied(tmp_path)
    before, after = groups(tmp_path / "in.parquet"), groups(tmp_path / "out.parquet")
    assert len(before) == 7
    assert after[:7] == before
    left, right = (pa_parquet.read_metadata(tmp_path / f"{n}.parquet") for n in ("in", "out"))
    assert right.metadata == left.metadata
    assert right.schema.equals(left.schema)
    assert right.num_rows == sum(group["num_rows"] for group in after) > 900
    new = pa_parquet.ParquetFile(tmp_path / "out.parquet").read_row_groups([*range(7, len(after))])
    assert set(new["label"].to_pylist()) == {"yes"}


@pytest.mark.parametrize("options", [{"shuffle": True}, {"synthetic_only": True}, {"mark": "new"}])
def test_rows_are_written_anew_where_more_is_new(tmp_path, options):
    write(numbers(), tmp_path / "in.parquet", compression="zstd")
    resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", **options)
    assert not is_copied(tmp_path)
    assert len(pa_parquet.read_table(tmp_path / "out.parquet")) > 2000


@pytest.mark.parametrize("options", [{}, {"use_compliant_nested_type": False}])
def test_columns_that_others_wrote_in_another_way(tmp_path, options):
    lists = pa.array([[i, i + 1] for i in range(300)])
    table = pa.table(numbers(300)).append_column("list", lists)
    write(table, tmp_path / "in.parquet", **options)
    resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y", passthrough=["list"])
    assert is_copied(tmp_path) == (not options)
    out = pa_parquet.read_table(tmp_path / "out.parquet")
    assert out.slice(0, 300).equals(table)
    assert out["list"].null_count == len(out) - 300


def test_nothing_new(tmp_path):
    table = pa.table({"x": np.arange(20.0), "y": [0, 1] * 10})
    write(table, tmp_path / "in.parquet", n_rows=7)
    resample(tmp_path / "in.parquet", tmp_path / "out.parquet", "y")
    assert is_copied(tmp_path)
    assert pa_parquet.read_table(tmp_path / "out.parquet").equals(table)


def test_damaged_bytes_are_not_copied(tmp_path):
    """Not even those of a column that is no feature."""
    path = write(mixed(), tmp_path / "in.parquet", write_page_checksum=True)
    column = pa_parquet.read_metadata(path).row_group(3).column(0)
    content = bytearray(path.read_bytes())
    place = column.data_page_offset + column.total_compressed_size // 2
    content[place : place + 4] = bytes(255 - each for each in content[place : place + 4])
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"in.parquet' cannot be read as parquet: "):
        resample(path, tmp_path / "out.parquet", "label", passthrough=OTHERS)
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


@pytest.mark.parametrize("change", [change_in_place, change_rows, os.remove])
def test_file_that_changes_while_it_is_copied(tmp_path, monkeypatch, change):
    monkeypatch.setattr(source, "_MOST_ROWS", 500)
    path = write(numbers(), tmp_path / "in.parquet")
    changed = []

    def progress(step, n_done=0, n_rows=0):
        if step == "Copying" and not changed:
            changed.append(step)
            change(path)

    with pytest.raises(ValueError, match=r"in.parquet' changed while it was read; .*Start again"):
        resample(path, tmp_path / "out.parquet", "y", progress=progress)
    assert changed
    assert set(os.listdir(tmp_path)) <= {"in.parquet"}
