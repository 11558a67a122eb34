"""The texts of short columns: what Polars finds in strings, by Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import polars as pl
from polars.series.string import StringNameSpace

_FLOAT: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NO_NUMBER: Final = re.compile(r"(?i)[+-]?(?:inf|infinity|nan)")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_END: Final = re.compile(r"(?<!\\)\$(?![^\[]*\])")
_NAMED: Final = re.compile(r"\(\?<(?=[a-z])")
_GROUP: Final = re.compile(r"\$(\d)")


def as_float(text: str) -> float | None:
    """Return the number that ``text`` spells and nothing else, as Polars casts it."""
    return float(text) if _FLOAT.fullmatch(text) or _NO_NUMBER.fullmatch(text) else None


def as_int(text: str) -> int | None:
    """Return the whole number that ``text`` spells and nothing else, as Polars casts it."""
    return int(text) if _INTEGER.fullmatch(text) else None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of Polars; its ``$`` is the end of the text, even before a line feed."""
    return re.compile(_END.sub(r"\\Z", _NAMED.sub("(?P<", pattern)))


class ShortTexts:
    """The ``str`` of a short column. What is not here is asked of Polars."""

    def __init__(self, column: pl.Series, each: Callable[..., pl.Series]) -> None:
        self._column, self._each = column, each

    def __getattr__(self, name: str) -> Any:
        return getattr(StringNameSpace(self._column), name)

    def contains(self, pattern: str, *, literal: bool = False) -> pl.Series:
        """Whether there is a match in each text."""
        if literal:
            return self._each(lambda text: pattern in text, pl.Boolean())
        search = _compiled(pattern).search
        return self._each(lambda text: search(text) is not None, pl.Boolean())

    def extract(self, pattern: str, group: int = 1) -> pl.Series:
        """What the group of the first match has in it."""
        search = _compiled(pattern).search
        return self._each(lambda text: (found := search(text)) and found[group], pl.String())

    def replace(self, pattern: str, value: str, *, literal: bool = False) -> pl.Series:
        """Replace the first match."""
        return self._replaced(pattern, value, literal=literal, count=1)

    def replace_all(self, pattern: str, value: str, *, literal: bool = False) -> pl.Series:
        """Replace all matches."""
        return self._replaced(pattern, value, literal=literal, count=0)

    def _replaced(self, pattern: str, value: str, *, literal: bool, count: int) -> pl.Series:
        if literal:
            return self._each(lambda text: text.replace(pattern, value, count or -1), pl.String())
        by = _GROUP.sub(r"\\\1", value)
        substitute = _compiled(pattern).sub
        return self._each(lambda text: substitute(by, text, count), pl.String())

    def count_matches(self, pattern: str) -> pl.Series:
        """How many matches there are in each text."""
        find = _compiled(pattern).findall
        return self._each(lambda text: len(find(text)), pl.UInt32())

    def strip_chars(self) -> pl.Series:
        """Leave out the blanks around."""
        return self._each(str.strip, pl.String())

    def to_lowercase(self) -> pl.Series:
        """In lower case."""
        return self._each(str.lower, pl.String())

    def len_chars(self) -> pl.Series:
        """The number of characters."""
        return self._each(len, pl.UInt32())
