"""The keys of one screen, and what the columns of its table mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from analysis.columns import COLUMNS
from tui.app import actions, key_help
from tui.app.screens.pager_screen import ReadingScreen
from tui.drawing.text_cells import to_ascii
from tui.formatting.shortening import in_lines, padded

_WIDE: Final = 116
"""Cells from which on there is room for two columns."""
_GAP: Final = 4
_COMPUTED: Final = (
    *("n", "failed", "spread", "speedup", "efficiency", "baseline_devices"),
    *("karp_flatt", "cost"),
)
_SHAPES: Final = (
    ("bar", "efficiency: green from 90 %, yellow · from 70 %, red ▾ below"),
    ("series", "efficiency along the row's series, from 50 % up; this row is bright"),
    ("progress", "the value along the run, from 0 up"),
    ("✗ !", "failed run; audit finding"),
    ("+9▸, rows alike", "columns hidden at the right; rows that differ only there"),
    ("2×", "two rows look alike and hold the same values; scroll right to see why"),
)
"""What columns and marks show by their shapes."""


class HelpScreen(ReadingScreen):
    """What each key does; the one that opened it closes it."""

    def __init__(self, place: actions.Place) -> None:
        super().__init__("help")
        self._place = place

    def lines(self, width: int) -> Sequence[Text]:
        """Return the keys and what they do, under headings; in two columns where these fit."""
        two = width >= _WIDE
        room = (width - _GAP) // 2 if two else width
        blocks = key_help.help_blocks(self._place, room)
        if self._place == "runs":
            blocks.insert(1, _columns(room, ascii_only=self.runcmp.glyphs.ascii))
        if not two:
            return _styled([line for block in blocks for line in ("", *block)][1:])
        left, right = _halves(blocks)
        return [
            _line(one, room + _GAP).append_text(_line(other, 0))
            for one, other in zip(left, right, strict=True)
        ]

    def action_help(self) -> None:
        """Go back."""
        self.action_back()


def _columns(width: int, *, ascii_only: bool) -> list[str]:
    """Return what the computed columns mean, and what is drawn."""
    named = [(COLUMNS[name].heading, COLUMNS[name].plain_meaning) for name in _COMPUTED]
    lines = ["What the columns mean"]
    for texts in (*named, *_SHAPES):
        name, meaning = map(to_ascii, texts) if ascii_only else texts
        head = f"  {padded(name, 18)} "
        first, *others = in_lines(meaning, width - len(head))
        lines += [head + first, *(" " * len(head) + other for other in others)]
    return lines


def _halves(blocks: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Return the lines of blocks in two columns of equal height, none of them parted."""
    whole = sum(len(block) + 1 for block in blocks)
    left: list[str] = []
    right: list[str] = []
    for block in blocks:
        column = left if not right and len(left) + len(block) / 2 < whole / 2 else right
        column += ["", *block] if column else block
    height = max(len(left), len(right))
    return left + [""] * (height - len(left)), right + [""] * (height - len(right))


def _styled(lines: Sequence[str]) -> list[Text]:
    return [_line(line, 0) for line in lines]


def _line(line: str, width: int) -> Text:
    text = Text(line, style="" if line.startswith(" ") else "bold")
    return Text().append_text(text).append(" " * max(width - cell_len(line), 0))
