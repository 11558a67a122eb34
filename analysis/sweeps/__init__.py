"""Sweeps over a size or a parameter: which axis, the points along it, and what they tell."""
