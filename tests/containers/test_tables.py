"""Tables of any package: each sampler gives the rows that it makes of the plain array."""

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from fastsmote.combine import SMOTEENN, SMOTETomek
from fastsmote.over_sampling import SMOTE, SMOTENC, RandomOverSampler
from fastsmote.under_sampling import TomekLinks
from tests.containers.data import (
    BATCH,
    NAMES,
    NUMERIC,
    SAMPLERS,
    TABLES,
    WORDS,
    columns,
    labels,
    make,
    rows,
    schema,
    values,
)

LABELS = {
    "array": (lambda y: y, np.asarray),
    "series": (lambda y: pd.Series(y, name="t", dtype="category"), np.asarray),
    "polars integers": (lambda y: pl.Series("t", y, dtype=pl.Int8), np.asarray),
    "polars booleans": (lambda y: pl.Series("t", y > 0), np.asarray),
    "polars strings": (lambda y: pl.Series("t", WORDS[y].tolist()), np.asarray),
    "polars Categorical": (
        lambda y: pl.Series("t", WORDS[y].tolist(), dtype=pl.Categorical),
        np.asarray,
    ),
    "polars Enum": (
        lambda y: pl.Series("t", WORDS[y].tolist(), dtype=pl.Enum(["yes", "maybe", "no"])),
        np.asarray,
    ),
    "polars frame": (lambda y: pl.DataFrame({"t": WORDS[y].tolist()}), lambda t: t["t"].to_numpy()),
    "pyarrow integers": (lambda y: pa.array(y, pa.uint8()), np.asarray),
    "pyarrow booleans": (lambda y: pa.array(y > 0), lambda t: t.to_numpy(zero_copy_only=False)),
    "pyarrow strings": (lambda y: pa.chunked_array([WORDS[y[:9]], WORDS[y[9:]]]), np.asarray),
    "pyarrow dictionary": (lambda y: pa.array(WORDS[y]).dictionary_encode(), np.asarray),
    "pyarrow dictionary of integers": (
        lambda y: pa.chunked_array([pa.array(y).dictionary_encode()]),
        np.asarray,
    ),
    "pyarrow table": (lambda y: pa.table({"t": y}), lambda t: t["t"].to_numpy()),
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("name", SAMPLERS)
def test_rows_are_those_of_the_array(name, kind):
    table = TABLES[kind](columns(rows()))
    expected, expected_labels = make(name).fit_resample(rows(), labels())
    sampler = make(name)
    resampled, resampled_labels = sampler.fit_resample(table, labels())
    assert type(resampled) is type(table)
    assert schema(resampled) == schema(table)
    assert values(resampled) == values(TABLES[kind](columns(expected)))
    np.testing.assert_array_equal(resampled_labels, expected_labels)
    assert values(table) == values(TABLES[kind](columns(rows())))
    assert sampler.feature_names_in_.tolist() == NAMES
    assert sampler.n_features_in_ == 4
    assert sampler.get_feature_names_out().tolist() == NAMES


@pytest.mark.parametrize("kind", LABELS)
@pytest.mark.parametrize("name", ["over_sampling.SMOTE", "under_sampling.NearMiss"])
def test_labels(name, kind):
    wrap, unwrap = LABELS[kind]
    y = wrap(labels())
    _, expected = make(name).fit_resample(rows(), labels())
    sampler = make(name)
    _, resampled = sampler.fit_resample(rows(), y)
    assert type(resampled) is type(y)
    for attribute in ("type", "dtype", "name", "schema"):
        assert getattr(resampled, attribute, None) == getattr(y, attribute, None)
    np.testing.assert_array_equal(unwrap(resampled), unwrap(wrap(expected)))


@pytest.mark.parametrize("kind", ["polars", "pyarrow", *BATCH])
def test_one_hot_labels(kind):
    y = np.column_stack([1 - labels(), labels()]).astype(np.int8)
    table = TABLES[kind]({"no": y[:, 0], "yes": y[:, 1]})
    _, expected = SMOTE(random_state=0).fit_resample(rows(), labels())
    _, resampled = SMOTE(random_state=0).fit_resample(TABLES[kind](columns(rows())), table)
    assert schema(resampled) == schema(table)
    assert values(resampled) == {"no": (1 - expected).tolist(), "yes": expected.tolist()}


def test_strategies_name_labels_as_the_column_does():
    y = pl.Series("t", WORDS[labels()].tolist())
    n_yes = int(labels().sum())
    sampler = SMOTE(sampling_strategy={"yes": n_yes + 5}, random_state=0)
    _, resampled = sampler.fit_resample(rows(), y)
    assert sampler.sampling_strategy_ == {"yes": 5}
    assert resampled.tail(5).to_list() == ["yes"] * 5


@pytest.mark.parametrize("make_table", [pa.table, pl.DataFrame])
@pytest.mark.parametrize("sampler", [SMOTE(random_state=0), TomekLinks(), SMOTETomek()])
def test_rows_of_the_input_keep_every_digit(sampler, make_table):
    whole = np.arange(200) + 2**60 + 1  # of which float64 has every 256th
    table = make_table({"a": rows()[:, 0], "whole": whole})
    resampled, _ = sampler.fit_resample(table, labels())
    assert set(values(resampled)["whole"]) & set(whole.tolist())
    frame = pd.DataFrame({"a": rows()[:, 0], "whole": whole})
    resampled, _ = sampler.fit_resample(frame, labels())
    known = set(whole.tolist())
    exact = [value in known for value in resampled["whole"].tolist()]
    assert sum(exact) >= (labels() == 0).sum() / 2


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_combinations_know_which_rows_were_there(kind):
    whole = 2 * np.arange(200) + 2**60 + 1
    data = {"a": rows()[:, 0], "b": rows()[:, 1], "whole": whole}
    sampler = SMOTEENN(random_state=0)
    resampled, _ = sampler.fit_resample(TABLES[kind](data), labels())
    kept = sampler.enn_.sample_indices_
    result = np.array(values(resampled)["whole"])
    np.testing.assert_array_equal(result[kept < 200], whole[kept[kept < 200]])
    assert (kept < 200).any()
    assert (kept >= 200).any()


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_other_samplers_in_a_combination(kind):
    sampler = SMOTETomek(smote=RandomOverSampler(random_state=0), random_state=0)
    data = columns(rows())
    resampled, _ = sampler.fit_resample(TABLES[kind](data), labels())
    expected, _ = sampler.fit_resample(rows(), labels())
    assert values(resampled) == values(TABLES[kind](columns(expected)))


def test_a_pyarrow_table_keeps_its_metadata_and_names_that_occur_twice():
    fields = [
        pa.field("a", pa.float64(), nullable=False, metadata={"unit": "m"}),
        pa.field("a", pa.float32()),
        pa.field("b", pa.int16()),
    ]
    arrays = [pa.array(column) for column in list(columns(rows()).values())[:3]]
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata={"by": "me"}))
    for sampler in (SMOTE(random_state=0), TomekLinks(), RandomOverSampler(random_state=0)):
        for given in (table, *(table.to_batches() if BATCH else [])):
            resampled, _ = sampler.fit_resample(given, labels())
            assert type(resampled) is type(given)
            assert resampled.schema.equals(table.schema, check_metadata=True)
            assert sampler.feature_names_in_.tolist() == ["a", "a", "b"]


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt32, pl.Float32, pl.Boolean, pl.Int64])
def test_all_columns_of_one_dtype(dtype):
    plain = pl.DataFrame(np.abs(rows()), schema=NAMES).cast(dtype, strict=False)
    resampled, _ = SMOTE(random_state=0).fit_resample(plain, labels())
    expected, _ = SMOTE(random_state=0).fit_resample(plain.to_numpy(), labels())
    assert expected.dtype == plain.to_numpy().dtype
    assert resampled.schema == plain.schema
    np.testing.assert_array_equal(resampled.to_numpy(), expected)


