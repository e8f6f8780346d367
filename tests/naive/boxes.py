"""Boxes around rows, and the gaps between them."""

import numpy as np


def sq_gaps(left, right):
    """Squared distance of the box around the rows ``left`` from that around the rows ``right``."""
    above = right.min(axis=0) - left.max(axis=0)
    below = left.min(axis=0) - right.max(axis=0)
    gap = np.maximum(np.maximum(above, below), 0)
    return float(gap @ gap)
