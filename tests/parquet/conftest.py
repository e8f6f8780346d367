"""Batches of few rows, so that little data comes in many."""

import pytest

from fastsmote.parquet import source
from tests.cli.conftest import call  # noqa: F401


@pytest.fixture(params=[70, 1 << 18], ids=["batches", "whole"])
def n_at_once(request, monkeypatch):
    """Rows in a batch, and in a row group that is written."""
    monkeypatch.setattr(source, "_MOST_ROWS", request.param)
    return request.param
