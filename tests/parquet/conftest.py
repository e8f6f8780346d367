"""Batches of few rows, so that little data comes in many."""

import pytest

from fastsmote.parquet import parquet_output, source
from tests.cli.conftest import call  # noqa: F401


@pytest.fixture(params=[70, 1 << 18], ids=["batches", "whole"])
def n_at_once(request, monkeypatch):
    """Rows in a batch, and in a row group that is written."""
    monkeypatch.setattr(source, "_MOST_ROWS", request.param)
    return request.param


@pytest.fixture(params=[True, False], ids=["as-it-is", "encoded-anew"])
def is_as_it_is(request, monkeypatch):
    """Whether the bytes of the input are copied, or its rows written anew."""
    if not request.param:
        monkeypatch.setattr(parquet_output, "can_be_joined", lambda *_: False)
    return request.param
