"""Whether floats are finite, by their bits."""

from fastsmote.kernels.jit import kernel


@kernel
def largest_magnitude(bits, magnitude):  # type: ignore[no-untyped-def]
    """The largest of some floats without their sign, as an integer: these order as the floats do.

    Infinity comes behind all numbers, and NaN behind infinity. To find the largest takes vectors
    and one pass through memory, where sums of NumPy's take twice as long.

    Parameters
    ----------
    bits : ndarray of shape (n_values,), int32 or int64, C-contiguous
        The floats' bits, of at least one.
    magnitude : int32 or int64
        Those that are not the sign.
    """
    largest = bits[0] & magnitude
    for i in range(len(bits)):
        size = bits[i] & magnitude
        largest = size if size > largest else largest
    return largest


@kernel
def copy_magnitude(bits, magnitude, out):  # type: ignore[no-untyped-def]
    """The same, while they are copied: the pass through memory is one for both.

    Parameters
    ----------
    bits, magnitude
        As in `largest_magnitude`.
    out : ndarray of shape (n_values,), dtype of ``bits``, C-contiguous
        Gets the bits.
    """
    largest = bits[0] & magnitude
    for i in range(len(bits)):
        out[i] = bits[i]
        size = bits[i] & magnitude
        largest = size if size > largest else largest
    return largest
