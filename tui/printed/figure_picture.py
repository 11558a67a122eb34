"""The figures of a document, as pictures and as text."""

from __future__ import annotations

from typing import Final

from tui.drawing.chart_picture import chart_picture
from tui.drawing.scaling_chart import scaling_chart
from tui.formatting.glyphs import BRAILLE
from tui.views.document import Figure

_WIDTH: Final = 100
_HEIGHT: Final = 30
"""Cells: as wide as the text of a page."""


def figure_picture(figure: Figure) -> str:
    """Return a figure as SVG."""
    return chart_picture(figure.chart, _WIDTH, _HEIGHT, figure.title)


def figure_text(figure: Figure) -> list[str]:
    """Return a figure as lines of text."""
    lines = scaling_chart(figure.chart, _WIDTH, _HEIGHT, glyphs=BRAILLE)
    return [line.plain.rstrip() for line in lines]
