"""How aligned text is cut into cells: at blanks, at wide gaps, at the places of a rule."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_unit

STROKES = Pattern(r"[ \t]*(?:[-=_—─━]{2}|[-=](?=[ \t]+[-=]{2}))[-=_—─━: \t]*\Z")
_WORD = Pattern(r"\S+")
_PHRASE = Pattern(r"\S+(?: \S+)*")
_SPAN = Pattern(r"[-=_—─━]+")
WIDE_GAP = Pattern(r"\s*\t\s*|\s{2,}")
UNIT_IN_BRACKETS = Pattern(r"[(\[][^()\[\]\s]+[)\]]")


Way = Literal["any", "wide", "spans"]
"""At every blank, at wide gaps, at the places of a rule."""


class Split(NamedTuple):
    """How headings and rows are cut into cells; ``spans``: where the strokes of a rule stand."""

    header: Way
    row: Way
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def sets_words_apart(self) -> bool:
        """Whether headings of several words are told from several headings of one."""
        return self.header != "any"

    def of_header(self, text: str) -> list[str]:
        """The headings; a unit set apart by a blank belongs to the one before it.

        What wide gaps set apart may be the name of a parameter in brackets, a column of its own.
        """
        cells: list[str] = []
        for cell in _cut(text, self.header, self.spans):
            is_unit = UNIT_IN_BRACKETS.fullmatch(cell) and (
                parse_unit(cell[1:-1]) or f"{' '.join(cells)[-1:]} {cell}" in text
            )
            if cells and is_unit:
                cells[-1] = f"{cells[-1]} {cell}"
            else:
                cells.append(cell)
        return cells

    def of_row(self, text: str) -> list[str]:
        """The cells of a row."""
        return _cut(text, self.row, self.spans)


BY_GAPS: Final = (
    Split("wide", "wide"),
    Split("wide", "any"),
    Split("any", "any"),
    Split("any", "wide"),
)


def extents_of(text: str, way: Way) -> list[tuple[int, int]]:
    """Return where the cells of a line begin and end, cut at wide gaps, or at ``any`` blank."""
    pattern = _WORD if way == "any" else _PHRASE
    return [match.span() for match in pattern.finditer(text.expandtabs())]


def widened(extents: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where columns begin and end, a row more seen."""
    if len(extents) != len(others):
        return extents
    pairs = zip(extents, others, strict=True)
    return [(min(one[0], two[0]), max(one[1], two[1])) for one, two in pairs]


def by_extents(text: str, extents: list[tuple[int, int]], width: int) -> list[str]:
    """Return the cells of a line, blank ones too, if each is below one column and any has a digit.

    Else none; ``width`` is how many columns there are.
    """
    if not extents or len(extents) != width or not any(letter.isdigit() for letter in text):
        return []
    text = text.expandtabs()
    cells = [""] * width
    found = extents_of(text, "wide")
    if not 1 < len(found) < width:
        return []
    for start, end in found:
        over = [
            place for place, (left, right) in enumerate(extents) if start < right and left < end
        ]
        if len(over) != 1 or cells[over[0]]:
            return []
        cells[over[0]] = text[start:end]
    return cells if cells[0] else []


def _cut(text: str, way: Way, spans: tuple[tuple[int, int], ...]) -> list[str]:
    if way == "any":
        return text.split()
    if way == "wide":
        return WIDE_GAP.split(text.strip())
    ends = [start for start, _ in spans[1:]] + [len(text)]
    return [text[start:end].strip() for (start, _), end in zip(spans, ends, strict=True)]


def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the strokes of a rule begin and end; none where a line is no rule."""
    return tuple(match.span() for match in _SPAN.finditer(text)) if STROKES.match(text) else ()
