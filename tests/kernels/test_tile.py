import numpy as np
import pytest
from numba import njit

from fastsmote.kernels.packing import NO_BOUND
from fastsmote.kernels.tile import PANEL, lowest_bit
from tests.kernels.panels import packed_rows, panel_hits
from tests.naive.packing import from_panels
from tests.naive.tile import lower_bounds

SIDES = np.indices((PANEL, PANEL)).reshape(2, -1)


def hits_by_twin(packed, first_query, first_reference, is_fused=False):
    """Pairs that pass after each segment."""
    rows = from_panels(packed.panels, packed.n_features)
    norms = packed.half_norms.reshape(len(packed.segments), -1)
    q, r = SIDES[0] + first_query, SIDES[1] + first_reference
    bounds = lower_bounds(rows[q], rows[r], norms[:, q], norms[:, r], packed.segments, is_fused)
    return (bounds <= np.maximum(packed.bounds[q], packed.bounds[r])).reshape(-1, PANEL, PANEL)


def hits_by_kernel(packed, first_query, first_reference, n_segments=None):
    n_segments = len(packed.segments) if n_segments is None else n_segments
    return panel_hits(packed, n_segments, first_query, first_reference)


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("d", "ends"),
    [(1, None), (2, None), (3, [1, 2, 3]), (7, [4, 7]), (8, None), (33, [4, 8, 33]), (100, None)],
)
def test_small_integers_hit_exactly_where_the_twin_does(d, ends, filter_dtype):
    # no rounding occurs, fused or not, so a sum that equals the bound passes for certain
    rng = np.random.default_rng(d)
    X = rng.integers(-8, 9, (4 * PANEL, d)).astype(float)
    packed = packed_rows(
        X,
        np.arange(len(X)),
        center=np.zeros(d),
        scale=1.0,
        shrink=1.0,
        filter_dtype=filter_dtype,
        segments=ends,
    )
    packed.half_norms[:] = np.round(packed.half_norms * 2) / 2  # without the part for a rotation
    half = ((X[:, np.newaxis] - X[np.newaxis]) ** 2).sum(axis=2) / 2
    packed.bounds[:] = rng.permuted(half, axis=1)[:, 0]
    for query in range(0, len(X), PANEL):
        for reference in range(0, len(X), PANEL):
            twin = hits_by_twin(packed, query, reference)
            hits = hits_by_kernel(packed, query, reference)
            assert np.array_equal(hits, twin[-1])
            for s, passed in enumerate(twin):
                assert np.array_equal(hits_by_kernel(packed, query, reference, s + 1), passed)
            block = half[query : query + PANEL, reference : reference + PANEL]
            bounds = packed.bounds[query : query + PANEL, np.newaxis]
            assert np.array_equal(
                hits, block <= np.maximum(bounds, packed.bounds[reference : reference + PANEL])
            )
            assert 0 < hits.sum() < hits.size


@pytest.mark.parametrize("ends", [None, [1], [2, 3]])
@pytest.mark.parametrize("d", [3, 8, 33, 200])
def test_rows_hit_where_the_twin_does_fused_or_not(d, ends):
    rng = np.random.default_rng(d)
    X = rng.normal(size=(2 * PANEL, d))
    ends = None if ends is None or ends[-1] == d else [*ends, d]
    packed = packed_rows(X, np.arange(len(X)), segments=ends)
    norms = packed.half_norms.reshape(len(packed.segments), -1).sum(axis=0)
    packed.bounds[:] = rng.uniform(0.3, 1, len(X)) * np.median(norms) * 2
    hits = hits_by_kernel(packed, 0, PANEL)
    twins = [hits_by_twin(packed, 0, PANEL, is_fused)[-1] for is_fused in (False, True)]
    assert any(np.array_equal(hits, twin) for twin in twins)
    assert 0 < hits.sum() < hits.size


def test_a_tile_is_given_up_only_if_no_pair_can_pass_any_more():
    # one far feature in the first segment closes all tiles but those of its own kind
    X = np.random.default_rng(2).normal(size=(4 * PANEL, 6))
    X[: 2 * PANEL, 0] += 1e3
    packed = packed_rows(X, np.arange(len(X)), segments=[1, 6])
    packed.bounds[:] = 2.0**-12
    for query in range(0, len(X), PANEL):
        for reference in range(0, len(X), PANEL):
            is_near = (query < 2 * PANEL) == (reference < 2 * PANEL)
            assert hits_by_kernel(packed, query, reference).any() == is_near
            assert hits_by_kernel(packed, query, reference, 1).any() == is_near


@pytest.mark.parametrize("row", range(PANEL))
def test_each_pair_of_rows_has_its_own_bit(row):
    packed = packed_rows(np.zeros((2 * PANEL, 3)), np.arange(2 * PANEL))
    packed.bounds[:] = -1
    packed.bounds[row] = 0
    expected = np.zeros((PANEL, PANEL), bool)
    expected[row] = True
    assert np.array_equal(hits_by_kernel(packed, 0, PANEL), expected)
    assert np.array_equal(hits_by_kernel(packed, PANEL, 0), expected.T)


def test_padding_never_hits():
    X = np.random.default_rng(0).normal(size=(40, 5))
    packed = packed_rows(X, np.arange(40))
    assert (packed.bounds[:40] == NO_BOUND).all()
    is_real = packed.row_idx >= 0
    for query in (0, PANEL):
        for reference in (0, PANEL):
            left, right = is_real[query:][:PANEL], is_real[reference:][:PANEL]
            assert np.array_equal(
                hits_by_kernel(packed, query, reference), left[:, np.newaxis] & right
            )


def test_rows_without_lists_hit_by_the_bound_of_the_other_side():
    X = np.random.default_rng(1).normal(size=(2 * PANEL, 4))
    packed = packed_rows(X, np.arange(PANEL), np.arange(PANEL, 2 * PANEL))
    packed.bounds[: PANEL // 2] = -np.inf
    hits = hits_by_kernel(packed, 0, PANEL)
    assert not hits[: PANEL // 2].any()
    assert hits[PANEL // 2 :].all()


@njit
def lowest(words):
    return [lowest_bit(word) for word in words]


def test_lowest_bit():
    positions = np.arange(64, dtype=np.uint64)
    single = np.uint64(1) << positions
    assert lowest(single) == positions.tolist()
    assert lowest(single | np.uint64(1 << 63)) == positions.tolist()
    assert lowest(single | single << np.uint64(1)) == positions.tolist()
