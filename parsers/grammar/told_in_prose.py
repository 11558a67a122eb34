"""Times that sentences tell: ``With 2 cores the run took 52 s, with 4 cores 27.5 s``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from parsers.grammar.beside_counts import counts_of, heading_beside
from parsers.grammar.patterns import Pattern
from parsers.grammar.printed_line import Statement
from parsers.grammar.words import word_set, words

_CLAUSE = Pattern(
    r"(?i)\b(?:with|on|using)\s+(?P<count>\d{1,7}\s+[a-z]+(?:\s(?:threads|processes|ranks|tasks))?)\b"
    r",?\s+(?P<between>(?:[a-z]+\s+){0,6}?)(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?P<unit>[a-z]+)\b"
)
_VERBS: Final = word_set("took takes needed needs finished finishes completed completes ran runs")
_NOT_MEASURED: Final = word_set(
    "would should could might can limit ideally ideal expected estimated for about per each every"
)
_WORD = Pattern(r"[A-Za-z]+")
_LINKS: Final = word_set(
    "and while whereas but then finally only just running run it that which is was means giving"
    " gives a an of so i e speedup speed up times faster than x efficiency"
)
"""Of what stands between two clauses: anything else may be what differs between their runs."""
_LEAST: Final = 3


def told_in_prose(lines: Sequence[str]) -> Mapping[int, list[Statement]]:
    """Return what sentences state, for each line of their paragraphs by its number.

    Three or more stand in one paragraph with nothing of substance between them, since each alone
    may tell of anything. No count comes twice: what was said in between may be what differs.
    """
    found: dict[int, list[Statement]] = {}
    start = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and lines[end].strip():
            continue
        told = _of_paragraph(lines[start:end])
        if len(told) >= _LEAST:
            found |= {number: [] for number in range(start + 1, end + 1)}
            for place, statement in told:
                found[start + place + 1].append(statement)
        start = end + 1
    counts = [next(iter(each.cells.items())) for told in found.values() for each in told]
    return found if len(set(counts)) == len(counts) else {}


def _of_paragraph(lines: Sequence[str]) -> list[tuple[int, Statement]]:
    text = "\n".join(lines)
    said: str | None = None
    told: list[tuple[int, Statement]] = []
    end = 0
    for clause in _CLAUSE.finditer(text):
        between = words(clause["between"])
        before = {word.lower() for word in _WORD.findall(text[end : clause.start()])}
        end = clause.end()
        if not _VERBS.isdisjoint(between):
            said = clause["between"]
        elif not _LINKS.issuperset(between):
            continue
        # ``With 2 cores it took 52 s, with 4 cores 27 s``: the verb is that of the clause before.
        if said is None or not _NOT_MEASURED.isdisjoint(before | {*between}):
            continue
        if told and not before <= _LINKS:
            return []
        counts = counts_of(" ".join(clause["count"].split()))
        heading = heading_beside("", said, clause["unit"])
        if counts is None or heading is None:
            continue
        line = text.count("\n", 0, clause.start())
        told.append((line, Statement({**counts, heading: clause["number"]})))
    return told
