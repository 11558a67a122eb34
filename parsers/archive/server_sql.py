"""Conditions -> SQL of PostgreSQL, as far as these mean the same there.

What may differ is not sent: functions, arithmetic (3 / 2 is 1.5 in Polars and 1 in PostgreSQL),
regular expressions, case-insensitive patterns, backslashes. Text is compared byte by byte, as
Polars does, whatever the collation of the database is. Names and values are written anew, so that
nothing of the text itself gets there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final

from parsers.archive.asked import CHOOSING
from parsers.archive.server_years import among, between, compared

YEAR: Final = "year"
_TIME: Final = "started"
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>[0-9]+)(?![\w.])|\"(?P<quoted>\w+)\""
    r"|(?P<word>[A-Za-z_]\w*)|(?P<sign><>|!=|<=|>=|[=<>(),]))"
)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMESTAMP: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_COMPARISONS: Final = ("=", "<>", "!=", "<", "<=", ">", ">=")
_MOST_DEEP: Final = 30
_MOST_DIGITS: Final = 9


_Part = Callable[[], str]


class _Other(Exception):
    """What may mean something else to PostgreSQL."""


def in_postgres(condition: str) -> str | None:
    """Return a condition as PostgreSQL reads it, ``None`` where it may mean something else there.

    Names of columns compared with values of their type by ``= <> < <= > >=``, ``IN``, ``BETWEEN``,
    ``LIKE`` and ``IS NULL``, joined by ``AND``, ``OR`` and ``NOT``, with brackets.
    """
    try:
        return _Translation(condition).whole()
    except _Other:
        return None


def quoted(text: str) -> str:
    """Return a text as a value in SQL. Raises ``ValueError`` for one that no text there can be."""
    if "\0" in text or "\\" in text:
        raise ValueError(text)
    return "'" + text.replace("'", "''") + "'"


def one_of(column: str, values: Collection[str]) -> str:
    """Return that a text column has one of ``values``."""
    listed = ", ".join(quoted(each) for each in sorted(values))
    return f"{column} IN ({listed})" if values else "FALSE"


class _Translation:
    """Reads a condition from left to right."""

    def __init__(self, condition: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at, end = 0, len(condition.rstrip())
        while at < end:
            found = _TOKEN.match(condition, at)
            if found is None or found.lastgroup is None:
                raise _Other
            kind = found.lastgroup
            self._tokens.append((kind, found[kind]))
            at = found.end()
        self._at = self._depth = 0

    def whole(self) -> str:
        """Return the whole condition."""
        said = self._joined_by("or", lambda: self._joined_by("and", self._one))
        if self._at != len(self._tokens):
            raise _Other
        return said

    def _joined_by(self, word: str, part: _Part) -> str:
        said = [part()]
        while self._takes(word):
            said.append(part())
        return said[0] if len(said) == 1 else f"({f' {word.upper()} '.join(said)})"

    def _one(self) -> str:
        if self._takes("not"):
            return f"(NOT {self._one()})"
        if self._takes("("):
            self._depth += 1
            if self._depth > _MOST_DEEP:
                raise _Other
            said = self._joined_by("or", lambda: self._joined_by("and", self._one))
            self._must_take(")")
            return said
        return self._comparison()

    def _comparison(self) -> str:
        name = self._column()
        column = _spelt(name)
        if self._takes("is"):
            no = "NOT " if self._takes("not") else ""
            self._must_take("null")
            return f"({column} IS {no}NULL)"
        among = self._year_among if name == YEAR else self._among
        if self._takes("not"):
            return f"(NOT {among(name)})"
        if self._peek()[0] != "sign":
            return among(name)
        sign = self._next("sign")
        if sign not in _COMPARISONS:
            raise _Other
        value = self._value(name)
        return compared(sign, int(value)) if name == YEAR else f"({column} {sign} {value})"

    def _among(self, name: str) -> str:
        """What follows a column, or its ``NOT``: one of some values, between two, or alike."""
        column = _spelt(name)
        if self._takes("in"):
            return f"({column} IN ({', '.join(self._listed(name))}))"
        if self._takes("between"):
            low, high = self._two(name)
            return f"({column} BETWEEN {low} AND {high})"
        if name == _TIME or not self._takes("like"):
            raise _Other
        return f"({column} LIKE {self._value(name)})"

    def _year_among(self, name: str) -> str:
        if self._takes("in"):
            return among([int(year) for year in self._listed(name)])
        self._must_take("between")
        first, last = self._two(name)
        return between(int(first), int(last))

    def _listed(self, name: str) -> list[str]:
        self._must_take("(")
        values = [self._value(name)]
        while self._takes(","):
            values.append(self._value(name))
        self._must_take(")")
        return values

    def _two(self, name: str) -> tuple[str, str]:
        low = self._value(name)
        self._must_take("and")
        return low, self._value(name)

    def _column(self) -> str:
        kind, name = self._peek()
        if kind not in ("word", "quoted") or name not in (*CHOOSING, YEAR):
            raise _Other
        self._at += 1
        return name

    def _value(self, name: str) -> str:
        if name == YEAR:
            number = self._next("number")
            if len(number) > _MOST_DIGITS:
                raise _Other
            return number
        if name != _TIME:
            return self._text()
        for word, shape in (("date", _DATE), ("timestamp", _TIMESTAMP)):
            if self._takes(word):
                text = self._text()
                if not shape.fullmatch(text[1:-1]):
                    raise _Other
                return f"{word.upper()} {text}"
        raise _Other

    def _text(self) -> str:
        try:
            return quoted(self._next("text")[1:-1].replace("''", "'"))
        except ValueError:
            raise _Other from None

    def _peek(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise _Other
        return self._tokens[self._at]

    def _next(self, kind: str) -> str:
        found, said = self._peek()
        if found != kind:
            raise _Other
        self._at += 1
        return said

    def _takes(self, word: str) -> bool:
        if self._at < len(self._tokens):
            kind, said = self._tokens[self._at]
            if kind in ("word", "sign") and said.lower() == word:
                self._at += 1
                return True
        return False

    def _must_take(self, word: str) -> None:
        if not self._takes(word):
            raise _Other


def _spelt(name: str) -> str:
    return _TIME if name in (_TIME, YEAR) else f'{name} COLLATE "C"'
