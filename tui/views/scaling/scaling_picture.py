"""Lines of a chart as a picture for slides and reports."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from tui.drawing.svg import PAPER, draw


def picture(lines: Sequence[Text], width: int, title: str) -> str:
    """Return the SVG of ``lines`` of ``width`` cells, dark on white, with ``title`` above."""
    console = Console(width=width, color_system="truecolor")
    segments = [list(line.render(console)) for line in lines]
    return draw(segments, width, title, PAPER)
