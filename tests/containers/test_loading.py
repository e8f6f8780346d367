"""What containers bring into a process, and what is said if narwhals is not there."""

import sys

import polars as pl
import pytest

from fastsmote.containers.tables import framed
from tests.environment.process import run_python

# Imports of the packages named fail, as where they are not installed.
WITHOUT = """
    import sys

    class Absent:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {packages}:
                raise ModuleNotFoundError(name)

    sys.meta_path.insert(0, Absent())

    import numpy as np
    from fastsmote.over_sampling import SMOTE, SMOTENC, SMOTEN, RandomOverSampler
    from fastsmote.under_sampling import TomekLinks

    X, y = np.random.RandomState(0).rand(60, 2), np.arange(60) % 4 // 3
    data = {{"a": X[:, 0], "b": X[:, 1], "c": ["x", "y", "z"] * 20}}

    def check(table, labels):
        for sampler in (SMOTENC([2]), RandomOverSampler()):
            resampled, resampled_labels = sampler.fit_resample(table, labels)
            assert type(resampled) is type(table)
            assert type(resampled_labels) is type(labels)
        for sampler in (SMOTE(), TomekLinks()):
            resampled, _ = sampler.fit_resample(table.select(["a", "b"]), labels)
            assert type(resampled) is type(table)
        resampled, _ = SMOTEN().fit_resample(table.select(["c"]), labels)
        assert type(resampled) is type(table)
"""


def test_arrays_load_no_package_of_containers(tmp_path):
    code = """
        import sys
        import numpy as np
        from fastsmote.over_sampling import SMOTE

        X, y = np.random.RandomState(0).rand(60, 3), np.arange(60) % 4 // 3
        SMOTE(random_state=0).fit_resample(X, y)
        # pandas, pyarrow and narwhals are looked for by scikit-learn itself
        for name in ("polars", "fastsmote.containers.tables"):
            assert name not in sys.modules, name
    """
    run_python(code, tmp_path)


def test_polars_alone(tmp_path):
    code = """
    import polars

    check(polars.DataFrame(data), polars.Series(y))
    check(polars.DataFrame(data), polars.Series(y.astype(str)))
    assert not {"pandas", "pyarrow"} & set(sys.modules)
    """
    run_python(WITHOUT.format(packages=["pandas", "pyarrow"]) + code, tmp_path)


def test_pyarrow_alone(tmp_path):
    code = """
    import pyarrow

    check(pyarrow.table(data), pyarrow.array(y))
    check(pyarrow.table(data), pyarrow.array(y.astype(str)))
    assert not {"pandas", "polars"} & set(sys.modules)
    """
    run_python(WITHOUT.format(packages=["pandas", "polars"]) + code, tmp_path)


def test_narwhals_is_asked_for(monkeypatch):
    monkeypatch.setitem(sys.modules, "narwhals.stable.v1", None)
    with pytest.raises(ImportError, match=r"`pip install narwhals`, or pass .* NumPy arrays"):
        framed(pl.DataFrame({"a": [1.0]}))
