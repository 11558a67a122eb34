"""Conditions, and what plain Python answers to each: true, false, or null where that is not known.

SQL's three values are easy to get wrong in another language's terms, so that two engines that agree
may still both be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import product
from typing import Any

Row = Mapping[str, Any]
Answer = Callable[[Row], bool | None]

NAMES = ("lumi", "Lumi", "a_b", "azb", "it's", "gemäß", "s%lve", "", None)
TIMES = (
    *("2024-12-31T23:59:59", "2025-01-01T00:00:00", "2025-06-15T12:30:00", "2026-01-01T00:00:00"),
    None,
)
ROWS: list[dict[str, Any]] = [
    {"system": system, "started": time and datetime.fromisoformat(time), "device": device}
    for system, time, device in product(NAMES, TIMES, ("A100", None))
]


def _of(name: str, is_met: Callable[[Any], bool]) -> Answer:
    return lambda row: None if row[name] is None else is_met(row[name])


def _not(one: Answer) -> Answer:
    return lambda row: None if (said := one(row)) is None else not said


def _and(*each: Answer) -> Answer:
    def answer(row: Row) -> bool | None:
        said = [one(row) for one in each]
        return False if False in said else None if None in said else True

    return answer


def _or(*each: Answer) -> Answer:
    return _not(_and(*map(_not, each)))


def _like(name: str, pattern: str) -> Answer:
    signs = {"%": ".*", "_": "."}
    regex = "".join(signs.get(letter, re.escape(letter)) for letter in pattern)
    return _of(name, lambda text: re.fullmatch(regex, text, re.DOTALL) is not None)


def _system(*names: str) -> Answer:
    return _of("system", lambda name: name in names)


def _year(is_met: Callable[[int], bool]) -> Answer:
    return _of("started", lambda time: is_met(time.year))


def _time(is_met: Callable[[datetime], bool]) -> Answer:
    return _of("started", is_met)


def _is_null(name: str) -> Answer:
    return lambda row: row[name] is None


_A100 = _of("device", lambda name: name == "A100")
_NEW, _NOON = datetime(2025, 1, 1), datetime(2025, 6, 15, 12, 30)
ANSWERS: dict[str, Answer] = {
    "system = 'lumi'": _system("lumi"),
    "system <> 'lumi'": _not(_system("lumi")),
    "system != 'lumi'": _not(_system("lumi")),
    "not system = 'lumi'": _not(_system("lumi")),
    "not not system = 'lumi'": _system("lumi"),
    "\"system\" = 'lumi'": _system("lumi"),
    "system = 'it''s'": _system("it's"),
    "system = ''": _system(""),
    "system is null": _is_null("system"),
    "system is not null": _not(_is_null("system")),
    "not system is null": _not(_is_null("system")),
    "system in ('lumi', 'a_b')": _system("lumi", "a_b"),
    "system not in ('lumi', 'a_b')": _not(_system("lumi", "a_b")),
    "system like 'a_b'": _like("system", "a_b"),
    "system like 's%'": _like("system", "s%"),
    "system like '%'": _like("system", "%"),
    "system like ''": _like("system", ""),
    "system like '%ß'": _like("system", "%ß"),
    "system like 'gem__'": _like("system", "gem__"),
    "system not like 'l%'": _not(_like("system", "l%")),
    "system > 'Lumi'": _of("system", lambda name: name > "Lumi"),
    "system < 'a'": _of("system", lambda name: name < "a"),
    "system >= 'gemäß'": _of("system", lambda name: name >= "gemäß"),
    "system <= 'gemäss'": _of("system", lambda name: name <= "gemäss"),
    "system between 'a' and 'h'": _of("system", lambda name: "a" <= name <= "h"),
    "system not between 'a' and 'h'": _of("system", lambda name: not "a" <= name <= "h"),
    "system = 'lumi' and device = 'A100'": _and(_system("lumi"), _A100),
    "system = 'lumi' or device = 'A100'": _or(_system("lumi"), _A100),
    "not (system = 'lumi' and device = 'A100')": _not(_and(_system("lumi"), _A100)),
    "not (system = 'lumi' or device = 'A100')": _not(_or(_system("lumi"), _A100)),
    "system = 'lumi' or system = 'azb' and device is null": _or(
        _system("lumi"), _and(_system("azb"), _is_null("device"))
    ),
    "(system = 'lumi' or system = 'azb') and device is null": _and(
        _system("lumi", "azb"), _is_null("device")
    ),
    "year = 2025": _year(lambda year: year == 2025),
    "year <> 2025": _year(lambda year: year != 2025),
    "year < 2025": _year(lambda year: year < 2025),
    "year <= 2025": _year(lambda year: year <= 2025),
    "year > 2025": _year(lambda year: year > 2025),
    "year >= 2025": _year(lambda year: year >= 2025),
    "year in (2024, 2026)": _year(lambda year: year in (2024, 2026)),
    "year not in (2024, 2026)": _year(lambda year: year not in (2024, 2026)),
    "year between 2025 and 2026": _year(lambda year: 2025 <= year <= 2026),
    "year is null": _is_null("started"),
    "not (year = 2025 or system = 'lumi')": _not(
        _or(_year(lambda year: year == 2025), _system("lumi"))
    ),
    "started is null or device is null": _or(_is_null("started"), _is_null("device")),
    "started >= date '2025-01-01'": _time(lambda time: time >= _NEW),
    "started < date '2025-01-01'": _time(lambda time: time < _NEW),
    "started <= date '2025-01-01'": _time(lambda time: time <= _NEW),
    "started = date '2025-01-01'": _time(lambda time: time == _NEW),
    "started = timestamp '2025-06-15 12:30:00'": _time(lambda time: time == _NOON),
    "started <> timestamp '2025-06-15 12:30'": _time(lambda time: time != _NOON),
    "started between date '2024-12-31' and date '2025-12-31'": _time(
        lambda time: datetime(2024, 12, 31) <= time <= datetime(2025, 12, 31)
    ),
    "started in (timestamp '2025-06-15 12:30:00', date '2025-01-01')": _time(
        lambda time: time in (_NOON, _NEW)
    ),
}
"""Each is one that is put on a server."""
