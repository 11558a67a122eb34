"""How grave a finding is, as people see it: a word, a colour, a sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl
from rich.text import Text

from analysis.audit.kinds import FAILED_RUN
from parsers.run_records.records import FAILED
from tui.formatting.glyphs import Glyphs
from tui.views.table_view import Cell, TableColumn

STYLES: Final = {"error": "red", "suspect": "yellow", "gap": "cyan", "info": "", "style": "dim"}
_SIGNS: Final = {"error": "!!", "suspect": "??", "gap": "–-", "info": "ii", "style": "~~"}
"""In Unicode and in ASCII."""
_FAILED_SIGN: Final = "✗x"
"""Of a run that failed, and of nothing else."""
PLURALS: Final = {"error": "errors", "suspect": "suspects", "gap": "gaps"}


def sign(severity: str, kind: str, glyphs: Glyphs) -> str:
    """Return the sign of a finding, one cell wide: that of its severity, or of a failed run."""
    return (_FAILED_SIGN if kind == FAILED_RUN.name else _SIGNS[severity])[glyphs.ascii]


def counted(counts: Mapping[str, int]) -> list[str]:
    """Return ``58 errors``, ``1 suspect`` for the findings of each severity."""
    return [
        f"{number} {severity if number == 1 else PLURALS.get(severity, severity)}"
        for severity, number in counts.items()
    ]


def sign_column(name: str, glyphs: Glyphs) -> TableColumn:
    """Return the column of signs: of runs that failed, else of the severities in ``name``.

    The severities are blank where they are not known yet.
    """

    def one(severity: str | None, status: str) -> Cell:
        if status in FAILED:
            return Text(_FAILED_SIGN[glyphs.ascii], STYLES["error"])
        return "" if severity is None else Text(_SIGNS[severity][glyphs.ascii], STYLES[severity])

    def cells(rows: pl.DataFrame) -> list[Cell]:
        severities = rows[name] if name in rows.columns else [None] * rows.height
        return [one(*each) for each in zip(severities, rows["status"], strict=True)]

    return TableColumn(name, "", "", 1, "left", 0, cells)
