"""Layouts by name: the present one is kept, or one that was kept is chosen."""

from __future__ import annotations

from collections.abc import Callable

from analysis.usage import UsageError
from tui.app.screens.picker_screen import Item, PickingScreen
from tui.app.screens.place_screen import PlaceScreen
from tui.options.kept_layouts import TableLayout, keep, kept, take


def choose_layout(
    screen: PlaceScreen[None], name: str, present: TableLayout, apply: Callable[[TableLayout], None]
) -> None:
    """Keep the ``present`` layout under ``name``; without one offer those kept to ``apply`` one.

    Raises ``UsageError``.
    """
    if name:
        keep(name, present)
        screen.say(f"layout kept; --layout {name} opens with it, :layout lists them")
        return
    names = kept()
    if not names:
        screen.say("no layouts yet; :layout NAME keeps the present one")
        return

    def chosen(choice: str | None) -> None:
        if choice is None:
            return
        try:
            apply(take(choice))
        except UsageError as error:
            screen.say(str(error))

    items = [Item(each, each, "") for each in names]
    screen.app.push_screen(PickingScreen("layouts", "layout", items), chosen)
