import numpy as np
import pytest
from numba import TypingError, njit

from fastsmote.kernels.packing import NO_BOUND
from fastsmote.kernels.simd import ROW_TILES
from fastsmote.kernels.tile import PANEL, lowest_bit
from tests.kernels.panels import packed_rows, panel_hits, places_hit
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


def packed_exactly(X, filter_dtype, segments):
    """Small integers in such a way that nothing is ever rounded, fused or not."""
    packed = packed_rows(
        X,
        np.arange(len(X)),
        center=np.zeros(X.shape[1]),
        scale=1.0,
        shrink=1.0,
        filter_dtype=filter_dtype,
        segments=segments,
    )
    packed.half_norms[:] = np.round(packed.half_norms * 2) / 2  # without the part for a rotation
    return packed


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("d", "ends"),
    [(1, None), (2, None), (3, [1, 2, 3]), (7, [4, 7]), (8, None), (33, [4, 8, 33]), (100, None)],
)
def test_small_integers_hit_exactly_where_the_twin_does(d, ends, filter_dtype):
    # no rounding occurs, fused or not, so a sum that equals the bound passes for certain
    rng = np.random.default_rng(d)
    X = rng.integers(-8, 9, (4 * PANEL, d)).astype(float)
    packed = packed_exactly(X, filter_dtype, ends)
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


def test_indices_of_another_size_are_refused():
    packed = packed_rows(np.zeros((2 * PANEL, 3)), np.arange(2 * PANEL))
    packed = packed._replace(segments=packed.segments.astype(np.int32))  # NumPy 1's on Windows
    with pytest.raises(TypingError, match="tile_hits"):
        hits_by_kernel(packed, 0, PANEL)


def test_rows_without_lists_hit_by_the_bound_of_the_other_side():
    X = np.random.default_rng(1).normal(size=(2 * PANEL, 4))
    packed = packed_rows(X, np.arange(PANEL), np.arange(PANEL, 2 * PANEL))
    packed.bounds[: PANEL // 2] = -np.inf
    hits = hits_by_kernel(packed, 0, PANEL)
    assert not hits[: PANEL // 2].any()
    assert hits[PANEL // 2 :].all()


def sums_by_twin(packed, first_query, places, first_reference, is_fused=False):
    """Lower bounds after each segment of some rows of a panel and all of another."""
    rows = from_panels(packed.panels, packed.n_features)
    norms = packed.half_norms.reshape(len(packed.segments), -1)
    q = first_query + np.repeat(places, PANEL)
    r = first_reference + np.tile(np.arange(PANEL), len(places))
    sums = lower_bounds(rows[q], rows[r], norms[:, q], norms[:, r], packed.segments, is_fused)
    return sums.reshape(len(packed.segments), len(places), PANEL)


def some_places(rng, packed):
    """Rows of a panel in any order, some of them again and again."""
    n_rows = ROW_TILES[packed.panels.dtype.itemsize].n_queries
    several = rng.integers(PANEL, size=3 * n_rows)
    return np.concatenate([several, np.full(n_rows, 31), rng.permutation(PANEL)]).astype(np.int64)


def check_places(packed, places, twin, n_segments):
    """Masks and sums of rows that come together are those of the twin if one of them passes."""
    hits, sums, any_hits = places_hit(packed, n_segments, PANEL, places, 2 * PANEL)
    passed = twin <= packed.bounds[PANEL + places, np.newaxis]
    n_rows = ROW_TILES[packed.panels.dtype.itemsize].n_queries
    together = passed.reshape(-1, n_rows, PANEL).any(axis=(1, 2))
    assert np.array_equal(any_hits, np.repeat(together, n_rows))
    assert np.array_equal(hits, passed)
    assert np.array_equal(sums[any_hits], twin[any_hits])
    return any_hits


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("d", "ends"), [(1, None), (3, [1, 2, 3]), (7, [4, 7]), (33, [4, 8, 33])])
def test_rows_at_places_hit_by_their_own_bounds_where_the_twin_does(d, ends, filter_dtype):
    rng = np.random.default_rng(d)
    X = rng.integers(-8, 9, (3 * PANEL, d)).astype(float)
    packed = packed_exactly(X, filter_dtype, ends)
    places = some_places(rng, packed)
    twins = sums_by_twin(packed, PANEL, places, 2 * PANEL)
    for row in range(PANEL):  # a third is given up, the others pass with one reference and more
        ranked = np.sort(twins[-1][-PANEL:][places[-PANEL:] == row].ravel())
        packed.bounds[PANEL + row] = [-1, ranked[0], ranked[5]][row % 3]
    for s, twin in enumerate(twins):
        check_places(packed, places, twin, s + 1)
    packed.bounds[2 * PANEL :] = NO_BOUND
    assert check_places(packed, places, twins[-1], len(twins)).any()
    packed.bounds[PANEL + places[: len(places) // 2]] = -1
    assert not check_places(packed, places, twins[-1], len(twins)).all()


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("ends", [None, [2, 3]])
@pytest.mark.parametrize("d", [5, 33])
def test_rows_at_places_hit_where_the_tile_does(d, ends, filter_dtype):
    rng = np.random.default_rng(d)
    X = rng.normal(size=(3 * PANEL, d))
    ends = None if ends is None else [*ends, d]
    packed = packed_rows(X, np.arange(len(X)), filter_dtype=filter_dtype, segments=ends)
    norms = packed.half_norms.reshape(len(packed.segments), -1).sum(axis=0)
    packed.bounds[:] = rng.uniform(0.3, 1, len(X)) * np.median(norms) * 2
    packed.bounds[2 * PANEL :] = -np.inf
    places = some_places(rng, packed)
    hits, sums, any_hits = places_hit(packed, len(packed.segments), PANEL, places, 2 * PANEL)
    by_tile = hits_by_kernel(packed, PANEL, 2 * PANEL)
    assert np.array_equal(hits, by_tile[places])
    assert 0 < hits.sum() < hits.size
    if filter_dtype == np.float32:
        twins = [
            sums_by_twin(packed, PANEL, places, 2 * PANEL, is_fused)[-1]
            for is_fused in (False, True)
        ]
        assert any(np.array_equal(sums[any_hits], twin[any_hits]) for twin in twins)


def test_rows_at_places_never_hit_padding():
    packed = packed_rows(np.random.default_rng(0).normal(size=(40, 5)), np.arange(40))
    places = np.arange(PANEL)
    for query in (0, PANEL):
        for reference in (0, PANEL):
            hits, _, _ = places_hit(packed, 1, query, places, reference)
            left, right = (packed.row_idx[first:][:PANEL] >= 0 for first in (query, reference))
            assert np.array_equal(hits, left[:, np.newaxis] & right)


@njit
def lowest(words):
    return [lowest_bit(word) for word in words]


def test_lowest_bit():
    positions = np.arange(64, dtype=np.uint64)
    single = np.uint64(1) << positions
    assert lowest(single) == positions.tolist()
    assert lowest(single | np.uint64(1 << 63)) == positions.tolist()
    assert lowest(single | single << np.uint64(1)) == positions.tolist()
