import numpy as np
import pytest

from fastsmote.kernels.choice import count_open_tiles, share_of_duplicates
from fastsmote.kernels.packing import NO_BOUND
from fastsmote.kernels.simd import TILES
from tests.kernels.panels import PANEL, packed_rows
from tests.naive.packing import from_panels
from tests.naive.tile import lower_bounds

N_PANELS = 24
SEGMENTS = [1, 2, 6]
EVERY = np.arange(N_PANELS)


def clustered(filter_dtype):
    rng = np.random.default_rng(0)
    X = np.repeat(rng.normal(size=(8, 6)), N_PANELS * PANEL // 8, axis=0)
    X += 0.05 * rng.normal(size=X.shape)
    packed = packed_rows(X, np.arange(len(X)), filter_dtype=filter_dtype, segments=SEGMENTS)
    packed.bounds[:] = np.repeat(10 ** rng.uniform(-4, -2, N_PANELS), PANEL)  # one a panel
    return packed


def counted(packed, sample, looser=1.0):
    counts = np.zeros(1 + len(packed.segments), dtype=np.int64)
    count_open_tiles(packed, sample, sample, looser, counts)
    return counts.tolist()


def counted_by_twin(packed, sample, looser):
    rows = from_panels(packed.panels, 6)
    norms = packed.half_norms.reshape(len(SEGMENTS), -1)
    tile = TILES[packed.panels.itemsize]
    counts = [0] * (1 + len(SEGMENTS))
    for a, panel in enumerate(sample):
        for b, other in enumerate(sample):
            if a == b:
                continue
            first = panel * PANEL + (a + b) * tile.n_queries % PANEL
            q = np.repeat(np.arange(first, first + tile.n_queries), tile.n_references)
            r = np.tile(other * PANEL + np.arange(tile.n_references), tile.n_queries)
            after = lower_bounds(rows[q], rows[r], norms[:, q], norms[:, r], SEGMENTS)
            limits = np.maximum(packed.bounds[q], packed.bounds[r]) * np.float32(looser)
            is_open = (after <= limits).any(axis=1).cumprod()
            counts = [count + more for count, more in zip(counts, [1, *is_open], strict=True)]
    return counts


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("looser", [1.0, 1.4, 30.0])
def test_open_tiles_are_those_that_the_twin_counts(filter_dtype, looser):
    packed = clustered(filter_dtype)
    before = packed.bounds.copy()
    for sample in (EVERY, np.array([1, 5, 6, 20])):
        assert counted(packed, sample, looser) == counted_by_twin(packed, sample, looser)
    assert np.array_equal(packed.bounds, before)


def test_fewer_tiles_are_open_after_each_segment_and_more_with_looser_bounds():
    packed = clustered(np.float32)
    tight, loose = counted(packed, EVERY), counted(packed, EVERY, 30.0)
    assert tight[0] == loose[0] == N_PANELS * (N_PANELS - 1)
    assert (np.diff(tight) < 0).all()
    assert (np.array(loose[1:]) > tight[1:]).all()
    assert tight[-1] > 0


def test_all_or_nothing():
    packed = clustered(np.float32)
    packed.bounds[:] = 1e30
    assert counted(packed, EVERY) == [N_PANELS * (N_PANELS - 1)] * 4
    packed.bounds[:] = -1
    assert counted(packed, EVERY) == [N_PANELS * (N_PANELS - 1), 0, 0, 0]


def test_bounds_that_are_still_open_stay_so():
    packed = clustered(np.float32)
    packed.bounds[:] = NO_BOUND
    assert counted(packed, EVERY, 1.4) == [N_PANELS * (N_PANELS - 1)] * 4


def test_counts_are_added_to():
    packed = clustered(np.float32)
    counts = np.full(4, 5, dtype=np.int64)
    count_open_tiles(packed, EVERY, EVERY, 1.0, counts)
    assert (counts - 5).tolist() == counted(packed, EVERY)


def rows_with_equals(n_equal, n=N_PANELS * PANEL, d=3):
    """Each row ``n_equal`` times in a row."""
    distinct = np.random.default_rng(1).integers(3, size=(n, d)) + 4.0 * np.arange(n)[:, np.newaxis]
    return np.repeat(distinct, n_equal, axis=0)[:n]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n_equal", [1, 2, 6, 50])
def test_share_of_rows_that_have_so_many_equal_ones(n_equal, dtype):
    X = rows_with_equals(n_equal)
    packed = packed_rows(X.astype(dtype), np.arange(len(X)))
    n_others = (X[:, np.newaxis] == X).all(axis=2).sum(axis=1) - 1
    for k in (1, 4, 5, 6, 49):
        assert share_of_duplicates(packed, EVERY, k) == (n_others >= k).mean()
        sample = np.array([0, 7, N_PANELS - 1])
        sampled = n_others.reshape(-1, PANEL)[sample]
        assert share_of_duplicates(packed, sample, k) == (sampled >= k).mean()


def test_equal_rows_are_looked_for_in_the_panels_beside():
    X = np.random.default_rng(2).normal(size=(N_PANELS * PANEL, 3))
    X[[10 * PANEL, 13 * PANEL, 14 * PANEL]] = 7
    packed = packed_rows(X, np.arange(len(X)))
    for panel, n_found in ((10, 1), (13, 2), (14, 1), (12, 0)):
        for k in (1, 2, 3):
            share = share_of_duplicates(packed, np.array([panel]), k)
            assert share == (1 / PANEL if k <= n_found else 0)


def test_rows_that_differ_in_the_last_feature_are_not_equal():
    X = np.zeros((2 * PANEL, 9))
    X[:, -1] = np.arange(2 * PANEL)
    packed = packed_rows(X, np.arange(2 * PANEL))
    assert share_of_duplicates(packed, np.arange(2), 1) == 0


def test_both_zeros_are_equal():
    X = np.array([0.0, -0.0, 1.0]).reshape(3, 1)
    packed = packed_rows(X, np.arange(3))
    assert share_of_duplicates(packed, np.array([0]), 1) == 2 / 3


def test_padding_neither_counts_nor_equals():
    X = np.arange(40.0).reshape(40, 1)  # the first row is what padding holds: zero
    packed = packed_rows(X, np.arange(40))
    assert share_of_duplicates(packed, np.arange(2), 1) == 0
    X = np.zeros((40, 1))
    packed = packed_rows(X, np.arange(40))
    assert share_of_duplicates(packed, np.arange(2), 39) == 1
    assert share_of_duplicates(packed, np.arange(2), 40) == 0
