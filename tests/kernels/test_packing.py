import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastsmote.kernels.packing import NO_BOUND, column_ranges, copy_rows, relative_bound
from tests.kernels.panels import allocate, pack
from tests.naive import packing as twin

ROW_IDX = np.array([*range(40)[::-1], *[-1] * 24, *range(40, 60), *[-1] * 12])
N_QUERIES = 64


def floats(packed):
    """The arrays that packing fills."""
    return packed.panels, packed.half_norms, packed.bounds, packed.rows


def packed_by_kernel(
    X, center, scale, shrink, row_idx=ROW_IDX, n_queries=N_QUERIES, filter_dtype=None, ends=None
):
    filter_dtype = np.float32 if filter_dtype is None else filter_dtype
    packed = allocate(row_idx, X.shape[1], n_queries, X.dtype.type, scale, filter_dtype, ends)
    for array in floats(packed):
        array.fill(np.nan)
    pack(X, center, shrink, packed, 0, len(row_idx))
    return packed


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("d", "ends"),
    [(1, [1]), (2, [2]), (7, [4, 7]), (8, [1, 2, 8]), (9, [9]), (33, [4, 8, 16, 32, 33])],
)
def test_equals_the_twin_bit_for_bit(d, ends, dtype, filter_dtype):
    rng = np.random.default_rng(d)
    X = (rng.normal(size=(60, d)) + 100).astype(dtype)
    center, scale, shrink = X.mean(axis=0, dtype=np.float64), 0.25, 1 - 1e-5
    packed = packed_by_kernel(X, center, scale, shrink, filter_dtype=filter_dtype, ends=ends)
    is_real = ROW_IDX >= 0
    source = X[ROW_IDX[is_real]]
    rows, half_norms = twin.pack(source, center, scale, shrink, filter_dtype, ends)

    panels = twin.from_panels(packed.panels, d)
    assert panels.dtype == packed.half_norms.dtype == packed.bounds.dtype == filter_dtype
    assert np.array_equal(panels[is_real], rows)
    assert np.isfinite(panels[~is_real]).all()
    by_segment = packed.half_norms.reshape(len(ends), -1)
    assert np.array_equal(by_segment[:, is_real], half_norms)
    assert np.isposinf(by_segment[:, ~is_real]).all()
    flat = packed.rows.reshape(len(ROW_IDX), -1)
    assert np.array_equal(flat[is_real, :d], source)
    assert not flat[is_real, d:].any()
    assert not flat[~is_real].any()
    assert packed.rows.dtype == X.dtype


def test_rows_are_copied_from_those_of_a_larger_array():
    X = np.random.default_rng(1).normal(size=(200, 3))
    source = np.random.default_rng(2).permutation(200)[:60]
    packed = allocate(ROW_IDX, 3, N_QUERIES, np.float64, 1.0)
    copy_rows(X, source, packed.row_idx, packed.width, packed.rows, 0, len(ROW_IDX))
    is_real = ROW_IDX >= 0
    copied = packed.rows.reshape(len(ROW_IDX), -1)
    assert np.array_equal(copied[is_real, :3], X[source[ROW_IDX[is_real]]])
    assert not copied[~is_real].any()


def test_only_real_rows_that_need_a_list_start_with_a_bound():
    packed = packed_by_kernel(np.ones((60, 2)), np.zeros(2), 1.0, 1.0)
    is_query = (ROW_IDX >= 0) & (np.arange(len(ROW_IDX)) < N_QUERIES)
    assert (packed.bounds[is_query] == NO_BOUND).all()
    assert np.isneginf(packed.bounds[~is_query]).all()


def test_a_range_leaves_the_rest_alone():
    X = np.random.default_rng(0).normal(size=(60, 3))
    packed = allocate(ROW_IDX, 3, N_QUERIES, np.float64, 1.0)
    for array in floats(packed):
        array.fill(7)
    pack(X, np.zeros(3), 1.0, packed, 32, 64)
    for array in floats(packed):
        per_row = len(array) // len(ROW_IDX)
        assert (array[: 32 * per_row] == 7).all()
        assert (array[64 * per_row :] == 7).all()
        assert not (array[32 * per_row : 64 * per_row] == 7).any()


def test_values_beyond_float32_are_packed_within_its_range():
    X = np.array([[1e150, -1e150], [-1e150, 3e149]])
    scale = 2.0 ** -np.frexp(1e150)[1]
    row_idx = np.concatenate([np.arange(2), np.full(30, -1)])
    packed = packed_by_kernel(X, np.zeros(2), scale, 1.0, row_idx, 32)
    assert np.allclose(twin.from_panels(packed.panels, 2)[:2], X * scale, rtol=1e-7)


def test_a_panel_of_padding_alone():
    X = np.ones((3, 2))
    row_idx = np.concatenate([np.arange(3), np.full(61, -1)])
    packed = packed_by_kernel(X, np.zeros(2), 1.0, 1.0, row_idx, 64, ends=[1, 2])
    assert np.isfinite(packed.panels).all()
    assert np.isposinf(packed.half_norms.reshape(2, -1)[:, 3:]).all()
    assert np.isneginf(packed.bounds[3:]).all()
    assert not packed.rows[3 * packed.width :].any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("first", "last"), [(0, 50), (0, 1), (7, 8), (20, 50)])
def test_ranges_of_columns_are_of_some_rows_alone(first, last, dtype):
    rng = np.random.default_rng(last)
    X = (rng.normal(size=(80, 4)) * [1, 1e30, 1e-30, 0]).astype(dtype)
    source = rng.permutation(80)[:50]
    X[np.delete(np.arange(80), source)] = np.nan  # rows that are not asked for
    lows, highs = np.full((2, 4), np.nan, dtype)
    column_ranges(X, source, lows, highs, first, last)
    assert np.array_equal(lows, X[source[first:last]].min(axis=0))
    assert np.array_equal(highs, X[source[first:last]].max(axis=0))


@given(
    d=st.integers(1, 10),
    exponent=st.integers(-100, 100),
    offset=st.sampled_from([0, 1, -1e3, 1e8]),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_scale_and_center(d, exponent, offset, seed):
    X = (np.random.default_rng(seed).normal(size=(32, d)) + offset) * 2.0**exponent
    center, scale, shrink = (
        X.mean(axis=0),
        2.0**-exponent / 32,
        1 - relative_bound(d, 1, np.float32),
    )
    packed = packed_by_kernel(X, center, scale, shrink, np.arange(32), 32)
    rows, half_norms = twin.pack(X, center, scale, shrink)
    assert np.array_equal(twin.from_panels(packed.panels, d), rows)
    assert np.array_equal(packed.half_norms, half_norms[0])


def test_the_bound_is_the_proven_one():
    assert relative_bound(1, 1, np.float32) == pytest.approx(20 * 2.0**-24, rel=1e-5)
    assert relative_bound(512, 3, np.float32) == pytest.approx(1046 * 2.0**-24, rel=1e-4)
    assert relative_bound(512, 3, np.float32) > 1046 * 2.0**-24
    assert relative_bound(8, 2, np.float64) == pytest.approx(36 * 2.0**-53)
