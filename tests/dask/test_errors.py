"""What cannot be resampled, and what the error says."""

import warnings

import dask
import dask.array as da
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from dask import delayed

from fastsmote.dask import ADASYN, SMOTE, BorderlineSMOTE, RandomOverSampler
from tests.dask.collections import arrays, cut, dask_frame, frame, in_memory
from tests.environment.process import run_python
from tests.parity.data import load

pytestmark = pytest.mark.usefixtures("selection")
SIZES = (100, 100, 100, 100)
UNKNOWN_WIDTH = da.zeros((4, 3))[:, da.from_array(np.array([True, False, True]))]


@pytest.fixture(autouse=True)
def scheduler():
    with dask.config.set(scheduler="sync"):
        yield


def _binary():
    X, y = load("binary")
    return X.copy(), y


def test_more_partitions_than_a_scheduler_can_do():
    X, y = _binary()
    sampler = SMOTE(sampling_strategy={1: 10**12})
    with pytest.raises(ValueError, match=r"asks for 99.* synthetic rows of class 1, .* partitions"):
        sampler.fit_resample(*arrays(X, y, SIZES))


@pytest.mark.parametrize("dtype", [object, "U9", complex, "M8[s]"])
def test_arrays_of_other_things_than_numbers(dtype):
    X, y = np.zeros((400, 2)).astype(int).astype(dtype), _binary()[1]
    with pytest.raises(ValueError, match=r"X is a dask array of type .*X.astype"):
        SMOTE().fit_resample(*arrays(X, y, SIZES))


def test_masked_arrays():
    X, y = arrays(*_binary(), SIZES)
    lazy, _ = SMOTE().fit_resample(da.ma.masked_greater(X, 1.0), y)
    with pytest.raises(ValueError, match=r"Partition . of X is a masked array"):
        lazy.compute()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("row", [205, 395])
@pytest.mark.parametrize("sampler", [SMOTE(), ADASYN(), RandomOverSampler(shrinkage=1)])
def test_values_that_are_no_numbers(sampler, bad, row):
    X, y = _binary()
    X[row, 3] = bad
    lazy, _ = sampler.fit_resample(*arrays(X, y, SIZES))
    message = (
        f"Partition {row // 100} of X contains 1 value.* in column 3, the first in its row 5|95"
    )
    with pytest.raises(ValueError, match=message):
        lazy.compute()


def _with_names_that_occur_twice():
    X, y = _binary()
    data = pd.DataFrame(X[:, :4], columns=list("aaab"))  # Dask itself fails at "aaba"
    return data, dask_frame(pd.Series(y), SIZES)


def test_bad_values_of_columns_that_share_a_name():
    data, y = _with_names_that_occur_twice()
    data.iloc[205, [1, 3]] = np.nan
    lazy, _ = SMOTE().fit_resample(dask_frame(data, SIZES), y)
    with pytest.raises(ValueError, match=r"in columns 'a' \(position 1\), 'b', the first in its r"):
        lazy.compute()


def test_missing_decimals():
    X, y = _binary()
    data = pd.DataFrame(X.round(2), columns=[f"x{i}" for i in range(12)])
    decimals = data["x3"].astype("string[pyarrow]").astype(pd.ArrowDtype(pa.decimal128(12, 2)))
    data["x3"] = decimals.mask(data.index == 250)
    lazy, _ = SMOTE().fit_resample(dask_frame(data, SIZES), da.from_array(y, chunks=100))
    with pytest.raises(ValueError, match=r"Partition 2 of X contains 1 value\(s\).* column 'x3'"):
        lazy.compute()


def test_types_of_columns_that_share_a_name():
    data, y = _with_names_that_occur_twice()
    other = data.copy()
    other.isetitem(1, other.iloc[:, 1].astype("float32"))
    lazy, _ = SMOTE().fit_resample(
        dask_frame(data, SIZES).map_partitions(lambda _: other, meta=data), y
    )
    with pytest.raises(ValueError, match=r"X has column 'a' \(position 1\) of type float32, and X"):
        lazy.compute()
    other.isetitem(1, pd.Timestamp("2020-01-01"))
    with pytest.raises(ValueError, match=r"not numbers: 'a' \(position 1\) \(.*\); SMOTE"):
        SMOTE().fit_resample(dask_frame(other, SIZES), y)


