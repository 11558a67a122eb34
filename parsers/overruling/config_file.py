"""A configuration file, ``runcmp.toml``: what it overrules, or where it is mistaken."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from parsers.clean import clean
from parsers.contents.pipes import read_pipe
from parsers.contents.plain_bytes import mode_of
from parsers.objects.toml_text import parse_toml
from parsers.overruling.checked_values import checked
from parsers.overruling.override import Layer, Override, OverruleError, Said, What
from parsers.overruling.toml_places import Place, place_of, places_of_keys

MOST_BYTES: Final = 256 * 1024
_WAYS_OUT: Final = {
    Layer.SYSTEM: "mend it, or move it away",
    Layer.USER: "mend it, or move it away",
    Layer.FOLDER: "mend it, or read without it: --config /dev/null",
    Layer.NAMED: "mend it, or name another file",
}
_TABLES: Final[dict[str, What]] = {
    "columns": "column",
    "units": "unit",
    "directions": "direction",
    "limits": "limit",
}
_SINGLE: Final[dict[str, What]] = {
    "metric": "metric",
    "baseline": "baseline",
    "series": "series",
    "names": "names",
}
_FOR_ALL: Final = ("limits", "metric", "baseline", "files")
"""What cannot be said of one file."""
_AT: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_config(path: Path, layer: Layer) -> list[Override]:
    """Return what the file at ``path`` overrules.

    Raises ``OverruleError`` where it cannot be read, or says anything that is not understood.
    """
    called = clean(str(path))
    try:
        content = _content(path)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OverruleError(f"{called}: cannot be read: {why}; {_WAYS_OUT[layer]}") from None
    if len(content) > MOST_BYTES:
        raise OverruleError(f"{called}: longer than any configuration; {_WAYS_OUT[layer]}")
    return _Config(called, layer, content).overrides()


def _content(path: Path) -> bytes:
    """The bytes of a file, and of one that is too long, more than it may have."""
    if stat.S_ISFIFO(mode_of(str(path))):
        return read_pipe(path, lambda stream: stream.read(MOST_BYTES + 1))
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


class _Config:
    """The text of a configuration file, and how to say where something stands in it."""

    def __init__(self, name: str, layer: Layer, content: bytes) -> None:
        self._name = name
        self._layer = layer
        try:
            self._text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise self._mistake(Place(line, 1), "not UTF-8 text; save it as UTF-8") from None
        self._places = places_of_keys(self._text)

    def overrides(self) -> list[Override]:
        """Return all that the file says, for all files first."""
        content = self._parsed()
        found = list(self._settings(content, (), None))
        files = self._table(content.get("files", {}), ("files",))
        for file, inside in files.items():
            path = ("files", file)
            found += self._settings(self._table(inside, path), path, clean(file))
        return found

    def _parsed(self) -> dict[str, Any]:
        try:
            return parse_toml(self._text)
        except tomllib.TOMLDecodeError as error:
            text = str(error)
            match = _AT.search(text)
            lines = self._text.splitlines() or [""]
            last = Place(len(lines), len(lines[-1]) + 1)
            if match is None:
                place = Place(1, 1)
            else:
                place = Place(int(match[1]), int(match[2])) if match[1] else last
            raise self._mistake(place, f"not TOML: {_AT.sub('', text).lower()}") from None

    def _settings(
        self, content: dict[str, Any], path: tuple[str, ...], file: str | None
    ) -> Iterator[Override]:
        for key, value in content.items():
            at = (*path, key)
            if key == "files" and not path:
                continue
            if path and key in _FOR_ALL:
                raise self._mistake(self._place(at), f"'{key}' holds for all files, not for one")
            if key in _TABLES:
                for name, each in self._table(value, at).items():
                    yield self._override(_TABLES[key], name, each, (*at, name), file)
            elif key in _SINGLE:
                several = value if key == "names" and isinstance(value, list) else [value]
                for each in several:
                    yield self._override(_SINGLE[key], "", each, at, file)
            else:
                raise self._mistake(self._place(at), _unknown(key))

    def _override(
        self, what: What, name: str, value: object, path: tuple[str, ...], file: str | None
    ) -> Override:
        place = self._place(path)
        is_count = what == "baseline" and isinstance(value, int) and not isinstance(value, bool)
        if not isinstance(value, str) and not is_count:
            text = f"'{path[-1]}' needs a text in quotes behind the =, not {_kind(value)}"
            raise self._mistake(place, text)
        text = clean(str(value))
        try:
            meant = checked(what, text)
        except ValueError as error:
            raise self._mistake(place, f"'{text}' {error}") from None
        return Override(what, clean(name), meant, Said(self._layer, self._name, *place), file)

    def _table(self, value: object, path: tuple[str, ...]) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        text = f"'{path[-1]}' is a table: write [{'.'.join(path)}] and a line for each below it"
        raise self._mistake(self._place(path), text)

    def _place(self, path: tuple[str, ...]) -> Place:
        return place_of(path, self._places)

    def _mistake(self, place: Place, text: str) -> OverruleError:
        where = f"{self._name}:{place.line}:{place.column}"
        mark = "" if text.endswith("?") else ";"
        return OverruleError(f"{where}: {clean(text)}{mark} {_WAYS_OUT[self._layer]}")


def _unknown(key: str) -> str:
    known = (*_TABLES, *_SINGLE, "files")
    near = get_close_matches(key, known, n=1)
    meant = f"did you mean {near[0]}?" if near else f"there is {', '.join(known)}"
    return f"'{key}' is nothing that can be overruled; {meant}"


def _kind(value: object) -> str:
    kinds = {bool: "true or false", dict: "a table", list: "a list", int: "a number"}
    return kinds.get(type(value), "a number or date")
