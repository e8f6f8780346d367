"""What the data alone show, once clusters and neighbors are found; warnings among them."""

from typing import Any

from fastsmote.errors.words import counted, name_of_label, sentence, shown


def no_cluster(label: Any, n_clusters: int, share: float, n_least: int) -> RuntimeError:
    """No cluster holds enough of a class; the start is imbalanced-learn's."""
    return RuntimeError(
        f"No clusters found with sufficient samples of class {name_of_label(label)}. "
        + sentence(
            f"a cluster with a share of {share:.6g} (cluster_balance_threshold) and "
            f"{counted(n_least, 'row')} (k_neighbors + 1) of the class",
            f"none of {n_clusters} (kmeans_estimator) is one",
            "lower cluster_balance_threshold or k_neighbors, or change the number of clusters",
        )
    )


def none_hard_to_learn(label: Any, n_neighbors: int) -> RuntimeError:
    """ADASYN has nothing to share rows out by; the start is imbalanced-learn's."""
    return RuntimeError(
        "Not any neigbours belong to the majority class. "
        + sentence(
            f"another class among the neighbors of some row of class {name_of_label(label)}",
            f"n_neighbors = {n_neighbors} and there is none among {n_neighbors} neighbors of any "
            "row, so that ADASYN cannot tell which rows are hard to learn",
            "raise n_neighbors, or use SMOTE",
        )
    )


def none_shared_out(label: Any, n_synthetic: int, n_rows: int) -> ValueError:
    """ADASYN's shares are all rounded to nothing; the start is imbalanced-learn's."""
    return ValueError(
        "No samples will be generated with the provided ratio settings. "
        + sentence(
            "sampling_strategy to plan more than half a row for some row of class "
            f"{name_of_label(label)}",
            f"it plans {n_synthetic}, which ADASYN shares out among {counted(n_rows, 'row')}",
            "ask for more, or use SMOTE",
        )
    )


def all_noise(label: Any, n_support: int, m_neighbors: Any) -> ValueError:
    """No support vector of a class has a row of it around; the start is imbalanced-learn's."""
    return ValueError(
        "All support vectors are considered as noise. SVM-SMOTE is not adapted to your dataset. "
        + sentence(
            f"a row of class {name_of_label(label)} near one of its support vectors",
            f"with m_neighbors = {shown(m_neighbors)} there is none around any of {n_support}",
            "raise m_neighbors, or use another SMOTE variant",
        )
    )


def no_support(estimator: Any) -> RuntimeError:
    """An estimator tells no support vectors; the start is imbalanced-learn's."""
    return RuntimeError(
        "`svm_estimator` is required to exposed a `support_` fitted attribute, but svm_estimator = "
        f"{shown(estimator)} has none: pass an SVC or NuSVC, or a subclass that sets it, as the "
        "notes of SVMSMOTE describe."
    )


def none_in_danger(label: Any, n_rows: int, m_neighbors: Any) -> str:
    """Warn that BorderlineSMOTE makes no row of a class."""
    return (
        f"Class {name_of_label(label)} gets no synthetic row: with m_neighbors = "
        f"{shown(m_neighbors)} none of its {counted(n_rows, 'row')} is in danger, that is has "
        "other classes in half or more, but not all, of its nearest neighbors. Change m_neighbors, "
        "or use SMOTE."
    )


def too_few_made(label: Any, n_made: int, n_synthetic: int, where: str, m_neighbors: Any) -> str:
    """Warn that SVMSMOTE makes fewer rows of a class than planned."""
    return (
        f"Class {name_of_label(label)} gets {n_made} of {n_synthetic} synthetic rows: with "
        f"m_neighbors = {shown(m_neighbors)} all of its support vectors that are not noise are in "
        f"{where}, and the rows for others are not made. Change m_neighbors or svm_estimator, or "
        "use another SMOTE variant."
    )


def too_few_chosen(n_kept: int, n_chosen: int, n_neighbors: Any) -> str:
    """Warn that NearMiss-3 keeps fewer rows than wanted; the start is imbalanced-learn's."""
    return (
        "The number of the samples to be selected is larger than the number of samples available. "
        f"NearMiss-3 is to keep {n_kept} rows of a class, but with n_neighbors_ver3 = "
        f"{shown(n_neighbors)} the nearest of each row of the smallest class come to {n_chosen}. "
        "The balancing ratio cannot be ensured and all of these will be returned. Raise "
        "n_neighbors_ver3 for more."
    )


def sparse_categories() -> str:
    """Warn that SMOTEN makes sparse rows dense; the phrase is imbalanced-learn's."""
    return (
        "Passing a sparse matrix to SMOTEN is not really efficient since it is converted to a "
        "dense array internally. Pass X.toarray()."
    )
