"""The rows are those of the classes in memory, whatever the partitions."""

import dask
import dask.array as da
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import fastsmote.dask
from tests.dask.collections import (
    CUTS,
    arrays,
    assert_same,
    cut,
    dask_frame,
    frame,
    in_memory,
    resampled,
)
from tests.parity.data import load

pytestmark = pytest.mark.usefixtures("selection")
SAMPLERS = [
    ("SMOTE", {}),
    ("BorderlineSMOTE", {}),
    ("BorderlineSMOTE", {"kind": "borderline-2"}),
    ("ADASYN", {}),
    ("RandomOverSampler", {}),
    ("RandomOverSampler", {"shrinkage": 0.7}),
]
each_sampler = pytest.mark.parametrize(
    ("name", "parameters"), SAMPLERS, ids=[f"{n}-{'-'.join(map(str, p))}" for n, p in SAMPLERS]
)
each_search = pytest.mark.parametrize("search", ["broadcast", "pairwise"])


@pytest.fixture(autouse=True)
def scheduler():
    with dask.config.set(scheduler="threads"):
        yield


@each_sampler
@each_search
@pytest.mark.parametrize("partitions", CUTS)
@pytest.mark.parametrize("data", ["multiclass", "duplicates"])
def test_array(name, parameters, search, partitions, data):
    X, y = load(data)
    expected = in_memory(name, X, y, random_state=0, **parameters)
    collections = arrays(X, y, cut(len(X), partitions))
    found = resampled(
        name, *collections, random_state=0, search=search, partition_rows=100, **parameters
    )
    assert_same(found, expected)


@each_sampler
@pytest.mark.parametrize(("search", "partitions"), [("broadcast", "seven"), ("pairwise", "uneven")])
def test_frame(name, parameters, search, partitions):
    data = frame(*load("strings"))
    features = data.columns[:-1].tolist()
    parts = dask_frame(data, cut(len(data), partitions))
    data = parts.compute()  # strings as Dask keeps them
    expected = in_memory(name, data[features], data["target"], random_state=0, **parameters)
    found = resampled(
        name, parts[features], parts["target"], random_state=0, search=search, **parameters
    )
    assert_same(found, expected)
    assert found[0].index.equals(found[1].index)
    assert found[0].index[len(data) :].tolist() == list(range(len(data), len(found[0])))


@each_sampler
def test_stream_goes_on_through_the_classes(name, parameters):
    X, y = load("multiclass")
    expected = in_memory(name, X, y, random_state=np.random.RandomState(3), **parameters)
    stream = np.random.RandomState(3)
    sampler = getattr(fastsmote.dask, name)(random_state=stream, **parameters)
    lazy = sampler.fit_resample(*arrays(X, y, cut(len(X), "two")))
    assert_same(dask.compute(*lazy), expected)
    assert_same(dask.compute(*lazy), expected)  # computed again
    again = dask.compute(*sampler.fit_resample(*arrays(X, y, cut(len(X), "two"))))
    assert len(again[0]) != len(expected[0]) or (again[0] != expected[0]).any()


@each_search
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16, np.int16, np.uint8, bool])
def test_types(search, dtype):
    X, y = load("digits")
    X = (X > 8) if dtype is bool else X.astype(dtype)
    expected = in_memory("SMOTE", X, y, random_state=1)
    assert_same(
        resampled("SMOTE", *arrays(X, y, cut(len(X), "seven")), random_state=1, search=search),
        expected,
    )


