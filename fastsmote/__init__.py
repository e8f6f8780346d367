"""fastsmote: imbalanced-learn's SMOTE family on compiled kernels.

The same rows for the same ``random_state``, sooner and in less memory: swap
``imblearn.over_sampling`` for ``fastsmote.over_sampling``.

Names are loaded when they are first asked for, so ``import fastsmote`` itself costs next to
nothing; Numba is loaded when the first kernel runs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastsmote import (
        combine,
        dask,
        errors,
        over_sampling,
        parquet,
        progress,
        under_sampling,
    )
    from fastsmote.comparison import Comparison, compare
    from fastsmote.compilation import warmup
    from fastsmote.patching import is_patched, patch_imblearn, unpatch_imblearn

__version__ = "0.1.0"

__all__ = [
    "Comparison",
    "__version__",
    "combine",
    "compare",
    "dask",
    "errors",
    "is_patched",
    "over_sampling",
    "parquet",
    "patch_imblearn",
    "progress",
    "under_sampling",
    "unpatch_imblearn",
    "warmup",
]

# public name -> module that holds it; a module's own name stands for the module itself
_HOMES = {
    "Comparison": "fastsmote.comparison",
    "combine": "fastsmote.combine",
    "compare": "fastsmote.comparison",
    "dask": "fastsmote.dask",
    "errors": "fastsmote.errors",
    "is_patched": "fastsmote.patching",
    "over_sampling": "fastsmote.over_sampling",
    "parquet": "fastsmote.parquet",
    "patch_imblearn": "fastsmote.patching",
    "progress": "fastsmote.progress",
    "under_sampling": "fastsmote.under_sampling",
    "unpatch_imblearn": "fastsmote.patching",
    "warmup": "fastsmote.compilation",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'fastsmote' has no attribute {name!r}")
    module = import_module(_HOMES[name])
    value = module if module.__name__ == f"fastsmote.{name}" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
