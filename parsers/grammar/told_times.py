"""Times that a sentence tells: ``Finished in 12.3 s``, ``Simulation took 1:02:03``."""

from __future__ import annotations

import re
from typing import Final

from parsers.clean import clean
from parsers.grammar.beside_counts import JOINING, NamedQuantity, heading_of_unit
from parsers.grammar.durations import parse_duration
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words

_ENDED: Final = (
    r"\b(?:took|takes|(?:finished|completed?|done|ended) (?:in|after)|ran (?:in|for)|done!? \()"
)
_ENDS = Pattern(_ENDED, re.IGNORECASE)
"""Most lines say nothing of that kind."""
_TOLD = Pattern(
    rf"\s*(?P<what>[A-Za-z][A-Za-z /_-]{{0,40}}?\s)??{_ENDED}:?\s*"
    r"(?:(?P<clock>\d{1,3}(?::\d\d){1,2}(?:\.\d+)?)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(?P<unit>[A-Za-zµ]+))[\s.!)]*",
    re.IGNORECASE,
)
BARE_TIME = Pattern(
    r"(?i)\s*(?P<label>(?:[a-z]+ )?(?:time|runtime|elapsed|walltime))\s+(?P<number>\d+\.\d+)\s*"
)
"""``time 31.0``"""
_BEFORE_RUN: Final = word_set(
    "init initialization initialisation initializing setup startup start load loading compile"
    " compilation compiling build building read reading import importing warmup warm download"
    " preprocessing tokenizing"
)
"""What is done before a run takes its own time, which is no result of it."""
_OF_ALL: Final = JOINING | word_set("all job program everything code application time")


def read_told_time(line: str) -> NamedQuantity | None:
    """Return the time that a line tells in a sentence of it alone, with what took so long."""
    if not _ENDS.search(line) or (found := _TOLD.fullmatch(line)) is None:
        return None
    said = [word for word in words(found["what"] or "") if word not in _OF_ALL]
    if not _BEFORE_RUN.isdisjoint(said):
        return None
    name = f"{clean(' '.join(said))} time" if said else "time"
    if found["clock"]:
        seconds = parse_duration(found["clock"])
        return None if seconds is None else NamedQuantity(f"{name} (s)", f"{seconds:.10g}")
    if not (heading_of_unit(found["unit"]) or "").startswith("time"):
        return None
    return NamedQuantity(f"{name} ({found['unit']})", found["number"])


def read_bare_time(line: str) -> NamedQuantity | None:
    """Return the time that is all of a line, without a mark or a unit: ``time 31.0``."""
    found = BARE_TIME.fullmatch(line)
    return NamedQuantity(clean(found["label"]), found["number"]) if found else None
