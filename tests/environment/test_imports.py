"""What an import, a small and a large resample bring into a process."""

import pytest

from tests.environment.process import run_python

LOADED = """
    import sys
    {}
    heavy = {{"numpy", "scipy", "sklearn", "numba", "llvmlite", "imblearn"}}
    print(*sorted(heavy & set(sys.modules)))
"""
RESAMPLE = """
    import numpy as np
    from fastsmote.over_sampling import SMOTE

    X, y = np.random.RandomState(0).rand({0}, 4), np.arange({0}) % 4 // 3
    X_resampled, _ = SMOTE(random_state=0).fit_resample(X, y)
    assert len(X_resampled) == {0} + {0} // 2
"""


def loaded_after(code, directory, *options):
    lines = [line.strip() for line in code.strip().splitlines()]
    return set(run_python(LOADED.format("\n    ".join(lines)), directory, *options).split())


def test_package(tmp_path):
    assert loaded_after("import fastsmote; fastsmote.__version__", tmp_path) == set()


@pytest.mark.parametrize("name", ["over_sampling", "compare"])
def test_names_are_loaded_when_asked_for(tmp_path, name):
    code = f"import fastsmote; assert {name!r} in dir(fastsmote); fastsmote.{name}"
    assert "sklearn" in loaded_after(code, tmp_path)


def test_sampler(tmp_path):
    loaded = loaded_after("from fastsmote.over_sampling import SMOTE", tmp_path)
    assert loaded == {"numpy", "scipy", "sklearn"}


@pytest.mark.parametrize("n_rows", [60, 200, 2_000])
def test_small_resample_leaves_the_compiler_alone(tmp_path, n_rows):
    assert loaded_after(RESAMPLE.format(n_rows), tmp_path) == {"numpy", "scipy", "sklearn"}


def test_large_resample_loads_the_compiler(tmp_path):
    loaded = loaded_after(RESAMPLE.format(12_000), tmp_path)
    assert loaded == {"numpy", "scipy", "sklearn", "numba", "llvmlite"}


def test_unknown_name():
    import fastsmote

    with pytest.raises(AttributeError, match="'fastsmote' has no attribute 'undersampling'"):
        fastsmote.undersampling  # noqa: B018
