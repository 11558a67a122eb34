"""Histories with known changes, of pseudo-random noise that is the same at each run."""

from __future__ import annotations

from collections.abc import Callable
from random import Random


def nights(
    count: int, noise: float, level: Callable[[int], float] = lambda _: 1.0, seed: int = 1
) -> list[float]:
    """Return values around 100 times ``level`` of the night, with so much relative noise."""
    random = Random(seed)
    return [100 * level(night) * (1 + random.gauss(0, noise)) for night in range(count)]
