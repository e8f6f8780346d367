"""Labels are packed and unpacked; what is too large stays where it is."""

import numpy as np
import pytest

from fastsmote.dask import locality
from fastsmote.dask.locality import are_small, find_apart, pack


@pytest.mark.parametrize(
    "labels",
    [
        np.arange(1000) % 3,
        np.arange(1000) % 300,
        np.array(["b", "a", "b"]),
        np.array(["b", "a", "b"], dtype=object),
        np.array([True, False]),
        np.empty(0, dtype=np.int8),
    ],
)
def test_labels_come_out_as_they_went_in(labels):
    np.testing.assert_array_equal(pack(labels).unpack(), labels, strict=True)


def test_a_rare_class_takes_next_to_nothing():
    rare = pack(np.arange(1_000_000) % 1000 == 0)
    assert len(rare.codes) < 10_000
    assert len(pack(np.random.RandomState(0).rand(100_000) < 0.3).codes) < 30_000


def test_what_is_too_large_does_not_pass_through_the_client(monkeypatch):
    packed = [pack(np.arange(100) % 3)] * 2
    monkeypatch.setattr(locality, "_MOST_BYTES", 2 * len(packed[0].codes))
    assert are_small(packed)
    assert not are_small([*packed, packed[0]])


def test_without_a_cluster_nothing_is_apart():
    assert find_apart([], []) == []
