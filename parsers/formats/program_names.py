"""The names of programs before what they print: ``[jacobi] ...``, ``jacobi: Elapsed 12.3 s``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from parsers.grammar.beside_counts import TIMES
from parsers.grammar.patterns import Pattern
from parsers.grammar.phase_words import PHASES_OF_SOLVERS
from parsers.grammar.printed_line import without_stamp
from parsers.grammar.words import words
from parsers.headings.read_heading import read_heading

_PROGRAM = Pattern(
    r"\s*(?:\[(?P<within>(?![A-Z]{4,8}\])[A-Za-z][A-Za-z_.-]{0,20})\]\s+"
    r"|(?!(?:DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|RESULTS?|LOG)\b)"
    r"(?P<name>(?:\./)?[A-Za-z](?:[\w./+-]{0,30}[A-Za-z_])?(?: [A-Za-z][A-Za-z_.-]{0,20})?"
    r"|v\d[\d.]*)"
    r"(?:\s*:|\s+[-|]|\s*-?>)\s+(?=[A-Za-z]))(?P<rest>.*\d.*)"
)
"""No level of a logger, and no host or rank, which a number ends."""
_DIGITS = Pattern(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_NO_PROGRAMS: Final = TIMES | {"total", "overall", "summary", "final"}


def program_before(line: str) -> tuple[str, str] | None:
    """Return the name of what prints a line, and what it prints, or nothing.

    A phase (``solve: ...``) is a part of a program.
    """
    found = _named(line)
    is_phase = found is not None and PHASES_OF_SOLVERS.issuperset(words(found[0]))
    return None if is_phase else found


def _named(line: str) -> tuple[str, str] | None:
    found = _PROGRAM.fullmatch(line) or _PROGRAM.fullmatch(without_stamp(line))
    if found is None:
        return None
    name = found["within"] or found["name"]
    if found["within"] is None and (
        not _NO_PROGRAMS.isdisjoint(words(name)) or read_heading(name).kind != "unknown"
    ):
        return None
    return name, found["rest"]


def programs_apart(lines: Sequence[str]) -> Mapping[int, tuple[str, str]]:
    """Return the names before lines, by their numbers from 1, where these are of several programs.

    Each prints the same, but for the numbers in it.
    """
    found = {
        number: named
        for number, line in enumerate(lines, start=1)
        if (named := _named(line)) is not None
    }
    said: dict[str, set[str]] = {}
    for name, rest in found.values():
        said.setdefault(name, set()).add(_DIGITS.sub("0", rest))
    common = set.intersection(*said.values()) if len(said) > 1 else set()
    are_phases = all(PHASES_OF_SOLVERS.issuperset(words(name)) for name in said)
    return found if common and not are_phases else {}
