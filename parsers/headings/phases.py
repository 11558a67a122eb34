"""The phases of a run, each in a column: ``init``, ``solve``, ``io``, ``t_total``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.grammar.phase_words import PHASES_OF_SOLVERS
from parsers.grammar.words import snake_case, word_set, words
from parsers.headings.heading import COUNTED, Heading
from parsers.headings.vocabulary import SYNONYMS, TIMED

_OTHERS: Final = word_set(
    "io i/o input output read write load total finalize other rest sync wait step main loop"
)
_OF_FILES: Final = frozenset({"io", "i/o", "input", "output"})
_SET: Final = word_set("solver setup preconditioner input")
"""What was chosen, where no other phase stands beside it: ``Solver``, ``Setup``."""
_LIBRARY: Final = "mpi"
_LEAST: Final = 2


def as_phases(headings: list[Heading]) -> list[Heading]:
    """Return the headings of one table, those that name phases read as times.

    They state no unit, or seconds of which nothing says that less are better: ``compute (s)``.

    Two have to stand beside each other, one of which only a program that computes has: ``read``
    and ``write`` may be rates.
    """
    named = {place: word for place, each in enumerate(headings) if (word := _phase(each))}
    is_chosen = {*named.values()} <= _SET
    # What was set stands to the left of what took time.
    behind = [place for place in _within_mpi(headings) if place > min(named, default=place)]
    named |= dict.fromkeys(behind, _LIBRARY)
    if len(named) < _LEAST or PHASES_OF_SOLVERS.isdisjoint(named.values()) or is_chosen:
        return headings
    return [
        _timed(heading, named[place])
        if place in named and not (heading.unit and heading.better)
        else heading
        for place, heading in enumerate(headings)
    ]


def _within_mpi(headings: Sequence[Heading]) -> Iterator[int]:
    """Yield where ``mpi`` may be the time within the library: another column counts, none threads.

    Alone it is how many processes of MPI there were.
    """
    counted = [
        each.name for each in headings if each.name in COUNTED and _word(each.text) != _LIBRARY
    ]
    if counted and "threads" not in counted:
        yield from (
            place
            for place, each in enumerate(headings)
            if each.text.lower() == _LIBRARY and not each.role
        )


def names_a_phase(text: str) -> bool:
    """Whether ``text`` is one word of what only a program that computes has, or of its files."""
    return _word(text) in PHASES_OF_SOLVERS | _OF_FILES


def _word(text: str) -> str:
    said = words(text)
    if said[:1] == ("t",):
        said = said[1:]
    return "io" if said in (("i", "o"), ("i/o",)) else said[0] if len(said) == 1 else ""


def _phase(heading: Heading) -> str | None:
    word = _word(heading.name if heading.unit else heading.text)
    if heading.unit not in (None, "s") or heading.kind not in (
        "unknown",
        "parameter",
        "metric",
        "remark",
    ):
        return None
    return word if word in PHASES_OF_SOLVERS | _OTHERS else None


def _timed(heading: Heading, word: str) -> Heading:
    name = TIMED.get(word) or f"{snake_case(SYNONYMS.get(word, word))}_time"
    return heading._replace(kind="metric", name=name, better="lower", otherwise=None)
