"""pandas: dtypes of its own, names of any kind, and what imbalanced-learn makes of them."""

from contextlib import nullcontext

import imblearn.over_sampling
import imblearn.under_sampling
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import sklearn

from fastsmote.over_sampling import SMOTE, SMOTENC, RandomOverSampler
from fastsmote.under_sampling import TomekLinks
from tests.containers.data import NUMERIC, SAMPLERS, WORDS, labels, make, rows

FLOATS = pd.DataFrame(10 * rows()).add_prefix("f")
WHOLE = FLOATS.round().astype(np.int64)
FLAGS = FLOATS > 0

#: As imbalanced-learn returns them.
AS_THEIRS = {
    "Float64": FLOATS.astype("Float64"),
    "Float32": FLOATS.astype("Float32"),
    "Arrow-backed": FLOATS.astype("double[pyarrow]"),
    "Arrow-backed booleans": FLOATS.assign(flag=FLAGS["f0"].astype("bool[pyarrow]")),
    "booleans beside floats": FLOATS.assign(flag=FLAGS["f0"]),
    "objects": FLOATS.astype(object),
    "float16": (FLOATS / 10).astype(np.float16),
    "sparse beside dense": FLOATS.assign(few=pd.arrays.SparseArray((FLOATS["f0"] > 9) * 1.0)),
    "levels of names": FLOATS.set_axis(
        pd.MultiIndex.from_product([["a", "b"], [0, 1]], names=["one", None]), axis=1
    ),
    "names that are numbers": FLOATS.set_axis(range(4), axis=1),
    "names with a name": FLOATS.rename_axis(columns="what"),
    "another index": FLOATS.set_axis(np.arange(200)[::-1] * 3, axis=0),
}
#: Where imbalanced-learn fails: the same values in a frame that it takes.
WHERE_THEY_FAIL = {
    "Int64": (WHOLE.astype("Int64"), WHOLE.astype(np.float64)),
    "UInt8 beside floats": (
        FLOATS.assign(small=(WHOLE["f0"].abs()).astype("UInt8")),
        FLOATS.assign(small=WHOLE["f0"].abs()),
    ),
    "boolean": (FLAGS.astype("boolean"), FLAGS.astype(np.float64)),
    "boolean beside floats": (
        FLOATS.assign(flag=FLAGS["f0"].astype("boolean")),
        FLOATS.assign(flag=FLAGS["f0"]),
    ),
    "Arrow-backed integers": (WHOLE.astype("int64[pyarrow]"), WHOLE.astype(np.float64)),
    "Arrow-backed integers beside floats": (
        FLOATS.assign(whole=WHOLE["f0"].astype("int32[pyarrow]")),
        FLOATS.assign(whole=WHOLE["f0"]),
    ),
}


def assert_like(frame: pd.DataFrame, given: pd.DataFrame) -> None:
    """Assert that names and dtypes are those given, and the index a new one."""
    pd.testing.assert_index_equal(frame.columns, given.columns, exact=True)
    assert frame.dtypes.tolist() == given.dtypes.tolist()
    pd.testing.assert_index_equal(frame.index, pd.RangeIndex(len(frame)), exact=True)


@pytest.mark.filterwarnings("ignore:pandas.DataFrame with sparse columns found:UserWarning")
@pytest.mark.parametrize("kind", AS_THEIRS)
@pytest.mark.parametrize(
    "name", ["over_sampling.SMOTE", "under_sampling.NearMiss", "combine.SMOTETomek"]
)
def test_as_imbalanced_learn(name, kind):
    frame = AS_THEIRS[kind]
    before = frame.copy()
    resampled, y = make(name).fit_resample(frame, labels())
    expected, expected_y = make(name, "imblearn").fit_resample(frame, labels())
    pd.testing.assert_frame_equal(frame, before)
    assert_like(resampled, frame)
    assert resampled.dtypes.tolist() == expected.dtypes.tolist()
    rtol = 1e-3 if kind == "float16" else 1e-9 if kind != "Float32" else 1e-6
    np.testing.assert_allclose(
        resampled.to_numpy(dtype=float), expected.to_numpy(dtype=float), rtol=rtol
    )
    np.testing.assert_array_equal(y, expected_y)


