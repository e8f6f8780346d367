"""The model of costs follows its formulas, and its limits make sense."""

import pytest

from fastsmote.dask.costs import Job, Rates, n_tasks, network_bytes, seconds

RATES = Rates(search=2e-6, exponent=0.2, pack=1e-6, place=1e-7, bandwidth=1e9, task=5e-4)
JOB = Job(
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


def test_a_class_that_is_broadcast_goes_to_each_worker():
    assert network_bytes(JOB) == 10 * 1e6 * 40 + 64 * 2e6
    assert n_tasks(JOB) == 50 + 30 + 20


def test_a_class_in_blocks_goes_to_each_block():
    in_blocks = JOB._replace(n_blocks=6)
    assert network_bytes(in_blocks) == 6 * 4e7 + 17 * 5 * 6 * 1e6 + 2 * 2e6 * 40 + 64 * 2e6
    assert n_tasks(in_blocks) == pytest.approx(50 + 1.15 * 36 + 6 * 20)


def test_faster_parts_take_less_time():
    for job in (JOB, JOB._replace(n_blocks=6)):
        expected = seconds(job, RATES)
        for name in ("search", "pack", "place", "task"):
            assert seconds(job, RATES._replace(**{name: getattr(RATES, name) / 2})) <= expected
        assert seconds(job, RATES._replace(bandwidth=2e9)) <= expected
        assert seconds(job._replace(n_threads=4), RATES) < expected


def test_one_worker_that_is_sent_nothing_takes_what_the_search_takes():
    alone = JOB._replace(n_workers=1, n_threads=1)
    rates = RATES._replace(bandwidth=float("inf"))
    search = 1e6 * RATES.search * 1e6**RATES.exponent
    assert seconds(alone, rates) == pytest.approx(search + 1e6 * RATES.pack + 2e6 * RATES.place)


def test_no_cluster_is_faster_than_its_scheduler():
    many = JOB._replace(n_workers=100_000, n_blocks=1_000)
    assert seconds(many, RATES) >= n_tasks(many) * RATES.task
