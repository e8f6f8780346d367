"""Parameters of the samplers that keep rows, and of the combinations."""

import re

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from fastsmote.combine import SMOTEENN, SMOTETomek
from fastsmote.over_sampling import SMOTE
from fastsmote.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    NearMiss,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from tests.samplers.bad_inputs.row import Bad, Unnumbered, UnnumberedClassifier, without_number

ROWS = {
    "near-miss version 4": Bad(
        NearMiss(version=4),
        "version",
        "4",
        "The 'version' parameter of NearMiss must be an int in [1, 3]. Got 4 instead: leave "
        "version out for its default, 1.",
    ),
    "near-miss version text": Bad(
        NearMiss(version="1"),
        "version",
        "'1'",
        "The 'version' parameter of NearMiss must be an int in [1, 3]. Got '1' instead: write "
        "1, without quotes.",
    ),
    "near-miss too many": Bad(
        NearMiss(n_neighbors=11),
        "n_neighbors",
        "11",
        "Expected n_neighbors <= number of rows of the smallest class, but n_neighbors = 11 "
        "and there are 10 such rows: set n_neighbors to 10 or less.",
    ),
    "near-miss 3 too many": Bad(
        NearMiss(version=3, n_neighbors_ver3=31),
        "n_neighbors_ver3",
        "31",
        "Expected n_neighbors_ver3 <= number of rows of the class to be resampled, but "
        "n_neighbors_ver3 = 31 and there are 30 such rows: set n_neighbors_ver3 to 30 or less.",
    ),
    "near-miss estimator with too many": Bad(
        NearMiss(n_neighbors=NearestNeighbors(n_neighbors=11)),
        "n_neighbors",
        "NearestNeighbors(n_neighbors=11)",
        "Expected n_neighbors to be an estimator that can be fitted to 10 rows and asked, but "
        "n_neighbors = NearestNeighbors(n_neighbors=11) raises 'Expected n_neighbors <= "
        "n_samples_fit, but n_neighbors = 11, n_samples_fit = 10, n_samples = 30': change its "
        "parameters to what that many rows allow.",
    ),
    "near-miss 3 estimator with too many": Bad(
        NearMiss(version=3, n_neighbors_ver3=NearestNeighbors(n_neighbors=31)),
        "n_neighbors_ver3",
        "NearestNeighbors(n_neighbors=31)",
        "Expected n_neighbors_ver3 to be an estimator that can be fitted to 30 rows and asked,"
        " but n_neighbors_ver3 = NearestNeighbors(n_neighbors=31) raises 'Expected n_neighbors"
        " <= n_samples_fit, but n_neighbors = 31, n_samples_fit = 30, n_samples = 10': change "
        "its parameters to what that many rows allow.",
    ),
    "editing too many": Bad(
        EditedNearestNeighbours(n_neighbors=40),
        "n_neighbors",
        "40",
        "Expected n_neighbors < number of rows, but n_neighbors = 40 and there are 40 rows: "
        "set n_neighbors to 39 or less.",
    ),
    "editing estimator with too many": Bad(
        EditedNearestNeighbours(n_neighbors=NearestNeighbors(n_neighbors=41)),
        "n_neighbors",
        "NearestNeighbors(n_neighbors=41)",
        "Expected n_neighbors to be an estimator that can be fitted to 40 rows and asked, but "
        "n_neighbors = NearestNeighbors(n_neighbors=41) raises 'Expected n_neighbors <= "
        "n_samples_fit, but n_neighbors = 41, n_samples_fit = 40, n_samples = 30': change its "
        "parameters to what that many rows allow.",
    ),
    "editing kind": Bad(
        EditedNearestNeighbours(kind_sel="most"),
        "kind_sel",
        "'most'",
        "The 'kind_sel' parameter of EditedNearestNeighbours must be a str among 'all', "
        "'mode'. Got 'most' instead: leave kind_sel out for its default, 'all'.",
    ),
    "repeated editing too many": Bad(
        RepeatedEditedNearestNeighbours(n_neighbors=40),
        "n_neighbors",
        "40",
        "Expected n_neighbors < number of rows, but n_neighbors = 40 and there are 40 rows: "
        "set n_neighbors to 39 or less.",
    ),
    "repeated editing, no round": Bad(
        RepeatedEditedNearestNeighbours(max_iter=0),
        "max_iter",
        "0",
        "The 'max_iter' parameter of RepeatedEditedNearestNeighbours must be an int >= 1. Got "
        "0 instead: leave max_iter out for its default, 100.",
    ),
    "all k, minority": Bad(
        AllKNN(allow_minority="yes"),
        "allow_minority",
        "'yes'",
        "The 'allow_minority' parameter of AllKNN must be True or False. Got 'yes' instead: "
        "leave allow_minority out for its default, False.",
    ),
    "all k, zero": Bad(
        AllKNN(n_neighbors=0),
        "n_neighbors",
        "0",
        "The 'n_neighbors' parameter of AllKNN must be an int >= 1 or an estimator with "
        "methods kneighbors and kneighbors_graph. Got 0 instead: leave n_neighbors out for its"
        " default, 3.",
    ),
    **{
        f"all k, estimator with {n!r}": Bad(
            AllKNN(n_neighbors=NearestNeighbors(n_neighbors=n)),
            "n_neighbors",
            f"n_neighbors={n!r}",
            re.compile(
                "Expected n_neighbors to be an estimator that can be fitted to 40 rows and asked, "
                rf"but n_neighbors = NearestNeighbors\(n_neighbors={n!r}\) raises .+: change its "
                r"parameters to what that many rows allow\."
            ),
            error=TypeError,
            theirs=theirs,
        )
        for n, theirs in (("a", "the same"), (2.5, "the same"), (0, "accepts"))
    },
    "near-miss 2, estimator without a number": Bad(
        NearMiss(version=2, n_neighbors=NearestNeighbors(n_neighbors=None)),
        "n_neighbors",
        "n_neighbors=None",
        "Expected n_neighbors to be an estimator that can be fitted to 10 rows and asked, but "
        'n_neighbors = NearestNeighbors(n_neighbors=None) raises "bad operand type for unary -: '
        "'NoneType'\": change its parameters to what that many rows allow.",
        error=TypeError,
    ),
    "condensing without seeds": Bad(
        CondensedNearestNeighbour(n_seeds_S=0),
        "n_seeds_S",
        "0",
        "The 'n_seeds_S' parameter of CondensedNearestNeighbour must be an int >= 1. Got 0 "
        "instead: leave n_seeds_S out for its default, 1.",
    ),
    "condensing zero": Bad(
        CondensedNearestNeighbour(n_neighbors=0),
        "n_neighbors",
        "0",
        "The 'n_neighbors' parameter of CondensedNearestNeighbour must be an int >= 1, a "
        "classifier with methods fit, predict and kneighbors or None. Got 0 instead: leave "
        "n_neighbors out for its default, None.",
    ),
    "condensing too many": Bad(
        CondensedNearestNeighbour(n_neighbors=12),
        "n_neighbors",
        "12",
        "Expected n_neighbors <= number of rows of the smallest class and n_seeds_S of "
        "another, but n_neighbors = 12 and there are 11 such rows: set n_neighbors to 11 or "
        "less.",
    ),
    "condensing classifier with too many": Bad(
        CondensedNearestNeighbour(n_neighbors=KNeighborsClassifier(n_neighbors=60)),
        "n_neighbors",
        "KNeighborsClassifier(n_neighbors=60)",
        "Expected n_neighbors to be an estimator that can be fitted to 11 rows and asked, but "
        "n_neighbors = KNeighborsClassifier(n_neighbors=60) raises 'Expected n_neighbors <= "
        "n_samples_fit, but n_neighbors = 60, n_samples_fit = 11, n_samples = 30': change its "
        "parameters to what that many rows allow.",
    ),
    "one-sided too many": Bad(
        OneSidedSelection(n_neighbors=12),
        "n_neighbors",
        "12",
        "Expected n_neighbors <= number of rows of the smallest class and n_seeds_S of "
        "another, but n_neighbors = 12 and there are 11 such rows: set n_neighbors to 11 or "
        "less.",
    ),
    "one-sided no classifier": Bad(
        OneSidedSelection(n_neighbors=NearestNeighbors()),
        "n_neighbors",
        "NearestNeighbors()",
        "The 'n_neighbors' parameter of OneSidedSelection must be an int >= 1, a classifier "
        "with methods fit, predict and kneighbors or None. Got NearestNeighbors() instead: "
        "leave n_neighbors out for its default, None.",
        theirs="UnboundLocalError",
    ),
    "cleaning threshold": Bad(
        NeighbourhoodCleaningRule(threshold_cleaning=0),
        "threshold_cleaning",
        "0",
        "The 'threshold_cleaning' parameter of NeighbourhoodCleaningRule must be a float > 0. "
        "Got 0 instead: leave threshold_cleaning out for its default, 0.5.",
    ),
    "cleaning too many": Bad(
        NeighbourhoodCleaningRule(n_neighbors=40),
        "n_neighbors",
        "40",
        "Expected n_neighbors < number of rows, but n_neighbors = 40 and there are 40 rows: "
        "set n_neighbors to 39 or less.",
    ),
    "cleaning classifier with too many": Bad(
        NeighbourhoodCleaningRule(n_neighbors=KNeighborsClassifier(n_neighbors=40)),
        "n_neighbors",
        "n_neighbors=41",
        "Expected n_neighbors to be an estimator that can be fitted to 40 rows and asked, but "
        "n_neighbors = NearestNeighbors(n_neighbors=41) raises 'Expected n_neighbors <= "
        "n_samples_fit, but n_neighbors = 41, n_samples_fit = 40, n_samples = 30': change its "
        "parameters to what that many rows allow.",
        theirs="TypeError",
    ),
    "cleaning editor class": Bad(
        NeighbourhoodCleaningRule(edited_nearest_neighbours=EditedNearestNeighbours),
        "edited_nearest_neighbours",
        "EditedNearestNeighbours",
        "The 'edited_nearest_neighbours' parameter of NeighbourhoodCleaningRule must be a "
        "sampler with method fit_resample or None. Got the class EditedNearestNeighbours "
        "instead: pass an instance, EditedNearestNeighbours().",
        theirs="TypeError",
    ),
    "cleaning editor that keeps no rows": Bad(
        NeighbourhoodCleaningRule(edited_nearest_neighbours=SMOTE()),
        "edited_nearest_neighbours",
        "SMOTE()",
        "Expected edited_nearest_neighbours to have sample_indices_ once it has resampled, but"
        " edited_nearest_neighbours = SMOTE() has none: pass a sampler that keeps rows, such "
        "as EditedNearestNeighbours().",
        error=AttributeError,
    ),
    "near-miss without a number": without_number(NearMiss(n_neighbors=Unnumbered())),
    "rounds without a number": without_number(AllKNN(n_neighbors=Unnumbered())),
    "cleaning without a number": without_number(
        NeighbourhoodCleaningRule(n_neighbors=Unnumbered())
    ),
    "cleaning classifier without a number": without_number(
        NeighbourhoodCleaningRule(n_neighbors=UnnumberedClassifier()),
        theirs="ValueError",  # which edits by it, without labels
    ),
    "cleaning classifier without a number beside an editor": without_number(
        NeighbourhoodCleaningRule(
            edited_nearest_neighbours=EditedNearestNeighbours(), n_neighbors=UnnumberedClassifier()
        )
    ),
    "smote class": Bad(
        SMOTEENN(smote=SMOTE),
        "smote",
        "SMOTE",
        "The 'smote' parameter of SMOTEENN must be an over-sampler with method fit_resample or"
        " None. Got the class SMOTE instead: pass an instance, SMOTE().",
    ),
    "smote that cleans": Bad(
        SMOTEENN(smote=TomekLinks()),
        "smote",
        "TomekLinks()",
        "The 'smote' parameter of SMOTEENN must be an over-sampler with method fit_resample or"
        " None. Got TomekLinks() instead: leave smote out for its default, None.",
    ),
    "cleaner that adds rows": Bad(
        SMOTEENN(enn=SMOTE()),
        "enn",
        "SMOTE()",
        "The 'enn' parameter of SMOTEENN must be a cleaner with method fit_resample or None. Got"
        " SMOTE() instead: leave enn out for its default, None.",
    ),
    "smote text": Bad(
        SMOTETomek(smote="SMOTE"),
        "smote",
        "'SMOTE'",
        "The 'smote' parameter of SMOTETomek must be an over-sampler with method fit_resample "
        "or None. Got 'SMOTE' instead: leave smote out for its default, None.",
    ),
    "smote with a bad strategy": Bad(
        SMOTEENN(smote=SMOTE(sampling_strategy="some")),
        "sampling_strategy",
        "'some'",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "'some' instead: leave sampling_strategy out for its default, 'auto'.",
        theirs="ValueError",
    ),
    "smote with too many": Bad(
        SMOTETomek(smote=SMOTE(k_neighbors=15)),
        "k_neighbors",
        "15",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 15 and class 0"
        " has 10 rows: set k_neighbors to 9 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
    ),
    "default smote in too small a class": Bad(
        SMOTEENN(),
        "k_neighbors",
        "5",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 5 and class 0 "
        "has 3 rows: set k_neighbors to 2 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
        y=np.repeat([0, 1], [3, 37]),
    ),
    "enn class": Bad(
        SMOTEENN(enn=EditedNearestNeighbours),
        "enn",
        "EditedNearestNeighbours",
        "The 'enn' parameter of SMOTEENN must be a cleaner with method fit_resample or None. "
        "Got the class EditedNearestNeighbours instead: pass an instance, "
        "EditedNearestNeighbours().",
    ),
    "enn with too many": Bad(
        SMOTEENN(enn=EditedNearestNeighbours(n_neighbors=100)),
        "n_neighbors",
        "100",
        "Expected n_neighbors < number of rows, but n_neighbors = 100 and there are 60 rows: "
        "set n_neighbors to 59 or less.",
    ),
    "tomek number": Bad(
        SMOTETomek(tomek=3),
        "tomek",
        "3",
        "The 'tomek' parameter of SMOTETomek must be a cleaner with method fit_resample or "
        "None. Got 3 instead: leave tomek out for its default, None.",
    ),
}
