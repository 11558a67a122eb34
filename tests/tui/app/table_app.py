"""An app around the table alone: ``python tests/tui/app/table_app.py [ROWS]`` runs it."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable
from typing import ClassVar

import polars as pl
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines
from tui.app.widgets.table_messages import CursorMoved, HeaderClicked
from tui.formatting.glyphs import ASCII, Glyphs
from tui.terminal.driver import DiffingDriver
from tui.views.table_view import Cell, TableColumn, TableView

BAR = " ▏▎▍▌▋▊▉█"


def configurations(count: int) -> pl.DataFrame:
    """Return ``count`` made-up configurations, eight to a series."""
    number = pl.int_range(count, dtype=pl.Int64)
    return pl.select(
        benchmark=pl.concat_str(pl.lit("solver "), number // 8),
        software=pl.concat_str(pl.lit("library 2."), number // 8 % 7),
        system=pl.concat_str(pl.lit("cluster"), number // 56 % 3),
        nodes=2 ** (number % 8) // 4 + 1,
        gpus=2 ** (number % 8),
        batch=32 * (1 + number // 8 % 4),
        value=100 * 2 ** (number % 8) * (1 - 0.03 * (number % 8) - 0.001 * (number % 13)),
        speedup=2 ** (number % 8) * (1 - 0.03 * (number % 8)),
        efficiency=1 - 0.03 * (number % 8) - 0.0007 * (number % 11),
    )


def table_of(frame: pl.DataFrame) -> TableView:
    """Return the table that the demonstration shows of ``frame``."""
    return TableView(
        frame,
        (
            text("benchmark", 18, 0, min_width=10),
            text("software", 14, 3, min_width=6),
            text("system", 10, 5, min_width=5),
            number("nodes", "{:d}", 5, 4),
            number("gpus", "{:d}", 4, 2, title="GPUs"),
            number("batch", "{:d}", 5, 7),
            number("value", "{:,.1f}", 9, 6, unit="img/s"),
            number("speedup", "{:.2f}×", 8, 8),
            number("efficiency", "{:.1%}", 7, 1),
            TableColumn("efficiency", "scaling", "", 9, "left", 9, bars),
        ),
    )


def text(name: str, width: int, priority: int, min_width: int) -> TableColumn:
    """Return a column that shows texts as they are."""
    return TableColumn(
        name, name, "", width, "left", priority, lambda rows: rows[name].to_list(), min_width
    )


def number(
    name: str, form: str, width: int, priority: int, unit: str = "", title: str = ""
) -> TableColumn:
    """Return a column of numbers in ``form``."""
    show: Callable[[pl.DataFrame], list[Cell]] = lambda rows: [form.format(x) for x in rows[name]]  # noqa: E731
    return TableColumn(name, title or name, unit, width, "right", priority, show)


def bars(rows: pl.DataFrame) -> list[Cell]:
    """Return a bar of nine cells for each efficiency."""
    cells: list[Cell] = []
    for efficiency in rows["efficiency"]:
        eighths = round(efficiency * 72)
        cells.append(
            Text(
                (BAR[8] * (eighths // 8) + BAR[eighths % 8]).rstrip(),
                style="green" if efficiency > 0.9 else "yellow",
            )
        )
    return cells


class TableApp(App[None]):
    """The table, and a line about the row that the cursor is on."""

    CSS = "Lines { height: 3; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(keys, f"table('{method}')")
            for keys, method in {
                "down,j": "down",
                "up,k": "up",
                "left,h": "left",
                "right,l": "right",
                "pagedown": "page_down",
                "pageup": "page_up",
                "ctrl+d": "half_page_down",
                "ctrl+u": "half_page_up",
                "g": "top",
                "G": "bottom",
                "space": "toggle_mark",
                "u": "clear_marks",
                "enter": "activate",
            }.items()
        ),
        Binding("s", "sort"),
        Binding("ctrl+l", "redraw"),
        Binding("q", "quit"),
    ]

    def __init__(
        self,
        table: TableView,
        glyphs: Glyphs | None = None,
        *,
        sparing: bool = True,
        panel: bool = True,
    ) -> None:
        super().__init__(ansi_color=True, driver_class=DiffingDriver if sparing else None)
        self.theme = "ansi-dark"
        self._shown = table
        self._glyphs = glyphs
        self._panel = panel

    def compose(self) -> ComposeResult:
        yield RunTable(glyphs=self._glyphs)
        if self._panel:
            yield Lines()

    def on_mount(self) -> None:
        self.query_one(RunTable).set_table(self._shown)

    def action_table(self, method: str) -> None:
        getattr(self.query_one(RunTable), method)()

    def action_sort(self) -> None:
        table = self.query_one(RunTable)
        if table.cursor_column:
            self.sort(table.cursor_column, descending=True)

    def action_redraw(self) -> None:
        signal.raise_signal(signal.SIGWINCH)

    def sort(self, column: str, *, descending: bool) -> None:
        order = self._shown.frame[column].arg_sort(descending=descending, nulls_last=True)
        self.query_one(RunTable).set_order(order, ((column, descending),))

    def on_run_table_header_clicked(self, message: HeaderClicked) -> None:
        self.sort(message.column, descending=False)

    def on_run_table_cursor_moved(self, message: CursorMoved) -> None:
        if self._panel and message.row is not None:
            row = self._shown.frame.row(message.row, named=True)
            place = f"row {message.table.cursor_position + 1} of {message.table.row_count}"
            facts = "  ".join(f"{name} {value}" for name, value in row.items())
            self.query_one(Lines).show([Text(place), Text(facts), Text("─" * 200, style="dim")])


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("rows", type=int, nargs="?", default=1000)
    arguments.add_argument("--ascii", action="store_true")
    arguments.add_argument("--plain", action="store_true", help="with Textual's own driver")
    arguments.add_argument("--alone", action="store_true", help="without the panel")
    options = arguments.parse_args()
    TableApp(
        table_of(configurations(options.rows)),
        ASCII if options.ascii else None,
        sparing=not options.plain,
        panel=not options.alone,
    ).run()
