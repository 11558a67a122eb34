"""The columns of a comparison of two rows: a name, two sides, the change, its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from tui.formatting.glyphs import Glyphs
from tui.formatting.shortening import in_lines, padded
from tui.views.compare.compare_table import BAR

NAME: Final = 16
GAP: Final = 2
_CHANGE: Final = 9
_VERDICT: Final = 14
"""As wide as `? too few runs`."""
_WIDE: Final = 110
"""From this width on there is room for the bars of the changes."""
_WIDEST_SIDE: Final = 36
_LEAST_SIDE: Final = 8


class Columns(NamedTuple):
    """Where the columns stand.

    Each side is ``side`` cells wide; ``bars``: whether bars fit; ``dot`` parts items of a list.
    """

    width: int
    side: int
    bars: bool
    dot: str = " · "

    @classmethod
    def of_sides(cls, width: int, glyphs: Glyphs) -> Columns:
        """Return the columns for rows that have two sides and no change."""
        if width >= _WIDE:
            return cls.within(width, glyphs)
        side = max((width - NAME - 2 * GAP) // 2, _LEAST_SIDE)
        return cls(width, side, bars=False, dot=glyphs.between)

    @classmethod
    def within(cls, width: int, glyphs: Glyphs) -> Columns:
        """Return the columns for ``width`` cells."""
        bars = width >= _WIDE
        taken = NAME + _CHANGE + _VERDICT + 4 * GAP + (BAR + GAP if bars else 0)
        side = max(min((width - taken) // 2, _WIDEST_SIDE), _LEAST_SIDE)
        return cls(width, side, bars, glyphs.between)

    def line(
        self, name: str, base: str, new: str, change: str = "", verdict: str = "", *, style: str
    ) -> Text:
        """Return one line of plain texts in one style."""
        gap = " " * GAP
        bar = " " * BAR + gap if self.bars else ""
        texts = [padded(name, NAME), padded(base, self.side), padded(new, self.side)]
        return Text(f"{gap.join(texts)}{gap}{change:>{_CHANGE}}{gap}{bar}{verdict}".rstrip(), style)

    def lines(
        self,
        name: str,
        sides: Sequence[Sequence[str]],
        change: str = "",
        bar: Text | None = None,
        verdict: Text | None = None,
    ) -> Iterator[Text]:
        """Yield the lines of one row; each side is some lines, folded where they are too wide."""
        folded = [[part for text in side for part in in_lines(text, self.side)] for side in sides]
        for number, parts in enumerate(zip_longest(in_lines(name, NAME), *folded, fillvalue="")):
            head, base, new = parts
            line = Text(padded(head, NAME), style="dim")
            plain = f"{'':{GAP}}{padded(base, self.side)}{'':{GAP}}{padded(new, self.side)}"
            line.append(plain if number or change or verdict else plain.rstrip(), style="not dim")
            if number == 0 and (change or verdict):
                line.append(f"{'':{GAP}}{change:>{_CHANGE}}", style="not dim")
                if self.bars:
                    line.append(" " * GAP).append_text(bar or Text(" " * BAR))
                line.append(" " * GAP).append_text(_not_dim(verdict or Text()))
            line.rstrip()
            yield line

    def list(self, name: str, items: Sequence[str]) -> Iterator[Text]:
        """Yield ``items`` one after the other beside ``name``, in as many lines as they take."""
        room = self.width - NAME - GAP
        lines: list[str] = []
        for item in items:
            if lines and cell_len(lines[-1]) + cell_len(item) + 5 <= room:
                lines[-1] += f"{self.dot}{item}"
            else:
                if lines:
                    lines[-1] += self.dot.rstrip()
                lines += in_lines(item, room - 2)
        for number, text in enumerate(lines):
            yield Text(f"{'' if number else name:<{NAME}}{'':{GAP}}{text}", style="dim")


def _not_dim(text: Text) -> Text:
    """Take the dimness of what stands before it from a text that says nothing about it."""
    if "dim" not in str(text.style):
        text.stylize("not dim")
    return text
