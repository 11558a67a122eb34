"""The lines of a document that has no table, and the headings above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.source import MARKDOWN, Source

DOCUMENTS: Final = (*MARKDOWN, ".rst", ".org", ".adoc")
_ITEM = Pattern(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_FENCE = Pattern(r"^\s*(?:`{3,}|~{3,})")
_EMPHASIS = Pattern(r"\*\*|__|`")
_HEADING = Pattern(r"(?P<level>#{1,6})\s+(?P<text>.*)")


def lines_of(source: Source, lines: Sequence[str]) -> list[str]:
    """Return the lines, those of a document without the marks of lists, fences and emphasis."""
    if source.suffix not in DOCUMENTS:
        return list(lines)
    return ["" if _FENCE.match(line) else _EMPHASIS.sub("", _ITEM.sub("", line)) for line in lines]


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
