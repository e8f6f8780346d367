"""Compiled loops: NumPy and Numba only, no Python objects, no random numbers.

::

    ordering    rows -> an order in which neighbors in space are neighbors in memory
    packing     ordered rows -> float32 panels of 32 rows, norms, bounds
    words       the same in 8 or 16 bits, where the processor multiplies small integers
    boxes       panels -> boxes around them                        (ranges, edges; explicit SIMD)
    choice      a sample of all -> how to search
    first       panels beside each other -> first bounds           (minima)
    scan        rows -> lists, by the panels whose boxes are near  (gaps)
    join        panels x panels -> lists, each pair once for both

    tile        two panels -> which pairs may be neighbors         (products; explicit SIMD)
    candidates  such pairs, some at a time -> lists
    distance    a pair -> its squared distance in float64          (explicit SIMD)
    lists       a distance -> its place in a row's sorted list     (explicit SIMD)

    groups      lists of different rows -> lists of equal ones
    sparse      sparse rows -> lists, by the rows that hold each feature
    missing     rows with missing values -> lists
    mixed       numbers and categories -> lists
    condensing  rows -> those that the rows stored before get wrong
    interpolation, sparse_interpolation   seeds, neighbors, steps -> synthetic rows

A kernel works on a range of rows or panels, holds no lock and releases the GIL. What is around
them: `jit` compiles them at their first call, `cache` keeps them on disk, `loading` tells whether
that pays, `parallel` hands ranges to threads, `simd` has the words in which explicit SIMD is
written, `ahead` and `allocator` see to memory, `overlapping` to what a process has once.
"""
