"""Where SMOTENC and SMOTEN differ on purpose: each test shows the results of both."""

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

from fastsmote.over_sampling import SMOTEN, SMOTENC
from tests.naive import mixed as naive
from tests.parity.compare import assert_same_data, resample
from tests.parity.mixed import assert_mixed_parity, load
from tests.parity.nominal import load as load_nominal

pytestmark = pytest.mark.filterwarnings(
    "ignore:`(distance_matrix|minkowski_distance.*)`:DeprecationWarning",
    "ignore:Passing a sparse matrix to SMOTEN",
)

K = 5


def n_misplaced(X: np.ndarray, resampled: np.ndarray, n_minority: int) -> int:
    """Count synthetic categories that are not the most frequent of their seed's neighbors.

    The first rows are the minority, all columns but the last are numbers.
    """
    numbers, codes = X[:n_minority, :-1].astype(float), X[:n_minority, -1:]
    n_synthetic = len(resampled) - len(X)
    seeds = np.random.RandomState(0).randint(0, K * n_minority, n_synthetic) // K
    mismatch = np.median(numbers.std(axis=0)) ** 2
    distances = naive.mixed_distances(numbers, codes, mismatch)
    neighbors = naive.nearest(distances, K, with_self=False)
    return sum(
        category not in naive.most_frequent(codes[neighbors[seed], 0].tolist())
        for category, seed in zip(resampled[len(X) :, -1], seeds, strict=True)
    )


def rows_with_one_category(scale: float, dtype: str) -> tuple[np.ndarray, np.ndarray]:
    stream = np.random.RandomState(0)
    X = np.column_stack([scale * stream.rand(150, 3), stream.randint(0, 4, 150)]).astype(dtype)
    return X, np.repeat([1, 0], [50, 100])


def by_both(X, y):
    params = {"categorical_features": [3], "random_state": 0, "k_neighbors": K}
    ours = resample(SMOTENC, X, y, **params)
    return ours, resample(imblearn.over_sampling.SMOTENC, X, y, **params)


def test_integers_are_categories_at_random_in_imbalanced_learn():
    # what marks categories is kept in the dtype of the numbers: median / sqrt(2) is cut off
    stream = np.random.RandomState(0)
    X, y = rows_with_one_category(1, "int64")
    X[:, :3] = stream.randint(0, 3, (150, 3))  # a standard deviation of 0.8
    X[:, 0] = stream.permutation(100_000)[:150]  # no ties
    ours, theirs = by_both(X, y)
    assert ours.sampler.median_std_ == pytest.approx(theirs.sampler.median_std_)
    assert ours.X.dtype == theirs.X.dtype == np.int64
    assert n_misplaced(X, theirs.X, 50) > 20
    assert n_misplaced(X, ours.X, 50) == 0
    # the same numbers as float64 are right in both
    ours, theirs = by_both(X.astype(float), y)
    assert n_misplaced(X, theirs.X, 50) == n_misplaced(X, ours.X, 50) == 0


def test_integers_change_distances_in_imbalanced_learn():
    # cut off, a mismatch costs less than it should: others are the nearest
    stream = np.random.RandomState(1)
    X, y = rows_with_one_category(1, "int64")
    X[:, :3] = stream.randint(0, 6, (150, 3))
    X[:, 0] += 10 * np.arange(150) % 17
    ours, theirs = by_both(X, y)
    assert n_misplaced(X, theirs.X, 50) > 0
    assert n_misplaced(X, ours.X, 50) == 0


MISSING = {
    "NaT": pd.to_datetime([None, "2020-01-01", "2021-01-01"]).to_numpy(),
    "no duration": pd.to_timedelta([None, 1, 2], unit="D"),
    "NA": pd.array([None, "a", "b"], dtype="string"),
    "NA among categories": pd.Categorical(pd.array([None, "a", "b"], dtype="string")),
}


@pytest.mark.parametrize("kind", MISSING)
def test_missing_dates_and_strings_are_a_category(kind):
    which = np.random.RandomState(0).permutation(np.arange(150) % 3)
    numbers = np.random.RandomState(1).rand(150)
    frame = pd.DataFrame({"number": numbers, "value": pd.Series(MISSING[kind]).take(which).array})
    y = np.repeat([1, 0], [50, 100])
    resampled, _ = SMOTENC(["value"], random_state=0).fit_resample(frame, y)
    assert resampled["value"].dtype == frame["value"].dtype
    plain = np.column_stack([numbers, which])
    expected, _ = imblearn.over_sampling.SMOTENC([1], random_state=0).fit_resample(plain, y)
    np.testing.assert_array_equal(resampled["value"].isna(), expected[:, 1] == 0)
    theirs = imblearn.over_sampling.SMOTENC(["value"], random_state=0)
    if "NA" in kind.split():
        with pytest.raises(TypeError, match="uniformly strings or numbers"):
            theirs.fit_resample(frame, y)
    else:  # any value outnumbers the missing ones
        n_missing = theirs.fit_resample(frame, y)[0]["value"].isna().sum()
        assert n_missing < resampled["value"].isna().sum()