@each_sampler
@pytest.mark.parametrize("index", ["dates", "words", "categories", "uint64", "named"])
def test_index_is_of_one_type(name, parameters, index):
    data = frame(*load("binary"))
    numbers = np.arange(len(data))
    data.index = {
        "dates": pd.date_range("2020-01-01", periods=len(data)),
        "words": pd.Index([f"row {i}" for i in numbers]),
        "categories": pd.CategoricalIndex(numbers % 7),
        "uint64": pd.Index(numbers.astype(np.uint64)),
        "named": pd.RangeIndex(len(data), name="id"),
    }[index]
    parts = dask_frame(data, cut(len(data), "uneven"))
    sampler = getattr(fastsmote.dask, name)(random_state=0, **parameters)
    for lazy in sampler.fit_resample(parts[data.columns[:-1].tolist()], parts["target"]):
        expected = pd.RangeIndex(len(lazy), name="id" if index == "named" else None)
        pd.testing.assert_index_equal(lazy.compute().index, expected, exact="equiv")
        for part in (lazy._meta, *dask.compute(*lazy.partitions)):
            assert (part.index.dtype, part.index.name) == (expected.dtype, expected.name)


def _types(data):
    return data.dtypes if hasattr(data, "dtypes") else data.dtype


@each_sampler
@pytest.mark.parametrize("kind", ["array", "frame"])
def test_byte_order_of_another_machine(name, parameters, kind):
    X, y = load("binary")
    sizes = cut(len(X), "seven")
    if kind == "frame":
        X, y = pd.DataFrame(X.astype(">f8")), pd.Series(y.astype(">i8"))
        collections = dask_frame(X, sizes), dask_frame(y, sizes)
    else:
        X, y = X.astype(">f8"), y.astype(">i8")
        collections = arrays(X, y, sizes)
    expected = in_memory(name, X, y, random_state=0, **parameters)
    lazy = getattr(fastsmote.dask, name)(random_state=0, **parameters).fit_resample(*collections)
    assert_same(dask.compute(*lazy), expected)
    for one, other in zip(lazy, expected, strict=True):
        for part in (one, *dask.compute(*one.partitions)):
            assert np.array_equal(_types(part), _types(other))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.int32])
@pytest.mark.parametrize("n_features", [1, 5])
def test_noise_of_any_type_and_width(dtype, n_features):
    X, y = load("multiclass")
    X = (4 * X[:, :n_features]).astype(dtype)
    expected = in_memory("RandomOverSampler", X, y, random_state=1, shrinkage={0: 0.5, 2: 1, 3: 2})
    collections = arrays(X, y, cut(len(X), "uneven"))
    found = resampled(
        "RandomOverSampler", *collections, random_state=1, shrinkage={0: 0.5, 2: 1, 3: 2}
    )
    assert_same(found, expected)


@pytest.mark.parametrize("magnitude", [1e-250, 1e200])
def test_squares_beyond_the_range_of_numbers(magnitude):
    """Blocks share one unit of distances, even where some hold nothing but smaller numbers."""
    X, y = load("binary")
    X = X * magnitude * np.where(np.arange(len(X)) < 40, 1e-60, 1)[:, np.newaxis]
    expected = in_memory("SMOTE", X, y, random_state=0)
    collections = arrays(X, y, (10, 10, 20, 160, 200))
    assert_same(resampled("SMOTE", *collections, random_state=0, search="pairwise"), expected)


@each_search
def test_kernels(search):
    """Large enough that blocks are searched by kernels: they find what NumPy does."""
    stream = np.random.RandomState(0)
    X = stream.randn(9_000, 6).round(1).astype(np.float32)
    y = (np.arange(9_000) % 3 == 0).astype(int)
    expected = in_memory("BorderlineSMOTE", X, y, random_state=0)
    collections = arrays(X, y, cut(len(X), "two"))
    assert_same(resampled("BorderlineSMOTE", *collections, random_state=0, search=search), expected)


def test_mixed_columns_are_copied_and_interpolated_as_in_memory():
    stream = np.random.RandomState(0)
    data = frame(stream.rand(60, 2), np.arange(60) % 4 == 0)
    data["x1"] = stream.randint(0, 9, 60)
    data["word"] = np.array(["a", None, "c"])[np.arange(60) % 3]
    parts = dask_frame(data, cut(60, "seven"))
    data = parts.compute()  # strings as Dask keeps them
    for name, features in [("SMOTE", ["x0", "x1"]), ("RandomOverSampler", ["word", "x1", "x0"])]:
        expected = in_memory(name, data[features], data["target"], random_state=0)
        assert_same(
            resampled(name, parts[features], parts["target"], random_state=0, search="pairwise"),
            expected,
        )


