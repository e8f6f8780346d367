"""Outputs in the caller's containers."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from fastsmote import threads
from fastsmote.assembly import allocate, append_drawn, append_labels, append_rows, take_rows
from fastsmote.containers import Containers

X_OUT = np.arange(12.0).reshape(4, 3)
Y_OUT = np.array([0, 1, 1, 1])


def restored(X, y, X_out=X_OUT, y_out=Y_OUT):
    return Containers(X, y).restore(X_out, y_out)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int8, np.bool_])
@pytest.mark.parametrize("order", ["C", "F"])
def test_allocate_copies_the_originals_into_the_head(dtype, order):
    X = np.asarray(np.random.default_rng(0).integers(2, size=(5, 3)), dtype=dtype, order=order)
    out = allocate(X, 4)
    assert out.shape == (9, 3)
    assert out.dtype == dtype
    assert out.flags.c_contiguous
    assert np.array_equal(out[:5], X)
    assert not np.shares_memory(out, X)


@pytest.mark.parametrize("part", [1, 7, 100])
@pytest.mark.parametrize("n_jobs", [1, 3])
def test_neither_parts_nor_threads_decide_what_is_allocated(monkeypatch, n_jobs, part):
    monkeypatch.setattr(threads, "PART", part)
    X = np.random.default_rng(1).normal(size=(50, 3))
    out = allocate(X, 2, n_jobs)
    assert out.shape == (52, 3)
    assert np.array_equal(out[:50], X)


def test_labels_follow_class_by_class():
    y = np.array(["b", "a", "c", "b"])
    out = append_labels(y, {"a": 2, "b": 0, "c": 1})
    assert out.dtype == y.dtype
    assert out.tolist() == ["b", "a", "c", "b", "a", "a", "c"]
    assert append_labels(y, {}).tolist() == y.tolist()


def test_arrays_come_back_as_they_are():
    X, y = restored(np.ones((2, 3)), np.array([0, 1]))
    assert X is X_OUT
    assert y is Y_OUT


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csc_matrix, sparse.csr_array])
def test_sparse_containers_come_back_as_they_are(container):
    made = container(X_OUT)
    X, _ = restored(container(np.ones((2, 3))), np.array([0, 1]), made)
    assert X is made


def test_lists_give_lists():
    X, y = restored([[1, 2, 3], [4, 5, 6]], [0, 1])
    assert np.array_equal(X, X_OUT)
    assert y == [0, 1, 1, 1]
    assert type(X[0]) is list


def test_frames_keep_columns_types_and_name_and_get_a_new_index():
    frame = pd.DataFrame(
        {"a": np.array([1, 2], np.int16), "b": np.array([1, 2], np.float32), 3: [0.5, 1.5]},
        index=["x", "y"],
    )
    series = pd.Series([0, 1], index=["x", "y"], name="target", dtype=np.int8)
    X, y = restored(frame, series)
    expected = pd.DataFrame(X_OUT, columns=["a", "b", 3])
    expected = expected.astype({"a": np.int16, "b": np.float32})
    pd.testing.assert_frame_equal(X, expected, check_column_type=True)
    pd.testing.assert_series_equal(y, pd.Series(Y_OUT, name="target", dtype=np.int8))
    assert isinstance(X.index, pd.RangeIndex)
    assert isinstance(y.index, pd.RangeIndex)


def test_a_frame_of_one_type_is_not_copied():
    frame = pd.DataFrame(np.ones((2, 3)), columns=["a", "b", "c"])
    X, _ = restored(frame, np.array([0, 1]))
    assert np.shares_memory(X.to_numpy(), X_OUT)


def test_columns_may_share_a_name():
    frame = pd.DataFrame(np.ones((2, 3), np.float32), columns=["a", "a", "b"])
    X, _ = restored(frame, np.array([0, 1]), X_OUT.astype(np.float32))
    assert list(X.columns) == ["a", "a", "b"]
    assert (X.dtypes == np.float32).all()


def test_columns_of_several_types_may_share_a_name():
    frame = pd.DataFrame(np.ones((2, 3)), columns=["a", "a", "b"])
    frame = pd.concat([frame, pd.DataFrame({"a": [1, 2]})], axis=1)
    X, _ = restored(frame, np.array([0, 1]), np.hstack([X_OUT, X_OUT[:, :1]]))
    assert list(X.columns) == ["a", "a", "b", "a"]
    assert X.dtypes.tolist() == frame.dtypes.tolist()


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csc_matrix])
def test_sparse_frames_stay_sparse(container):
    types = {"a": pd.SparseDtype(np.float64, 0), "b": pd.SparseDtype(np.float32, 0)}
    frame = pd.DataFrame({"a": [0.0, 1.0], "b": [2.0, 0.0]}).astype(types)
    X, _ = restored(frame, np.array([0, 1]), container(X_OUT[:, :2]))
    assert X.dtypes.tolist() == frame.dtypes.tolist()
    assert np.array_equal(X.sparse.to_dense().to_numpy(), X_OUT[:, :2])


@pytest.mark.parametrize("n_classes", [2, 3, 4])
def test_one_hot_targets_come_back_one_hot(n_classes):
    labels = np.arange(n_classes)
    made = np.array([*labels, 0, 0, n_classes - 1])
    one_hot = np.eye(n_classes, dtype=int)[made]
    _, y = restored(X_OUT, np.eye(n_classes, dtype=int), y_out=made)
    assert np.array_equal(y, one_hot)
    _, y = restored(X_OUT, np.eye(n_classes, dtype=int).tolist(), y_out=made)
    assert y == one_hot.tolist()
    frame = pd.DataFrame(np.eye(n_classes, dtype=np.int8), columns=list("abcd")[:n_classes])
    _, y = restored(X_OUT, frame, y_out=made)
    pd.testing.assert_frame_equal(y, pd.DataFrame(one_hot, columns=frame.columns, dtype=np.int8))


def test_a_target_of_one_column_is_not_one_hot():
    _, y = restored(X_OUT, np.array([[0], [1]]))
    assert y.shape == (4,)
    _, y = restored(X_OUT, pd.DataFrame({"target": [0, 1]}))
    pd.testing.assert_frame_equal(y, pd.DataFrame({"target": Y_OUT}))


@pytest.mark.parametrize("labels", [["no", "yes"], [False, True]])
def test_labels_of_other_kinds(labels):
    made = np.array(labels)[Y_OUT]
    _, y = restored(X_OUT, labels, y_out=made)
    assert y == made.tolist()
    _, y = restored(X_OUT, pd.Series(labels, name="t"), y_out=made)
    assert y.tolist() == made.tolist()
    assert y.dtype == pd.Series(labels).dtype


def test_categorical_labels_keep_their_categories():
    given = pd.Series(["no", "yes"], dtype=pd.CategoricalDtype(["yes", "no", "maybe"]))
    _, y = restored(X_OUT, given, y_out=np.array(["no", "yes", "no", "no"]))
    assert y.dtype == given.dtype
    assert y.tolist() == ["no", "yes", "no", "no"]


@pytest.mark.parametrize("dtype", ["float32", "float64", "int8", "object", "U3", ">f8", "M8[s]"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_rows_are_appended_again(monkeypatch, dtype, order):
    monkeypatch.setattr(threads, "PART", 7)
    X = np.asarray(np.arange(30).reshape(10, 3).astype(dtype), order=order)
    again = np.array([9, 0, 9, 4, 4])
    out = append_rows(X, again, n_jobs=2)
    np.testing.assert_array_equal(out, np.vstack([X, X[again]]))
    assert out.flags.c_contiguous
    assert out.dtype == X.dtype.newbyteorder("=")


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_matrix, pd.DataFrame])
def test_rows_that_are_drawn_while_the_others_are_copied(monkeypatch, kind, times):
    monkeypatch.setattr(threads, "PART", 7)
    X = np.arange(30.0).reshape(10, 3)
    classes = [np.array([4, 9]), np.array([0, 3, 8])]
    again = np.full(5 * times, -100)

    def draw():
        again[:] = [1, 0, 1, 4, 2] * times

    out = append_drawn(kind(X), again, classes, draw, n_jobs=2)
    np.testing.assert_array_equal(again, [9, 4, 9, 8, 0] * times)
    values = out.toarray() if kind is sparse.csr_matrix else np.asarray(out)
    np.testing.assert_array_equal(values, np.vstack([X, X[again]]))


def test_rows_are_appended_in_another_type():
    out = append_rows(np.ones((3, 2), dtype=np.int8), np.array([1]), dtype=np.float64)
    assert out.dtype == np.float64


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csc_array])
def test_sparse_rows_are_appended_again(container):
    X = container(np.arange(30.0).reshape(10, 3))
    out = append_rows(X, np.array([9, 0]))
    assert type(out) is container
    np.testing.assert_array_equal(out.toarray()[10:], X.toarray()[[9, 0]])


def test_frames_are_appended_column_by_column():
    frame = pd.DataFrame({"a": [2**60 + 1, 5], "b": [0.5, np.nan], "c": ["x", None]}, index=[7, 9])
    out = append_rows(frame, np.array([0, 0]))
    expected = pd.concat([frame, frame.iloc[[0, 0]]], ignore_index=True)
    pd.testing.assert_frame_equal(out, expected)
    out.loc[0, "a"] = 3  # neither a view nor what pandas warns of as one
    assert frame["a"].tolist() == [2**60 + 1, 5]


@pytest.mark.parametrize("dtype", [np.float32, ">f8", np.int16, np.bool_])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize(("n_jobs", "part"), [(1, 1 << 20), (2, 4), (3, 7)])
def test_rows_are_taken(monkeypatch, n_jobs, part, order, dtype):
    monkeypatch.setattr(threads, "PART", part)
    X = np.asarray(np.random.default_rng(0).integers(9, size=(20, 3)), dtype=dtype, order=order)
    before = X.copy()
    for rows in (np.array([19, 0, 3, 3]), np.arange(20), np.arange(0)):
        out = take_rows(X, rows, n_jobs)
        np.testing.assert_array_equal(out, X[rows])
        assert out.dtype == X.dtype.newbyteorder("=")
        assert out.dtype.isnative
        assert out.flags.c_contiguous
        assert not np.shares_memory(out, X)
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("container", [sparse.csr_matrix, sparse.csc_array])
def test_sparse_rows_are_taken(container):
    X = np.eye(5, 3)
    out = take_rows(container(X), np.array([4, 1, 1]))
    assert type(out) is container
    np.testing.assert_array_equal(out.toarray(), X[[4, 1, 1]])


def test_rows_are_taken_in_another_type():
    out = take_rows(np.ones((3, 2), dtype=np.int8), np.array([1]), dtype=np.float64)
    assert out.dtype == np.float64


def test_rows_of_frames_are_taken_column_by_column():
    frame = pd.DataFrame({"a": [2**60 + 1, 5], "b": [0.5, np.nan], "c": ["x", None]}, index=[7, 9])
    out = take_rows(frame, np.array([1, 0, 0]))
    pd.testing.assert_frame_equal(out, frame.iloc[[1, 0, 0]].reset_index(drop=True))
    out.loc[0, "a"] = 3  # neither a view nor what pandas warns of as one
    assert frame["a"].tolist() == [2**60 + 1, 5]