@pytest.mark.parametrize("name", [*NUMERIC, "over_sampling.SMOTENC", "over_sampling.SMOTEN"])
@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_a_null_is_a_missing_value(name, kind):
    data = {key: column.tolist() for key, column in columns(rows()).items()}
    data["weight"][17] = None
    with pytest.raises(ValueError, match=r"NaN.*'weight'.*row 17"):
        make(name).fit_resample(TABLES[kind](data), labels())


@pytest.mark.parametrize("name", NUMERIC)
@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("column", ["dates", "durations", "strings"])
def test_columns_that_are_no_numbers(name, kind, column):
    dates = np.datetime64("2020-01-01", "us") + np.arange(200).astype("m8[us]")
    data = {
        "dates": dates,
        "durations": dates - dates[0],
        "strings": WORDS[labels()].tolist(),
    }
    table = TABLES[kind]({**columns(rows()), "extra": data[column]})
    with pytest.raises((TypeError, ValueError), match=r"column 'extra' of X holds .*encode it"):
        make(name).fit_resample(table, labels())


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_numbers_that_numpy_has_no_dtype_for(kind):
    table = TABLES[kind]({**columns(rows()), "extra": [Decimal("5.25")] * 200})
    message = (
        r"Expected X of numbers that NumPy .*, but column 'extra' of X holds Decimal\('5\.25'\)"
    )
    with pytest.raises(TypeError, match=message + ".*: cast it to float64"):
        SMOTE().fit_resample(table, labels())
    with pytest.raises(TypeError, match="cast it to float64, or add it to categorical_features"):
        SMOTENC([0]).fit_resample(table, labels())
    with pytest.raises(ValueError, match="encode, cast or impute"):
        RandomOverSampler(shrinkage=1).fit_resample(table, labels())


@pytest.mark.skipif(not hasattr(pl, "Int128"), reason="polars has none")
def test_integers_of_128_bits():
    table = pl.DataFrame(columns(rows())).with_columns(extra=pl.lit(7, pl.Int128))
    with pytest.raises(TypeError, match=r"'extra' of X holds 7, .*: cast it to float64"):
        SMOTE().fit_resample(table, labels())


