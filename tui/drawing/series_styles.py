"""Who is drawn how: a shape and a colour for each series in the foreground, faint for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tui.drawing.palette import COLOURS, FAINT, HEADING
from tui.formatting.glyphs import Glyphs

MOST: Final = len(COLOURS)
"""How many series can have a colour and a shape of their own."""


class SeriesStyle(NamedTuple):
    """The sign at the points of a series, and the style of those and its line."""

    shape: str
    style: str

    @property
    def is_front(self) -> bool:
        """Whether the series is in the foreground."""
        return self.style != FAINT


def in_front(series: int, chosen: Sequence[int | None] | None) -> dict[int, int]:
    """Return the places of those of so many series that are in the foreground, by their indices.

    ``chosen`` are these indices in the order of their places, None where one is free. Without it,
    the first eight are chosen.
    """
    if chosen is None:
        chosen = range(min(series, MOST))
    places: dict[int, int] = {}
    for place, index in enumerate(chosen):
        if index is not None and 0 <= index < series:
            places.setdefault(index, place)
    return places


def series_styles(
    series: int, chosen: Sequence[int | None] | None, glyphs: Glyphs
) -> dict[int, SeriesStyle]:
    """Return the look of each of so many series by its index, those in the foreground first.

    ``chosen`` as for ``in_front``; from the ninth place on series are bold and share a sign.
    """
    found: dict[int, SeriesStyle] = {}
    for index, place in in_front(series, chosen).items():
        own = place < MOST
        found[index] = SeriesStyle(
            glyphs.shapes[place] if own else glyphs.rest, COLOURS[place] if own else HEADING
        )
    faint = SeriesStyle(glyphs.rest, FAINT)
    return found | {index: faint for index in range(series) if index not in found}
