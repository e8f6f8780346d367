"""Synthetic rows between sparse seeds and neighbors."""

import numpy as np

from fastsmote.kernels.jit import inner, kernel


@kernel
def count_entries(  # type: ignore[no-untyped-def]
    indptr, indices, values, seed_idx, neighbor_idx, steps, counts
):
    """Count the entries of synthetic rows.

    Parameters
    ----------
    indptr : ndarray of shape (n_samples + 1,), int64
    indices : ndarray of int32 or int64
        Ascending within a row, none twice.
    values : ndarray of float32 or float64
    seed_idx, neighbor_idx : ndarray of shape (n_synthetic,), intp
        Rows.
    steps : ndarray of shape (n_synthetic,), float64
        Fraction of the segment.
    counts : ndarray of shape (n_synthetic,), int64
        Written.
    """
    most = 1
    for i in range(len(counts)):
        seed, neighbor = seed_idx[i], neighbor_idx[i]
        n_seed, n_neighbor = (
            indptr[seed + 1] - indptr[seed],
            indptr[neighbor + 1] - indptr[neighbor],
        )
        most = max(most, n_seed + n_neighbor)
    to_indices, to_values = np.empty(most, indices.dtype), np.empty(most, values.dtype)
    for i in range(len(counts)):
        row = seed_idx[i], neighbor_idx[i], steps[i]
        counts[i] = _place_row(indptr, indices, values, row, to_indices, to_values, 0)


@kernel
def place_entries(  # type: ignore[no-untyped-def]
    indptr, indices, values, seed_idx, neighbor_idx, steps, starts, to
):
    """Write the entries of synthetic rows.

    Parameters
    ----------
    indptr, indices, values, seed_idx, neighbor_idx, steps
        As in `count_entries`.
    starts : ndarray of shape (n_synthetic,), int64
        Where each row begins.
    to : tuple of ndarray
        Indices and values, of the dtypes of ``indices`` and ``values``; written.
    """
    for i in range(len(starts)):
        row = seed_idx[i], neighbor_idx[i], steps[i]
        _place_row(indptr, indices, values, row, to[0], to[1], starts[i])


@inner
def _place_row(  # type: ignore[no-untyped-def]
    indptr, indices, values, row, to_indices, to_values, start
):
    """Write the entries of a synthetic row that are not 0 before they are rounded; return how many.

    The difference is rounded to the dtype of the values, product and sum to float64, in that order
    and without fused operations, as SciPy does it.
    """
    seed, neighbor, step = row
    i, last_i = indptr[seed], indptr[seed + 1]
    j, last_j = indptr[neighbor], indptr[neighbor + 1]
    zero, at = values.dtype.type(0), start
    while i < last_i or j < last_j:
        from_seed, from_neighbor = zero, zero
        has_seed = i < last_i and (j == last_j or indices[i] <= indices[j])
        has_neighbor = j < last_j and (i == last_i or indices[j] <= indices[i])
        if has_seed:
            index, from_seed = indices[i], values[i]
            i += 1
        if has_neighbor:
            index, from_neighbor = indices[j], values[j]
            j += 1
        value = np.float64(from_seed) + step * np.float64(from_neighbor - from_seed)
        if value != 0:
            to_indices[at], to_values[at] = index, value
            at += 1
    return at - start