@pytest.mark.parametrize("kind", WHERE_THEY_FAIL)
def test_where_imbalanced_learn_fails(kind):
    frame, plain = WHERE_THEY_FAIL[kind]
    with pytest.raises((TypeError, pa.ArrowInvalid)):
        imblearn.over_sampling.SMOTE(random_state=0).fit_resample(frame, labels())
    resampled, _ = SMOTE(random_state=0).fit_resample(frame, labels())
    assert_like(resampled, frame)
    expected, _ = SMOTE(random_state=0).fit_resample(plain, labels())
    for (_, ours), (_, values) in zip(resampled.items(), expected.items(), strict=True):
        is_flag = pd.api.types.is_bool_dtype(ours.dtype)
        is_whole = pd.api.types.is_integer_dtype(ours.dtype)
        values = values != 0 if is_flag else np.trunc(values) if is_whole else values
        np.testing.assert_array_equal(ours.to_numpy(dtype=float), values.to_numpy(dtype=float))


@pytest.mark.parametrize("name", SAMPLERS)
def test_names_that_occur_twice(name):
    unique = pd.DataFrame(rows(), columns=list("abcd")).astype({"c": np.int16})
    twice = unique.set_axis(list("aaba"), axis=1)
    sampler = make(name)
    resampled, y = sampler.fit_resample(twice, labels())
    assert_like(resampled, twice)
    assert sampler.feature_names_in_.tolist() == list("aaba")
    expected, expected_y = make(name).fit_resample(unique, labels())
    np.testing.assert_array_equal(resampled.to_numpy(), expected.to_numpy())
    np.testing.assert_array_equal(y, expected_y)
    sampler.fit_resample(twice.set_axis([1, 1, 2, 2], axis=1), labels())
    assert not hasattr(sampler, "feature_names_in_")


def test_errors_tell_names_that_occur_twice_apart():
    X = rows().copy()
    X[17, 1] = np.nan
    for twice in (pd.DataFrame(X, columns=list("aaba")), pa.table(list(X.T), names=list("aaba"))):
        with pytest.raises(ValueError, match=r"NaN.* 1 value in column 'a' \(position 1\) is NaN"):
            SMOTE().fit_resample(twice, labels())


def test_decimals_are_computed_with_as_floats():
    numbers = FLOATS.round(2)
    decimals = numbers.astype("string[pyarrow]").astype(pd.ArrowDtype(pa.decimal128(12, 2)))
    for sampler in (SMOTE(random_state=0), RandomOverSampler(random_state=0, shrinkage=0.5)):
        resampled, _ = sampler.fit_resample(decimals, labels())
        assert_like(resampled, decimals)
        expected, _ = sampler.fit_resample(numbers, labels())
        np.testing.assert_allclose(resampled.to_numpy(np.float64), expected, rtol=0, atol=0.0051)


def test_names_that_occur_twice_and_noise():
    sampler = RandomOverSampler(shrinkage=0.5, random_state=0)
    for unique in (pd.DataFrame(rows(), columns=list("abcd")), FLOATS.assign(f1=FLOATS["f1"] > 0)):
        expected = sampler.fit_resample(unique, labels())[0]
        twice = unique.set_axis(list("aaba"), axis=1)
        resampled = sampler.fit_resample(twice, labels())[0]
        np.testing.assert_array_equal(resampled.to_numpy(), expected.to_numpy())


def test_a_name_that_occurs_twice_means_both_categories():
    numbers = np.column_stack([rows()[:, 0], *np.random.RandomState(0).randint(0, 3, (2, 200))])
    twice = pd.DataFrame(numbers, columns=list("abb"))
    resampled = []
    for features in (["b"], [1, 2]):
        sampler = SMOTENC(features, random_state=0)
        resampled.append(sampler.fit_resample(twice, labels())[0])
        assert sampler.categorical_features_.tolist() == [1, 2]
    pd.testing.assert_frame_equal(*resampled)


def test_imbalanced_learn_takes_no_name_twice():
    frame = pd.DataFrame(rows(), columns=list("aaba"))
    looks = tuple(map(int, sklearn.__version__.split(".")[:2])) >= (1, 9)
    error = pytest.raises(Exception, match="Expected unique column names")
    with error if looks else nullcontext():  # older versions of scikit-learn do not look at names
        imblearn.over_sampling.SMOTE().fit_resample(frame, labels())


@pytest.mark.parametrize("dtype", ["Float64", "Int64", "double[pyarrow]"])
@pytest.mark.parametrize("name", NUMERIC)
def test_missing_values(name, dtype):
    frame = WHOLE.astype(dtype)
    frame.loc[17, "f1"] = pd.NA
    with pytest.raises(ValueError, match=r"NaN.*column 'f1' .*the first in row 17"):
        make(name).fit_resample(frame, labels())


