"""Samplers that keep rows, at imbalanced-learn's own import path and under its names."""

from fastsmote.under_sampling.all_knn import AllKNN
from fastsmote.under_sampling.condensed_nearest_neighbour import CondensedNearestNeighbour
from fastsmote.under_sampling.edited_nearest_neighbours import EditedNearestNeighbours
from fastsmote.under_sampling.near_miss import NearMiss
from fastsmote.under_sampling.neighbourhood_cleaning_rule import NeighbourhoodCleaningRule
from fastsmote.under_sampling.one_sided_selection import OneSidedSelection
from fastsmote.under_sampling.repeated_edited_nearest_neighbours import (
    RepeatedEditedNearestNeighbours,
)
from fastsmote.under_sampling.tomek_links import TomekLinks

__all__ = [
    "AllKNN",
    "CondensedNearestNeighbour",
    "EditedNearestNeighbours",
    "NearMiss",
    "NeighbourhoodCleaningRule",
    "OneSidedSelection",
    "RepeatedEditedNearestNeighbours",
    "TomekLinks",
]
