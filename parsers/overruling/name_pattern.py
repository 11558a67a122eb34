"""Patterns for names: ``run_{nodes}nodes.csv`` says what stands where in the names of files."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from parsers.grammar.words import snake_case
from parsers.run_records.records import SCALE

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_TEXTS: Final = ("benchmark", "case", "software", "system", "device")
EXAMPLE: Final = "run_{nodes}nodes.csv"


def fields_of(pattern: str) -> list[str]:
    """Return the names in braces. Raises ``ValueError`` where the pattern cannot be one."""
    names = _FIELD.findall(pattern)
    if not names or {"{", "}"} & set(_FIELD.sub("", pattern)):
        raise ValueError(f"put what varies into braces, as in {EXAMPLE}")
    for name in names:
        if name != snake_case(name) or not name.isidentifier():
            raise ValueError(f"'{{{name}}}' is not a name of letters, digits and _")
        if names.count(name) > 1:
            raise ValueError(f"'{{{name}}}' stands twice")
    return names


def read_path(pattern: str, path: str) -> dict[str, str | int] | None:
    """Return what ``path`` has in the places of the pattern's names; ``None`` if it differs.

    Counts match digits alone, ``*`` anything within a name. A pattern without a slash is held
    against the file's name, with one against as many of the last folders. The ending may be left
    out.
    """
    parts = PurePath(path).parts[-(pattern.count("/") + 1) :]
    end = "" if PurePath(pattern).suffix else r"(?:\.[^/]*)?"
    match = re.fullmatch(_expression(pattern) + end, "/".join(parts))
    if match is None:
        return None
    return {name: _value(name, text) for name, text in match.groupdict().items()}


def _expression(pattern: str) -> str:
    found = []
    for place, piece in enumerate(_FIELD.split(pattern)):
        if place % 2:
            of = r"\d{1,9}" if piece in (*SCALE, "size", "batch") else r"[^/]+?"
            found.append(f"(?P<{piece}>{of})")
        else:
            found.append(r"[^/]*".join(map(re.escape, piece.split("*"))))
    return "".join(found)


def _value(name: str, text: str) -> str | int:
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if is_number and name not in _TEXTS else text
