"""The histories of the runs that the table shows."""

from __future__ import annotations

from typing import Final

from analysis.history.histories_of import histories_of
from analysis.history.newest import Windows
from analysis.usage import UsageError
from tui.app.screens.history_screen import HistoryScreen
from tui.app.screens.table_screen import TableScreen
from tui.app.shown_runs import ShownRuns

_MANY_NIGHTS: Final = 20_000
"""Records whose histories it takes a moment to find."""


def show_histories(screen: TableScreen, shown: ShownRuns) -> None:
    """Show the histories of what is chosen, or say why there are none."""

    def show() -> None:
        windows = Windows()
        try:
            found = histories_of(shown.loaded.records, shown.choice, windows)
        except UsageError as why_not:
            screen.say(str(why_not))
        else:
            screen.app.push_screen(HistoryScreen(shown.loaded, found, windows))

    screen.say_while("following over time ...", show, shown.loaded.records.height, _MANY_NIGHTS)
