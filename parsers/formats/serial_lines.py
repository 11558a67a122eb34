"""The time of a sequential program above those of its parallel version: the run on 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.formats.told_lines import ToldLine
from parsers.grammar.serial_program import PARALLEL_MODELS, PARALLEL_WORDS, SERIAL_WORDS
from parsers.grammar.words import word_set, words
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.notes import Note

_OF_A_RUN: Final = word_set(
    "version code program run execution time runtime elapsed total wall walltime took algorithm"
    " implementation s ms sec secs seconds min minutes"
)


def with_serial_as_one(told: list[ToldLine]) -> list[ToldLine]:
    """Return ``told`` with the times of a serial program as those on 1 of what is counted.

    So it is where each time beside is that of a count, none of 1: ``Sequential version: 42.0 s``,
    ``Parallel version (2 threads): 22.1 s``. Both say the same but for that.
    """
    serial = {place: name for place, each in enumerate(told) if (name := _serial(each))}
    if not serial:
        return told
    rows = {tuple(sorted(each.cells)): each for each in told if len(each.cells) == 2}
    pairs = {(count, name) for each in rows.values() for count, name in _counted(each)}
    if len(pairs) != 1:
        return told
    count, name = pairs.pop()
    counted = [each.cells[count] for each in told if count in each.cells]
    unit = read_heading(name).unit
    if "1" in counted or any(read_heading(own).unit != unit for own in serial.values()):
        return told
    return [
        each._replace(cells={count: "1", name: _in_unit(each, serial[place], name)})
        if place in serial
        else each
        for place, each in enumerate(told)
    ]


def serial_notes(rows: Sequence[ToldLine], lines: Sequence[str], source: str) -> Iterator[Note]:
    """Yield a remark on the first of ``rows`` that is the time of a serial program."""
    for row in rows:
        said = words(lines[row.line - 1])
        if not SERIAL_WORDS.isdisjoint(said) and "1" in row.cells.values():
            count = next(name for name, cell in row.cells.items() if cell == "1")
            text = f"the sequential time read as the time on 1 of the `{count}`"
            yield Note("assumed", text, source, row.line)
            return


def _serial(told: ToldLine) -> str | None:
    """The heading of a time that is that of the serial program, and of nothing else."""
    if len(told.cells) != 1 or told.words:
        return None
    name = next(iter(told.cells))
    said = {*words(name)}
    is_serial = not SERIAL_WORDS.isdisjoint(said) and said <= SERIAL_WORDS | _OF_A_RUN
    return name if is_serial and read_heading(name).unit == "s" else None


def _counted(told: ToldLine) -> Iterator[tuple[str, str]]:
    """The count and the time of a line that states just these."""
    for count, name in (tuple(told.cells), tuple(told.cells)[::-1]):
        known = PARALLEL_WORDS | PARALLEL_MODELS | _OF_A_RUN
        is_time = read_heading(name).unit == "s" and known.issuperset(words(name))
        if read_heading(count).name in COUNTED and is_time:
            yield count, name


def _in_unit(told: ToldLine, own: str, name: str) -> str:
    """The number of a serial time in the unit of the times beside it."""
    factor = read_heading(own).factor / read_heading(name).factor
    number = told.cells[own]
    return number if factor == 1 else f"{float(number.replace(',', '')) * factor:.10g}"
