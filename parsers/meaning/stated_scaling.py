"""Strong or weak scaling, where the source says which: a column, a heading, a file's name."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.words import word_set, words
from parsers.meaning.trend import MOST_ROWS, Trend
from parsers.tables.cells import is_text
from parsers.tables.draft import Draft

FIELD: Final = "stated_scaling"
_COUNTED: Final = ("devices", "cores", "ranks", "threads", "nodes")
_LEAST: Final = 2
_FLAT: Final = 1.5
"""Gains above this say by themselves that the work is shared."""
_NEAR: Final = 0.25
"""A stated speedup may refer to another run: that of the serial code, the best of several."""
_KIND = Pattern(r"(?i)(?<![a-z])(strong|weak)(?![a-z])")
_WHOLE_CELL = Pattern(r"(?i)\s*(strong|weak)(?:[ _-]?(?:scaling|scale))?\s*")
_HEADINGS: Final = word_set("scaling scale type kind mode study experiment")
_MOST: Final = 200
"""Distinct texts of a column; names of more are not looked into."""


def settle_stated_scaling(draft: Draft) -> None:
    """Add ``stated_scaling`` (strong, weak or null) where the source says it.

    The nearest word counts: a cell of the row, then what stands above the table from the inside
    out, then the names of the file and its folders. A text that names both says neither.
    """
    if FIELD in draft.fields or _read_names(draft):
        return
    for text in _around(draft):
        kind = _named(text)
        if kind is not None:
            draft.fields[FIELD] = _constant(draft, kind)
            draft.note("assumed", f"{kind} scaling: '{text}' says so")
            return


def claim_stated_scaling(draft: Draft) -> None:
    """Take a column whose cells are ``strong`` and ``weak`` and nothing else."""
    for column in draft.unclaimed():
        if not is_text(column.cells) or column.numbers is not None:
            continue
        if _HEADINGS.isdisjoint(words(column.heading.text)):
            continue
        distinct = column.texts.drop_nulls().unique()
        if len(distinct) > 2 or len(distinct) == 0:
            continue
        matches = {text: _WHOLE_CELL.fullmatch(text) for text in distinct}
        if not all(matches.values()):
            continue
        kinds = {text: match[1].lower() for text, match in matches.items() if match}
        draft.claim(column, **{FIELD: _replaced(column.cells, kinds)})
        return


def settle_from_stated_speedups(draft: Draft, trend: Trend) -> None:
    """Add ``stated_scaling`` where the source's own speedups are those of equal work.

    Times that hardly fall may be those of a problem that grows. A source that states the ratio of
    the times as the speedup, or the ratio over the count as the efficiency, says that it does not.
    """
    if FIELD in draft.fields:
        return
    name = next((each for each in _COUNTED if each in draft.fields), None)
    counts = None if name is None else draft.fields[name]
    stated = draft.fields.get("stated_speedup")
    if counts is not None and stated is None and "stated_efficiency" in draft.fields:
        stated = draft.fields["stated_efficiency"] * counts
    if counts is None or stated is None or draft.rows > MOST_ROWS:
        return
    first: dict[tuple[str | None, ...], float] = {}
    gains: list[tuple[float, float]] = []
    for count, speed, claim, group in sorted(
        zip(counts, trend.speeds, stated, trend.groups, strict=True), key=lambda row: row[0] or 0
    ):
        if count and speed and claim:
            gain = speed / first.setdefault(group, speed)
            gains.append((gain, claim))
    if len(gains) - len(first) < _LEAST or max(gain for gain, _ in gains) > _FLAT:
        return
    if all(abs(claim - gain) <= _NEAR * gain for gain, claim in gains):
        draft.fields[FIELD] = _constant(draft, "strong")
        draft.note("info", "strong scaling: the stated speedups are ratios of the times")


def says_weak(draft: Draft) -> bool:
    """Return whether the source, or else the user, says that any of the rows scale weakly."""
    if (told := draft.source.overrides.last("series")) is not None:
        return told.value == "weak"
    stated = draft.fields.get(FIELD)
    if stated is not None:
        return bool((stated == "weak").any())
    return "weak" in map(_named, _around(draft))


def _read_names(draft: Draft) -> bool:
    """Read the kind out of names that have it in them: ``weak-64``, ``miniFE (strong)``."""
    for name in ("case", "benchmark"):
        names = draft.fields.get(name)
        if names is None or not is_text(names):
            continue
        distinct = names.cast(pl.String).drop_nulls().unique()
        if len(distinct) > _MOST:
            continue
        kinds = {text: kind for text in distinct if (kind := _named(text))}
        if kinds:
            draft.fields[FIELD] = _replaced(names, kinds)
            return True
    return False


def _around(draft: Draft) -> list[str]:
    table = draft.table
    said = [*table.above, table.case or "", table.benchmark or ""]
    path = PurePath(draft.source.name)
    return [*said, path.name, *reversed(path.parent.parts)]


def _named(text: str) -> str | None:
    kinds = {match.lower() for match in _KIND.findall(text.replace("_", " "))}
    return kinds.pop() if len(kinds) == 1 else None


def _constant(draft: Draft, kind: str) -> pl.Series:
    return pl.Series([kind], dtype=pl.String).new_from_index(0, draft.rows)


def _replaced(cells: pl.Series, kinds: dict[str, str]) -> pl.Series:
    return cells.cast(pl.String).replace_strict(kinds, default=None, return_dtype=pl.String)
