"""Whole ``fit_resample``: time and peak memory, with imbalanced-learn beside it."""

import importlib

from benchmarks.data import imbalanced


class SMOTE:
    """Clustered data, four majority rows to one of the minority."""

    param_names = ("library", "n_minority", "n_features", "dtype")
    params = (
        ("fastsmote", "imblearn"),
        (200, 10_000, 50_000),
        (8, 32),
        ("float32", "float64"),
    )
    timeout = 300

    def setup(self, library: str, n_minority: int, n_features: int, dtype: str) -> None:
        self.X, self.y = imbalanced(n_minority, n_features, 4, dtype)
        self.sampler = importlib.import_module(f"{library}.over_sampling").SMOTE(random_state=0)
        few = slice(0, 20_000)
        self.sampler.fit_resample(self.X[few], self.y[few])

    def time_smote(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)

    def peakmem_smote(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)
