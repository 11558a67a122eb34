"""Command lines that have in them what other columns say: one command with several settings."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from parsers.records import SCALE, SCHEMA
from parsers.tables.cells import is_text
from parsers.tables.draft import Draft
from parsers.words import words

_MOST_ROWS: Final = 1_000
_COUNTED: Final = (*SCALE, "batch", "size")


def settle_commands(draft: Draft) -> None:
    """Write ``./solve --threads {threads}`` for commands that differ in what a column says.

    Else each would be a benchmark of its own, and none would have been scaled.
    """
    owner, commands = draft.owner("benchmark"), draft.fields.get("benchmark")
    if owner is None or commands is None or draft.rows > _MOST_ROWS:
        return
    if words(owner.heading.text)[-1:] != ("command",) or not is_text(commands):
        return
    written = commands.cast(pl.String).to_list()
    settings = {
        name: [_text(value) for value in values]
        for name, values in draft.fields.items()
        if (name not in SCHEMA or name in _COUNTED) and _differs(values)
    }
    # What stands before a value may be another one: ``./solve 1000 4``.
    for name in [*settings, *settings]:
        without = _without(written, settings[name], name)
        if len(set(without)) < len(set(written)):
            written = without
    draft.fields["benchmark"] = pl.Series(written, dtype=pl.String)


def _differs(values: pl.Series) -> bool:
    return not values.dtype.is_nested() and values.n_unique() > 1


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def _without(commands: list[str | None], values: list[str | None], name: str) -> list[str | None]:
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
