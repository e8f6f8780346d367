"""``X`` that holds something else than finite numbers."""

import numpy as np
import pandas as pd
from scipy import sparse

from fastsmote.combine import SMOTEENN
from fastsmote.over_sampling import SMOTE, RandomOverSampler
from fastsmote.under_sampling import EditedNearestNeighbours, NearMiss
from tests.samplers.bad_inputs.row import FRAME, MIXED, WORDS, Bad, X, with_value

DATES = pd.date_range("2020-01-01", periods=40)

ROWS = {
    "masked array": Bad(
        SMOTE(),
        "X",
        "masked",
        "Expected X without a mask, but X is a masked array, whose masked values would be read as "
        "if they were not: pass X.data if all values are to be used, or X.filled(np.nan) and "
        "impute them.",
        X=np.ma.masked_less(X, -1),
        theirs="accepts",
    ),
    "infinity beside missing": Bad(
        SMOTE(missing="nan_euclidean"),
        "X",
        "infinity",
        "Input X contains infinity. Expected X of finite numbers or NaN, but 1 value in "
        "column 1 is infinity, the first in row 3: drop such rows before SMOTE, or impute "
        "them, for example by sklearn.impute.SimpleImputer.",
        X=with_value(np.inf),
    ),
    "NaN": Bad(
        SMOTE(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN "
        "or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to take "
        "them as they are.",
        X=with_value(np.nan),
    ),
    "infinity": Bad(
        SMOTE(),
        "X",
        "infinity",
        "Input X contains infinity. Expected X of finite numbers, but 1 value in column 1 is "
        "NaN or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for"
        " example by sklearn.impute.SimpleImputer.",
        X=with_value(np.inf),
    ),
    "minus infinity": Bad(
        SMOTE(),
        "X",
        "infinity",
        "Input X contains infinity. Expected X of finite numbers, but 1 value in column 1 is "
        "NaN or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for"
        " example by sklearn.impute.SimpleImputer.",
        X=with_value(-np.inf),
    ),
    "NaN in the largest class": Bad(
        EditedNearestNeighbours(),
        "X",
        "row 39",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 2 is NaN or"
        " infinity, the first in row 39: drop such rows before EditedNearestNeighbours, or "
        "impute them, for example by sklearn.impute.SimpleImputer.",
        X=with_value(np.nan, 39, 2),
    ),
    "NaN in float32": Bad(
        SMOTE(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN "
        "or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to take "
        "them as they are.",
        X=with_value(np.nan).astype("float32"),
    ),
    "NaN in Fortran order": Bad(
        SMOTE(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN "
        "or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to take "
        "them as they are.",
        X=np.asfortranarray(with_value(np.nan)),
    ),
    "NaN in objects": Bad(
        SMOTE(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN "
        "or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to take "
        "them as they are.",
        X=with_value(np.nan).astype(object),
    ),
    "NaN in a list": Bad(
        SMOTE(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN "
        "or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to take "
        "them as they are.",
        X=with_value(np.nan).tolist(),
    ),
    "None in a list": Bad(
        SMOTE(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN "
        "or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to take "
        "them as they are.",
        X=with_value(None, rows=X.astype(object)).tolist(),
    ),
    "NaN in two columns": Bad(
        SMOTE(),
        "X",
        "columns 0, 1",
        "Input X contains NaN. Expected X of finite numbers, but 2 values in columns 0, 1 are"
        " NaN or infinity, the first in row 2: drop such rows before SMOTE, or impute them, "
        "for example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to "
        "take them as they are.",
        X=with_value(np.nan, 2, 0, with_value(np.inf)),
    ),
    "NaN in many columns": Bad(
        SMOTE(),
        "X",
        "400 values",
        "Input X contains NaN. Expected X of finite numbers, but 400 values in columns 0, 1, "
        "2, 3, 4 and 5 more are NaN or infinity, the first in row 0: drop such rows before "
        "SMOTE, or impute them, for example by sklearn.impute.SimpleImputer, or set missing ="
        " 'nan_euclidean' to take them as they are.",
        X=np.full((40, 10), np.nan),
    ),
    "NaN in a frame": Bad(
        SMOTE(),
        "X",
        "'height'",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 'height' "
        "is NaN or infinity, the first in row 3: drop such rows before SMOTE, or impute them,"
        " for example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to "
        "take them as they are.",
        X=FRAME.where(X[3, 1] != FRAME),
    ),
    "NA in a nullable column": Bad(
        SMOTE(),
        "X",
        "'height'",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 'height' "
        "is NaN or infinity, the first in row 3: drop such rows before SMOTE, or impute them,"
        " for example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to "
        "take them as they are.",
        X=FRAME.where(X[3, 1] != FRAME).astype("Float64"),
    ),
    "NaN beside a categorical column": Bad(
        SMOTE(),
        "X",
        "'height'",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 'height' "
        "is NaN or infinity, the first in row 3: drop such rows before SMOTE, or impute them,"
        " for example by sklearn.impute.SimpleImputer, or set missing = 'nan_euclidean' to "
        "take them as they are.",
        X=FRAME.where(X[3, 1] != FRAME).assign(kind=pd.Categorical([1, 2] * 20)),
    ),
    "NaN in a sparse frame": Bad(
        SMOTE(),
        "X",
        "'height'",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 'height' "
        "is NaN or infinity, the first in row 3: drop such rows before SMOTE, or impute them,"
        " for example by sklearn.impute.SimpleImputer; missing = 'nan_euclidean' takes dense "
        "rows only, such as X.toarray().",
        X=FRAME.where(X[3, 1] != FRAME).astype(pd.SparseDtype(float, 0.0)),
    ),
    "NaN in CSR": Bad(
        SMOTE(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN "
        "or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer; missing = 'nan_euclidean' takes dense rows "
        "only, such as X.toarray().",
        X=sparse.csr_matrix(with_value(np.nan)),
    ),
    "NaN in CSC": Bad(
        SMOTE(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN "
        "or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for "
        "example by sklearn.impute.SimpleImputer; missing = 'nan_euclidean' takes dense rows "
        "only, such as X.toarray().",
        X=sparse.csc_array(with_value(np.nan)),
    ),
    "infinity in CSR": Bad(
        SMOTE(),
        "X",
        "infinity",
        "Input X contains infinity. Expected X of finite numbers, but 1 value in column 1 is "
        "NaN or infinity, the first in row 3: drop such rows before SMOTE, or impute them, for"
        " example by sklearn.impute.SimpleImputer.",
        X=sparse.csr_array(with_value(np.inf)),
    ),
    "NaN to be smoothed": Bad(
        RandomOverSampler(shrinkage=1),
        "X",
        "NaN",
        "When shrinkage is not None, X needs to contain only numerical data to later generate "
        "a smoothed bootstrap sample, all of it finite, but X does not (Input contains NaN): "
        "encode, cast or impute such columns, or set shrinkage=None to repeat rows as they are.",
        X=with_value(np.nan),
    ),
    "words to be smoothed": Bad(
        RandomOverSampler(shrinkage=1),
        "X",
        "'red'",
        "When shrinkage is not None, X needs to contain only numerical data to later generate "
        "a smoothed bootstrap sample, all of it finite, but X does not (could not convert "
        "string to float: 'red'): encode, cast or impute such columns, or set shrinkage=None to "
        "repeat rows as they are.",
        X=WORDS.reshape(-1, 1),
    ),
    "dates to be smoothed": Bad(
        RandomOverSampler(shrinkage=1),
        "X",
        "datetime64[s]",
        "When shrinkage is not None, X needs to contain only numerical data to later generate "
        "a smoothed bootstrap sample, all of it finite, but X does not (dtype datetime64[s]): "
        "encode, cast or impute such columns, or set shrinkage=None to repeat rows as they are.",
        X=X.astype(np.int64).astype("M8[s]"),
        theirs="UFuncTypeError",
    ),
    "column of words": Bad(
        SMOTE(),
        "X",
        "'color'",
        "Expected X of numbers, but column 'color' of X holds 'red', which SMOTE cannot "
        "compute with: encode it as numbers, drop it, or use a sampler for categorical features"
        " such as SMOTENC.",
        X=FRAME.assign(color=WORDS),
    ),
    "columns of words": Bad(
        SMOTEENN(),
        "X",
        "'color', 'shade'",
        "Expected X of numbers, but columns 'color', 'shade' of X hold 'red', which SMOTEENN "
        "cannot compute with: encode them as numbers, drop them, or use a sampler for "
        "categorical features such as SMOTENC.",
        X=FRAME.assign(color=WORDS, shade=WORDS),
    ),
    "categorical column": Bad(
        SMOTE(),
        "X",
        "'color'",
        "Expected X of numbers, but column 'color' of X holds 'red', which SMOTE cannot "
        "compute with: encode it as numbers, drop it, or use a sampler for categorical features"
        " such as SMOTENC.",
        X=FRAME.assign(color=pd.Categorical(WORDS)),
    ),
    "string column": Bad(
        SMOTE(),
        "X",
        "'color'",
        "Expected X of numbers, but column 'color' of X holds 'red', which SMOTE cannot "
        "compute with: encode it as numbers, drop it, or use a sampler for categorical features"
        " such as SMOTENC.",
        X=FRAME.assign(color=pd.Series(WORDS, dtype="string")),
    ),
    "objects": Bad(
        NearMiss(),
        "X",
        "column 3",
        "Expected X of numbers, but column 3 of X holds 'red', which NearMiss cannot "
        "compute with: encode it as numbers, drop it, or use a sampler for categorical features"
        " such as SMOTENC.",
        X=MIXED,
    ),
    "list with words": Bad(
        SMOTE(),
        "X",
        "column 0",
        "Expected X of numbers, but column 0 of X holds 'red', which SMOTE cannot compute with:"
        " encode it as numbers, drop it, or use a sampler for categorical features such as "
        "SMOTENC.",
        X=[["red", 1.0]] * 40,
    ),
    "strings": Bad(
        SMOTE(),
        "X",
        "columns 0, 1",
        "Expected X of numbers, but columns 0, 1 of X hold 'red', which SMOTE cannot "
        "compute with: encode them as numbers, drop them, or use a sampler for categorical "
        "features such as SMOTENC.",
        X=np.stack([WORDS, WORDS], axis=1).astype(str),
    ),
    "strings that are numbers": Bad(
        SMOTE(),
        "X",
        "<U32",
        "dtype='numeric' is not compatible with arrays of bytes/strings. Expected X of "
        "numbers, but X is of dtype <U32: convert your data to numeric values explicitly, "
        "X.astype(float).",
        X=X.astype(str),
    ),
    "bytes": Bad(
        SMOTE(),
        "X",
        "|S32",
        "dtype='numeric' is not compatible with arrays of bytes/strings. Expected X of "
        "numbers, but X is of dtype |S32: convert your data to numeric values explicitly, "
        "X.astype(float).",
        X=X.astype("S"),
    ),
    "dates": Bad(
        SMOTE(),
        "X",
        "column 0",
        "Expected X of numbers, but column 0 of X holds '1970-01-01', which SMOTE cannot "
        "compute with: encode it as numbers, drop it, or use a sampler for categorical features"
        " such as SMOTENC.",
        X=np.arange(40).reshape(-1, 1).astype("M8[D]"),
        error=TypeError,
        theirs="accepts",
    ),
    "column of dates": Bad(
        SMOTE(),
        "X",
        "'when'",
        "Expected X of numbers, but column 'when' of X holds Timestamp('2020-01-01 00:00:00'),"
        " which SMOTE cannot compute with: encode it as numbers, drop it, or use a sampler for "
        "categorical features such as SMOTENC.",
        X=FRAME.assign(when=DATES),
        error=TypeError,
        theirs="DTypePromotionError",
    ),
    "column of dates with a time zone": Bad(
        SMOTE(),
        "X",
        "'when'",
        "float() argument must be a string or a real number, not 'Timestamp'. Expected X of "
        "numbers, but column 'when' of X holds Timestamp('2020-01-01 00:00:00+0000', "
        "tz='UTC'), which SMOTE cannot compute with: encode it as numbers, drop it, or use a "
        "sampler for categorical features such as SMOTENC.",
        X=FRAME.assign(when=DATES.tz_localize("UTC")),
        error=TypeError,
    ),
    "column of durations": Bad(
        SMOTE(),
        "X",
        "'when'",
        "Expected X of numbers, but column 'when' of X holds Timedelta('0 days 00:00:00'), "
        "which SMOTE cannot compute with: encode it as numbers, drop it, or use a sampler for "
        "categorical features such as SMOTENC.",
        X=FRAME.assign(when=DATES - DATES[0]),
        error=TypeError,
        theirs="DTypePromotionError",
    ),
    "column of periods": Bad(
        SMOTE(),
        "X",
        "'when'",
        "float() argument must be a string or a real number, not 'Period'. Expected X of "
        "numbers, but column 'when' of X holds Period('2020-01-01', 'D'), which SMOTE cannot "
        "compute with: encode it as numbers, drop it, or use a sampler for categorical "
        "features such as SMOTENC.",
        X=FRAME.assign(when=DATES.to_period("D")),
        error=TypeError,
    ),
}
