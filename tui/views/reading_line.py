"""How far reading has come, in one line: a bar, how many files and runs, the file being read."""

from __future__ import annotations

from typing import Final

from parsers.across_inputs.reading_progress import ReadingProgress
from parsers.clean import clean
from tui.drawing.sparkline import bar
from tui.formatting.glyphs import Glyphs
from tui.formatting.shortening import truncate_middle

PATIENCE: Final = 0.5
"""Seconds that people wait without a word."""
OFTEN: Final = 0.25
"""Seconds until it is said anew how far the reading has come."""
TO_STOP: Final = "esc shows these"
"""What is said of the key that has no further file read."""
_BAR: Final = 14
_LEAST_NAME: Final = 12
_GAP: Final = "   "


def reading_line(
    progress: ReadingProgress, glyphs: Glyphs, width: int, *, doing: str, keys: str
) -> str:
    """Return what is to be seen of ``progress`` in ``width`` cells, the ``keys`` last.

    Where there is no room for all, the file goes first, then the runs, then the bar.
    """
    total = progress.total
    if progress.is_stopped:
        return f"stopping after {clean(progress.name)} ..."
    if total is None or total < 2:
        return f"{doing} ...{_GAP}{keys}".rstrip()
    counts = f"{progress.read:,} of {total:,} files"
    runs = f"{progress.runs:,} run{'' if progress.runs == 1 else 's'}"
    frame = "[{}]" if glyphs.ascii else f"{{}}{glyphs.vertical}"
    drawn = frame.format(bar(progress.read / total, _BAR, glyphs).plain)
    with_bar = f"{doing} {drawn} {counts}"
    parts: list[str] = []
    for parts in ([with_bar, runs], [with_bar], [f"{doing} {counts}"]):
        if len(_GAP.join([*parts, keys])) <= width:
            break
    room = width - len(_GAP.join([*parts, keys])) - len(_GAP)
    if runs in parts and room >= _LEAST_NAME:
        parts.append(truncate_middle(clean(progress.name), room, glyphs.ellipsis))
    return _GAP.join([*parts, keys]).rstrip()
