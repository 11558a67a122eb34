"""Names of runs that tell rows apart, and are no ids: what differs is never averaged unseen."""

from __future__ import annotations

from collections import Counter, defaultdict
from string import ascii_lowercase
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_words import REPEAT
from parsers.grammar.words import words
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions, RowRemark
from parsers.meaning.trend import Trend
from parsers.run_records.records import SCHEMA, parameter_name
from parsers.tables.cells import is_text

OF_A_RUN: Final = (
    *("status", "reason", "started", "hosts"),
    *("stated_speedup", "stated_efficiency", "stated_baseline"),
)
"""What may differ between repeats."""
_NUMBERS = Pattern(r"\d+")
_HEXADECIMAL = Pattern(r"(?i)[0-9a-f-]{6,}")
_AS_LETTERS: Final = str.maketrans("0123456789", "abcdefghij")
_REPEAT = Pattern(rf"(?i)(?:{REPEAT})[ _#-]?\d{{1,3}}")
_LEAST: Final = 3
_FAR: Final = 2.0
"""Speeds of so many rows in the order of their numbers are no chance where they differ so much."""
_SIDES = Pattern(r"(?<![0-9A-Za-z])\d+\s?[x×]\s?\d+(?![0-9A-Za-z])")
"""``8x2``: a layout or the sides of something, and never the number of a run."""


def names_runs(column: Column) -> bool:
    """Whether a column ``run`` has names to compare, not an id or a number of each row.

    They come again in other rows, once their numbers are left out; or they have sides in them
    (``mpich_8x2``), or no digit and are no letters in their order. A ``label`` is such a name where
    each stands in several rows, unless it is one for all: then it is that of the input. ``run2`` is
    a number.
    """
    if column.heading.name == "label" and _are_texts(column):
        return 1 < column.cells.n_unique() <= column.cells.len() // 2
    called = words(column.heading.text) in (("run",), ("run", "name"))
    if not called or column.heading.name != "run" or not _are_texts(column):
        return False
    texts = column.texts.to_list()
    if all(_REPEAT.fullmatch(text or "") for text in texts):
        return False
    if column.cells.n_unique() < column.cells.len():
        return True
    if "".join(text or " " for text in texts).lower() in ascii_lowercase:
        # `A`, `B`, `C` number the rows as 1, 2, 3 do.
        return False
    if not any(_NUMBERS.search(text or "") for text in texts):
        return True
    sides = {found[0] for text in texts if (found := _SIDES.search(text or ""))}
    return len(sides) > 1 or _come_again(texts)


def _are_texts(column: Column) -> bool:
    return column.numbers is None and is_text(column.cells) and not column.given


def _come_again(texts: list[str | None]) -> bool:
    """Whether names differ in words, each in several rows with other numbers."""
    kinds = Counter(_kind(text) for text in texts if text)
    return len(kinds) > 1 and min(kinds.values()) > 1


def _kind(text: str) -> str:
    """What a name says besides numbers, hexadecimal ones too."""
    if _HEXADECIMAL.fullmatch(text):
        return ""
    return _NUMBERS.sub("", text)


def names_of_unlike_rows(known: Decisions, trend: Trend) -> Decision:
    """Take names that were set aside where rows, equal in all else, are no repeats.

    They are none where their values differ by more than a quarter and their names in more than
    a number, or in how often each run did its work.
    """
    aside = [
        column
        for column in known.aside
        if not column.heading.role
        and (_are_amounts(column) or (_are_texts(column) and _may_name(column)))
    ]
    if not aside:
        return NOTHING
    fields = [
        values
        for name, values in known.fields.items()
        if name not in OF_A_RUN and not values.dtype.is_nested()
    ]
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    rows = zip(*(values.head(len(trend.speeds)).to_list() for values in fields), strict=True)
    for row, values in enumerate(rows if fields else [()] * len(trend.speeds)):
        alike[values].append(row)
    ends = known.fields["status"].to_list() if "status" in known.fields else ["ok"] * known.rows
    alike = {
        values: [row for row in group if ends[row] in ("ok", None)]
        for values, group in alike.items()
    }
    for column in aside:
        texts = column.cells.cast(pl.String).to_list()
        if _are_amounts(column):
            texts = [(text or "").translate(_AS_LETTERS) for text in texts]
        if any(_are_unlike(trend, texts, group) for group in alike.values()):
            text = f"`{column.heading.text}` tells runs apart: values equal in all else differ"
            name = column.heading.name
            name = "run_name" if name == "run" else parameter_name(name, {*known.fields, *SCHEMA})
            return Decision(
                {name: column.cells.cast(pl.String)},
                ((name, column),),
                remarks=(RowRemark("assumed", text),),
            )
    return NOTHING


def _are_amounts(column: Column) -> bool:
    """Whether numbers under ``repetitions`` come again and do not run on: they number no repeat."""
    if column.heading.name != "run" or column.given or column.numbers is None:
        return False
    values = column.numbers.values.drop_nulls()
    apart = values.unique().sort().diff().drop_nulls()
    return 0 < len(apart) < len(values) / 2 and bool((apart > 1).all())


def _may_name(column: Column) -> bool:
    """Whether a column may name what was run, and does not remark on how a run went."""
    if column.heading.kind == "remark":
        return words(column.heading.text)[-1:] in (("id",), ("name",))
    return column.heading.kind != "statistic"


def _are_unlike(trend: Trend, texts: list[str | None], rows: list[int]) -> bool:
    if trend.agrees(rows):
        return False
    return len({_kind(texts[row] or "") for row in rows}) > 1 or _follow(trend, texts, rows)


def _follow(trend: Trend, texts: list[str | None], rows: list[int]) -> bool:
    """Whether the speeds grow or fall with the one number in the names that varies, by far.

    ``size_512`` and ``size_4096`` are no repeats, though nobody can say of what they are sizes;
    numbers that run on may be those of repeats.
    """
    found = [_NUMBERS.findall(texts[row] or "") for row in rows]
    if len(rows) < _LEAST or len({*map(len, found)}) != 1:
        return False
    varying = [each for each in zip(*found, strict=True) if len({*each}) > 1]
    if len(varying) != 1:
        return False
    numbers = [*map(int, varying[0])]
    ordered = sorted(numbers)
    if len({*ordered}) < len(ordered) or ordered[-1] - ordered[0] < len(ordered):
        return False
    speeds = [trend.speeds[row] or 0.0 for _, row in sorted(zip(numbers, rows, strict=True))]
    return speeds in (sorted(speeds), sorted(speeds, reverse=True)) and (
        max(speeds) > _FAR * min(speeds)
    )
