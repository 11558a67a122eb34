"""How grave a finding is, as people see it: a word, a colour, a sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl
from rich.text import Text

from tui.formatting.glyphs import Glyphs
from tui.views.table_view import Cell, TableColumn

STYLES: Final = {"error": "red", "suspect": "yellow", "gap": "cyan", "info": "", "style": "dim"}
SIGNS: Final = {"error": "✗x", "suspect": "??", "gap": "–-", "info": "ii", "style": "~~"}
"""In Unicode and in ASCII."""
PLURALS: Final = {"error": "errors", "suspect": "suspects", "gap": "gaps"}


def sign(severity: str, glyphs: Glyphs) -> str:
    """Return the sign of a severity, one cell wide."""
    return SIGNS[severity][glyphs.ascii]


def counted(counts: Mapping[str, int]) -> list[str]:
    """Return ``58 errors``, ``1 suspect`` for the findings of each severity."""
    return [
        f"{number} {severity if number == 1 else PLURALS.get(severity, severity)}"
        for severity, number in counts.items()
    ]


def sign_column(name: str, glyphs: Glyphs) -> TableColumn:
    """Return the column of the signs of the severities in ``name``, blank where that is not."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        if name not in rows.columns:
            return [""] * rows.height
        return [
            "" if each is None else Text(sign(each, glyphs), STYLES[each]) for each in rows[name]
        ]

    return TableColumn(name, "", "", 1, "left", 0, cells)
