"""What a call says that it needs is what it needs at most."""

import json
import os
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pa_parquet
import pytest

from fastsmote.parquet import source
from fastsmote.parquet.progress import silent
from tests.cli.conftest import plain_environment

N_ROWS, N_FEATURES = 600_000, 16

ESTIMATE = """
import json, sys
from fastsmote.parquet import estimate
said = estimate("in.parquet", "y", random_state=0, **json.loads(sys.argv[1]))
print(json.dumps({"all": said.memory_bytes, **said.memory}))
"""
RESAMPLE = """
import json, sys
from fastsmote.parquet import resample
resample("in.parquet", "out.parquet", "y", random_state=0, force=True, **json.loads(sys.argv[1]))
for line in open("/proc/self/status"):  # of this program alone, not of what started it
    if line.startswith("VmHWM:"):
        print(1024 * int(line.split()[1]))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A file whose rows take 40 MB, of which one class takes a thirtieth."""
    folder = tmp_path_factory.mktemp("large")
    rng = np.random.default_rng(0)
    n_groups = 15
    fields = [pa.field(f"x{i}", pa.float32()) for i in range(N_FEATURES)]
    schema = pa.schema([*fields, pa.field("y", pa.int8())])
    with pa_parquet.ParquetWriter(folder / "in.parquet", schema, use_dictionary=["y"]) as writer:
        for _ in range(n_groups):
            n = N_ROWS // n_groups
            X = rng.standard_normal((3, n), dtype=np.float32)[rng.integers(0, 3, N_FEATURES)]
            X += np.float32(0.01) * rng.standard_normal(X.shape, dtype=np.float32)
            y = (rng.random(n) < 0.03).astype(np.int8)
            writer.write_table(pa.table([*X, y], schema=schema))
    return folder


def last_line(code, options, folder):
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(options)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
        env=plain_environment(),
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="peaks are told by Linux")
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"shuffle": True, "sampling_strategy": 0.5},
        {"sampler": "RandomOverSampler"},
        {"sampler": "BorderlineSMOTE", "kind": "borderline-2"},
    ],
)
def test_peak_is_no_more_than_said(folder, options):
    about_rows = {name: value for name, value in options.items() if name != "shuffle"}
    said = last_line(ESTIMATE, about_rows, folder)
    peak = last_line(RESAMPLE, options, folder)
    assert peak <= said["all"]
    n_minority = N_ROWS * 0.03
    assert said["gathered rows"] == pytest.approx(
        n_minority * (4 * N_FEATURES + 8 if options.get("sampler") != "RandomOverSampler" else 144),
        rel=0.1,
    )
    others = said["all"] - said["the process itself"] - said["search"]
    assert others < 250e6


def test_reading_waits_for_whoever_writes(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "_BATCH_BYTES", 1 << 20)
    n = 1 << 18
    rows = pa.table({"x": np.random.default_rng(0).random(40 * n // 2), "y": np.arange(20 * n) % 2})
    pa_parquet.write_table(rows, tmp_path / "in.parquet", row_group_size=n // 4)
    del rows
    opened = source.open_source(tmp_path / "in.parquet", silent)
    before = pa.total_allocated_bytes()
    batches = opened.batches(["x", "y"])
    for _ in range(3):
        batch = next(batches)
        time.sleep(0.2)
        assert pa.total_allocated_bytes() - before < 8 << 20  # of 80
    assert batch.num_rows <= 1 << 16
    batches.close()