@pytest.mark.parametrize("name", ["SMOTE", "BorderlineSMOTE", "ADASYN", "RandomOverSampler"])
@pytest.mark.parametrize(
    "dtype", ["Int64", "UInt8", "boolean", "Float32", "int64[pyarrow]", "bool[pyarrow]"]
)
def test_nullable_and_arrow_columns(name, dtype):
    data = frame(*load("binary"))
    numbers = (data["x0"] * 50).astype(int)
    data["x0"] = (numbers > 0 if "bool" in dtype else numbers.abs() % 200).astype(dtype)
    features = data.columns[:-1].tolist()
    parts = dask_frame(data, cut(len(data), "uneven"))
    expected = in_memory(name, data[features], data["target"], random_state=3)
    assert_same(resampled(name, parts[features], parts["target"], random_state=3), expected)


@each_sampler
@each_search
def test_decimals(name, parameters, search):
    data = frame(*load("binary")).round(2)
    target = data.pop("target")
    decimal = pd.ArrowDtype(pa.decimal128(12, 2))
    for some in (data.columns, data.columns[:2]):
        given = data.assign(**data[some].astype("string[pyarrow]").astype(decimal))
        collections = (dask_frame(part, cut(len(data), "uneven")) for part in (given, target))
        expected = in_memory(name, given, target, random_state=3, **parameters)
        found = resampled(name, *collections, random_state=3, search=search, **parameters)
        assert_same(found, expected)


@each_sampler
@pytest.mark.parametrize("columns", [["x1"], None], ids=["one", "all"])
def test_sparse_columns(name, parameters, columns):
    data = frame(*load("binary")).round(1)
    target = data.pop("target")
    sparse = {column: pd.SparseDtype(float, 0.0) for column in columns or data.columns}
    expected, y = in_memory(name, data, target, random_state=3, **parameters)
    given = data.astype(sparse)
    collections = (dask_frame(part, cut(len(data), "uneven")) for part in (given, target))
    found = resampled(name, *collections, random_state=3, **parameters)
    assert_same(found, (expected.astype(sparse), y))


@each_sampler
@each_search
def test_columns_that_share_a_name(name, parameters, search):
    data = frame(*load("binary"))
    data["x1"] = (data["x1"] * 50).astype("int32")
    data["x2"] = (data["x2"] * 50).astype(int).astype("Int64")
    target = data.pop("target")
    parts = dask_frame(data, cut(len(data), "uneven"))
    labels = dask_frame(target, cut(len(data), "uneven"))
    expected, y = in_memory(name, data, target, random_state=3, **parameters)
    names = ["a", "a", "a", *data.columns[3:]]
    parts.columns = expected.columns = names
    found = resampled(name, parts, labels, random_state=3, search=search, **parameters)
    assert_same(found, (expected, y))


def test_the_largest_integers():
    data = frame(*load("binary"))
    data["x0"] = np.iinfo(np.int64).max
    X, y = data.drop(columns="target"), data["target"]
    expected = in_memory("SMOTE", X, y, random_state=0)
    given = dask_frame(data, cut(len(data), "two"))
    found = resampled("SMOTE", given.drop(columns="target"), given["target"], random_state=0)
    assert_same(found, expected)
    assert (found[0]["x0"] == np.iinfo(np.int64).max).all()


def test_categories_as_labels():
    data = frame(*load("strings")).astype({"target": "category"})
    features = data.columns[:-1].tolist()
    parts = dask_frame(data, cut(len(data), "two"))
    expected = in_memory("SMOTE", data[features], data["target"], random_state=0)
    assert_same(resampled("SMOTE", parts[features], parts["target"], random_state=0), expected)


