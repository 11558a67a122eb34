"""Short names for the lines of a chart: what tells them apart, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

_FIRST: Final = ("benchmark", "metric", "case", "software", "system", "device", "batch", "size")
"""What a name is made of where there is a choice; parameters come after, labels last."""
_SAID: Final = ("scaling", "counted", "layout")
SEPARATOR: Final = " · "


def names(lines: pl.DataFrame, by: Sequence[str], among: pl.DataFrame | None = None) -> list[str]:
    """Return a name for each row of ``lines``: the columns of ``by`` and ``metric`` that vary.

    ``among``: the rows that they are to be told from, if these are more. ``lines`` may have
    ``layout``, ``scaling`` and ``counted`` too. Of columns that say the same, one is left out.
    Never empty: without a difference it is the benchmark, else the metric.
    """
    parts = _telling(lines if among is None else among, by)
    spelt = [
        SEPARATOR.join(
            spell(name, row[name]) for name in parts if row[name] is not None and row[name] != ""
        )
        for row in lines.iter_rows(named=True)
    ]
    fallback = "benchmark" if "benchmark" in lines.columns else "metric"
    return [
        name or str(other or "measured") for name, other in zip(spelt, lines[fallback], strict=True)
    ]


def spell(name: str, value: Any) -> str:
    """Return text as it is, and a number after the name of its column."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return f"{name.replace('_', ' ')} {str(value).lower()}"
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return f"{name.replace('_', ' ')} {int(value) if whole else value}"


def spell_size(size: float) -> str:
    """Return a size after its name: in full where it is whole, else with six digits."""
    return spell("size", size if float(size).is_integer() else float(f"{size:.6g}"))


def _telling(lines: pl.DataFrame, by: Sequence[str]) -> list[str]:
    """The fewest columns that tell all lines apart that any columns do."""
    known: list[str] = [
        name for name in _FIRST if name in (*by, "metric") and name in lines.columns
    ]
    known += [name for name in by if name not in (*_FIRST, "label")]
    known += [name for name in (*_SAID, "label") if name in lines.columns]
    telling = [name for name in known if lines[name].n_unique() > 1]
    apart = lines.n_unique(telling) if telling else 1
    for name in reversed(telling.copy()):
        fewer = [other for other in telling if other != name]
        if (lines.n_unique(fewer) if fewer else 1) == apart:
            telling = fewer
    return telling
