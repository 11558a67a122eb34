"""The characters that drawings and tables are made of: a braille and an ASCII set."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple


class Glyphs(NamedTuple):
    """One set of characters.

    A cell is divided into ``across`` × ``down`` dots. ``bits[y][x]`` is the bit of one dot and
    ``dots[mask]`` the character that shows the dots of ``mask``. ``shapes`` mark the points of
    the first eight series, ``rest`` those of all others. ``levels`` rise from low to high and
    ``parts`` fill a cell from the left, ``right_parts`` from the right; in no Unicode set do they
    reach the top of the cell, so that neighbouring rows stay apart. ``eighths`` fill a cell from
    the left to its full height. ``grades`` stand behind the bar of an efficiency that is good, not
    so good, and below what is worth it. ``cursor`` and all below it stand beside the cells of a
    table. Every character is one cell wide.
    """

    ascii: bool
    bits: tuple[tuple[int, ...], ...]
    dots: str
    shapes: str
    rest: str
    solid: str
    long: str
    dashed: str
    dotted: str
    upright: str
    vertical: str
    horizontal: str
    corner: str
    left_tick: str
    bottom_tick: str
    grid: str
    bar_top: str
    bar_bottom: str
    levels: str
    parts: str
    right_parts: str
    eighths: str
    grades: str
    zero: str
    below: str
    above: str
    pointer: str
    missing: str
    ellipsis: str
    cursor: str
    mark: str
    ascending: str
    descending: str
    also_ascending: str
    also_descending: str
    more_left: str
    more_right: str

    def pattern(self, name: Literal["solid", "long", "dashed", "dotted"]) -> str:
        """Return the sign that stands for a line of this pattern."""
        return {
            "solid": self.solid,
            "long": self.long,
            "dashed": self.dashed,
            "dotted": self.dotted,
        }[name]

    @property
    def between(self) -> str:
        """What parts the facts of a list."""
        return ", " if self.ascii else " · "

    @property
    def across(self) -> int:
        """Dots of a cell from left to right."""
        return len(self.bits[0])

    @property
    def down(self) -> int:
        """Dots of a cell from top to bottom."""
        return len(self.bits)


BRAILLE: Final = Glyphs(
    ascii=False,
    bits=((1, 8), (2, 16), (4, 32), (64, 128)),
    dots="".join(chr(0x2800 + mask) for mask in range(256)),
    shapes="●■▲◆○□△◇",
    rest="·",
    solid="─",
    long="─",
    dashed="╌",
    dotted="┈",
    upright="┊",
    vertical="│",
    horizontal="─",
    corner="└",
    left_tick="┤",
    bottom_tick="┬",
    grid="·",
    bar_top="┬",
    bar_bottom="┴",
    levels="▁▂▃▄▅▆▇",
    parts="╸━",
    right_parts="╺━",
    eighths="▏▎▍▌▋▊▉█",
    grades=" ·▾",
    zero="│",
    below="◄",
    above="►",
    pointer="▼",
    missing="·",
    ellipsis="…",
    cursor="▶",
    mark="●",
    ascending="▲",
    descending="▼",
    also_ascending="△",
    also_descending="▽",
    more_left="◂",
    more_right="▸",
)
"""2 × 4 dots a cell."""

ASCII: Final = Glyphs(
    ascii=True,
    bits=((1,), (2,), (4,)),
    dots=" '-'.:.|",
    shapes="ox+*#@%&",
    rest=",",
    solid="-",
    long="=",
    dashed="-",
    dotted=".",
    upright=":",
    vertical="|",
    horizontal="-",
    corner="+",
    left_tick="+",
    bottom_tick="+",
    grid=".",
    bar_top="T",
    bar_bottom="I",
    levels="_.-=^",
    parts="-=",
    right_parts="-=",
    eighths="-=",
    grades=" .v",
    zero="|",
    below="<",
    above=">",
    pointer="v",
    missing=".",
    ellipsis="~",
    cursor=">",
    mark="*",
    ascending="^",
    descending="v",
    also_ascending="^",
    also_descending="v",
    more_left="<",
    more_right=">",
)
"""Seven-bit characters: 1 × 3 dots a cell, by their height on the line."""
