"""Parameters of the over-samplers: values that they do not accept, and too few rows for them."""

import re

import numpy as np
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.svm import SVC

from fastsmote.over_sampling import (
    ADASYN,
    SMOTE,
    SVMSMOTE,
    BorderlineSMOTE,
    KMeansSMOTE,
    RandomOverSampler,
)
from fastsmote.under_sampling import TomekLinks
from tests.samplers.bad_inputs.row import Y_3, Bad, Unnumbered, Y, without_number

ROWS = {
    "classifier for neighbors": Bad(
        SMOTE(k_neighbors=KNeighborsClassifier()),
        "k_neighbors",
        "KNeighborsClassifier()",
        "Expected k_neighbors to be an estimator that can be fitted to 10 rows and asked, but "
        'k_neighbors = KNeighborsClassifier() raises "KNeighborsClassifier.fit() missing 1 '
        "required positional argument: 'y'\": change its parameters to what that many rows "
        "allow.",
        error=TypeError,
    ),
    "unknown integer_columns": Bad(
        SMOTE(integer_columns="nearest"),
        "integer_columns",
        "nearest",
        "The 'integer_columns' parameter of SMOTE must be a str among 'truncate', 'round'. "
        "Got 'nearest' instead: leave integer_columns out for its default, 'truncate'.",
        theirs="accepts",
    ),
    "misspelt integer_columns": Bad(
        ADASYN(integer_columns="Round"),
        "integer_columns",
        "Round",
        "The 'integer_columns' parameter of ADASYN must be a str among 'truncate', 'round'. "
        "Got 'Round' instead: write 'round'.",
        theirs="accepts",
    ),
    "unknown small_classes": Bad(
        SMOTE(small_classes="ignore"),
        "small_classes",
        "ignore",
        "The 'small_classes' parameter of SMOTE must be a str among 'raise', 'clip'. Got "
        "'ignore' instead: leave small_classes out for its default, 'raise'.",
        theirs="accepts",
    ),
    "small_classes of True": Bad(
        BorderlineSMOTE(small_classes=True),
        "small_classes",
        "True",
        "The 'small_classes' parameter of BorderlineSMOTE must be a str among 'raise', "
        "'clip'. Got True instead: leave small_classes out for its default, 'raise'.",
        theirs="accepts",
    ),
    "unknown missing": Bad(
        SMOTE(missing="impute"),
        "missing",
        "impute",
        "The 'missing' parameter of SMOTE must be a str among 'raise', 'nan_euclidean'. Got "
        "'impute' instead: leave missing out for its default, 'raise'.",
        theirs="accepts",
    ),
    "missing of None": Bad(
        ADASYN(missing=None),
        "missing",
        "None",
        "The 'missing' parameter of ADASYN must be a str among 'raise', 'nan_euclidean'. Got "
        "None instead: leave missing out for its default, 'raise'.",
        theirs="accepts",
    ),
    "k zero": Bad(
        SMOTE(k_neighbors=0),
        "k_neighbors",
        "0",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got 0 instead: leave k_neighbors out for its "
        "default, 5.",
    ),
    "k negative": Bad(
        SMOTE(k_neighbors=-1),
        "k_neighbors",
        "-1",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got -1 instead: leave k_neighbors out for its "
        "default, 5.",
    ),
    "k fraction": Bad(
        SMOTE(k_neighbors=2.5),
        "k_neighbors",
        "2.5",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got 2.5 instead: leave k_neighbors out for its "
        "default, 5.",
    ),
    "k float": Bad(
        SMOTE(k_neighbors=5.0),
        "k_neighbors",
        "5.0",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got 5.0 instead: write 5.",
    ),
    "k text": Bad(
        SMOTE(k_neighbors="5"),
        "k_neighbors",
        "'5'",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got '5' instead: write 5, without quotes.",
    ),
    "k None": Bad(
        SMOTE(k_neighbors=None),
        "k_neighbors",
        "None",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got None instead: leave k_neighbors out for its "
        "default, 5.",
    ),
    "k list": Bad(
        SMOTE(k_neighbors=[5]),
        "k_neighbors",
        "[5]",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got [5] instead: leave k_neighbors out for its "
        "default, 5.",
    ),
    "k no search": Bad(
        SMOTE(k_neighbors=LogisticRegression()),
        "k_neighbors",
        "LogisticRegression()",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got LogisticRegression() instead: leave k_neighbors"
        " out for its default, 5.",
    ),
    "k class": Bad(
        SMOTE(k_neighbors=NearestNeighbors),
        "k_neighbors",
        "NearestNeighbors",
        "The 'k_neighbors' parameter of SMOTE must be an int >= 1 or an estimator with methods"
        " kneighbors and kneighbors_graph. Got the class NearestNeighbors instead: pass an "
        "instance, NearestNeighbors().",
        theirs="TypeError",
    ),
    "k of the size of the class": Bad(
        SMOTE(k_neighbors=10),
        "k_neighbors",
        "10",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 10 and class 0"
        " has 10 rows: set k_neighbors to 9 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
    ),
    "k above the size of the class": Bad(
        SMOTE(k_neighbors=25),
        "k_neighbors",
        "25",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 25 and class 0"
        " has 10 rows: set k_neighbors to 9 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
    ),
    "k too large for a middle class": Bad(
        SMOTE(k_neighbors=15, sampling_strategy={1: 20}),
        "k_neighbors",
        "15",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 15 and class 1"
        " has 12 rows: set k_neighbors to 11 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
        y=Y_3,
    ),
    "k too large for a class of strings": Bad(
        SMOTE(k_neighbors=10),
        "k_neighbors",
        "'no'",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 10 and class "
        "'no' has 10 rows: set k_neighbors to 9 or less, or small_classes = 'clip' to do so "
        "for such classes alone, or leave the class out of sampling_strategy.",
        y=np.array(["no", "yes"])[Y],
    ),
    "class of one row": Bad(
        SMOTE(),
        "k_neighbors",
        "1 row",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 5 and class 0 "
        "has 1 row: add rows to it, or repeat it by RandomOverSampler, or leave the class out"
        " of sampling_strategy.",
        y=np.minimum(range(40), 1),
    ),
    "class of one row, k 1": Bad(
        SMOTE(k_neighbors=1),
        "k_neighbors",
        "1 row",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 1 and class 0 "
        "has 1 row: add rows to it, or repeat it by RandomOverSampler, or leave the class out"
        " of sampling_strategy.",
        y=np.minimum(range(40), 1),
    ),
    "k estimator with too many": Bad(
        SMOTE(k_neighbors=NearestNeighbors(n_neighbors=11)),
        "k_neighbors",
        "NearestNeighbors(n_neighbors=11)",
        "Expected k_neighbors to be an estimator that can be fitted to 10 rows and asked, but "
        "k_neighbors = NearestNeighbors(n_neighbors=11) raises 'Expected n_neighbors <= "
        "n_samples_fit, but n_neighbors = 11, n_samples_fit = 10, n_samples = 10': change its "
        "parameters to what that many rows allow.",
    ),
    "k estimator that finds itself alone": Bad(
        SMOTE(k_neighbors=NearestNeighbors(n_neighbors=1)),
        "k_neighbors",
        "NearestNeighbors(n_neighbors=1)",
        "Expected k_neighbors to find the row itself and one neighbor or more, but k_neighbors"
        " = NearestNeighbors(n_neighbors=1) finds the row itself alone: set its n_neighbors to"
        " 2 or more.",
    ),
    "random_state text": Bad(
        SMOTE(random_state="a"),
        "random_state",
        "'a'",
        "The 'random_state' parameter of SMOTE must be an int in [0, 4294967295], a "
        "numpy.random.RandomState or None. Got 'a' instead: leave random_state out for its "
        "default, None.",
    ),
    "random_state number in quotes": Bad(
        SMOTE(random_state="42"),
        "random_state",
        "'42'",
        "The 'random_state' parameter of SMOTE must be an int in [0, 4294967295], a "
        "numpy.random.RandomState or None. Got '42' instead: write 42, without quotes.",
    ),
    "random_state negative": Bad(
        SMOTE(random_state=-1),
        "random_state",
        "-1",
        "The 'random_state' parameter of SMOTE must be an int in [0, 4294967295], a "
        "numpy.random.RandomState or None. Got -1 instead: leave random_state out for its "
        "default, None.",
    ),
    "random_state too large": Bad(
        SMOTE(random_state=2**32),
        "random_state",
        "4294967296",
        "The 'random_state' parameter of SMOTE must be an int in [0, 4294967295], a "
        "numpy.random.RandomState or None. Got 4294967296 instead: leave random_state out for "
        "its default, None.",
    ),
    "random_state float": Bad(
        SMOTE(random_state=42.0),
        "random_state",
        "42.0",
        "The 'random_state' parameter of SMOTE must be an int in [0, 4294967295], a "
        "numpy.random.RandomState or None. Got 42.0 instead: write 42.",
    ),
    "random_state Generator": Bad(
        SMOTE(random_state=np.random.default_rng(0)),
        "random_state",
        "Generator",
        "The 'random_state' parameter of SMOTE must be an int in [0, 4294967295], a "
        "numpy.random.RandomState or None. Got Generator(PCG64) instead: pass an int or "
        "numpy.random.RandomState(seed).",
    ),
    "n_jobs zero": Bad(
        SMOTE(n_jobs=0),
        "n_jobs",
        "0",
        "The 'n_jobs' parameter of SMOTE must be a nonzero int or None. Got 0 instead: leave "
        "n_jobs out for its default, None.",
        theirs="accepts",
    ),
    "n_jobs fraction": Bad(
        SMOTE(n_jobs=1.5),
        "n_jobs",
        "1.5",
        "The 'n_jobs' parameter of SMOTE must be a nonzero int or None. Got 1.5 instead: leave"
        " n_jobs out for its default, None.",
        theirs="accepts",
    ),
    "n_jobs float": Bad(
        TomekLinks(n_jobs=2.0),
        "n_jobs",
        "2.0",
        "The 'n_jobs' parameter of TomekLinks must be a nonzero int or None. Got 2.0 instead: "
        "write 2.",
    ),
    "n_jobs text": Bad(
        SMOTE(n_jobs="2"),
        "n_jobs",
        "'2'",
        "The 'n_jobs' parameter of SMOTE must be a nonzero int or None. Got '2' instead: write"
        " 2, without quotes.",
        theirs="accepts",
    ),
    "n_jobs list": Bad(
        SMOTE(n_jobs=[2]),
        "n_jobs",
        "[2]",
        "The 'n_jobs' parameter of SMOTE must be a nonzero int or None. Got [2] instead: leave"
        " n_jobs out for its default, None.",
        theirs="accepts",
    ),
    "borderline kind": Bad(
        BorderlineSMOTE(kind="borderline-3"),
        "kind",
        "'borderline-3'",
        "The 'kind' parameter of BorderlineSMOTE must be a str among 'borderline-1', "
        "'borderline-2'. Got 'borderline-3' instead: leave kind out for its default, "
        "'borderline-1'.",
    ),
    "borderline kind, capitals": Bad(
        BorderlineSMOTE(kind="Borderline-1"),
        "kind",
        "'Borderline-1'",
        "The 'kind' parameter of BorderlineSMOTE must be a str among 'borderline-1', "
        "'borderline-2'. Got 'Borderline-1' instead: write 'borderline-1'.",
    ),
    "borderline kind, number": Bad(
        BorderlineSMOTE(kind=1),
        "kind",
        "1",
        "The 'kind' parameter of BorderlineSMOTE must be a str among 'borderline-1', "
        "'borderline-2'. Got 1 instead: leave kind out for its default, 'borderline-1'.",
    ),
    "m zero": Bad(
        BorderlineSMOTE(m_neighbors=0),
        "m_neighbors",
        "0",
        "The 'm_neighbors' parameter of BorderlineSMOTE must be an int >= 1 or an estimator "
        "with methods kneighbors and kneighbors_graph. Got 0 instead: leave m_neighbors out "
        "for its default, 10.",
    ),
    "m too large": Bad(
        BorderlineSMOTE(m_neighbors=40),
        "m_neighbors",
        "40",
        "Expected m_neighbors < number of rows, but m_neighbors = 40 and there are 40 rows: "
        "set m_neighbors to 39 or less.",
    ),
    "m estimator with too many": Bad(
        BorderlineSMOTE(m_neighbors=NearestNeighbors(n_neighbors=41)),
        "m_neighbors",
        "NearestNeighbors(n_neighbors=41)",
        "Expected m_neighbors to be an estimator that can be fitted to 40 rows and asked, but "
        "m_neighbors = NearestNeighbors(n_neighbors=41) raises 'Expected n_neighbors <= "
        "n_samples_fit, but n_neighbors = 41, n_samples_fit = 40, n_samples = 10': change its "
        "parameters to what that many rows allow.",
    ),
    "borderline-1 k too large": Bad(
        BorderlineSMOTE(k_neighbors=10),
        "k_neighbors",
        "10",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 10 and class 0"
        " has 10 rows: set k_neighbors to 9 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
    ),
    "borderline-2 k too large": Bad(
        BorderlineSMOTE(k_neighbors=40, kind="borderline-2"),
        "k_neighbors",
        "40",
        "Expected k_neighbors < number of rows, but k_neighbors = 40 and there are 40 rows: "
        "set k_neighbors to 39 or less.",
    ),
    "svm m too large": Bad(
        SVMSMOTE(m_neighbors=40),
        "m_neighbors",
        "40",
        "Expected m_neighbors < number of rows, but m_neighbors = 40 and there are 40 rows: "
        "set m_neighbors to 39 or less.",
    ),
    "svm k too large": Bad(
        SVMSMOTE(k_neighbors=10),
        "k_neighbors",
        "10",
        "Expected k_neighbors < number of rows in the class, but k_neighbors = 10 and class 0"
        " has 10 rows: set k_neighbors to 9 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
    ),
    "svm step below": Bad(
        SVMSMOTE(out_step=-0.1),
        "out_step",
        "-0.1",
        "The 'out_step' parameter of SVMSMOTE must be a float in [0, 1]. Got -0.1 instead: "
        "leave out_step out for its default, 0.5.",
    ),
    "svm step": Bad(
        SVMSMOTE(out_step=2),
        "out_step",
        "2",
        "The 'out_step' parameter of SVMSMOTE must be a float in [0, 1]. Got 2 instead: leave "
        "out_step out for its default, 0.5.",
    ),
    "svm estimator class": Bad(
        SVMSMOTE(svm_estimator=SVC),
        "svm_estimator",
        "SVC",
        "The 'svm_estimator' parameter of SVMSMOTE must be an estimator with methods fit and "
        "predict or None. Got the class SVC instead: pass an instance, SVC().",
        theirs="TypeError",
    ),
    "svm estimator number": Bad(
        SVMSMOTE(svm_estimator=3),
        "svm_estimator",
        "3",
        "The 'svm_estimator' parameter of SVMSMOTE must be an estimator with methods fit and "
        "predict or None. Got 3 instead: leave svm_estimator out for its default, None.",
    ),
    "svm estimator without support": Bad(
        SVMSMOTE(svm_estimator=LogisticRegression()),
        "svm_estimator",
        "LogisticRegression()",
        "`svm_estimator` is required to exposed a `support_` fitted attribute, but "
        "svm_estimator = LogisticRegression() has none: pass an SVC or NuSVC, or a subclass "
        "that sets it, as the notes of SVMSMOTE describe.",
        error=RuntimeError,
    ),
    "k-means zero": Bad(
        KMeansSMOTE(kmeans_estimator=0),
        "kmeans_estimator",
        "0",
        "The 'kmeans_estimator' parameter of KMeansSMOTE must be an int >= 1, an estimator "
        "with methods fit and predict or None. Got 0 instead: leave kmeans_estimator out for "
        "its default, None.",
    ),
    "k-means text": Bad(
        KMeansSMOTE(kmeans_estimator="auto"),
        "kmeans_estimator",
        "'auto'",
        "The 'kmeans_estimator' parameter of KMeansSMOTE must be an int >= 1, an estimator "
        "with methods fit and predict or None. Got 'auto' instead: leave kmeans_estimator out "
        "for its default, None.",
    ),
    "k-means without clusters": Bad(
        KMeansSMOTE(kmeans_estimator=LogisticRegression()),
        "kmeans_estimator",
        "LogisticRegression()",
        "Expected kmeans_estimator to have n_clusters, but kmeans_estimator = "
        "LogisticRegression() has none: pass an estimator that tells its number of clusters, "
        "such as KMeans, or that number.",
        error=AttributeError,
    ),
    "k-means mixture": Bad(
        KMeansSMOTE(kmeans_estimator=GaussianMixture()),
        "kmeans_estimator",
        "GaussianMixture()",
        "Expected kmeans_estimator to have n_clusters, but kmeans_estimator = "
        "GaussianMixture() has none: pass an estimator that tells its number of clusters, such"
        " as KMeans, or that number.",
        error=AttributeError,
    ),
    "k-means with too many clusters": Bad(
        KMeansSMOTE(kmeans_estimator=KMeans(n_clusters=41)),
        "kmeans_estimator",
        "KMeans(n_clusters=41)",
        "Expected kmeans_estimator to be an estimator that can be fitted to 40 rows and asked,"
        " but kmeans_estimator = KMeans(n_clusters=41) raises 'n_samples=40 should be >= "
        "n_clusters=41': change its parameters to what that many rows allow.",
    ),
    "neighbors of k-means without a number": without_number(
        KMeansSMOTE(k_neighbors=Unnumbered(), random_state=0), "k_neighbors"
    ),
    "neighbors of k-means, text": Bad(
        KMeansSMOTE(k_neighbors=NearestNeighbors(n_neighbors="a"), random_state=0),
        "k_neighbors",
        "n_neighbors='a'",
        re.compile(
            r"Expected k_neighbors to be an estimator that can be fitted to 40 rows and asked, but "
            r"k_neighbors = NearestNeighbors\(n_neighbors='a'\) raises .+: change its parameters "
            r"to what that many rows allow\."
        ),
        error=TypeError,
        theirs="UFuncTypeError",
    ),
    "k-means threshold text": Bad(
        KMeansSMOTE(cluster_balance_threshold="most"),
        "cluster_balance_threshold",
        "'most'",
        "The 'cluster_balance_threshold' parameter of KMeansSMOTE must be 'auto' or a number. "
        "Got 'most' instead: leave cluster_balance_threshold out for its default, 'auto'.",
    ),
    "k-means threshold NaN": Bad(
        KMeansSMOTE(cluster_balance_threshold=np.nan, kmeans_estimator=2, random_state=0),
        "cluster_balance_threshold",
        "nan",
        "The 'cluster_balance_threshold' parameter of KMeansSMOTE must be 'auto' or a number. "
        "Got nan instead: leave cluster_balance_threshold out for its default, 'auto'.",
        theirs="accepts",
    ),
    "k-means exponent None": Bad(
        KMeansSMOTE(density_exponent=None),
        "density_exponent",
        "None",
        "The 'density_exponent' parameter of KMeansSMOTE must be 'auto' or a number. Got None "
        "instead: leave density_exponent out for its default, 'auto'.",
    ),
    "k-means exponent NaN": Bad(
        KMeansSMOTE(density_exponent=np.nan, kmeans_estimator=1),
        "density_exponent",
        "nan",
        "The 'density_exponent' parameter of KMeansSMOTE must be 'auto' or a number. Got nan "
        "instead: leave density_exponent out for its default, 'auto'.",
        theirs="ValueError",
    ),
    "adasyn zero": Bad(
        ADASYN(n_neighbors=0),
        "n_neighbors",
        "0",
        "The 'n_neighbors' parameter of ADASYN must be an int >= 1 or an estimator with "
        "methods kneighbors and kneighbors_graph. Got 0 instead: leave n_neighbors out for its"
        " default, 5.",
    ),
    "adasyn too large": Bad(
        ADASYN(n_neighbors=10),
        "n_neighbors",
        "10",
        "Expected n_neighbors < number of rows in the class, but n_neighbors = 10 and class 0"
        " has 10 rows: set n_neighbors to 9 or less, or small_classes = 'clip' to do so for "
        "such classes alone, or leave the class out of sampling_strategy.",
    ),
    "adasyn estimator that finds itself alone": Bad(
        ADASYN(n_neighbors=NearestNeighbors(n_neighbors=1)),
        "n_neighbors",
        "NearestNeighbors(n_neighbors=1)",
        "Expected n_neighbors to find the row itself and one neighbor or more, but n_neighbors"
        " = NearestNeighbors(n_neighbors=1) finds the row itself alone: set its n_neighbors to"
        " 2 or more.",
    ),
    "shrinkage negative": Bad(
        RandomOverSampler(shrinkage=-1),
        "shrinkage",
        "-1",
        "The 'shrinkage' parameter of RandomOverSampler must be a finite float >= 0, a dict or "
        "None. Got -1 instead: leave shrinkage out for its default, None.",
    ),
    "shrinkage text": Bad(
        RandomOverSampler(shrinkage="a"),
        "shrinkage",
        "'a'",
        "The 'shrinkage' parameter of RandomOverSampler must be a finite float >= 0, a dict or "
        "None. Got 'a' instead: leave shrinkage out for its default, None.",
    ),
    "shrinkage list": Bad(
        RandomOverSampler(shrinkage=[1.0]),
        "shrinkage",
        "[1.0]",
        "The 'shrinkage' parameter of RandomOverSampler must be a finite float >= 0, a dict or "
        "None. Got [1.0] instead: pass a dict from class label to number.",
    ),
    "shrinkage NaN": Bad(
        RandomOverSampler(shrinkage=np.nan),
        "shrinkage",
        "nan",
        "The 'shrinkage' parameter of RandomOverSampler must be a finite float >= 0, a dict or "
        "None. Got nan instead: leave shrinkage out for its default, None.",
    ),
    "shrinkage infinite": Bad(
        RandomOverSampler(shrinkage=np.inf),
        "shrinkage",
        "inf",
        "The 'shrinkage' parameter of RandomOverSampler must be a finite float >= 0, a dict or "
        "None. Got inf instead: leave shrinkage out for its default, None.",
    ),
    "shrinkage infinite in a dict": Bad(
        RandomOverSampler(shrinkage={0: np.inf}),
        "shrinkage",
        "inf",
        "The shrinkage factor needs to be >= 0. Got inf for class 0 in shrinkage: give a "
        "finite number, 0 for no noise.",
        theirs="accepts",
    ),
    "shrinkage negative in a dict": Bad(
        RandomOverSampler(shrinkage={0: -1}),
        "shrinkage",
        "-1",
        "The shrinkage factor needs to be >= 0. Got -1 for class 0 in shrinkage: give a "
        "finite number, 0 for no noise.",
    ),
    "shrinkage text in a dict": Bad(
        RandomOverSampler(shrinkage={0: "a"}),
        "shrinkage",
        "'a'",
        "The shrinkage factor needs to be >= 0. Got 'a' for class 0 in shrinkage: give a "
        "finite number, 0 for no noise.",
        theirs="TypeError",
    ),
    "shrinkage of another class": Bad(
        RandomOverSampler(shrinkage={7: 1}),
        "shrinkage",
        "{7: 1}",
        "`shrinkage` should contain a shrinkage factor for each class that will be resampled. "
        "The missing classes are: 0, but shrinkage = {7: 1}: add them, or pass one number for "
        "all.",
    ),
}
