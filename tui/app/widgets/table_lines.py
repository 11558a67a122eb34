"""The lines of a table: its headings, their units, its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from tui.app.widgets.segments import harmless, segments
from tui.formatting.glyphs import Glyphs
from tui.formatting.shortening import truncate_middle
from tui.views.column_fit import ColumnFit, Placed
from tui.views.table_view import Cell, TableColumn

_GUTTER: Final = 3
"""Cells at the left for the row cursor, the mark and a blank; see ``gutter_of``."""

_CURSOR: Final = Style(reverse=True)
_HEADING: Final = Style(bold=True)
_LIT: Final = Style(bold=True)
"""Of the cursor's row, on any background and without colours. What has a colour keeps it: bold
letters are another of the sixteen colours in some terminals, and bars would change their step."""
_UNIT: Final = Style(dim=True)

Sort = Sequence[tuple[str, bool]]
"""Column names sorted by, the first counting most, each with whether it descends."""


def gutter_of(*, signed: bool, most: int) -> int:
    """Return the cells at the left of rows that may be ``signed``, or stand for ``most`` rows.

    Beside ``12×`` mark and sign share a cell: rows are folded where the terminal is too narrow.
    """
    return _GUTTER + (len(f"{most}×") if most > 1 else signed)


class TableLines(NamedTuple):
    """Draws the lines of a table whose columns stand as ``fit`` says, ``width`` cells wide.

    The first ``gutter`` cells are for what stands beside the rows.
    """

    fit: ColumnFit
    width: int
    glyphs: Glyphs
    console: Console
    gutter: int = _GUTTER

    def titles(self, sort: Sort) -> Strip:
        """Draw the headings with their sort marks, and how many columns stand to the left."""
        left = f"{self.glyphs.more_left}{self.fit.before}" if self.fit.before else ""
        parts = [Segment(set_cell_size(left, self.gutter))]
        end = 0
        marks = self._marks(sort)
        for placed in self.fit.placed:
            # Of several columns that sort by one name, such as a number and its bar, the first
            # has the mark.
            text = self._title(placed, marks.pop(placed.column.name, ""))
            x = placed.x
            if placed.column.align == "right":
                x += placed.width - cell_len(text)
            parts += [Segment(" " * (x - end)), Segment(text, _HEADING)]
            end = x + cell_len(text)
        return _strip([*parts, Segment(" " * (self.width - self.gutter - end))])

    def units(self) -> Strip:
        """Draw the units, below the headings."""
        drawn = [[Segment(self._fill(p.column.unit, p), _UNIT)] for p in self.fit.placed]
        return self._line([], drawn)

    def note(self, text: str) -> Strip:
        """Draw what is said in place of rows."""
        return _strip([Segment(" " * self.gutter), Segment(text, _UNIT)]).crop_extend(
            0, self.width, None
        )

    def row(
        self,
        cells: Sequence[Cell],
        *,
        marked: bool,
        sign: Cell = "",
        cursor: TableColumn | None = None,
        copies: int = 1,
    ) -> Strip:
        """Draw a row; ``cursor`` is the column of the cursor where that is on this row.

        ``copies`` is how many rows it stands for.
        """
        beside = [Segment(" " if cursor is None else self.glyphs.cursor)]
        shares = self.gutter > gutter_of(signed=True, most=1)
        if marked or not (sign and shares):
            beside.append(Segment(self.glyphs.mark if marked else " "))
        if sign and not (marked and shares):
            beside += segments(Text(sign) if isinstance(sign, str) else sign, self.console)
        if copies > 1:
            times = f"{copies}{'x' if self.glyphs.ascii else '×'}"
            beside.append(Segment(times.rjust(self.gutter - _GUTTER), _UNIT))
        drawn = []
        for cell, placed in zip(cells, self.fit.placed, strict=True):
            parts = self._cell(cell, placed)
            if cursor is not None:
                parts = [_lit(part) for part in parts]
            if placed.column is cursor:
                # The blanks in the colour of the text: reversed, it is that of the cell.
                text = next((part.style for part in parts if part.text.strip()), None)
                parts = [part if part.text.strip() else Segment(part.text, text) for part in parts]
                parts = list(Segment.apply_style(parts, post_style=_CURSOR))
            drawn.append(parts)
        return self._line(beside, drawn)

    def _title(self, placed: Placed, mark: str) -> str:
        """Return a heading and its sort mark, which may take one cell of the gap beside it.

        The mark is on the side that the cells are not aligned to, so that headings never move.
        """
        # A heading of which nothing but the sign of cutting is left says nothing.
        ellipsis = self.glyphs.ellipsis if placed.width > 1 else ""
        title = truncate_middle(placed.column.title, placed.width, ellipsis)
        return title + mark if placed.column.align == "left" else mark + title

    def _marks(self, sort: Sort) -> dict[str, str]:
        """Return the sort mark of each column sorted by; the first one's is filled."""
        first, also = (
            (self.glyphs.ascending, self.glyphs.descending),
            (self.glyphs.also_ascending, self.glyphs.also_descending),
        )
        return {
            name: (also if number else first)[descending]
            for number, (name, descending) in enumerate(sort)
        }

    def _cell(self, cell: Cell, placed: Placed) -> list[Segment]:
        if isinstance(cell, str):
            return [Segment(self._fill(cell, placed))]
        text = cell.copy()
        if cell_len(text.plain) > placed.width and placed.column.in_steps:
            kept = placed.column.shorten(text.plain, placed.width, self.glyphs.ellipsis)
            text.truncate(cell_len(kept))
        elif cell_len(text.plain) > placed.width:
            text.truncate(placed.width - 1)
            text.append(self.glyphs.ellipsis)
        drawn = segments(text, self.console)
        blank = Segment(" " * (placed.width - cell_len(text.plain)))
        return [*drawn, blank] if placed.column.align == "left" else [blank, *drawn]

    def _fill(self, text: str, placed: Placed) -> str:
        """Return ``text`` as wide as its column."""
        text = placed.column.shorten(harmless(text), placed.width, self.glyphs.ellipsis)
        blank = " " * (placed.width - cell_len(text))
        return text + blank if placed.column.align == "left" else blank + text

    def _line(self, beside: list[Segment], drawn: Sequence[list[Segment]]) -> Strip:
        parts = [*beside, Segment(" " * (self.gutter - Segment.get_line_length(beside)))]
        end = 0
        for placed, cell in zip(self.fit.placed, drawn, strict=True):
            parts += [Segment(" " * (placed.x - end)), *cell]
            end = placed.x + placed.width
        return _strip([*parts, Segment(" " * (self.width - self.gutter - end))])


def _lit(part: Segment) -> Segment:
    """Return ``part`` as it stands in the cursor's row."""
    style = part.style or Style.null()
    return part if style.color or style.dim else Segment(part.text, style + _LIT)


def _strip(parts: Iterable[Segment]) -> Strip:
    # Textual writes each segment with its style set and reset: fewer segments, fewer bytes.
    return Strip(Segment.simplify(part for part in parts if part.text))
