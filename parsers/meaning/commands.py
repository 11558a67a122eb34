"""Commands and names that have in them what other columns say: one benchmark, several settings."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from parsers.grammar.names_with_counts import with_field_for_count
from parsers.grammar.words import words
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields
from parsers.run_records.records import SCALE, SCHEMA
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text

_Names = list[str | None]
_MOST_ROWS: Final = 1_000
_COUNTED: Final = (*SCALE, "batch", "size")


def as_templates(fields: Fields, owner: Column | None) -> Decision:
    """Write ``./solve --threads {threads}`` for names that differ in what a column says.

    Else each would be a benchmark of its own, and none would have been scaled. In a command the
    value may stand anywhere, in another name behind that of the column: ``sort/threads:4``, or it
    is a count that all of a kind have: ``scal4`` on 4 nodes, ``llama-8gpus`` on 8 devices.
    ``owner``: the column that the names come from.
    """
    names = fields.get("benchmark")
    if owner is None or names is None or len(names) > _MOST_ROWS or not is_text(names):
        return NOTHING
    written = names.cast(pl.String).to_list()
    settings = {
        name: [_text(value) for value in values]
        for name, values in fields.items()
        if (name not in SCHEMA or name in _COUNTED) and _differs(values)
    }
    if words(owner.heading.text)[-1:] == ("command",):
        # What stands before a value may be another one: ``./solve 1000 4``.
        for name in [*settings, *settings]:
            written = _shorter(written, _without(written, settings[name], name))
    else:
        for name, values in settings.items():
            if any(f"{name}{sign}" in (written[-1] or "") for sign in ":="):
                written = _shorter(written, _without_named(written, values, name))
            elif name in SCALE:
                written = _shorter(written, with_field_for_count(written, values, name))
    return Decision({"benchmark": series_of(written)})


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
