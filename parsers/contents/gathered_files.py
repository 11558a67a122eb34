"""Lines of several files in one text, as ``grep Time *.out`` and ``tail *.out`` print them.

Each file is read as if it lay where its name says: the name is what tells its run apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_numbers import NUMBER
from parsers.source import Source

_SUFFIXES: Final = ("", ".txt", ".log", ".out", ".dat", ".err", ".stdout", ".lst", ".res")
_MOST: Final = 2_000
"""Files; a text of more, or of more lines, is no summary."""
_MOST_LINES: Final = 20_000
_ENDING: Final = r"\.(?:out|log|txt|err|stdout|stderr|dat|res|lst|json|csv|[oe]?\d+)"
_NAME: Final = (
    r"(?P<name>(?!\[)(?=[^\s:]*[^\W\d_])"
    rf"[^\s:,]{{0,200}}?(?:[^\s:,/]{_ENDING}|[^\s:,/]/[^\s:,/]{{1,100}})(?=[\s:-]|$))"
)
"""With a letter and without commas: what looks so besides are numbers, and cells of a CSV."""
_FOUND = Pattern(rf"{_NAME}(?P<mark>[:-])(?:\d+(?P=mark))?(?P<text>.*)")
"""A line that grep found, and behind ``-`` one near it."""
_PARTED: Final = "--"
_HEAD = Pattern(r"==> (?P<name>\S.*) <==")
"""What head and tail print above the lines of a file."""
_ALONE = Pattern(rf"(?:[#=*-]{{1,20}} *)?{_NAME}(?: *[#=*-]{{1,20}}|:)?")
"""The name of a file alone in a line, as ``echo $file`` prints it."""
_ENDED = Pattern(rf"{_ENDING}\Z")


class GatheredFile(NamedTuple):
    """What there is of a file: its name, and its lines below as many blank ones as precede them."""

    name: str
    content: bytes


def gathered_files(source: Source) -> list[GatheredFile]:
    """Return the files of which ``source`` has lines; none where it is a text of its own."""
    if source.goes_on or source.suffix not in _SUFFIXES:
        return []
    first = next(filter(str.strip, source.lines), "").rstrip()
    name = next((each for each in (_HEAD, _ALONE) if each.fullmatch(first)), None)
    if not (name or _FOUND.match(first)) or len(source.lines) > _MOST_LINES:
        return []
    lines = [line.rstrip() for line in source.lines]
    found = _below_names(lines, name) if name else _found_lines(lines)
    if not 1 < len(found) <= _MOST or not (name is _HEAD or _are_files(found)):
        return []
    return [
        GatheredFile(clean(name), "\n".join(_in_place(told)).encode(errors="replace"))
        for name, told in found.items()
    ]


def _below_names(lines: Sequence[str], name: Pattern) -> dict[str, dict[int, str]]:
    """The lines by the name of a file above them, and by their place."""
    files: dict[str, dict[int, str]] = {}
    told: dict[int, str] = {}
    for place, line in enumerate(lines):
        if head := name.fullmatch(line):
            told = files.setdefault(head["name"], {})
        else:
            told[place] = line
    return files


def _found_lines(lines: Sequence[str]) -> dict[str, dict[int, str]]:
    """The lines that grep found by the name before them, and by their place; or none."""
    files: dict[str, dict[int, str]] = {}
    for place, line in enumerate(lines):
        if not line or line == _PARTED:
            continue
        found = _FOUND.match(line)
        if found is None:
            return {}
        files.setdefault(found["name"], {})[place] = found["text"]
    return files


def _in_place(told: dict[int, str]) -> list[str]:
    return [told.get(place, "") for place in range(max(told, default=0) + 1)]


def _are_files(names: Iterable[str]) -> bool:
    """Whether names are those of files: ``images/sec`` and ``tokens/sec`` have no ending."""
    return len({NUMBER.sub("*", name) for name in names}) == 1 or all(map(_ENDED.search, names))
