"""How a chart divides its cells: a title line, the legend, and the plot in what is left."""

from __future__ import annotations

from collections.abc import Sequence

from tui.drawing.canvas import Canvas
from tui.drawing.frame import Area
from tui.drawing.legend import GAP, LegendEntry, draw_below, draw_beside, place_legend
from tui.drawing.palette import FAINT, HEADING
from tui.drawing.text_cells import cells, with_middle_cut

_TITLE_FROM = 5
_LEGEND_FROM = 7


def lay_out(canvas: Canvas, title: str, remark: str, entries: Sequence[LegendEntry]) -> Area:
    """Draw the title and the legend of a chart and return the area for its plot.

    Where height is short the legend goes first, then the title. The ``remark`` stands at the end
    of the title line.
    """
    width, height = canvas.width, canvas.height
    entries = [entry for entry in entries if entry.name or entry.final]
    top = 1 if (title or remark) and height >= _TITLE_FROM else 0
    if top:
        draw_title(canvas, title, Area(0, 0, width, 1), remark)
    legend = place_legend(entries, width, _most_below(height), canvas.glyphs)
    if legend.beside:
        draw_beside(canvas, entries, width - legend.beside, top, height - top)
        return Area(0, top, width - legend.beside - GAP, height - top)
    below = len(legend.below)
    draw_below(canvas, legend.below, height - below, len(entries))
    return Area(0, top, width, height - top - below)


def least_plot(canvas: Canvas) -> Area:
    """Return the area that a plot has at least, below a title and above the longest legend."""
    return Area(0, 1, canvas.width, canvas.height - 1 - _most_below(canvas.height))


def _most_below(height: int) -> int:
    """Return how many lines a legend below a plot may take."""
    return max(1, height // 6) if height >= _LEGEND_FROM else 0


def draw_sentence(canvas: Canvas, title: str, sentence: str) -> None:
    """Draw the title and a sentence in the middle, for a chart that has nothing to show."""
    top = 1 if title and canvas.height >= 2 else 0
    if top:
        draw_title(canvas, title, Area(0, 0, canvas.width, 1))
    text = with_middle_cut(sentence, canvas.width, canvas.glyphs)
    column = (canvas.width - len(cells(text, canvas.glyphs))) // 2
    canvas.write(column, top + (canvas.height - top - 1) // 2, text, FAINT)


def draw_title(canvas: Canvas, title: str, line: Area, remark: str = "") -> None:
    """Draw a title in a line of cells, and a remark at its end."""
    remark = with_middle_cut(remark, line.columns // 2, canvas.glyphs)
    end = len(cells(remark, canvas.glyphs))
    room = line.columns - (end + 2 if end else 0)
    canvas.write(line.column, line.row, with_middle_cut(title, room, canvas.glyphs), HEADING)
    canvas.write(line.column + line.columns - end, line.row, remark, FAINT)
