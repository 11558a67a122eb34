"""All actions of a screen by name."""

from __future__ import annotations

from tui.app import actions
from tui.app.screens.picker_screen import Item, PickingScreen


class PaletteScreen(PickingScreen[str]):
    """Lists the actions of a screen; is dismissed with the name of the one chosen, or None."""

    def __init__(self, place: actions.Place) -> None:
        """Offer the actions of ``place``."""
        items = [
            Item(action.name, action.title, action.help, " ".join(map(actions.spoken, action.keys)))
            for action in actions.of(place)
            if action.name != "palette"
        ]
        super().__init__("actions", "action", items)
