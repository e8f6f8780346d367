"""The rows of ``fastsmote resample`` are those of SMOTE."""

import os

import numpy as np
import pandas as pd
import pytest
from imblearn import over_sampling as reference

from fastsmote import parquet
from fastsmote.over_sampling import SMOTE
from tests.cli.conftest import SCRIPT, read, write


def resampled(frame, target="label", **options):
    """Resample as a person would with a data frame and imbalanced-learn."""
    X, y = reference.SMOTE(random_state=42, **options).fit_resample(
        frame.drop(columns=target), frame[target]
    )
    return pd.concat([X, y], axis=1)[list(frame.columns)]


def test_counts_are_printed_and_the_file_is_written(run, tmp_path, numbers):
    write(numbers, tmp_path / "in.csv")
    done = run("resample", "in.csv", "out.csv", "--target", "label", command=SCRIPT)
    assert done.code == 0
    assert done.err == ""
    lines = [line.split() for line in done.out.splitlines()]
    assert ["rare", "30", "170", "140"] in lines
    assert ["usual", "170", "170", "0"] in lines
    assert ["all", "200", "340", "140"] in lines
    assert done.out.endswith("\nWrote out.csv\n")
    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]
    assert read(tmp_path / "out.csv")["label"].value_counts().to_dict() == {
        "usual": 170,
        "rare": 170,
    }


@pytest.mark.parametrize("output", ["csv", "parquet"])
@pytest.mark.parametrize("source", ["csv", "parquet"])
def test_rows_are_those_of_imblearn_on_the_data_frame(tmp_path, numbers, source, output):
    write(numbers, tmp_path / f"in.{source}")
    parquet.resample(
        tmp_path / f"in.{source}", tmp_path / f"out.{output}", "label", random_state=42
    )
    frame = read(tmp_path / f"in.{source}")
    expected = resampled(frame)
    found = read(tmp_path / f"out.{output}")
    assert list(found.columns) == ["age", "label", "height", "weight", "member", "count"]
    if output == "parquet":
        assert found.dtypes.to_dict() == frame.dtypes.to_dict()
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=1e-6)
    for name in frame:  # text of a float32 is read back as float64
        np.testing.assert_array_equal(found[name][:200].astype(frame[name].dtype), frame[name])


def test_floats_are_those_of_fit_resample_to_the_last_bit(tmp_path, numbers):
    numbers = numbers[["height", "label", "age"]]
    for suffix in ("csv", "parquet"):
        write(numbers, tmp_path / f"in.{suffix}")
        parquet.resample(tmp_path / f"in.{suffix}", tmp_path / "out.csv", "label", random_state=3)
        found = read(tmp_path / "out.csv")
        (tmp_path / "out.csv").unlink()
        X, y = SMOTE(random_state=3).fit_resample(
            numbers[["height", "age"]].to_numpy(), numbers["label"].to_numpy(dtype=str)
        )
        np.testing.assert_array_equal(found["height"], X[:, 0])
        np.testing.assert_array_equal(found["age"], np.trunc(X[:, 1]))
        np.testing.assert_array_equal(found["label"], y)


@pytest.mark.parametrize(
    ("strategy", "given"),
    [("0.5", 0.5), ("all", "all"), ("rare:77", {"rare": 77}), ("usual:180, rare:90", None)],
)
def test_strategies(call, tmp_path, numbers, strategy, given):
    write(numbers, tmp_path / "in.parquet")
    done = call(
        *("resample", "in.parquet", "out.parquet", "--target", "label"),
        *("--sampling-strategy", strategy, "--k-neighbors", 3, "--n-jobs", 1),
    )
    assert done.code == 0, done.err
    given = {"usual": 180, "rare": 90} if given is None else given
    expected = resampled(numbers, sampling_strategy=given, k_neighbors=3)
    pd.testing.assert_frame_equal(
        read(tmp_path / "out.parquet"), expected, check_dtype=False, rtol=1e-6
    )


def test_same_seed_same_file_and_any_number_of_threads(call, tmp_path, numbers):
    write(numbers, tmp_path / "in.csv")
    for name, options in {"a": (), "b": ("--n-jobs", 2), "c": ("--random-state", 1)}.items():
        assert call("resample", "in.csv", f"{name}.csv", "--target", "label", *options).code == 0
    first, second, other = ((tmp_path / f"{name}.csv").read_bytes() for name in "abc")
    assert first == second != other


def test_three_classes_come_in_the_order_of_their_labels(tmp_path):
    rng = np.random.default_rng(3)
    y = rng.permutation(np.repeat([10, 9, 2], [30, 12, 8]))
    frame = pd.DataFrame({"x": rng.random(50), "z": rng.random(50), "y": y})
    write(frame, tmp_path / "in.csv")
    done = parquet.resample(tmp_path / "in.csv", tmp_path / "out.csv", "y", random_state=42)
    assert done.counts_before == {2: 8, 9: 12, 10: 30}
    pd.testing.assert_frame_equal(
        read(tmp_path / "out.csv"), resampled(read(tmp_path / "in.csv"), "y"), rtol=1e-9
    )
