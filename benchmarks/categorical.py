"""SMOTENC and SMOTEN by the number of levels, with imbalanced-learn beside them where it can."""

from benchmarks.data import mixed, nominal
from benchmarks.family import Case, sampler_of

MIXED = Case("over_sampling.SMOTENC", (), params={"categorical_features": list(range(6, 12))})


class _Mixed:
    def setup(self, library: str, n_minority: int, n_levels: int) -> None:
        self.X, self.y = mixed(n_minority, n_levels=n_levels)
        self.sampler = sampler_of(library, MIXED)
        few = slice(0, 15_000)
        self.sampler.fit_resample(self.X[few], self.y[few])

    def time_smotenc(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)

    def peakmem_smotenc(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)


class MixedBesideImbalancedLearn(_Mixed):
    """Sizes whose one-hot search ends in seconds."""

    param_names = ("library", "n_minority", "n_levels")
    params = (("fastsmote", "imblearn"), (200, 2_000, 5_000), (3, 10))


class MixedLarge(_Mixed):
    """50,000 minority rows, for which the other takes minutes."""

    param_names = ("library", "n_minority", "n_levels")
    params = (("fastsmote",), (50_000,), (3, 10, 1_000))
    timeout = 120


class Nominal:
    """Twelve categories; few levels make equal rows."""

    param_names = ("library", "n_minority", "n_levels")
    params = (("fastsmote", "imblearn"), (200, 2_000, 10_000), (2, 8))
    timeout = 300

    def setup(self, library: str, n_minority: int, n_levels: int) -> None:
        self.X, self.y = nominal(n_minority, n_levels=n_levels)
        self.sampler = sampler_of(library, Case("over_sampling.SMOTEN", ()))
        few = slice(0, 15_000)
        self.sampler.fit_resample(self.X[few], self.y[few])

    def time_smoten(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)
