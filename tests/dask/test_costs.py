"""The model of costs follows its formulas, and its limits make sense."""

from math import exp

import pytest

from fastsmote.dask.costs import Job, Rates, n_tasks, network_bytes, seconds

RATES = Rates(
    search=2e-6,
    exponent=0.2,
    pack=1e-6,
    read=1e-9,
    merge=5e-8,
    place=1e-7,
    bandwidth=1e9,
    task=5e-4,
    trip=5e-3,
)
JOB = Job(
    n_samples=3_000_000,
    n_rows=1_000_000,
    n_synthetic=2_000_000,
    n_features=10,
    itemsize=4,
    k=5,
    n_workers=10,
    n_threads=2,
    n_blocks=1,
    n_partitions=50,
    partition_rows=100_000,
)
DRAWN = 1e6 * (1 - exp(-2))


def test_a_class_that_is_broadcast_goes_to_each_worker_but_one():
    assert network_bytes(JOB) == pytest.approx(9 * 1e6 * 40 + 0.9 * 89 * 2e6)
    assert n_tasks(JOB) == 200 + 30 + 100


def test_a_class_in_blocks_goes_to_each_worker_that_has_a_pair():
    in_blocks = JOB._replace(n_blocks=4)
    copies, n_lists, n_ends = 7, 4 * DRAWN * 5, 20 * 1e6 * (1 - exp(-0.2))
    assert network_bytes(in_blocks) == pytest.approx(
        (0.9 + copies - 1) * 4e7 + 0.75 * 17 * n_lists + 0.9 * 89 * 2e6 + 0.3 * 40 * n_ends
    )
    assert n_tasks(in_blocks) == pytest.approx(200 + 100 + 1.15 * 16 + 4 * 25)


def test_a_worker_alone_sends_nothing():
    for n_blocks in (1, 6):
        assert network_bytes(JOB._replace(n_workers=1, n_blocks=n_blocks)) == 0


def test_faster_parts_take_less_time():
    for job in (JOB, JOB._replace(n_blocks=6)):
        expected = seconds(job, RATES)
        for name in ("search", "pack", "read", "merge", "place", "task", "trip"):
            assert seconds(job, RATES._replace(**{name: getattr(RATES, name) / 2})) <= expected
        assert seconds(job, RATES._replace(bandwidth=2e9)) <= expected
        assert seconds(job._replace(n_threads=4), RATES) < expected


def test_one_worker_takes_what_its_tasks_take():
    alone = JOB._replace(n_workers=1, n_threads=1)
    rates = RATES._replace(task=0, trip=0)
    search = DRAWN * RATES.search * 1e6**RATES.exponent
    assert seconds(alone, rates) == pytest.approx(
        3e7 * RATES.read + search + 1e6 * RATES.pack + 2e6 * RATES.place
    )


def test_no_cluster_is_faster_than_its_scheduler():
    many = JOB._replace(n_workers=100_000, n_blocks=1_000)
    assert seconds(many, RATES) >= n_tasks(many) * RATES.task
