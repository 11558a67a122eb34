"""What was made of a table: the role of each column, with the reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from parsers.notes import Note
from parsers.overruling.override import Override

if TYPE_CHECKING:
    from parsers.meaning.row_values import RowValues

Use = Literal["scale", "measured", "stated", "apart", "run", "unused"]
"""What a column is good for: it counts the machine, was measured, was stated beside it, tells rows
apart, is a fact of one run (when, where, how it ended), or is not used."""
TableUse = Literal["runs", "steps", "summary", "skipped"]
"""What the rows of a table are: runs, steps of runs, what another table's runs come to, nothing."""


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


class HeadingRead(NamedTuple):
    """What a heading of a table became: a ``column`` of the records, here of a ``metric`` if any.

    Those that keep their names are not worth telling. ``factor``: so many times the number below
    the heading is the one in the column (0.001 where milliseconds became seconds); null where no
    one factor leads from one to the other, as where counts per node became totals.
    """

    heading: str
    column: str
    metric: str | None = None
    factor: float | None = 1.0


@dataclass(frozen=True)
class Interpretation:
    """What was made of the table whose headings stand on ``line`` of ``source``.

    ``totals`` says which counts were multiplied: ``devices = nodes × devices_per_node``. ``use`` is
    that of the whole table. ``case`` tells it from other tables of the document; ``names`` are the
    benchmark and the case of the table that it sums up. ``rows`` are the values, ``None`` for a
    table that is skipped and where they have become records. ``notes`` tell what was assumed and
    left out, ``headings`` what became of them, ``met`` what a user says that is about this table.
    """

    source: str
    line: int | None
    columns: tuple[ColumnRole, ...] = ()
    totals: tuple[str, ...] = ()
    use: TableUse = "runs"
    case: str | None = None
    names: Mapping[str, str | None] = field(default_factory=dict, hash=False)
    headings: tuple[HeadingRead, ...] = ()
    notes: tuple[Note, ...] = ()
    met: frozenset[Override] = field(default=frozenset(), compare=False)
    rows: RowValues | None = field(default=None, repr=False, compare=False)
