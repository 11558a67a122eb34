"""A CSV file in Textual's DataTable: ``python benchmarks/datatable_peer.py FILE``."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class DataTableApp(App[None]):
    """Nothing but the table, as Textual's documentation sets one up."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Put the table on the screen."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        with Path(sys.argv[1]).open(newline="") as file:
            headings, *rows = csv.reader(file)
        table.add_columns(*headings)
        table.add_rows(rows)


if __name__ == "__main__":
    DataTableApp().run()