# said by pandas, of what imbalanced-learn does
@pytest.mark.filterwarnings("ignore:Constructing a Categorical")
def test_values_between_two_categories():
    frame = FLOATS.assign(kind=pd.Categorical(WHOLE["f0"] % 3))
    theirs, _ = imblearn.over_sampling.SMOTE(random_state=0).fit_resample(frame, labels())
    assert theirs["kind"].isna().any()
    for sampler in (SMOTE(random_state=0), make("combine.SMOTETomek")):
        with pytest.raises(ValueError, match=r"column 'kind' of X is categorical.*SMOTENC"):
            sampler.fit_resample(frame, labels())
    kept, _ = TomekLinks().fit_resample(frame, labels())
    assert_like(kept, frame)


def test_nothing_to_make_gives_a_frame_of_its_own():
    frame = FLOATS.assign(whole=WHOLE["f0"])
    before = frame.copy()
    for sampler in (SMOTE(sampling_strategy={}), RandomOverSampler(sampling_strategy={})):
        resampled, _ = sampler.fit_resample(frame, labels())
        pd.testing.assert_frame_equal(resampled, frame)
        resampled.loc[0, "whole"] = -1
        pd.testing.assert_frame_equal(frame, before)


LABELS = {
    **{
        dtype: pd.Series(labels(), name="t", dtype=dtype)
        for dtype in ("Int64", "boolean", "category", "int64[pyarrow]", "bool[pyarrow]", "Float64")
    },
    **{
        str(dtype): pd.Series(WORDS[labels()].astype(object), name="t").astype(dtype)
        for dtype in (
            "object",
            "string",
            "string[pyarrow]",
            "category",
            pd.ArrowDtype(pa.string()),
            pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string())),
        )
    },
}


@pytest.mark.parametrize("as_frame", [False, True])
@pytest.mark.parametrize("kind", LABELS)
@pytest.mark.parametrize("name", ["over_sampling.SMOTE", "under_sampling.NearMiss"])
def test_labels(name, kind, as_frame):
    y = LABELS[kind].to_frame() if as_frame else LABELS[kind]
    _, resampled = make(name).fit_resample(rows(), y)
    _, codes = make(name).fit_resample(rows(), labels())
    expected = y.iloc[[int(np.argmax(labels() == code)) for code in codes]].reset_index(drop=True)
    if as_frame:
        pd.testing.assert_frame_equal(resampled, expected)
    else:
        pd.testing.assert_series_equal(resampled, expected)


@pytest.mark.parametrize("dtype", ["Int64", "UInt64", "int64[pyarrow]", "uint64[pyarrow]"])
@pytest.mark.parametrize(
    "as_given",
    [pd.Series, lambda y: pd.Series(y).to_frame(), pd.Index, lambda y: y],
    ids=["series", "frame", "index", "bare"],
)
def test_labels_beyond_two_to_the_53(as_given, dtype):
    plain = np.array([5, 2**60, 2**60 + 1])[labels() + np.repeat([1, 0], 100)]
    y = as_given(pd.array(plain, dtype=dtype))
    _, theirs = imblearn.under_sampling.TomekLinks().fit_resample(rows(), y)
    assert len(np.unique(theirs)) == 2  # read as float64, in which two of them are one
    sampler, expected = TomekLinks(), TomekLinks().fit_resample(rows(), plain)[1]
    _, ours = sampler.fit_resample(rows(), y)
    np.testing.assert_array_equal(np.asarray(ours).ravel(), expected)
    if isinstance(y, pd.Series | pd.DataFrame):
        assert type(ours) is type(y)
        assert ours.dtypes.tolist() == [dtype] if y.ndim == 2 else ours.dtype == dtype
    assert {*sampler.sampling_strategy_} <= {*plain.tolist()}


@pytest.mark.parametrize("name", SAMPLERS)
def test_byte_order_of_another_machine(name):
    frame = FLOATS.assign(f3=WHOLE["f3"].astype(np.int16)).rename(columns={"f1": "f0"})
    foreign = pd.concat(
        [frame.iloc[:, j].astype(frame.dtypes.iloc[j].newbyteorder(">")) for j in range(4)], axis=1
    )
    foreign.index = frame.index = np.arange(200) + 7
    y = pd.Series(labels(), index=frame.index)
    foreign_y = y.astype(y.dtype.newbyteorder(">"))
    for options in ({}, {"keep_index": True}):
        expected, expected_labels = make(name).fit_resample(frame, y, **options)
        resampled, resampled_labels = make(name).fit_resample(foreign, foreign_y, **options)
        pd.testing.assert_frame_equal(resampled, expected)
        pd.testing.assert_series_equal(resampled_labels, expected_labels)
    assert not foreign.dtypes.iloc[0].isnative  # the caller's own is as it was
