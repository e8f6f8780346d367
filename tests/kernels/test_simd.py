import numpy as np
import pytest

from fastsmote.kernels.simd import CACHE_LINE, ROW_TILES, TILES, aligned
from fastsmote.kernels.tile import PANEL


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
@pytest.mark.parametrize("n", [1, 7, 1000])
def test_arrays_begin_at_a_cache_line(n, dtype):
    arrays = [aligned(n, dtype) for _ in range(5)]
    for array in arrays:
        assert array.shape == (n,)
        assert array.dtype == dtype
        assert array.flags.c_contiguous
        assert array.ctypes.data % CACHE_LINE == 0
        array.fill(3)
        assert (array == 3).all()
    assert not any(np.shares_memory(arrays[0], other) for other in arrays[1:])


def test_no_values_need_no_room():
    assert aligned(0, np.float64).shape == (0,)


@pytest.mark.parametrize("itemsize", [4, 8])
def test_tiles_fit_the_panel_and_the_mask(itemsize):
    tile = TILES[itemsize]
    assert tile.n_references == tile.n_vectors * tile.n_lanes
    assert PANEL % tile.n_queries == 0
    assert PANEL % tile.n_references == 0
    assert tile.n_references <= 64  # bits in a word of the masks ...
    assert tile.n_queries <= 8  # ... and words


@pytest.mark.parametrize("itemsize", [4, 8])
def test_rows_fit_the_panel_that_they_are_compared_with(itemsize):
    tile = ROW_TILES[itemsize]
    assert tile.n_references == PANEL
    assert PANEL % tile.n_queries == 0  # rows of a whole panel come in whole tiles
