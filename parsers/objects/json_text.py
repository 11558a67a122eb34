"""JSON text -> values: one document, several in a row, or what is left of one cut off."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from parsers.reader import ReadError

NO_RUN: Final = "JSON without an object that looks like a run"
_MOST_DIGITS: Final = 18
_TOKEN: Final = r'"(?:[^"\\]|\\.)*"|[\[\]{}]'
_CLOSING: Final = {"{": "}", "[": "]"}
_BLANKS: Final = " \t\r\n,\x1e"
"""What stands between documents; record separators come from programs that stream."""


def parse(text: str) -> object:
    """Return the value that ``text`` spells. Raises ``ReadError`` where it is nested too deeply.

    Raises ``json.JSONDecodeError`` where it is no JSON.
    """
    try:
        return json.loads(text, parse_int=_integer)
    except RecursionError:
        raise ReadError("JSON nested too deeply") from None


def parse_several(text: str) -> list[object] | None:
    """Return the objects that stand one after another in ``text``; ``None`` for anything else."""
    decoder = json.JSONDecoder(parse_int=_integer)
    found: list[object] = []
    place = len(text) - len(text.lstrip(_BLANKS))
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return None
        if not isinstance(value, dict):
            return None
        found.append(value)
        while place < len(text) and text[place] in _BLANKS:
            place += 1
    return found if len(found) > 1 else None


def parse_cut_off(text: str) -> tuple[object, int] | None:
    """Return the value without what is not whole at its end, and the line where that begins.

    ``None`` where no member of an array is whole: a job was killed before it wrote one.
    """
    open_now: list[str] = []
    whole: tuple[int, str] | None = None
    for token in re.finditer(_TOKEN, text):
        mark = token[0]
        if mark in _CLOSING:
            open_now.append(mark)
        elif mark in ("}", "]"):
            if not open_now or _CLOSING[open_now.pop()] != mark:
                return None
            if not open_now:
                # What follows a whole document is none of its.
                whole = None
            elif open_now[-1] == "[":
                closing = "".join(_CLOSING[left] for left in reversed(open_now))
                whole = token.end(), closing
    if whole is None or not open_now:
        return None
    end, closing = whole
    try:
        return parse(text[:end] + closing), text.count("\n", 0, end) + 1
    except (json.JSONDecodeError, ReadError):
        return None


def is_cut_off(text: str) -> bool:
    """Return whether a JSON text is without fault as far as it goes, but has no end."""
    try:
        parse(text)
    except ReadError:
        return False
    except json.JSONDecodeError as error:
        return not text[error.pos :].strip() or error.msg.startswith("Unterminated string")
    return False


def parse_line(line: str) -> dict[str, Any] | None:
    """Return the object on one line; ``None`` for anything else."""
    try:
        found = json.loads(line, parse_int=_integer)
    except (json.JSONDecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def as_list(value: object) -> list[Any]:
    """Return a value that is a list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def _integer(digits: str) -> int | float:
    """An integer, as a float where it has more digits than any that Polars holds."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)
