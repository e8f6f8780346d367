"""Which objects are pandas', without importing pandas: who passes them has imported it."""

import sys
from typing import Any


def is_frame(data: Any) -> bool:
    """Tell whether an object is a pandas data frame."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.DataFrame)


def is_series(data: Any) -> bool:
    """Tell whether an object is a pandas series."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.Series)