@pytest.mark.parametrize("kind", ["polars", "pyarrow", *BATCH])
def test_random_over_sampling_carries_anything(kind):
    dates = np.datetime64("2020-01-01", "us") + np.arange(200).astype("m8[us]")
    table = TABLES[kind](
        {
            "date": dates,
            "delta": dates - dates[0],
            "text": [None, "b"] * 100,
            "list": [[1, 2], []] * 100,
            "number": [None, 2**60 + 1] * 100,
        }
    )
    sampler = RandomOverSampler(random_state=0)
    resampled, _ = sampler.fit_resample(table, labels())
    assert schema(resampled) == schema(table)
    before = values(table)
    for key, column in values(resampled).items():
        assert column == [before[key][row] for row in sampler.sample_indices_]


@pytest.mark.parametrize("kind", TABLES)
def test_smoothed_rows(kind):
    sampler = RandomOverSampler(random_state=0, shrinkage=0.5)
    expected, _ = sampler.fit_resample(rows(), labels())
    resampled, _ = sampler.fit_resample(TABLES[kind](columns(rows())), labels())
    assert values(resampled) == values(TABLES[kind](columns(expected)))


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_smoothed_rows_are_numbers(kind):
    table = TABLES[kind]({**columns(rows()), "extra": WORDS[labels()].tolist()})
    with pytest.raises(ValueError, match="shrinkage=None to repeat rows"):
        RandomOverSampler(shrinkage=1.0).fit_resample(table, labels())


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
@pytest.mark.parametrize("name", SAMPLERS)
def test_tables_without_rows_or_columns(name, kind):
    empty = TABLES[kind]({key: column[:0] for key, column in columns(rows()).items()})
    with pytest.raises(ValueError, match=r"0 sample|no rows|empty|class"):
        make(name).fit_resample(empty, labels()[:0])


@pytest.mark.parametrize("y", [pl.Series([None, *labels()[1:].tolist()]), pa.array([None] * 200)])
def test_null_labels(y):
    with pytest.raises(ValueError, match=r"y contains NaN.*(1 label is|200 labels are) null"):
        SMOTE().fit_resample(rows(), y)


def test_labels_that_are_none():
    dates = pl.Series(np.datetime64("2020-01-01", "us") + labels().astype("m8[us]"))
    with pytest.raises(ValueError, match=r"Unknown label type: unknown.*y is of dtype Datetime"):
        SMOTE().fit_resample(rows(), dates)
    with pytest.raises(ValueError, match="Unknown label type: continuous"):
        SMOTE().fit_resample(rows(), pl.Series(rows()[:, 0]))


def test_lengths_that_differ():
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        SMOTE().fit_resample(pl.DataFrame(rows()), pl.Series(labels()[1:]))


def test_lazy_frames_are_collected_with_a_warning():
    frame = pl.DataFrame(columns(rows()))
    expected, _ = SMOTE(random_state=0).fit_resample(frame, labels())
    with pytest.warns(UserWarning, match=r"LazyFrame is collected.*\.collect\(\)") as caught:
        resampled, _ = SMOTE(random_state=0).fit_resample(frame.lazy(), labels())
    assert caught[0].filename == __file__
    assert resampled.equals(expected)
    with pytest.warns(UserWarning, match="LazyFrame is collected") as caught:
        SMOTE().fit(frame.lazy(), labels())
    assert caught[0].filename == __file__


@pytest.mark.skipif(not hasattr(pa, "string_view"), reason="pyarrow 16 and newer")
@pytest.mark.parametrize("name", ["over_sampling.SMOTENC", "over_sampling.SMOTEN", "ros"])
def test_views_of_pyarrow(name):
    sampler = RandomOverSampler(random_state=0) if name == "ros" else make(name)
    words = {"x": rows()[:, 0], "y": rows()[:, 1], "a": WORDS[labels()], "b": WORDS[1 - labels()]}
    table = pa.table(words)
    views = table.set_column(2, "a", table["a"].cast(pa.string_view()))
    views = views.set_column(3, "b", table["b"].cast(pa.binary()).cast(pa.binary_view()))
    labels_seen = table["a"].cast(pa.string_view())
    resampled, resampled_labels = sampler.fit_resample(views, labels_seen)
    expected, _ = sampler.fit_resample(table, labels())
    assert resampled.schema == views.schema
    assert resampled_labels.type == pa.string_view()
    assert (
        resampled.drop_columns("b")
        .cast(expected.drop_columns("b").schema)
        .equals(expected.drop_columns("b"))
    )


@pytest.mark.parametrize("column", ["time", "none"])
@pytest.mark.parametrize("make_table", [pl.DataFrame, pa.table])
def test_durations_and_columns_of_nulls_are_categories(make_table, column):
    times = labels().astype("m8[us]")
    nulls = pa.nulls(200) if make_table is pa.table else [None] * 200
    table = make_table({"x": rows()[:, 0], column: times if column == "time" else nulls})
    resampled, _ = SMOTENC([column], random_state=0).fit_resample(table, labels())
    assert schema(resampled) == schema(table)
    assert set(values(resampled)[column]) == set(values(table)[column])
