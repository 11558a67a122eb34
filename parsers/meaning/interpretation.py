"""What was made of a table: the role of each column, with the reason in words."""

from __future__ import annotations

from typing import Literal, NamedTuple

Use = Literal["scale", "measured", "stated", "apart", "run", "unused"]
"""What a column is good for: it counts the machine, was measured, was stated beside it, tells rows
apart, is a fact of one run (when, where, how it ended), or is not used."""


class ColumnRole(NamedTuple):
    """A ``heading`` of a table, what the column became (``name``), and why it is not as written.

    ``unit`` is that of the heading, as it is written there.
    """

    heading: str
    use: Use
    name: str
    reason: str = ""
    unit: str | None = None

    def __str__(self) -> str:
        """Return ``Cores → cores (reason)``."""
        renamed = f" → {self.name}" if self.name not in ("", self.heading) else ""
        return f"{self.heading}{renamed}{f' ({self.reason})' if self.reason else ''}"


class Interpretation(NamedTuple):
    """What was made of the table whose headings stand on ``line`` of ``source``.

    ``totals`` says which counts were multiplied: ``devices = nodes × devices_per_node``.
    """

    source: str
    line: int | None
    columns: tuple[ColumnRole, ...]
    totals: tuple[str, ...] = ()
