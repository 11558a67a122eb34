"""The lines of a document that has no table, and the headings above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import words
from parsers.headings.translations import counts_in_english, writes_decimal_commas
from parsers.source import MARKDOWN, Source
from parsers.tables.decimal_commas import commas_are_in_numbers

DOCUMENTS: Final = (*MARKDOWN, ".rst", ".org", ".adoc")
_ITEM = Pattern(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_FENCE = Pattern(r"^\s*(?:`{3,}|~{3,})")
_EMPHASIS = Pattern(r"\*\*|__|`")
_DECIMAL_COMMA = Pattern(
    r"(?<![\d.,])(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<fraction>\d{1,2})"
    r"(?=[ \u00a0\u202f]?[A-Za-zµ%])"
)
_HEADING = Pattern(r"(?P<level>#{1,6})\s+(?P<text>.*)")


def lines_of(source: Source, lines: Sequence[str]) -> list[str]:
    """Return the lines, those of a document without the marks of lists, fences and emphasis.

    Numbers with a unit that a language with decimal commas writes have points, and what a number
    counts is in English: ``4 nodes: 1204.5 s`` of ``4 Knoten: 1.204,5 s``.
    """
    if source.suffix in DOCUMENTS:
        lines = [
            "" if _FENCE.match(line) else _EMPHASIS.sub("", _ITEM.sub("", line)) for line in lines
        ]
    text = "\n".join(lines)
    if _DECIMAL_COMMA.search(text) and (
        commas_are_in_numbers(lines) or writes_decimal_commas(words(text))
    ):
        lines = [_DECIMAL_COMMA.sub(_pointed, line) for line in lines]
    return [counts_in_english(line) for line in lines]


def _pointed(number: re.Match[str]) -> str:
    return f"{number['whole'].replace('.', '')}.{number['fraction']}"


def is_heading(line: str) -> bool:
    """Whether a line of a document is a heading, ``## Results``."""
    return _HEADING.match(line) is not None


def headings_over(source: Source, first: int, last: int) -> list[str]:
    """Return the headings of a document over all lines from the ``first`` to the ``last`` one.

    The innermost comes first.
    """
    if source.suffix not in DOCUMENTS:
        return []
    within = map(_HEADING.match, source.lines[first:last])
    level = min((len(found["level"]) for found in within if found), default=7)
    over = []
    for line in reversed(source.lines[:first]):
        if (found := _HEADING.match(line)) and len(found["level"]) < level:
            level = len(found["level"])
            over.append(found["text"].strip())
    return over
