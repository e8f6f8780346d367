"""Tests of fastsmote; a package, so that its folders can share the twins in `tests.naive`."""
