"""Tables of one document that would pass for repeats of each other get names that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.run_records.joined_records import concat
from parsers.run_records.records import FAILED
from parsers.short_columns.short_records import Records, to_frame
from parsers.tables.context import is_bracketed, names_a_repeat, without_time
from parsers.tables.table import Table
from parsers.together.summaries import NOT_IDENTITY

_LONGEST: Final = 80
"""Characters of a name; a longer text is prose."""
_NEAR: Final = 1.5
"""The factor within which repeats of one measurement lie."""
_MOST: Final = 0.75
"""The share of the values that are that near in repeats, outliers aside."""
_FAILED: Final = -1.0
"""Stands for the value of a run that failed."""
_PLACE: Final = "\0place"
_MARK = Pattern(r"^(?:[-*+•]|\d+[.)])\s+")
_ON = Pattern(rf"(?is).*\bon\s+(?:an?\s+|the\s+)?(.{{3,{_LONGEST}}}?)[.:]?\s*")
_KIND = Pattern(r"(?i)\b(weak|strong)(?:ly)?[ -]?scal")


class _Rows(NamedTuple):
    """What several tables say of one configuration: their places, and their values."""

    places: list[int]
    least: list[float]
    most: list[float]
    middle: list[float]
    digit: list[float | None]


def cases_apart(tables: Sequence[Table], records: Sequence[Records]) -> dict[int, str]:
    """Return the places of tables whose rows would be pooled, each with a ``case`` of its own.

    That is where tables state different values for one configuration. They are repeats only where
    the document says so (``run 1``, ``second attempt``), or where one output has the same headings
    again and again and the values agree. A table is named by the nearest text above that the others
    have not, or else by its line.
    """
    if sum(part.height > 0 for part in records) < 2:
        return {}
    shared = list(_shared(records))
    units = _Groups(len(tables))
    _join_said(tables, units)
    _join_loops(tables, shared, units)
    apart = _Groups(len(tables))
    for rows in shared:
        if not _agree(rows, units):
            apart.join({units.of(place) for place in rows.places})
    _part_kinds(tables, units, apart)
    named: dict[int, str] = {}
    for group in apart.several():
        texts = {unit: _texts(tables[unit]) for unit in group}
        names = _names(texts, tables)
        named |= {
            place: names[unit] for place in range(len(tables)) if (unit := units.of(place)) in names
        }
    return named


class _Groups:
    """Places that belong together."""

    def __init__(self, number: int) -> None:
        self._first = list(range(number))

    def of(self, place: int) -> int:
        """Return the first place of the group that ``place`` is in."""
        return self._first[place]

    def join(self, places: set[int]) -> None:
        """Make one group of those that ``places`` are in."""
        joined = {self._first[place] for place in places}
        if len(joined) > 1:
            least = min(joined)
            self._first = [least if first in joined else first for first in self._first]

    def several(self) -> list[list[int]]:
        """Return the groups of two or more."""
        groups: dict[int, list[int]] = {}
        for place, first in enumerate(self._first):
            groups.setdefault(first, []).append(place)
        return [group for group in groups.values() if len(group) > 1]


def _shared(parts: Sequence[Records]) -> Iterator[_Rows]:
    """Yield the configurations that several tables state a value of."""
    # Not each by itself: to make a frame takes longer than to read a table.
    records = to_frame(concat(parts))
    places = [place for place, part in enumerate(parts) for _ in range(part.height)]
    keys = [
        name
        for name, dtype in records.schema.items()
        if name not in NOT_IDENTITY
        and not dtype.is_nested()
        and records[name].count()
        and not _is_of_some(name, parts)
    ]
    digit = pl.col("value_digit") if "value_digit" in records.columns else pl.lit(None, pl.Float64)
    value = pl.col("value")
    found = (
        records.with_columns(pl.Series(_PLACE, places, dtype=pl.UInt32), digit.alias("value_digit"))
        .filter(pl.col("role") == "measured", value.is_not_null() | pl.col("status").is_in(FAILED))
        # A run that failed is another one than that which has a value.
        .with_columns(value.fill_null(_FAILED))
        .group_by([*keys, _PLACE], maintain_order=True)
        .agg(
            value.min().alias("\0least"),
            value.max().alias("\0most"),
            value.median().alias("\0middle"),
            pl.col("value_digit").max().alias("\0digit"),
        )
        .group_by(keys, maintain_order=True)
        .agg(_PLACE, "\0least", "\0most", "\0middle", "\0digit")
        .filter(pl.col(_PLACE).list.len() > 1)
    )
    for row in found.select(_PLACE, "\0least", "\0most", "\0middle", "\0digit").iter_rows():
        yield _Rows(*row)


def _is_of_some(name: str, parts: Sequence[Records]) -> bool:
    """Whether some tables say one thing in all their rows, of which others say nothing.

    What a table has in a column that is the same throughout makes its rows no others.
    """
    stated = [part[name].drop_nulls() for part in parts if part.height and name in part]
    said = [values for values in stated if len(values)]
    return len(said) < len(parts) and all(values.n_unique() == 1 for values in said)


def _join_said(tables: Sequence[Table], units: _Groups) -> None:
    """Join tables under the same texts but for those that call one or more of them a repeat.

    Below ``Run 2`` alone goes on what the table before was of: text without levels has its title
    above the first run only.
    """
    alike: dict[tuple[object, ...], set[int]] = {}
    said: set[int] = set()
    before: dict[tuple[str, ...], int] = {}
    for place, table in enumerate(tables):
        headings = tuple(table.headings)
        others = [without_time(text) for text in table.above if not names_a_repeat(text)]
        is_said = len(others) < len(table.above)
        if is_said and not others and headings in before:
            units.join({before[headings], place})
        else:
            alike.setdefault((headings, *others), set()).add(place)
        if is_said:
            said.add(place)
            before[headings] = place
    for places in alike.values():
        if places & said:
            units.join(places)


def _join_loops(tables: Sequence[Table], shared: Sequence[_Rows], units: _Groups) -> None:
    """Join what one output printed again and again, where its values agree or each is a row."""
    loops = _Groups(len(tables))
    for place, (_, after) in enumerate(pairwise(tables)):
        if after.again:
            loops.join({place, place + 1})
    for loop in loops.several():
        members = set(loop)
        single = all(tables[place].height == 1 for place in loop)
        near = [_near(rows, members) for rows in shared if len(members & {*rows.places}) > 1]
        if single or sum(near) >= _MOST * len(near):
            units.join(members)


def _near(rows: _Rows, members: set[int]) -> bool:
    """Whether the values in some of the tables are as near as those of repeats, or as rounded."""
    places = [at for at, place in enumerate(rows.places) if place in members]
    least, most = min(rows.least[at] for at in places), max(rows.most[at] for at in places)
    digit = max((rows.digit[at] or 0.0 for at in places), default=0.0)
    return most - least <= digit or 0 < most <= _NEAR * least


def _agree(rows: _Rows, units: _Groups) -> bool:
    """Whether what is in several units is one value, perhaps rounded."""
    if len({units.of(place) for place in rows.places}) == 1:
        return True
    least, most = min(rows.least), max(rows.most)
    digit = max((each for each in rows.digit if each is not None), default=0.0)
    return most - least <= max(0.51 * digit, 1e-6 * max(abs(least), abs(most)))


def _part_kinds(tables: Sequence[Table], units: _Groups, apart: _Groups) -> None:
    """Part weak from strong scaling, even where no count is in both."""
    alike: dict[tuple[object, ...], dict[str, set[int]]] = {}
    for place, table in enumerate(tables):
        found = next(filter(None, map(_KIND.search, table.above)), None)
        if found:
            key = (tuple(table.headings), table.benchmark, table.case)
            kinds = alike.setdefault(key, {})
            kinds.setdefault(found[1].lower(), set()).add(units.of(place))
    for kinds in alike.values():
        if len(kinds) > 1:
            apart.join(set().union(*kinds.values()))


def _texts(table: Table) -> list[str]:
    """The texts above a table that may name it, the nearest first."""
    texts = (_MARK.sub("", _shown(text)).strip(" :*_#=\"'") for text in table.above)
    return [
        text
        for text in texts
        if len(text) <= _LONGEST
        and re.search(r"[^\W_]", text)
        and not names_a_repeat(text)
        and not is_bracketed(text)
    ]


def _shown(text: str) -> str:
    """A text, or what a long one says at its end that it was measured on."""
    machine = _ON.fullmatch(text) if len(text) > _LONGEST else None
    return machine[1] if machine else text


def _names(texts: dict[int, list[str]], tables: Sequence[Table]) -> dict[int, str]:
    """A name for each table, by what is not above all of them; by its line in the last resort."""
    common = set.intersection(*map(set, texts.values()))
    own = {unit: [text for text in said if text not in common] for unit, said in texts.items()}
    names: dict[int, str] = {}
    for unit, said in own.items():
        others = {text for other, texts in own.items() if other != unit for text in texts}
        unique = [text for text in said if text not in others]
        line = tables[unit].line
        at_line = f"table {unit + 1}" if line is None else f"table at line {line}"
        names[unit] = unique[0] if unique else " / ".join([*said[:1], at_line])
    return names
