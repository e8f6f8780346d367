"""A patch that is there before imbalanced-learn, and what an import leaves as it was."""

import importlib
import sys

import pytest

from fastsmote.patching.importing import ImportWatch
from tests.environment.process import run_python


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of a name of its own, which can be imported anew."""
    name = "watched_package"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("from watched_package import inner\n")
    (tmp_path / name / "inner.py").write_text("loader = __loader__\nvalue = 1\n")
    (tmp_path / name / "failing.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    for module in [each for each in sys.modules if each.startswith(name)]:
        del sys.modules[module]


@pytest.fixture
def told(package):
    """Names that an `ImportWatch` has told."""
    told = []
    watch = ImportWatch([f"{package}.{name}" for name in ("inner", "failing", "none")], told.append)
    watch.start()
    yield told
    watch.stop()
    assert watch not in sys.meta_path


def test_tells_after_the_import_and_leaves_no_trace(package, told):
    module = importlib.import_module(f"{package}.inner")
    assert told == [f"{package}.inner"]
    assert type(module.__loader__) is type(importlib.import_module(package).__loader__)
    assert module.__spec__.loader is module.__loader__ is module.loader
    importlib.import_module(f"{package}.inner")
    assert told == [f"{package}.inner"]
    importlib.reload(module)
    assert told == [f"{package}.inner"] * 2


def test_an_import_that_fails_is_not_told(package, told):
    with pytest.raises(ZeroDivisionError):
        importlib.import_module(f"{package}.failing")
    with pytest.raises(ModuleNotFoundError, match="none"):
        importlib.import_module(f"{package}.none")
    assert told == [f"{package}.inner"]


def test_what_is_found_can_be_asked_as_before(package, told):
    spec = importlib.util.find_spec(f"{package}.failing")
    assert spec.loader.get_source(f"{package}.failing") == "1 / 0\n"
    assert f"{package}.failing" not in told


def test_a_watch_that_is_started_twice_is_there_once(package, told):
    watch = ImportWatch([f"{package}.inner"], told.append)
    watch.start()
    watch.start()
    assert sys.meta_path.count(watch) == 1
    watch.stop()
    watch.stop()
    assert watch not in sys.meta_path


@pytest.mark.parametrize(
    "statement",
    [
        "import imblearn",
        "from imblearn.combine import SMOTEENN",
        "from imblearn.over_sampling._smote.base import SMOTE",
        "import imblearn.pipeline",
    ],
)
def test_a_patch_before_the_import(tmp_path, statement):
    code = f"""
        import sys
        import fastsmote
        from fastsmote.patching.importing import ImportWatch
        from fastsmote.patching.requests import _swaps
        from fastsmote.patching.table import TABLE

        patch = fastsmote.patch_imblearn()
        assert "imblearn" not in sys.modules and not _swaps
        {statement}
        assert _swaps.keys() == set(TABLE)
        assert all(vars(entry.original)["fit_resample"]._fastsmote for entry in TABLE)
        with patch:
            pass
        assert not any("fit_resample" in vars(entry.original) for entry in TABLE)
        assert not any(isinstance(finder, ImportWatch) for finder in sys.meta_path)
    """
    run_python(code, tmp_path)


def test_an_import_that_another_thread_is_in_the_midst_of(tmp_path):
    code = """
        import sys
        import threading
        import time
        import fastsmote
        from fastsmote.patching.requests import _swaps
        from fastsmote.patching.table import TABLE

        thread = threading.Thread(target=__import__, args=("imblearn",))
        thread.start()
        for idx in range(50):  # at some moments of the import
            with fastsmote.patch_imblearn():
                time.sleep(0.005)
        fastsmote.patch_imblearn()
        thread.join()
        assert _swaps.keys() == set(TABLE)
    """
    run_python(code, tmp_path)
