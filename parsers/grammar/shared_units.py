"""The unit behind the last of several statistics: ``mean=101.2 std=0.4 samples/sec``."""

from __future__ import annotations

from parsers.grammar.patterns import Pattern

_STATISTIC = Pattern(
    r"(?i)(?P<name>mean|avg|average|median|min|max|std(?:dev)?|sd|best|worst|p\d\d)"
    r"(?P<unit>(?: time)? \([^()]+\)|)"
)


def with_unit_shared(cells: dict[str, str]) -> dict[str, str]:
    """Return ``cells`` with the only unit of statistics among their headings at each of these."""
    statistics = {label: found for label in cells if (found := _STATISTIC.fullmatch(label))}
    units = {found["unit"] for found in statistics.values()} - {""}
    if len(units) != 1:
        return cells
    (unit,) = units
    named = {label: found["name"] + unit for label, found in statistics.items()}
    return {named.get(label, label): cell for label, cell in cells.items()}
