"""How much the noise of a night hangs on that of the night before, and what that does to a test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

_KEPT: Final = 0.95
"""The share of differences, the smallest ones, that count: the others may be steps or outliers."""
_MOST: Final = 0.9
"""The largest correlation that is reckoned with; beyond it a series wanders and has no level."""
_FEWEST_NIGHTS: Final = 20
"""Nights below which a correlation cannot be told from 0."""


def correlation(values: Sequence[float]) -> float:
    """Return the correlation from night to night, as of an autoregression of the first order.

    Var(x[t] - x[t-2]) / Var(x[t] - x[t-1]) is 1 + φ there, and differences hardly see a change of
    the level. It is 0 where it is not well above its standard error, 3 / √n.
    """
    if len(values) < _FEWEST_NIGHTS:
        return 0.0
    near, far = (_typical_square(values, lag) for lag in (1, 2))
    found = min(far / near - 1, _MOST) if near > 0 else 0.0
    return found if found > 3 / math.sqrt(len(values)) else 0.0


def inflation(values: Sequence[float]) -> float:
    """Return by how much the error of a mean is larger than that of as many independent nights.

    √((1 + φ) / (1 - φ)), for means of many nights (Box, Jenkins and Reinsel, Time Series Analysis).
    """
    found = correlation(values)
    return math.sqrt((1 + found) / (1 - found))


def _typical_square(values: Sequence[float], lag: int) -> float:
    squares = sorted((b - a) ** 2 for a, b in zip(values, values[lag:], strict=False))
    kept = squares[: math.ceil(_KEPT * len(squares))]
    return math.fsum(kept) / len(kept)
