"""The patterns of programs: regular expressions with words for what they hold.

* A blank stands for any number of blanks and tabs, at least one.
* ``^`` is the beginning of a line, or where its text begins: outputs are quoted indented.
* ``{ranks}`` is a number, and a fact of the run.
* ``{bandwidth:MB/s}`` is a number measured in that unit.
* ``{software=word}`` is a text without blanks, ``{case=text}`` one to the end of its line or to
  what follows it in the pattern. Both are facts.
* ``{runtime=duration}`` is a time with units or colons (``1m23.4s``, ``0:02:11``), in seconds.
* ``{_}`` is a number, and ``{_=word}`` a text, that says nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from parsers.grammar.durations import parse_duration
from parsers.programs.measurements import Measurement, weight_of_last_digit

_NUMBER: Final = (
    r"[-+]?(?:\d[\d,]*(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?"
    r"|(?i:nan|inf(?:inity)?)(?!\w))"
)
"""Digits have one place in it: where two parts could share them, a row of long ones that does not
match would be tried in as many ways as the lengths multiplied."""
_TEXTS: Final = {"word": r"\S+", "text": r"\S(?:[^\n]*?\S)??"}
_DURATION: Final = r"(?:\d+-)?\d+(?::\d+)+(?:\.\d*)?|(?:\d+(?:\.\d*)?[dhms][ \t]*)+(?<=[dhms])"
_BLANK: Final = r"[ \t]"
_PLACE: Final = re.compile(
    r"\{(?P<name>[A-Za-z_]\w*)(?:=(?P<text>word|text|duration)|:(?P<unit>[^}]+))?\}"
)


class Template:
    """A pattern of the kind above, compiled when it is first used."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names: list[str] = []
        self._units: dict[str, str] = {}
        self._numbers: set[str] = set()
        self._durations: set[str] = set()

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        parts: list[str] = []
        end = 0
        for place in _PLACE.finditer(self._text):
            parts += [_spread(self._text[end : place.start()]), self._group(place)]
            end = place.end()
        parts.append(_spread(self._text[end:]))
        return re.compile("".join(parts), re.MULTILINE)

    def _group(self, place: re.Match[str]) -> str:
        name, unit = place["name"], place["unit"]
        inside = _TEXTS.get(place["text"], _DURATION) if place["text"] else _NUMBER
        if name == "_":
            return f"(?:{inside})"
        if unit:
            self._units[name] = unit
        elif place["text"] == "duration":
            self._durations.add(name)
        elif not place["text"]:
            self._numbers.add(name)
        return f"(?P<{name}>{inside})"

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[TemplateMatch]:
        """Yield what matches in ``text``, from the left."""
        for match in self._compiled.finditer(text, start, len(text) if end is None else end):
            facts: dict[str, object] = {}
            measured: list[Measurement] = []
            for name, found in match.groupdict().items():
                if found is None:
                    continue
                if name in self._units:
                    value, digit = number(found), weight_of_last_digit(found)
                    measured.append(Measurement(name, value, self._units[name], digit=digit))
                elif name in self._durations:
                    measured.append(Measurement(name, parse_duration(found), "s"))
                else:
                    facts[name] = whole_number(found) if name in self._numbers else found
            yield TemplateMatch(match.start(), match.end(), facts, measured)


class TemplateMatch(NamedTuple):
    """Where a pattern matched, and what it held."""

    start: int
    end: int
    facts: dict[str, object]
    measured: list[Measurement]


def number(text: str) -> float:
    """Return the number that a pattern found; commas part thousands.

    NaN, which measures nothing, where it found no number, as two points in one.
    """
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return math.nan


def number_or_none(text: str) -> float | None:
    """Return the number that all of ``text`` is, None where it is none."""
    return number(text) if re.fullmatch(_NUMBER, text) else None


def whole_number(text: str) -> int | float:
    """Return an integer where the number found is one that fits a record."""
    value = number(text)
    return int(value) if value.is_integer() and abs(value) < 2**63 else value


def _spread(text: str) -> str:
    """A blank as a class of blanks; it stands for many unless its number is given behind it.

    So it is behind ``^``, where no blank is written.
    """
    indented = re.sub(r"(?<!\[)\^(?! )", "^ *", text)
    return re.sub(r" +(?=([*+?])?)", lambda blanks: _BLANK if blanks[1] else f"{_BLANK}+", indented)
