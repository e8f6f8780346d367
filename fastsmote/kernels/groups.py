"""From groups of equal rows back to rows."""

from fastsmote.kernels.jit import kernel
from fastsmote.kernels.lists import offer


@kernel
def expand_groups(  # type: ignore[no-untyped-def]
    group_of, starts, members, queries, group_neighbors, group_distances, lists
):
    """List the nearest rows of each query from the nearest groups of its group.

    Parameters
    ----------
    group_of : ndarray of shape (n_samples,), int64
        Group of each row.
    starts : ndarray of shape (n_groups + 1,), int64
        Where each group begins in ``members``.
    members : ndarray of shape (n_samples,), int64
        Rows, group by group, ascending within each.
    queries : ndarray of shape (n_queries,), int64
        Rows whose lists are wanted.
    group_neighbors : ndarray of shape (n_groups, n), int64
        Nearest other groups of each group ...
    group_distances : ndarray of shape (n_groups, n), float64
        ... and their squared distances, ascending.
    lists : Lists
        Written; empty at first.
    """
    sq_distances, indices, width, k = (lists.sq_distances, lists.indices, lists.width, lists.k)
    for q in range(len(queries)):
        row = queries[q]
        group = group_of[row]
        last = q * width + k - 1
        # of a group no more than k rows can be wanted, and one more where it holds the row itself
        for m in range(starts[group], min(starts[group + 1], starts[group] + k + 1)):
            if members[m] != row:
                offer(sq_distances, indices, q, width, 0.0, members[m])
        for g in range(group_neighbors.shape[1]):
            distance = group_distances[group, g]
            if distance > sq_distances[last]:
                break
            other = group_neighbors[group, g]
            for m in range(starts[other], min(starts[other + 1], starts[other] + k)):
                offer(sq_distances, indices, q, width, distance, members[m])
