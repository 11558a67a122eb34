"""Names of files that tell of a run again: those of its ranks, and copies made before a change."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern

_RANK = Pattern(
    r"(?i)(?<![a-z])(?:mpi[ ._-]?)?(?:rank|pe|proc|process)[ ._=-]?(?P<number>\d{1,6})(?!\d|x\d)"
)
_LAST_NUMBER = Pattern(r"(?P<number>\d{1,6})(?=\D*\Z)")
_BEHIND: Final = ("~", ".bak", ".orig", ".old", ".backup")
_NUMBERED = Pattern(r"#(?P<name>.+?)(?:\.\d+)?#")
"""``#md.log.1#``, as GROMACS keeps what it would overwrite, and Emacs what was not saved."""
_COPY = Pattern(r"(?i)copy of (?P<name>.+)|(?P<stem>.+?)(?: -)? copy(?P<ending>\.[^.]+)?")
_OF_COPIES = Pattern(
    r"(?i)(?:.*[^a-z0-9])?"
    r"(?:backups?|bak|old|cop(?:y|ies)|orig(?:inal)?s?|archived?|saved?|prev(?:ious)?)"
    r"(?:[^a-z].*)?"
)
"""A folder that is called so may hold copies of files elsewhere, or what was run before."""


class RankName(NamedTuple):
    """The number of a rank in the path of a file, and the path with ``*`` for it."""

    template: str
    number: int


def rank_named(path: str) -> RankName | None:
    """Return the rank that a path names in words: ``n4/rank_0.log``, ``rank.3/stdout``."""
    return next((_numbered(path, found) for found in reversed([*_RANK.finditer(path)])), None)


def last_number(name: str) -> RankName | None:
    """Return the last number of the name of a file, which may be that of a rank: ``out.3.log``."""
    found = _LAST_NUMBER.search(name)
    return _numbered(name, found) if found else None


def _numbered(text: str, found: re.Match[str]) -> RankName:
    begin, end = found.span("number")
    return RankName(f"{text[:begin]}*{text[end:]}", int(found["number"]))


def without_first_rank(piece: str) -> str:
    """Return a part of a path without ``rank_0``, which counts nothing."""
    found = _RANK.search(piece)
    is_first = found is not None and not int(found["number"])
    return piece[: found.start()] + piece[found.end() :] if found and is_first else piece


def is_of_copies(folder: str) -> bool:
    """Return whether a folder is called one of copies: ``backup``, ``results_old``."""
    return bool(_OF_COPIES.fullmatch(folder))


def original_of(name: str) -> str | None:
    """Return the name of the file of which ``name`` is called a copy, or ``None``."""
    for ending in _BEHIND:
        if name.endswith(ending):
            return name.removesuffix(ending)
    if found := _NUMBERED.fullmatch(name):
        return found["name"]
    if found := _COPY.fullmatch(name):
        return found["name"] or found["stem"] + (found["ending"] or "")
    return None
