"""Weak scaling that a document says ahead of all its tables, of times that do not fall."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from parsers.documents.lines_of_text import DOCUMENTS
from parsers.grammar.patterns import Pattern
from parsers.headings.scaling_words import kind_of_scaling, said_of_scaling
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark
from parsers.meaning.stated_scaling import FIELD
from parsers.meaning.trend import SCALES, Trend
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import repeated
from parsers.source import Source

_SUFFIXES: Final = (*DOCUMENTS, ".html", ".htm", ".txt", ".tex")
_LARGEST: Final = 256 * 1024
_TAG = Pattern(r"<[^<>]{1,200}>")
_ROW = Pattern(
    r"^\s*\|.*\||<t[dr]\b|^\s*(?:\S+[\s,;&]+)?[-+]?\d[\d.]*[\s,;&]+[-+]?\d[\d.]*(?:[\s,;&]|$)"
)
_ALONE: Final = -0.7
"""Times that rise with all of the count are of work that is not shared at all."""


def _introduction(source: Source) -> list[str]:
    """The lines before the first row of numbers; none of a file that is large or gone."""
    try:
        lines = source.lines if source.size <= _LARGEST else []
    except OSError:
        return []
    return [
        _TAG.sub(" ", line).strip() for line in takewhile(lambda line: not _ROW.search(line), lines)
    ]


def weak_said_elsewhere(fields: Fields, trend: Trend, source: Source, rows: int) -> Decision:
    """Find ``stated_scaling`` in what a document says ahead of its tables, if nothing contradicts.

    An introduction stands above other headings than the table. So much counts only where times do
    not fall as the count grows, which nothing else explains.
    """
    if FIELD in fields or not trend.is_time or source.suffix not in _SUFFIXES:
        return NOTHING
    gains = [trend.exponent(fields[name]) for name in SCALE if name in fields]
    known = [gain for gain in gains if gain is not None]
    if not known or not all(_ALONE < gain < SCALES for gain in known):
        return NOTHING
    said = said_of_scaling(_introduction(source))
    if not said or kind_of_scaling(said[0]) != "weak":
        return NOTHING
    remark = RowRemark("assumed", f"weak scaling: '{said[0]}' says so, and times do not fall")
    return Decision({FIELD: repeated("weak", rows)}, remarks=(remark,))
