"""Sparse rows as of documents, searched and interpolated without being made dense."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from fastsmote import sparse_interpolation
from fastsmote.kernels import sparse_interpolation as interpolation_kernels
from fastsmote.neighbors import dispatch, sparse_search
from fastsmote.over_sampling import ADASYN, SMOTE, BorderlineSMOTE
from fastsmote.under_sampling import EditedNearestNeighbours, TomekLinks
from tests.parity.compare import assert_parity, assert_same_selection

CONTAINERS = [sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix, sparse.csc_array]
OVER_SAMPLERS = [SMOTE, BorderlineSMOTE, ADASYN]
CLEANERS = [EditedNearestNeighbours, TomekLinks]


@pytest.fixture(params={"scipy": 1 << 60, "kernels": 0}.items(), ids=lambda item: item[0])
def path(request, monkeypatch):
    """Force one of two ways, each for the search and for the synthetic rows."""
    assert sparse_search is not None  # loaded, so the thresholds for warm kernels apply
    assert interpolation_kernels is not None
    for module in (dispatch, sparse_interpolation):
        monkeypatch.setattr(module, "_SCIPY_WARM", request.param[1])
    return request.param[0]


def documents(n_samples=600, n_words=4000, length=60):
    """Weighted words of two topics; the first third of the words is common to both."""
    rng = np.random.default_rng(0)
    y = (rng.uniform(size=n_samples) < 0.2).astype(int)
    frequency = 1 / np.arange(1, n_words + 1)
    words = rng.choice(n_words, size=(n_samples, length), p=frequency / frequency.sum())
    is_of_topic = (words % 3 > 0) & (rng.uniform(size=words.shape) < 0.3)
    words = np.where(is_of_topic, words - words % 3 + 1 + y[:, np.newaxis], words)
    rows = np.repeat(np.arange(n_samples), length)
    counts = sparse.csr_matrix((np.ones(words.size), (rows, words.ravel())))
    return TfidfTransformer().fit_transform(counts), y


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("sampler", OVER_SAMPLERS)
def test_over_samplers(path, sampler, dtype, container):
    X, y = documents()
    ours = assert_parity(container(X.astype(dtype)), y, sampler=sampler)
    assert ours.X.shape[0] > X.shape[0]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("sampler", CLEANERS)
def test_cleaners(path, sampler, container):
    X, y = documents()
    ours = assert_same_selection(container(X), y, sampler=sampler)
    assert ours.X.shape[0] < X.shape[0]


@pytest.mark.parametrize("index_dtype", [np.int32, np.int64])
@pytest.mark.parametrize("container", CONTAINERS[:2])
def test_indices_keep_their_type_and_come_in_order(path, container, index_dtype):
    X, y = documents(200)
    X = container(X)
    X.indices, X.indptr = X.indices.astype(index_dtype), X.indptr.astype(index_dtype)
    grown, _ = SMOTE(random_state=0).fit_resample(X, y)
    assert grown.indices.dtype == grown.indptr.dtype == index_dtype
    assert grown.has_canonical_format
    assert grown.nnz == np.count_nonzero(grown.toarray())


def test_entries_of_the_originals_come_back_in_order(path):
    X, y = documents(200)
    X.data[::5] = 0  # in store, as they may be
    X.indices = X.indices[::-1].copy()  # some rows, read backwards ...
    X.data, X.indptr = X.data[::-1].copy(), X.nnz - X.indptr[::-1]  # ... are out of order
    X = sparse.csr_matrix((X.data, X.indices, X.indptr), shape=X.shape)
    assert not X.has_sorted_indices
    ours = assert_parity(X, y)
    assert not X.has_sorted_indices
    in_order = X.sorted_indices()
    for name in ("data", "indices"):
        assert np.array_equal(getattr(ours.X, name)[: X.nnz], getattr(in_order, name))
    assert np.array_equal(ours.X.indptr[: len(X.indptr)], X.indptr)
