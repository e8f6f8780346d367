"""SMOTENC and SMOTEN: what came in comes back, in all containers, whatever the path."""

import pickle
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import clone

from fastsmote.neighbors import categorical, density, panels
from fastsmote.over_sampling import SMOTE, SMOTEN, SMOTENC

Y = np.repeat(["rare", "common"], [40, 90])
STREAM = np.random.RandomState(0)
KINDS = STREAM.randint(0, 4, 130)
SIZES = STREAM.rand(130, 2)

COLUMNS = {
    "strings": pd.Series(np.array(list("abcd"), dtype=object)[KINDS], dtype=object),
    "string dtype": pd.Series(np.array(list("abcd"))[KINDS], dtype="string"),
    "None and NaN": pd.Series(
        np.array(["a", None, np.nan, "d"], dtype=object)[KINDS], dtype=object
    ),
    "ordered": pd.Series(pd.Categorical.from_codes(KINDS, list("dbxa"), ordered=True)),
    "integer categories": pd.Series(pd.Categorical(KINDS * 10)),
    "missing category": pd.Series(pd.Categorical.from_codes(KINDS - 1, list("abc"))),
    "int8": pd.Series(KINDS.astype(np.int8)),
    "nullable": pd.Series(KINDS, dtype="Int64"),
    "boolean": pd.Series(KINDS > 1),
    "nullable boolean": pd.Series(KINDS > 1, dtype="boolean"),
    "float with NaN": pd.Series(np.where(KINDS == 0, np.nan, KINDS)),
    "dates": pd.Series(pd.to_datetime("2020-01-01") + pd.to_timedelta(KINDS, "D")),
}
NOT_MISSING = [name for name in COLUMNS if not COLUMNS[name].isna().any()]


def equal(left, right) -> bool:
    return left == right if not (pd.isna(left) or pd.isna(right)) else type(left) is type(right)


def assert_of_the_minority(resampled: pd.Series, given: pd.Series) -> None:
    assert resampled.dtype == given.dtype
    n = len(given)
    assert all(map(equal, resampled[:n], given))
    minority = list(given[:40])
    assert len(resampled) == 180
    for value in resampled[n:]:
        assert any(equal(value, other) for other in minority)


@pytest.mark.parametrize("name", list(COLUMNS))
def test_smotenc_gives_categories_back(name):
    frame = pd.DataFrame(SIZES, columns=["width", "height"])
    frame.insert(1, "kind", COLUMNS[name])
    X, y = SMOTENC(["kind"], random_state=0).fit_resample(frame, Y)
    assert list(X.columns) == ["width", "kind", "height"]
    assert_of_the_minority(X["kind"], frame["kind"])
    np.testing.assert_array_equal(y[130:], "rare")
    low, high = SIZES[:40].min(axis=0), SIZES[:40].max(axis=0)
    synthetic = X[["width", "height"]].to_numpy()[130:]
    assert ((synthetic >= low) & (synthetic <= high)).all()


@pytest.mark.parametrize("name", NOT_MISSING)
def test_smoten_gives_categories_back(name):
    frame = pd.DataFrame({"kind": COLUMNS[name], "other": KINDS[::-1] % 3})
    X, _ = SMOTEN(random_state=0).fit_resample(frame, Y)
    assert_of_the_minority(X["kind"], frame["kind"])
    assert_of_the_minority(X["other"], frame["other"])


@pytest.mark.parametrize("container", [np.asarray, sparse.csr_array])
@pytest.mark.parametrize("unit", [2.0**-600, 2.0**515])
def test_units_whose_squares_are_no_numbers(container, unit):
    found = []
    for scale in (1.0, unit):
        X = container(np.column_stack([scale * SIZES, KINDS]))
        sampler = SMOTENC([2], random_state=0)
        resampled = sampler.fit_resample(X, Y)[0]
        dense = resampled.toarray() if sparse.issparse(resampled) else resampled
        found.append((dense / [scale, scale, 1], sampler.median_std_["rare"] / scale))
    np.testing.assert_array_equal(found[0][0], found[1][0])
    assert found[0][1] == found[1][1]


