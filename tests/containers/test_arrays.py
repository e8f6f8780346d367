"""Arrays of any dtype and layout, and sparse containers."""

import imblearn.under_sampling
import numpy as np
import pytest
from scipy import sparse

from fastsmote.over_sampling import SMOTE, SMOTEN, SMOTENC, RandomOverSampler
from fastsmote.under_sampling import EditedNearestNeighbours
from tests.containers.data import NUMERIC, SAMPLERS, labels, make, rows

FLOATS = ["float16", "float32", "float64", "longdouble", ">f4", ">f8", "object"]
# What a dtype is after it has been read; the others stay.
READ_AS = {">f4": "float32", ">f8": "float64", "object": "float64"}
# Differences in float16 and float32 keep as many digits as these.
RTOL = {"float16": 1e-3, "float32": 1e-6, ">f4": 1e-6}


def read_only(X: np.ndarray) -> np.ndarray:
    X = X.copy()
    X.setflags(write=False)
    return X


def every_other(X: np.ndarray) -> np.ndarray:
    larger = np.zeros((2 * X.shape[0], 2 * X.shape[1]), X.dtype)
    larger[::2, 1::2] = X
    return larger[::2, 1::2]


class Subclass(np.ndarray):
    """A subclass that adds nothing."""


LAYOUTS = {
    "read-only": read_only,
    "Fortran": np.asfortranarray,
    "not contiguous": every_other,
    "reversed": lambda X: X[::-1].copy()[::-1],
    "subclass": lambda X: X.view(Subclass),
}


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", NUMERIC)
def test_dtypes_are_those_of_imbalanced_learn(name, dtype):
    X = rows().astype(dtype)
    before = X.copy()
    resampled, y = make(name).fit_resample(X, labels())
    expected, expected_y = make(name, "imblearn").fit_resample(X, labels())
    np.testing.assert_array_equal(X, before)
    assert type(resampled) is np.ndarray
    assert resampled.dtype == READ_AS.get(dtype, dtype)
    assert resampled.dtype == expected.dtype.newbyteorder("=")
    assert resampled.dtype.isnative
    rtol = RTOL.get(dtype, 1e-9)
    np.testing.assert_allclose(resampled.astype(float), expected.astype(float), rtol=rtol)
    np.testing.assert_array_equal(y, expected_y)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", SAMPLERS)
def test_layouts_change_nothing(name, layout):
    X = LAYOUTS[layout](rows())
    resampled, y = make(name).fit_resample(X, labels())
    expected, expected_y = make(name).fit_resample(rows(), labels())
    np.testing.assert_array_equal(resampled, expected)
    np.testing.assert_array_equal(y, expected_y)
    assert type(resampled) is np.ndarray
    assert resampled.flags.c_contiguous
    assert resampled.flags.writeable
    assert not np.shares_memory(resampled, X)


@pytest.mark.parametrize("dtype", [">i8", ">f8", ">U1"])
@pytest.mark.parametrize("name", SAMPLERS)
def test_labels_in_the_byte_order_of_another_machine(name, dtype):
    foreign = labels().astype(dtype)
    native = foreign.astype(foreign.dtype.newbyteorder("="))
    resampled, y = make(name).fit_resample(rows(), foreign)
    expected, expected_y = make(name).fit_resample(rows(), native)
    np.testing.assert_array_equal(resampled, expected)
    np.testing.assert_array_equal(y, expected_y)
    assert y.dtype == native.dtype
    assert y.dtype.isnative


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint8", "int32", "uint64"])
# combinations clean what has been cut off
@pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning")
@pytest.mark.parametrize("name", [name for name in NUMERIC if "combine" not in name])
def test_whole_numbers_count_as_floats_and_are_cut_off(name, dtype):
    X = np.abs(rows()).astype(dtype)
    resampled, y = make(name).fit_resample(X, labels())
    expected, expected_y = make(name).fit_resample(X.astype(np.float64), labels())
    assert resampled.dtype == dtype
    np.testing.assert_array_equal(resampled, expected.astype(dtype))
    np.testing.assert_array_equal(y, expected_y)


@pytest.mark.parametrize("name", SAMPLERS)
def test_masked_arrays_are_refused(name):
    masked = np.ma.masked_greater(rows(), 2)
    with pytest.raises(ValueError, match=r"X is a masked array.*X\.filled\(np\.nan\)"):
        make(name).fit_resample(masked, labels())
    with pytest.raises(ValueError, match=r"y is a masked array.*y\.data"):
        make(name).fit_resample(rows(), np.ma.masked_array(labels()))


