"""Where in a TOML text a key stands, which Python's ``tomllib`` does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from parsers.objects.toml_text import parse_toml


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


def places_of_keys(text: str) -> dict[tuple[str, ...], Place]:
    """Return where each key is: that of a table where its header begins, others where they do.

    Keys are called by their whole path. What stands inside an inline table or a text of several
    lines is not looked for.
    """
    found: dict[tuple[str, ...], Place] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        place = Place(number, len(line) - len(line.lstrip()) + 1)
        if line.lstrip().startswith("["):
            if (path := _header(line)) is not None:
                table = path
                found.setdefault(table, place)
        elif (path := _key(line)) is not None:
            found.setdefault((*table, *path), place)
    return found


def place_of(path: Sequence[str], places: dict[tuple[str, ...], Place]) -> Place:
    """Return the place of ``path``, or of the nearest table that it is in."""
    for length in range(len(path), 0, -1):
        if (place := places.get(tuple(path[:length]))) is not None:
            return place
    return Place(1, 1)


def _header(line: str) -> tuple[str, ...] | None:
    return _path(line)


def _key(line: str) -> tuple[str, ...] | None:
    """Return the dotted key before the first equals sign that can follow one."""
    for at, letter in enumerate(line):
        if letter == "=" and (path := _path(f"{line[:at]}= 0")):
            return path
    return None


def _path(line: str) -> tuple[str, ...] | None:
    """Return the only key of a line of TOML, with those of the tables that it is in."""
    try:
        return tuple(_keys(parse_toml(line)))
    except tomllib.TOMLDecodeError:
        return None


def _keys(table: dict[str, Any]) -> Iterator[str]:
    inside: Any = table
    while isinstance(inside, dict) and inside:
        key, inside = next(iter(inside.items()))
        yield key
