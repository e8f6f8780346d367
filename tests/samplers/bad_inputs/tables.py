"""Data frames and tables of pandas, polars and pyarrow, and what they hold."""

from datetime import date

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from fastsmote.over_sampling import SMOTE, SMOTEN, SMOTENC
from fastsmote.under_sampling import TomekLinks
from tests.samplers.bad_inputs.row import FRAME, Bad, X, Y

AGES = {"age": X[:, 0]}
PAIRS = [[1, 2]] * len(X)

# What imbalanced-learn makes of tables differs from version to version of scikit-learn: theirs=None
ROWS = {
    "complex frame": Bad(
        SMOTE(),
        "X",
        "complex128",
        "Complex data not supported. Expected X of real numbers, but X is of dtype complex128:"
        " pass X.real, or the real and the imaginary parts as columns.",
        X=FRAME.astype({"height": complex}),
        theirs=None,
    ),
    "category between two": Bad(
        SMOTE(),
        "X",
        "'age'",
        "Expected columns of X that hold values between two of their own, but column 'age' of X "
        "is categorical: name it in the categorical_features of SMOTENC, or make it a column of "
        "numbers by X['age'].astype(float).",
        X=FRAME.assign(age=pd.Categorical(np.arange(40) % 3)),
        theirs=None,
    ),
    "lists as categories": Bad(
        SMOTENC(["pair"]),
        "'pair'",
        "[1, 2]",
        "Expected categorical columns of X of strings, numbers, booleans or dates, but column "
        "'pair' holds [1, 2]: convert it, for example by astype(str), or drop it.",
        X=FRAME.assign(pair=PAIRS),
        error=TypeError,
        theirs=None,
    ),
    "arrays as categories": Bad(
        SMOTEN(),
        "'pair'",
        "array([1, 2])",
        "Expected categorical columns of X of strings, numbers, booleans or dates, but column "
        "'pair' holds array([1, 2]): convert it, for example by astype(str), or drop it.",
        X=FRAME.assign(pair=[np.array(pair) for pair in PAIRS]),
        error=TypeError,
        theirs=None,
    ),
    "polars lists as categories": Bad(
        SMOTENC(["pair"]),
        "'pair'",
        "List",
        "Expected categorical columns of X of strings, numbers, booleans or dates, but column "
        "'pair' is of dtype List(Int64): convert it, or drop it.",
        X=pl.DataFrame(AGES | {"pair": PAIRS}),
        error=TypeError,
        theirs=None,
    ),
    "pyarrow lists as categories": Bad(
        SMOTEN(),
        "'pair'",
        "List",
        "Expected categorical columns of X of strings, numbers, booleans or dates, but column "
        "'pair' is of dtype List(Int64): convert it, or drop it.",
        X=pa.table({"pair": PAIRS}),
        error=TypeError,
        theirs=None,
    ),
    "polars dates": Bad(
        SMOTE(),
        "'day'",
        "datetime.date(2020, 1, 1)",
        "Expected X of numbers, but column 'day' of X holds datetime.date(2020, 1, 1), which "
        "SMOTE cannot compute with: encode it as numbers, drop it, or use a sampler for "
        "categorical features such as SMOTENC.",
        X=pl.DataFrame(AGES | {"day": [date(2020, 1, 1)] * 40}),
        error=TypeError,
        theirs=None,
    ),
    "pyarrow strings": Bad(
        TomekLinks(),
        "'word'",
        "'red'",
        "Expected X of numbers, but column 'word' of X holds 'red', which TomekLinks cannot "
        "compute with: encode it as numbers, drop it, or use a sampler for categorical features "
        "such as SMOTENC.",
        X=pa.table(AGES | {"word": ["red"] * 40}),
        error=TypeError,
        theirs=None,
    ),
    "run-end encoded": Bad(
        SMOTE(),
        "'age'",
        "run-end encoded",
        "Expected columns of X that pyarrow can take rows of, but column 'age' is run-end "
        "encoded: decode it by pyarrow.compute.run_end_decode.",
        X=pa.table({"age": pa.compute.run_end_encode(pa.array(X[:, 0]))}),
        error=TypeError,
        theirs=None,
    ),
    "run-end encoded labels": Bad(
        SMOTE(),
        "y",
        "run-end encoded",
        "Expected y that pyarrow can take rows of, but y is run-end encoded: decode it by "
        "pyarrow.compute.run_end_decode.",
        y=pa.compute.run_end_encode(pa.array(Y)),
        error=TypeError,
        theirs=None,
    ),
    "polars without columns": Bad(
        SMOTE(),
        "X",
        "(0, 0)",
        "Found array with 0 sample(s) (shape=(0, 0)) while a minimum of 1 is required by SMOTE: "
        "check how the rows of X were selected.",
        X=pl.DataFrame(),
        theirs=None,
    ),
    "null": Bad(
        SMOTE(),
        "column 'age'",
        "1 value",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 'age' is NaN "
        "or infinity, the first in row 0: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to take them "
        "as they are.",
        X=pl.DataFrame({"age": [None, *X[1:, 0].tolist()]}),
        theirs=None,
    ),
    "null label": Bad(
        SMOTE(),
        "y",
        "1 label",
        "Input y contains NaN. Expected a label in y for each row of X, but 1 label is null: "
        "drop the rows without one, or make them a class of their own.",
        y=pl.Series([None, *Y[1:].tolist()]),
        theirs=None,
    ),
    "dates as labels": Bad(
        SMOTE(),
        "y",
        "Date",
        "Unknown label type: unknown. Expected y of integers, booleans, strings or categories, "
        "but y is of dtype Date: make class labels of it first.",
        y=pa.array([date(2020, 1, 1 + label) for label in Y]),
        theirs=None,
    ),
}