@pytest.mark.parametrize("n_empty", [1, 2])
def test_rows_that_hold_none_of_the_class_are_checked_too(n_empty):
    X, y = np.random.RandomState(0).rand(100, 2), np.repeat([1, 0], [30, 70])
    X[-1, 0] = np.nan
    sizes = (30, 30, 40) if n_empty == 2 else (40, 60)
    lazy, _ = SMOTE().fit_resample(*arrays(X, y, sizes))
    with pytest.raises(ValueError, match=f"Partition {n_empty} of X contains 1 value"):
        lazy.compute()


def _frame_with(change):
    data = frame(*_binary())
    parts = [data.iloc[i : i + 100] for i in range(0, 400, 100)]
    parts[2] = change(parts[2])
    import dask.dataframe as dd

    features = data.columns[:-1].tolist()
    X = dd.from_delayed(
        [delayed(part)[part.columns[part.columns != "target"]] for part in parts],
        meta=data[features].iloc[:0],
        verify_meta=False,
    )
    return X, dask_frame(data, SIZES)["target"]


@pytest.mark.parametrize("sampler", [SMOTE(), RandomOverSampler(), BorderlineSMOTE()])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda part: part[part.columns[::-1]], "Partition 2 of X has columns .*'x11', 'x10'"),
        (lambda part: part.astype({"x3": "float32"}), "Partition 2 of X has column 'x3' of type f"),
        (
            lambda part: part.astype({"x3": "category"}),
            "Partition 2 of X has column 'x3' of type category, and X has it of type float64",
        ),
        (lambda part: part.drop(columns="x3"), "Partition 2 of X has columns"),
        (lambda part: part.iloc[1:], "Partition 2 of X has 99 rows and that of y has 100 labels"),
    ],
    ids=["order", "dtype", "category", "missing", "length"],
)
def test_partitions_that_differ(sampler, change, message):
    lazy, _ = sampler.fit_resample(*_frame_with(change))
    with pytest.raises(ValueError, match=message):
        lazy.compute()


def test_partition_that_is_no_frame():
    data = frame(*_binary())
    features = data[data.columns[:-1]]
    parts = [delayed(features.iloc[i : i + 100].to_numpy()) for i in range(0, 400, 100)]
    import dask.dataframe as dd

    X = dd.from_delayed(parts, meta=features.iloc[:0], verify_meta=False)
    lazy, _ = SMOTE().fit_resample(X, dask_frame(data, SIZES)["target"])
    with pytest.raises(ValueError, match=r"X is a ndarray; expected a pandas data frame\. Have"):
        lazy.compute()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda block: block.astype(np.float32),
            "Partition 1 of X is of type float32, and X is of",
        ),
        (
            lambda block: block[:, :5],
            r"Partition 1 of X is a ndarray of shape \(100, 5\); expected.* Have whatever makes",
        ),
        (lambda block: block.tolist(), "Partition 1 of X is a list"),
    ],
)
def test_blocks_that_differ(change, message):
    X, y = _binary()
    blocks = [delayed(X[i : i + 100]) for i in range(0, 400, 100)]
    blocks[1] = delayed(change)(blocks[1])
    lazy = da.concatenate([da.from_delayed(block, (100, 12), X.dtype) for block in blocks])
    X_new, _ = SMOTE().fit_resample(lazy, da.from_array(y, chunks=100))
    with pytest.raises(ValueError, match=message):
        X_new.blocks[-1].compute()


@pytest.mark.parametrize(("label", "kind"), [(np.nan, "missing"), (np.inf, "infinite")])
def test_labels_that_are_not_finite(label, kind):
    X, y = _binary()
    y = y.astype(float)
    y[250] = label
    with pytest.raises(ValueError, match=rf"Partition 2 of y has 1 {kind} label\(s\)"):
        SMOTE().fit_resample(*arrays(X, y, SIZES))


