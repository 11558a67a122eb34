"""What a large archive holds: the app opens on it, and narrows from there."""

from __future__ import annotations

from tui.app.screens.picker_screen import Item, PickingScreen
from tui.formatting.numbers import pluralize
from tui.options.narrowing import Facet, Narrowing


class FacetsScreen(PickingScreen[Facet]):
    """Lists systems, years, benchmarks and metrics with their records; is dismissed with one."""

    def __init__(self, narrowing: Narrowing) -> None:
        """Offer what narrows an archive down."""
        items = [
            Item(each, f"{each.column} {each.value}", pluralize(each.records, "record"))
            for each in narrowing.facets
        ]
        super().__init__(
            f"{narrowing.name}: {pluralize(narrowing.records, 'record')}", "open", items
        )
