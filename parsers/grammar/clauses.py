"""A line of counts, settings and results: ``np=4  real 1m40.2s``, ``2 nodes (96 cores): 51 s``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from parsers.grammar.beside_counts import JOINING, TIMES, counts_of, heading_beside, heading_of_unit
from parsers.grammar.durations import parse_duration
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import words

_MARKS = Pattern(r"(?:[\s,;|:=()\[\]–—→.*]|-+>?(?=\s)|=>)*")
_SETTING = Pattern(
    r"(?P<name>[A-Za-z_][\w.]{0,30})\s?=\s?(?P<cell>\d[\d.]*|[A-Za-z][\w.+-]*)"
    r"(?![\w/%×.]|:\d)(?!\s?=)"
)
_JOB = Pattern(r"(?i)(?:slurm[ _])?(?P<name>job)(?:[ _]?id)?\s?[#:=]?\s?(?P<cell>\d{1,9})(?![\w.])")
_OPTION = Pattern(
    r"(?i)-{0,2}(?P<name>np|nt|nprocs?|ntasks|nthreads|nnodes|ngpus|threads|procs|ranks|nodes|gpus|cores)"
    r"(?:[ _]|\s?:\s?)?(?P<cell>\d{1,7})(?![\w.])"
)
_COUNT = Pattern(r"(?P<count>\d{1,7}[ -]?(?:(?:MPI|OpenMP|OMP|CPU)[ -])?[^\W\d_]+)(?![\w/])")
_LAYOUT = Pattern(r"(?i)(?P<count>\d{1,6}\s?nodes?\s?[x×]\s?\d{1,6}\s?[a-z]+)(?![\w/])")
_SPAN = Pattern(
    r"(?P<time>(?:\d+\s?h\s?)?\d+\s?m(?:in)?\s?\d+(?:\.\d+)?\s?s(?:ec)?"
    r"|\d+\s?h\s?\d+\s?m(?:in)?|\d+:\d\d(?::\d\d)?(?:\.\d+)?)(?![\w:])"
)
_QUANTITY = Pattern(
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?(?:\s?[kKMG](?=\s))?)\s*"
    r"(?P<unit>[A-Za-zµ%×][\w/%*^-]*)(?!\w)"
)
_UNIT = Pattern(r"\s?(?P<unit>[A-Za-zµ%][\w/%*^-]*)(?!\s?=)")
_WORD = Pattern(r"[A-Za-z][\w/-]*")
_MOST_WORDS: Final = 6
_RATES: Final = ("/s", "/sec")
_WORKED_OUT: Final = ("x", "X", "×", "%")
"""Behind numbers that others say of the results, which are worked out here."""


class _Clause(NamedTuple):
    """What a piece of a line says, up to its ``end``: cells, a result, or a word."""

    end: int
    cells: Mapping[str, str] = {}
    number: str = ""
    unit: str = ""
    word: str = ""


def read_clauses(line: str) -> dict[str, str] | None:
    """Return heading -> cell of a line that is counts, settings and results, and nothing else.

    ``None`` for any other line; a result without a count has to be named as a time, or to stand
    beside a rate.
    """
    cells: dict[str, str] = {}
    said: list[str] = []
    results = 0
    is_named = is_rated = False
    place = _behind_marks(line, 0)
    while place < len(line):
        clause = _next(line, place)
        if clause is None or len(said) > _MOST_WORDS:
            return None
        found = dict(clause.cells)
        if clause.word:
            said.append(clause.word)
        if clause.number:
            heading = _heading(said, clause.unit)
            if heading is None:
                return None
            if heading:
                found[heading] = clause.number
                results += 1
                is_named |= not TIMES.isdisjoint(words(" ".join(said)))
                is_rated |= clause.unit.lower().endswith(_RATES)
            said = []
        if not cells.keys().isdisjoint(found):
            return None
        cells |= found
        place = _behind_marks(line, clause.end)
    left = [word for word in said if word.lower() not in JOINING]
    if left and read_outcome(" ".join(left)) is None:
        return None
    is_result = is_named or len(cells) > results or (is_rated and results > 1)
    return cells if results and is_result else None


def _next(line: str, place: int) -> _Clause | None:
    readings: tuple[Callable[[str, int], _Clause | None], ...]
    readings = (_setting, _count, _span, _quantity, _word)
    return next((clause for read in readings if (clause := read(line, place))), None)


def _behind_marks(line: str, place: int) -> int:
    marks = _MARKS.match(line, place)
    return marks.end() if marks else place


def _setting(line: str, place: int) -> _Clause | None:
    patterns = (_SETTING, _OPTION, _JOB)
    found = next((match for each in patterns if (match := each.match(line, place))), None)
    behind = found and _UNIT.match(line, found.end())
    if not found or (behind and found["cell"][0].isdigit() and heading_of_unit(behind["unit"])):
        # `time=12 s` is a result.
        return None
    return _Clause(found.end(), {found["name"]: found["cell"]})


def _count(line: str, place: int) -> _Clause | None:
    found = _LAYOUT.match(line, place) or _COUNT.match(line, place)
    counts = found and counts_of(found["count"])
    return _Clause(found.end(), counts) if found and counts else None


def _span(line: str, place: int) -> _Clause | None:
    found = _SPAN.match(line, place)
    seconds = found and parse_duration(found["time"])
    return _Clause(found.end(), number=f"{seconds:.10g}", unit="s") if found and seconds else None


def _quantity(line: str, place: int) -> _Clause | None:
    found = _QUANTITY.match(line, place)
    if found is None:
        return None
    unit = found["unit"].rstrip("-")
    if unit == "m" and not line[found.end() :].strip():
        # Of a program that takes hours or seconds otherwise; millions have a word behind them.
        unit = "min"
    return _Clause(found.end(), number=found["number"], unit=unit)


def _word(line: str, place: int) -> _Clause | None:
    found = _WORD.match(line, place)
    return found and _Clause(found.end(), word=found[0])


def _heading(said: list[str], unit: str) -> str | None:
    """The heading of a number behind words; empty where it only says how others compare."""
    if unit in _WORKED_OUT:
        return ""
    return heading_beside("", " ".join(word for word in said if word.lower() != "real"), unit)
