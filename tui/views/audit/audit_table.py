"""The findings of an audit as a table to sort and search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

import polars as pl
from rich.cells import cell_len
from rich.text import Text

from tui.drawing.text_cells import to_ascii
from tui.formatting.glyphs import Glyphs
from tui.views.audit.recomputed_text import recomputed_text
from tui.views.audit.severities import STYLES, sign
from tui.views.table_columns import fitted_column, shown_by_sign
from tui.views.table_view import Cell, TableColumn

Form = Callable[[Mapping[str, Any]], str]

_LEAST: Final = {"source": 18, "kind": 12, "what": 40}
"""How far a text may be cut before another column has to go."""
_MOST_LINES: Final = 2
"""How many line numbers of one finding stand in its cell."""
_MANY: Final = 1000
"""As many findings tell how wide their columns are."""


def audit_columns(findings: pl.DataFrame, glyphs: Glyphs) -> tuple[TableColumn, ...]:
    """Return the columns that show findings, a row each."""
    names = short_names(findings)
    forms: dict[str, tuple[str, Form]] = {
        "source": ("file:line", lambda row: _place(names[row["source"]], row["lines"])),
        "kind": ("kind", lambda row: str(row["kind"])),
        "what": ("what", lambda row: str(row["what"])),
    }
    return (
        _severity(glyphs),
        *(_text(findings, name, *form, glyphs) for name, form in forms.items()),
        _number(findings, "stated", lambda row: row["stated"] or "", glyphs),
        _number(findings, "recomputed", recomputed_text, glyphs),
    )


def short_names(findings: pl.DataFrame) -> dict[str, str]:
    """Return what to call each source: the name of its file, its path where files agree in that."""
    sources = findings["source"].unique(maintain_order=True).to_list()
    files = [PurePath(source).name for source in sources]
    return {
        source: file if files.count(file) == 1 else source
        for source, file in zip(sources, files, strict=True)
    }


def _place(name: str, lines: Sequence[int]) -> str:
    if not lines:
        return name
    more = f" +{len(lines) - _MOST_LINES}" if len(lines) > _MOST_LINES else ""
    return f"{name}:{','.join(map(str, lines[:_MOST_LINES]))}{more}"


def _severity(glyphs: Glyphs) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [
            Text(f"{sign(severity, kind, glyphs)} {severity}", STYLES[severity])
            for severity, kind in rows.select("severity", "kind").iter_rows()
        ]

    column = TableColumn("severity", "severity", "", len("? suspect"), "left", 0, cells)
    return shown_by_sign(column)


def _text(findings: pl.DataFrame, name: str, title: str, form: Form, glyphs: Glyphs) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        texts = [form(row) for row in rows.iter_rows(named=True)]
        if glyphs.ascii:
            texts = [*map(to_ascii, texts)]
        # Of a name both ends stay where it is cut, of a sentence the beginning.
        return [*map(Text, texts)] if name == "what" else [*texts]

    width = max([len(title), *(cell_len(str(cell)) for cell in cells(findings.head(_MANY)))])
    least = min(width, max(len(title), _LEAST[name]))
    return TableColumn(name, title, "", width, "left", 1 if name == "what" else 0, cells, least)


def _number(findings: pl.DataFrame, name: str, form: Form, glyphs: Glyphs) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        texts = [form(row) for row in rows.select("stated", "recomputed").iter_rows(named=True)]
        return [*map(to_ascii, texts)] if glyphs.ascii else [*texts]

    return fitted_column(findings.head(_MANY), name, name, cells, align="right", priority=2)