def test_small_units_are_categories_at_random_in_imbalanced_learn():
    # counts of neighbors, times median / sqrt(2), are compared with a tolerance of 1e-8
    X, y = rows_with_one_category(1e-9, "float64")
    ours, theirs = by_both(X, y)
    assert n_misplaced(X, theirs.X, 50) > 20
    assert n_misplaced(X, ours.X, 50) == 0
    X, y = rows_with_one_category(1e-3, "float64")
    ours, theirs = by_both(X, y)
    assert n_misplaced(X, theirs.X, 50) == n_misplaced(X, ours.X, 50) == 0


@pytest.mark.parametrize("container", [sparse.csc_matrix, sparse.csc_array])
def test_csc_stays_csc(container):
    X, y, categorical = load("float64")
    params = {"categorical_features": categorical, "random_state": 0}
    ours = resample(SMOTENC, container(X), y, **params)
    theirs = resample(imblearn.over_sampling.SMOTENC, container(X), y, **params)
    assert (ours.X.format, theirs.X.format) == ("csc", "csr")
    assert type(ours.X) is container
    assert_same_data(ours.X.toarray(), theirs.X.toarray())


@pytest.mark.parametrize("container", [sparse.csr_array, sparse.csc_array])
def test_sparse_arrays_stay_arrays(container):
    X, y = load_nominal("integers")
    ours = resample(SMOTEN, container(X), y, random_state=0).X
    theirs = resample(imblearn.over_sampling.SMOTEN, container(X), y, random_state=0).X
    assert type(ours) is container
    assert isinstance(theirs, sparse.spmatrix)
    assert_same_data(ours.toarray(), theirs.toarray())


@pytest.mark.parametrize("container", [np.asarray, pd.DataFrame])
@pytest.mark.parametrize("dtype", [">f8", ">i8", ">f4", "f2", ">f2"])
def test_numbers_of_another_byte_order_or_width(dtype, container):
    X, y, categorical = load("float64")
    X = np.round(X).astype(dtype)
    with pytest.raises(ValueError, match="support"):
        resample(imblearn.over_sampling.SMOTENC, X, y, categorical_features=categorical)
    parameters = {"categorical_features": categorical, "random_state": 0}
    ours = resample(SMOTENC, container(X), y, **parameters).X
    native = X.astype(np.float32 if X.dtype.itemsize == 2 else X.dtype.newbyteorder("="))
    expected = resample(SMOTENC, native, y, **parameters).X
    assert np.asarray(ours).dtype == X.dtype.newbyteorder("=")
    np.testing.assert_array_equal(np.asarray(ours), expected.astype(X.dtype))


def test_lists_with_strings():
    X, y, categorical = load("objects")
    with pytest.raises(ValueError, match=r"could not convert|Unable to convert|not compatible"):
        resample(imblearn.over_sampling.SMOTENC, X.tolist(), y, categorical_features=categorical)
    ours = resample(SMOTENC, X.tolist(), y, categorical_features=categorical, random_state=0)
    assert assert_mixed_parity(X, y, categorical).X.tolist() == ours.X


def test_an_encoder_that_merges_categories():
    X, y = load_nominal("strings")
    X = X.copy()
    minority = np.flatnonzero(y == "yes")
    X[minority, 0] = [f"word {i}" for i in minority]
    encoder = OrdinalEncoder(min_frequency=2)
    theirs = resample(
        imblearn.over_sampling.SMOTEN, X, y, random_state=0, categorical_encoder=encoder
    )
    assert "infrequent_sklearn" in theirs.X[len(X) :, 0]
    with pytest.raises(ValueError, match="gives several of column 0 the same"):
        resample(SMOTEN, X, y, random_state=0, categorical_encoder=encoder)


def test_an_encoder_that_does_not_know_a_category():
    X, y, categorical = load("objects")
    encoder = OneHotEncoder(categories=[["red", "green"], [0, 1, 2, 3, 4]], handle_unknown="ignore")
    params = {"categorical_features": categorical, "categorical_encoder": encoder}
    theirs = resample(imblearn.over_sampling.SMOTENC, X, y, random_state=0, **params)
    assert (X[:, 0] == "blue").any()
    assert {value for value in theirs.X[: len(X), 0] if value != value or value is None}
    with pytest.raises(ValueError, match=r"every value in column 0 of X, .* does not know 'blue'"):
        resample(SMOTENC, X, y, random_state=0, **params)


def test_whole_numbers_in_a_frame_are_exact():
    X, y, categorical = load("frame")
    X = X.assign(g=2**60 + np.arange(len(X)))
    params = {"categorical_features": categorical, "random_state": 0}
    ours = resample(SMOTENC, X, y, **params)
    theirs = resample(imblearn.over_sampling.SMOTENC, X, y, **params)
    assert (ours.X["g"][: len(X)].to_numpy() == X["g"].to_numpy()).all()
    assert (theirs.X["g"][: len(X)].to_numpy() != X["g"].to_numpy()).any()


def test_nullable_integers():
    X, y, categorical = load("frame")
    X = X.astype({"g": "Int64"})
    params = {"categorical_features": categorical, "random_state": 0}
    with pytest.raises((TypeError, ValueError)):
        resample(imblearn.over_sampling.SMOTENC, X, y, **params)
    ours = resample(SMOTENC, X, y, **params)
    pd.testing.assert_series_equal(ours.X.dtypes, X.dtypes)
    plain = resample(SMOTENC, X.astype({"g": "int64"}), y, **params)
    assert (ours.X["g"].to_numpy(dtype=float) == plain.X["g"].to_numpy(dtype=float)).all()
