"""Values that are no finite numbers: whether there are any, and where."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.containers import is_frame, is_table
from fastsmote.threads import for_each_part


def check_finite(X: Any, names: Any, sampler: Any) -> None:
    """Check that all values are finite numbers, or missing where the sampler takes that.

    Parameters
    ----------
    X : ndarray or sparse container of shape (n_samples, n_features)
        Anything but floats is finite.
    names : index of names or None
        Of the columns; None: their positions.
    sampler : estimator
        Named in the message; its ``missing``, if it has one, says whether NaN in dense rows passes.

    Raises
    ------
    ValueError
        Saying how many are not, in which columns, and the first row.
    """
    values = X.data if sparse.issparse(X) else X
    if values.dtype.kind not in "fc":
        return
    if are_finite(values, sampler.n_jobs):
        return
    missing = getattr(sampler, "missing", None)
    takes_nan = missing == "nan_euclidean" and not sparse.issparse(X)
    if sparse.issparse(X):
        entries = X.tocoo()
        is_bad = ~np.isfinite(entries.data)
        rows, columns, bad = entries.row[is_bad], entries.col[is_bad], entries.data[is_bad]
    else:
        rows, columns = np.nonzero(np.isinf(X) if takes_nan else ~np.isfinite(X))
        bad = X[rows, columns]
        if not len(bad):
            return
    first = np.lexsort((columns, rows))[0]
    what = "NaN" if np.isnan(bad[first]) else "infinity"
    names_of_bad = [column_name(c, names) for c in np.unique(columns).tolist()]
    remedy = "Drop those rows, or impute them, for example by sklearn.impute.SimpleImputer."
    if missing is not None and what == "NaN":
        remedy = remedy[:-1] + (
            ", or set missing='nan_euclidean', by which they are taken as they are."
            if missing == "raise" and not sparse.issparse(X)
            else ": missing='nan_euclidean' takes dense rows only, such as X.toarray()."
        )
    raise ValueError(
        f"Input X contains {what}: {len(bad)} value(s) that are NaN or infinity in "
        f"{listed(names_of_bad)}, the first in row {rows[first]}. "
        f"{type(sampler).__name__} accepts finite numbers {'and NaN' if takes_nan else 'only'}. "
        f"{remedy}"
    )


def are_finite(values: np.ndarray, n_jobs: int | None) -> bool:
    """Whether there is no NaN and no infinity, in one pass and without a temporary.

    Either makes a sum not finite; a sum that overflows by itself is told apart by a second look.
    """
    suspects: list[slice] = []

    def look(part: slice) -> None:
        with np.errstate(over="ignore", invalid="ignore"):
            if not np.isfinite(values[part].sum()) and not np.isfinite(values[part]).all():
                suspects.append(part)

    for_each_part(look, len(values), values[:1].size or 1, n_jobs)
    return not suspects


def not_numeric(X: Any) -> list[str]:
    """Names of the columns of ``X`` that cannot be read as numbers; empty if that is not it."""
    if sparse.issparse(X):
        return []
    names = column_names(X)
    if is_table(X):
        from fastsmote.containers.tables import framed, not_numbers

        return [column_name(j, names) for j in not_numbers(framed(X))]
    array = np.asarray(X)
    if array.ndim != 2 or array.dtype.kind not in "OUSMm":
        return []
    bad = []
    for j in range(array.shape[1]):
        try:
            if array.dtype.kind in "Mm":
                raise TypeError
            array[:, j].astype(np.float64)
        except (TypeError, ValueError):
            bad.append(column_name(j, names))
    return bad


def column_names(X: Any) -> Any:
    """Names of the columns of a data frame or table, with ``tolist``; None of anything else."""
    if is_table(X):
        from fastsmote.containers.tables import column_names as names_of

        return np.array(names_of(X), dtype=object)
    return X.columns if is_frame(X) else None


def column_name(j: int, names: Any) -> str:
    """Name of a column in messages: its position if it has none."""
    return str(j) if names is None else repr(names.tolist()[j])


def listed(columns: list[str], most: int = 5) -> str:
    """Some columns in words, the first ones if there are many."""
    rest = f" and {len(columns) - most} more" if len(columns) > most else ""
    return f"column{'s' if len(columns) > 1 else ''} {', '.join(columns[:most])}{rest}"
