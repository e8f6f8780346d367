"""How often the patched classes were used, how long it took, and what was declined."""

import logging
import threading
from collections import Counter
from dataclasses import dataclass, field

logger = logging.getLogger("fastsmote")


@dataclass
class ClassUsage:
    """What one class was used for.

    Attributes
    ----------
    n_calls : int
        Calls of ``fit_resample`` that fastsmote answered.
    seconds : float
        Time of these calls, added up; of calls within calls, too.
    declined : Counter of str
        Reason to number of calls that imbalanced-learn's own method answered.
    """

    n_calls: int = 0
    seconds: float = 0.0
    declined: Counter[str] = field(default_factory=Counter)


_lock = threading.Lock()
_usage: dict[str, ClassUsage] = {}


def count_call(name: str, seconds: float) -> None:
    """Note a call that fastsmote answered."""
    with _lock:
        usage = _usage.setdefault(name, ClassUsage())
        usage.n_calls += 1
        usage.seconds += seconds


def count_declined(name: str, reason: str, failure: Exception | None = None) -> None:
    """Note, and log, a call that imbalanced-learn's own method answered.

    ``failure`` is an error that input does not explain: a defect, which is told of at once.
    """
    level = logging.INFO if failure is None else logging.WARNING
    message = "imbalanced-learn's own %s.fit_resample answers: %s"
    logger.log(level, message, name, reason, exc_info=failure)
    with _lock:
        _usage.setdefault(name, ClassUsage()).declined[reason] += 1


def usage_so_far() -> dict[str, ClassUsage]:
    """Usage of each class that was used in this process, by name."""
    with _lock:
        return {
            name: ClassUsage(usage.n_calls, usage.seconds, Counter(usage.declined))
            for name, usage in sorted(_usage.items())
        }
