"""For ``pytest -p tests.patching.plugin``: the tests run patched, and say who answered."""

import json
from pathlib import Path

import pytest

import fastsmote
from fastsmote.patching.table import TABLE
from fastsmote.patching.usage import usage_so_far

fastsmote.patch_imblearn()

# test -> class -> reasons for which imbalanced-learn's own method answered
declined: dict[str, dict[str, list[str]]] = {}


def pytest_collection_modifyitems(config, items):
    """Leave out the common checks, which take minutes, of estimators that are not patched."""
    patched = {entry.name for entry in TABLE}
    others = [
        item
        for item in items
        if item.path.name == "test_common.py"
        and "estimator" in getattr(getattr(item, "callspec", None), "params", {})
        and type(item.callspec.params["estimator"]).__name__ not in patched
    ]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    before = usage_so_far()
    try:
        return (yield)
    finally:
        for name, usage in usage_so_far().items():
            reasons = usage.declined - before[name].declined if name in before else usage.declined
            if reasons:
                declined.setdefault(item.nodeid, {})[name] = sorted(reasons)


def pytest_sessionfinish():
    n_calls = {name: usage.n_calls for name, usage in usage_so_far().items()}
    report = {"n_calls": n_calls, "declined": declined}
    Path("usage.json").write_text(json.dumps(report, indent=1))
