"""An over-sampler, and a cleaner after it."""

from typing import Any, ClassVar

import numpy as np
from sklearn.base import clone

from fastsmote.base import BaseSampler
from fastsmote.over_sampling import SMOTE
from fastsmote.planning import plan_over_sampling
from fastsmote.validation import OVER_SAMPLER_CONSTRAINTS, check_parameters, instance_with

OVER_SAMPLER = instance_with("over-sampler", "fit_resample")
CLEANING_SAMPLER = instance_with("cleaner", "fit_resample")


class BaseCombination(BaseSampler):
    """What the combinations share: the over-sampler."""

    _sampling_type = "over-sampling"
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **OVER_SAMPLER_CONSTRAINTS,
        "smote": [OVER_SAMPLER, None],
    }

    random_state: Any
    smote: Any

    def _plan(self, y: np.ndarray) -> dict[Any, int]:
        # an over-sampler that is given has a plan of its own
        if isinstance(self.smote, BaseSampler):
            check_parameters(self.smote)
        return plan_over_sampling(
            getattr(self.smote, "sampling_strategy", self.sampling_strategy), y
        )

    def _resample_with(self, cleaner: Any, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        default = SMOTE(
            sampling_strategy=self.sampling_strategy,
            random_state=self.random_state,
            n_jobs=self.n_jobs,
        )
        self.smote_ = default if self.smote is None else clone(self.smote)
        X_resampled, y_resampled = cleaner.fit_resample(*self.smote_.fit_resample(X, y))
        return X_resampled, y_resampled