def test_labels_that_are_missing_in_a_data_frame():
    X, y = _binary()
    data = frame(X, np.where(y > 0, "yes", "no"))
    data.loc[120, "target"] = None
    parts = dask_frame(data, SIZES)
    with pytest.raises(ValueError, match=r"Partition 1 of y has 1 missing label\(s\)"):
        SMOTE().fit_resample(parts[data.columns[:-1].tolist()], parts["target"])


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda y: y + 0.5, ValueError, "y holds fractions such as 0.5"),
        (lambda y: y + 1j, ValueError, "y is of dtype complex128"),
        (
            lambda y: np.where(y, "yes", y.astype(object)),
            (TypeError, ValueError),
            "y holds objects of types int, str: drop rows",
        ),
        (
            lambda y: np.where(np.arange(len(y)) < 100, "yes", y.astype(object)),
            (TypeError, ValueError),
            "y holds objects of types int, str: drop rows",
        ),
    ],
    ids=["fractions", "complex", "mixed", "mixed in other partitions"],
)
def test_labels_that_are_none(make, error, message):
    X, y = _binary()
    with pytest.raises(error, match=message):
        SMOTE().fit_resample(*arrays(X, make(y), SIZES))


@pytest.mark.parametrize("n_classes", [30, 250])
def test_many_classes_are_warned_of_as_in_memory(n_classes):
    X, y = _binary()
    y = np.arange(len(y)) % n_classes + 0.0
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        RandomOverSampler().fit_resample(*arrays(X, y, (len(X),)))
    with warnings.catch_warnings(record=True) as expected:
        warnings.simplefilter("always")
        in_memory("RandomOverSampler", X, y)
    assert [str(each.message) for each in told] == [str(each.message) for each in expected]


def test_labels_of_another_type():
    X, y = _binary()
    labels = [
        da.from_array(y[:200]),
        da.from_delayed(delayed(y[200:].astype)(float), (200,), y.dtype),
    ]
    with pytest.raises(ValueError, match="Partition 1 of y is of type float64, and y is of type i"):
        SMOTE().fit_resample(da.from_array(X, chunks=(200, 12)), da.concatenate(labels))


def test_labels_that_change_between_readings():
    X, y = _binary()
    calls = []

    def label(block):
        calls.append(1)
        return block if len(calls) < 4 else np.roll(block, 1) * 0

    Xd, yd = arrays(X, y, (200, 200))
    yd = yd.map_blocks(label, dtype=y.dtype, meta=np.empty(0, y.dtype))
    X_new, _ = SMOTE().fit_resample(Xd, yd)
    calls += [1] * 9
    with pytest.raises(ValueError, match=r"Partition \d of y holds other labels than when it was"):
        X_new.compute()


@pytest.mark.parametrize(
    ("X", "y", "error", "message"),
    [
        (np.zeros((4, 2)), da.zeros(4), TypeError, "X is a numpy.ndarray; expected a dask array"),
        (da.zeros((4, 2)), np.zeros(4), TypeError, "y is a numpy.ndarray; expected a dask array"),
        (da.zeros((4, 2)), da.zeros((4, 2)), ValueError, "y has 2 dimension.* One-hot labels"),
        (da.zeros(4), da.zeros(4), ValueError, r"X has 1 dimension\(s\); expected 2.*\(-1, 1\)"),
        (da.zeros((4, 2, 2)), da.zeros(4), ValueError, "X has 3 dimension.*row of each sample"),
        (UNKNOWN_WIDTH, da.zeros(4), ValueError, "unknown number of columns.*compute_chunk_sizes"),
        (
            da.zeros((4, 2)),
            da.zeros(5),
            ValueError,
            "X has 4 rows and y has 5 labels.*Select the same",
        ),
        (
            da.zeros((4, 2)),
            da.zeros(4),
            ValueError,
            "1 class, but y holds class 0.0 alone",
        ),
        (da.zeros((0, 2)), da.zeros(0), ValueError, "y has no rows.*Check how"),
        (da.zeros((4, 2)), da.arange(4) / 3, ValueError, "Unknown label type"),
    ],
)
def test_collections(X, y, error, message):
    with pytest.raises(error, match=message):
        SMOTE().fit_resample(X, y)


