"""The kernels' search against the twin, and against the one by expansion where all are compared."""

import threading
import time

import numpy as np
import pytest

from fastsmote.kernels import parallel
from fastsmote.neighbors import chunks, one_search, search
from fastsmote.neighbors.duplicates import nearest_among_groups
from tests.naive.neighbors import k_nearest
from tests.naive.rows import KINDS
from tests.stages.searches import nearest_by_expansion, nearest_by_kernels

N = [2, 3, 6, 31, 32, 33, 127, 128, 129, 1000, 4097]
D = [1, 2, 3, 7, 8, 9, 16, 33, 128, 512]
K = [1, 5, 8, 9, 17, 40]
N_THREADS = 2
LIGHT = ["isotropic", "blobs", "constant_columns", "far_clusters", "mixed_units"]


def every(X):
    return np.ones(len(X), dtype=bool)


def check(X, k, is_query=None, n_threads=N_THREADS, n_by_twin=25):
    """Both searches agree on all queries, and with the twin on some or all."""
    is_query = every(X) if is_query is None else is_query
    found = nearest_by_kernels(X, k, is_query, n_threads)
    assert np.array_equal(found, nearest_by_expansion(X, k, is_query))
    queries = np.flatnonzero(is_query)
    sample = np.random.default_rng(len(X)).permutation(len(queries))[:n_by_twin]
    assert np.array_equal(found[sample], k_nearest(X, k, queries[sample]))


@pytest.mark.parametrize("d", D)
@pytest.mark.parametrize("n", N)
def test_shapes(n, d):
    rng = np.random.default_rng([n, d])
    turn = N.index(n) + D.index(d)
    kinds, dtypes = list(KINDS.values()), [np.float32, np.float64]
    possible = [k for k in K if k < n] + [n - 1] * (n < 200)
    if n >= 1000:  # where a look at all pairs takes long, shapes share the values of k ...
        possible = [possible[turn % len(possible)]]
    if n > 1000 or n * d > 1e5:  # ... and have few ties, each of which takes a distance in NumPy
        kinds = [KINDS[name] for name in LIGHT]
    for i, k in enumerate(possible):
        X = kinds[(turn + i) % len(kinds)](rng, n, d).astype(dtypes[(turn + i) % 2])
        check(X, k, n_by_twin=10)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("d", [2, 5, 33])
@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_rows(kind, d, dtype):
    X = KINDS[kind](np.random.default_rng(d), 400, d).astype(dtype)
    check(X, 5, n_by_twin=400)


@pytest.mark.parametrize(
    ("dtype", "unit"),
    [
        *[(np.float32, unit) for unit in (1e-43, 1e-30, 1e-10, 1e10, 1e30)],
        *[(np.float64, unit) for unit in (1e-310, 1e-200, 1e-150, 1e-30, 1e30, 1e150, 1e200)],
    ],
)
@pytest.mark.parametrize("kind", ["isotropic", "grid", "outlier"])
def test_units(kind, dtype, unit):
    X = (KINDS[kind](np.random.default_rng(0), 300, 5) * unit).astype(dtype)
    assert np.isfinite(X).all()
    check(X, 5, n_by_twin=300)


@pytest.mark.parametrize("share", [0.5, 1])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", ["isotropic", "all_equal"])
def test_the_largest_numbers_there_are(kind, dtype, share):
    # such values stand for "missing" in some files; their sum over the rows is no longer finite
    X = KINDS[kind](np.random.default_rng(1), 200, 4)
    X = (X / np.abs(X).max() * share * np.finfo(dtype).max).astype(dtype)
    assert np.isfinite(X).all()
    check(X, 5, n_by_twin=200)


@pytest.mark.parametrize("far", [1e100, 1e200, np.finfo(np.float64).max])
@pytest.mark.parametrize("n", [100, 600])
def test_a_few_numbers_out_of_all_proportion_leave_the_others_their_neighbors(n, far):
    rng = np.random.default_rng(6)
    X = rng.normal(size=(n, 4))
    is_far = rng.uniform(size=n) < 0.05
    X[is_far, 2] = far
    near = np.flatnonzero(~is_far)
    expected = near[k_nearest(X[near], 5)]
    for search_all in (nearest_by_kernels, lambda *a: nearest_by_expansion(*a[:3])):
        assert np.array_equal(search_all(X, 5, every(X), N_THREADS)[near], expected)


@pytest.mark.parametrize("far", [1e160, 1e308])
def test_distances_beyond_the_range_of_numbers_tie_in_both_searches(far):
    rng = np.random.default_rng(10)
    X = rng.uniform(-1, 1, size=(600, 4))
    X[rng.uniform(size=600) < 0.3] *= far
    found = nearest_by_kernels(X, 5, every(X), N_THREADS)
    assert np.array_equal(found, nearest_by_expansion(X, 5, every(X)))