def test_sparse_numbers_out_of_all_proportion():
    X = np.column_stack([SIZES, SIZES[:, 0], KINDS])
    X[0, 0] = 1e300
    expected, _ = SMOTENC([3], random_state=0).fit_resample(X, Y)
    resampled, _ = SMOTENC([3], random_state=0).fit_resample(sparse.csr_array(X), Y)
    np.testing.assert_allclose(resampled.toarray(), expected)


@pytest.mark.parametrize("dtype", ["Float64", "Int64", "float32", "int16", "bool"])
def test_numbers_come_back_in_their_dtype(dtype):
    values = pd.Series(np.round(100 * SIZES[:, 0])).astype(dtype)
    frame = pd.DataFrame({"value": values, "kind": KINDS, "rest": SIZES[:, 1]})
    X, _ = SMOTENC([1], random_state=0).fit_resample(frame, Y)
    assert X.dtypes.tolist() == frame.dtypes.tolist()
    assert (X["value"][:130] == values).all()


@pytest.mark.parametrize("dtype", ["Int64", "int64[pyarrow]", "int64"])
def test_kept_whole_numbers_keep_their_digits(dtype):
    values = pd.Series(2**53 + 1 + np.arange(130)).astype(dtype)
    frame = pd.DataFrame({"value": values, "kind": KINDS, "rest": SIZES[:, 1]})
    X, _ = SMOTENC([1], random_state=0).fit_resample(frame, Y)
    assert X.dtypes.tolist() == frame.dtypes.tolist()
    assert X["value"][:130].tolist() == values.tolist()


def test_frame_of_sparse_columns():
    frame = pd.DataFrame(np.column_stack((np.where(SIZES > 0.5, SIZES, 0), KINDS)))
    expected, _ = SMOTENC([2], random_state=0).fit_resample(frame, Y)
    dtypes = {0: pd.SparseDtype(float, 0.0), 1: pd.SparseDtype(float, 0.0)}
    X, _ = SMOTENC([2], random_state=0).fit_resample(frame.astype(dtypes), Y)
    assert X.dtypes.tolist() == frame.astype(dtypes).dtypes.tolist()
    np.testing.assert_array_equal(X.to_numpy(), expected.to_numpy())


def table() -> np.ndarray:
    return np.column_stack((SIZES, KINDS, KINDS[::-1]))


@pytest.mark.parametrize("sampler", [SMOTEN(random_state=3), SMOTENC([2, 3], random_state=3)])
def test_path_and_threads_change_nothing(sampler, monkeypatch):
    X = np.round(table(), 1)  # with ties
    expected, _ = clone(sampler).fit_resample(X, Y)
    monkeypatch.setattr(categorical, "_NUMPY_WARM", 0)
    monkeypatch.setattr(categorical, "_NUMPY_COLD", 0)
    monkeypatch.setattr(panels, "_TASK", 100)
    for n_jobs in (1, 2, 3):
        by_kernels, _ = clone(sampler).set_params(n_jobs=n_jobs).fit_resample(X, Y)
        np.testing.assert_array_equal(by_kernels, expected)


def test_wide_sparse_rows_stay_sparse(monkeypatch):
    X = sparse.csr_matrix(np.where(table() > 0.2, table(), 0))
    sampler = SMOTENC([2, 3], random_state=0)
    expected = sampler.fit_resample(X, Y)[0].toarray()
    monkeypatch.setattr(density, "_DENSE_BYTES", 0)
    np.testing.assert_allclose(sampler.fit_resample(X, Y)[0].toarray(), expected, rtol=1e-12)


