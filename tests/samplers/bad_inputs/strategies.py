"""``sampling_strategy`` of samplers that add rows, leave a number of them, or clean."""

import numpy as np

from fastsmote.over_sampling import SMOTE, RandomOverSampler
from fastsmote.under_sampling import EditedNearestNeighbours, NearMiss, TomekLinks
from tests.samplers.bad_inputs.row import Y_3, Bad, Y

ROWS = {
    "more rows than there can be": Bad(
        SMOTE(sampling_strategy={0: 10**20}),
        "sampling_strategy",
        "100000000000000000000",
        "Expected sampling_strategy to give each class a number of rows that fits in memory, but "
        "it asks for 100000000000000000000 rows of class 0: give the number of rows that the "
        "class is to have afterwards.",
        theirs=None,
    ),
    "unknown word": Bad(
        SMOTE(sampling_strategy="some"),
        "sampling_strategy",
        "'some'",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "'some' instead: leave sampling_strategy out for its default, 'auto'.",
    ),
    "capitals": Bad(
        SMOTE(sampling_strategy="Minority"),
        "sampling_strategy",
        "'Minority'",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "'Minority' instead: write 'minority'.",
    ),
    "underscore": Bad(
        SMOTE(sampling_strategy="not_majority"),
        "sampling_strategy",
        "'not_majority'",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "'not_majority' instead: write 'not majority'.",
    ),
    "majority of an over-sampler": Bad(
        SMOTE(sampling_strategy="majority"),
        "sampling_strategy",
        "'majority'",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "'majority' instead: leave sampling_strategy out for its default, 'auto'.",
    ),
    "minority of an under-sampler": Bad(
        NearMiss(sampling_strategy="minority"),
        "sampling_strategy",
        "'minority'",
        "The 'sampling_strategy' parameter of NearMiss must be a float in (0, 1], a str among "
        "'auto', 'majority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "'minority' instead: leave sampling_strategy out for its default, 'auto'.",
    ),
    "list for an over-sampler": Bad(
        SMOTE(sampling_strategy=[0, 1]),
        "sampling_strategy",
        "[0, 1]",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "[0, 1] instead: pass a dict from class label to number of rows.",
    ),
    "tuple for an over-sampler": Bad(
        SMOTE(sampling_strategy=(0,)),
        "sampling_strategy",
        "(0,)",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "(0,) instead: pass a dict from class label to number of rows.",
    ),
    "None": Bad(
        SMOTE(sampling_strategy=None),
        "sampling_strategy",
        "None",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "None instead: leave sampling_strategy out for its default, 'auto'.",
    ),
    "zero": Bad(
        SMOTE(sampling_strategy=0.0),
        "sampling_strategy",
        "0.0",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "0.0 instead: leave sampling_strategy out for its default, 'auto'.",
    ),
    "negative": Bad(
        SMOTE(sampling_strategy=-0.5),
        "sampling_strategy",
        "-0.5",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "-0.5 instead: leave sampling_strategy out for its default, 'auto'.",
    ),
    "above one": Bad(
        SMOTE(sampling_strategy=1.5),
        "sampling_strategy",
        "1.5",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "1.5 instead: leave sampling_strategy out for its default, 'auto'.",
    ),
    "NaN": Bad(
        SMOTE(sampling_strategy=float("nan")),
        "sampling_strategy",
        "nan",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "nan instead: leave sampling_strategy out for its default, 'auto'.",
    ),
    "number in quotes": Bad(
        SMOTE(sampling_strategy="0.5"),
        "sampling_strategy",
        "'0.5'",
        "The 'sampling_strategy' parameter of SMOTE must be a float in (0, 1], a str among "
        "'auto', 'minority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "'0.5' instead: write 0.5, without quotes.",
    ),
    "float of three classes": Bad(
        SMOTE(sampling_strategy=0.9),
        "sampling_strategy",
        "0.9",
        "Expected two classes for a float sampling_strategy, but sampling_strategy = 0.9 and y"
        " has 3 classes, 0, 1, 2: pass a dict from class label to number of rows.",
        y=Y_3,
    ),
    "float that removes rows": Bad(
        SMOTE(sampling_strategy=0.2),
        "sampling_strategy",
        "0.2",
        "Expected sampling_strategy >= 11 / 30, but sampling_strategy = 0.2 asks for 6 rows of"
        " class 0, which has 10 beside 30 of class 1: raise the ratio, so that there are rows "
        "to add.",
    ),
    "float that adds none": Bad(
        SMOTE(sampling_strategy=1 / 3),
        "sampling_strategy",
        "0.3333333333333333",
        "Expected sampling_strategy >= 11 / 30, but sampling_strategy = 0.3333333333333333 "
        "asks for 10 rows of class 0, which has 10 beside 30 of class 1: raise the ratio, so "
        "that there are rows to add.",
    ),
    "float for equal classes": Bad(
        SMOTE(sampling_strategy=1.0),
        "sampling_strategy",
        "1.0",
        "Expected classes of different sizes for a float sampling_strategy, but "
        "sampling_strategy = 1.0 and both have 20 rows: pass a dict from class label to number"
        " of rows.",
        y=np.arange(40) % 2,
    ),
    "count below present": Bad(
        SMOTE(sampling_strategy={0: 5}),
        "sampling_strategy",
        "5 rows",
        "Expected sampling_strategy to give no class fewer rows than it has, but it asks for 5"
        " rows of class 0, which has 10: ask for 10 or more, which is the number afterwards, "
        "or leave the class out to keep it as it is.",
    ),
    "count of the largest below": Bad(
        SMOTE(sampling_strategy={0: 20, 1: 29}),
        "sampling_strategy",
        "29 rows",
        "Expected sampling_strategy to give no class fewer rows than it has, but it asks for "
        "29 rows of class 1, which has 30: ask for 30 or more, which is the number afterwards,"
        " or leave the class out to keep it as it is.",
    ),
    "unknown label": Bad(
        SMOTE(sampling_strategy={0: 20, 7: 50}),
        "sampling_strategy",
        "7",
        "Expected sampling_strategy to name classes of y, but it names 7 and y has 0, 1: "
        "correct the labels.",
    ),
    "label of another type": Bad(
        SMOTE(sampling_strategy={"0": 20}),
        "sampling_strategy",
        "'0'",
        "Expected sampling_strategy to name classes of y, but it names '0' and y has 0, 1: "
        "write 0, of the type that y holds.",
    ),
    "number for a label of strings": Bad(
        RandomOverSampler(sampling_strategy={0: 20}),
        "sampling_strategy",
        "names 0",
        "Expected sampling_strategy to name classes of y, but it names 0 and y has '0', '1': "
        "write '0', of the type that y holds.",
        y=np.array(["0", "1"])[Y],
    ),
    "negative count": Bad(
        SMOTE(sampling_strategy={0: -1}),
        "sampling_strategy",
        "-1",
        "Expected sampling_strategy to give each class 0 rows or more, but it asks for -1 rows"
        " of class 0: give the number of rows that the class is to have afterwards, or leave "
        "the class out to keep it as it is.",
    ),
    "fraction as count": Bad(
        SMOTE(sampling_strategy={0: 20.5}),
        "sampling_strategy",
        "20.5",
        "Expected sampling_strategy to give each class an int, its number of rows afterwards, "
        "but it asks for 20.5 rows of class 0: give a whole number, or leave the class out to "
        "keep it as it is.",
        error=TypeError,
    ),
    "float as count": Bad(
        SMOTE(sampling_strategy={0: 20.0}),
        "sampling_strategy",
        "20.0",
        "Expected sampling_strategy to give each class an int, its number of rows afterwards, "
        "but it asks for 20.0 rows of class 0: write 20.",
        error=TypeError,
    ),
    "word as count": Bad(
        SMOTE(sampling_strategy={0: "20"}),
        "sampling_strategy",
        "'20'",
        "Expected sampling_strategy to give each class an int, its number of rows afterwards, "
        "but it asks for '20' rows of class 0: give a whole number, or leave the class out to "
        "keep it as it is.",
        error=TypeError,
    ),
    "no count": Bad(
        SMOTE(sampling_strategy={0: None}),
        "sampling_strategy",
        "None",
        "Expected sampling_strategy to give each class an int, its number of rows afterwards, "
        "but it asks for None rows of class 0: give a whole number, or leave the class out to "
        "keep it as it is.",
        error=TypeError,
    ),
    "function: unknown label": Bad(
        SMOTE(sampling_strategy=lambda y: {9: 50}),
        "sampling_strategy",
        "9",
        "Expected sampling_strategy to name classes of y, but it names 9 and y has 0, 1: "
        "correct the labels.",
    ),
    "function: below present": Bad(
        SMOTE(sampling_strategy=lambda y: {0: 1}),
        "sampling_strategy",
        "1 row",
        "Expected sampling_strategy to give no class fewer rows than it has, but it asks for 1"
        " row of class 0, which has 10: ask for 10 or more, which is the number afterwards, or"
        " leave the class out to keep it as it is.",
    ),
    "function: fraction": Bad(
        SMOTE(sampling_strategy=lambda y: {0: 20.5}),
        "sampling_strategy",
        "20.5",
        "Expected sampling_strategy to give each class an int, its number of rows afterwards, "
        "but it asks for 20.5 rows of class 0: give a whole number, or leave the class out to "
        "keep it as it is.",
        error=TypeError,
    ),
    "function: nothing": Bad(
        SMOTE(sampling_strategy=lambda y: None),
        "sampling_strategy",
        "None",
        "Expected the callable sampling_strategy to return a dict from class label to number "
        "of rows, but it returned None: return such a dict.",
        error=TypeError,
        theirs="AttributeError",
    ),
    "function: list": Bad(
        SMOTE(sampling_strategy=lambda y: [20]),
        "sampling_strategy",
        "[20]",
        "Expected the callable sampling_strategy to return a dict from class label to number "
        "of rows, but it returned [20]: return such a dict.",
        error=TypeError,
        theirs="AttributeError",
    ),
    "function: word": Bad(
        NearMiss(sampling_strategy=lambda y: "auto"),
        "sampling_strategy",
        "'auto'",
        "Expected the callable sampling_strategy to return a dict from class label to number "
        "of rows, but it returned 'auto': return such a dict.",
        error=TypeError,
        theirs="AttributeError",
    ),
    "under: float of three classes": Bad(
        NearMiss(sampling_strategy=0.9),
        "sampling_strategy",
        "0.9",
        "Expected two classes for a float sampling_strategy, but sampling_strategy = 0.9 and y"
        " has 3 classes, 0, 1, 2: pass a dict from class label to number of rows.",
        y=Y_3,
    ),
    "under: float that adds rows": Bad(
        NearMiss(sampling_strategy=0.2),
        "sampling_strategy",
        "0.2",
        "Expected sampling_strategy >= 10 / 30, but sampling_strategy = 0.2 asks for 50 rows "
        "of class 1, which has 30 beside 10 of class 0: raise the ratio, so that there are "
        "none to add.",
    ),
    "under: count above present": Bad(
        NearMiss(sampling_strategy={1: 31}),
        "sampling_strategy",
        "31 rows",
        "Expected sampling_strategy to give no class more rows than it has, but it asks for 31"
        " rows of class 1, which has 30: ask for 30 or less, which is the number afterwards, "
        "or leave the class out to keep it as it is.",
    ),
    "under: negative count": Bad(
        NearMiss(sampling_strategy={0: -1}),
        "sampling_strategy",
        "-1",
        "Expected sampling_strategy to give each class 0 rows or more, but it asks for -1 rows"
        " of class 0: give the number of rows that the class is to have afterwards, or leave "
        "the class out to keep it as it is.",
    ),
    "under: list": Bad(
        NearMiss(sampling_strategy=[0]),
        "sampling_strategy",
        "[0]",
        "The 'sampling_strategy' parameter of NearMiss must be a float in (0, 1], a str among "
        "'auto', 'majority', 'not minority', 'not majority', 'all', a dict or a callable. Got "
        "[0] instead: pass a dict from class label to number of rows.",
    ),
    "cleaner: float": Bad(
        TomekLinks(sampling_strategy=0.5),
        "sampling_strategy",
        "0.5",
        "The 'sampling_strategy' parameter of TomekLinks must be a str among 'auto', "
        "'majority', 'not minority', 'not majority', 'all', a list or a callable. Got 0.5 "
        "instead: leave sampling_strategy out for its default, 'auto'.",
        theirs="ValueError",
    ),
    "cleaner: dict": Bad(
        TomekLinks(sampling_strategy={1: 5}),
        "sampling_strategy",
        "{1: 5}",
        "The 'sampling_strategy' parameter of TomekLinks must be a str among 'auto', "
        "'majority', 'not minority', 'not majority', 'all', a list or a callable. Got {1: 5} "
        "instead: pass a list, [1].",
    ),
    "cleaner: tuple": Bad(
        TomekLinks(sampling_strategy=(1,)),
        "sampling_strategy",
        "(1,)",
        "The 'sampling_strategy' parameter of TomekLinks must be a str among 'auto', "
        "'majority', 'not minority', 'not majority', 'all', a list or a callable. Got (1,) "
        "instead: pass a list, [1].",
    ),
    "cleaner: minority": Bad(
        EditedNearestNeighbours(sampling_strategy="minority"),
        "sampling_strategy",
        "'minority'",
        "The 'sampling_strategy' parameter of EditedNearestNeighbours must be a str among "
        "'auto', 'majority', 'not minority', 'not majority', 'all', a list or a callable. Got "
        "'minority' instead: write one of these words, or a list of class labels, ['minority'] if "
        "y holds it.",
    ),
    "cleaner: unknown label": Bad(
        TomekLinks(sampling_strategy=[7]),
        "sampling_strategy",
        "7",
        "Expected sampling_strategy to name classes of y, but it names 7 and y has 0, 1: "
        "correct the labels.",
    ),
    "cleaner: list in a list": Bad(
        TomekLinks(sampling_strategy=[[1]]),
        "sampling_strategy",
        "[1]",
        "Expected sampling_strategy to name classes of y, but it names [1] and y has 0, 1: "
        "correct the labels.",
        theirs="TypeError",
    ),
    "cleaner: function that returns a number": Bad(
        TomekLinks(sampling_strategy=lambda y: 3),
        "sampling_strategy",
        "3",
        "Expected the callable sampling_strategy to return a list of class labels, or a dict "
        "whose keys they are, but it returned 3: return such a list.",
        error=TypeError,
        theirs="AttributeError",
    ),
}