def test_rows_that_differ_by_less_than_a_distance_can_show():
    # their squared distances are too small for float64, yet no two rows are equal
    X = np.random.default_rng(7).normal(size=(600, 4)) * 1e-300
    X[0] = 1
    for row, neighbors in enumerate(nearest_by_kernels(X, 5, every(X), N_THREADS)):
        assert len({row, *neighbors} & {*range(600)}) == 6


# How the search may go about it, which is otherwise a matter of samples and of costs.
KINDS_OF_SEARCH = ["scan", "join"]
WAYS = {
    "segments wherever there may be": {"ends": "all"},
    "no segments": {"ends": "last"},
    "one feature in a box": {"constants": {"_MOST_BOXED": 1, "_LEAST_BOXED": 1}},
    "equal rows one by one": {"is_one_by_one": True},
}


FILTERS = [np.int8, np.int16, np.float32, np.float64]


def filter_by(monkeypatch, dtype):
    """Make the search filter in one way."""
    first = np.float32 if dtype == np.float64 else dtype
    monkeypatch.setattr(one_search.Search, "_filter", lambda self, Y: first)
    monkeypatch.setattr(one_search.Search, "_is_blurred", lambda self: dtype == np.float64)


def force(monkeypatch, how, ends="cheapest", constants=(), is_one_by_one=False):
    """Make the search go about it in one way."""
    for name in KINDS_OF_SEARCH:
        cost_of = getattr(one_search.Search, f"_cost_of_{name}")

        def forced(self, *counts, name=name, cost_of=cost_of):
            kept = {
                "all": self.packed.segments.tolist(),
                "last": [self.packed.n_places],
                "cheapest": cost_of(self, *counts)[1],
            }
            return float(name != how), kept[ends]

        monkeypatch.setattr(one_search.Search, f"_cost_of_{name}", forced)
    for constant, value in dict(constants).items():
        monkeypatch.setattr(one_search, constant, value)
    if is_one_by_one:
        monkeypatch.setattr(one_search.Search, "has_duplicates", lambda self: False)


