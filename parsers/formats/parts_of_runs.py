"""Lines that each rank, thread or GPU of a run prints of itself: parts of one run, and no runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from parsers.formats.granted_lines import NOTHING, without_granted
from parsers.formats.mesh_lines import without_mesh_nodes
from parsers.grammar.beside_counts import TIMES, heading_of_unit
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.notes import Note

_WORDS: Final = (
    r"(?:mpi[ _]?)?(?:rank|process|proc|pe|task)|my_?(?:id|rank)|gpu|cuda|device|(?:omp )?thread"
    r"|tid|worker|node|host|i am|(?:this_)?image(?: ?\(\))?"
)
_NAME: Final = rf"(?<![A-Za-z])(?:on |from |for |of )?(?P<word>{_WORDS})(?: ?id)?\s?[_#:=\[(]?\s?"
_PART = Pattern(
    rf"(?i)(?:{_NAME})(?P<number>\d{{1,6}})(?!\d|\.\d)(?:\s?(?:/|of)\s?(?P<of>\d{{1,6}}))?[\])]?"
)
"""``Rank 3``, ``rank=3``, ``GPU[3]``, ``process 3 of 8``."""
_LABELLED = Pattern(
    r"\s*(?P<word>)(?:\[\d+,(?P<tag>\d{1,6})\]<std\w+>:|(?:\[(?P<within>\d{1,6})\]"
    r"|(?P<number>\d{1,6}):)(?=\s))"
)
"""``[1,3]<stdout>:``, ``[3]``, ``3:``: what a launcher puts before the lines of a rank."""
_OF_LAUNCHERS = Pattern(r"(?i)\b(?:mpirun|mpiexec|srun|mpi|ranks?|processes)\b|\]<std")
_DIGITS = Pattern(r"\d+")
_SECOND = Pattern(rf"(?i)(?:{_NAME}|(?:^|\n)\s*\[?)1\b(?!\.\d)")
_VALUE = Pattern(
    r"(?P<said>.*?)(?P<number>(?<![\d.])\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*"
    r"(?P<unit>[A-Za-zµ][\w/]*)?[\s.)\]]*"
)
_IMAGES: Final = ("image", "this_image")
_OF_COARRAYS = Pattern(r"(?i)this_image|num_images|co-?array|\bcaf(?:run|compile)?\b")
"""The processes of a coarray program are images; elsewhere an image is a picture."""
_OF_WHOLE: Final = word_set(
    "total elapsed wall walltime overall max maximum slowest average avg mean"
)
_MARKS: Final = " \t:=,;|>-"
_LINKS: Final = TIMES | word_set("is was took takes in finished done completed wall")
_TOLD: Final = TIMES | {"took", "takes"}
_NEAR: Final = 1.5
"""Parts of a run take about as long; from 1 on, those that do not may be counts of threads."""


class OneRunLines(NamedTuple):
    """The lines of an output in which the slowest part stands for all, and what is to be told."""

    lines: Sequence[str]
    notes: Sequence[Note] = ()


class _Line(NamedTuple):
    """What a line states of a part: its number, and a time or a rate."""

    place: int
    part: str
    number: int
    said: str
    value: str
    unit: str
    is_time: bool


def without_parts(lines: Sequence[str], name: str) -> OneRunLines:
    """Return ``lines`` with one for each time that is stated of all parts of a run: the longest.

    Parts are numbered from 0 or 1 without a gap, in any order, and state the same. Where the
    output states a time of the whole, or its parts state rates, which may not add up, none is left.
    Nor is what a job was granted. ``name`` is that of the file, for the notes.
    """
    lines = without_mesh_nodes(without_granted(lines))
    text = "\n".join(lines)
    if not _SECOND.search(text):
        return OneRunLines(lines)
    numbers = {int(each) for each in _DIGITS.findall(name.rpartition("/")[2])}
    labelled = _OF_LAUNCHERS.search(text) is not None or _numbered(lines) in numbers
    are_images = _OF_COARRAYS.search(text) is not None
    alike: dict[tuple[str, str, str], list[_Line]] = {}
    for place, line in enumerate(lines):
        if found := _read(place, line, labelled=labelled):
            alike.setdefault((found.part, found.said, found.unit), []).append(found)
    sets = [each for group in alike.values() for each in _sets(group)]
    of_parts = {line.place for each in sets for line in each}
    is_stated = any(_is_of_whole(line) for at, line in enumerate(lines) if at not in of_parts)
    left = [NOTHING if at in of_parts else line for at, line in enumerate(lines)]
    notes = []
    for each in sets if not is_stated else ():
        last = each[-1].place
        part = each[0].part or "process"
        if len(each) == 1:
            left[last] = _told(each[0])
        elif each[0].is_time and (are_images or not part.startswith(_IMAGES)):
            slowest = max(each, key=lambda line: float(line.value))
            left[last] = _told(slowest)
            text = f"time of the slowest of {len(each)}: {part} {slowest.number}"
            notes.append(Note("assumed", text, name, last + 1))
        else:
            text = f"stated for each {part} of {len(each)}, and not for the run"
            notes.append(Note("skipped", text, name, last + 1))
    return OneRunLines(left, notes)


def _read(place: int, line: str, *, labelled: bool) -> _Line | None:
    part = _PART.search(line) or (_LABELLED.match(line) if labelled else None)
    if part is None:
        return None
    value = _VALUE.fullmatch(f"{line[: part.start()]} {line[part.end() :]}")
    if value is None:
        return None
    said = value["said"].strip(_MARKS)
    unit = value["unit"] or ""
    kind = heading_of_unit(unit) if unit else None
    is_time = (kind or "").startswith("time") or (
        not unit and not _TOLD.isdisjoint(words(said)) and "." in value["number"]
    )
    if kind is None and not is_time:
        return None
    named = part["word"].lower()
    found = part.groupdict()
    number = found["number"] or found.get("within") or found.get("tag") or ""
    if _LINKS.issuperset(words(said)):
        said = "Elapsed time" if is_time else ""
    return _Line(place, named, int(number), said, value["number"], unit, is_time)


def _told(line: _Line) -> str:
    return f"{line.said}: {line.value} {line.unit}".rstrip()


def _numbered(lines: Sequence[str]) -> int:
    """How many lines are behind the numbers that a launcher may have put before them."""
    found = [int(match["number"] or match["within"] or 0) for match in _labels(lines)]
    return len(found) if sorted(found) == list(range(len(found))) else 0


def _labels(lines: Sequence[str]) -> Iterator[re.Match[str]]:
    return (match for line in lines if (match := _LABELLED.match(line)))


def _sets(alike: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield what all parts of a run state, and again where each begins anew; else nothing.

    Of several runs one may have had one part.
    """
    sets: list[list[_Line]] = [[]]
    for line in alike:
        if any(line.number == other.number for other in sets[-1]):
            sets.append([])
        sets[-1].append(line)
    several = [each for each in sets if len(each) > 1]
    firsts = {each[0].number for each in sets if len(each) == 1}
    begun = {min(line.number for line in each) for each in several}
    if several and all(map(_are_parts, several)) and firsts <= begun:
        yield from sets


def _are_parts(lines: Sequence[_Line]) -> bool:
    first = min(line.number for line in lines)
    values = [float(line.value) for line in lines]
    run_on = {line.number for line in lines} == set(range(first, first + len(lines)))
    if len(lines) < 2 or not run_on:
        return False
    return first == 0 or (first == 1 and bool(lines[0].part) and max(values) <= _NEAR * min(values))


def _is_of_whole(line: str) -> bool:
    """Whether a line states a time of all."""
    value = _VALUE.fullmatch(line)
    if value is None or _OF_WHOLE.isdisjoint(words(value["said"])):
        return False
    return not value["unit"] or (heading_of_unit(value["unit"]) or "").startswith("time")
