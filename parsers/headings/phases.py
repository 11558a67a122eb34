"""The phases of a run, each in a column: ``init``, ``solve``, ``io``, ``t_total``."""

from __future__ import annotations

from typing import Final

from parsers.grammar.words import snake_case, word_set, words
from parsers.headings.heading import Heading
from parsers.headings.vocabulary import SYNONYMS, TIMED

_OF_SOLVERS: Final = word_set(
    "init initialization initialisation setup startup solve solver compute computation assembly"
    " comm communication halo force forces neighbor integrate factorization preconditioner"
)
_OTHERS: Final = word_set(
    "io i/o input output read write load total finalize other rest sync wait step main loop"
)
_SET: Final = word_set("solver setup preconditioner input")
"""What was chosen, where no other phase stands beside it: ``Solver``, ``Setup``."""
_LEAST: Final = 2


def as_phases(headings: list[Heading]) -> list[Heading]:
    """Return the headings of one table, those that name phases and state no unit read as times.

    Two have to stand beside each other, one of which only a program that computes has: ``read``
    and ``write`` may be rates.
    """
    named = {place: word for place, each in enumerate(headings) if (word := _phase(each))}
    if len(named) < _LEAST or _OF_SOLVERS.isdisjoint(named.values()) or {*named.values()} <= _SET:
        return headings
    return [
        _timed(heading, named[place]) if place in named else heading
        for place, heading in enumerate(headings)
    ]


def _phase(heading: Heading) -> str | None:
    said = words(heading.text)
    if said[:1] == ("t",):
        said = said[1:]
    word = "io" if said in (("i", "o"), ("i/o",)) else said[0] if len(said) == 1 else ""
    if heading.unit is not None or heading.kind not in ("unknown", "parameter", "metric", "remark"):
        return None
    return word if word in _OF_SOLVERS | _OTHERS else None


def _timed(heading: Heading, word: str) -> Heading:
    name = TIMED.get(word) or f"{snake_case(SYNONYMS.get(word, word))}_time"
    return Heading(heading.text, "metric", name, better="lower")