def test_imbalanced_learn_reads_what_is_masked():
    masked = np.ma.masked_greater(rows(), 2)
    theirs = imblearn.under_sampling.EditedNearestNeighbours()
    resampled, _ = theirs.fit_resample(masked, labels())
    assert (resampled > 2).any()
    with pytest.raises(ValueError, match="masked array"):
        EditedNearestNeighbours().fit_resample(masked, labels())


@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
@pytest.mark.parametrize("name", SAMPLERS)
def test_matrices_are_refused(name):
    with pytest.raises(TypeError, match=r"np\.matrix is not supported"):
        make(name).fit_resample(np.asmatrix(rows()), labels())


FORMATS = [sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix, sparse.csc_array]
#: SMOTEN makes sparse rows dense, and warns of it.
SPARSE = [name for name in SAMPLERS if name != "over_sampling.SMOTEN"]


def sparse_rows() -> np.ndarray:
    return np.where(np.abs(rows()) < 0.5, 0.0, rows())


def with_wide_indices(X):
    X.indices, X.indptr = X.indices.astype(np.int64), X.indptr.astype(np.int64)
    return X


def with_entries_twice(X):
    """Each entry in two halves, one behind the other."""
    parts = (np.repeat(X.data / 2, 2), np.repeat(X.indices, 2), 2 * X.indptr)
    return type(X)(parts, shape=X.shape)


def with_entries_in_reverse(X):
    for start, stop in zip(X.indptr[:-1], X.indptr[1:], strict=True):
        X.indices[start:stop] = X.indices[start:stop][::-1].copy()
        X.data[start:stop] = X.data[start:stop][::-1].copy()
    X.has_sorted_indices = False
    return X


def with_stored_zeros(X):
    dense = X.toarray()
    n_rows, n_columns = X.shape
    row, column = np.divmod(np.arange(X.shape[0] * X.shape[1]), n_columns)
    full = sparse.coo_array((dense.ravel(), (row, column)), shape=(n_rows, n_columns))
    return type(X)(full.asformat(X.format))


def with_room_behind(X):
    """What some programs leave of the memory that they had allocated."""
    X.data, X.indices = np.append(X.data, [9.0, 9.0]), np.append(X.indices, X.indices[:2])
    return X


def as_read_only(X):
    for part in (X.data, X.indices, X.indptr):
        part.flags.writeable = False
    return X


