import numpy as np
import pytest

from fastsmote.kernels.boxes import AT_ONCE
from fastsmote.kernels.choice import count_survivors
from fastsmote.kernels.simd import TILES
from tests.kernels.panels import PANEL, boxes_around, packed_rows
from tests.naive.packing import from_panels
from tests.naive.tile import lower_bounds

N_PANELS = 32  # two whole blocks of boxes
SEGMENTS = [1, 2, 6]


def clustered(filter_dtype):
    rng = np.random.default_rng(0)
    X = np.repeat(rng.normal(size=(8, 6)), N_PANELS * PANEL // 8, axis=0)
    X += 0.05 * rng.normal(size=X.shape)
    packed = packed_rows(X, np.arange(len(X)), filter_dtype=filter_dtype, segments=SEGMENTS)
    packed.bounds[:] = 1e-3
    return packed


def counted(packed, boxes, n_groups, n_blocks):
    counts = np.full(2 + len(packed.segments), -1, dtype=np.int64)
    count_survivors(packed, boxes, n_groups, n_blocks, counts)
    return counts.tolist()


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n_box", [0, 2])
def test_a_sample_of_everything_counts_what_the_twin_counts(filter_dtype, n_box):
    packed = clustered(filter_dtype)
    boxes = boxes_around(packed, n_box)
    tile = TILES[np.dtype(filter_dtype).itemsize]
    n = len(packed.row_idx)
    counts = counted(packed, boxes, n // tile.n_queries, N_PANELS // AT_ONCE)
    assert counts[0] == n // tile.n_queries * N_PANELS

    rows = from_panels(packed.panels, 6)
    norms = packed.half_norms.reshape(len(SEGMENTS), -1)
    # a tile looks at the first strip of a panel, and at the next segment while a pair may pass
    is_open = np.zeros((len(SEGMENTS), n // tile.n_queries, N_PANELS), dtype=bool)
    for panel in range(N_PANELS):
        references = np.arange(panel * PANEL, panel * PANEL + tile.n_references)
        q, r = (side.ravel() for side in np.meshgrid(np.arange(n), references, indexing="ij"))
        bounds = lower_bounds(rows[q], rows[r], norms[:, q], norms[:, r], SEGMENTS)
        within = (bounds <= 1e-3).reshape(len(SEGMENTS), n // tile.n_queries, -1)
        is_open[:, :, panel] = within.any(axis=2)
    expected = np.cumprod(is_open, axis=0).sum(axis=(1, 2)).tolist()
    if n_box == 0:
        assert counts == [counts[0], counts[0], *expected]
    else:  # boxes spare tiles that the first segments would have closed
        assert counts[4] == expected[2]
        assert (np.array(counts[2:4]) <= expected[:2]).all()
        assert counts[1] < counts[0] / 2
    assert counts[1] >= counts[2] >= counts[3] >= counts[4] > 0
    assert counts[4] < counts[0] / 4


def test_a_smaller_sample_tells_about_the_same():
    packed = clustered(np.float32)
    boxes = boxes_around(packed, 2)
    every = np.array(counted(packed, boxes, len(packed.row_idx) // TILES[4].n_queries, 2))
    some = np.array(counted(packed, boxes, 16, 2))
    assert some[0] == 16 * 2 * AT_ONCE
    assert np.allclose(some / some[0], every / every[0], atol=0.1)


def test_all_or_nothing():
    packed = clustered(np.float32)
    boxes = boxes_around(packed, 2)
    packed.bounds[:] = boxes.bounds[:N_PANELS] = 1e30
    assert counted(packed, boxes, 8, 2) == [8 * 2 * AT_ONCE] * 5
    packed.bounds[:] = boxes.bounds[:] = -1
    assert counted(packed, boxes, 8, 2) == [8 * 2 * AT_ONCE, 0, 0, 0, 0]
