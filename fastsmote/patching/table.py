"""Which classes of imbalanced-learn's are replaced, by what, and which are not."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from fastsmote.errors.patching import class_not_replaced, names_not_iterable


@dataclass(frozen=True)
class Entry:
    """A class of imbalanced-learn's and fastsmote's for it.

    Attributes
    ----------
    module, name : str
        Where programs import it from.
    substitute : str
        The module with fastsmote's class of this name.
    """

    module: str
    name: str
    substitute: str

    @property
    def original(self) -> Any:
        """imbalanced-learn's class; None if its module is not loaded or has none."""
        return getattr(sys.modules.get(self.module), self.name, None)

    @property
    def replacement(self) -> Any:
        """Class of fastsmote's, imported now."""
        return getattr(import_module(self.substitute), self.name)

    @property
    def loaded_replacement(self) -> Any:
        """Class of fastsmote's; None if nobody has imported it."""
        return vars(sys.modules.get(self.substitute, object)).get(self.name)


TABLE = (
    Entry("imblearn.over_sampling", "ADASYN", "fastsmote.over_sampling"),
    Entry("imblearn.over_sampling", "BorderlineSMOTE", "fastsmote.over_sampling"),
    Entry("imblearn.over_sampling", "KMeansSMOTE", "fastsmote.over_sampling"),
    Entry("imblearn.over_sampling", "RandomOverSampler", "fastsmote.over_sampling"),
    Entry("imblearn.over_sampling", "SMOTE", "fastsmote.over_sampling"),
    Entry("imblearn.over_sampling", "SMOTEN", "fastsmote.over_sampling"),
    Entry("imblearn.over_sampling", "SMOTENC", "fastsmote.over_sampling"),
    Entry("imblearn.over_sampling", "SVMSMOTE", "fastsmote.over_sampling"),
    Entry("imblearn.under_sampling", "AllKNN", "fastsmote.under_sampling"),
    Entry("imblearn.under_sampling", "CondensedNearestNeighbour", "fastsmote.under_sampling"),
    Entry("imblearn.under_sampling", "EditedNearestNeighbours", "fastsmote.under_sampling"),
    Entry("imblearn.under_sampling", "NearMiss", "fastsmote.under_sampling"),
    Entry("imblearn.under_sampling", "NeighbourhoodCleaningRule", "fastsmote.under_sampling"),
    Entry("imblearn.under_sampling", "OneSidedSelection", "fastsmote.under_sampling"),
    Entry("imblearn.under_sampling", "RepeatedEditedNearestNeighbours", "fastsmote.under_sampling"),
    Entry("imblearn.under_sampling", "TomekLinks", "fastsmote.under_sampling"),
    Entry("imblearn.combine", "SMOTEENN", "fastsmote.combine"),
    Entry("imblearn.combine", "SMOTETomek", "fastsmote.combine"),
)

#: Samplers of imbalanced-learn's that stay as they are, and why.
NOT_REPLACED = {
    "ClusterCentroids": "its time is scikit-learn's k-means",
    "InstanceHardnessThreshold": "its time is the classifier's",
    "RandomUnderSampler": "it searches nothing",
}


def entries_of(names: Iterable[str] | None) -> frozenset[Entry]:
    """Entries by the names of classes; all of them for None.

    Raises
    ------
    ArgumentError
        If a name is not in the table.
    TypeError
        If ``names`` are not names.
    """
    if names is None:
        return frozenset(TABLE)
    if not isinstance(names, Iterable):
        raise names_not_iterable(names)
    wanted = [names] if isinstance(names, str) else list(names)
    known = {entry.name: entry for entry in TABLE}
    for name in wanted:
        if not isinstance(name, str) or name not in known:
            raise class_not_replaced(name, NOT_REPLACED.get(str(name)), known)
    return frozenset(known[name] for name in wanted)
