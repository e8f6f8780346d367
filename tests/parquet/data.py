"""Tables to resample, in files of every arrangement."""

import datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pa_parquet


def numbers(n_rows=2000, seed=0, dtype="float32"):
    """Three classes in rows of numbers; some rows occur twice."""
    rng = np.random.default_rng(seed)
    y = rng.choice([0, 1, 2], n_rows, p=[0.8, 0.14, 0.06])
    columns = {f"x{i}": (rng.standard_normal(n_rows) + 0.7 * y).astype(dtype) for i in range(4)}
    frame = pd.DataFrame({**columns, "y": y})
    n_twice = n_rows // 10
    frame.iloc[n_rows // 2 : n_rows // 2 + n_twice] = frame.iloc[:n_twice].to_numpy()
    return frame.astype(dict.fromkeys(columns, dtype) | {"y": "int64"})


def mixed(n_rows=600, seed=1):
    """Columns of many types around some numbers, with metadata and nullability."""
    rng = np.random.default_rng(seed)
    start = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
    times = [start + datetime.timedelta(minutes=i) for i in range(n_rows)]
    cities = pa.array(rng.choice(["Bonn", "Kiel", "Ulm"], n_rows)).dictionary_encode()
    fields = [
        (pa.field("id", pa.int64(), metadata={"unit": "none"}), np.arange(n_rows)),
        (pa.field("time", pa.timestamp("us", tz="UTC")), times),
        (pa.field("city", cities.type), cities),
        (pa.field("amount", pa.float64(), nullable=False), rng.standard_normal(n_rows)),
        (pa.field("plan", pa.string()), rng.choice(["a", "b", None], n_rows)),
        (pa.field("count", pa.int16(), nullable=False), rng.integers(0, 50, n_rows)),
        (pa.field("label", pa.string()), rng.choice(["no", "yes"], n_rows, p=[0.9, 0.1])),
    ]
    schema = pa.schema([field for field, _ in fields], metadata={"made": "by hand"})
    arrays = [pa.array(values, field.type, from_pandas=True) for field, values in fields]
    return pa.table(arrays, schema=schema)


def write(table, path, n_rows=100, **options):
    """Write a table or data frame in small row groups."""
    if isinstance(table, pd.DataFrame):
        table = pa.Table.from_pandas(table, preserve_index=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    pa_parquet.write_table(table, path, row_group_size=n_rows, **options)
    return path
