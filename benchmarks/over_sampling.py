"""``fit_resample`` of the samplers beside SMOTE, with imbalanced-learn's beside them."""

import importlib
from typing import Any

from benchmarks.data import imbalanced

# What each is run with, where the defaults would find nothing to do.
PARAMETERS: dict[str, dict[str, Any]] = {
    "ADASYN": {},
    "BorderlineSMOTE": {},
    "KMeansSMOTE": {"kmeans_estimator": 8, "cluster_balance_threshold": 0.0},
    "RandomOverSampler": {},
    "SVMSMOTE": {},
}


class OverSampling:
    """Clustered data, four majority rows to one of the minority."""

    param_names = ("library", "sampler", "n_minority")
    params = (("fastsmote", "imblearn"), tuple(PARAMETERS), (60, 1_000, 10_000))
    timeout = 300

    def setup(self, library: str, sampler: str, n_minority: int) -> None:
        if sampler == "SVMSMOTE" and n_minority > 1_000:
            raise NotImplementedError  # asv's word for "skip": minutes of libsvm, in either
        self.X, self.y = imbalanced(n_minority, 16, 4)
        cls = getattr(importlib.import_module(f"{library}.over_sampling"), sampler)
        self.sampler = cls(random_state=0, **PARAMETERS[sampler])
        self.sampler.fit_resample(self.X, self.y)

    def time_fit_resample(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)

    def peakmem_fit_resample(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)
