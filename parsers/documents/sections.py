"""Sections of a Markdown document that do not hold what their heading says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest
from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.notes import Note
from parsers.tables.context import read_context

_CLAIMS_ALL: Final = Pattern(r"\b(?:all|every|complete|full)\b", re.IGNORECASE)
_LITTLE: Final = 0.1
"""The share of the rows of one kind below which a section does not hold all of them."""
_BOLD_LINE: Final = 7
_MOST: Final = 20
_LONGEST_QUOTE: Final = 80


class Section(NamedTuple):
    """A heading: its 1-based line, its level (1 to 6, 7 for a line in bold) and its text."""

    line: int
    level: int
    title: str


class SectionRows(NamedTuple):
    """A table: the line and the cells of its header, and how many ``rows`` it has."""

    line: int
    header: tuple[str, ...]
    rows: int


class Parents(NamedTuple):
    """Sections that hold those behind them although these have headings of the same level.

    ``titles``: what stands above a heading, by its line; ``lines``: those of the parents.
    """

    titles: dict[int, str]
    lines: set[int]


def parents_of_own_level(lines: Sequence[str], sections: Sequence[Section]) -> Parents:
    """Return which sections are parents, by the way in which headings take turns.

    ``### FP16``, ``### batch size = 64``, ``### FP32``, ``### batch size = 64``: a heading with
    nothing below it but one of its level, or of a higher one, is the parent of those behind it that
    come again below other such headings, or that say nothing but settings.
    """
    takers: dict[tuple[int, int], list[int]] = {}
    for place, (section, after) in enumerate(pairwise(sections)):
        is_empty = not _has_text(lines, section, after)
        if is_empty and after.level <= section.level:
            takers.setdefault((section.level, after.level), []).append(place)
    found = Parents({}, set())
    for (_, level), places in takers.items():
        groups = {place: _group(sections, place, level, places) for place in places}
        kinds = [{section.title.lower() for section in group} for group in groups.values()]
        for place, group in groups.items():
            for section in group if len(groups) > 1 else ():
                title = section.title.lower()
                if sum(title in kind for kind in kinds) > 1 or _is_setting(section.title):
                    found.titles[section.line] = sections[place].title
                    found.lines.add(sections[place].line)
    return found


def _group(
    sections: Sequence[Section], first: int, level: int, others: Sequence[int]
) -> list[Section]:
    """The sections of ``level`` behind the ``first``, up to the next such one."""
    ends = [place for place in others if place > first]
    behind = sections[first + 1 : ends[0] if ends else None]
    own = takewhile(lambda section: section.level >= level, behind)
    return [section for section in own if section.level == level]


def _is_setting(title: str) -> bool:
    context = read_context([clean(title)])
    return bool(context.settings) and context.benchmark is None


def _has_text(lines: Sequence[str], section: Section, after: Section | None) -> bool:
    """Whether anything stands between a heading, which may be underlined, and the next."""
    end = len(lines) if after is None else after.line - 1
    return any(line.strip().strip("=-") for line in lines[section.line : end])


def section_notes(
    lines: Sequence[str], sections: Sequence[Section], tables: Sequence[SectionRows], source: str
) -> list[Note]:
    """Return remarks on empty sections and on headings that claim all and stand over little."""
    headings = [section for section in sections if section.level < _BOLD_LINE]
    parents = parents_of_own_level(lines, sections).lines
    found = [*_empty(lines, headings, parents, source), *_over_little(headings, tables, source)]
    return found[:_MOST]


def _empty(
    lines: Sequence[str], headings: Sequence[Section], parents: Collection[int], source: str
) -> Iterator[Note]:
    # The first heading is often the title, with sections of its own level below it.
    for section, after in zip_longest(headings[1:], headings[2:]):
        end = len(lines) if after is None else after.line - 1
        has_parts = after is not None and after.level > section.level
        if has_parts or section.line in parents:
            continue
        if not any(line.strip() for line in lines[section.line : end]):
            text = f"nothing under this heading: {_quoted(section.title)}"
            yield Note("info", text, source, section.line, "empty section")


def _over_little(
    headings: Sequence[Section], tables: Sequence[SectionRows], source: str
) -> Iterator[Note]:
    for section, after in zip_longest(headings, headings[1:]):
        if not _CLAIMS_ALL.search(section.title):
            continue
        end = float("inf") if after is None else after.line
        below = [table for table in tables if section.line < table.line < end]
        kinds = {table.header for table in below}
        here = sum(table.rows for table in below)
        everywhere = sum(table.rows for table in tables if table.header in kinds)
        if below and here < _LITTLE * everywhere:
            rows = f"{here} of {everywhere} rows with these columns"
            text = f"heading '{_quoted(section.title)}' covers {rows}"
            yield Note("info", text, source, section.line, "heading over little")


def _quoted(title: str) -> str:
    text = clean(title)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
