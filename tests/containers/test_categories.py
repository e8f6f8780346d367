"""Categories in tables: they come back in their dtype, and what is null as null."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

from fastsmote.over_sampling import SMOTEN, SMOTENC, RandomOverSampler
from tests.containers.data import labels, rows, schema, values

STREAM = np.random.RandomState(0)
COLORS = np.array(["red", "green", "blue", None], dtype=object)[STREAM.randint(0, 4, 200)]
SIZES = np.array(["small", "large"], dtype=object)[STREAM.randint(0, 2, 200)]
ROOMS = STREAM.randint(0, 3, 200)

#: What every table below holds; the reference keeps its strings as objects.
COLUMNS = {
    "height": rows()[:, 0],
    "color": COLORS,
    "weight": rows()[:, 1].astype(np.float32),
    "size": SIZES,
    "rooms": ROOMS,
}
CATEGORICAL = ["color", "size", "rooms"]
FRAME = pd.DataFrame(
    {name: pd.Series(column, dtype=column.dtype) for name, column in COLUMNS.items()}
)


def polars_of(**dtypes) -> pl.DataFrame:
    data = {name: column.tolist() for name, column in COLUMNS.items()}
    return pl.DataFrame(data, schema_overrides={"weight": pl.Float32, **dtypes})


def pyarrow_of(encode) -> pa.Table:
    return pa.table(
        {
            name: encode(pa.array(column)) if column.dtype == object else pa.array(column)
            for name, column in COLUMNS.items()
        }
    )


def in_chunks_of_their_own(table: pa.Table) -> pa.Table:
    """Parts whose dictionaries differ."""
    parts = [table.slice(0, 3), table.slice(3, 60), table.slice(63)]
    return pa.concat_tables(
        [pa.table({n: _encoded_again(part[n]) for n in part.column_names}) for part in parts]
    )


def _encoded_again(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.dictionary_encode() if pa.types.is_string(column.type) else column


WITH_CATEGORIES = {
    "polars Categorical": polars_of(color=pl.Categorical, size=pl.Categorical),
    "polars Enum": polars_of(
        color=pl.Enum(["never", "green", "red", "blue"]), size=pl.Enum(["small", "large"])
    ),
    "pyarrow dictionary": pyarrow_of(lambda array: array.dictionary_encode()),
    "pyarrow narrow dictionary": pyarrow_of(
        lambda array: array.dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string()))
    ),
    "pyarrow dictionaries in chunks": in_chunks_of_their_own(pyarrow_of(lambda array: array)),
}
TABLES = {
    **WITH_CATEGORIES,
    "polars String": polars_of(),
    "pyarrow string": pyarrow_of(lambda array: array),
    "pyarrow large_string": pyarrow_of(lambda array: array.cast(pa.large_string())),
}


def plain(frame: pd.DataFrame) -> dict:
    return {
        name: [None if value is None or value != value else value for value in frame[name].tolist()]
        for name in frame.columns
    }


@pytest.mark.parametrize("kind", TABLES)
def test_smotenc(kind):
    table = TABLES[kind]
    expected, expected_labels = SMOTENC(CATEGORICAL, random_state=0).fit_resample(FRAME, labels())
    sampler = SMOTENC(CATEGORICAL, random_state=0)
    resampled, resampled_labels = sampler.fit_resample(table, labels())
    assert schema(resampled) == schema(table)
    assert values(resampled) == plain(expected)
    assert None in values(resampled)["color"][200:]
    np.testing.assert_array_equal(resampled_labels, expected_labels)
    assert sampler.categorical_features_.tolist() == [1, 3, 4]
    found = [categories.tolist() for categories in sampler.categorical_encoder_.categories_]
    assert found == [["blue", "green", "red", None], ["large", "small"], [0, 1, 2]]


@pytest.mark.parametrize("kind", WITH_CATEGORIES)
def test_smotenc_finds_the_categorical_columns(kind):
    table = WITH_CATEGORIES[kind]
    by_name, _ = SMOTENC(["color", "size"], random_state=0).fit_resample(table, labels())
    sampler = SMOTENC("auto", random_state=0)
    found, _ = sampler.fit_resample(table, labels())
    assert sampler.categorical_features_.tolist() == [1, 3]
    assert values(found) == values(by_name)


@pytest.mark.parametrize("kind", TABLES)
def test_smotenc_with_an_encoder(kind):
    encoder = OneHotEncoder(handle_unknown="ignore")
    sampler = SMOTENC(CATEGORICAL, categorical_encoder=encoder, random_state=0)
    resampled, _ = sampler.fit_resample(TABLES[kind], labels())
    expected, _ = SMOTENC(CATEGORICAL, random_state=0).fit_resample(TABLES[kind], labels())
    assert values(resampled) == values(expected)


@pytest.mark.parametrize("kind", TABLES)
def test_smoten(kind):
    table = TABLES[kind].select(CATEGORICAL)
    expected, _ = SMOTEN(random_state=0).fit_resample(FRAME[CATEGORICAL], labels())
    for sampler in (SMOTEN(random_state=0), SMOTEN(OrdinalEncoder(), random_state=0)):
        resampled, _ = sampler.fit_resample(table, labels())
        assert schema(resampled) == schema(table)
        assert values(resampled) == plain(expected)
        assert None in values(resampled)["color"][200:]


@pytest.mark.parametrize("kind", TABLES)
def test_random_over_sampler(kind):
    sampler = RandomOverSampler(random_state=0)
    resampled, _ = sampler.fit_resample(TABLES[kind], labels())
    assert schema(resampled) == schema(TABLES[kind])
    expected = FRAME.iloc[sampler.sample_indices_]
    assert values(resampled) == plain(expected)


def test_numbers_that_are_categories_may_be_null_in_smotenc():
    rooms = np.where(ROOMS == 2, None, ROOMS)
    table = polars_of().with_columns(pl.Series("rooms", rooms.tolist(), dtype=pl.Int8))
    resampled, _ = SMOTENC(CATEGORICAL, random_state=0).fit_resample(table, labels())
    assert resampled.schema == table.schema
    assert resampled["rooms"][200:].null_count() > 0
    assert set(resampled["rooms"].drop_nulls().to_list()) == {0, 1}


def test_dates_are_categories_too():
    dates = np.datetime64("2020-01-01", "us") + ROOMS.astype("m8[D]")
    for table in (
        pl.DataFrame({"a": rows()[:, 0], "date": dates}),
        pa.table({"a": rows()[:, 0], "date": dates}),
    ):
        resampled, _ = SMOTENC(["date"], random_state=0).fit_resample(table, labels())
        assert schema(resampled) == schema(table)
        codes, _ = SMOTENC([1], random_state=0).fit_resample(
            np.column_stack([rows()[:, 0], ROOMS]), labels()
        )
        expected = np.datetime64("2020-01-01", "us") + codes[:, 1].astype("m8[D]")
        assert values(resampled)["date"] == expected.tolist()


@pytest.mark.parametrize("dtype", [pl.Date, pl.Datetime, pl.Duration, pl.Time])
def test_null_dates_are_a_category_in_smotenc(dtype):
    rooms = pl.Series("date", np.where(ROOMS == 2, None, ROOMS).tolist(), dtype=pl.Int32)
    dates = rooms.cast(pl.Int64).cast(dtype) if dtype != pl.Date else rooms.cast(dtype)
    expected, _ = SMOTENC([1], random_state=0).fit_resample(
        np.column_stack([rows()[:, 0], ROOMS]), labels()
    )
    table = pl.DataFrame({"a": rows()[:, 0], "date": dates})
    tables = [table, table.to_arrow()]
    if dtype == pl.Date:
        tables.append(tables[1].set_column(1, "date", tables[1]["date"].cast(pa.date64())))
    for given in tables:
        resampled, _ = SMOTENC(["date"], random_state=0).fit_resample(given, labels())
        assert schema(resampled) == schema(given)
        is_null = [value is None for value in values(resampled)["date"]]
        np.testing.assert_array_equal(is_null, expected[:, 1] == 2)


def test_a_column_of_nulls_is_one_category():
    table = pl.DataFrame({"rooms": ROOMS}).with_columns(pl.lit(None).alias("nothing"))
    for given in (table, table.to_arrow()):
        resampled, _ = SMOTEN(random_state=0).fit_resample(given, labels())
        assert schema(resampled) == schema(given)
        assert set(values(resampled)["nothing"]) == {None}


@pytest.mark.parametrize("kind", TABLES)
def test_smotenc_names_columns_that_are_no_numbers(kind):
    with pytest.raises(
        (TypeError, ValueError), match=r"column 'color' of X .*add it to categorical_features"
    ):
        SMOTENC(["size"]).fit_resample(TABLES[kind], labels())


def test_smotenc_names_columns_that_are_not_there():
    with pytest.raises(ValueError, match=r"'colour' and X has 'height', 'color'"):
        SMOTENC(["colour"]).fit_resample(TABLES["polars String"], labels())


def test_an_encoder_that_does_not_know_a_category():
    encoder = OneHotEncoder(categories=[["red", "green", None], ["small", "large"]])
    encoder.set_params(handle_unknown="ignore")
    sampler = SMOTENC(["color", "size"], categorical_encoder=encoder)
    with pytest.raises(
        ValueError, match=r"unknown categories.*column 'color' of X.*does not know 'blue'"
    ):
        sampler.fit_resample(TABLES["polars Categorical"], labels())
