import importlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numba import njit

from fastsmote.kernels.jit import inner, kernel, maker


def doubled(x):
    return 2 * x


def without_file(source, name):
    """A function whose source is in no file, so that Numba finds no place for its cache."""
    namespace = {}
    exec(source, namespace)
    return namespace[name]


def test_a_kernel_that_cannot_be_cached_is_compiled_all_the_same():
    add_one = without_file("def add_one(x):\n    return x + 1\n", "add_one")
    with pytest.raises(RuntimeError, match="no locator available"):
        njit(cache=True)(add_one)
    compiled = kernel(add_one)
    assert compiled(2) == 3
    assert compiled.signatures
    assert compiled.targetoptions["nogil"]


def test_kernels_release_the_gil_are_cached_and_have_no_fast_math():
    compiled = kernel(doubled)
    assert compiled(2) == 4
    assert compiled.stats.cache_path
    assert compiled.targetoptions["nogil"]
    assert not compiled.targetoptions.get("fastmath")
    assert not compiled.targetoptions.get("parallel")


def test_division_by_zero_gives_infinity():
    # an exception would cost a test in each round of a loop
    divided = kernel(without_file("def divided(x, y):\n    return x / y\n", "divided"))
    assert divided(1.0, 0.0) == float("inf")


def test_each_specialization_has_a_file_of_its_own_whoever_else_writes(tmp_path, monkeypatch):
    # of two processes at once each may find nothing in the index: so it is made here
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "twice_of.py").write_text("def twice(x):\n    return x + x\n")
    twice = importlib.import_module("twice_of").twice
    for value in (np.float32(1), np.float64(1), np.float32(1)):
        compiled = kernel(twice)
        compiled(value)
        compiled._cache._cache_file._save_index({})
    held = {path.name for path in Path(compiled.stats.cache_path).glob("twice_of.twice-*.nbc")}
    assert len(held) == 2


class Pair(NamedTuple):
    left: np.ndarray
    right: np.ndarray


FIRST_OF = """
def first_of(pair, n):
    found = pair.left
    for i in range(n):
        if found[i] > 1:
            found = pair.right
    return found[0]
"""


@pytest.mark.parametrize(("decorated", "counts"), [(inner, False), (maker, True)])
def test_inner_parts_count_no_references(decorated, counts):
    part = decorated(without_file(FIRST_OF, "first_of"))
    whole = njit(lambda pair, n: part(pair, n))
    assert whole(Pair(np.arange(3.0), np.full(3, 7.0)), 3) == 7
    (code,) = part.inspect_llvm().values()
    assert ("NRT_incref" in code) == counts
