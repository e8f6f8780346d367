"""Rows cut into parts that are equal in number and stand together in space."""

import numpy as np

# Rows looked at to choose the feature of a cut.
_SAMPLE = 64


def split_in_space(rows: np.ndarray, among: np.ndarray, n_parts: int) -> list[np.ndarray]:
    """Halve rows, and the halves again, at the median of the widest feature.

    Parameters
    ----------
    rows : ndarray of shape (n_rows, n_features)
        Finite numbers.
    among : ndarray of shape (n_among,), intp
        Ascending numbers of the rows to be split.
    n_parts : int
        Parts to make, whose sizes differ by a row or two for each cut.

    Returns
    -------
    list of ndarray of intp
        Ascending numbers; the same on every machine, as values are compared and never added up: a
        worker may have to do again what another one did.
    """
    if n_parts == 1:
        return [among]
    n_low = n_parts // 2
    middle = len(among) * n_low // n_parts
    if middle == 0:
        return [
            *split_in_space(rows, among[:0], n_low),
            *split_in_space(rows, among, n_parts - n_low),
        ]
    sample = rows[among[:: max(1, len(among) // _SAMPLE)]].astype(np.float64)
    with np.errstate(over="ignore"):  # infinitely wide is wide
        feature = int(np.argmax(sample.max(axis=0) - sample.min(axis=0)))
    values = rows[among, feature]
    limit = np.partition(values, middle)[middle]
    is_low = values < limit
    equal = np.flatnonzero(values == limit)
    is_low[equal[: middle - np.count_nonzero(is_low)]] = True
    return [
        *split_in_space(rows, among[is_low], n_low),
        *split_in_space(rows, among[~is_low], n_parts - n_low),
    ]
