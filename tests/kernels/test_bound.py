"""Search for a pair whose bound exceeds half its squared distance, which the proof rules out.

`fastsmote.kernels.packing` proves that a bound shrunk by ``e`` never does. Each family of pairs
drives some of the roundings in the proof to their worst; that they are hard enough is shown by the
same search with ``e / 10`` and with 0, which must find violations at every number of features.
"""

import numpy as np
import pytest

from fastsmote.kernels.packing import relative_bound
from tests.kernels.panels import PANEL, packed_rows, panel_hits
from tests.naive.distances import sq_distances
from tests.naive.packing import pack
from tests.naive.tile import lower_bounds

WIDTHS = [1, 2, 3, 5, 7, 8, 16, 31, 64, 128, 200, 512]
# Relative error of half the distance in float64, for any number of features here.
SLACK = 2.0**-40
TINY = 1e-30


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
    for make in FAMILIES:
        for offset, unit in ((0.0, 1.0), (1e4, 1.0), (0.3, 2.0**-90), (-1e8, 2.0**60)):
            queries, references = make(rng, n, d)
            center = np.full(d, offset * unit)
            yield queries * unit + center, references * unit + center, center, 0.5 / unit


def count_violations(d, share, is_fused):
    """Pairs whose bound, computed by the twin with ``share`` of ``e``, exceeds the truth."""
    n_found = 0
    for queries, references, center, scale in suspects(d):
        shrink = 1 - share * relative_bound(d, 1, np.float32)
        q, query_norms = pack(queries, center, scale, shrink)
        r, reference_norms = pack(references, center, scale, shrink)
        bounds = lower_bounds(q, r, query_norms, reference_norms, is_fused)
        half = sq_distances(queries, references, scale) / 2
        n_found += np.count_nonzero(bounds > half * (1 + SLACK) + TINY)
    return n_found


@pytest.mark.parametrize("is_fused", [False, True])
@pytest.mark.parametrize("d", WIDTHS)
def test_no_bound_exceeds_half_the_squared_distance(d, is_fused):
    assert count_violations(d, 1, is_fused) == 0


@pytest.mark.parametrize("is_fused", [False, True])
@pytest.mark.parametrize("share", [0, 0.1])
@pytest.mark.parametrize("d", WIDTHS)
def test_the_search_finds_violations_of_too_small_a_bound(d, share, is_fused):
    assert count_violations(d, share, is_fused) > 0


def floor32(values):
    """Largest float32 not above each value."""
    nearest = values.astype(np.float32)
    return np.where(nearest > values, np.nextafter(nearest, np.float32(-np.inf)), nearest)


def count_missed(d, share, dtype):
    """Pairs whose half squared distance is within the row's bound, yet do not pass the tile."""
    n_missed = 0
    for queries, references, center, scale in suspects(d, 4 * PANEL, seed=1):
        rows = np.concatenate([queries, references]).astype(dtype)
        queries, references = np.split(rows, 2)
        shrink = 1 - share * relative_bound(d, 1, np.float32)
        packed = packed_rows(rows, np.arange(len(rows)), (), center, scale, shrink)
        half = sq_distances(queries, references, scale) / 2 * (1 + SLACK) + TINY
        packed.bounds[:] = -np.inf
        packed.bounds[: len(queries)] = floor32(half)
        for first in range(0, len(queries), PANEL):
            hits = panel_hits(packed, 1, first, len(queries) + first)
            n_missed += np.count_nonzero(~hits.diagonal())
    return n_missed


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", WIDTHS)
def test_the_kernels_miss_no_pair(d, dtype):
    assert count_missed(d, 1, dtype) == 0


@pytest.mark.parametrize("share", [0, 0.1])
@pytest.mark.parametrize("d", WIDTHS)
def test_the_kernels_miss_pairs_with_too_small_a_bound(d, share):
    assert count_missed(d, share, np.float64) > 0
