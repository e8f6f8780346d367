"""Compiled loops: NumPy and Numba only, no Python objects, no random numbers, no shared state.

::

    ordering   rows -> an order in which neighbors in space are neighbors in memory
    packing    ordered rows -> float32 panels of 32 rows, norms, bounds
    tile       two panels -> which pairs may be neighbors          (explicit SIMD, simd)
    distance   a pair -> its squared distance in float64           (explicit SIMD, simd)
    lists      a distance -> its place in a row's sorted list      (explicit SIMD, simd)
    join       panels x panels -> lists: tile, distance and lists joined
    sparse     sparse rows -> lists, by the rows that hold each feature
    interpolation   seeds, neighbors, steps -> synthetic rows

A kernel works on a range of rows or panels, holds no lock and releases the GIL; `parallel` hands
ranges to threads. Kernels are compiled at their first call and kept in Numba's disk cache.
"""
