"""Headings that no wide gaps set apart, above rows of numbers: what the numbers are tells which.

``nodes wall time (s)`` above ``4 812.4`` are two headings, and so are ``# nodes, wall time``,
``"nodes" "wall time"``, ``# (1) nodes (2) wall time`` and one a line, by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from parsers.documents.aligned_headings import is_comment, without_mark
from parsers.documents.borders import Line
from parsers.documents.line_cuts import STROKES, UNIT_IN_BRACKETS, WIDE_GAP
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import words
from parsers.headings.heading import COUNTED, MEASURED, SET_BEFORE, Heading
from parsers.headings.read_heading import read_heading

_NUMBER = Pattern(r"[-+]?(?:\d[\d.,]*|\.\d+)(?:[eE][-+]?\d+)?%?\Z")
_LETTER = Pattern(r"[^\W\d_]")
_SEPARATORS: Final = ",:;|"
_QUOTED = Pattern(r'"([^"]+)"')
_NUMBERED = Pattern(r"(?:^|\s)[(\[]?(?P<number>\d{1,2})[)\]:.=][ \t]*(?=[^\W\d])")
_OF_COLUMN = Pattern(
    r"(?i:col(?:umn)?\.?[ \t]*)?[(\[]?(?P<number>\d{1,2})[)\]]?[ \t]*[:=.)-][ \t]*"
)
_BETWEEN: Final = frozenset({"of", "per", "in", "by", "for"})
_MOST: Final = 10
"""Words that are tried in groups."""
_ROWS: Final = 2


def with_loose_headings_set_apart(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines``, such headings set apart by wide gaps: ``nodes   wall time``.

    Words fall into as many names as the rows below have numbers, where one way to part them is
    better known than all others; marks and numbers between headings part them as they stand.
    """
    done = list(lines)
    for place, (number, text) in enumerate(lines[:-_ROWS]):
        if not _LETTER.search(text) or not (width := _width_below(lines, place)):
            continue
        if (names := _listed(lines, place, width) or _parted(text, width)) is not None:
            done[place] = (number, "   ".join(names))
    return done


def _width_below(lines: Sequence[Line], place: int) -> int:
    """How many numbers the rows below a line have, a rule between; 0 where these are no rows."""
    first = place + 1 + (STROKES.match(lines[place + 1][1]) is not None)
    rows = [text.split() for _, text in lines[first : first + _ROWS]]
    if len(rows) < _ROWS or not all(_NUMBER.match(cell) for row in rows for cell in row):
        return 0
    widths = {len(row) for row in rows}
    return max(widths) if len(widths) == 1 and max(widths) > 1 else 0


def _listed(lines: Sequence[Line], place: int, width: int) -> list[str] | None:
    """The headings of comments that each number one: ``# column 2: wall time``."""
    if place + 1 < width:
        return None
    names = []
    for expected, (_, text) in enumerate(lines[place + 1 - width : place + 1], start=1):
        plain = without_mark(text).strip()
        found = _OF_COLUMN.match(plain)
        if not is_comment(text) or found is None or int(found["number"]) != expected:
            return None
        names.append(plain[found.end() :])
    return names if all(names) and _tells(names) else None


def _parted(text: str, width: int) -> list[str] | None:
    """The headings in a line, none where they stand apart as it is or fall into no known names."""
    plain = without_mark(text).strip()
    pieces = [piece.split() for piece in WIDE_GAP.split(plain) if piece.strip()]
    if len(pieces) == width:
        return None
    for names in _marked_off(plain):
        if len(names) == width and all(map(_LETTER.search, names)) and _tells(names):
            return names
    single = [word for piece in pieces for word in piece]
    if not width < len(single) <= _MOST:
        return None
    if any(map(_NUMBER.match, single)):
        return None
    ends = {sum(map(len, pieces[:count])) for count in range(1, len(pieces))}
    ways: dict[int, dict[tuple[object, ...], list[str]]] = {}
    for names in _groups(single, width, ends):
        read = [read_heading(each) for each in names]
        if (known := _known(names, read)) is not None:
            meant = tuple((each.name, each.unit) for each in read)
            ways.setdefault(known, {}).setdefault(meant, names)
    best = ways[max(ways)] if ways else {}
    return next(iter(best.values())) if len(best) == 1 else None


def _marked_off(plain: str) -> Iterator[list[str]]:
    """The parts of a line by each of the marks that people put between headings."""
    yield _QUOTED.findall(plain)
    found = list(_NUMBERED.finditer(plain))
    if [int(each["number"]) for each in found] == list(range(1, len(found) + 1)):
        places = [*((each.start(), each.end()) for each in found), (len(plain), 0)]
        yield [plain[end:then].strip() for (_, end), (then, _) in pairwise(places)]
    for mark in "" if _OF_COLUMN.match(plain) else _SEPARATORS:
        yield [part.strip() for part in plain.split(mark)]


def _groups(single: Sequence[str], width: int, ends: set[int]) -> Iterator[list[str]]:
    """All ways to join words in groups, parted at ``ends``; a unit stays with the word before."""
    free = [
        place
        for place in range(1, len(single))
        if place not in ends and not UNIT_IN_BRACKETS.fullmatch(single[place])
    ]
    if width - 1 < len(ends):
        return
    for others in combinations(free, width - 1 - len(ends)):
        cuts = sorted({*ends, *others})
        yield [" ".join(single[start:end]) for start, end in pairwise((0, *cuts, len(single)))]


def _tells(names: Sequence[str]) -> bool:
    return any(each.name in COUNTED or each.kind in MEASURED for each in map(read_heading, names))


def _known(names: Sequence[str], read: Sequence[Heading]) -> int | None:
    """How common the names are; none where one is not known, or none counts.

    What is measured has no count of its own before it: ``np wall`` is no time.
    """
    if not any(each.name in COUNTED for each in read) or any(map(_is_torn, names, names[1:])):
        return None
    common = 0
    for name, each in zip(names, read, strict=True):
        first, *others = name.split()
        if each.kind in SET_BEFORE:
            common += 2 * (each.name in COUNTED or not others)
        elif each.kind in MEASURED:
            if others and read_heading(first).name in COUNTED:
                return None
            common += 0 if _are_two(name) else 1 + (each.name != "_".join(words(name)))
        else:
            return None
    return common


def _is_torn(name: str, following: str) -> bool:
    """Whether a name goes on in the next one: ``number of | threads``, ``cores | used time``."""
    first = following.split()[0]
    if {name.split()[-1].lower(), first.lower()} & _BETWEEN:
        return True
    longer = read_heading(f"{name} {first}")
    is_same = longer.name == read_heading(name).name and longer.name in COUNTED
    return is_same and longer.statistic is None and " " in following


def _are_two(name: str) -> bool:
    """Whether two quantities stand side by side, unlike ``wall time``: ``time speedup``."""
    parts = name.split()
    for place in range(1, len(parts)):
        one, two = (read_heading(" ".join(each)) for each in (parts[:place], parts[place:]))
        if one.kind in MEASURED and two.kind in MEASURED and one.name != two.name:
            return True
    return False
