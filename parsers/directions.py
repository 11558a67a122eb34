"""Whether more of a quantity is better."""

from __future__ import annotations

from typing import Literal

Better = Literal["higher", "lower"]


def better(metric: str, unit: str | None) -> Better | None:
    """Return which way ``metric`` improves, or ``None`` where neither name nor unit says so."""
    if "time" in metric or unit == "s":
        return "lower"
    if unit is not None and unit.endswith("/s"):
        return "higher"
    return None
