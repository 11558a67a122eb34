"""Sections of a Markdown document that do not hold what their heading says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.notes import Note

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


def section_notes(
    lines: Sequence[str], sections: Sequence[Section], tables: Sequence[SectionRows], source: str
) -> list[Note]:
    """Return remarks on empty sections and on headings that claim all and stand over little."""
    headings = [section for section in sections if section.level < _BOLD_LINE]
    found = [*_empty(lines, headings, source), *_over_little(headings, tables, source)]
    return found[:_MOST]


def _empty(lines: Sequence[str], headings: Sequence[Section], source: str) -> Iterator[Note]:
    # The first heading is often the title, with sections of its own level below it.
    for section, after in zip_longest(headings[1:], headings[2:]):
        end = len(lines) if after is None else after.line - 1
        has_parts = after is not None and after.level > section.level
        if not has_parts and not any(line.strip() for line in lines[section.line : end]):
            text = f"empty section: {_quoted(section.title)}"
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
