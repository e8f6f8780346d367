"""``X`` that is no table, and not as long as ``y``."""

import warnings

import numpy as np
import pandas as pd

from fastsmote.over_sampling import SMOTE, SMOTEN, SMOTENC, RandomOverSampler
from fastsmote.under_sampling import TomekLinks
from tests.samplers.bad_inputs.row import FRAME, MIXED, MIXED_FRAME, Bad, X, Y

with warnings.catch_warnings():
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    MATRIX = np.asmatrix(X)

ROWS = {
    "1-D": Bad(
        SMOTE(),
        "X",
        "(40,)",
        "Expected 2D array, got 1D array instead, for X of shape (n_samples, n_features), "
        "which is a numpy.ndarray of shape (40,): pass X.reshape(-1, 1) if it is a feature.",
        X=X[:, 0],
    ),
    "1-D list": Bad(
        SMOTE(),
        "X",
        "(40,)",
        "Expected 2D array, got 1D array instead, for X of shape (n_samples, n_features), "
        "which is a list of shape (40,): pass numpy.asarray(X).reshape(-1, 1) if it is a "
        "feature.",
        X=X[:, 0].tolist(),
    ),
    "series": Bad(
        SMOTE(),
        "X",
        "pandas.Series",
        "Expected 2D array, got 1D array instead, for X of shape (n_samples, n_features), "
        "which is a pandas.Series of shape (40,): pass X.to_frame() if it is a feature.",
        X=FRAME["age"],
    ),
    "3-D": Bad(
        SMOTE(),
        "X",
        "(40, 3, 1)",
        "Expected 2D array, got 3D array instead, for X of shape (n_samples, n_features), "
        "which is a numpy.ndarray of shape (40, 3, 1): make a row of each sample, "
        "X.reshape(len(X), -1).",
        X=X[:, :, np.newaxis],
    ),
    "number": Bad(
        SMOTE(),
        "X",
        "3.0",
        "Expected X of shape (n_samples, n_features), an array, list, data frame or sparse "
        "container, but X is 3.0: pass the feature rows that SMOTE is to resample.",
        X=3.0,
    ),
    "None": Bad(
        SMOTE(),
        "X",
        "None",
        "Expected X of shape (n_samples, n_features), an array, list, data frame or sparse "
        "container, but X is None: pass the feature rows that SMOTE is to resample.",
        X=None,
    ),
    "None copied": Bad(
        RandomOverSampler(),
        "X",
        "None",
        "Expected X of shape (n_samples, n_features), an array, list, data frame or sparse "
        "container, but X is None: pass the feature rows that RandomOverSampler is to "
        "resample.",
        X=None,
        theirs="TypeError",
    ),
    "None with categories": Bad(
        SMOTEN(),
        "X",
        "None",
        "Expected X of shape (n_samples, n_features), an array, list, data frame or sparse "
        "container, but X is None: pass the feature rows that SMOTEN is to resample.",
        X=None,
    ),
    "name of a file": Bad(
        SMOTE(),
        "X",
        "'data.csv'",
        "Expected X of shape (n_samples, n_features), an array, list, data frame or sparse "
        "container, but X is 'data.csv': pass the feature rows that SMOTE is to resample.",
        X="data.csv",
    ),
    "dict of columns": Bad(
        SMOTE(),
        "X",
        "a dict",
        "Expected X of shape (n_samples, n_features), an array, list, data frame or sparse "
        "container, but X is a dict: pass the feature rows that SMOTE is to resample.",
        X={"age": [1, 2], "height": [3, 4]},
    ),
    "ragged": Bad(
        SMOTE(),
        "X",
        "row 20 has 2",
        "Expected X with rows of one length, but row 0 of X has 3 values and row 20 has 2: "
        "give each row a value for every feature.",
        X=[[1, 2, 3]] * 20 + [[1, 2]] * 20,
    ),
    "no rows": Bad(
        SMOTE(),
        "X",
        "(0, 3)",
        "Found array with 0 sample(s) (shape=(0, 3)) while a minimum of 1 is required by "
        "SMOTE: check how the rows of X were selected.",
        X=X[:0],
        y=Y[:0],
    ),
    "no rows in a frame": Bad(
        SMOTE(),
        "X",
        "(0, 3)",
        "Found array with 0 sample(s) (shape=(0, 3)) while a minimum of 1 is required by "
        "SMOTE: check how the rows of X were selected.",
        X=FRAME[:0],
        y=Y[:0],
    ),
    "empty list": Bad(
        SMOTE(),
        "X",
        "(0,)",
        "Expected 2D array, got 1D array instead, for X of shape (n_samples, n_features), "
        "which is a list of shape (0,): check how the rows of X were selected.",
        X=[],
        y=[],
    ),
    "no columns": Bad(
        SMOTE(),
        "X",
        "(40, 0)",
        "Found array with 0 feature(s) (shape=(40, 0)) while a minimum of 1 is required by "
        "SMOTE: check how the columns of X were selected.",
        X=X[:, :0],
    ),
    "fewer labels": Bad(
        SMOTE(),
        "y",
        "39",
        "Found input variables with inconsistent numbers of samples: [40, 39]. Expected a "
        "label in y for each row of X, but X has 40 and y has 39: select the same rows from "
        "both.",
        y=Y[:-1],
    ),
    "fewer rows": Bad(
        TomekLinks(),
        "X",
        "39",
        "Found input variables with inconsistent numbers of samples: [39, 40]. Expected a "
        "label in y for each row of X, but X has 39 and y has 40: select the same rows from "
        "both.",
        X=X[:-1],
    ),
    "fewer labels copied": Bad(
        RandomOverSampler(),
        "y",
        "39",
        "Found input variables with inconsistent numbers of samples: [40, 39]. Expected a "
        "label in y for each row of X, but X has 40 and y has 39: select the same rows from "
        "both.",
        y=Y[:-1],
        theirs="accepts",
    ),
    "fewer labels with categories": Bad(
        SMOTENC([3]),
        "y",
        "39",
        "Found input variables with inconsistent numbers of samples: [40, 39]. Expected a "
        "label in y for each row of X, but X has 40 and y has 39: select the same rows from "
        "both.",
        X=MIXED,
        y=Y[:-1],
        theirs="accepts",
    ),
    "complex": Bad(
        SMOTE(),
        "X",
        "complex128",
        "Complex data not supported. Expected X of real numbers, but X is of dtype complex128:"
        " pass X.real, or the real and the imaginary parts as columns.",
        X=X + 1j,
    ),
    "structured": Bad(
        SMOTE(),
        "X",
        "[('age', '<f8')]",
        "dtype='numeric' is not compatible with arrays of bytes/strings. Expected X of numbers, "
        "but X is of dtype [('age', '<f8')]: convert it, for example by "
        "numpy.lib.recfunctions.structured_to_unstructured(X).",
        X=np.zeros(40, dtype=[("age", "f8")]),
    ),
    "arrays in an array": Bad(
        SMOTE(),
        "column 0",
        "array([0., 0.])",
        "Expected X of numbers, but column 0 of X holds array([0., 0.]), which SMOTE cannot "
        "compute with: encode it as numbers, drop it, or use a sampler for categorical features "
        "such as SMOTENC.",
        X=np.array([[np.zeros(2), 1]] * 40, dtype=object),
    ),
    "np.matrix": Bad(
        SMOTE(),
        "X",
        "numpy.matrix",
        "np.matrix is not supported. Expected X of shape (n_samples, n_features), but X is a "
        "numpy.matrix: pass numpy.asarray(X).",
        X=MATRIX,
        error=TypeError,
    ),
    "sparse frame that fills with ones": Bad(
        SMOTE(),
        "X",
        "'age'",
        "Expected sparse columns of X with fill value 0, but that of columns 'age', 'height', "
        "'weight' is another: convert them by X.sparse.to_dense().",
        X=FRAME.astype(pd.SparseDtype(float, 1.0)),
    ),
    "names of two types": Bad(
        SMOTE(),
        "X",
        "int, str",
        "Feature names are only supported if all input features have string names, but X has "
        "names of types int, str: convert them by X.columns = X.columns.astype(str).",
        X=FRAME.rename(columns={"age": 1}),
        error=TypeError,
    ),
    "names of two types over numbers of two types": Bad(
        SMOTE(),
        "X",
        "int, str",
        "Feature names are only supported if all input features have string names, but X has "
        "names of types int, str: convert them by X.columns = X.columns.astype(str).",
        X=FRAME.astype({"height": "float32"}).rename(columns={"age": 1}),
        error=TypeError,
    ),
    "names of two types with categories": Bad(
        SMOTENC([3]),
        "X",
        "int, str",
        "Feature names are only supported if all input features have string names, but X has "
        "names of types int, str: convert them by X.columns = X.columns.astype(str).",
        X=MIXED_FRAME.rename(columns={"age": 1}),
        error=TypeError,
    ),
}