@pytest.mark.parametrize("filter_dtype", FILTERS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", KINDS_OF_SEARCH)
@pytest.mark.parametrize("kind", KINDS)
def test_the_way_does_not_decide(monkeypatch, kind, how, way, filter_dtype):
    force(monkeypatch, how, **WAYS[way])
    filter_by(monkeypatch, filter_dtype)
    rng = np.random.default_rng(8)
    d = 20 if "segments" in way else 6
    X = KINDS[kind](rng, 800, d)
    is_query = rng.uniform(size=800) < 0.7
    found = nearest_by_kernels(X, 5, is_query, N_THREADS)
    assert np.array_equal(found, nearest_by_expansion(X, 5, is_query))


@pytest.fixture
def ways_taken(monkeypatch):
    """Names of the searches that are made, with the number of segments and the filter."""
    taken = []
    for name in KINDS_OF_SEARCH:
        method = getattr(one_search.Search, name)

        def noted(self, report=None, name=name, method=method):
            taken.append((name, len(self.packed.segments), self.packed.panels.dtype.type))
            return method(self, report)

        monkeypatch.setattr(one_search.Search, name, noted)
    return taken


@pytest.mark.parametrize("filter_dtype", FILTERS)
@pytest.mark.parametrize(("ends", "n_segments"), [("all", 4), ("last", 1)])
@pytest.mark.parametrize("how", KINDS_OF_SEARCH)
def test_ways_can_be_forced(monkeypatch, ways_taken, how, ends, n_segments, filter_dtype):
    # or the test above would take the same way again and again
    force(monkeypatch, how, ends)
    filter_by(monkeypatch, filter_dtype)
    d = 20 * {np.int8: 4, np.int16: 2}.get(filter_dtype, 1)
    X = np.random.default_rng(0).normal(size=(300, d))
    nearest_by_kernels(X, 5, every(X), 2)
    assert ways_taken == [(how, n_segments, filter_dtype)]


def test_rows_in_clusters_are_scanned_and_rows_in_many_features_joined(ways_taken):
    rng = np.random.default_rng(11)
    plane, wide = rng.normal(size=(8000, 2)), rng.normal(size=(2000, 64))
    for X in (plane, wide):
        nearest_by_kernels(X, 5, every(X), 2)
    assert [name for name, *_ in ways_taken] == ["scan", "join"]


def test_equal_rows_are_grouped_where_there_are_many(monkeypatch):
    grouped = []

    def note(X, *arguments):
        grouped.append(len(X))
        return nearest_among_groups(X, *arguments)

    monkeypatch.setattr(search, "nearest_among_groups", note)
    rng = np.random.default_rng(12)
    for X in (rng.normal(size=(600, 3)), rng.integers(4, size=(700, 3)).astype(float)):
        nearest_by_kernels(X, 5, every(X), 2)
    assert grouped == [700]


@pytest.mark.parametrize("n_threads", [1, 3])
@pytest.mark.parametrize("how", KINDS_OF_SEARCH)
def test_what_is_done_is_reported(monkeypatch, how, n_threads):
    force(monkeypatch, how)
    monkeypatch.setattr(parallel, "_LOOK", 1e-3)
    kernel = getattr(one_search, how)

    def slowly(*arguments):
        time.sleep(5e-3)
        kernel(*arguments)

    monkeypatch.setattr(one_search, how, slowly)
    X = np.random.default_rng(13).normal(size=(900, 5))
    shares, callers = [], set()

    def report(share):
        shares.append(share)
        callers.add(threading.get_ident())

    found, _ = search.nearest_by_kernels(X, 5, every(X), n_threads, report=report)
    assert np.array_equal(found, nearest_by_kernels(X, 5, every(X), n_threads))
    assert len(set(shares)) > 2
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert callers == {threading.get_ident()}
    if n_threads == 1:
        assert shares[-1] == 1


def test_what_a_report_raises_ends_the_search():
    X = np.random.default_rng(14).normal(size=(300, 3))

    def report(share):
        raise LookupError(share)

    with pytest.raises(LookupError):
        search.nearest_by_kernels(X, 5, every(X), 1, report=report)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", ["blobs", "duplicates"])
def test_some_rows_of_a_larger_array(kind, dtype):
    rng = np.random.default_rng(9)
    whole = KINDS[kind](rng, 2000, 5).astype(dtype)
    whole[::3] = np.nan  # rows that are not asked for are not looked at
    rows = np.flatnonzero(np.arange(2000) % 3)[:900]
    is_query = rng.uniform(size=900) < 0.6
    found = nearest_by_kernels(whole, 5, is_query, N_THREADS, rows)
    assert np.array_equal(found, nearest_by_expansion(whole[rows], 5, is_query))


@pytest.mark.parametrize("share", [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95])
@pytest.mark.parametrize("kind", ["isotropic", "grid", "duplicates"])
def test_queries_among_all_rows(kind, share):
    rng = np.random.default_rng(int(100 * share))
    X = KINDS[kind](rng, 900, 4)
    is_query = rng.uniform(size=900) < share
    is_query[17] = True
    check(X, 9, is_query, n_by_twin=100)


@pytest.mark.parametrize("filter_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("how", KINDS_OF_SEARCH)
@pytest.mark.parametrize("n_queries", [1, 40, 700, 1099])
@pytest.mark.parametrize("kind", KINDS)
def test_queries_among_others_only(monkeypatch, kind, n_queries, how, filter_dtype):
    force(monkeypatch, how, ends="all")
    filter_by(monkeypatch, filter_dtype)
    rng = np.random.default_rng(n_queries)
    X = KINDS[kind](rng, 1100, 5)
    is_query = np.zeros(1100, dtype=bool)
    is_query[rng.permutation(1100)[:n_queries]] = True
    references, queries = np.flatnonzero(~is_query), np.flatnonzero(is_query)
    for k in {1, min(5, len(references)), min(40, len(references))}:
        found = nearest_by_kernels(X, k, is_query, N_THREADS, only_others=True)
        assert np.array_equal(found, nearest_by_expansion(X, k, is_query, only_others=True))
        few = rng.permutation(n_queries)[:20]
        assert np.array_equal(found[few], k_nearest(X, k, queries[few], references))


@pytest.mark.parametrize("how", KINDS_OF_SEARCH)
@pytest.mark.parametrize("kind", ["blobs", "duplicates"])
def test_distances_that_are_not_wanted_are_left_out(monkeypatch, kind, how):
    force(monkeypatch, how, ends="all")
    X = KINDS[kind](np.random.default_rng(3), 1100, 5)
    expected, sq_distances = search.nearest_by_kernels(X, 5, every(X), N_THREADS)
    found, left = search.nearest_by_kernels(X, 5, every(X), N_THREADS, with_distances=False)
    assert np.array_equal(found, expected)
    assert sq_distances.shape == expected.shape
    assert kind == "duplicates" or left.shape == (0, 5)  # among groups they are there anyhow


@pytest.mark.parametrize("n", [2, 33, 1000])
def test_one_query(n):
    X = np.random.default_rng(n).normal(size=(n, 6))
    for query in {0, n // 2, n - 1}:
        is_query = np.zeros(n, dtype=bool)
        is_query[query] = True
        check(X, min(5, n - 1), is_query)


def test_no_query():
    X = np.zeros((50, 2))
    assert nearest_by_kernels(X, 5, ~every(X), 2).shape == (0, 5)
    assert nearest_by_expansion(X, 5, ~every(X)).shape == (0, 5)


@pytest.fixture(scope="module", params=["all", "some"])
def problem(request):
    """Rows with ties, queries, and their neighbors by one thread."""
    rng = np.random.default_rng(2)
    X = rng.integers(6, size=(1500, 5)).astype(np.float64)
    is_query = every(X) if request.param == "all" else rng.uniform(size=len(X)) < 0.4
    return X, is_query, nearest_by_kernels(X, 6, is_query, 1)


@pytest.mark.parametrize("n_threads", [1, 2, 3, 4, 5])
def test_threads_do_not_decide(problem, n_threads):
    X, is_query, expected = problem
    for _ in range(3):
        assert np.array_equal(nearest_by_kernels(X, 6, is_query, n_threads), expected)


@pytest.mark.parametrize(
    ("module", "constant", "values"),
    [
        (chunks, "TASKS_PER_THREAD", [1, 2, 5, 100]),
        (chunks, "TASK_PRODUCTS", [1, 1e5, 1e6, 1e15]),
        (chunks, "WORTHY_PRODUCTS", [1, 1e15]),
        (chunks, "TOUCHED", [1, 1 << 50]),
        (one_search, "_CACHED_BYTES", [1, 1 << 14, 1 << 30]),
        (one_search, "_MOST_PROBED", [1, 2, 1000]),
        (one_search, "_PROBED", [1, 1000]),
    ],
)
@pytest.mark.parametrize("how", KINDS_OF_SEARCH)
def test_chunks_and_samples_do_not_decide(problem, monkeypatch, how, module, constant, values):
    X, is_query, expected = problem
    force(monkeypatch, how, is_one_by_one=True)
    monkeypatch.setattr(chunks, "TOUCHED_ALONE", 0)
    for value in values:
        monkeypatch.setattr(module, constant, value)
        for n_threads in (1, 3):
            assert np.array_equal(nearest_by_kernels(X, 6, is_query, n_threads), expected)


def test_the_order_of_the_rows_decides_ties_alone():
    rng = np.random.default_rng(3)
    X = rng.normal(size=(700, 4))
    order = rng.permutation(700)
    before = nearest_by_kernels(X, 5, every(X), 2)
    after = nearest_by_kernels(X[order], 5, every(X), 2)
    assert np.array_equal(order[after], before[order])


def test_several_callers_at_once():
    rng = np.random.default_rng(4)
    problems = [rng.normal(size=(600 + 100 * i, 3 + i)) for i in range(4)]
    expected = [nearest_by_kernels(X, 5, every(X), 1) for X in problems]
    wrong = []

    def call(i):
        for _ in range(5):
            if not np.array_equal(
                nearest_by_kernels(problems[i], 5, every(problems[i]), 3), expected[i]
            ):
                wrong.append(i)

    callers = [threading.Thread(target=call, args=(i,)) for i in range(4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(60)
    assert not any(caller.is_alive() for caller in callers)
    assert wrong == []


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rows_are_only_read(dtype):
    X = np.random.default_rng(5).normal(size=(500, 3)).astype(dtype)
    is_query = every(X)
    expected = k_nearest(X, 5)
    X.setflags(write=False)
    is_query.setflags(write=False)
    assert np.array_equal(nearest_by_kernels(X, 5, is_query, 2), expected)


@pytest.mark.parametrize("n", range(12))
def test_tournament(n):
    """Each pair of chunks once, and in no round a chunk twice."""
    pairs = chunks.tournament(n)
    assert sorted(pairs) == [(i, j) for i in range(n) for j in range(i, n)]
    assert pairs[:n] == [(i, i) for i in range(n)]
    per_round = n // 2
    for start in range(n, len(pairs), max(1, per_round)):
        players = [i for pair in pairs[start : start + per_round] for i in pair]
        assert len(players) == len(set(players))


@pytest.mark.parametrize("first", [0, 3, 8])
@pytest.mark.parametrize("n_panels", [0, 1, 3, 4, 5, 17, 1000])
@pytest.mark.parametrize("n_threads", [1, 7])
def test_chunks_cover_the_panels(first, n_panels, n_threads):
    cut = chunks.join_chunks(first, first + n_panels, 5, n_threads)
    panels = [panel for low, high in cut for panel in range(low, high)]
    assert panels == list(range(first, first + n_panels))
    assert all(low < high for low, high in cut)
