"""``y`` that is no class label a row."""

import numpy as np
import pandas as pd
import sklearn
from scipy import sparse

from fastsmote.over_sampling import SMOTE, SMOTENC, RandomOverSampler
from fastsmote.under_sampling import TomekLinks
from tests.samplers.bad_inputs.row import FRAME, MIXED, Bad, X, Y

ROWS = {
    "one class": Bad(
        SMOTE(),
        "y",
        "0",
        "The target y needs to have more than 1 class, but y holds class 0 alone: check how y "
        "was made or split.",
        y=np.zeros(40, dtype=int),
    ),
    "one class of strings": Bad(
        TomekLinks(),
        "y",
        "'a'",
        "The target y needs to have more than 1 class, but y holds class 'a' alone: check how "
        "y was made or split.",
        y=["a"] * 40,
    ),
    "no class": Bad(
        RandomOverSampler(),
        "y",
        "no class",
        "The target y needs to have more than 1 class, but y holds no class: check how y was "
        "made or split.",
        X=FRAME[:0],
        y=Y[:0],
    ),
    "continuous": Bad(
        SMOTE(),
        "y",
        "0.0256",
        "Unknown label type: continuous. Expected y of class labels, but y holds fractions "
        "such as 0.025641, 0.0512821, 0.0769231: cut it into classes, for example by y > "
        "threshold.",
        y=np.linspace(0, 1, 40),
    ),
    "continuous with two columns": Bad(
        SMOTE(),
        "y",
        "1.76",
        "Unknown label type: continuous-multioutput. Expected y of class labels, but y holds "
        "fractions such as 1.76405, 0.400157, 2.24089: cut it into classes, for example by y >"
        " threshold.",
        y=X[:, :2],
    ),
    "multilabel": Bad(
        SMOTE(),
        "y",
        "2 of them",
        "Multilabel and multioutput targets are not supported. Expected one label a row in y, "
        "or its one-hot encoding, but row 0 of y has more than one label, 2 of them: pass the "
        "label to be balanced.",
        y=np.ones((40, 3), dtype=int) - np.eye(40, 3, dtype=int),
    ),
    "sparse multilabel": Bad(
        SMOTE(),
        "y",
        "3 of them",
        "Multilabel and multioutput targets are not supported. Expected one label a row in y, "
        "or its one-hot encoding, but row 0 of y has more than one label, 3 of them: pass the "
        "label to be balanced.",
        y=sparse.csr_matrix(np.ones((40, 3), dtype=int)),
    ),
    "several columns": Bad(
        SMOTE(),
        "y",
        "(40, 2)",
        "y should be a 1d array, got an array of shape (40, 2) instead. Expected y of shape "
        "(n_samples,), or its one-hot encoding, but y is of shape (40, 2): pass the column of "
        "the class to be balanced.",
        y=np.arange(80).reshape(40, 2) % 3,
    ),
    "frame of several columns": Bad(
        SMOTE(),
        "y",
        "(40, 2)",
        "y should be a 1d array, got an array of shape (40, 2) instead. Expected y of shape "
        "(n_samples,), or its one-hot encoding, but y is of shape (40, 2): pass the column of "
        "the class to be balanced.",
        y=pd.DataFrame({"a": Y, "b": Y + 1}),
    ),
    "None": Bad(
        SMOTE(),
        "y",
        "None",
        "Expected array-like (array or non-string sequence), got None, for y of shape "
        "(n_samples,): pass a class label for each row of X.",
        y=None,
    ),
    "number": Bad(
        SMOTE(),
        "y",
        "1",
        "Expected array-like (array or non-string sequence), got 1, for y of shape "
        "(n_samples,): pass a class label for each row of X.",
        y=1,
    ),
    "name of a column": Bad(
        SMOTE(),
        "y",
        "'target'",
        "Expected array-like (array or non-string sequence), got 'target', for y of shape "
        "(n_samples,): pass a class label for each row of X.",
        y="target",
    ),
    "NaN": Bad(
        SMOTE(),
        "y",
        "10 of 40",
        "Input y contains NaN. Expected a label in y for each row of X, but 10 of 40 are "
        "missing: drop the rows without one.",
        y=np.where(Y, 1.0, np.nan),
    ),
    "NA": Bad(
        SMOTE(),
        "y",
        "30 of 40",
        "Input y contains NaN. Expected a label in y for each row of X, but 30 of 40 are "
        "missing: drop the rows without one.",
        y=pd.Series(Y, dtype="Int64").where(Y == 0),
    ),
    "None among numbers": Bad(
        SMOTE(),
        "y",
        "NoneType",
        "Unknown label type: unknown. Expected y of integers, booleans or strings, but y holds"
        " objects of types NoneType, int: drop rows without a label and convert y to one type,"
        " for example by y.astype(str).",
        y=[None, 1] * 20,
    ),
    "NaN among strings": Bad(
        SMOTE(),
        "y",
        "float, str",
        "Unknown label type: unknown. Expected y of integers, booleans or strings, but y holds"
        " objects of types float, str: drop rows without a label and convert y to one type, "
        "for example by y.astype(str).",
        y=np.array([np.nan, "a"] * 20, dtype=object),
    ),
    "objects of two types": Bad(
        SMOTENC([3]),
        "y",
        "int, str",
        "Unknown label type: unknown. Expected y of integers, booleans or strings, but y holds"
        " objects of types int, str: drop rows without a label and convert y to one type, for "
        "example by y.astype(str).",
        X=MIXED,
        y=np.array([0, "a"] * 20, dtype=object),
    ),
    "objects of two types copied": Bad(
        RandomOverSampler(),
        "y",
        "int, str",
        "Unknown label type: unknown. Expected y of integers, booleans or strings, but y holds"
        " objects of types int, str: drop rows without a label and convert y to one type, for "
        "example by y.astype(str).",
        y=np.array([0, "a"] * 20, dtype=object),
    ),
    "lists": Bad(
        SMOTE(),
        "y",
        "a sequence in each row",
        "Expected y of shape (n_samples,), a label a row, but y holds a sequence in each row,"
        " of several lengths: pass the label to be balanced.",
        y=[[0, 1]] * 20 + [[1]] * 20,
    ),
    "infinity": Bad(
        SMOTE(),
        "y",
        "30 of 40",
        "Input y contains infinity. Expected y of class labels, but 30 of 40 are infinite: write "
        "them as integers or strings.",
        y=np.where(Y > 0, np.inf, 0),
    ),
    "two columns of strings": Bad(
        SMOTE(),
        "y",
        "(40, 2)",
        "y should be a 1d array, got an array of shape (40, 2) instead. Expected y of shape "
        "(n_samples,), or its one-hot encoding, but y is of shape (40, 2): pass the column of "
        "the class to be balanced.",
        y=pd.DataFrame({"a": ["x", "y"] * 20, "b": "z"}, dtype=object),
    ),
    "complex": Bad(
        SMOTE(),
        "y",
        "complex128",
        "Complex data not supported. Expected y of class labels, but y is of dtype complex128:"
        " pass integers or strings.",
        y=Y + 0j,
    ),
}

if tuple(map(int, sklearn.__version__.split(".")[:2])) >= (1, 7):  # until then it only warns
    ROWS["bytes"] = Bad(
        SMOTE(),
        "y",
        "bytes",
        "Support for labels represented as bytes is not supported. Expected y of integers, "
        "booleans or strings, but y holds bytes: decode them, for example by "
        "numpy.char.decode(y).",
        y=[b"a", b"b"] * 20,
        error=TypeError,
    )
