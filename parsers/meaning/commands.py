"""Commands and names that have in them what other columns say: one benchmark, several settings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain, zip_longest
from typing import Final

import polars as pl

from parsers.grammar.names_with_counts import with_field_for_count
from parsers.grammar.patterns import Pattern
from parsers.grammar.words import words
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields
from parsers.run_records.records import SCALE, SCHEMA
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text

_Names = list[str | None]
_MOST_ROWS: Final = 1_000
_NAMES: Final = ("benchmark", "case")
_COUNTED: Final = (*SCALE, "batch", "size")
_DIGITS = Pattern(r"\d+")
_MOST_NUMBERS: Final = 12
_LEAST: Final = 3
"""So many numbers of one place, each that of its row, are no coincidence; nor are two places."""


def as_templates(fields: Fields, owners: Mapping[str, Column]) -> Decision:
    """Write ``./solve --threads {threads}`` for names that differ in what columns say.

    Else each would be a benchmark of its own, and none would have been scaled. In a command the
    value may stand anywhere, in another name behind that of the column: ``sort/threads:4``, or it
    is a count that all names have: ``scal4`` on 4 nodes, ``llama-8gpus`` on 8 devices; or all that
    differs is in columns: ``heat_n2_r8_s512`` beside 2 nodes, 8 ranks and a size of 512.
    ``owners``: the columns that the names come from.
    """
    names = [
        name
        for name, values in fields.items()
        if name in owners and (name in _NAMES or name not in SCHEMA) and _are_names(values)
    ]
    if not names:
        return NOTHING
    settings = {
        name: [_text(value) for value in values]
        for name, values in fields.items()
        if (name not in SCHEMA or name in _COUNTED) and _differs(values)
    }
    written = {name: _written(name, fields[name], owners[name], settings) for name in names}
    found = {name: series_of(texts) for name, texts in written.items() if texts is not None}
    return Decision(found) if found else NOTHING


def _are_names(values: pl.Series) -> bool:
    return len(values) <= _MOST_ROWS and is_text(values)


def _written(
    name: str, values: pl.Series, owner: Column, settings: Mapping[str, _Names]
) -> _Names | None:
    """The names of a field without what the other columns say; ``None`` where they are the same."""
    names = written = values.cast(pl.String).to_list()
    others = {each: texts for each, texts in settings.items() if each != name}
    if name == "benchmark" and words(owner.heading.text)[-1:] == ("command",):
        # What stands before a value may be another one: ``./solve 1000 4``.
        for each in [*others, *others]:
            written = _shorter(written, _without(written, others[each], each))
    elif name == "benchmark":
        for each, texts in others.items():
            if any(f"{each}{sign}" in (written[-1] or "") for sign in ":="):
                written = _shorter(written, _without_named(written, texts, each))
            elif each in SCALE:
                written = _shorter(written, with_field_for_count(written, texts, each))
    written = _shorter(written, _without_known(written, others))
    return None if written == names else written


def _without_known(names: _Names, settings: Mapping[str, _Names]) -> _Names:
    """Return the names without their numbers, where those that differ all stand in columns."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, text in enumerate(names):
        alike[tuple(_DIGITS.split(text or ""))].append(row)
    found = list(names)
    for between, rows in alike.items():
        if len(between) > _MOST_NUMBERS:
            continue
        numbers = [
            [each.lstrip("0") or "0" for each in _DIGITS.findall(names[row] or "")] for row in rows
        ]
        places = {
            place: _said_by([each[place] for each in numbers], rows, settings)
            for place in range(len(between) - 1)
            if len({each[place] for each in numbers}) > 1
        }
        distinct = max((len({each[place] for each in numbers}) for place in places), default=0)
        if None in places.values() or (distinct < _LEAST and len(places) < 2):
            continue
        for row, each in zip(rows, numbers, strict=True):
            said = [
                f"{{{places[at]}}}" if at in places else number for at, number in enumerate(each)
            ]
            found[row] = "".join(chain.from_iterable(zip_longest(between, said, fillvalue="")))
    return found


def _said_by(numbers: list[str], rows: list[int], settings: Mapping[str, _Names]) -> str | None:
    """Which column has the numbers of these rows, if one does."""
    return next(
        (name for name, texts in settings.items() if [texts[row] for row in rows] == numbers), None
    )


def _shorter(written: _Names, without: _Names) -> _Names:
    """Return the names ``without`` a setting where that makes fewer of them."""
    return without if len(set(without)) < len(set(written)) else written


def _without_named(names: _Names, values: _Names, name: str) -> _Names:
    """Return the names with that of a setting for its value behind it."""
    return [
        text
        if text is None or value is None
        else re.sub(
            rf"\b({re.escape(name)}[:=]){re.escape(value)}(?![\w.])", rf"\1{{{name}}}", text
        )
        for text, value in zip(names, values, strict=True)
    ]


def _differs(values: pl.Series) -> bool:
    return not values.dtype.is_nested() and values.n_unique() > 1


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def _without(commands: _Names, values: _Names, name: str) -> _Names:
    """Return the commands with the name of a setting for its value, where all of them have it.

    That is behind the same word: ``-j`` or ``--threads=``, and not any 1 among the others.
    """
    rows = list(zip(commands, values, strict=True))
    found = [
        {match["before"] for match in re.finditer(_behind(value), command)}
        for command, value in rows
        if command is not None and value is not None
    ]
    behind = set.intersection(*found) if found else set()
    return [
        command
        if command is None or value is None
        else re.sub(
            _behind(value),
            lambda match: f"{match['before']}{{{name}}}" if match["before"] in behind else match[0],
            command,
        )
        for command, value in rows
    ]


def _behind(value: str) -> str:
    """Return a pattern for a value that is whole, with the word before it."""
    return rf"(?P<before>(?<!\S)\S*?[^\w.\s]|(?<!\S)-\w|(?<!\S)\S+\s+){re.escape(value)}(?![\w.])"
