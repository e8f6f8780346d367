"""The next item is made meanwhile, one at a time, in order, and by nobody once it is unwanted."""

import threading
import time

import pytest

from fastsmote.parquet.ahead import one_ahead


def counted(n, made, fails_at=None):
    for i in range(n):
        if i == fails_at:
            raise ValueError(f"item {i}")
        made.append(i)
        yield None if i == 1 else i  # items may be nothing


def wait_for(made, n):
    deadline = time.monotonic() + 20
    while len(made) < n and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(0.05)  # and no more than that
    return len(made)


def test_one_item_waits():
    made = []
    items = one_ahead(counted(5, made))
    assert made == []
    for i, item in enumerate(items):
        assert item == (None if i == 1 else i)
        assert wait_for(made, min(i + 2, 5)) == min(i + 2, 5)
    assert i == 4
    assert list(one_ahead(iter(()))) == []


def test_error_comes_in_its_place():
    items = one_ahead(counted(5, [], fails_at=3))
    assert [next(items) for _ in range(3)] == [0, None, 2]
    with pytest.raises(ValueError, match="item 3"):
        next(items)


def test_nobody_works_on_for_who_has_left():
    made = []
    items = one_ahead(counted(50, made))
    next(items)
    items.close()
    n = len(made)
    assert n <= 2
    assert not [each for each in threading.enumerate() if each.name.startswith("fastsmote-ahead")]
    assert wait_for(made, n + 1) == n


def test_what_has_been_used_is_not_kept():
    class Item:
        n_alive = 0

        def __init__(self):
            Item.n_alive += 1

        def __del__(self):
            Item.n_alive -= 1

    for item in one_ahead(Item() for _ in range(9)):
        del item
        time.sleep(0.02)
        assert Item.n_alive <= 1
