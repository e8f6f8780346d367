"""Names of test cases: the same in each process, so that several can share the tests."""

import re
from typing import Any


def name_of(value: Any) -> str:
    """What identifies a parameter, without the address that ``repr`` puts in."""
    if isinstance(value, type):
        return value.__name__
    return re.sub(r"<class '(?:\w+\.)*(\w+)'>", r"\1", re.sub(r" at 0x\w+", "", str(value)))
