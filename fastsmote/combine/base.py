"""An over-sampler, and a cleaner after it."""

from typing import Any, ClassVar

import numpy as np
from sklearn.base import clone

from fastsmote.attributes import all_or_nothing
from fastsmote.base import BaseOverSampler, BaseSampler
from fastsmote.errors.origins import removed_unknown
from fastsmote.over_sampling import SMOTE
from fastsmote.planning import plan_over_sampling
from fastsmote.provenance import Origin, check_has_resampled, check_tells, synthetic_left
from fastsmote.validation import (
    OVER_SAMPLER_CONSTRAINTS,
    check_flags,
    check_parameters,
    sampler_of,
)

OVER_SAMPLER = sampler_of("over-sampler", "over-sampling", "bypass")
CLEANING_SAMPLER = sampler_of("cleaner", "clean-sampling", "under-sampling", "bypass")


class BaseCombination(BaseSampler):
    """What the combinations share: the over-sampler."""

    _sampling_type = "over-sampling"
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **OVER_SAMPLER_CONSTRAINTS,
        "smote": [OVER_SAMPLER, None],
    }

    random_state: Any
    smote: Any
    _cleaner: ClassVar[str]  # the parameter
    _left: np.ndarray | None

    def _plan(self, y: np.ndarray) -> dict[Any, int]:
        # an over-sampler that is given has a plan of its own
        if isinstance(self.smote, BaseSampler):
            check_parameters(self.smote)
        return plan_over_sampling(
            getattr(self.smote, "sampling_strategy", self.sampling_strategy), y
        )

    def _rounds_integers(self) -> bool:
        # frames of integers and other columns are made anew after the cleaner
        return getattr(self.smote, "integer_columns", None) == "round"

    @all_or_nothing
    def fit_resample(
        self,
        X: Any,
        y: Any,
        *,
        sample_weight: Any = None,
        provenance: bool = False,
        keep_index: bool = False,
    ) -> tuple[Any, ...]:
        """Resample the data.

        Parameters
        ----------
        X : {array-like, dataframe, sparse matrix} of shape (n_samples, n_features)
            Feature rows; finite numbers; not modified.
        y : array-like of shape (n_samples,)
            Class labels, or their one-hot encoding of shape (n_samples, n_classes).
        sample_weight : array-like of shape (n_samples,), default=None
            Weights of the rows, finite and not negative. The over-sampler makes those of synthetic
            rows.
        provenance : bool, default=False
            Whether to keep, until the next call, ``seed_indices_``, ``neighbor_indices_`` and
            ``steps_``: 24 bytes for each row that the over-sampler makes, which are pickled with
            the sampler.
        keep_index : bool, default=False
            Whether pandas objects keep their index, with one more level ``"synthetic"`` (bool):
            a synthetic row has the label of its seed. By default they get a RangeIndex. Those of
            ``X``, ``y`` and a Series of weights must be equal.

        Returns
        -------
        X_resampled : container of ``X``, of shape (n_samples_new, n_features)
            Rows of ``X`` and synthetic rows that the cleaner leaves; dtype of ``X``.
        y_resampled : container of ``y``, of shape (n_samples_new,)
            Their labels.
        sample_weight_resampled : list, Series or ndarray of shape (n_samples_new,)
            If ``sample_weight`` is given: their weights, float32 if these are, otherwise float64.
            A Series keeps its name.

        Raises
        ------
        ValueError
            Parameters or data that cannot be used; the message says what is accepted. With any of
            the options: an over-sampler or cleaner that cannot say where its rows come from.
        """
        check_flags(self, provenance=provenance)
        X, y, companions = self._open(X, y, sample_weight, keep_index)
        self._check_values(X, companions.names)
        n_samples = len(y)
        cleaner, self.smote_ = self._new_cleaner(), self._new_over_sampler()
        if not (provenance or companions.need_origin):
            X, y = cleaner.fit_resample(*self.smote_.fit_resample(X, y))
            self._left = getattr(cleaner, "sample_indices_", None)
            return companions.restore(X, y, self._origin, self._kept(n_samples))
        check_tells("smote", self.smote_, "seed_indices_")
        X, y = cleaner.fit_resample(*self.smote_.fit_resample(X, y, provenance=True))
        check_tells(self._cleaner, cleaner, "sample_indices_")
        self._left = cleaner.sample_indices_
        resampled = companions.restore(X, y, self._origin, self._kept(n_samples))
        if not provenance:
            self._forget_segments()
        return resampled

    def _new_cleaner(self) -> Any:
        """Set and return the sampler that cleans."""
        raise NotImplementedError

    def _new_over_sampler(self) -> Any:
        if self.smote is not None:
            return clone(self.smote)
        return SMOTE(
            sampling_strategy=self.sampling_strategy,
            random_state=self.random_state,
            n_jobs=self.n_jobs,
        )

    @property
    def synthetic_mask_(self) -> np.ndarray:
        """Which rows of the last result are synthetic: bool, of shape (n_resampled,)."""
        is_synthetic, kept = self._of_over_sampler("synthetic_mask_")
        mask: np.ndarray = is_synthetic[kept]
        return mask

    @property
    def seed_indices_(self) -> np.ndarray:
        """Row of ``X`` that is the seed of each synthetic row: intp, of shape (n_synthetic,)."""
        return self._left_of("seed_indices_")

    @property
    def neighbor_indices_(self) -> np.ndarray:
        """Row of ``X`` towards which it stands from there: intp, of shape (n_synthetic,)."""
        return self._left_of("neighbor_indices_")

    @property
    def steps_(self) -> np.ndarray:
        """By which fraction of the way: float64, of shape (n_synthetic,)."""
        return self._left_of("steps_")

    def _of_over_sampler(self, attribute: str) -> tuple[np.ndarray, np.ndarray]:
        """An attribute of the over-sampler, and which of its rows are left."""
        check_has_resampled(self, attribute, "_left")
        if self._left is None:
            raise removed_unknown(attribute)
        return getattr(self.smote_, attribute), self._left

    def _left_of(self, attribute: str) -> np.ndarray:
        """An attribute of the synthetic rows, of those that are left."""
        values, kept = self._of_over_sampler(attribute)
        left: np.ndarray = values[synthetic_left(self.smote_.synthetic_mask_, kept)]
        return left

    def _kept(self, n_samples: int) -> Any:
        """Which rows of the input those of the result are, as `Containers.restore` takes it."""
        if self._left is None or not isinstance(self.smote_, BaseOverSampler):
            return None  # nobody knows
        return np.where(self._left < n_samples, self._left, -1)

    def _origin(self) -> Origin:
        origin: Origin = self.smote_._origin().take(self._left)
        return origin

    def _forget_segments(self) -> None:
        self.smote_._forget_segments()
