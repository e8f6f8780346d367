"""How a search is cut into tasks: none decides the result, all keep the threads busy."""

from itertools import pairwise
from typing import TypeAlias

from fastsmote.kernels.ranges import AT_ONCE
from fastsmote.kernels.tile import PANEL

Ranges: TypeAlias = list[tuple[int, int]]

# Tasks a thread: enough to keep all threads busy to the end, few enough to cost nothing.
TASKS_PER_THREAD = 8
# Multiplications in the largest task, a quarter of a second on one core of 2023 ...
TASK_PRODUCTS = 2e10
# ... and in one that is worth the handing over: about a millisecond.
WORTHY_PRODUCTS = 5e7
# Values that are touched once in a task, and up to which one thread has touched all of them before
# two have agreed who does what.
TOUCHED, TOUCHED_ALONE = 1 << 16, 1 << 18


def light_parts(n_panels: int, width: int) -> Ranges:
    """Cut all panels into whole groups for tasks that touch ``width`` values a row once."""
    if n_panels * PANEL * width <= TOUCHED_ALONE:
        return [(0, n_panels)]
    step = max(1, TOUCHED // (width * PANEL * AT_ONCE)) * AT_ONCE
    return [(a, min(a + step, n_panels)) for a in range(0, n_panels, step)]


def scan_ranges(n_own: int, n_panels: int, n_features: int, n_threads: int) -> Ranges:
    """Cut the panels that have lists into ranges, each of which a task compares with all."""
    products = float(n_panels * PANEL) * PANEL * n_features  # of one panel
    n_tasks = max(TASKS_PER_THREAD * n_threads, int(n_own * products / TASK_PRODUCTS))
    ends = [i * n_own // n_tasks for i in range(n_tasks + 1)]
    return [(a, b) for a, b in pairwise(ends) if a < b]


def join_chunks(first: int, last: int, n_features: int, n_threads: int) -> Ranges:
    """Cut a range of panels into chunks that are small enough for a task."""
    if first == last:
        return []
    n = last - first
    largest = int((TASK_PRODUCTS / n_features) ** 0.5) // PANEL
    n_worthy = int((float(n * PANEL) ** 2 * n_features / WORTHY_PRODUCTS) ** 0.5)
    n_wanted = max(2 * n_threads, min(TASKS_PER_THREAD * n_threads, n_worthy))
    n_chunks = min(max(n_wanted, -(-n // max(1, largest))), n)
    starts = [first + i * n // n_chunks for i in range(n_chunks)]
    return [*pairwise([*starts, last])]


def tournament(n: int) -> list[tuple[int, int]]:
    """All unordered pairs, each with itself first, then in rounds in which no one plays twice."""
    n_seats = n + n % 2
    pairs = [(i, i) for i in range(n)]
    for turn in range(n_seats - 1):
        for i in range(n_seats // 2):
            left = (turn + i) % (n_seats - 1)
            right = n_seats - 1 if i == 0 else (turn - i) % (n_seats - 1)
            if max(left, right) < n:
                pairs.append((min(left, right), max(left, right)))
    return pairs
