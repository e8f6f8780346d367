"""What a search takes beside the rows."""

# Entries of a list, and features of a row that is copied, come in whole numbers of so many.
_LANES = 8
# Bytes of an entry of a list, of a neighbor that is returned with its distance, and of what orders
# and bounds a row.
_ENTRY, _FOUND, _ROW = 16, 16, 64


def workspace_bytes(n_rows: int, n_features: int, itemsize: int, k: int) -> int:
    """Bytes that a search among ``n_rows`` rows takes at most, with its result.

    Parameters
    ----------
    n_rows, n_features, itemsize : int
        Rows, and bytes of each of their values.
    k : int
        Neighbors.

    Returns
    -------
    int
        Of the rows in float32; twice in their own dtype, which is more than they take where float32
        tells them apart; of lists, and of what is returned.
    """
    rows = 4 * n_features + 2 * max(4, itemsize) * _padded(n_features)
    return n_rows * (rows + _ENTRY * _padded(k) + _FOUND * k + _ROW)


def _padded(n: int) -> int:
    return -(-n // _LANES) * _LANES