@each_search
@pytest.mark.parametrize("names", [["no", "yes"], [7, 3]], ids=["strings", "integers"])
def test_categories_that_partitions_alone_know(search, names):
    data = frame(*load("binary"))
    data["target"] = np.array(names)[data["target"]]
    features = data.columns[:-1].tolist()
    parts = dask_frame(data, cut(len(data), "seven"))
    labels = parts["target"].astype("category")
    assert not labels.cat.known
    found = resampled("SMOTE", parts[features], labels, random_state=0, search=search)
    X, y = in_memory("SMOTE", data[features], data["target"].astype("category"), random_state=0)
    pd.testing.assert_frame_equal(found[0].reset_index(drop=True), X)
    assert found[1].dtype == "category"
    assert found[1].tolist() == y.tolist()


@each_search
@pytest.mark.parametrize("kind", ["words", "numbers", "missing", "ordered"])
def test_categories_of_rows_that_partitions_alone_know(search, kind):
    data = frame(*load("binary"))
    numbers = np.arange(len(data)) // 30 + 2**53
    words = pd.Series(numbers.astype(str))
    data["x1"] = {"numbers": numbers, "missing": words.mask(numbers % 5 == 0)}.get(kind, words)
    data, target = data.drop(columns="target"), data["target"]
    X, y = (dask_frame(part, cut(len(data), "seven")) for part in (data, target))
    X = X.astype({"x1": "category"})
    assert not X["x1"].cat.known
    if kind == "ordered":
        X["x1"] = X["x1"].cat.as_ordered()
    X.columns = data.columns = ["x0", "x1", "x0", *data.columns[3:]]  # a name that occurs twice
    sampler = fastsmote.dask.RandomOverSampler(random_state=0, search=search, partition_rows=50)
    columns = [part.iloc[:, 1] for part in dask.compute(*sampler.fit_resample(X, y)[0].partitions)]
    assert {column.dtype.name for column in columns} == {"category"}
    assert len({column.dtype.categories.dtype for column in columns}) == 1
    expected = in_memory("RandomOverSampler", data, target, random_state=0)[0].iloc[:, 1]
    found = pd.concat([column.astype(object) for column in columns], ignore_index=True)
    np.testing.assert_array_equal(found.isna(), expected.isna())
    assert found.dropna().tolist() == expected.dropna().tolist()


@each_search
def test_categories_of_rows_are_those_of_the_computed_input(search):
    data = frame(*load("binary"))
    data["x1"] = (np.arange(len(data)) // 30).astype(str)
    features = data.columns[:-1].tolist()
    parts = dask_frame(data, cut(len(data), "seven")).astype({"x1": "category"})
    assert not parts["x1"].cat.known
    X, y = dask.compute(parts[features], parts["target"])
    expected = in_memory("RandomOverSampler", X, y, random_state=0)
    found = resampled(
        "RandomOverSampler", parts[features], parts["target"], random_state=0, search=search
    )
    assert_same(found, expected)


def test_array_of_unknown_chunks():
    X, y = load("binary")
    Xd, yd = arrays(X, y, cut(len(X), "seven"))
    is_kept = da.from_array(np.arange(len(X)) % 7 > 0, chunks=Xd.chunks[:1])
    Xd, yd = Xd[is_kept], yd[is_kept]
    assert np.isnan(Xd.shape[0])
    kept = np.arange(len(X)) % 7 > 0
    expected = in_memory("SMOTE", X[kept], y[kept], random_state=0)
    assert_same(resampled("SMOTE", Xd, yd, random_state=0), expected)


def test_columns_in_chunks_and_labels_in_others():
    X, y = load("binary")
    expected = in_memory("SMOTE", X, y, random_state=0)
    X, y = da.from_array(X, chunks=(150, 5)), da.from_array(y, chunks=90)
    assert_same(resampled("SMOTE", X, y, random_state=0), expected)


def test_strategies():
    X, y = load("multiclass")
    for strategy in ("minority", {0: 200, 3: 160}, lambda y: {0: 90}):
        expected = in_memory("SMOTE", X, y, random_state=0, sampling_strategy=strategy)
        collections = arrays(X, y, cut(len(X), "two"))
        found = resampled("SMOTE", *collections, random_state=0, sampling_strategy=strategy)
        assert_same(found, expected)
