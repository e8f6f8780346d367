"""The errors and warnings of fastsmote, and the one place that words them.

Who finds something wrong passes the facts to a function here and raises what it returns; where the
error is to be of the type of another one, it returns the words. Each message names the parameter,
what is accepted, what was received and what to do about it, mostly in the form of `words.sentence`.
A message that imbalanced-learn or scikit-learn are known by keeps their phrase, so that who looks
for it finds it.

::

    types         errors that callers may want to tell apart
    words         sentences, and how they write values, labels and lists
    parameters    values that a parameter does not accept
    strategies    sampling_strategy and the classes of y
    counts        more neighbors than there are rows
    rows          X
    targets       y
    labels        targets that are compared or read from a file, and labels that options name
    options       what fit_resample is asked for, masked arrays
    columns       which columns are categories, and their encoders
    files         files that are not there, cannot be read or written, or change meanwhile
    tables        tables in files: their rows and columns
    parquet       what over-sampling from file to file is asked for
    commands      options of the command line, and what ends a command
    outcomes      what the data alone show, once neighbors are found
    origins       where rows come from, and pipelines that ask for it
    containers    data frames and tables of other packages
    partitions    Dask collections and their partitions
    comparison    compare: estimator, class weights, split
    features      X of compare
    patching      imbalanced-learn, and which of its classes are replaced
    programs      what fastsmote run cannot run
"""

from fastsmote.errors.types import (
    ArgumentError,
    FewerNeighborsWarning,
    TooFewRowsWarning,
    warn_caller,
)
from fastsmote.errors.words import listed, name_of_label

__all__ = [
    "ArgumentError",
    "FewerNeighborsWarning",
    "TooFewRowsWarning",
    "listed",
    "name_of_label",
    "warn_caller",
]
