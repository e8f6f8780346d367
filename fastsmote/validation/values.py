"""Values that are no finite numbers: whether there are any, and where."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.containers import is_frame, is_table
from fastsmote.errors.rows import not_finite
from fastsmote.kernels.loading import is_loaded
from fastsmote.threads import for_each_part

# What the bits of floats are looked at as.
_BITS: dict[Any, np.dtype[Any]] = {np.dtype("f4"): np.dtype("i4"), np.dtype("f8"): np.dtype("i8")}
# Values up to which the kernel for them does not pay (4 us either way).
_FEW = 1 << 10


def check_finite(X: Any, names: Any, sampler: Any, out: np.ndarray | None = None) -> None:
    """Check that all values are finite numbers, or missing where the sampler takes that.

    Parameters
    ----------
    X : ndarray or sparse container of shape (n_samples, n_features)
        Anything but floats is finite.
    names : index of names or None
        Of the columns; None: their positions.
    sampler : estimator
        Named in the message; its ``missing``, if it has one, says whether NaN in dense rows passes.
    out : ndarray of shape (n_samples, n_features), optional
        Gets a copy of ``X`` meanwhile, as in `are_finite`.

    Raises
    ------
    ValueError
        Saying how many are not, in which columns, and the first row.
    """
    values = X.data if sparse.issparse(X) else X
    if values.dtype.kind not in "fc":
        return
    if are_finite(values, sampler.n_jobs, out):
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
    owner = type(sampler).__name__
    raise not_finite(what, len(bad), names_of_bad, rows[first], owner, missing, sparse.issparse(X))


def are_finite(values: np.ndarray, n_jobs: int | None, out: np.ndarray | None = None) -> bool:
    """Whether there is no NaN and no infinity, in one pass and without a temporary.

    Parameters
    ----------
    values : ndarray of shape (n_values,) or (n_rows, n_columns), floating or complex
    n_jobs : int or None
        Threads, as `fastsmote.threads.thread_count` reads it.
    out : ndarray of the shape and dtype of ``values``, C-contiguous, optional
        Gets a copy in the same pass, of values of which `are_copied_meanwhile`.
    """
    values = _in_memory(values)
    copied = None if out is None else out.reshape(-1)
    by_bits = copied is not None or _have_plain_bits(values)
    suspects: list[slice] = []

    def look(part: slice) -> None:
        if by_bits:
            is_well = _are_finite_by_bits(values[part], None if copied is None else copied[part])
        else:
            is_well = _are_finite_by_sum(values[part])
        if not is_well:
            suspects.append(part)

    for_each_part(look, len(values), values[:1].size or 1, n_jobs)
    return not suspects


def are_copied_meanwhile(values: Any) -> bool:
    """Whether these are an array that `are_finite` copies in the time that a copy takes."""
    return isinstance(values, np.ndarray) and values.flags.c_contiguous and _have_plain_bits(values)


def _in_memory(values: np.ndarray) -> np.ndarray:
    """The same values, in one dimension and the order of memory, if it holds no others between."""
    for each in (values, values.T):
        if each.flags.c_contiguous:
            return each.reshape(-1)
    return values


def _have_plain_bits(values: np.ndarray) -> bool:
    """Whether a kernel can look at the bits; for that alone Numba is never loaded."""
    has_bits = values.dtype in _BITS and (values.ndim == 1 or values.flags.c_contiguous)
    return has_bits and values.size > _FEW and is_loaded("jit")


def _are_finite_by_sum(values: np.ndarray) -> bool:
    """NaN and infinity make a sum not finite; one that overflows is told apart by a second look."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(values.sum()) or np.isfinite(values).all())


def _are_finite_by_bits(values: np.ndarray, out: np.ndarray | None = None) -> bool:
    """Values in one dimension; they are copied to ``out`` if that is given."""
    from fastsmote.kernels.finite import copy_magnitude, largest_magnitude

    bits = _BITS[values.dtype]
    infinity = np.array(np.inf, values.dtype).view(bits)[()]
    magnitude = bits.type(np.iinfo(bits).max)
    if out is None:
        return bool(largest_magnitude(values.view(bits), magnitude) < infinity)
    return bool(copy_magnitude(values.view(bits), magnitude, out.view(bits)) < infinity)


def run_finite_kernels(dtype: str) -> None:
    """Look at a value, and copy it, so that the kernels are compiled for a dtype."""
    value = np.zeros(1, dtype)
    _are_finite_by_bits(value)
    _are_finite_by_bits(value, value.copy())


def not_numeric(X: Any) -> dict[str, Any]:
    """Names of the columns of ``X`` that cannot be read as numbers, and a value of each.

    Empty if ``X`` cannot be used for another reason.
    """
    if sparse.issparse(X):
        return {}
    names = column_names(X)
    if is_table(X):
        from fastsmote.containers.tables import examples_of_others

        return {column_name(j, names): value for j, value in examples_of_others(X).items()}
    array = np.asarray(X)
    if array.ndim != 2 or array.dtype.kind not in "OUSMm":
        return {}
    examples = ((column_name(j, names), _no_number(array[:, j])) for j in range(array.shape[1]))
    return {name: bad[0] for name, bad in examples if bad}


def _no_number(column: np.ndarray) -> list[Any]:
    """The first value that cannot be read as a number, if there is one."""
    for value in column.tolist() if column.dtype.kind in "OUS" else column[:1]:
        try:
            if isinstance(value, np.datetime64 | np.timedelta64):
                return [str(value)]
            if np.ndim(value):
                return [value]
            np.asarray(value, dtype=object).astype(np.float64)
        except (TypeError, ValueError):
            return [value]
    return []


def column_names(X: Any) -> Any:
    """Names of the columns of a data frame or table, with ``tolist``; None of anything else."""
    if is_table(X):
        from fastsmote.containers.tables import column_names as names_of

        return np.array(names_of(X), dtype=object)
    return X.columns if is_frame(X) else None


def column_name(j: int, names: Any) -> str:
    """Name of a column in messages: its position if it has none, both if it shares its name."""
    if names is None:
        return str(j)
    every = names.tolist()
    place = f" (position {j})" if every.count(every[j]) > 1 else ""
    return f"{every[j]!r}{place}"
