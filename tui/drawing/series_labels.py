"""Names of several parts in a narrow column, so that they still differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from os.path import commonprefix
from typing import Final

from rich.cells import cell_len

from analysis.series.series_names import SEPARATOR
from tui.drawing.text_cells import to_ascii, with_middle_cut
from tui.formatting.glyphs import Glyphs
from tui.formatting.shortening import truncate_end, truncate_middle

_LEAST: Final = 5
"""The cells in which a part still says something."""
_LEADING: Final = frozenset(
    {
        *("a", "an", "the", "no", "one", "two", "three", "four", "eight"),
        *("and", "at", "by", "for", "from", "in", "of", "on", "or", "per", "to", "with", "without"),
    }
)
"""Words that say nothing without the one behind them."""
_WORD_STARTS: Final = re.compile(r"(?<= )")
_JOINED_STARTS: Final = re.compile(r"(?<=[^\W_][_./-])(?=[^\W\d_])|(?<=[^\W_][_-])(?=\d+[^\W\d_])")
"""Where a word of a file's name begins: behind a sign that joins two where letters follow, or
digits with letters, ``2nodes``. Mere digits do not: ``2.0`` is a word."""
_FILE_NAME: Final = re.compile(r"(?=.*[_.])\S+")
"""What is joined by signs in place of blanks. ``scale-up`` is a word."""
_COUNTED: Final = re.compile(r"(?:^\d+\.|^|[ _-])\d+[ _-]?$")
"""What ends with a number that is the count of the next word: ``8 nodes``, ``run-8-nodes``."""
_NARROW: Final = " "
"""What is left of the separator of parts that have been cut."""

Cut = Callable[[str, int, str], str]


def told_apart(names: Sequence[str]) -> list[str]:
    """Return names, made of parts, without what all of them share: parts, and words at their ends.

    A number keeps the word before it, what leads to a word keeps that (``1 per node``), and a name
    that is alone is left as it is.
    """
    split = [name.split(SEPARATOR) for name in names]
    if len(set(names)) < 2:
        return list(names)
    shared = set(split[0]).intersection(*split[1:])
    kept = [[part for part in parts if part not in shared] for parts in split]
    if len({len(parts) for parts in kept}) == 1:
        columns = [_words_apart(column) for column in zip(*kept, strict=True)]
        kept = [list(parts) for parts in zip(*columns, strict=True)]
    short = [SEPARATOR.join(parts) for parts in kept]
    told = all(short) and len(set(short)) == len(set(names))
    return short if told else list(names)


def _words_apart(parts: Sequence[str]) -> list[str]:
    """Return one part of each name without the words that all begin or end with."""
    starts = _JOINED_STARTS if all(map(_FILE_NAME.fullmatch, parts)) else _WORD_STARTS
    words = [starts.split(part) for part in parts]
    least = min(map(len, words))
    first = 0
    while first < least - 1 and len({each[first] for each in words}) == 1:
        first += 1
    if any(_is_number("".join(each[first:])) for each in words):
        first = 0
    last = 0
    while last < least - 1 - first and len({each[-1 - last] for each in words}) == 1:
        last += 1
    while (
        last and any(_leads_on(each[-1 - last]) for each in words) and words[0][-last][0].isalpha()
    ):
        last -= 1
    return ["".join(each[first : len(each) - last]).rstrip(" _./-") for each in words]


def _leads_on(word: str) -> bool:
    counted = _COUNTED.search(word)
    return bool(counted) or word.lower().rstrip(" _-") in _LEADING


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def abbreviated(names: Sequence[str], width: int, glyphs: Glyphs) -> list[str]:
    """Return names, made of parts, in at most ``width`` cells each.

    Of a name that is too wide the longest parts are cut first; where there would be too little of
    each, those go that most names share. Parts are cut at the end, in the middle, or at the end and
    without the beginning that all in their place share: the way that leaves most names different is
    taken.
    """
    split = [_spelt(name, glyphs).split(SEPARATOR) for name in names]
    shared = Counter(part for parts in split for part in parts)
    ways: tuple[Cut, ...] = (truncate_end, truncate_middle, _without_beginnings(split))
    return max(
        ([_fitted(parts, shared, width, glyphs, way) for parts in split] for way in ways),
        key=lambda fitted: len(set(fitted)),
    )


def _without_beginnings(split: Sequence[Sequence[str]]) -> Cut:
    """Return what cuts parts without the letters that all in their place begin with."""
    beginnings: dict[str, int] = {}
    for place in range(max(map(len, split), default=0)):
        column = {parts[place] for parts in split if place < len(parts)}
        shared = len(commonprefix([*column]))  # noqa: RUF071 - letters are meant, not folders
        beginnings |= dict.fromkeys(column, shared if len(column) > 1 else 0)

    def cut(part: str, width: int, sign: str) -> str:
        if cell_len(part) <= width or not beginnings.get(part):
            return truncate_end(part, width, sign)
        return truncate_end(sign + part[beginnings[part] :], width, sign)

    return cut


def _spelt(name: str, glyphs: Glyphs) -> str:
    if not glyphs.ascii:
        return name
    return SEPARATOR.join(to_ascii(part) for part in name.split(SEPARATOR))


def _fitted(
    parts: Sequence[str], shared: Counter[str], width: int, glyphs: Glyphs, way: Cut
) -> str:
    """Return one name: whole if it fits, else its first part and the rarest of the others."""
    name = SEPARATOR.join(parts)
    if cell_len(name) > width:
        kept, left_out = list(parts), ""
        while (most := _cap(kept, width - len(left_out))) < _LEAST and len(kept) > 1:
            kept.remove(max(kept[1:], key=lambda part: shared[part]))
            left_out = _NARROW + glyphs.ellipsis
        name = _NARROW.join(way(part, most, glyphs.ellipsis) for part in kept) + left_out
    return with_middle_cut(name, width, glyphs)


def _cap(parts: Sequence[str], width: int) -> int:
    """Return a width to which all may be cut so that they fit together: the largest there is."""
    left = width - len(_NARROW) * (len(parts) - 1)
    widths = sorted(map(cell_len, parts))
    for number, each in enumerate(widths):
        fair = left // (len(widths) - number)
        if each > fair:
            return max(fair, 1)
        left -= each
    return max(widths[-1], _LEAST)
