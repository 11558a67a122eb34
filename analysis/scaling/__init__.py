"""Configurations -> baselines, speedup and parallel efficiency."""
