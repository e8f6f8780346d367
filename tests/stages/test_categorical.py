"""Categories as codes, and which of them is the most frequent."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

from fastsmote.categorical import (
    encode,
    most_frequent,
    one_hot,
    one_hot_positions,
    ordinal_positions,
    value_differences,
)
from fastsmote.drawing import draw_modes, draw_seeds
from tests.naive import mixed as naive

NAN = float("nan")
COLUMNS = {
    "strings": np.array(["b", "a", "c", "a"] * 3, dtype=object),
    "fixed width": np.array(["b", "a", "c", "a"] * 3),
    "integers": np.array([7, -1, 10**15, 7] * 3),
    "booleans": np.array([True, False, False, True] * 3),
    "floats": np.array([0.5, NAN, -0.0, 0.0] * 3),
    "numbers as objects": np.array([1, True, 2.0, 2] * 3, dtype=object),
    "None and NaN": np.array(["b", None, NAN, float("nan")] * 3, dtype=object),
    "series of strings": pd.Series(["b", "a", None, "a"] * 3, dtype="string").fillna("z"),
    "pandas categorical": pd.Series(pd.Categorical(["b", "a", None, "a"] * 3, list("xba"))),
    "nullable integers": pd.Series([3, 1, 2, 1] * 3, dtype="Int64"),
}
ENCODERS = {
    "one-hot": (OneHotEncoder, one_hot_positions),
    "ordinal": (OrdinalEncoder, ordinal_positions),
}


def take_from(column):
    """Rows of a table of this one column."""
    if isinstance(column, pd.Series):
        frame = column.to_frame()
        return lambda rows: frame.iloc[rows]
    return lambda rows: column[rows].reshape(-1, 1)


def same(left, right) -> bool:
    return left == right or (pd.isna(left) and pd.isna(right) and type(left) is type(right))


# an ordinal encoder gives NaN no code, and SMOTEN does not accept it
WITH_NAN = {"floats", "None and NaN", "pandas categorical"}
CASES = [
    (name, kind)
    for name in COLUMNS
    for kind in ENCODERS
    if kind == "one-hot" or name not in WITH_NAN
]


@pytest.mark.parametrize(("name", "kind"), CASES)
@pytest.mark.parametrize("is_default", [True, False])
def test_a_code_is_the_place_of_the_category_and_leads_back_to_it(name, kind, is_default):
    column, (encoder_type, positions) = COLUMNS[name], ENCODERS[kind]
    encoder, whole = encoder_type(), encoder_type()
    known = encode([column], take_from(column), encoder, positions, is_default=is_default)
    whole.fit(take_from(column)(slice(None)))
    assert len(encoder.categories_[0]) == len(whole.categories_[0])
    values = list(column)
    for value, code in zip(values, known.codes[:, 0], strict=True):
        assert same(encoder.categories_[0][code], whole.categories_[0][code])
        example = values[known.examples[0][code]]
        assert same(example, value)
    assert known.codes.dtype == np.uint8


def test_categories_that_are_not_there_have_no_example():
    column = COLUMNS["strings"]
    encoder = OneHotEncoder(categories=[["z", "c", "b", "a"]])
    known = encode([column], take_from(column), encoder, one_hot_positions, is_default=False)
    np.testing.assert_array_equal(known.examples[0], [-1, 2, 0, 1])
    np.testing.assert_array_equal(known.codes[:4, 0], [2, 3, 1, 3])


def test_codes_are_as_wide_as_they_must_be():
    column = np.arange(70_000)[::-1]
    known = encode(
        [column], take_from(column), OrdinalEncoder(), ordinal_positions, is_default=True
    )
    assert known.codes.dtype == np.uint32
    np.testing.assert_array_equal(known.codes[:, 0], column)


@pytest.mark.parametrize(
    ("encoder", "positions"),
    [
        (OneHotEncoder(categories=[["a", "b"]], handle_unknown="ignore"), one_hot_positions),
        (
            OrdinalEncoder(
                categories=[["a", "b"]], handle_unknown="use_encoded_value", unknown_value=-1
            ),
            ordinal_positions,
        ),
        (
            OrdinalEncoder(
                categories=[["a", "b"]], handle_unknown="use_encoded_value", unknown_value=NAN
            ),
            ordinal_positions,
        ),
    ],
)
def test_unknown_category(encoder, positions):
    column = COLUMNS["strings"]
    with pytest.raises(ValueError, match=r"Found unknown categories.* column 0 of X.* 'c'"):
        encode([column], take_from(column), encoder, positions, is_default=False)


def test_merged_categories():
    column = np.array(["a"] * 10 + ["b", "c"], dtype=object)
    encoder = OrdinalEncoder(min_frequency=2)
    with pytest.raises(ValueError, match="gives several of column 0 the same: pass"):
        encode([column], take_from(column), encoder, ordinal_positions, is_default=False)
    encoder = OneHotEncoder(min_frequency=2)
    with pytest.raises(ValueError, match=r"one column per category .* 2 columns for 3 categories"):
        encode([column], take_from(column), encoder, one_hot_positions, is_default=False)


def test_one_hot():
    codes = np.array([[0, 2], [1, 0], [1, 1]], dtype=np.uint8)
    expected = OneHotEncoder(categories=[range(2), range(3)]).fit_transform(codes).toarray()
    np.testing.assert_array_equal(one_hot(codes, [2, 3], 0.25).toarray(), 0.25 * expected)


@pytest.mark.parametrize("k", [1, 2, 5, 40])
def test_most_frequent(k, monkeypatch):
    monkeypatch.setattr("fastsmote.categorical._AT_ONCE", 100)
    stream = np.random.RandomState(k)
    codes = stream.randint(0, 4, (50, 2)).astype(np.uint8)
    neighbors = stream.randint(0, 50, (50, k))
    seeds = stream.randint(0, 50, 200)
    for column, (row, code) in zip(codes.T, most_frequent(codes, neighbors, seeds), strict=True):
        expected = [
            (i, mode)
            for i, seed in enumerate(seeds)
            for mode in sorted(naive.most_frequent(column[neighbors[seed]].tolist()))
        ]
        assert list(zip(row.tolist(), code.tolist(), strict=True)) == expected


def test_categories_of_equal_proportions_are_one():
    y = np.array(["no", "no", "yes", "yes", "no", "yes", "no"])
    codes = np.array([[0, 0, 0, 0, 1, 1, 2]], dtype=np.uint8).T
    profiles, (table,) = value_differences(codes, y, [4])
    assert len(np.unique(profiles[:6])) == 1
    assert profiles[0, 0] != profiles[6, 0]
    # 1/2, 1/2 beside 1, 0: both classes differ by 1/2
    assert table[profiles[0, 0], profiles[6, 0]] == 1.0
    np.testing.assert_array_equal(table, table.T)
    np.testing.assert_array_equal(np.diag(table), 0)


@pytest.mark.parametrize("random_state", [7, "instance"])
def test_modes_are_drawn_as_by_imbalanced_learn(random_state, monkeypatch):
    monkeypatch.setattr("fastsmote.drawing._AT_ONCE", 64)
    stream = np.random.RandomState(1)
    is_max = [stream.rand(300, n) < 0.4 for n in (3, 5)]
    for each in is_max:
        each[~each.any(axis=1), -1] = True
    if random_state == "instance":
        ours, theirs = np.random.RandomState(9), np.random.RandomState(9)
    else:
        ours, theirs = random_state, np.random.RandomState(random_state)
    out = np.full((300, 2), 99, dtype=np.uint8)
    draw_modes(ours, (np.nonzero(each) for each in is_max), out)
    for j, each in enumerate(is_max):
        drawn = theirs.permutation(np.argwhere(each))
        _, first = np.unique(drawn[:, 0], return_index=True)
        np.testing.assert_array_equal(out[:, j], drawn[first, 1])
    if random_state == "instance":
        assert ours.randint(1 << 30) == theirs.randint(1 << 30)


def test_seeds_are_drawn_as_by_imbalanced_learn():
    ours, theirs = np.random.RandomState(3), np.random.RandomState(3)
    for n_seeds in (1, 17, 1000):
        expected = theirs.choice(np.arange(n_seeds), size=40, replace=True)
        np.testing.assert_array_equal(draw_seeds(ours, n_seeds, 40), expected)


def test_values_that_cannot_be_compared_are_named_by_the_encoder():
    column = np.array([1, "a"] * 6, dtype=object)
    with pytest.raises(TypeError, match="uniformly strings or numbers"):
        encode([column], take_from(column), OneHotEncoder(), one_hot_positions, is_default=True)


def test_an_encoder_of_our_own_is_not_said_to_be_the_users():
    column = np.empty(12, dtype=object)
    column[:] = [
        (0, 1),
        (0, 2),
    ] * 6  # which scikit-learn takes as categories and then does not find
    with pytest.raises(TypeError, match="Expected categorical columns of X in each of which"):
        encode([column], take_from(column), OneHotEncoder(), one_hot_positions, is_default=True)


def test_an_encoder_without_the_usual_classes():
    # nothing but what is documented is asked of it
    column = COLUMNS["strings"]
    encoder = SimpleNamespace(
        fit=lambda X: None, transform=lambda X: np.searchsorted(list("abc"), X), categories_=["abc"]
    )
    known = encode([column], take_from(column), encoder, ordinal_positions, is_default=False)
    np.testing.assert_array_equal(known.codes[:4, 0], [1, 0, 2, 0])
