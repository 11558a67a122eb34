"""Arrays side by side in an object, which are the columns of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from parsers.grammar.words import word_set, words
from parsers.headings.heading import MEASURED, SET_BEFORE
from parsers.headings.read_heading import read_heading, read_headings
from parsers.objects.values import Object, flat, is_plain
from parsers.run_records.records import SCALE

_ROWS_LOOKED_AT: Final = 50
_LOSSES: Final = word_set("loss losses")
_LEARNED: Final = word_set("accuracy acc")
_COUNTERS: Final = word_set("epoch epochs step steps iteration iterations iter iters")


def measures(rows: Sequence[Object]) -> bool:
    """Return whether a member of the objects is something measured, by its name."""
    names = dict.fromkeys(
        name
        for row in rows[:_ROWS_LOOKED_AT]
        for name, value in flat(row)
        if value is not None and not isinstance(value, dict | bool)
    )
    headings = read_headings(list(names))
    return any(heading.kind in MEASURED or heading.name == "value" for heading in headings)


def is_of_columns(item: Object) -> bool:
    """Return whether an object has counts and what was measured on each side by side, in arrays.

    They may be all that a member holds: ``{"code": "CG", "scaling": {"ranks": [1, 2], ...}}``.
    """
    return bool(_counted_columns(item)) or _holder(item) is not None


def rows_of_columns(item: Object) -> list[Object]:
    """Return the rows of the columns in an object, each with its other members."""
    holder = None if (columns := _counted_columns(item)) else _holder(item)
    inside = {holder} if holder is not None else columns.keys()
    around = {key: value for key, value in item.items() if key not in inside}
    return rows_side_by_side(columns if holder is None else item[holder], around)


def _counted_columns(item: Object) -> dict[str, list[Any]]:
    columns = columns_of_object(item)
    counted = any(read_heading(name).name in SCALE for name in columns)
    return columns if counted and measures([columns]) else {}


def _holder(item: Object) -> str | None:
    """The only member that has members, where these are such columns and nothing else."""
    held = [key for key, value in item.items() if isinstance(value, dict | list)]
    if len(held) != 1 or not isinstance(item[held[0]], dict):
        return None
    inside = item[held[0]]
    return held[0] if inside and _counted_columns(inside).keys() == inside.keys() else None


def rows_side_by_side(columns: Mapping[str, Sequence[Any]], around: Object) -> list[Object]:
    """Return the rows of columns of one length, each with what stands ``around`` these."""
    return [
        {**around, **dict(zip(columns, row, strict=True))}
        for row in zip(*columns.values(), strict=True)
    ]


def columns_of_object(whole: Object) -> dict[str, list[Any]]:
    """Return the members of ``whole`` that are arrays of one length, side by side.

    Beside other members they are columns only where one was set, or something learned: what was
    only measured may be the repeats of one run.
    """
    arrays = {
        key: value
        for key, value in whole.items()
        if isinstance(value, list) and value and all(_may_be_cell(x) for x in value)
    }
    if len(arrays) < 2 or len({len(value) for value in arrays.values()}) > 1:
        return {}
    if all(any(isinstance(x, list) for x in value) for value in arrays.values()):
        return {}
    if len(arrays) == len(whole):
        return arrays
    return arrays if learns(arrays) or (counts_something(arrays) and measures([arrays])) else {}


def _may_be_cell(value: object) -> bool:
    """Whether a value may stand in a cell: a plain one, none, or the numbers of repeats."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, int | float) for each in value)
    return is_plain(value) or value is None


def counts_something(columns: Object) -> bool:
    """Return whether a column was set, and not measured."""
    return any(read_heading(key).kind in SET_BEFORE for key in columns)


def learns(columns: Object) -> bool:
    """Return whether arrays are the history of a training, of which none counts its epochs.

    An accuracy beside anything that was set may as well be that of each setting.
    """
    said = [words(name) for name in columns]
    if any(not _COUNTERS.isdisjoint(name[-1:]) for name in said):
        return False
    kinds = {read_heading(name).kind for name in columns}
    loses = any(not _LOSSES.isdisjoint(name) for name in said)
    learns = kinds == {"metric"} and any(not _LEARNED.isdisjoint(name) for name in said)
    return "schema" not in kinds and (loses or learns)
