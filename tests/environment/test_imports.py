"""What an import, a small and a large resample bring into a process."""

import pytest

from tests.environment.process import run_python

# A package that a later line must not find loaded is named when it first is.
SCRIPT = """
    import sys

    def loaded():
        heavy = {"numpy", "scipy", "sklearn", "numba", "llvmlite", "imblearn"}
        return heavy & set(sys.modules)

    import fastsmote
    fastsmote.__version__
    assert loaded() == set(), loaded()

    assert "over_sampling" in dir(fastsmote)
    fastsmote.over_sampling
    from fastsmote.over_sampling import SMOTE
    light = {"numpy", "scipy", "sklearn"}
    assert loaded() == light, loaded()
    for name in ("neighbors", "svm", "cluster"):
        assert "sklearn." + name not in sys.modules, name

    import numpy as np

    def resample(n_rows, n_features=4):
        X, y = np.random.RandomState(0).rand(n_rows, n_features), np.arange(n_rows) % 4 // 3
        sampler = SMOTE(random_state=0)
        assert len(sampler.fit_resample(X, y)[0]) == n_rows + n_rows // 2

    for n_rows in (60, 200, 2_000, 20_000):
        resample(n_rows)
        assert loaded() == light, (n_rows, loaded())

    from fastsmote.over_sampling import SMOTEN, SMOTENC

    X, y = np.random.RandomState(0).randint(0, 9, (400, 4)), np.arange(400) % 4 // 3
    SMOTEN(random_state=0).fit_resample(X, y)
    SMOTENC([0, 2], random_state=0).fit_resample(X, y)
    assert loaded() == light, loaded()
    assert "sklearn.neighbors" not in sys.modules
    SMOTE().fit(np.zeros((2_000_000, 8)), np.arange(2_000_000) % 2)  # checks, however much it is
    assert loaded() == light, loaded()

    resample(80_000, 20)
    assert loaded() == light | {"numba", "llvmlite"}, loaded()
"""


def test_nothing_is_loaded_before_it_is_needed(tmp_path):
    run_python(SCRIPT, tmp_path)


def test_compare_is_loaded_when_asked_for(tmp_path):
    code = """
        import sys
        import fastsmote

        assert "compare" in dir(fastsmote)
        assert "fastsmote.comparison" not in sys.modules
        assert callable(fastsmote.compare)
    """
    run_python(code, tmp_path)


def test_unknown_name():
    import fastsmote

    with pytest.raises(AttributeError, match="'fastsmote' has no attribute 'undersampling'"):
        fastsmote.undersampling  # noqa: B018


def test_a_patch_loads_nothing(tmp_path):
    code = """
        import sys

        import fastsmote

        fastsmote.patch_imblearn()
        assert fastsmote.is_patched()
        heavy = {"numpy", "scipy", "sklearn", "numba", "imblearn", "joblib", "multiprocessing"}
        assert not heavy & set(sys.modules), heavy & set(sys.modules)

        from imblearn.over_sampling import SMOTE  # patched as soon as it is there

        assert not {"fastsmote.over_sampling", "numba"} & set(sys.modules)
        SMOTE(k_neighbors=1).fit_resample([[1.0], [2.0], [3.0], [4.0], [5.0]], [0, 0, 1, 1, 1])
        assert "fastsmote.over_sampling" in sys.modules
        assert "numba" not in sys.modules
    """
    run_python(code, tmp_path)
