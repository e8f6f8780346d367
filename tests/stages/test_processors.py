"""The same bits on every kind of x86-64 processor."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from llvmlite import binding

from tests.stages.answers import answers

ROOT = Path(__file__).parents[2]
X86 = {"x86_64", "AMD64", "i386", "i686"}
# name -> LLVM's name of the processor, its features, the tile that suits it
PROCESSORS = {
    "SSE2 alone": ("x86-64", "+sse2", (4, 2, 4)),
    "AVX2 without AVX-512": ("haswell", "+sse4.2,+avx,+avx2,+fma", (4, 2, 8)),
}


@pytest.fixture(scope="module")
def native():
    return answers()


@pytest.mark.skipif(platform.machine() not in X86, reason="emulates processors of x86-64")
@pytest.mark.parametrize("name", PROCESSORS)
def test_processors_give_the_same_bits(native, tmp_path, name):
    processor, features, tile = PROCESSORS[name]
    present = binding.get_host_cpu_features()
    missing = [word for word in features.split(",") if not present.get(word.removeprefix("+"))]
    if missing:
        pytest.skip(f"this processor cannot run {', '.join(missing)}")
    environment = os.environ | {
        "NUMBA_CPU_NAME": processor,
        "NUMBA_CPU_FEATURES": features,
        "NUMBA_CACHE_DIR": str(tmp_path / "cache"),
    }
    file = tmp_path / "answers.npz"
    subprocess.run(
        [sys.executable, "-m", "tests.stages.answers", str(file)],
        cwd=ROOT,
        env=environment,
        check=True,
        timeout=300,
    )
    with np.load(file) as emulated:
        assert sorted(emulated) == sorted(native)
        assert tuple(emulated["tile"]) == tile  # the emulation has taken effect
        for key in set(native) - {"tile"}:
            assert emulated[key].dtype == native[key].dtype
            assert emulated[key].tobytes() == native[key].tobytes(), key