VARIANTS = {
    "read-only": as_read_only,
    "int64": with_wide_indices,
    "twice": with_entries_twice,
    "reverse": with_entries_in_reverse,
    "zeros": with_stored_zeros,
    "room": with_room_behind,
    "all of it": lambda X: with_wide_indices(with_entries_in_reverse(with_entries_twice(X))),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("container", FORMATS)
@pytest.mark.parametrize("name", SPARSE)
def test_sparse_rows(name, container, variant):
    X = VARIANTS[variant](container(sparse_rows()))
    np.testing.assert_array_equal(X.toarray(), sparse_rows())
    before = {part: getattr(X, part).copy() for part in ("data", "indices", "indptr")}
    resampled, y = make(name).fit_resample(X, labels())
    for part, array in before.items():
        np.testing.assert_array_equal(getattr(X, part), array)
        assert getattr(X, part).dtype == array.dtype
    assert type(resampled) is container
    assert resampled.indices.dtype == X.indices.dtype
    assert resampled.indptr.dtype == X.indptr.dtype
    expected, expected_y = make(name).fit_resample(container(sparse_rows()), labels())
    assert expected.indices.dtype == np.int32
    # zeros that are stored are added up with the rest: a sum may end in another digit
    np.testing.assert_allclose(resampled.toarray(), expected.toarray(), rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(y, expected_y)


def test_imbalanced_learn_adds_up_no_entries():
    X = with_entries_twice(sparse.csr_matrix(sparse_rows()))
    once, _ = EditedNearestNeighbours().fit_resample(sparse.csr_matrix(sparse_rows()), labels())
    ours, _ = EditedNearestNeighbours().fit_resample(X, labels())
    theirs, _ = imblearn.under_sampling.EditedNearestNeighbours().fit_resample(X, labels())
    np.testing.assert_array_equal(ours.toarray(), once.toarray())
    assert theirs.shape != ours.shape


def test_imbalanced_learn_shortens_wide_indices_or_fails_on_them():
    X = with_wide_indices(sparse.csr_matrix(sparse_rows()))
    for name in ("SMOTE", "SVMSMOTE"):
        sampler = make(f"over_sampling.{name}")
        resampled, _ = sampler.fit_resample(X, labels())
        assert resampled.indices.dtype == np.int64
    theirs, _ = make("over_sampling.SMOTE", "imblearn").fit_resample(X, labels())
    assert theirs.indices.dtype == np.int32
    with pytest.raises(ValueError, match="32-bit integer indices"):
        make("over_sampling.SVMSMOTE", "imblearn").fit_resample(X, labels())


def test_smoothed_sparse_rows():
    sampler = RandomOverSampler(random_state=0, shrinkage=1.0)
    expected, _ = sampler.fit_resample(sparse.csr_array(sparse_rows()), labels())
    X = VARIANTS["all of it"](sparse.csr_array(sparse_rows()))
    resampled, _ = sampler.fit_resample(X, labels())
    np.testing.assert_allclose(resampled.toarray(), expected.toarray())
    assert resampled.indices.dtype == np.int64


@pytest.mark.parametrize("sampler", [SMOTE(random_state=0), SMOTENC([2, 3], random_state=0)])
def test_other_sparse_formats_give_csr(sampler):
    expected, _ = sampler.fit_resample(sparse.csr_array(sparse_rows()), labels())
    for make_format in (sparse.coo_array, sparse.lil_array, sparse.dok_array):
        resampled, _ = sampler.fit_resample(make_format(sparse_rows()), labels())
        assert type(resampled) is sparse.csr_array
        np.testing.assert_array_equal(resampled.toarray(), expected.toarray())


@pytest.mark.parametrize("dtype", ["U", "S", "M8[s]", "m8[s]"])
def test_what_is_only_copied_may_be_anything(dtype):
    X = np.round(np.abs(rows())).astype(np.int64).astype(dtype)
    sampler = RandomOverSampler(random_state=0)
    resampled, _ = sampler.fit_resample(X, labels())
    assert resampled.dtype == X.dtype
    np.testing.assert_array_equal(resampled, X[sampler.sample_indices_])


@pytest.mark.skipif(not hasattr(np.dtypes, "StringDType"), reason="strings of NumPy 2")
def test_strings_of_any_length():
    X = np.round(rows()).astype(np.int64).astype(str)
    of_any = np.dtypes.StringDType()
    for sampler in (RandomOverSampler(random_state=0), SMOTEN(random_state=0)):
        expected, _ = sampler.fit_resample(X, labels())
        resampled, _ = sampler.fit_resample(X.astype(of_any), labels())
        assert resampled.dtype == of_any
        assert resampled.tolist() == expected.tolist()


@pytest.mark.parametrize("dtype", ["float16", "longdouble", ">f8", "bool", "object", "U"])
def test_categories_of_any_dtype(dtype):
    X = np.round(rows()).astype(np.int64).astype(dtype)
    resampled, _ = SMOTEN(random_state=0).fit_resample(X, labels())
    whole = np.unique(X.astype(str), return_inverse=True)[1].reshape(X.shape)
    codes, _ = SMOTEN(random_state=0).fit_resample(whole, labels())
    assert resampled.dtype == X.dtype.newbyteorder("=")
    assert len(resampled) == len(codes)
    for ours, column in zip(resampled.T, X.T, strict=True):
        assert set(ours.tolist()) <= set(column.tolist())


@pytest.mark.parametrize("kind", [sparse.csr_matrix, sparse.csc_array])
@pytest.mark.parametrize("name", SAMPLERS)
def test_indices_beyond_the_shape_are_refused(name, kind):
    """Kernels would read what is not theirs."""
    X = kind(np.round(rows()))
    X.indices[0] = 1_000_000
    with pytest.raises(ValueError, match=r"entries in its \d+ (rows|columns) alone.*check_format"):
        make(name).fit_resample(X, labels())
    X = kind(np.round(rows()))
    X.indptr[1] = X.indptr[2] + 1
    with pytest.raises(ValueError, match=r"entries in its \d+ (rows|columns) alone.*check_format"):
        make(name).fit_resample(X, labels())


@pytest.mark.parametrize("part", ["data", "indices", "indptr"])
@pytest.mark.parametrize("kind", [sparse.csr_matrix, sparse.csc_array])
@pytest.mark.parametrize("name", SAMPLERS)
def test_sparse_arrays_that_are_too_short_are_refused(name, kind, part):
    """Kernels would write what is not theirs."""
    X = kind(np.round(rows()))
    setattr(X, part, getattr(X, part)[:-1])
    with pytest.raises(ValueError, match=r"bounds, and an index and a value.*check_format"):
        make(name).fit_resample(X, labels())
