"""Which columns are categories, their values and their encoders."""

import imblearn
import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.neighbors import NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from fastsmote.over_sampling import SMOTEN, SMOTENC
from tests.samplers.bad_inputs.row import MIXED, MIXED_FRAME, WORDS, Bad, X, Y, with_value

# which does not look at encoders
IS_BEFORE_0_14_2 = imblearn.__version__.startswith(("0.13.", "0.14.0", "0.14.1"))
LENIENT = OneHotEncoder(categories=[["red"]], handle_unknown="ignore")

ROWS = {
    "no features": Bad(
        SMOTENC(None),
        "categorical_features",
        "None",
        "The 'categorical_features' parameter of SMOTENC must be 'auto' or an array-like such "
        "as a list. Got None instead: give an array-like such as a list.",
        X=MIXED,
    ),
    "a number": Bad(
        SMOTENC(3),
        "categorical_features",
        "3",
        "The 'categorical_features' parameter of SMOTENC must be 'auto' or an array-like such "
        "as a list. Got 3 instead: pass a list, [3].",
        X=MIXED,
    ),
    "a word": Bad(
        SMOTENC("all"),
        "categorical_features",
        "'all'",
        "The 'categorical_features' parameter of SMOTENC must be 'auto' or an array-like such "
        "as a list. Got 'all' instead: pass a list, ['all'].",
        X=MIXED,
    ),
    "a name": Bad(
        SMOTENC("color"),
        "categorical_features",
        "'color'",
        "The 'categorical_features' parameter of SMOTENC must be 'auto' or an array-like such "
        "as a list. Got 'color' instead: pass a list, ['color'].",
        X=MIXED_FRAME,
    ),
    "column that is not there": Bad(
        SMOTENC([0, 10]),
        "categorical_features",
        "[0, 10]",
        "In categorical_features all features must be in [0, 3] or [-4, -1], or a mask of 4 "
        "bools, X having n_features = 4, but categorical_features = [0, 10]: give positions "
        "from 0, or a bool for each column.",
        X=MIXED,
    ),
    "column before the first": Bad(
        SMOTENC([-5]),
        "categorical_features",
        "[-5]",
        "In categorical_features all features must be in [0, 3] or [-4, -1], or a mask of 4 "
        "bools, X having n_features = 4, but categorical_features = [-5]: give positions from"
        " 0, or a bool for each column.",
        X=MIXED,
    ),
    "mask that is too short": Bad(
        SMOTENC([True, False]),
        "categorical_features",
        "[True, False]",
        "In categorical_features all features must be in [0, 3] or [-4, -1], or a mask of 4 "
        "bools, X having n_features = 4, but categorical_features = [True, False]: give "
        "positions from 0, or a bool for each column.",
        X=MIXED,
    ),
    "fraction": Bad(
        SMOTENC([0.5]),
        "categorical_features",
        "[0.5]",
        "In categorical_features all features must be in [0, 3] or [-4, -1], or a mask of 4 "
        "bools, X having n_features = 4, but categorical_features = [0.5]: give positions "
        "from 0, or a bool for each column.",
        X=MIXED,
    ),
    "list in a list": Bad(
        SMOTENC([[3]]),
        "categorical_features",
        "[[3]]",
        "In categorical_features all features must be in [0, 3] or [-4, -1], or a mask of 4 "
        "bools, X having n_features = 4, but categorical_features = [[3]]: give positions "
        "from 0, or a bool for each column.",
        X=MIXED,
        theirs="TypeError",
    ),
    "named without a frame": Bad(
        SMOTENC(["color"]),
        "categorical_features",
        "['color']",
        "Specifying the columns using strings is only supported for dataframes, but X is a "
        "numpy.ndarray and categorical_features = ['color']: pass the positions of the "
        "columns, or a mask.",
        X=MIXED,
    ),
    "name that is not there": Bad(
        SMOTENC(["color", "size"]),
        "categorical_features",
        "'size'",
        "Expected categorical_features to name columns of X, but it names 'size' and X has "
        "'age', 'height', 'weight', 'color': correct the names.",
        X=MIXED_FRAME,
    ),
    "twice": Bad(
        SMOTENC([3, -1]),
        "categorical_features",
        "[3, -1]",
        "Expected categorical_features to name each column once, but categorical_features = "
        "[3, -1] names a column twice: leave one of them out.",
        X=MIXED,
        theirs="accepts",
    ),
    "auto without a frame": Bad(
        SMOTENC("auto"),
        "categorical_features",
        "numpy.ndarray",
        "For categorical_features = 'auto' the input data should be a pandas.DataFrame, but X "
        "is a numpy.ndarray: pass the positions of the columns, or a mask.",
        X=MIXED,
    ),
    "auto without categorical columns": Bad(
        SMOTENC("auto"),
        "categorical_features",
        "0 of 4",
        "SMOTE-NC is not designed to work only with numerical features. It requires some "
        "categorical features, but categorical_features = 'auto' names 0 of 4 columns: correct"
        " it, or use SMOTE.",
        X=MIXED_FRAME,
    ),
    "all": Bad(
        SMOTENC([0, 1, 2, 3]),
        "categorical_features",
        "[0, 1, 2, 3]",
        "SMOTE-NC is not designed to work only with categorical features. It requires some "
        "numerical features, but categorical_features = [0, 1, 2, 3] names 4 of 4 columns: "
        "correct it, or use SMOTEN.",
        X=MIXED,
    ),
    "none": Bad(
        SMOTENC([]),
        "categorical_features",
        "[]",
        "SMOTE-NC is not designed to work only with numerical features. It requires some "
        "categorical features, but categorical_features = [] names 0 of 4 columns: correct it,"
        " or use SMOTE.",
        X=MIXED,
    ),
    "mask of none": Bad(
        SMOTENC([False] * 4),
        "categorical_features",
        "0 of 4",
        "SMOTE-NC is not designed to work only with numerical features. It requires some "
        "categorical features, but categorical_features = [False, False, False, False] names 0"
        " of 4 columns: correct it, or use SMOTE.",
        X=MIXED,
    ),
    "words among the numbers": Bad(
        SMOTENC(["color"]),
        "categorical_features",
        "'height'",
        "Expected numbers in the columns of X that categorical_features does not name, but "
        "column 'height' of X holds 'red', which SMOTENC cannot compute with: add it to "
        "categorical_features, or drop it.",
        X=MIXED_FRAME.assign(height=WORDS),
    ),
    "encoder that tells no categories": Bad(
        SMOTENC(["color"], categorical_encoder=make_pipeline(OneHotEncoder())),
        "categorical_encoder",
        "Pipeline(",
        "Expected categorical_encoder to have categories_ once it is fitted, but "
        "categorical_encoder = Pipeline(steps=[('onehotencoder', OneHotEncoder())]) has none: pass "
        "an encoder that tells them, such as OneHotEncoder for SMOTENC and OrdinalEncoder for "
        "SMOTEN.",
        X=MIXED_FRAME,
        error=AttributeError,
    ),
    "NA among the numbers": Bad(
        SMOTENC(["color"]),
        "column 'height'",
        "1 value",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 'height' is NaN "
        "or infinity, the first in row 0: drop such rows before SMOTENC, or impute them, for "
        "example by sklearn.impute.SimpleImputer.",
        X=MIXED_FRAME.assign(height=pd.array([None, *X[1:, 1]], dtype="Float64")),
        theirs=None,
    ),
    "dates among the numbers": Bad(
        SMOTENC(["color"]),
        "categorical_features",
        "'height'",
        "Expected numbers in the columns of X that categorical_features does not name, but "
        "column 'height' of X holds Timestamp('2020-01-01 00:00:00'), which SMOTENC cannot "
        "compute with: add it to categorical_features, or drop it.",
        X=MIXED_FRAME.assign(height=np.datetime64("2020-01-01", "us")),
        error=TypeError,
        theirs=None,
    ),
    "dates with a zone among the numbers": Bad(
        SMOTENC(["color"]),
        "categorical_features",
        "'height'",
        "Expected numbers in the columns of X that categorical_features does not name, but "
        "column 'height' of X holds Timestamp('2020-01-01 00:00:00+0000', tz='UTC'), which "
        "SMOTENC cannot compute with: add it to categorical_features, or drop it.",
        X=MIXED_FRAME.assign(height=pd.Timestamp("2020-01-01", tz="UTC")),
        error=TypeError,
        theirs=None,
    ),
    "complex numbers among the numbers": Bad(
        SMOTENC(["color"]),
        "X",
        "complex128",
        "Complex data not supported. Expected X of real numbers, but X is of dtype complex128: "
        "pass X.real, or the real and the imaginary parts as columns.",
        X=MIXED_FRAME.assign(height=1j),
    ),
    "a word among the numbers": Bad(
        SMOTENC([3]),
        "categorical_features",
        "'tall'",
        "Expected numbers in the columns of X that categorical_features does not name, but "
        "column 1 of X holds 'tall', which SMOTENC cannot compute with: add it to "
        "categorical_features, or drop it.",
        X=with_value("tall", rows=MIXED),
    ),
    "NaN among the numbers": Bad(
        SMOTENC([3]),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN or"
        " infinity, the first in row 3: drop such rows before SMOTENC, or impute them, for "
        "example by sklearn.impute.SimpleImputer.",
        X=with_value(np.nan, rows=MIXED),
    ),
    "NaN among the numbers of a frame": Bad(
        SMOTENC(["color"]),
        "X",
        "'height'",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 'height' is"
        " NaN or infinity, the first in row 3: drop such rows before SMOTENC, or impute them, "
        "for example by sklearn.impute.SimpleImputer.",
        X=MIXED_FRAME.where(X[3, 1] != MIXED_FRAME),
    ),
    "infinity among the numbers": Bad(
        SMOTENC([0]),
        "X",
        "infinity",
        "Input X contains infinity. Expected X of finite numbers, but 1 value in column 1 is "
        "NaN or infinity, the first in row 3: drop such rows before SMOTENC, or impute them, "
        "for example by sklearn.impute.SimpleImputer.",
        X=with_value(np.inf),
    ),
    "NaN in CSR": Bad(
        SMOTENC([0]),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN or"
        " infinity, the first in row 3: drop such rows before SMOTENC, or impute them, for "
        "example by sklearn.impute.SimpleImputer.",
        X=sparse.csr_matrix(with_value(np.nan)),
    ),
    "no rows in a frame": Bad(
        SMOTENC([3]),
        "X",
        "(0, 4)",
        "Found array with 0 sample(s) (shape=(0, 4)) while a minimum of 1 is required by "
        "SMOTENC: check how the rows of X were selected.",
        X=MIXED_FRAME[:0],
        y=Y[:0],
    ),
    "no columns in a frame": Bad(
        SMOTENC([3]),
        "X",
        "(40, 0)",
        "Found array with 0 feature(s) (shape=(40, 0)) while a minimum of 1 is required by "
        "SMOTENC: check how the columns of X were selected.",
        X=MIXED_FRAME[[]],
    ),
    "1-D": Bad(
        SMOTENC([3]),
        "X",
        "(40,)",
        "Expected 2D array, got 1D array instead, for X of shape (n_samples, n_features), "
        "which is a numpy.ndarray of shape (40,): pass X.reshape(-1, 1) if it is a feature.",
        X=WORDS,
    ),
    "1-D of categories": Bad(
        SMOTEN(),
        "X",
        "(40,)",
        "Expected 2D array, got 1D array instead, for X of shape (n_samples, n_features), "
        "which is a numpy.ndarray of shape (40,): pass X.reshape(-1, 1) if it is a feature.",
        X=WORDS,
    ),
    "too few rows": Bad(
        SMOTENC([3], k_neighbors=10),
        "k_neighbors",
        "10",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 10 and class 0"
        " has 10 rows: set k_neighbors to 9 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
        X=MIXED,
    ),
    "too few rows of categories": Bad(
        SMOTEN(k_neighbors=10),
        "k_neighbors",
        "10",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 10 and class 0"
        " has 10 rows: set k_neighbors to 9 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
        X=MIXED,
    ),
    "estimator with too many": Bad(
        SMOTENC([3], k_neighbors=NearestNeighbors(n_neighbors=11)),
        "k_neighbors",
        "NearestNeighbors(n_neighbors=11)",
        "Expected k_neighbors to be an estimator that can be fitted to 10 rows and asked, but "
        "k_neighbors = NearestNeighbors(n_neighbors=11) raises 'Expected n_neighbors <= "
        "n_samples_fit, but n_neighbors = 11, n_samples_fit = 10, n_samples = 10': change its "
        "parameters to what that many rows allow.",
        X=MIXED,
    ),
    "estimator with too many categories": Bad(
        SMOTEN(k_neighbors=NearestNeighbors(n_neighbors=11)),
        "k_neighbors",
        "NearestNeighbors(n_neighbors=11)",
        "Expected k_neighbors to be an estimator that can be fitted to 10 rows and asked, but "
        "k_neighbors = NearestNeighbors(n_neighbors=11) raises 'Expected n_neighbors <= "
        "n_samples_fit, but n_neighbors = 11, n_samples_fit = 10, n_samples = 10': change its "
        "parameters to what that many rows allow.",
        X=MIXED,
    ),
    "NaN among categories": Bad(
        SMOTEN(),
        "X",
        "column 3",
        "Input X contains NaN or infinity. Expected a category in every column and row of X, "
        "but column 3 misses some, the first in row 5: drop such rows, or make them a category"
        " of their own, for example by X.fillna('missing').",
        X=with_value(np.nan, 5, 3, MIXED),
    ),
    "NaN among categories of a frame": Bad(
        SMOTEN(),
        "X",
        "'color'",
        "Input X contains NaN or infinity. Expected a category in every column and row of X, "
        "but column 'color' misses some, the first in row 1: drop such rows, or make them a "
        "category of their own, for example by X.fillna('missing').",
        X=MIXED_FRAME.where(MIXED_FRAME != "green"),
    ),
    "NaN among numbers as categories": Bad(
        SMOTEN(),
        "X",
        "column 1",
        "Input X contains NaN. Expected X of finite numbers, but 1 value in column 1 is NaN or"
        " infinity, the first in row 3: drop such rows before SMOTEN, or impute them, for "
        "example by sklearn.impute.SimpleImputer.",
        X=with_value(np.nan),
    ),
    "infinity among numbers as categories": Bad(
        SMOTEN(),
        "X",
        "infinity",
        "Input X contains infinity. Expected X of finite numbers, but 1 value in column 1 is "
        "NaN or infinity, the first in row 3: drop such rows before SMOTEN, or impute them, "
        "for example by sklearn.impute.SimpleImputer.",
        X=with_value(np.inf),
    ),
    "encoder text": Bad(
        SMOTENC([3], categorical_encoder="hot"),
        "categorical_encoder",
        "'hot'",
        "The 'categorical_encoder' parameter of SMOTENC must be an encoder with methods "
        "fit_transform and inverse_transform or None. Got 'hot' instead: leave "
        "categorical_encoder out for its default, None.",
        X=MIXED,
    ),
    "encoder class": Bad(
        SMOTENC([3], categorical_encoder=OneHotEncoder),
        "categorical_encoder",
        "OneHotEncoder",
        "The 'categorical_encoder' parameter of SMOTENC must be an encoder with methods "
        "fit_transform and inverse_transform or None. Got the class OneHotEncoder instead: "
        "pass an instance, OneHotEncoder().",
        X=MIXED,
        theirs="TypeError",
    ),
    "encoder that drops": Bad(
        SMOTENC([3], categorical_encoder=OneHotEncoder(drop="first")),
        "categorical_encoder",
        "OneHotEncoder(drop='first')",
        "SMOTENC requires a one-hot encoding with one column per category for the categorical "
        "features, but categorical_encoder = OneHotEncoder(drop='first') makes 1 column for 2 "
        "categories: pass one that neither drops nor merges any, such as "
        "OneHotEncoder(handle_unknown='ignore').",
        X=MIXED,
        theirs="accepts" if IS_BEFORE_0_14_2 else "the same",
    ),
    "encoder of one column": Bad(
        SMOTENC([3], categorical_encoder=OrdinalEncoder()),
        "categorical_encoder",
        "OrdinalEncoder()",
        "SMOTENC requires a one-hot encoding with one column per category for the categorical "
        "features, but categorical_encoder = OrdinalEncoder() makes 1 column for 2 categories:"
        " pass one that neither drops nor merges any, such as "
        "OneHotEncoder(handle_unknown='ignore').",
        X=MIXED,
        theirs="TypeError" if IS_BEFORE_0_14_2 else "the same",
    ),
    "encoder that does not know a category": Bad(
        SMOTENC([3], categorical_encoder=OneHotEncoder(categories=[["red"]])),
        "categorical_encoder",
        "'green'",
        "Expected categorical_encoder to encode the categorical columns of X, but "
        "categorical_encoder = OneHotEncoder(categories=[['red']]) raises \"Found unknown "
        "categories ['green'] in column 0 during fit\": let it find the categories by itself "
        "(categories='auto'), or leave it out.",
        X=MIXED,
    ),
    "encoder that ignores a category": Bad(
        SMOTENC([3], categorical_encoder=LENIENT),
        "categorical_encoder",
        "'green'",
        "Found unknown categories. Expected categorical_encoder to know every value in column "
        "0 of X, but categorical_encoder = OneHotEncoder(categories=[['red']], "
        "handle_unknown='ignore') does not know 'green': name it in its categories, or let "
        "them be found (categories='auto').",
        X=MIXED,
        theirs="accepts",
    ),
    "encoder of numbers": Bad(
        SMOTENC([3], categorical_encoder=StandardScaler()),
        "categorical_encoder",
        "StandardScaler()",
        "Expected categorical_encoder to encode the categorical columns of X, but "
        'categorical_encoder = StandardScaler() raises "could not convert string to float: '
        "'red'\": let it find the categories by itself (categories='auto'), or leave it out.",
        X=MIXED,
    ),
    "encoder of categories, text": Bad(
        SMOTEN(categorical_encoder="ordinal"),
        "categorical_encoder",
        "'ordinal'",
        "The 'categorical_encoder' parameter of SMOTEN must be an encoder with methods "
        "fit_transform and inverse_transform or None. Got 'ordinal' instead: leave "
        "categorical_encoder out for its default, None.",
        X=MIXED,
    ),
    "encoder of categories, unknown one": Bad(
        SMOTEN(categorical_encoder=OrdinalEncoder(categories=[["red"]])),
        "categorical_encoder",
        "'green'",
        "Expected categorical_encoder to encode the categorical columns of X, but "
        "categorical_encoder = OrdinalEncoder(categories=[['red']]) raises \"Found unknown "
        "categories ['green'] in column 0 during fit\": let it find the categories by itself "
        "(categories='auto'), or leave it out.",
        X=WORDS.reshape(-1, 1),
    ),
    "encoder of categories that merges": Bad(
        SMOTEN(categorical_encoder=OrdinalEncoder(max_categories=2)),
        "categorical_encoder",
        "OrdinalEncoder(max_categories=2)",
        "Expected categorical_encoder to give each category its own code, but "
        "categorical_encoder = OrdinalEncoder(max_categories=2) gives several of column 0 the "
        "same: pass an encoder that merges none, without min_frequency and max_categories.",
        X=(np.arange(40) % 4).reshape(-1, 1),
        theirs="accepts",
    ),
}
