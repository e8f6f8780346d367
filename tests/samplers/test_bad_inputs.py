"""Every bad input gets its message; a call that fails leaves the sampler and the data as they were.

The table is in `tests.samplers.bad_inputs`.
"""

import inspect
import re
import warnings as python_warnings
from copy import deepcopy

import imblearn.combine
import imblearn.over_sampling
import imblearn.under_sampling
import joblib
import numpy as np
import pytest
from scipy import sparse

from fastsmote.base import BaseSampler
from tests.samplers.bad_inputs import (
    categories,
    cleaners,
    outcomes,
    over_samplers,
    rows,
    strategies,
    tables,
    targets,
    values,
    warnings,
)

# pandas' and SciPy's own, on their way to what is tested
pytestmark = [
    pytest.mark.filterwarnings("ignore:invalid value encountered in cast:RuntimeWarning"),
    pytest.mark.filterwarnings(
        "ignore:`(distance_matrix|minkowski_distance.*)`:DeprecationWarning"
    ),
]

PARTS = {
    "over-samplers": over_samplers.ROWS,
    "cleaners": cleaners.ROWS,
    "strategies": strategies.ROWS,
    "rows": rows.ROWS,
    "tables": tables.ROWS,
    "values": values.ROWS,
    "targets": targets.ROWS,
    "categories": categories.ROWS,
    "outcomes": outcomes.ROWS,
}
TABLE = {f"{part}: {name}": row for part, each in PARTS.items() for name, row in each.items()}
WARNINGS = {f"warnings: {name}": row for name, row in warnings.ROWS.items()}


#: With which a remedy begins.
VERBS = (
    "add|ask|change|check|convert|correct|cut|decode|drop|encode|give|impute|leave|let|lower|make|"
    "name|pass|raise|return|select|set|use|write"
)


def every(table):
    return pytest.mark.parametrize("row", list(table.values()), ids=list(table))


def text_of(row) -> str:
    return row.message.pattern if isinstance(row.message, re.Pattern) else row.message


def raised_by(method, row):
    with pytest.raises(Exception) as caught:  # noqa: PT011 (what it is, the caller looks at)
        method(row.X, row.y)
    return caught.value


def assert_says(error, row):
    assert isinstance(error, row.error)
    if isinstance(row.message, re.Pattern):
        assert row.message.fullmatch(str(error))
    else:
        assert str(error) == row.message


@every(TABLE)
def test_message(row):
    assert_says(raised_by(row.sampler.fit_resample, row), row)


@every(
    {name: row for part in ("strategies", "rows", "targets") for name, row in PARTS[part].items()}
)
def test_message_of_fit(row):
    assert_says(raised_by(row.sampler.fit, row), row)


@every(WARNINGS)
def test_warning(row):
    with python_warnings.catch_warnings(record=True) as caught:
        python_warnings.simplefilter("always")
        row.sampler.fit_resample(row.X, row.y)
    (warning,) = caught
    assert warning.category is row.error
    assert str(warning.message) == row.message
    assert warning.filename == __file__


@every(TABLE | WARNINGS)
def test_message_names_the_parameter_and_what_was_received(row):
    message = text_of(row)
    assert row.names in message
    assert row.received in message
    assert "\n" not in message
    assert len(message) < 400


@every(TABLE)
def test_message_says_what_is_accepted_and_what_to_do(row):
    accepted = (
        "Expected|must be|needs to|requires|is required|is not supported|only supported|should"
    )
    assert re.search(rf"({accepted}).*: ({VERBS})\b.*\.$", text_of(row))


@every(TABLE)
def test_a_call_that_fails_changes_nothing(row):
    sampler = deepcopy(row.sampler)
    attributes, data = dict(vars(sampler)), [content(row.X), content(row.y)]
    raised_by(sampler.fit_resample, row)
    raised_by(sampler.fit_resample, row)
    assert vars(sampler).keys() == attributes.keys()
    assert all(vars(sampler)[name] is value for name, value in attributes.items())
    assert [content(row.X), content(row.y)] == data


def content(data):
    """A digest of what a container holds, not of what it has remembered about that."""
    if sparse.issparse(data):
        data = data.data, data.indices, data.indptr
    if isinstance(data, np.ma.MaskedArray):
        data = data.data, data.mask
    return joblib.hash(data.copy() if hasattr(data, "iloc") else data)


@pytest.mark.filterwarnings("ignore")  # theirs warns of what ours refuses
@every({name: row for name, row in TABLE.items() if row.theirs is not None})
def test_type_is_that_of_imbalanced_learn(row):
    ours = raised_by(row.sampler.fit_resample, row)
    theirs = "accepts"
    try:
        theirs_of(row.sampler).fit_resample(row.X, row.y)
    except Exception as error:
        theirs = type(error).__name__
    assert theirs == (type(ours).__name__ if row.theirs == "the same" else row.theirs)


def theirs_of(sampler):
    """Imbalanced-learn's sampler of the same name, with those of the parameters that it has."""
    name = type(sampler).__name__
    packages = imblearn.over_sampling, imblearn.under_sampling, imblearn.combine
    cls = next(getattr(package, name) for package in packages if hasattr(package, name))
    known = inspect.signature(cls).parameters
    return cls(
        **{
            parameter: theirs_of(value) if isinstance(value, BaseSampler) else deepcopy(value)
            for parameter, value in sampler.get_params(deep=False).items()
            if parameter in known
        }
    )


def test_fitted_attributes_survive_a_call_that_fails():
    row = PARTS["over-samplers"]["k of the size of the class"]
    sampler = deepcopy(row.sampler).set_params(k_neighbors=5)
    sampler.fit_resample(row.X, row.y)
    attributes = dict(vars(sampler))
    raised_by(sampler.fit_resample, row._replace(X=row.X[:, :2], y=row.y * 0))
    assert vars(sampler) == attributes


def test_the_table_is_as_long_as_promised():
    assert len(TABLE) >= 80
    samplers = {type(row.sampler).__name__ for row in TABLE.values()}
    assert len(samplers) == 18
