"""Which package an object is of, without importing any: who passes it has imported the package."""

import sys
from typing import Any


def is_frame(data: Any) -> bool:
    """Tell whether an object is a pandas data frame."""
    return _is("pandas", "DataFrame", data)


def is_series(data: Any) -> bool:
    """Tell whether an object is a pandas series."""
    return _is("pandas", "Series", data)


def is_table(data: Any) -> bool:
    """Tell whether an object is a polars data frame, or a pyarrow table or batch of rows."""
    return (
        _is("polars", "DataFrame", data)
        or _is("pyarrow", "Table", data)
        or (_is("pyarrow", "RecordBatch", data) and hasattr(data, "shape"))  # pyarrow 16 and newer
    )


def is_column(data: Any) -> bool:
    """Tell whether an object is a polars series, or a pyarrow array in one piece or several."""
    return (
        _is("polars", "Series", data)
        or _is("pyarrow", "ChunkedArray", data)
        or _is("pyarrow", "Array", data)
    )


def is_lazy(data: Any) -> bool:
    """Tell whether an object is a polars query that has not been run."""
    return _is("polars", "LazyFrame", data)


def _is(package: str, name: str, data: Any) -> bool:
    module = sys.modules.get(package)
    return module is not None and isinstance(data, getattr(module, name))
