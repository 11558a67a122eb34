"""Which series of many are drawn in a colour of their own."""

from __future__ import annotations

from collections.abc import Sequence

from tui.drawing.series_styles import MOST


class Foreground:
    """Eight places, each with its colour and shape; a series keeps its place while others move."""

    def __init__(self, order: Sequence[int]) -> None:
        """Give the places to the first of ``order``."""
        self._places: list[int | None] = list(order[:MOST])
        self._places += [None] * (MOST - len(self._places))

    def __contains__(self, series: int) -> bool:
        return series in self._places

    def toggle(self, series: int) -> bool:
        """Give ``series`` the first free place, or take its own; return whether one was free."""
        if series in self._places:
            self._places[self._places.index(series)] = None
        elif None in self._places:
            self._places[self._places.index(None)] = series
        else:
            return False
        return True

    def with_current(self, series: int) -> list[int | None]:
        """Return the series in their places and, behind these, ``series`` if it has none."""
        return self._places if series in self else [*self._places, series]
