"""Search for a pair whose bound exceeds half its squared distance, which the proof rules out.

`fastsmote.kernels.packing` proves that a bound shrunk by ``e`` never does. Each family of pairs
drives some of the roundings in the proof to their worst; that they are hard enough is shown by the
same search with ``e / 10`` and with 0, which must find violations at every number of features.
"""

import numpy as np
import pytest

from fastsmote.kernels.packing import relative_bound
from tests.kernels.panels import PANEL, packed_rows, panel_hits, places_hit
from tests.naive.distances import sq_distances
from tests.naive.packing import pack
from tests.naive.tile import lower_bounds

WIDTHS = [1, 2, 3, 5, 8, 16, 31, 64, 128, 512]
TINY = 1e-30


def slack(d):
    """Relative error of half the squared distance as computed in float64."""
    return (d + 8) * 2.0**-53


def one_or_more(d):
    """One segment, and the ones that are tried in the search."""
    powers = [1 << i for i in range(2, 20) if 1 << i < d]
    return [[d], [*powers, d]] if powers else [[d]]


def near(rng, n, d):
    q = rng.uniform(-1, 1, (n, d))
    return q, q + rng.normal(size=(n, d)) * 10.0 ** rng.uniform(-12, -4, (n, 1))


def equal(rng, n, d):
    q = rng.uniform(-1, 1, (n, d))
    return q, q.copy()


def far_from_the_center(rng, n, d):
    """Large norms and a tiny difference: nearly all of the sum cancels."""
    q = np.sign(rng.normal(size=(n, d))) * rng.uniform(0.9, 1, (n, 1))
    return q, q * (1 + rng.choice([-1, 1], (n, 1)) * 2.0 ** rng.uniform(-40, -18, (n, 1)))


def parallel(rng, n, d):
    """Equal products, so that each step of the sum may err in the same direction."""
    return tuple(rng.uniform(0.05, 1, (n, 1)) * np.ones((1, d)) for _ in range(2))


def opposite(rng, n, d):
    """Values just beyond the middle of two float32: packing moves both rows apart."""
    away = rng.integers(2**22, 2**23, (n, d)) * 2.0**-23 + 2.0**-24 * (1 + 2.0**-10)
    return away, -away


def opposite_parallel(rng, n, d):
    away, _ = opposite(rng, n, 1)
    return away * np.ones((1, d)), -away * np.ones((1, d))


def small_then_large(rng, n, d):
    """All the small steps are taken at the full height of the sum."""
    q = rng.uniform(0.001, 0.02, (n, 1)) * np.ones((1, d))
    q[:, -1] = rng.uniform(0.5, 1, n)
    return q, q.copy()


def uneven(rng, n, d):
    q = rng.uniform(-1, 1, (n, d)) * 2.0 ** -rng.integers(0, 30, (n, d))
    return q, q * (1 + rng.normal(size=(n, d)) * 1e-7)


def unrelated(rng, n, d):
    return rng.uniform(-1, 1, (n, d)), rng.uniform(-1, 1, (n, d))


FAMILIES = [
    near,
    equal,
    far_from_the_center,
    parallel,
    opposite,
    opposite_parallel,
    small_then_large,
    uneven,
    unrelated,
]


def suspects(d, n=512, seed=0):
    """Pairs of every family, about centers near and far, in units small and large."""
    rng = np.random.default_rng([d, seed])
    places = [(0.0, 1.0), (1e4, 1.0), (0.3, 2.0**-90), (-1e8, 2.0**60)]
    for make in FAMILIES:
        for offset, unit in places[: 4 if d < 100 else 2]:
            queries, references = make(rng, n, d)
            center = np.full(d, offset * unit)
            yield queries * unit + center, references * unit + center, center, 0.5 / unit


def count_violations(d, ends, share, is_fused=False, dtype=np.float32, allowance=True):
    """Pairs whose bound, computed by the twin with ``share`` of ``e``, exceeds the truth."""
    n_found = 0
    shrink = 1 - share * relative_bound(d, len(ends), dtype)
    for queries, references, center, scale in suspects(d):
        q, query_norms = pack(queries, center, scale, shrink, dtype, ends, allowance)
        r, reference_norms = pack(references, center, scale, shrink, dtype, ends, allowance)
        bounds = lower_bounds(q, r, query_norms, reference_norms, ends, is_fused)
        half = sq_distances(queries, references, scale) / 2
        n_found += np.count_nonzero(bounds > half * (1 + slack(d)) + TINY)
    return n_found


@pytest.mark.parametrize("d", WIDTHS)
def test_no_bound_exceeds_half_the_squared_distance(d):
    for ends in one_or_more(d):
        assert count_violations(d, ends, 1) == 0
        assert count_violations(d, ends, 1, is_fused=True) == 0
        # what is taken off for a rotation hides nothing: there has been none
        assert count_violations(d, ends, 1, dtype=np.float64, allowance=False) == 0


@pytest.mark.parametrize("share", [0, 0.1])
@pytest.mark.parametrize("d", WIDTHS)
def test_the_search_finds_violations_of_too_small_a_bound(d, share):
    for ends in one_or_more(d):
        assert count_violations(d, ends, share) > 0
        assert count_violations(d, ends, share, is_fused=True) > 0
    # in float64 rows come as they are packed, so that fewer roundings can be driven to their worst
    assert count_violations(d, [d], 0, dtype=np.float64, allowance=False) > 0


def floor_to(dtype, values):
    """Largest number of a type not above each value."""
    nearest = values.astype(dtype)
    return np.where(nearest > values, np.nextafter(nearest, dtype(-np.inf)), nearest)


def row_hits(packed, n_segments, first_query, first_reference):
    """Which pairs of two panels pass row by row."""
    places = np.arange(PANEL)
    return places_hit(packed, n_segments, first_query, places, first_reference)[0]


def count_missed(d, ends, share, dtype=np.float64, filter_dtype=np.float32):
    """Pairs whose half squared distance is within the row's bound, yet do not pass.

    In the tile and, row by row, on their own.
    """
    n_missed = np.zeros(2, dtype=int)
    shrink = 1 - share * relative_bound(d, len(ends), filter_dtype)
    for queries, references, center, scale in suspects(d, 4 * PANEL, seed=1):
        rows = np.concatenate([queries, references]).astype(dtype)
        queries, references = np.split(rows, 2)
        packed = packed_rows(
            rows, np.arange(len(rows)), (), center, scale, shrink, filter_dtype, ends
        )
        half = sq_distances(queries, references, scale) / 2 * (1 + slack(d)) + TINY
        packed.bounds[:] = -np.inf
        packed.bounds[: len(queries)] = floor_to(filter_dtype, half)
        for first in range(0, len(queries), PANEL):
            for which, hits_of in enumerate((panel_hits, row_hits)):
                hits = hits_of(packed, len(ends), first, len(queries) + first)
                n_missed[which] += np.count_nonzero(~hits.diagonal())
    return n_missed


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", WIDTHS)
def test_the_kernels_miss_no_pair(d, dtype, filter_dtype):
    for ends in one_or_more(d):
        assert count_missed(d, ends, 1, dtype, filter_dtype).tolist() == [0, 0]


@pytest.mark.parametrize("share", [0, 0.1])
@pytest.mark.parametrize("d", WIDTHS)
def test_the_kernels_miss_pairs_with_too_small_a_bound(d, share):
    for ends in one_or_more(d):
        assert (count_missed(d, ends, share) > 0).all()