def test_nothing_to_make():
    X, y = table()[:80], Y[:80]
    for given in (X, pd.DataFrame(X), sparse.csr_matrix(X)):
        sampler = SMOTENC([2, 3])
        resampled, labels = sampler.fit_resample(given, y)
        assert resampled.shape == X.shape
        assert type(resampled) is type(given)
        assert sampler.median_std_ == {}
        np.testing.assert_array_equal(labels, y)
    assert SMOTEN().fit_resample(KINDS[:80].reshape(-1, 1), y)[0].shape == (80, 1)


@pytest.mark.parametrize("dtype", ["object", "string"])
def test_smoten_names_the_column_that_holds_pandas_na(dtype):
    values = np.array(["a", pd.NA, "b", "c"], dtype=object)[KINDS]
    frame = pd.DataFrame({"x": KINDS, "y": pd.Series(values, dtype=dtype)})
    row = int(np.argmax(KINDS == 1))
    with pytest.raises(ValueError, match=f"'y'.* row {row}"):
        SMOTEN().fit_resample(frame, Y)


def test_smotenc_speaks_of_the_columns_that_no_encoder_can_order():
    values = np.array(["a", 1], dtype=object)[KINDS // 2]
    frame = pd.DataFrame({"x": SIZES[:, 0], "y": values})
    with pytest.raises(TypeError, match="categorical columns of X in each of which all values are"):
        SMOTENC(["y"]).fit_resample(frame, Y)


@pytest.mark.parametrize("sampler", [SMOTEN(random_state=3), SMOTENC([2, 3], random_state=3)])
def test_is_a_smote_that_can_be_copied(sampler):
    assert isinstance(sampler, SMOTE)
    X, _ = sampler.fit_resample(table(), Y)
    again, _ = pickle.loads(pickle.dumps(sampler)).fit_resample(table(), Y)
    np.testing.assert_array_equal(again, X)


def test_numbers_out_of_all_proportion():
    X = table()
    X[:, :2] *= 1e300
    resampled, _ = SMOTENC([2, 3], random_state=0).fit_resample(X, Y)
    assert np.isfinite(resampled).all()


def test_a_feature_that_names_each_row():
    # as many categories as rows: no table of all pairs of them
    X = np.column_stack((np.arange(130), KINDS))
    resampled, _ = SMOTEN(random_state=0).fit_resample(X, Y)
    assert set(resampled[130:, 0]) <= set(range(40))


@pytest.mark.parametrize("sampler", [SMOTEN(), SMOTENC([3, 4, 5, 6, 7], random_state=0)])
def test_memory_is_that_of_the_result(sampler):
    # no one-hot columns, and no neighbors of synthetic rows one-hot encoded
    stream = np.random.RandomState(0)
    y = np.arange(150_000) < 1_000
    X = np.column_stack((stream.rand(150_000, 3), stream.randint(0, 50, (150_000, 5))))
    if isinstance(sampler, SMOTEN):
        X = np.floor(50 * X) % 50
    sampler.fit_resample(X, y)  # what is loaded by it stays
    tracemalloc.start()
    resampled, labels = sampler.fit_resample(X, y)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(resampled) == 298_000
    assert peak < 1.3 * (resampled.nbytes + labels.nbytes)


def test_memory_of_a_data_frame_of_categories_is_that_of_the_result():
    # a category takes a byte there: lists of neighbors and row numbers would outweigh it
    stream = np.random.RandomState(0)
    y = (np.arange(150_000) % 3 == 0).astype(int)
    numbers = {f"x{j}": stream.rand(len(y)) for j in range(6)}
    codes = {f"c{j}": pd.Categorical(stream.randint(0, 10, len(y))) for j in range(6)}
    X = pd.DataFrame(numbers | codes, copy=False)
    sampler = SMOTENC("auto", random_state=0)
    sampler.fit_resample(X, y)  # what is loaded by it stays
    tracemalloc.start()
    resampled, labels = sampler.fit_resample(X, y)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(resampled) == 200_000
    assert peak < 1.3 * (resampled.memory_usage(index=False).sum() + labels.nbytes)