def test_partitions_that_do_not_match():
    data = frame(*_binary())
    X = dask_frame(data, SIZES)[data.columns[:-1].tolist()]
    with pytest.raises(ValueError, match="X has 4 partitions and y has 2"):
        SMOTE().fit_resample(X, dask_frame(data, (200, 200))["target"])


@pytest.mark.parametrize("sampler", [SMOTE(), ADASYN(), RandomOverSampler(shrinkage=1)])
def test_no_columns(sampler):
    X, y = _binary()
    for none in (da.from_array(X, chunks=100)[:, :0], dask_frame(frame(X, y), SIZES)[[]]):
        labels = da.from_array(y, chunks=100)
        with pytest.raises(ValueError, match=r"0 feature\(s\) \(shape=\(400, 0\)\)"):
            sampler.fit_resample(none, labels)


def test_columns_that_are_no_numbers():
    data = frame(*_binary()).assign(when=pd.Timestamp("2020-01-01"), word="a")
    parts = dask_frame(data, SIZES)
    with pytest.raises(ValueError, match=r"not numbers: 'when' .*, 'word' .*; SMOTE works on"):
        SMOTE().fit_resample(parts[["x1", "when", "word"]], parts["target"])


@pytest.mark.parametrize(
    ("sampler", "message"),
    [
        (SMOTE(k_neighbors=90), "class 1 has 59 row"),
        (ADASYN(n_neighbors=90), "n_neighbors = 90 and class 1"),
        (BorderlineSMOTE(m_neighbors=400), "m_neighbors = 400 and there are 400"),
        (BorderlineSMOTE(kind="borderline-2", k_neighbors=400), "k_neighbors = 400 and there are"),
        (RandomOverSampler(shrinkage={0: 1}), "missing classes are: 1"),
        (SMOTE(search="nearby"), "'search' parameter of SMOTE must be"),
        (SMOTE(partition_rows=0), "'partition_rows' parameter of SMOTE must be"),
        (SMOTE(k_neighbors=None), "'k_neighbors' parameter of SMOTE must be"),
    ],
)
def test_parameters(sampler, message):
    X, y = _binary()
    with pytest.raises(ValueError, match=message):
        sampler.fit_resample(*arrays(X, y, SIZES))


def test_class_too_small_for_its_danger():
    X, y = _binary()
    lazy, _ = BorderlineSMOTE(k_neighbors=90).fit_resample(*arrays(X, y, cut(400, "two")))
    with pytest.raises(ValueError, match="k_neighbors = 90 and class 1"):
        lazy.compute()


def test_dask_missing(tmp_path):
    code = """
        import sys

        sys.modules["dask"] = None
        try:
            import fastsmote.dask
        except ImportError as error:
            print(error)
    """
    assert "pip install 'fastsmote[dask]'" in run_python(code, tmp_path)


def test_distributed_is_not_installed(tmp_path):
    code = """
        import sys

        sys.modules["distributed"] = None
        import dask.array as da
        from fastsmote.dask import SMOTE

        try:
            SMOTE().fit(da.ones((4, 1)), da.ones(4))
        except ImportError as error:
            print(error)
    """
    assert "pip install 'fastsmote[dask]'" in run_python(code, tmp_path)


def test_a_call_that_fails_leaves_the_sampler_as_it_was():
    X, y = np.random.RandomState(0).rand(100, 2), np.repeat([1, 0], [30, 70])
    sampler = SMOTE().fit(*arrays(X, y, (50, 50)))
    before = dict(vars(sampler))
    with pytest.raises(ValueError, match="k_neighbors"):
        sampler.fit_resample(*arrays(np.zeros((100, 3)), np.arange(100) // 97, (50, 50)))
    assert vars(sampler) == before


def test_dask_is_loaded_when_asked_for(tmp_path):
    code = """
        import sys
        import fastsmote

        assert "dask" in dir(fastsmote) and "dask" not in sys.modules
        fastsmote.over_sampling.SMOTE
        assert "dask" not in sys.modules
        fastsmote.dask.SMOTE
        assert "dask" in sys.modules and "distributed" not in sys.modules
    """
    run_python(code, tmp_path)
